/**
 * The files that a DICOMDIR lists, found on the disc: names are compared without case and without the version
 * suffix, since media come back from ISO 9660 in every spelling. What is missing or lies outside is told.
 */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SkippedFile } from '../../../annotations/image/hierarchy.ts';
import { isPlainComponent } from './dicomdir.ts';
import { headerReader } from './header.ts';
import { readFileHeader, skippedFile } from './read-header.ts';

export type MediaSet = { readonly files: readonly string[]; readonly problems: readonly SkippedFile[] };

const EMPTY: MediaSet = { files: [], problems: [] };

/** Each file once, in the order of the records. A directory that cannot be read gives nothing: the walk goes on. */
export async function mediaSet(directory: string): Promise<MediaSet> {
  const outcome = readFileHeader({ file: directory, zipEntries: [] }, headerReader());
  if (outcome.kind !== 'dicomdir') return EMPTY;
  const root = dirname(directory);
  const folders = new Map<string, Map<string, string>>();
  const files = new Set<string>();
  const problems: SkippedFile[] = [];
  for (const components of outcome.files) {
    if (!components.every(isPlainComponent)) {
      problems.push(outside(directory, components));
      continue;
    }
    let path: string | null = root;
    for (const component of components) {
      if (path === null) break;
      const name: string | undefined = (await namesIn(path, folders)).get(plainName(component));
      path = name === undefined ? null : join(path, name);
    }
    if (path === null) problems.push(missing(join(root, ...components)));
    else files.add(path);
  }
  return { files: [...files], problems };
}

/** The same for a directory within a zip, against the names of its entries. */
export function zippedMediaSetProblems(
  shownDirectory: string,
  directoryEntry: string,
  listed: readonly (readonly string[])[],
  entries: Iterable<string>,
): SkippedFile[] {
  const root = directoryEntry.includes('/')
    ? directoryEntry.slice(0, directoryEntry.lastIndexOf('/') + 1)
    : '';
  const known = new Set([...entries].map((name) => name.split('/').filter(Boolean).map(plainName).join('/')));
  return listed.flatMap((components) => {
    if (!components.every(isPlainComponent)) return [outside(shownDirectory, components)];
    const wanted = [...root.split('/').filter(Boolean), ...components].map(plainName).join('/');
    return known.has(wanted) ? [] : [missing(`${shownDirectory} › ${components.join('/')}`)];
  });
}

const missing = (file: string): SkippedFile =>
  skippedFile({ file, zipEntries: [] }, 'missing', 'The DICOMDIR lists it, but it is not there.');

const outside = (directory: string, components: readonly string[]): SkippedFile =>
  skippedFile(
    { file: directory, zipEntries: [] },
    'hostile',
    `It refers to "${components.join('/')}", which is no place within the media set, and was not followed.`,
  );

const plainName = (name: string): string => name.toLowerCase().replace(/;\d+$/, '').replace(/\.$/, '');

async function namesIn(
  folder: string,
  folders: Map<string, Map<string, string>>,
): Promise<Map<string, string>> {
  let names = folders.get(folder);
  if (names === undefined) {
    // A folder that is missing holds nothing; each of its files is then told.
    const found = await readdir(folder).catch(() => [] as string[]);
    names = new Map(found.map((name) => [plainName(name), name]));
    folders.set(folder, names);
  }
  return names;
}
