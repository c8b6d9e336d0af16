/**
 * Frames that are not compressed (PS3.5 8.1, A.1 to A.3): read where they lie, at most one pass over the values.
 */
import { storedView } from '../../../annotations/image/frame-pixels.ts';
import { BYTES_PER_PIXEL } from '../../../annotations/image/hierarchy.ts';
import { err, type Failure, failure, ok, type Result } from '../../../annotations/result.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { rgbFromRgb, rgbFromYbr422, rgbFromYbrFull } from './colour.ts';
import { bytesOf, type DecodeResult, greyToStored, greyTypeOf } from './decoded-frame.ts';
import { nameOf, type PixelBytes } from './pixel-bytes.ts';
import { cutToStoredBits, swapBytes, unpackBits } from './stored-bits.ts';
import { storedTypeOf } from './stored-type.ts';
import { pixelCodingOf } from './transfer-syntax.ts';

/** 4:2:2 shares its chroma between two pixels. */
const is422 = (location: PixelLocation): boolean =>
  location.samplesPerPixel === 3 && /^YBR_(FULL|PARTIAL)_422$/.test(location.photometricInterpretation);

/** Bits of one frame; 1-bit frames need not begin at a byte. */
export function nativeFrameBits(location: PixelLocation): number {
  const samples = is422(location) ? 2 : location.samplesPerPixel;
  return location.rows * location.columns * samples * location.bitsAllocated;
}

/** The file's bytes are the stack's bytes: nothing but `cutToStoredBits` is left to do. */
export function isReadAsItLies(location: PixelLocation): boolean {
  const coding = pixelCodingOf(location.transferSyntaxUID);
  const { bitsAllocated, samplesPerPixel, photometricInterpretation } = location;
  return (
    coding?.kind === 'native' &&
    location.valueLength !== null &&
    location.palette === null &&
    location.modalityLut === null &&
    (!coding.bigEndian || bitsAllocated === 8) &&
    (samplesPerPixel === 1
      ? (bitsAllocated === 8 || bitsAllocated === 16 || bitsAllocated === 32) &&
        photometricInterpretation !== 'PALETTE COLOR'
      : samplesPerPixel === 3 &&
        bitsAllocated === 8 &&
        location.planarConfiguration === 0 &&
        photometricInterpretation === 'RGB')
  );
}

/** Where the frame's bytes begin in the file, or why they are not all there. */
export function nativeFrameOffset(
  location: PixelLocation,
  frameIndex: number,
  fileSize: number,
): Result<number, Failure> {
  const frameBits = nativeFrameBits(location);
  const begin = Math.floor((frameIndex * frameBits) / 8);
  const end = Math.ceil(((frameIndex + 1) * frameBits) / 8);
  const there = Math.min(location.valueLength ?? 0, Math.max(0, fileSize - location.valueOffset));
  if (there < end) return err(cutShort(location, frameIndex, Math.max(0, there - begin), end - begin));
  return ok(location.valueOffset + begin);
}

function cutShort(location: PixelLocation, frameIndex: number, has: number, needs: number): Failure {
  const rows = Math.floor((has / needs) * location.rows);
  const frame = location.numberOfFrames > 1 ? ` of frame ${frameIndex + 1}` : '';
  return failure(
    'truncated',
    `${nameOf(location)} holds only ${rows} of the ${location.rows} rows${frame} that its header announces: the picture is not shown.`,
  );
}

export function readNativeFrame(
  location: PixelLocation,
  bytes: PixelBytes,
  frameIndex: number,
  bigEndian: boolean,
): DecodeResult {
  const storedType = storedTypeOf(location);
  const greyType = greyTypeOf(location);
  if (storedType === null || greyType === null) return err(unheldPixels(location));
  const offset = nativeFrameOffset(location, frameIndex, bytes.size);
  if (!offset.ok) return offset;
  const bits = nativeFrameBits(location);
  const pixels = location.rows * location.columns;
  const { bitsAllocated } = location;

  if (bitsAllocated === 1) {
    const firstBit = (frameIndex * bits) % 8;
    const packed = new Uint8Array(Math.ceil((firstBit + bits) / 8));
    bytes.readInto(packed, offset.value);
    return ok(greyToStored(location, unpackBits(packed, firstBit, bits), storedType, null));
  }
  if (bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) return err(unheldPixels(location));

  const samples = bits / bitsAllocated;
  const cells = storedView(greyType, new ArrayBuffer(samples * BYTES_PER_PIXEL[greyType]), 0, samples);
  bytes.readInto(bytesOf(cells), offset.value);
  if (bigEndian && bitsAllocated > 8) swapBytes(bytesOf(cells), (bitsAllocated / 8) as 2 | 4);
  cutToStoredBits(cells, location);
  if (location.samplesPerPixel === 1) return ok(greyToStored(location, cells, storedType, null));

  const planar = location.planarConfiguration === 1;
  switch (location.photometricInterpretation) {
    case 'YBR_FULL':
      return ok({ values: rgbFromYbrFull(cells, pixels, planar), storedType, warning: null });
    case 'YBR_FULL_422':
      return ok({ values: rgbFromYbr422(cells, pixels, false), storedType, warning: null });
    case 'YBR_PARTIAL_422':
      return ok({ values: rgbFromYbr422(cells, pixels, true), storedType, warning: null });
    default:
      return ok({
        values: rgbFromRgb(cells, pixels, planar, location.bitsStored),
        storedType,
        warning: colourWarning(location),
      });
  }
}

const colourWarning = (location: PixelLocation): string | null =>
  location.photometricInterpretation === 'RGB'
    ? null
    : `The colour space "${location.photometricInterpretation}" of ${nameOf(location)} was read as RGB.`;

export const unheldPixels = (location: PixelLocation): Failure =>
  failure(
    'unsupported',
    `${nameOf(location)} has ${location.samplesPerPixel} samples of ${location.bitsAllocated} bits a pixel: such pictures are not read.`,
  );
