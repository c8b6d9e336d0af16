/** The memory that one decoding thread works in: taken once, used for one frame after the other. */

/** Larger pieces are given back; product choice, above any compressed CT slice. */
const MAX_SCRATCH_BYTES = 8 * 1024 * 1024;

export class FrameMemory {
  #scratch = new Uint8Array();
  #spare: ArrayBuffer | null = null;

  /** For bytes of the file; gone with the next call. They are of another frame until they are filled. */
  scratch(bytes: number): Uint8Array {
    if (bytes > MAX_SCRATCH_BYTES) return new Uint8Array(bytes);
    if (this.#scratch.byteLength < bytes) this.#scratch = new Uint8Array(Math.ceil(bytes * 1.25));
    return this.#scratch.subarray(0, bytes);
  }

  /** Memory for the next frame, from whoever has done with one before. */
  offer(spare: ArrayBuffer): void {
    this.#spare = spare;
  }

  /** The caller's own from now on, to be filled to the last byte. */
  frame(bytes: number): ArrayBuffer {
    const spare = this.#spare;
    if (spare?.byteLength !== bytes) return new ArrayBuffer(bytes);
    this.#spare = null;
    return spare;
  }
}
