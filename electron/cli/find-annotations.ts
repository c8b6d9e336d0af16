/** The annotations that belong to the opened studies: the file that was named, or those saved beside the images. */
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import type { Study } from '../../annotations/image/hierarchy.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { findWorkingCopies, readWorkingCopyFile } from '../files/annotation-files.ts';

export type StudyAnnotations = {
  readonly path: string;
  readonly copy: WorkingCopy;
};

export type FoundAnnotations = {
  readonly byStudy: ReadonlyMap<StudyInstanceUID, StudyAnnotations>;
  /** Sentences: files that could not be read, or that others outdate. */
  readonly notices: readonly string[];
};

/** Folders below a path that are looked into, at most; a guard against links in circles and whole disks. */
const MAX_FOLDERS = 5_000;

export async function namedAnnotations(
  file: string,
  studies: readonly Study[],
): Promise<Result<FoundAnnotations, Failure<'bad-annotations' | 'other-study'>>> {
  const read = await readWorkingCopyFile(file);
  if (!('copy' in read)) return err(failure('bad-annotations', read.message));
  const own = studies.filter((study) => read.copy.studyInstanceUIDs.includes(study.studyInstanceUID));
  if (own.length === 0) {
    return err(
      failure('other-study', `${basename(file)} belongs to another study than the images that were opened.`),
    );
  }
  const annotations = { path: file, copy: read.copy };
  return ok({ byStudy: new Map(own.map((study) => [study.studyInstanceUID, annotations])), notices: [] });
}

export async function annotationsBeside(
  paths: readonly string[],
  studies: readonly Study[],
): Promise<FoundAnnotations> {
  const byStudy = new Map<StudyInstanceUID, StudyAnnotations>();
  const notices: string[] = [];
  for (const folder of await foldersOf(paths)) {
    const { copies, problems } = await findWorkingCopies(folder);
    notices.push(...problems.map(({ message }) => message));
    for (const found of copies) {
      for (const study of studies) {
        if (!found.copy.studyInstanceUIDs.includes(study.studyInstanceUID)) continue;
        const known = byStudy.get(study.studyInstanceUID);
        if (known === undefined) {
          byStudy.set(study.studyInstanceUID, found);
          continue;
        }
        const [kept, left] = isNewer(found.copy, known.copy) ? [found, known] : [known, found];
        byStudy.set(study.studyInstanceUID, kept);
        notices.push(
          `${basename(left.path)} was left out: ${basename(kept.path)} is a later copy of the same study.`,
        );
      }
    }
  }
  return { byStudy, notices };
}

const isNewer = (one: WorkingCopy, other: WorkingCopy): boolean =>
  one.revision !== other.revision ? one.revision > other.revision : one.saved.at > other.saved.at;

/** The folders given, those of the files given, and all below them; links are not followed. */
async function foldersOf(paths: readonly string[]): Promise<readonly string[]> {
  const folders: string[] = [];
  const seen = new Set<string>();
  const queue: string[] = [];
  for (const path of paths) {
    const found = await lstat(path).catch(() => null);
    if (found?.isFile() === true) folders.push(dirname(path));
    else queue.push(path);
  }
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    if (seen.has(folder) || seen.size >= MAX_FOLDERS) continue;
    seen.add(folder);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    queue.push(...entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name)));
  }
  return [...new Set([...folders, ...seen])];
}

/** The phase of a series, as a reader has corrected it or as the images say. */
export const phaseOf = (
  series: Study['series'][number],
  copy: WorkingCopy | undefined,
): Study['series'][number]['phase']['phase'] =>
  copy?.phases.find((one) => one.seriesInstanceUID === series.seriesInstanceUID)?.phase ?? series.phase.phase;
