/** The folder that an export writes into: made when missing, tried before anything is drawn. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { describeFileError } from '../files/annotation-files.ts';
import { atomicWrite } from '../files/atomic-write.ts';

export type OutputFolder = {
  /** Names of the pictures that stood there before, whoever made them; none where the folder may not be listed. */
  readonly before: readonly string[];
  write(file: string, bytes: Uint8Array | string): Promise<Result<void, Failure>>;
  /**
   * Takes back what this export wrote; files that stood there before keep what was written last. Gives the number of
   * files that the disk did not let go.
   */
  takeBack(): Promise<number>;
};

const PICTURE = /\.(png|jpe?g)$/i;

export async function outputFolder(folder: string): Promise<Result<OutputFolder, Failure<'cannot-write'>>> {
  const refusal = (why: string) =>
    err(failure('cannot-write', `The folder ${folder} cannot be written: ${why}. Nothing was exported.`));
  const found = await stat(folder).catch(() => null);
  if (found !== null && !found.isDirectory()) return refusal('it is a file');
  const made = found === null;
  const probe = join(folder, `.marginalia-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await makeFolder(resolve(folder));
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return refusal(code === 'ENOENT' ? 'no folder can be made there' : describeFileError(cause));
  }
  const written: string[] = [];
  const before = (await readdir(folder).catch(() => [])).filter((name) => PICTURE.test(name));
  return ok({
    before,
    async write(file, bytes) {
      const path = join(folder, file);
      const stood = await isThere(path);
      const result = await atomicWrite(path, bytes);
      if (result.ok && !stood) written.push(path);
      return result;
    },
    async takeBack() {
      const gone = await Promise.allSettled(written.map((path) => rm(path, { force: true })));
      // Only an empty folder goes; whatever else is in it stays.
      if (made) await rmdir(folder).catch(() => undefined);
      return gone.filter(({ status }) => status === 'rejected').length;
    },
  });
}

/** Node's own recursive mkdir never returns where a file system says ENOENT for a new name (as /proc does). */
async function makeFolder(folder: string): Promise<void> {
  if (await isThere(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder);
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
