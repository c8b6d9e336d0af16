/**
 * Worker threads that read headers. A thread that dies takes one file with it: that file is named, the rest of its
 * batch goes to another thread.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FileOutcome, FoundFile } from './header.ts';
import { unpackOutcomes } from './packed-outcomes.ts';
import { skippedFile } from './read-header.ts';
import type { HeaderAnswer, HeaderBatch, HeaderWorkerData } from './worker.ts';

/** Large enough that messages cost little, small enough that series appear soon. */
export const BATCH_FILES = 64;
/** Batches that wait at a thread, so that it never idles. */
const BATCHES_AHEAD = 2;
/** Threads that may die before the pool gives up on threads. */
const MAX_DEATHS = 20;

type Batch = {
  readonly files: readonly FoundFile[];
  readonly done: (outcomes: readonly FileOutcome[]) => void;
};
type Thread = { readonly worker: Worker; readonly current: Int32Array; readonly batches: Map<number, Batch> };

/** The bundled worker beside the bundle that runs, or null: then headers are read in this thread. */
export function bundledWorker(): string | null {
  const file = fileURLToPath(new URL('./scan-worker.cjs', import.meta.url));
  return existsSync(file) ? file : null;
}

export class HeaderPool {
  readonly #file: string;
  readonly #threads: Thread[] = [];
  readonly #waiting: Batch[] = [];
  #nextId = 1;
  #deaths = 0;
  #closed = false;

  constructor(file: string, threads: number) {
    this.#file = file;
    for (let i = 0; i < threads; i++) this.#start();
  }

  /** How many more batches can be given without waiting. */
  get room(): number {
    if (this.#threads.length === 0) return 0;
    let inFlight = this.#waiting.length;
    for (const thread of this.#threads) inFlight += thread.batches.size;
    return this.#threads.length * BATCHES_AHEAD - inFlight;
  }

  /** False when so many threads have died that the caller must read by itself. */
  get alive(): boolean {
    return this.#threads.length > 0;
  }

  read(files: readonly FoundFile[]): Promise<readonly FileOutcome[]> {
    return new Promise((done) => {
      this.#waiting.push({ files, done });
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(): void {
    const current = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(this.#file, { workerData: { current } satisfies HeaderWorkerData });
    const thread: Thread = { worker, current, batches: new Map() };
    worker.on('message', ({ id, packed }: HeaderAnswer) => {
      const batch = thread.batches.get(id);
      thread.batches.delete(id);
      this.#assign();
      batch?.done(unpackOutcomes(packed));
    });
    // 'exit' follows 'error'; there the file is named.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#died(thread));
    this.#threads.push(thread);
  }

  #assign(): void {
    for (const thread of this.#threads) {
      while (thread.batches.size < BATCHES_AHEAD && this.#waiting.length > 0) {
        const batch = this.#waiting.shift() as Batch;
        const id = this.#nextId++;
        thread.batches.set(id, batch);
        thread.worker.postMessage({ id, files: batch.files } satisfies HeaderBatch);
      }
    }
  }

  #died(thread: Thread): void {
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    if (this.#closed) return;
    this.#deaths += 1;
    if (this.#deaths <= MAX_DEATHS) this.#start();
    const [first, ...others] = [...thread.batches.values()];
    this.#waiting.unshift(...others);
    if (first !== undefined) this.#withoutCulprit(first, Atomics.load(thread.current, 0));
    this.#assign();
  }

  #withoutCulprit(batch: Batch, index: number): void {
    const culprit = batch.files[index];
    if (culprit === undefined) {
      batch.done([]);
      return;
    }
    const reason = 'Reading it stopped the reading thread; it was set aside.';
    const named: FileOutcome = { kind: 'skipped', skipped: skippedFile(culprit, 'set-aside', reason) };
    const rest = batch.files.filter((_, i) => i !== index);
    const done = (outcomes: readonly FileOutcome[]) =>
      batch.done([...outcomes.slice(0, index), named, ...outcomes.slice(index)]);
    if (rest.length === 0) done([]);
    else if (this.#deaths <= MAX_DEATHS) this.#waiting.push({ files: rest, done });
    else {
      const gaveUp = 'The reading threads stopped again and again; it was not read.';
      done(rest.map((found) => ({ kind: 'skipped', skipped: skippedFile(found, 'set-aside', gaveUp) })));
    }
  }
}
