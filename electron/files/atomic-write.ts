/**
 * Writes a file so that at any moment the old content or the new one stands there, whole: a temporary file beside it,
 * flushed to the disk, renamed over it, the folder flushed too.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { describeFileError } from './annotation-files.ts';

export type WriteFailure = Failure<'not-written'>;

/** The temporary name never ends like the file, so that no scan for such files meets it half-written. */
const temporaryPath = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);

export async function atomicWrite(
  path: string,
  bytes: Uint8Array | string,
): Promise<Result<void, WriteFailure>> {
  const temporary = temporaryPath(path);
  try {
    await writeFlushed(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    // What does not exist is never the file, which would be made.
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? 'its folder does not exist' : describeFileError(cause);
    return err(failure('not-written', `${basename(path)} was not written: ${why}.`));
  }
  await flushFolder(dirname(path));
  return ok(undefined);
}

/** What writes of this file left behind that were cut off. Only for who alone may write it. */
export async function removeLeftovers(path: string): Promise<void> {
  const start = `.${basename(path)}.`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    if (!name.startsWith(start) || !/^[0-9a-f]{12}\.tmp$/.test(name.slice(start.length))) continue;
    await rm(join(dirname(path), name), { force: true }).catch(() => undefined);
  }
}

/** Null when the folder stands, made or found; otherwise why it does not, in words. */
export const makeFolder = (folder: string): Promise<string | null> =>
  mkdir(folder, { recursive: true }).then(() => null, describeFileError);

async function writeFlushed(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes the rename itself durable. The new content stands whole in any case, and systems that cannot flush a folder
 * (Windows, some network disks) refuse to open one, so a refusal here is no failure of the write.
 */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
