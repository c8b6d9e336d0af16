/**
 * One thread that decodes frames, and the clock on the frame that it is at. A thread that takes too long or dies is
 * lost: it tells so once, with the frame that it was lost over and the jobs behind it, and takes no more.
 */
import { Worker } from 'node:worker_threads';
import { storedView } from '../../../annotations/image/frame-pixels.ts';
import { BYTES_PER_PIXEL } from '../../../annotations/image/hierarchy.ts';
import { err, type Failure, failure, ok } from '../../../annotations/result.ts';
import type { PixelLocation } from '../pixel-location.ts';
import type { DecodeResult } from './decoded-frame.ts';
import { nameOf } from './pixel-bytes.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** A frame may take this long, and a second more for every 4 MB of pixels (JPEG 2000 decodes about 14 MB/s). */
const TIME_LIMIT_MS = 1800;
const BYTES_PER_EXTRA_SECOND = 4_000_000;

/** A frame to be decoded; `frameIndex` counts from 0. */
export type Job = {
  readonly id: number;
  readonly location: PixelLocation;
  readonly frameIndex: number;
  readonly settle: (result: DecodeResult) => void;
};

type Culprit = { readonly job: Job; readonly reason: Failure };

/** The jobs behind the one that the thread was lost with; whether the thread had ever come up. */
type Lost = (left: readonly Job[], cameUp: boolean, culprit: Culprit | null) => void;

export class PooledWorker {
  readonly jobs: Job[] = [];
  readonly #thread: Worker;
  readonly #locationKeys = new Map<PixelLocation, number>();
  readonly #onSettled: (job: Job) => void;
  readonly #onLost: Lost;
  /** A moving average of what a frame takes; 0 before the first. */
  msPerJob = 0;
  #ready = false;
  #begunAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;

  constructor(workerFile: string, events: { readonly onSettled: (job: Job) => void; readonly onLost: Lost }) {
    this.#onSettled = events.onSettled;
    this.#onLost = events.onLost;
    this.#thread = new Worker(workerFile);
    this.#thread.on('message', (message: FromWorker) => this.#hear(message));
    this.#thread.on('error', (error) => this.#lose(`ended the decoder (${error.message})`));
    this.#thread.on('exit', () => this.#lose('ended the decoder'));
    // Threads that wait for work keep no program alive; a job does, by its timer.
    this.#thread.unref();
  }

  prepare(transferSyntaxUID: string): void {
    this.#thread.postMessage({ prepare: transferSyntaxUID } satisfies ToWorker);
  }

  /** A case was closed: nothing of it is kept here or in the thread. */
  forget(): void {
    this.#locationKeys.clear();
    this.#thread.postMessage({ forget: true } satisfies ToWorker);
  }

  /** `spare`: memory for the frame, given away. */
  add(job: Job, spare: ArrayBuffer | null): void {
    this.jobs.push(job);
    const known = this.#locationKeys.get(job.location);
    const locationKey = known ?? this.#locationKeys.size + 1;
    if (known === undefined) this.#locationKeys.set(job.location, locationKey);
    const message: ToWorker = {
      id: job.id,
      locationKey,
      location: known === undefined ? job.location : null,
      frameIndex: job.frameIndex,
      spare,
    };
    this.#thread.postMessage(message, spare === null ? [] : [spare]);
    if (this.jobs.length === 1) this.#watch();
  }

  /** Ends the thread and hands back what it had not done. */
  end(): readonly Job[] {
    this.#ended = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    void this.#thread.terminate();
    return this.jobs.splice(0);
  }

  #hear(message: FromWorker): void {
    if (message.type === 'ready') {
      this.#ready = true;
      this.#watch();
      return;
    }
    const at = this.jobs.findIndex((job) => job.id === message.id);
    const [job] = this.jobs.splice(at, 1);
    if (at < 0 || job === undefined) return;
    const took = performance.now() - this.#begunAt;
    this.msPerJob = this.msPerJob === 0 ? took : this.msPerJob * 0.75 + took * 0.25;
    this.#watch();
    this.#onSettled(job);
    if (message.type === 'failed') {
      job.settle(err(message.failure));
      return;
    }
    const { storedType, buffer, warning } = message;
    const bytesPerValue = storedType === 'rgb8' ? 1 : BYTES_PER_PIXEL[storedType];
    const values = storedView(storedType, buffer, 0, buffer.byteLength / bytesPerValue);
    job.settle(ok({ values, storedType, warning }));
  }

  /** The clock runs for the frame in work, from when the thread is up. */
  #watch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const [current] = this.jobs;
    if (current === undefined) return;
    this.#begunAt = performance.now();
    const { rows, columns, samplesPerPixel, bitsAllocated } = current.location;
    const bytes = rows * columns * samplesPerPixel * Math.ceil(bitsAllocated / 8);
    // A thread that does not even start within 10 s is lost as well.
    const limit = this.#ready ? TIME_LIMIT_MS + (bytes / BYTES_PER_EXTRA_SECOND) * 1000 : 10_000;
    this.#timer = setTimeout(() => this.#lose('took too long to decode and was given up'), limit);
  }

  #lose(what: string): void {
    if (this.#ended) return;
    const left = [...this.end()];
    // A thread that never came up was not lost by the frame that waited for it.
    const job = this.#ready ? left.shift() : undefined;
    if (job === undefined) {
      this.#onLost(left, this.#ready, null);
      return;
    }
    const reason = failure('crashed', `${nameOf(job.location)} ${what}.`);
    job.settle(err(reason));
    this.#onLost(left, true, { job, reason });
  }
}
