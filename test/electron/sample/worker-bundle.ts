/** The sample case's worker as a bundle in a temporary folder: threads cannot run TypeScript. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export async function bundleWorker(): Promise<{ folder: string; workerFile: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'marginalia-sample-'));
  const workerFile = join(folder, 'sample-worker.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../../electron/sample/worker.ts', import.meta.url))],
    outfile: workerFile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'error',
  });
  return { folder, workerFile };
}
