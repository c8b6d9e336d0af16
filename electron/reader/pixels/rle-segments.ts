/**
 * Whether an RLE frame (PS3.5 annex G) holds what its header must hold: one segment for each byte of a sample, and
 * in each segment a byte for every pixel. The decoder takes less without a word.
 */

const HEADER_BYTES = 64;

/** A clause that says what is wrong, or null. */
export function rleProblem(encoded: Uint8Array, segments: number, pixels: number): string | null {
  if (encoded.byteLength < HEADER_BYTES) return 'it is shorter than its header';
  const header = new DataView(encoded.buffer, encoded.byteOffset, HEADER_BYTES);
  const count = header.getUint32(0, true);
  if (count !== segments) return `it has ${count} segments instead of ${segments}`;
  for (let i = 0; i < segments; i += 1) {
    const begin = header.getUint32(4 + i * 4, true);
    const end = i + 1 < segments ? header.getUint32(8 + i * 4, true) : encoded.byteLength;
    if (begin < HEADER_BYTES || end > encoded.byteLength || begin >= end) {
      return `segment ${i + 1} lies outside of it`;
    }
    if (unpackedLength(encoded, begin, end, pixels) < pixels) return `segment ${i + 1} ends too early`;
  }
  return null;
}

/** Bytes that the runs of a segment unpack to; counting stops at `enough` (G.3.2). */
function unpackedLength(encoded: Uint8Array, begin: number, end: number, enough: number): number {
  let length = 0;
  let at = begin;
  while (at < end && length < enough) {
    const control = encoded[at] as number;
    if (control < 128) {
      length += Math.min(control + 1, end - at - 1);
      at += control + 2;
    } else if (control > 128) {
      if (at + 1 < end) length += 257 - control;
      at += 2;
    } else {
      at += 1;
    }
  }
  return length;
}
