/**
 * A thumbnail of each stack's middle frame. A frame that passes on its way to the window serves; only where none
 * has passed is it decoded for the thumbnail, and then kept for a while, since it will soon be wanted itself.
 */
import type { StackId } from '../../annotations/ids.ts';
import type { StoredValues } from '../../annotations/image/frame-pixels.ts';
import { type FrameRef, frameKey, type Stack } from '../../annotations/image/hierarchy.ts';
import { ok } from '../../annotations/result.ts';
import type { FromReader } from '../contract.ts';
import type { FrameCatalog } from './frame-service.ts';
import type { PixelLocation } from './pixel-location.ts';
import type { DecodedFrame, DecodeResult } from './pixels/decoded-frame.ts';
import { type Thumbnail, thumbnailOf } from './pixels/thumbnail.ts';

const KEPT_BYTES = 32 * 1024 * 1024;

type Decoding = {
  readonly key: string;
  readonly result: Promise<DecodeResult>;
  /** The frame itself was wanted meanwhile, and has got the result. */
  taken: boolean;
};
type Made = { readonly middle: string; readonly thumbnail: Thumbnail };

export class Thumbnails {
  readonly #catalog: FrameCatalog;
  readonly #post: (message: FromReader) => void;
  readonly #made = new Map<StackId, Made>();
  readonly #wanted = new Set<StackId>();
  readonly #asked = new Set<StackId>();
  readonly #kept = new Map<string, DecodedFrame>();
  #keptBytes = 0;
  #decoding: Decoding | null = null;

  constructor(catalog: FrameCatalog, post: (message: FromReader) => void) {
    this.#catalog = catalog;
    this.#post = post;
  }

  want(stackId: StackId): void {
    this.#asked.add(stackId);
    const made = this.#made.get(stackId);
    const stack = this.#catalog.stack(stackId);
    if (made !== undefined && stack !== null && made.middle === frameKey(middleOf(stack).ref)) {
      this.#send(stackId, made.thumbnail);
    } else {
      this.#wanted.add(stackId);
    }
  }

  /** Stacks have grown since: those whose middle has moved are done anew. */
  refresh(): void {
    for (const stackId of this.#asked) {
      const stack = this.#catalog.stack(stackId);
      const made = this.#made.get(stackId);
      if (stack !== null && made !== undefined && made.middle !== frameKey(middleOf(stack).ref)) {
        this.#wanted.add(stackId);
      }
    }
  }

  /** Forgets what the window wanted, and keeps what was made. */
  clear(): void {
    this.#wanted.clear();
    this.#asked.clear();
  }

  /** `values` is called at most once, at once. */
  passing(stack: Stack, ref: FrameRef, values: () => StoredValues): void {
    const middle = middleOf(stack);
    const key = frameKey(ref);
    if (key !== frameKey(middle.ref) || this.#made.get(stack.id)?.middle === key) return;
    const thumbnail = thumbnailOf(stack, middle, values());
    this.#made.set(stack.id, { middle: key, thumbnail });
    if (this.#wanted.delete(stack.id)) this.#send(stack.id, thumbnail);
  }

  /** The frame as it was, or is being, decoded for a thumbnail; once. */
  take(ref: FrameRef): Promise<DecodeResult> | null {
    const key = frameKey(ref);
    if (this.#decoding?.key === key && !this.#decoding.taken) {
      this.#decoding.taken = true;
      return this.#decoding.result;
    }
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    this.#kept.delete(key);
    this.#keptBytes -= kept.values.byteLength;
    return Promise.resolve(ok(kept));
  }

  /** False when there is nothing to do, or one is being made already. Frames that are `coming` will pass by. */
  begin(
    decode: (location: PixelLocation, ref: FrameRef) => Promise<DecodeResult>,
    coming: (ref: FrameRef) => boolean,
    onDone: () => void,
  ): boolean {
    if (this.#decoding !== null) return false;
    for (const stackId of this.#wanted) {
      const stack = this.#catalog.stack(stackId);
      if (stack === null && this.#catalog.growing) continue;
      if (stack !== null && coming(middleOf(stack).ref)) continue;
      this.#wanted.delete(stackId);
      if (stack === null) continue;
      const { ref } = middleOf(stack);
      const location = this.#catalog.locate(ref);
      if (location === null) continue;
      const decoding: Decoding = { key: frameKey(ref), result: decode(location, ref), taken: false };
      this.#decoding = decoding;
      void decoding.result.then((result) => {
        this.#decoding = null;
        // Where it cannot be decoded the frame itself says why, when it is looked at.
        if (result.ok && result.value.values.length === lengthOf(stack)) {
          this.#wanted.add(stackId);
          this.passing(stack, ref, () => result.value.values);
          // The same frame passed meanwhile: its thumbnail was made then, when nobody seemed to want it.
          const made = this.#made.get(stackId);
          if (this.#wanted.delete(stackId) && made !== undefined) this.#send(stackId, made.thumbnail);
          if (!decoding.taken) this.#keep(decoding.key, result.value);
        }
        onDone();
      });
      return true;
    }
    return false;
  }

  #keep(key: string, decoded: DecodedFrame): void {
    this.#kept.set(key, decoded);
    this.#keptBytes += decoded.values.byteLength;
    for (const [oldest, frame] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= frame.values.byteLength;
    }
  }

  #send(stackId: StackId, thumbnail: Thumbnail): void {
    this.#post({ type: 'thumbnail', stackId, ...thumbnail });
  }
}

const middleOf = (stack: Stack) => stack.frames[stack.frames.length >> 1] as Stack['frames'][number];

const lengthOf = (stack: Stack): number => stack.rows * stack.columns * (stack.storedType === 'rgb8' ? 3 : 1);
