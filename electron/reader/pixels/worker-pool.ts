/**
 * Worker threads that decode frames, as many as there are cores. Whoever calls keeps the queue and asks `free`
 * first: what has been handed over is not taken back. A worker that hangs or dies is replaced; the frame that it
 * was at is refused, and so are other frames of that file; the frames behind it are decoded by its successor.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { BYTES_PER_PIXEL } from '../../../annotations/image/hierarchy.ts';
import { err, type Failure, failure } from '../../../annotations/result.ts';
import { InHand, type Slot } from '../in-hand.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { shownName } from '../scan/header.ts';
import { SpareBuffers } from '../spare-buffers.ts';
import { usualCodecOf } from './decode-frame.ts';
import type { DecodedFrame, DecodeResult } from './decoded-frame.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { type Job, PooledWorker } from './pooled-worker.ts';
import { storedTypeOf } from './stored-type.ts';

/** One frame in work and one behind it: a worker never waits for the answer to its last answer. */
const MIN_JOBS_PER_WORKER = 2;
/** Quick codecs get more, so that they have enough while this thread posts a batch: work for about so long. */
const WORK_AHEAD_MS = 16;
const MAX_JOBS_PER_WORKER = 8;
const MAX_WORKERS = 8;
/** After this many threads that never came up, frames are decoded without threads. */
const MAX_FAILED_STARTS = 3;

export type WorkerPoolOptions = {
  readonly size?: number;
  /** The bundled `worker.ts`. Beside the bundle that asks; without one, frames are decoded in this thread. */
  readonly workerFile?: string;
  /** Told of the files whose bytes are in the workers' hands, after every change. */
  readonly inHand?: Slot;
};

export class WorkerPool {
  readonly size: number;
  #workerFile: string | null;
  #failedStarts = 0;
  readonly #inHand: Slot;
  readonly #workers: PooledWorker[] = [];
  /** Files that a thread was lost over, and the sentence that says so: no second thread is given to them. */
  readonly #lost = new WeakMap<PixelLocation, Failure>();
  #inline: FrameDecoder | null = null;
  readonly #prepared = new Set<string>();
  /** Jobs behind a suspect, and suspects that wait until nothing else is in hand. */
  readonly #waiting: Job[] = [];
  readonly #suspects = new Set<string>();
  readonly #spare = new SpareBuffers();
  #alone: Job | null = null;
  #telling: NodeJS.Immediate | null = null;
  #inlineJobs = 0;
  #nextId = 1;
  #closed = false;

  constructor(options: WorkerPoolOptions = {}) {
    const beside = options.workerFile ?? fileURLToPath(new URL('./reader-worker.cjs', import.meta.url));
    this.#workerFile = existsSync(beside) ? beside : null;
    this.size = options.size ?? Math.max(1, Math.min(MAX_WORKERS, availableParallelism()));
    this.#inHand = options.inHand ?? new InHand().slot('frames');
  }

  /** How many frames can be handed over now. */
  get free(): number {
    if (this.#waiting.length > 0 || this.#alone !== null) return 0;
    const held = this.#workers.reduce((sum, worker) => sum + worker.jobs.length, this.#inlineJobs);
    return Math.max(0, this.size * this.#jobsPerWorker() - held);
  }

  #jobsPerWorker(): number {
    const times = this.#workers.map((worker) => worker.msPerJob).filter((ms) => ms > 0);
    const slowest = times.length === 0 ? WORK_AHEAD_MS : Math.max(...times);
    const jobs = Math.ceil(WORK_AHEAD_MS / slowest);
    return Math.max(MIN_JOBS_PER_WORKER, Math.min(MAX_JOBS_PER_WORKER, jobs));
  }

  /** Starts the threads before the first frame is wanted. */
  warm(): void {
    if (this.#workerFile === null || this.#closed) return;
    const wanted = this.#failedStarts >= MAX_FAILED_STARTS ? 1 : this.size;
    while (this.#workers.length < wanted) this.#workers.push(this.#start(this.#workerFile));
  }

  /** Frames of this transfer syntax are about to be wanted: threads and codec start now. */
  prepare(transferSyntaxUID: string): void {
    if (this.#prepared.has(transferSyntaxUID) || usualCodecOf(transferSyntaxUID) === null) return;
    this.#prepared.add(transferSyntaxUID);
    this.warm();
    for (const worker of this.#workers) worker.prepare(transferSyntaxUID);
  }

  /** A case was closed: nothing of its files is kept. Frames of others are decoded as before. */
  forget(): void {
    this.#inline?.forget();
    for (const worker of this.#workers) worker.forget();
  }

  /** Never rejects. `frameIndex` counts from 0. */
  decode(location: PixelLocation, frameIndex: number): Promise<DecodeResult> {
    if (this.#closed) return Promise.resolve(err(failure('closed', 'The reader has been closed.')));
    const lost = this.#lost.get(location);
    if (lost !== undefined) return Promise.resolve(err(lost));
    if (this.#workerFile === null) return this.#decodeInline(location, frameIndex);
    this.warm();
    return new Promise((settle) => {
      this.#waiting.push({ id: this.#nextId++, location, frameIndex, settle });
      this.#handOver();
    });
  }

  /** A frame that has been copied elsewhere: its memory will hold another. Nobody may look at it any more. */
  recycle({ values }: DecodedFrame): void {
    const { buffer } = values;
    if (buffer instanceof ArrayBuffer && values.byteLength === buffer.byteLength) this.#spare.keep(buffer);
  }

  /** Files, by their shown names, that may have stopped the reader: each is decoded while no other is, once. */
  suspect(files: readonly string[]): void {
    for (const file of files) this.#suspects.add(file);
  }

  #handOver(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || this.#workers.length === 0 || this.#alone !== null) break;
      const isSuspect = this.#suspects.has(shownName(next.location));
      if (isSuspect && this.#workers.some((worker) => worker.jobs.length > 0)) break;
      this.#waiting.shift();
      if (isSuspect) this.#alone = next;
      this.#workers
        .reduce((a, b) => (b.jobs.length < a.jobs.length ? b : a))
        .add(next, this.#spare.take(frameBytesAt(next.location)));
    }
    this.#tellInHand();
  }

  #settled(job: Job): void {
    if (this.#alone === job) {
      // It has ended no process.
      this.#alone = null;
      this.#suspects.delete(shownName(job.location));
    }
    if (this.#waiting.length > 0) this.#handOver();
    // What is new in hand is told at once; what is gone from it with the next job, or when none has come.
    else this.#telling ??= setImmediate(() => this.#tellInHand());
  }

  close(): void {
    this.#closed = true;
    for (const job of this.#waiting.splice(0))
      job.settle(err(failure('closed', 'The reader has been closed.')));
    for (const worker of this.#workers.splice(0)) {
      for (const job of worker.end()) job.settle(err(failure('closed', 'The reader has been closed.')));
    }
  }

  async #decodeInline(location: PixelLocation, frameIndex: number): Promise<DecodeResult> {
    this.#inline ??= new FrameDecoder();
    this.#inlineJobs += 1;
    try {
      return await this.#inline.decode(location, frameIndex);
    } finally {
      this.#inlineJobs -= 1;
    }
  }

  #start(workerFile: string): PooledWorker {
    const worker: PooledWorker = new PooledWorker(workerFile, {
      onSettled: (job) => this.#settled(job),
      onLost: (jobs, cameUp, culprit) => {
        if (culprit !== null) {
          this.#lost.set(culprit.job.location, culprit.reason);
          if (this.#alone === culprit.job) this.#alone = null;
        }
        const left = jobs.filter((job) => !this.#refuseLost(job));
        const at = this.#workers.indexOf(worker);
        if (at < 0 || this.#closed) return;
        this.#failedStarts = cameUp ? 0 : this.#failedStarts + 1;
        if (this.#failedStarts >= MAX_FAILED_STARTS) {
          this.#workers.splice(at, 1);
          if (this.#workers.length === 0) {
            this.#workerFile = null;
            this.#alone = null;
            left.push(...this.#waiting.splice(0));
          }
          for (const job of left) void this.decode(job.location, job.frameIndex).then(job.settle);
        } else {
          const next = this.#start(workerFile);
          this.#workers[at] = next;
          for (const job of left) next.add(job, null);
        }
        this.#handOver();
      },
    });
    return worker;
  }

  #refuseLost(job: Job): boolean {
    const lost = this.#lost.get(job.location);
    if (lost !== undefined) job.settle(err(lost));
    return lost !== undefined;
  }

  #tellInHand(): void {
    const names = this.#workers.flatMap((worker) => worker.jobs.map((job) => shownName(job.location)));
    if (this.#telling !== null) clearImmediate(this.#telling);
    this.#telling = null;
    this.#inHand.hold([...new Set(names)]);
  }
}

function frameBytesAt(location: PixelLocation): number {
  const type = storedTypeOf(location);
  return type === null ? 0 : location.rows * location.columns * BYTES_PER_PIXEL[type];
}
