/**
 * The stored values of a stack's frames, and what of them has arrived. Stack view, MPR and statistics read the same
 * bytes, the ones that the reader's message brought: a frame is a view of them, never a copy. A stack that is larger
 * than the memory for it holds the frames around the current one instead, each with bytes of its own.
 */
import { type FramePixels, storedView } from '../../annotations/image/frame-pixels.ts';
import { BYTES_PER_PIXEL, type Stack } from '../../annotations/image/hierarchy.ts';
import { err, type Failure, ok, type Result } from '../../annotations/result.ts';

export type FrameResult = Result<FramePixels, Failure>;

export interface StackPixels {
  readonly stack: Stack;
  /** False where only some of the frames are held at a time. */
  readonly holdsAll: boolean;
  /** So many at a time. */
  readonly mostHeld: number;
  readonly bytesPerFrame: number;
  readonly arrivedCount: number;

  /** Null until the frame has arrived, and again after it has left. `index` counts from 0 in the stack's order. */
  frame(index: number): FramePixels | null;
  failureOf(index: number): Failure | null;
  /** The frame as soon as it is here, or why it never will be. Never rejects. */
  settled(index: number): Promise<FrameResult>;

  /**
   * Takes the stored values of a frame: bytes in the platform's order, exactly `bytesPerFrame`, at an offset where
   * the stored type can be read. They are the frame's from here on; nobody writes into them.
   */
  put(index: number, bytes: Uint8Array): void;
  /** `reason` is for the reader: a whole sentence. A frame that comes after all replaces the failure. */
  fail(index: number, reason: Failure): void;

  /** A viewport says what it shows, or waits for; whoever fetches frames listens and fetches that first. */
  want(index: number): void;
  onWanted(listener: (index: number) => void): () => void;
  /** Called for every frame that arrives or fails. */
  onSettled(listener: (index: number) => void): () => void;
}

/** Holds at most `maxFrames` at a time: the ones farthest from the frame that was wanted last leave. */
export const createStackPixels = (stack: Stack, maxFrames: number = stack.frames.length): StackPixels =>
  new PixelsInMemory(stack, Math.max(1, maxFrames));

export const bytesOfFrame = (stack: Stack): number =>
  stack.rows * stack.columns * BYTES_PER_PIXEL[stack.storedType];

class PixelsInMemory implements StackPixels {
  readonly stack: Stack;
  readonly bytesPerFrame: number;
  arrivedCount = 0;
  readonly #frames: (FramePixels | null)[];
  readonly #failures = new Map<number, Failure>();
  readonly #waiting = new Map<number, ((result: FrameResult) => void)[]>();
  readonly #wantedListeners = new Set<(index: number) => void>();
  readonly #settledListeners = new Set<(index: number) => void>();

  readonly mostHeld: number;
  #wantedLast = 0;

  constructor(stack: Stack, maxFrames: number) {
    this.stack = stack;
    this.bytesPerFrame = bytesOfFrame(stack);
    this.mostHeld = Math.min(maxFrames, stack.frames.length);
    this.#frames = stack.frames.map(() => null);
  }

  get holdsAll(): boolean {
    return this.mostHeld === this.stack.frames.length;
  }

  frame(index: number): FramePixels | null {
    return this.#frames[index] ?? null;
  }

  failureOf(index: number): Failure | null {
    return this.#failures.get(index) ?? null;
  }

  settled(index: number): Promise<FrameResult> {
    const frame = this.frame(index);
    if (frame !== null) return Promise.resolve(ok(frame));
    const reason = this.failureOf(index);
    if (reason !== null) return Promise.resolve(err(reason));
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(index);
      if (waiting === undefined) this.#waiting.set(index, [resolve]);
      else waiting.push(resolve);
    });
  }

  put(index: number, bytes: Uint8Array): void {
    const described = this.stack.frames[index];
    if (described === undefined) throw new RangeError(`The stack has no frame at index ${index}.`);
    if (bytes.byteLength !== this.bytesPerFrame) {
      throw new RangeError(
        `The frame at index ${index} has ${bytes.byteLength} bytes instead of ${this.bytesPerFrame}.`,
      );
    }
    const { rows, columns, storedType } = this.stack;
    // A view would keep its whole message alive after the neighbours have left.
    const { buffer, byteOffset } = this.holdsAll ? bytes : bytes.slice();
    const length = this.bytesPerFrame / (storedType === 'rgb8' ? 1 : BYTES_PER_PIXEL[storedType]);
    const frame: FramePixels = {
      rows,
      columns,
      storedType,
      values: storedView(storedType, buffer as ArrayBuffer, byteOffset, length),
      rescale: described.rescale,
      padding: described.padding,
    };
    if (this.frame(index) === null) this.arrivedCount += 1;
    this.#failures.delete(index);
    this.#frames[index] = frame;
    if (this.arrivedCount > this.mostHeld) this.#letFarthestGo();
    this.#settle(index, ok(frame));
  }

  fail(index: number, reason: Failure): void {
    if (this.frame(index) !== null) return;
    this.#failures.set(index, reason);
    this.#settle(index, err(reason));
  }

  want(index: number): void {
    this.#wantedLast = index;
    for (const listener of this.#wantedListeners) listener(index);
  }

  onWanted(listener: (index: number) => void): () => void {
    this.#wantedListeners.add(listener);
    return () => void this.#wantedListeners.delete(listener);
  }

  onSettled(listener: (index: number) => void): () => void {
    this.#settledListeners.add(listener);
    return () => void this.#settledListeners.delete(listener);
  }

  #letFarthestGo(): void {
    const last = this.#frames.length - 1;
    let [low, high] = [0, last];
    while (low < last && this.#frames[low] === null) low += 1;
    while (high > 0 && this.#frames[high] === null) high -= 1;
    const farthest = this.#wantedLast - low > high - this.#wantedLast ? low : high;
    this.#frames[farthest] = null;
    this.arrivedCount -= 1;
  }

  #settle(index: number, result: FrameResult): void {
    const waiting = this.#waiting.get(index) ?? [];
    this.#waiting.delete(index);
    for (const resolve of waiting) resolve(result);
    for (const listener of this.#settledListeners) listener(index);
  }
}
