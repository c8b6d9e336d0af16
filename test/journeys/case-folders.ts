/** Cases that a journey may change: the sample case, or any folder, copied to a temporary place. */
import { createHash } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseWorkingCopy, type WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { ensureSampleCase } from '../../build/setup/sample-case.mjs';

/** The sample case in the user's cache, written when it is not there yet. Never to be changed. */
export async function sampleCase(): Promise<string> {
  const made = await ensureSampleCase();
  if ('message' in made) throw new Error(made.message);
  return made.folder;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'marginalia-journey-'));
}

/** A folder of its own; images are linked rather than copied where the file system can, since no one writes them. */
export function copyCase(from: string, to = join(temporaryFolder(), 'case')): string {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyCase(source, target);
    else if (['.json', '.txt'].includes(extname(entry.name))) copyFileSync(source, target);
    else linkOrCopy(source, target);
  }
  return to;
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or one without links.
    copyFileSync(source, target);
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The one working copy that lies in the folder; throws unless there is exactly one and it is whole. */
export function workingCopyIn(folder: string): { readonly path: string; readonly copy: WorkingCopy } {
  const names = readdirSync(folder).filter((name) => name.endsWith('.marginalia.json'));
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new Error(`${folder} holds ${names.length} working copies.`);
  const path = join(folder, name);
  const parsed = parseWorkingCopy(readFileSync(path, 'utf8'), name);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return { path, copy: parsed.value };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const sha256Of = (path: string): string => sha256(readFileSync(path));
