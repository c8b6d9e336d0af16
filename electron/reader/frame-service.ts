/**
 * Gives the window the frames that it wants, the most urgent first, in batches that travel fast, and never more than
 * it can take: what has been posted and not been acknowledged is bounded.
 */
import type { StackId } from '../../annotations/ids.ts';
import { BYTES_PER_PIXEL, type FrameRef, frameKey, type Stack } from '../../annotations/image/hierarchy.ts';
import type { FromReader } from '../contract.ts';
import { aligned, BATCH_BYTES, OutgoingFrames, type SentFrame } from './outgoing-frames.ts';
import type { PixelLocation } from './pixel-location.ts';
import type { DecodeResult } from './pixels/decoded-frame.ts';
import { isDirect, ReadingPace, readDirect, readDirectNow, valuesAt } from './pixels/direct-read.ts';
import type { WorkerPool } from './pixels/worker-pool.ts';
import { SpareBuffers } from './spare-buffers.ts';
import { Thumbnails } from './thumbnails.ts';
import { WantedFrames, type WantedStack } from './wanted-frames.ts';

/** What the service knows of the case; filled by the scan. */
export interface FrameCatalog {
  stack(id: StackId): Stack | null;
  locate(ref: FrameRef): PixelLocation | null;
  /** A scan is still running: what is not known may be known soon. */
  readonly growing: boolean;
  /** A scan has begun only now, and ends soon as a rule: only what somebody waits for may hold it up. */
  readonly justOpened: boolean;
}

/** Posted and not acknowledged, and being read for it. */
export const MAX_IN_FLIGHT_BYTES = 4 * BATCH_BYTES;
/** One batch is read while another is posted. */
const READS_AT_ONCE = 2;

export type FrameServiceOptions = {
  readonly catalog: FrameCatalog;
  readonly pool: WorkerPool;
  readonly post: (message: FromReader, transfer: readonly ArrayBuffer[]) => void;
  /** The port copies what it posts (Electron's do): buffers can be used again. */
  readonly portCopies?: boolean;
};

type Slot = { readonly ref: FrameRef; readonly location: PixelLocation; readonly offset: number };
export class FrameService {
  readonly #catalog: FrameCatalog;
  readonly #pool: WorkerPool;
  readonly #post: FrameServiceOptions['post'];
  readonly #spare: SpareBuffers | null;
  readonly #wanted = new WantedFrames();
  readonly #thumbnails: Thumbnails;
  /** Being read or decoded, by frame key. */
  readonly #inWork = new Map<string, StackId>();
  readonly #outgoing: OutgoingFrames;
  /** Bytes of frames in work. */
  #workBytes = 0;
  #reads = 0;
  #lastRead: Promise<void> = Promise.resolve();
  readonly #pace = new ReadingPace();
  #scheduled = false;
  /** Wished for before the scan has found them, as after a restart. */
  readonly #early = new Map<StackId, FrameRef[]>();
  /** Rises when the window is replaced: what was read for the old one is thrown away. */
  #epoch = 0;

  constructor(options: FrameServiceOptions) {
    this.#catalog = options.catalog;
    this.#pool = options.pool;
    this.#post = options.post;
    this.#spare = options.portCopies === true ? new SpareBuffers() : null;
    this.#outgoing = new OutgoingFrames(options.post, this.#spare, (decoded) => this.#pool.recycle(decoded));
    this.#thumbnails = new Thumbnails(options.catalog, (message) => this.#post(message, []));
  }

  want(stackId: StackId, frames: readonly FrameRef[]): void {
    this.#early.delete(stackId);
    this.#wanted.want(stackId, frames, (key) => this.#inWork.has(key) || this.#outgoing.has(stackId, key));
    this.#schedule();
  }

  drop(stackId: StackId): void {
    this.#wanted.drop(stackId);
    this.#early.delete(stackId);
    this.#outgoing.drop(stackId);
  }

  wantThumbnail(stackId: StackId): void {
    this.#thumbnails.want(stackId);
    this.#schedule();
  }

  /** The scan has found more, or has ended. */
  catalogChanged(): void {
    for (const [stackId, frames] of [...this.#early]) {
      this.want(stackId, [...frames, ...this.#wanted.left(stackId)]);
    }
    if (!this.#catalog.growing) this.#thumbnails.refresh();
    this.#schedule();
  }

  /** The window has taken this many bytes of pixels. */
  acknowledge(bytes: number): void {
    this.#outgoing.acknowledge(bytes);
    this.#schedule();
  }

  /** A new window, or none: it wants nothing yet and has nothing to acknowledge. */
  reset(): void {
    this.#epoch += 1;
    this.#wanted.clear();
    this.#thumbnails.clear();
    this.#early.clear();
    this.#outgoing.reset();
    this.#workBytes = 0;
    this.#inWork.clear();
  }

  /** Once for all messages of a turn. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (;;) {
      const limit = this.#wanted.hasUrgent ? MAX_IN_FLIGHT_BYTES * 2 : MAX_IN_FLIGHT_BYTES;
      if (this.#workBytes + this.#outgoing.bytes >= limit) return;
      if (this.#catalog.justOpened && !this.#wanted.hasUrgent) return;
      if (!this.#wanted.hasUrgent && this.#startThumbnail()) continue;
      const turn = this.#wanted.next();
      if (turn === null || !this.#serve(turn)) return;
    }
  }

  /** False when nothing can be started now. */
  #serve(turn: WantedStack): boolean {
    const { stackId } = turn;
    const stack = this.#catalog.stack(stackId);
    const ref = turn.frames[0] as FrameRef;
    const location = stack === null ? null : this.#catalog.locate(ref);
    if (stack === null || location === null) {
      this.#wanted.took(stackId, 1);
      if (this.#catalog.growing) this.#early.set(stackId, [...(this.#early.get(stackId) ?? []), ref]);
      else this.#fail(stackId, ref, 'The frame is not part of the open case.');
      return true;
    }
    if (isDirect(location)) {
      if (this.#reads >= READS_AT_ONCE) return false;
      const slots = this.#slotsFor(turn, stack);
      const before = turn.urgent ? Promise.resolve() : this.#lastRead;
      this.#wanted.took(stackId, slots.length);
      this.#lastRead = this.#readBatch(stack, slots, before);
      return true;
    }
    const known = this.#thumbnails.take(ref);
    if (known === null && this.#pool.free === 0) return false;
    const urgent = turn.urgent;
    this.#wanted.took(stackId, 1);
    void this.#decode(stack, ref, urgent, () => known ?? this.#pool.decode(location, ref.frameNumber - 1));
    return true;
  }

  /** As many frames of the wish as lie readable side by side in one batch. */
  #slotsFor(turn: WantedStack, stack: Stack): readonly Slot[] {
    const frameBytes = frameBytesOf(stack);
    const most = Math.max(1, Math.floor(BATCH_BYTES / aligned(frameBytes)));
    const count = Math.min(turn.batchFrames, most);
    turn.batchFrames = Math.min(most, turn.batchFrames * 2);
    const slots: Slot[] = [];
    for (const ref of turn.frames.slice(0, count)) {
      const location = this.#catalog.locate(ref);
      if (location === null || !isDirect(location)) break;
      slots.push({ ref, location, offset: slots.length * aligned(frameBytes) });
    }
    return slots;
  }

  /** Posted after the batch `before`, however fast it is read. */
  async #readBatch(stack: Stack, slots: readonly Slot[], before: Promise<void>): Promise<void> {
    const epoch = this.#epoch;
    const frameBytes = frameBytesOf(stack);
    const size = aligned(frameBytes) * slots.length;
    this.#begin(stack.id, slots, size);
    this.#reads += 1;
    const buffer = this.#spare?.take(size) ?? new ArrayBuffer(size);
    const begun = performance.now();
    const jobs = slots.map(
      ({ ref, location, offset }) =>
        [
          location,
          ref.frameNumber - 1,
          stack.storedType,
          new Uint8Array(buffer, offset, frameBytes),
        ] as const,
    );
    const failures = this.#pace.isFast
      ? jobs.map((job) => readDirectNow(...job))
      : await Promise.all(jobs.map((job) => readDirect(...job)));
    this.#pace.note(size, performance.now() - begun);
    await before;
    this.#reads -= 1;
    if (epoch !== this.#epoch) {
      this.#schedule();
      return;
    }
    const sent: SentFrame[] = [];
    slots.forEach(({ ref, offset }, i) => {
      const reason = failures[i] ?? null;
      if (reason !== null) this.#fail(stack.id, ref, reason.message);
      else sent.push({ ref, byteOffset: offset, byteLength: frameBytes, warning: null });
    });
    this.#workBytes -= size;
    for (const { ref } of slots) this.#inWork.delete(frameKey(ref));
    for (const { ref, byteOffset } of sent) {
      const bytes = new Uint8Array(buffer, byteOffset, frameBytes);
      this.#thumbnails.passing(stack, ref, () => valuesAt(stack.storedType, bytes));
    }
    if (sent.length > 0) this.#outgoing.post(stack.id, buffer, sent);
    this.#spare?.keep(buffer);
    this.#schedule();
  }

  async #decode(
    stack: Stack,
    ref: FrameRef,
    urgent: boolean,
    decoded: () => Promise<DecodeResult>,
  ): Promise<void> {
    const epoch = this.#epoch;
    const frameBytes = frameBytesOf(stack);
    this.#begin(stack.id, [{ ref }], frameBytes);
    const result = await decoded();
    if (epoch !== this.#epoch) {
      this.#schedule();
      return;
    }
    this.#workBytes -= frameBytes;
    this.#inWork.delete(frameKey(ref));
    if (!result.ok) {
      this.#fail(stack.id, ref, result.error.message);
    } else if (result.value.values.byteLength !== frameBytes) {
      this.#fail(stack.id, ref, 'The frame does not have the size and type of its series.');
    } else {
      this.#thumbnails.passing(stack, ref, () => result.value.values);
      const isLast = ![...this.#inWork.values()].includes(stack.id);
      this.#outgoing.gather(stack.id, ref, result.value, urgent || isLast);
    }
    this.#schedule();
  }

  /** One thumbnail at a time, between the frames that are not urgent. True when one was begun. */
  #startThumbnail(): boolean {
    if (this.#pool.free === 0) return false;
    return this.#thumbnails.begin(
      (location, ref) => this.#pool.decode(location, ref.frameNumber - 1),
      (ref) => this.#inWork.has(frameKey(ref)),
      () => this.#schedule(),
    );
  }

  #begin(stackId: StackId, slots: readonly { readonly ref: FrameRef }[], bytes: number): void {
    for (const { ref } of slots) this.#inWork.set(frameKey(ref), stackId);
    this.#workBytes += bytes;
  }

  #fail(stackId: StackId, ref: FrameRef, message: string): void {
    this.#post({ type: 'frame.failed', stackId, ref, message }, []);
  }
}

const frameBytesOf = (stack: Stack): number => stack.rows * stack.columns * BYTES_PER_PIXEL[stack.storedType];
