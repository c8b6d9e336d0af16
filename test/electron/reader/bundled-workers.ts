/** The reader's worker threads, bundled for tests and benchmarks: Node runs no TypeScript in a thread. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../../build/bundle/node-bundles.mjs';
import { root } from '../../../build/root.mjs';

export type BundledWorkers = { readonly workerFile: string; readonly scanWorkerFile: string };

/** Below node_modules, so that the codecs' packages are found from there. */
export async function bundledWorkers(): Promise<BundledWorkers> {
  const folder = join(root, 'node_modules/.cache/marginalia', String(process.pid));
  mkdirSync(folder, { recursive: true });
  const workerFile = join(folder, 'reader-worker.cjs');
  const scanWorkerFile = join(folder, 'scan-worker.cjs');
  await Promise.all([
    build(nodeBundle('electron/reader/worker.ts', workerFile)),
    build(nodeBundle('electron/reader/scan/worker.ts', scanWorkerFile)),
  ]);
  return { workerFile, scanWorkerFile };
}
