/**
 * Entry of the exporter's utility process. Main sends `{ id, request }`, the answer is
 * `{ id, ok: true, snapshot }` or `{ id, ok: false, message }`. Files are written by main, never here.
 */
import type { ExporterQuestion } from './exporter-session.ts';
import { createRenderPool } from './render-pool.ts';

/** What Electron's utility process lends (docs: process.parentPort), without importing Electron. */
type ParentPort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
};

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('This file runs as a utility process of Electron.');

const pool = createRenderPool();

parentPort.on('message', ({ data }) => {
  const { id, request } = data as ExporterQuestion;
  void pool.render(request).then((answer) => parentPort.postMessage({ ...answer, id }));
});
