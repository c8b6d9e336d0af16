/**
 * The window's end of the reader's port for pixels: the frames of each stack as they arrive, within a budget of
 * bytes over all stacks. Stacks that are not shown leave when memory is needed, the least recently used first, and
 * come back when they are opened again.
 */
import type { StackId } from '../../annotations/ids.ts';
import { type Frame, type FrameRef, frameKey, type Stack } from '../../annotations/image/hierarchy.ts';
import { failure } from '../../annotations/result.ts';
import type { FromReader, ToReader } from '../../electron/contract.ts';
import { bytesOfFrame, createStackPixels, type StackPixels } from '../viewport/stack-pixels.ts';
import { frameOrder, type ScrollDirection } from './frame-order.ts';

/** What carries messages; `renderer/host.ts` has one. */
export type FrameLink = {
  post(message: ToReader): void;
  subscribe(listener: (message: FromReader) => void): () => void;
  onRestart(listener: () => void): () => void;
};

export type LoadProgress = { readonly arrived: number; readonly failed: number; readonly total: number };

/** A wish names no more frames than this; when few of them are left, the next ones are wished for. */
const MAX_WISH = 512;
const FEW_LEFT = 64;
/** While the current frame is there, a new order of the others is told no more often than this. */
const REORDER_EVERY_MS = 100;
/** A stack that does not fit keeps so many frames at least. */
const MIN_SPARSE_FRAMES = 32;

type Held = {
  pixels: StackPixels;
  bytes: number;
  maxFrames: number;
  current: number;
  direction: ScrollDirection;
  /** Wished for and neither arrived nor failed. */
  readonly awaited: Set<number>;
  indexOf: ReadonlyMap<string, number>;
  usedAt: number;
  postedAt: number;
  failed: number;
  /** Which scan was the latest when it was opened. */
  readonly scan: number;
  timer: ReturnType<typeof setTimeout> | null;
  posting: boolean;
};

export class FrameClient {
  readonly #link: FrameLink;
  readonly #held = new Map<StackId, Held>();
  readonly #warnings = new Map<string, string>();
  readonly #listeners = new Set<(stackId: StackId) => void>();
  #shown: ReadonlySet<StackId> = new Set();
  #budgetBytes: number;
  #clock = 0;
  #scan = 0;

  constructor(link: FrameLink, budgetBytes: number) {
    this.#link = link;
    this.#budgetBytes = budgetBytes;
    link.subscribe((message) => this.#hear(message));
    link.onRestart(() => this.#wishAgain());
  }

  /**
   * The stack's pixels, loading from the frame that is wanted first, or from the middle. Called again with the same
   * stack it gives the same object; with a stack that has grown, or whose failed frames another scan may have found,
   * a new one that holds what had arrived.
   */
  open(stack: Stack): StackPixels {
    const before = this.#held.get(stack.id);
    const readAnew = before !== undefined && before.failed > 0 && before.scan !== this.#scan;
    if (before !== undefined && !readAnew && sameFrames(before.pixels.stack, stack)) {
      before.usedAt = ++this.#clock;
      return before.pixels;
    }
    if (before !== undefined) this.#forget(stack.id);
    const held = this.#hold(stack);
    if (before !== undefined) {
      takeOver(before.pixels, held.pixels);
      held.direction = before.direction;
    }
    // At once: whatever is rendered because of it comes after.
    this.#postWish(stack.id, held);
    return held.pixels;
  }

  /** The stacks on the screen: these never leave. */
  show(stackIds: readonly StackId[]): void {
    this.#shown = new Set(stackIds);
    for (const id of stackIds) {
      const held = this.#held.get(id);
      if (held !== undefined) held.usedAt = ++this.#clock;
    }
    this.#makeRoom(0);
  }

  /** Its source has been closed. */
  close(stackId: StackId): void {
    if (!this.#held.has(stackId)) return;
    this.#forget(stackId);
    this.#link.post({ type: 'frames.drop', stackId });
  }

  setBudget(bytes: number): void {
    this.#budgetBytes = bytes;
    this.#makeRoom(0);
  }

  get heldBytes(): number {
    let sum = 0;
    for (const { bytes } of this.#held.values()) sum += bytes;
    return sum;
  }

  isHeld(stackId: StackId): boolean {
    return this.#held.has(stackId);
  }

  progress(stackId: StackId): LoadProgress | null {
    const held = this.#held.get(stackId);
    if (held === undefined) return null;
    const { arrivedCount, stack } = held.pixels;
    return { arrived: arrivedCount, failed: held.failed, total: stack.frames.length };
  }

  /** A sentence on what is not as it should be with this frame's pixels. */
  warningOf(ref: FrameRef): string | null {
    return this.#warnings.get(frameKey(ref)) ?? null;
  }

  /** After each message with frames of the stack, and when it leaves. */
  onProgress(listener: (stackId: StackId) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #hold(stack: Stack): Held {
    const frameBytes = bytesOfFrame(stack);
    const count = stack.frames.length;
    this.#makeRoom(frameBytes * count);
    const room = Math.max(this.#budgetBytes - this.heldBytes, MIN_SPARSE_FRAMES * frameBytes);
    const maxFrames = Math.min(count, Math.floor(room / frameBytes));
    const pixels = createStackPixels(stack, maxFrames);
    const held: Held = {
      pixels,
      bytes: maxFrames * frameBytes,
      maxFrames,
      current: count >> 1,
      direction: 0,
      awaited: new Set(),
      indexOf: new Map(stack.frames.map((frame, index) => [frameKey(frame.ref), index])),
      usedAt: ++this.#clock,
      postedAt: 0,
      failed: 0,
      scan: this.#scan,
      timer: null,
      posting: false,
    };
    pixels.onWanted((index) => this.#wanted(stack.id, held, index));
    this.#held.set(stack.id, held);
    return held;
  }

  #wanted(stackId: StackId, held: Held, index: number): void {
    if (this.#held.get(stackId) !== held) return;
    const moved = index !== held.current;
    if (moved) held.direction = index > held.current ? 1 : -1;
    held.current = index;
    held.usedAt = ++this.#clock;
    if (this.#isComplete(held)) return;
    if (held.pixels.frame(index) === null) {
      if (moved || !held.awaited.has(index)) this.#wish(stackId, held);
      return;
    }
    const wait = held.postedAt + REORDER_EVERY_MS - performance.now();
    if (wait <= 0) this.#wish(stackId, held);
    else held.timer ??= setTimeout(() => this.#wish(stackId, held), wait);
  }

  /** Once for all that happens in one turn. */
  #wish(stackId: StackId, held: Held): void {
    if (held.posting) return;
    held.posting = true;
    queueMicrotask(() => {
      held.posting = false;
      if (this.#held.get(stackId) === held) this.#postWish(stackId, held);
    });
  }

  #postWish(stackId: StackId, held: Held): void {
    if (held.timer !== null) clearTimeout(held.timer);
    held.timer = null;
    const missing = this.#missing(held);
    held.postedAt = performance.now();
    held.awaited.clear();
    for (const index of missing) held.awaited.add(index);
    const { frames } = held.pixels.stack;
    const refs = missing.flatMap((index) => frames[index]?.ref ?? []);
    if (refs.length > 0) this.#link.post({ type: 'frames.want', stackId, frames: refs });
  }

  #missing({ pixels, current, direction, maxFrames }: Held): readonly number[] {
    const order = frameOrder(pixels.stack.frames.length, current, direction).slice(0, maxFrames);
    return order
      .filter((index) => pixels.frame(index) === null && pixels.failureOf(index) === null)
      .slice(0, MAX_WISH);
  }

  #isComplete({ pixels, failed }: Held): boolean {
    return pixels.arrivedCount + failed >= pixels.stack.frames.length;
  }

  #hear(message: FromReader): void {
    if (message.type === 'frames') {
      this.#take(message);
      this.#link.post({ type: 'frames.ack', bytes: message.buffer.byteLength });
    } else if (message.type === 'scan.started') {
      this.#scan += 1;
    } else if (message.type === 'frame.failed') {
      const held = this.#held.get(message.stackId);
      const index = held?.indexOf.get(frameKey(message.ref));
      if (held === undefined || index === undefined) return;
      held.awaited.delete(index);
      if (held.pixels.frame(index) === null && held.pixels.failureOf(index) === null) held.failed += 1;
      held.pixels.fail(index, failure('frame', message.message));
      this.#progressed(message.stackId, held);
    }
  }

  /** No copy: the frames are views of the message's bytes. */
  #take({ stackId, buffer, frames }: Extract<FromReader, { type: 'frames' }>): void {
    const held = this.#held.get(stackId);
    if (held === undefined) return;
    for (const { ref, byteOffset, byteLength, warning } of frames) {
      const index = held.indexOf.get(frameKey(ref));
      if (index === undefined) continue;
      held.awaited.delete(index);
      if (warning !== null) this.#warnings.set(frameKey(ref), warning);
      if (held.pixels.failureOf(index) !== null) held.failed -= 1;
      held.pixels.put(index, new Uint8Array(buffer, byteOffset, byteLength));
    }
    this.#progressed(stackId, held);
  }

  #progressed(stackId: StackId, held: Held): void {
    for (const listener of this.#listeners) listener(stackId);
    if (held.awaited.size <= FEW_LEFT && this.#missing(held).some((index) => !held.awaited.has(index))) {
      this.#wish(stackId, held);
    }
  }

  /** The reader was started again: the stacks on the screen last, so that they come first. */
  #wishAgain(): void {
    const byUse = [...this.#held].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [stackId, held] of byUse) if (!this.#isComplete(held)) this.#wish(stackId, held);
  }

  #makeRoom(needed: number): void {
    const leaving = [...this.#held]
      .filter(([id]) => !this.#shown.has(id))
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [stackId] of leaving) {
      if (this.heldBytes + needed <= this.#budgetBytes) return;
      this.close(stackId);
      for (const listener of this.#listeners) listener(stackId);
    }
  }

  #forget(stackId: StackId): void {
    const held = this.#held.get(stackId);
    if (held?.timer != null) clearTimeout(held.timer);
    this.#held.delete(stackId);
  }
}

function sameFrames(a: Stack, b: Stack): boolean {
  return (
    a === b ||
    (a.frames.length === b.frames.length &&
      a.frames.every(({ ref }, i) => frameKey(ref) === frameKey((b.frames[i] as Frame).ref)))
  );
}

/** What has arrived of a stack goes into its larger successor. */
function takeOver(from: StackPixels, to: StackPixels): void {
  const indexOf = new Map(to.stack.frames.map((frame, index) => [frameKey(frame.ref), index]));
  from.stack.frames.forEach(({ ref }, i) => {
    const frame = from.frame(i);
    const index = indexOf.get(frameKey(ref));
    if (frame === null || index === undefined) return;
    const { buffer, byteOffset, byteLength } = frame.values;
    to.put(index, new Uint8Array(buffer, byteOffset, byteLength));
  });
}
