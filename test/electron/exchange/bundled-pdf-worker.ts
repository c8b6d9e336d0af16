/** The thread that reads PDFs, bundled for tests with pdf.js beside it: Node runs no TypeScript in a thread. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../../build/bundle/node-bundles.mjs';
import { root } from '../../../build/root.mjs';

/** Below node_modules, so that the canvas is found from there. */
export async function bundledPdfWorker(): Promise<string> {
  const folder = join(root, 'node_modules/.cache/marginalia', `pdf-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'pdf-worker.cjs');
  await Promise.all([
    build(nodeBundle('electron/exchange/pdf-worker.ts', file)),
    build(nodeBundle('electron/exchange/pdfjs.ts', join(folder, 'pdfjs.cjs'))),
  ]);
  return file;
}
