/** The reader's worker threads, bundled for tests and benchmarks: Node runs no TypeScript in a thread. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../../build/bundle/node-bundles.mjs';
import { root } from '../../../build/root.mjs';

export type BundledWorkers = { readonly workerFile: string; readonly scanWorkerFile: string };

let bundled: Promise<BundledWorkers> | null = null;

/** Once a process, and gone with it. */
export function bundledWorkers(): Promise<BundledWorkers> {
  bundled ??= bundle();
  return bundled;
}

/** Below node_modules, so that the codecs' packages are found from there. */
async function bundle(): Promise<BundledWorkers> {
  const folder = join(root, 'node_modules/.cache/marginalia', `workers-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const workerFile = join(folder, 'reader-worker.cjs');
  const scanWorkerFile = join(folder, 'scan-worker.cjs');
  await Promise.all([
    build(nodeBundle('electron/reader/worker.ts', workerFile)),
    build(nodeBundle('electron/reader/scan/worker.ts', scanWorkerFile)),
  ]);
  return { workerFile, scanWorkerFile };
}
