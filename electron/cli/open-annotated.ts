/** Images together with their saved annotations, as `measure` and `report --check` need them. */
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { ok } from '../../annotations/result.ts';
import type { CaseReader } from '../reader/case-reader.ts';
import { EXIT, type ExitCode, type Io, refuse } from './command.ts';
import { annotationsBeside, namedAnnotations } from './find-annotations.ts';
import { openImages } from './open-images.ts';

export type AnnotatedCase = {
  readonly reader: CaseReader;
  /** By the path of the file. */
  readonly copies: ReadonlyMap<string, WorkingCopy>;
  readonly notices: readonly string[];
};

/** Says why not and gives the exit code, or runs `use` and closes the images after it. */
export async function withAnnotated(
  paths: readonly string[],
  annotations: string | undefined,
  io: Io,
  use: (opened: AnnotatedCase) => Promise<void>,
): Promise<ExitCode> {
  const opened = await openImages(paths);
  if (!opened.ok) return refuse(io, EXIT.badInput, opened.error.message);
  const reader = opened.value;
  try {
    const found =
      annotations === undefined
        ? ok(await annotationsBeside(paths, reader.studies))
        : await namedAnnotations(annotations, reader.studies);
    if (!found.ok) return refuse(io, EXIT.badInput, found.error.message);
    const { byStudy, notices } = found.value;
    for (const notice of notices) io.stderr(`${notice}\n`);
    const copies = new Map([...byStudy.values()].map(({ path, copy }) => [path, copy]));
    if (copies.size === 0) {
      return refuse(
        io,
        EXIT.badInput,
        'No saved annotations of these images were found beside them: name a file with --annotations.',
      );
    }
    await use({ reader, copies, notices });
    return EXIT.done;
  } finally {
    reader.close();
  }
}
