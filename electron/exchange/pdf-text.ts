/**
 * Text of a PDF, read in a thread that is ended when it takes too long or too much: a PDF of a few kilobytes may unfold
 * to gigabytes or go round for ever. Where the bundled worker does not lie beside the code that runs (from source), it
 * is read in this thread.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { err, failure, type Result } from '../../annotations/result.ts';
import { type PdfFailure, readPdf } from './read-pdf.ts';

/** Product choices. A report of ten pages takes half a second, the start of the thread included, and 100 MB. */
const TIME_LIMIT_MS = 10_000;
const MAX_HEAP_MB = 512;
/** What is unfolded lies outside of the thread's heap: the whole process is watched, which may be decoding a series. */
const MAX_GROWTH_BYTES = 768 * 1024 * 1024;
const WATCH_EVERY_MS = 100;

export type PdfTextOptions = {
  /** The bundled `pdf-worker.ts`. Beside the bundle that asks; without one, the PDF is read in this thread. */
  readonly workerFile?: string;
  readonly timeLimitMs?: number;
};

/** Never rejects. The messages are clauses: "it is damaged". */
export async function pdfText(
  bytes: Uint8Array,
  { workerFile, timeLimitMs = TIME_LIMIT_MS }: PdfTextOptions = {},
): Promise<Result<string, PdfFailure>> {
  const file = workerFile ?? fileURLToPath(new URL('./pdf-worker.cjs', import.meta.url));
  // pdf.js takes the buffer for its own.
  const own = Uint8Array.from(bytes);
  if (!existsSync(file)) return readPdf(own);
  const worker = new Worker(file, {
    workerData: own,
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  return new Promise((resolve) => {
    const began = performance.now();
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      if (performance.now() - began > timeLimitMs)
        end(refused(`reading it took longer than ${timeLimitMs / 1000} s`));
      else if (process.memoryUsage.rss() - before > MAX_GROWTH_BYTES) end(refused(TOO_LARGE));
    }, WATCH_EVERY_MS);
    const end = (result: Result<string, PdfFailure>): void => {
      clearInterval(watch);
      resolve(result);
      void worker.terminate();
    };
    worker.on('message', end);
    worker.on('error', (cause: NodeJS.ErrnoException) =>
      end(
        refused(cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? TOO_LARGE : `it is damaged (${cause.message})`),
      ),
    );
    worker.on('exit', () => end(refused('the thread that read it ended')));
  });
}

const TOO_LARGE = 'it unfolds to more than a report can hold';

const refused = (message: string): Result<never, PdfFailure> => err(failure('bad-pdf', message));

/**
 * The sign may follow what mailers and web servers put before it (ISO 32000-1, annex H: within 1024 bytes). A PDF in
 * DICOM has it there, too, and is none by itself.
 */
export function isPdf(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024));
  return head.includes('%PDF-') && head.toString('latin1', 128, 132) !== 'DICM';
}
