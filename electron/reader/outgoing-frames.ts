/**
 * Frames on their way to the window: gathered into batches, posted, and counted until the window says that it has
 * them.
 */
import type { StackId } from '../../annotations/ids.ts';
import type { StoredValues } from '../../annotations/image/frame-pixels.ts';
import { type FrameRef, frameKey } from '../../annotations/image/hierarchy.ts';
import type { FromReader } from '../contract.ts';
import { bytesOf, type DecodedFrame } from './pixels/decoded-frame.ts';
import type { SpareBuffers } from './spare-buffers.ts';

/** Batches of this size travel fastest (docs/decisions/frame-transport.md). */
export const BATCH_BYTES = 4 * 1024 * 1024;
/** A batch of decoded frames waits no longer than this for the next frame. */
const MAX_BATCH_WAIT_MS = 15;

export type SentFrame = Extract<FromReader, { type: 'frames' }>['frames'][number];

type Gathered = { readonly ref: FrameRef; readonly decoded: DecodedFrame };
type OpenBatch = { readonly frames: Gathered[]; bytes: number; timer: NodeJS.Timeout | null };
type Posted = { readonly stackId: StackId; bytes: number; keys: readonly string[] };

/** Frames lie in a batch where any stored type can be read. */
export const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

export class OutgoingFrames {
  readonly #post: (message: FromReader, transfer: readonly ArrayBuffer[]) => void;
  readonly #spare: SpareBuffers | null;
  readonly #recycle: (decoded: DecodedFrame) => void;
  readonly #batches = new Map<StackId, OpenBatch>();
  /** In order. */
  #posted: Posted[] = [];
  #bytes = 0;

  /** `spare` where the port copies what it posts, so that buffers can be used again; null where it gives them away. */
  constructor(
    post: (message: FromReader, transfer: readonly ArrayBuffer[]) => void,
    spare: SpareBuffers | null,
    recycle: (decoded: DecodedFrame) => void,
  ) {
    this.#post = post;
    this.#spare = spare;
    this.#recycle = recycle;
  }

  /** Gathered, or posted and not acknowledged. */
  get bytes(): number {
    return this.#bytes;
  }

  has(stackId: StackId, key: string): boolean {
    const gathered = this.#batches.get(stackId)?.frames.some(({ ref }) => frameKey(ref) === key) ?? false;
    return gathered || this.#posted.some((posted) => posted.stackId === stackId && posted.keys.includes(key));
  }

  /** The window has let the stack go: what is posted will not arrive anywhere. */
  drop(stackId: StackId): void {
    for (const posted of this.#posted) if (posted.stackId === stackId) posted.keys = [];
  }

  acknowledge(bytes: number): void {
    let left = bytes;
    while (left > 0) {
      const oldest = this.#posted[0];
      if (oldest === undefined) return;
      const taken = Math.min(left, oldest.bytes);
      oldest.bytes -= taken;
      left -= taken;
      this.#bytes -= taken;
      if (oldest.bytes === 0) this.#posted.shift();
    }
  }

  reset(): void {
    for (const batch of this.#batches.values()) if (batch.timer !== null) clearTimeout(batch.timer);
    this.#batches.clear();
    this.#posted = [];
    this.#bytes = 0;
  }

  /**
   * Decoded frames come one by one: what comes close together is posted together, unless it is `atOnce`. A frame that
   * has been copied is recycled.
   */
  gather(stackId: StackId, ref: FrameRef, decoded: DecodedFrame, atOnce: boolean): void {
    const batch = this.#batches.get(stackId) ?? { frames: [], bytes: 0, timer: null };
    this.#batches.set(stackId, batch);
    const bytes = aligned(decoded.values.byteLength);
    batch.frames.push({ ref, decoded });
    batch.bytes += bytes;
    this.#bytes += bytes;
    if (atOnce || batch.bytes + bytes > BATCH_BYTES) this.#close(stackId, batch);
    else batch.timer ??= setTimeout(() => this.#close(stackId, batch), MAX_BATCH_WAIT_MS);
  }

  post(stackId: StackId, buffer: ArrayBuffer, frames: readonly SentFrame[]): void {
    const bytes = buffer.byteLength;
    this.#posted.push({ bytes, stackId, keys: frames.map(({ ref }) => frameKey(ref)) });
    this.#bytes += bytes;
    // The buffer comes last: what follows it makes V8's serializer grow, and copy, all that was written before.
    this.#post({ type: 'frames', stackId, frames, buffer }, [buffer]);
  }

  #close(stackId: StackId, batch: OpenBatch): void {
    this.#batches.delete(stackId);
    if (batch.timer !== null) clearTimeout(batch.timer);
    this.#bytes -= batch.bytes;
    let offset = 0;
    const sent = batch.frames.map(({ ref, decoded: { values, warning } }): SentFrame => {
      const byteOffset = offset;
      offset += aligned(values.byteLength);
      return { ref, byteOffset, byteLength: values.byteLength, warning };
    });
    const only = batch.frames.length === 1 ? batch.frames[0]?.decoded.values : undefined;
    if (only !== undefined && ownsItsBuffer(only)) {
      this.post(stackId, only.buffer as ArrayBuffer, sent);
      if (this.#spare !== null) this.#recycle((batch.frames[0] as Gathered).decoded);
      return;
    }
    const buffer = this.#spare?.take(offset) ?? new ArrayBuffer(offset);
    batch.frames.forEach(({ decoded }, i) => {
      const { byteOffset, byteLength } = sent[i] as SentFrame;
      new Uint8Array(buffer, byteOffset, byteLength).set(bytesOf(decoded.values));
      this.#recycle(decoded);
    });
    this.post(stackId, buffer, sent);
    this.#spare?.keep(buffer);
  }
}

const ownsItsBuffer = (values: StoredValues): boolean =>
  values.byteOffset === 0 && values.byteLength === values.buffer.byteLength;
