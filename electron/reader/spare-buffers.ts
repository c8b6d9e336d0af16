/**
 * Buffers that are used again for the next frame of the same size. Giving 512 KB back to the system and taking fresh
 * memory for the next one costs more than an RLE frame takes to decode. What lies in them is of another frame:
 * whoever takes one fills it to the last byte.
 */

/** Kept at most; product choice: a few batches. */
const MAX_BYTES = 24 * 1024 * 1024;

export class SpareBuffers {
  readonly #bySize = new Map<number, ArrayBuffer[]>();
  #bytes = 0;

  /** Null when there is none of exactly this size. */
  take(bytes: number): ArrayBuffer | null {
    const buffer = this.#bySize.get(bytes)?.pop() ?? null;
    if (buffer !== null) this.#bytes -= bytes;
    return buffer;
  }

  /** Nobody else may hold it. */
  keep(buffer: ArrayBuffer): void {
    const bytes = buffer.byteLength;
    if (bytes === 0 || bytes > MAX_BYTES) return;
    // Of the sizes before, nothing is wanted any more: another series is being read.
    if (this.#bytes + bytes > MAX_BYTES) this.clear();
    const known = this.#bySize.get(bytes);
    if (known === undefined) this.#bySize.set(bytes, [buffer]);
    else known.push(buffer);
    this.#bytes += bytes;
  }

  clear(): void {
    this.#bySize.clear();
    this.#bytes = 0;
  }
}
