/**
 * Stored values out of their cells (PS3.5 8.1.1): BitsStored bits that end at HighBit. What lies outside of them,
 * retired overlays for example, is cut off; signed values are two's complement of BitsStored bits.
 */
import type { StoredValues } from '../../../annotations/image/frame-pixels.ts';

export type StoredBits = {
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
};

const fillsItsCell = ({ bitsAllocated, bitsStored }: StoredBits): boolean => bitsStored >= bitsAllocated;

/** In place. The signedness is the array's. */
export function cutToStoredBits(values: StoredValues, bits: StoredBits): void {
  const { bitsAllocated, bitsStored } = bits;
  if (fillsItsCell(bits) || bitsStored < 1) return;
  const highBit = Math.min(Math.max(bits.highBit, bitsStored - 1), bitsAllocated - 1);
  const up = 32 - (highBit + 1);
  const down = 32 - bitsStored;
  if (values instanceof Uint8Array || values instanceof Uint16Array || values instanceof Uint32Array) {
    for (let i = 0; i < values.length; i += 1) values[i] = ((values[i] as number) << up) >>> down;
  } else {
    for (let i = 0; i < values.length; i += 1) values[i] = ((values[i] as number) << up) >> down;
  }
}

/** In place; `bytes` is a whole number of words. */
export function swapBytes(bytes: Uint8Array, bytesPerWord: 2 | 4): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytesPerWord === 2) buffer.swap16();
  else buffer.swap32();
}

/** Least significant bit first (PS3.5 8.1.1); frames follow each other without a gap between the bits. */
export function unpackBits(packed: Uint8Array, firstBit: number, count: number): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const bit = firstBit + i;
    values[i] = ((packed[bit >> 3] as number) >> (bit & 7)) & 1;
  }
  return values;
}
