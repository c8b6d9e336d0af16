/**
 * The sample case, written once into the user's cache. Its folder's name holds the hash of what makes it: a new
 * version gets a new folder, because annotations that somebody changed in the old one must not vanish.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, dist, root } from '../root.mjs';
import { run } from '../run/child.mjs';
import { sayAbout } from './say.mjs';
import { hashOf } from './stamp.mjs';

/**
 * Needs `dist/cli.cjs`.
 *
 * @returns {Promise<{ folder: string } | { message: string }>}
 */
export async function ensureSampleCase() {
  const hash = hashOf(
    root,
    ['electron/sample', 'annotations/codecs/working-copy.ts'],
    (name) => !name.endsWith('.ts'),
  );
  const folder = join(cacheFolder(), `sample-case-${hash.slice(0, 8)}`);
  if (existsSync(folder)) return { folder };
  const say = sayAbout('sample');
  say('writing the synthetic sample case …');
  const partial = `${folder}.${process.pid}`;
  mkdirSync(dirname(partial), { recursive: true });
  const end = await run(process.execPath, [join(dist, 'cli.cjs'), 'sample', partial], { output: 'stderr' });
  if (end.code !== 0) {
    rmSync(partial, { recursive: true, force: true });
    return { message: `The sample case could not be written to ${folder} (exit code ${end.code}).` };
  }
  try {
    renameSync(partial, folder);
  } catch (cause) {
    // Somebody else was quicker: theirs is the same case, and may be in use already.
    if (!existsSync(folder)) throw cause;
    rmSync(partial, { recursive: true, force: true });
  }
  say(`in ${folder}`);
  return { folder };
}
