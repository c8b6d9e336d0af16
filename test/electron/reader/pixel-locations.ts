/** Pixel data in memory and the location that describes them, for decoders without files. */
import type { PixelLocation } from '../../../electron/reader/pixel-location.ts';

export const EXPLICIT_LE = '1.2.840.10008.1.2.1';

/** 16-bit unsigned grey, 4 × 4, one frame at the beginning of the bytes, unless said otherwise. */
export function locationOf(bytes: Uint8Array, differing: Partial<PixelLocation> = {}): PixelLocation {
  const bitsAllocated = differing.bitsAllocated ?? 16;
  const bitsStored = differing.bitsStored ?? bitsAllocated;
  return {
    file: '/case/slice.dcm',
    zipEntries: [],
    transferSyntaxUID: EXPLICIT_LE,
    valueOffset: 0,
    valueLength: bytes.byteLength,
    numberOfFrames: 1,
    rows: 4,
    columns: 4,
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    planarConfiguration: 0,
    highBit: bitsStored - 1,
    pixelRepresentation: 0,
    palette: null,
    modalityLut: null,
    extendedOffsets: null,
    fileSize: bytes.byteLength,
    modifiedMs: 0,
    ...differing,
    bitsAllocated,
    bitsStored,
  };
}

/** Items of encapsulated pixel data (PS3.5 A.4) from the offset table on. */
export function encapsulated(fragments: readonly Uint8Array[], offsets: readonly number[] = []): Uint8Array {
  const table = new Uint8Array(offsets.length * 4);
  offsets.forEach((offset, i) => {
    new DataView(table.buffer).setUint32(i * 4, offset, true);
  });
  const parts = [table, ...fragments].map((fragment) => {
    const item = new Uint8Array(8 + fragment.length);
    item.set([0xfe, 0xff, 0x00, 0xe0]);
    new DataView(item.buffer).setUint32(4, fragment.length, true);
    item.set(fragment, 8);
    return item;
  });
  return Buffer.concat([...parts, Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0)]);
}
