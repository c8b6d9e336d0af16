/**
 * Where the annotations of a study are, and where they go: the file beside the images that was saved last, found by
 * its StudyInstanceUID; for images whose folder cannot be written, a file in the app's own folder.
 *
 * A file that cannot be read is never written over: work goes to a free name beside it. One that a newer program wrote
 * closes the study for changes altogether, since nobody can say here what it holds.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import {
  canWriteFolder,
  defaultFileName,
  type FoundCopies,
  type FoundCopy,
  findWorkingCopies,
  readWorkingCopyFile,
  type UnreadableCopy,
  WORKING_COPY_ENDING,
} from './annotation-files.ts';
import { atomicWrite, makeFolder } from './atomic-write.ts';

export type PlaceKind = 'case-folder' | 'app-folder';

export type LocatedAnnotations = {
  /** The copy to work on; null when there is none yet. */
  readonly copy: FoundCopy | null;
  /** Further copies of the same study with an earlier state. */
  readonly others: readonly FoundCopy[];
  /** Where the next save goes. */
  readonly kind: PlaceKind;
  readonly path: string;
  /** Why it does not go beside the images; null when it does, or was there all the time. */
  readonly notice: string | null;
  /** A newer program's file: nothing may be changed. */
  readonly newer: UnreadableCopy | null;
  /** This study's own file cannot be read; it stays as it is. */
  readonly broken: UnreadableCopy | null;
  /** Sentences about files that could not be read. */
  readonly problems: readonly string[];
};

const NOT_WRITABLE =
  'The folder of the images cannot be written, so the annotations are kept in the app’s own folder.';

/** `caseFolders`: the folders beside the images, the first preferred. `known`: files that were used before. */
export async function locateAnnotations(
  caseFolders: readonly string[],
  appFolder: string,
  study: StudyInstanceUID,
  known: readonly string[] = [],
): Promise<LocatedAnnotations> {
  const found = await Promise.all([...caseFolders, appFolder].map(findWorkingCopies));
  const copies = found
    .flatMap((each) => each.copies)
    .filter(({ copy }) => copy.studyInstanceUIDs.includes(study));
  for (const path of known) {
    if (caseFolders.includes(dirname(path)) || dirname(path) === appFolder) continue;
    const read = await readWorkingCopyFile(path);
    if ('copy' in read && read.copy.studyInstanceUIDs.includes(study)) copies.push(read);
  }
  const problems = found.flatMap((each) => each.problems);
  const own = problems.filter(({ path, studies }) =>
    studies === null ? basename(path) === defaultFileName(study) : studies.includes(study),
  );
  const sorted = [...copies].sort((a, b) => (isLater(a, b) ? -1 : 1));
  const copy = sorted[0] ?? null;
  const newer = own.find(({ kind }) => kind === 'newer-version') ?? null;
  return {
    copy: newer === null ? copy : null,
    others: sorted.slice(1),
    ...(newer === null
      ? await placeFor(caseFolders, appFolder, study, copy, found)
      : {
          kind: dirname(newer.path) === appFolder ? 'app-folder' : 'case-folder',
          path: newer.path,
          notice: null,
        }),
    newer,
    broken: own.find(({ kind }) => kind !== 'newer-version') ?? null,
    problems: problems.filter((each) => each !== newer).map(({ message }) => message),
  };
}

const isLater = (a: FoundCopy, b: FoundCopy): boolean =>
  a.copy.revision !== b.copy.revision
    ? a.copy.revision > b.copy.revision
    : Date.parse(a.copy.saved.at) >= Date.parse(b.copy.saved.at);

type Place = Pick<LocatedAnnotations, 'kind' | 'path' | 'notice'>;

async function placeFor(
  caseFolders: readonly string[],
  appFolder: string,
  study: StudyInstanceUID,
  copy: FoundCopy | null,
  found: readonly FoundCopies[],
): Promise<Place> {
  if (copy !== null && dirname(copy.path) === appFolder) {
    return { kind: 'app-folder', path: copy.path, notice: null };
  }
  const folder = copy === null ? caseFolders[0] : dirname(copy.path);
  if (folder !== undefined && (await canWriteFolder(folder))) {
    return { kind: 'case-folder', path: copy?.path ?? freePath(folder, study, found), notice: null };
  }
  return appPlace(appFolder, study, NOT_WRITABLE);
}

export async function appPlace(appFolder: string, study: StudyInstanceUID, notice: string): Promise<Place> {
  // Where it cannot be made, the first write says why.
  await makeFolder(appFolder);
  const found = await findWorkingCopies(appFolder);
  for (const { path, copy } of found.copies) {
    if (copy.studyInstanceUIDs.includes(study)) return { kind: 'app-folder', path, notice };
  }
  return { kind: 'app-folder', path: freePath(appFolder, study, [found]), notice };
}

/**
 * The usual name, or the next one when a file that is not this study's, or cannot be read, has it. Only what was found
 * counts: a file that appears under the name meanwhile is this study's, and the first save meets it and merges.
 */
function freePath(folder: string, study: StudyInstanceUID, found: readonly FoundCopies[]): string {
  const taken = new Set(found.flatMap(({ copies, problems }) => [...copies, ...problems].map(pathOf)));
  const usual = join(folder, defaultFileName(study));
  let path = usual;
  for (let number = 2; taken.has(path); number += 1) {
    path = usual.replace(WORKING_COPY_ENDING, `-${number}${WORKING_COPY_ENDING}`);
  }
  return path;
}

const pathOf = ({ path }: { readonly path: string }): string => path;

/**
 * Files in which a study's annotations have been saved, the last first: the same images opened from another folder
 * above or below still lead there.
 */
export class KnownPlaces {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async of(token: string): Promise<readonly string[]> {
    const text = await readFile(join(this.#folder, `${token}.txt`), 'utf8').catch(() => '');
    return text.split('\n').filter((path) => path !== '');
  }

  /** A refused write is no fault of the save: the file is still found beside its images. */
  async note(token: string, path: string): Promise<void> {
    const known = await this.of(token);
    if (known[0] === path || path.includes('\n')) return;
    await makeFolder(this.#folder);
    const paths = [path, ...known.filter((each) => each !== path)].slice(0, 5);
    await atomicWrite(join(this.#folder, `${token}.txt`), `${paths.join('\n')}\n`);
  }
}
