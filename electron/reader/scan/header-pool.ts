/**
 * Worker threads that read headers. A thread that dies takes one file with it: that file is named, the rest of its
 * batch goes to another thread.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { InHand, type Slot } from '../in-hand.ts';
import { type FileOutcome, type FoundFile, shownName } from './header.ts';
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
type Given = { readonly batch: Batch; readonly slot: Slot };
type Thread = { readonly worker: Worker; readonly current: Int32Array; readonly batches: Map<number, Given> };

/** The bundled worker beside the bundle that runs, or null: then headers are read in this thread. */
export function bundledWorker(): string | null {
  const file = fileURLToPath(new URL('./scan-worker.cjs', import.meta.url));
  return existsSync(file) ? file : null;
}

export class HeaderPool {
  readonly #file: string;
  readonly #threads: Thread[] = [];
  readonly #waiting: Batch[] = [];
  readonly #inHand: InHand;
  /** Whose batches are done: the next batches take them over. */
  readonly #slots: Slot[] = [];
  #freeing: NodeJS.Immediate | null = null;
  #nextId = 1;
  #deaths = 0;
  #closed = false;

  constructor(file: string, threads: number, inHand: InHand = new InHand()) {
    this.#file = file;
    this.#inHand = inHand;
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
    const given = this.#threads.flatMap(({ batches }) => [...batches.values()]);
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
    this.#slots.push(...given.map(({ slot }) => slot));
    this.#freeSlots();
  }

  #start(): void {
    const current = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(this.#file, { workerData: { current } satisfies HeaderWorkerData });
    const thread: Thread = { worker, current, batches: new Map() };
    worker.on('message', ({ id, packed }: HeaderAnswer) => {
      const given = thread.batches.get(id);
      thread.batches.delete(id);
      if (given !== undefined) this.#slots.push(given.slot);
      this.#assign();
      given?.batch.done(unpackOutcomes(packed));
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
        const slot = this.#slots.pop() ?? this.#inHand.slot();
        slot.hold(batch.files.map(shownName));
        thread.batches.set(id, { batch, slot });
        thread.worker.postMessage({ id, files: batch.files } satisfies HeaderBatch);
      }
    }
    // The next batches are given in this turn as a rule, and take the slots over.
    if (this.#slots.length > 0) this.#freeing ??= setImmediate(() => this.#freeSlots());
  }

  #freeSlots(): void {
    this.#freeing = null;
    for (const slot of this.#slots) slot.free();
  }

  #died(thread: Thread): void {
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    if (this.#closed) return;
    this.#deaths += 1;
    if (this.#deaths <= MAX_DEATHS) this.#start();
    this.#slots.push(...[...thread.batches.values()].map(({ slot }) => slot));
    const [first, ...others] = [...thread.batches.values()].map(({ batch }) => batch);
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
