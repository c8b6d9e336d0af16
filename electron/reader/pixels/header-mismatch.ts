/**
 * What a compressed frame says of itself against what the header says, before a decoder and its memory are asked.
 * Each function gives the sentence that refuses the frame, or null.
 */
import { type Failure, failure } from '../../../annotations/result.ts';
import type { PixelLocation } from '../pixel-location.ts';
import type { Codestream } from './codestream.ts';
import { nameOf } from './pixel-bytes.ts';
import { rleProblem } from './rle-segments.ts';
import type { Codec } from './transfer-syntax.ts';

export function rleMismatch(location: PixelLocation, encoded: Uint8Array): Failure | null {
  const segments = location.samplesPerPixel * Math.ceil(location.bitsAllocated / 8);
  const problem = rleProblem(encoded, segments, location.rows * location.columns);
  return problem === null
    ? null
    : failure('corrupt', `The RLE picture in ${nameOf(location)} is damaged: ${problem}.`);
}

/**
 * Without their end marker libjpeg and OpenJPH fill up what is missing without a word, and charls may take a minute to
 * find out; OpenJPEG and libjxl notice by themselves.
 */
const needsItsEnd = (stream: Codestream): boolean => stream.kind !== 'jpeg-2000' && stream.kind !== 'jpeg-xl';

const FAMILY: { readonly [K in Codestream['kind']]: string } = {
  jpeg: 'JPEG',
  'jpeg-ls': 'JPEG-LS',
  'jpeg-2000': 'JPEG 2000',
  htj2k: 'HTJ2K',
  'jpeg-xl': 'JPEG XL',
};

export function codestreamMismatch(
  location: PixelLocation,
  codec: Codec,
  codecName: string,
  stream: Codestream | null,
): Failure | null {
  const name = nameOf(location);
  if (stream === null) {
    return failure(
      'wrong-syntax',
      `${name} says that its picture is compressed as ${codecName}, but no such picture begins in its pixel data.`,
    );
  }
  if (stream.kind !== codec) {
    return failure(
      'wrong-syntax',
      `${name} says that its picture is compressed as ${codecName}, but it is a ${FAMILY[stream.kind]} picture.`,
    );
  }
  if (stream.columns !== location.columns || stream.rows !== location.rows) {
    return failure(
      'corrupt',
      `${name} announces ${location.columns} × ${location.rows} pixels, but its compressed picture has ${stream.columns} × ${stream.rows}.`,
    );
  }
  if (stream.components !== location.samplesPerPixel) {
    return failure(
      'corrupt',
      `${name} announces ${location.samplesPerPixel} samples a pixel, but its compressed picture has ${stream.components}.`,
    );
  }
  if (stream.bitsPerSample > (location.bitsAllocated <= 8 ? 8 : location.bitsAllocated)) {
    return failure(
      'corrupt',
      `${name} announces ${location.bitsAllocated} bits a sample, but its compressed picture has ${stream.bitsPerSample}.`,
    );
  }
  if (!stream.ends && needsItsEnd(stream)) {
    return failure('truncated', `The compressed picture in ${name} is cut short: its end marker is missing.`);
  }
  return null;
}
