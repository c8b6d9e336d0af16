/**
 * Where the working copies of studies lie on disk. Beside the images when that folder can be written, otherwise in
 * the app's data folder, found again by StudyInstanceUID. Used by the app and by the command line.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  parseWorkingCopy,
  studiesNamedIn,
  type WorkingCopy,
  type WorkingCopyFailure,
} from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';

export const WORKING_COPY_ENDING = '.marginalia.json';

/** Larger files are no working copies; a hand-made giant must not fill the memory. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Eight hex digits of the study's identity: file names tell nobody who was examined. */
export const studyToken = (uid: StudyInstanceUID): string =>
  createHash('sha256').update(uid).digest('hex').slice(0, 8);

export const defaultFileName = (uid: StudyInstanceUID): string =>
  `annotations-${studyToken(uid)}${WORKING_COPY_ENDING}`;

export type FoundCopy = { readonly path: string; readonly text: string; readonly copy: WorkingCopy };
export type FoundCopies = {
  readonly copies: readonly FoundCopy[];
  /** Files that bear the ending but could not be read, each with its sentence. */
  readonly problems: readonly UnreadableCopy[];
};

/** `studies`: those that the file names, when it tells at all. */
export type UnreadableCopy = {
  readonly path: string;
  readonly kind: WorkingCopyFailure['kind'] | 'unreadable';
  readonly message: string;
  readonly studies: readonly string[] | null;
};

/** All working copies directly inside `folder`. A folder that cannot be listed holds none. */
export async function findWorkingCopies(folder: string): Promise<FoundCopies> {
  const copies: FoundCopy[] = [];
  const problems: UnreadableCopy[] = [];
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.endsWith(WORKING_COPY_ENDING)).sort()) {
    const path = join(folder, name);
    const read = await readWorkingCopyFile(path);
    if ('copy' in read) copies.push(read);
    else problems.push(read);
  }
  return { copies, problems };
}

export async function readWorkingCopyFile(path: string): Promise<FoundCopy | UnreadableCopy> {
  const name = basename(path);
  const unreadable = (message: string): UnreadableCopy => ({
    path,
    kind: 'unreadable',
    message,
    studies: null,
  });
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) return unreadable(`${name} is too large for annotations (${size} bytes).`);
    const text = await readFile(path, 'utf8');
    const parsed = parseWorkingCopy(text, name);
    if (parsed.ok) return { path, text, copy: parsed.value };
    return { path, ...parsed.error, studies: studiesNamedIn(text) };
  } catch (cause) {
    return unreadable(`${name} could not be read: ${describeFileError(cause)}.`);
  }
}

/** True when files can be made in the folder, as far as the system tells beforehand. */
export async function canWriteFolder(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  EMFILE: 'too many files are open',
  EIO: 'the disk reported an error',
};

/** The cause of a failed file operation in words, without the path. */
export function describeFileError(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? '';
  return CAUSES[code] ?? (code === '' ? 'an unexpected error' : `the system said ${code}`);
}
