import { describe, expect, it } from 'vitest';
import type { PixelLocation } from '../../../../electron/reader/pixel-location.ts';
import { CodecSet } from '../../../../electron/reader/pixels/codecs/codec-set.ts';
import { decodeFrame } from '../../../../electron/reader/pixels/decode-frame.ts';
import { bytesInMemory } from '../../../../electron/reader/pixels/pixel-bytes.ts';
import { storedTypeOf } from '../../../../electron/reader/pixels/stored-type.ts';
import { locationOf } from '../pixel-locations.ts';

const codecs = new CodecSet();

async function decode(bytes: Uint8Array, differing: Partial<PixelLocation>, frameIndex = 0) {
  const location = locationOf(bytes, differing);
  const decoded = await decodeFrame(location, bytesInMemory(bytes), frameIndex, codecs);
  if (decoded.ok) expect(decoded.value.storedType).toBe(storedTypeOf(location));
  return decoded;
}

async function valuesOf(bytes: Uint8Array, differing: Partial<PixelLocation>, frameIndex = 0) {
  const decoded = await decode(bytes, differing, frameIndex);
  if (!decoded.ok) throw new Error(decoded.error.message);
  return [...decoded.value.values];
}

async function failureOf(bytes: Uint8Array, differing: Partial<PixelLocation>, frameIndex = 0) {
  const decoded = await decode(bytes, differing, frameIndex);
  return decoded.ok ? null : decoded.error;
}

const words = (...values: number[]): Uint8Array => new Uint8Array(Int16Array.from(values).buffer);
const twoByTwo = { rows: 2, columns: 2 };

describe('uncompressed frames', () => {
  it('keep signed 16-bit values as they are', async () => {
    const bytes = words(-32768, -1, 0, 32767);
    expect(await valuesOf(bytes, { ...twoByTwo, pixelRepresentation: 1 })).toEqual([-32768, -1, 0, 32767]);
  });

  it('read big endian words', async () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0x01, 0x02, 0x00, 0x03, 0x7f, 0xff);
    const options = {
      ...twoByTwo,
      pixelRepresentation: 1,
      transferSyntaxUID: '1.2.840.10008.1.2.2',
    } as const;
    expect(await valuesOf(bytes, options)).toEqual([-2, 258, 3, 32767]);
  });

  it('extend the sign from the highest stored bit and cut off what lies above it', async () => {
    // 12 bits stored: 0xFFF is −1; the overlay bit in 0x1005 is not part of the value 5.
    const bytes = words(0x0fff, 0x1005, 0x0800, 0x07ff);
    const options = {
      ...twoByTwo,
      bitsAllocated: 16,
      bitsStored: 12,
      highBit: 11,
      pixelRepresentation: 1,
    } as const;
    expect(await valuesOf(bytes, options)).toEqual([-1, 5, -2048, 2047]);
  });

  it('shift values down that end below the cell at HighBit', async () => {
    const bytes = words(0x0ff0, 0x0010, 0x8000, 0x7ff0);
    const options = { ...twoByTwo, bitsAllocated: 16, bitsStored: 12, highBit: 15 };
    expect(await valuesOf(bytes, options)).toEqual([0x0ff, 0x001, 0x800, 0x7ff]);
  });

  it('read 8 and 32 bits, signed and unsigned', async () => {
    const eight = Uint8Array.of(0, 127, 128, 255);
    expect(await valuesOf(eight, { ...twoByTwo, bitsAllocated: 8 })).toEqual([0, 127, 128, 255]);
    expect(await valuesOf(eight, { ...twoByTwo, bitsAllocated: 8, pixelRepresentation: 1 })).toEqual([
      0, 127, -128, -1,
    ]);
    const wide = new Uint8Array(Uint32Array.of(0, 1, 2 ** 31, 2 ** 32 - 1).buffer);
    expect(await valuesOf(wide, { ...twoByTwo, bitsAllocated: 32 })).toEqual([0, 1, 2 ** 31, 2 ** 32 - 1]);
    expect(await valuesOf(wide, { ...twoByTwo, bitsAllocated: 32, pixelRepresentation: 1 })).toEqual([
      0,
      1,
      -(2 ** 31),
      -1,
    ]);
  });

  it('read 1-bit frames that begin inside a byte', async () => {
    // Two frames of 3 × 1: bits 0–2 and 3–5, least significant first.
    const bytes = Uint8Array.of(0b00110101, 0);
    const options = { rows: 1, columns: 3, bitsAllocated: 1, numberOfFrames: 2 };
    expect(await valuesOf(bytes, options, 0)).toEqual([1, 0, 1]);
    expect(await valuesOf(bytes, options, 1)).toEqual([0, 1, 1]);
  });

  it('find a later frame behind the earlier ones', async () => {
    const bytes = words(1, 2, 3, 4, 5, 6, 7, 8);
    expect(await valuesOf(bytes, { ...twoByTwo, numberOfFrames: 2 }, 1)).toEqual([5, 6, 7, 8]);
  });

  it('interleave colour planes', async () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24);
    const colour = { ...twoByTwo, bitsAllocated: 8, samplesPerPixel: 3, photometricInterpretation: 'RGB' };
    expect(await valuesOf(bytes, { ...colour, planarConfiguration: 1 })).toEqual([
      1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24,
    ]);
    expect(await valuesOf(bytes, colour)).toEqual([...bytes]);
  });

  it('turn YBR_FULL into RGB by the equations of PS3.3 C.7.6.3.1.2', async () => {
    // Black, white, and pure red: Y 76.2, Cb 84.97, Cr 255.5.
    const bytes = Uint8Array.of(0, 128, 128, 255, 128, 128, 76, 85, 255, 128, 128, 128);
    const options = {
      ...twoByTwo,
      bitsAllocated: 8,
      samplesPerPixel: 3,
      photometricInterpretation: 'YBR_FULL',
    };
    const [black, white, red, grey] = chunks(await valuesOf(bytes, options), 3);
    expect(black).toEqual([0, 0, 0]);
    expect(white).toEqual([255, 255, 255]);
    expect(red).toEqual([254, 0, 0]);
    expect(grey).toEqual([128, 128, 128]);
  });

  it('share chroma between two pixels in YBR_FULL_422', async () => {
    const bytes = Uint8Array.of(10, 20, 128, 128, 30, 40, 128, 128);
    const options = {
      ...twoByTwo,
      bitsAllocated: 8,
      samplesPerPixel: 3,
      photometricInterpretation: 'YBR_FULL_422',
    };
    expect(chunks(await valuesOf(bytes, options), 3)).toEqual([
      [10, 10, 10],
      [20, 20, 20],
      [30, 30, 30],
      [40, 40, 40],
    ]);
  });

  it('look palette colours up, and stop at the ends of the table', async () => {
    const channel = (values: number[]) => ({ firstMapped: 10, values: Uint8Array.from(values) });
    const bytes = Uint8Array.of(9, 10, 11, 200);
    const options = {
      ...twoByTwo,
      bitsAllocated: 8,
      photometricInterpretation: 'PALETTE COLOR',
      palette: [channel([1, 2]), channel([3, 4]), channel([5, 6])] as const,
    };
    expect(chunks(await valuesOf(bytes, options), 3)).toEqual([
      [1, 3, 5],
      [1, 3, 5],
      [2, 4, 6],
      [2, 4, 6],
    ]);
  });

  it('put values through a modality lookup table', async () => {
    const modalityLut = { firstMapped: 2, values: Uint16Array.of(100, 200, 300) };
    expect(await valuesOf(words(0, 2, 3, 9), { ...twoByTwo, modalityLut })).toEqual([100, 100, 200, 300]);
  });
});

describe('frames that are not all there', () => {
  it('are refused with the number of rows that are there, never filled up', async () => {
    const bytes = words(1, 2, 3);
    const reason = await failureOf(bytes, { ...twoByTwo, valueLength: 8 });
    expect(reason?.kind).toBe('truncated');
    expect(reason?.message).toBe(
      'slice.dcm holds only 1 of the 2 rows that its header announces: the picture is not shown.',
    );
  });

  it('do not take the frames before them along', async () => {
    const bytes = words(1, 2, 3, 4, 5);
    const options = { ...twoByTwo, numberOfFrames: 2, valueLength: 16 };
    expect(await valuesOf(bytes, options, 0)).toEqual([1, 2, 3, 4]);
    expect((await failureOf(bytes, options, 1))?.message).toContain('0 of the 2 rows of frame 2');
  });

  it('are refused before memory is asked for when rows and columns are hostile', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const reason = await failureOf(words(1, 2), { rows: 46341, columns: 46341 });
    expect(reason?.kind).toBe('too-large');
    expect(reason?.message).toContain('46341 × 46341');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
  });

  it('are refused when the header describes what cannot be', async () => {
    expect((await failureOf(words(1), { rows: 0 }))?.kind).toBe('corrupt');
    expect((await failureOf(words(1), { samplesPerPixel: 2 }))?.kind).toBe('unsupported');
    expect((await failureOf(words(1, 2, 3, 4), { ...twoByTwo, bitsStored: 17 }))?.kind).toBe('corrupt');
    expect((await failureOf(words(1, 2, 3, 4), twoByTwo, 1))?.kind).toBe('missing-frame');
    const fragmented = { ...twoByTwo, valueLength: null };
    expect((await failureOf(words(1, 2, 3, 4), fragmented))?.kind).toBe('wrong-syntax');
    expect((await failureOf(words(1), { transferSyntaxUID: '1.2.3' }))?.message).toContain(
      'unknown transfer syntax 1.2.3',
    );
    expect((await failureOf(words(1), { transferSyntaxUID: '1.2.840.10008.1.2.4.102' }))?.message).toContain(
      'MPEG-4 video',
    );
  });
});

function chunks(values: readonly number[], size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, i) => values.slice(i * size, (i + 1) * size));
}
