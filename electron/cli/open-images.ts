/** Opens the images that a command was given, or says in one sentence why not. */
import { stat } from 'node:fs/promises';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { describeFileError } from '../files/annotation-files.ts';
import { type CaseReader, openCase } from '../reader/case-reader.ts';

export type OpenFailure = Failure<'no-path' | 'no-images'>;

/** The caller closes the reader. */
export async function openImages(paths: readonly string[]): Promise<Result<CaseReader, OpenFailure>> {
  for (const path of paths) {
    const problem = await stat(path).then(
      () => null,
      (cause: unknown) => describeFileError(cause),
    );
    if (problem !== null) return err(failure('no-path', `${path} cannot be opened: ${problem}.`));
  }
  const reader = await openCase(paths);
  if (reader.studies.length > 0) return ok(reader);
  reader.close();
  return err(failure('no-images', noImages(paths, reader)));
}

function noImages(paths: readonly string[], { skipped, totals }: CaseReader): string {
  const where = paths.length === 1 ? paths[0] : `${paths.length} paths`;
  const first = skipped[0];
  if (first !== undefined) {
    const rest = skipped.length === 1 ? '' : `; ${skipped.length - 1} more were skipped`;
    return `${where} holds no DICOM images: ${first.file}: ${first.reason.replace(/\.$/, '')}${rest}.`;
  }
  return totals.filesSeen === 0
    ? `${where} holds no DICOM images: it is empty.`
    : `${where} holds no DICOM images, only ${totals.filesSeen === 1 ? 'one other file' : `${totals.filesSeen} other files`}.`;
}
