/** The folder that an export writes into: made when missing, tried before anything is drawn. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { describeFileError } from '../files/annotation-files.ts';
import { atomicWrite } from '../files/atomic-write.ts';

export type OutputFolder = {
  write(file: string, bytes: Uint8Array | string): Promise<Result<void, Failure>>;
  /** Takes back what this export wrote; files that stood there before keep what was written last. */
  takeBack(): Promise<void>;
};

export async function outputFolder(folder: string): Promise<Result<OutputFolder, Failure<'cannot-write'>>> {
  const refusal = (why: string) =>
    err(failure('cannot-write', `The folder ${folder} cannot be written: ${why}. Nothing was exported.`));
  const found = await stat(folder).catch(() => null);
  if (found !== null && !found.isDirectory()) return refusal('it is a file');
  const made = found === null;
  const probe = join(folder, `.marginalia-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (cause) {
    return refusal(describeFileError(cause));
  }
  const written: string[] = [];
  return ok({
    async write(file, bytes) {
      const path = join(folder, file);
      const stood = await stat(path).then(
        () => true,
        () => false,
      );
      const result = await atomicWrite(path, bytes);
      if (result.ok && !stood) written.push(path);
      return result;
    },
    async takeBack() {
      await Promise.all(written.map((path) => rm(path, { force: true })));
      // Only an empty folder goes; whatever else is in it stays.
      if (made) await rmdir(folder).catch(() => undefined);
    },
  });
}
