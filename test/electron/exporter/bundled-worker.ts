/** The exporter's worker thread, bundled for tests and benchmarks: Node runs no TypeScript in a thread. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../../build/bundle/node-bundles.mjs';
import { root } from '../../../build/root.mjs';

/** Below node_modules, so that the canvas and the fonts are found from there. */
export async function bundledExporterWorker(): Promise<string> {
  const folder = join(root, 'node_modules/.cache/marginalia', String(process.pid));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'exporter-worker.cjs');
  await build(nodeBundle('electron/exporter/worker.ts', file));
  return file;
}
