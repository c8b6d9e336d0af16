/**
 * All files below some paths, each once, folders in the order of their names as people count (2 before 10).
 * Symbolic links are followed; a folder that was already walked, by whatever name, is not walked again.
 */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SkippedFile } from '../../../annotations/image/hierarchy.ts';
import { listedReason, skippedFile, systemReason } from './read-header.ts';

export type Walked =
  /** A DICOMDIR, before the files of its folder; it comes again as one of these. */
  | { readonly kind: 'media-set'; readonly file: string }
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'problem'; readonly skipped: SkippedFile };

/** Files that systems leave behind, and our own lock: passed over in silence. */
const SYSTEM_FILES =
  /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|\.localized|\.directory|\..*\.marginalia\..*(lock|tmp))$/i;
const SYSTEM_FOLDERS =
  /^(\$RECYCLE\.BIN|System Volume Information|\.Trash.*|\.git|__MACOSX|\.Spotlight-V100|\.fseventsd)$/i;
/** Folders of one medium are never so deep; product choice against pathological trees. */
const MAX_DEPTH = 200;

const inCountingOrder = new Intl.Collator('en', { numeric: true }).compare;

/** Ends early, without an error, when the signal says so. */
export async function* walk(paths: readonly string[], signal?: AbortSignal): AsyncGenerator<Walked> {
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const path of paths) {
    if (signal?.aborted) return;
    yield* walkPath(path, 0, folders, files, signal);
  }
}

async function* walkPath(
  path: string,
  depth: number,
  folders: Set<string>,
  files: Set<string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Walked> {
  let isFolder: boolean;
  let real: string;
  try {
    isFolder = (await stat(path)).isDirectory();
    real = await realpath(path);
  } catch (error) {
    yield problem(path, depth > 0 ? linkReason(path, error) : startReason(error));
    return;
  }
  if (isFolder) yield* walkFolder(path, depth, folders, files, signal);
  else if (depth === 0 && isDirectoryName(basename(path))) {
    yield* walkFolder(dirname(path), depth, folders, files, signal);
  } else if (!files.has(real)) {
    files.add(real);
    yield { kind: 'files', files: [path] };
  }
}

async function* walkFolder(
  folder: string,
  depth: number,
  folders: Set<string>,
  files: Set<string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Walked> {
  let entries: { name: string; folder: boolean; link: boolean }[];
  let real: string;
  try {
    real = await realpath(folder);
    if (folders.has(real)) return;
    folders.add(real);
    entries = await entriesOf(folder);
  } catch (error) {
    yield problem(folder, listedReason(folder, error).replace(/^It is gone.*/, 'The folder is gone.'));
    return;
  }
  if (depth > MAX_DEPTH) {
    yield problem(folder, `It lies more than ${MAX_DEPTH} folders deep, and is not looked into.`);
    return;
  }
  const directory = entries.find((entry) => !entry.folder && isDirectoryName(entry.name));
  if (directory !== undefined) yield { kind: 'media-set', file: join(folder, directory.name) };
  // Files first: what people picked is nearer the top, and shows sooner.
  let run: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.link) {
      yield { kind: 'files', files: run };
      run = [];
      if (signal?.aborted) return;
      yield* walkPath(path, depth + 1, folders, files, signal);
    } else if (!entry.folder) {
      const own = real === folder ? path : join(real, entry.name);
      if (files.has(own)) continue;
      files.add(own);
      run.push(path);
    }
  }
  yield { kind: 'files', files: run };
  for (const entry of entries) {
    if (signal?.aborted) return;
    if (entry.folder) yield* walkFolder(join(folder, entry.name), depth + 1, folders, files, signal);
  }
}

async function entriesOf(folder: string) {
  const entries: { name: string; folder: boolean; link: boolean }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const isFolder = entry.isDirectory();
    if ((isFolder ? SYSTEM_FOLDERS : SYSTEM_FILES).test(entry.name)) continue;
    entries.push({ name: entry.name, folder: isFolder, link: entry.isSymbolicLink() });
  }
  return entries.sort((a, b) => inCountingOrder(a.name, b.name));
}

/** For what lies in a zip, too. */
export const isSystemPath = (path: string): boolean =>
  SYSTEM_FILES.test(basename(path)) || path.split('/').some((part) => SYSTEM_FOLDERS.test(part));

export const isDirectoryName = (name: string): boolean => /^DICOMDIR\.?(;1)?$/i.test(name);

const linkReason = (path: string, error: unknown): string =>
  listedReason(path, error).replace(/^It is gone.*/, 'It is a link to something that is not there.');

const startReason = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'There is no such file or folder.'
    : systemReason(error);

const problem = (path: string, reason: string): Walked => ({
  kind: 'problem',
  skipped: skippedFile({ file: path, zipEntries: [] }, 'unreadable', reason),
});
