/** Several files under one name that was asked for: the first has it, the others are numbered from 2. */
import { access } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';

/** `index` counts from 0. */
export function numberedPath(path: string, index: number): string {
  if (index === 0) return path;
  const { name, ext } = parse(path);
  return join(dirname(path), `${name}-${index + 1}${ext}`);
}

/** Whoever was asked about the first name was not asked about the others: names of those that have a file already. */
export async function takenFurtherNames(path: string, count: number): Promise<readonly string[]> {
  const taken: string[] = [];
  for (let index = 1; index < count; index += 1) {
    const further = numberedPath(path, index);
    const isThere = await access(further).then(
      () => true,
      () => false,
    );
    if (isThere) taken.push(basename(further));
  }
  return taken;
}
