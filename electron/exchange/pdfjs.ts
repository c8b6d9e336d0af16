/**
 * pdf.js with its worker in the same thread, as a bundle of its own (dist/pdfjs.cjs): it is large and seldom needed,
 * and as ES modules it could not be loaded from the archive of a packaged app in every Electron.
 */
import './page-globals.ts';
import * as worker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';

// Where pdf.js looks before it would import its worker from a file.
Object.assign(globalThis, { pdfjsWorker: worker });

export { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
