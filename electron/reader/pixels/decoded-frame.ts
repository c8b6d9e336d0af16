/** Raw samples of one frame, native or from a codec, to the stored values that the stack holds. */
import { type StoredValues, storedView } from '../../../annotations/image/frame-pixels.ts';
import { BYTES_PER_PIXEL, type StoredType } from '../../../annotations/image/hierarchy.ts';
import type { Failure, Result } from '../../../annotations/result.ts';
import type { ModalityLut, PixelLocation } from '../pixel-location.ts';
import type { CodecSamples } from './codecs/codec.ts';
import { rgbFromPalette, rgbFromRgb, rgbFromYbrFull } from './colour.ts';
import type { FrameMemory } from './frame-memory.ts';
import { nameOf } from './pixel-bytes.ts';
import { cutToStoredBits } from './stored-bits.ts';
import { storedTypeOf } from './stored-type.ts';

export type DecodedFrame = {
  readonly values: StoredValues;
  readonly storedType: StoredType;
  /** A sentence for the reader, or null. */
  readonly warning: string | null;
};

/** The failure's message is a sentence that names the file. */
export type DecodeResult = Result<DecodedFrame, Failure>;

export const bytesOf = (values: StoredValues): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** The type of the grey values before a palette or a modality LUT has replaced them. */
export function greyTypeOf(location: PixelLocation): StoredType | null {
  return storedTypeOf({
    ...location,
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    modalityLut: null,
  });
}

/** Applies what the header says stands between grey cells and what the stack holds. */
export function greyToStored(
  location: PixelLocation,
  grey: StoredValues,
  storedType: StoredType,
  warning: string | null,
): DecodedFrame {
  const pixels = location.rows * location.columns;
  if (location.palette !== null && storedType === 'rgb8') {
    return { values: rgbFromPalette(grey, pixels, location.palette), storedType, warning };
  }
  if (location.modalityLut !== null) {
    return { values: throughLut(grey, location.modalityLut), storedType, warning };
  }
  return { values: grey, storedType, warning };
}

/** Values outside of the table take its first or last entry (PS3.3 C.11.1.1). */
function throughLut(grey: StoredValues, { firstMapped, values }: ModalityLut): StoredValues {
  const out = values instanceof Int16Array ? new Int16Array(grey.length) : new Uint16Array(grey.length);
  const last = values.length - 1;
  for (let i = 0; i < grey.length; i += 1) {
    const entry = (grey[i] as number) - firstMapped;
    out[i] = values[entry < 0 ? 0 : entry > last ? last : entry] as number;
  }
  return out;
}

/** Null when the codec's samples are wider than the header's cells: they cannot be what the header describes. */
export function greyFromCodec(
  location: PixelLocation,
  samples: CodecSamples,
  greyType: StoredType,
  memory: FrameMemory,
): { readonly grey: StoredValues; readonly warning: string | null } | null {
  const pixels = samples.columns * samples.rows;
  const cell = BYTES_PER_PIXEL[greyType];
  if (samples.bytesPerSample > cell) return null;
  const grey = storedView(greyType, memory.frame(pixels * cell), 0, pixels);
  if (samples.bytesPerSample === cell) {
    bytesOf(grey).set(samples.bytes.subarray(0, grey.byteLength));
  } else {
    const narrow = narrowView(samples, pixels);
    for (let i = 0; i < pixels; i += 1) grey[i] = narrow[i] as number;
  }
  return { grey, warning: cutCodecBits(location, samples, grey) };
}

function narrowView(samples: CodecSamples, pixels: number): StoredValues {
  const type: StoredType =
    samples.bytesPerSample === 1
      ? samples.signed === true
        ? 'int8'
        : 'uint8'
      : samples.signed === true
        ? 'int16'
        : 'uint16';
  // A copy: the codec's memory need not be aligned.
  return storedView(type, samples.bytes.slice().buffer, 0, pixels);
}

/**
 * The header's BitsStored and PixelRepresentation decide; where the codestream says otherwise, the reader is told.
 * Values below zero that were coded as unsigned come back through two's complement of BitsStored bits.
 */
function cutCodecBits(location: PixelLocation, samples: CodecSamples, grey: StoredValues): string | null {
  const signed = location.pixelRepresentation === 1;
  const { bitsStored } = location;
  const cellBits = grey.BYTES_PER_ELEMENT * 8;
  const warnings: string[] = [];
  if (samples.signed !== null && samples.signed !== signed) {
    const says = (isSigned: boolean): string => (isSigned ? 'signed' : 'unsigned');
    warnings.push(
      `The header of ${nameOf(location)} says ${says(signed)} values, its compressed picture says ${says(samples.signed)}: the header was followed.`,
    );
  }
  if (samples.bitsPerSample > bitsStored && exceeds(grey, bitsStored, signed)) {
    warnings.push(
      `The header of ${nameOf(location)} says ${bitsStored} bits, its compressed picture holds ${samples.bitsPerSample}: bits beyond the header's were cut off.`,
    );
  }
  cutToStoredBits(grey, { bitsAllocated: cellBits, bitsStored, highBit: bitsStored - 1 });
  return warnings.length === 0 ? null : warnings.join(' ');
}

function exceeds(values: StoredValues, bits: number, signed: boolean): boolean {
  const high = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const low = signed ? -(2 ** (bits - 1)) : 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < low || value > high) return true;
  }
  return false;
}

/** Colour from a codec; `isYbr` where its samples are still YCbCr. */
export function rgbFromCodec(location: PixelLocation, samples: CodecSamples, isYbr: boolean): Uint8Array {
  const pixels = samples.columns * samples.rows;
  const wide =
    samples.bytesPerSample === 1
      ? samples.bytes
      : samples.bytesPerSample === 2
        ? new Uint16Array(samples.bytes.slice().buffer)
        : new Uint32Array(samples.bytes.slice().buffer);
  const bits = samples.bytesPerSample === 1 ? 8 : location.bitsStored;
  return isYbr
    ? rgbFromYbrFull(wide, pixels, samples.planar)
    : rgbFromRgb(wide, pixels, samples.planar, bits);
}
