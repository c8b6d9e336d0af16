/** The reader's worker threads, bundled for tests and benchmarks: Node runs no TypeScript in a thread. */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../../build/bundle/node-bundles.mjs';
import { root } from '../../../build/root.mjs';

export type BundledWorkers = { readonly workerFile: string; readonly scanWorkerFile: string };

let bundled: Promise<BundledWorkers> | null = null;

/** Once a process. */
export function bundledWorkers(): Promise<BundledWorkers> {
  bundled ??= bundle();
  return bundled;
}

/** Below node_modules, so that the codecs' packages are found from there. */
async function bundle(): Promise<BundledWorkers> {
  const folder = join(root, 'node_modules/.cache/marginalia/workers');
  mkdirSync(folder, { recursive: true });
  const [workerFile, scanWorkerFile] = await Promise.all([
    bundleInto(folder, 'reader-worker.cjs', 'electron/reader/worker.ts'),
    bundleInto(folder, 'scan-worker.cjs', 'electron/reader/scan/worker.ts'),
  ]);
  return { workerFile, scanWorkerFile };
}

/** Renamed into place: test processes that run side by side never see half of a file. */
async function bundleInto(folder: string, name: string, source: string): Promise<string> {
  const file = join(folder, name);
  const draft = join(folder, `${process.pid}-${name}`);
  await build({ ...nodeBundle(source, draft), sourcemap: false });
  renameSync(draft, file);
  return file;
}
