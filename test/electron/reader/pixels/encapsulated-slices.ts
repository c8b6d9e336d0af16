/** Three small slices, coded and decoded in every lossless way, for tests of encapsulated pixels. */
import type { PixelLocation } from '../../../../electron/reader/pixel-location.ts';
import { CodecSet } from '../../../../electron/reader/pixels/codecs/codec-set.ts';
import { decodeFrame } from '../../../../electron/reader/pixels/decode-frame.ts';
import { bytesInMemory } from '../../../../electron/reader/pixels/pixel-bytes.ts';
import { sliceValues } from '../ct-file.ts';
import { type EncodedAs, encodeFrame } from '../encoded-slices.ts';
import { locationOf } from '../pixel-locations.ts';

export const codecs = new CodecSet();
export const ROWS = 64;
export const COLUMNS = 48;
export const SIZE = { rows: ROWS, columns: COLUMNS };

export const slices = [1, 2, 3].map((seed) => sliceValues(ROWS, COLUMNS, seed).map((value) => value - 1000));
export const [first] = slices as [Int16Array];

export async function decode(bytes: Uint8Array, differing: Partial<PixelLocation>, frameIndex = 0) {
  const location = locationOf(bytes, { ...SIZE, pixelRepresentation: 1, valueLength: null, ...differing });
  return decodeFrame(location, bytesInMemory(bytes), frameIndex, codecs);
}

export async function valuesOf(bytes: Uint8Array, differing: Partial<PixelLocation>, frameIndex = 0) {
  const decoded = await decode(bytes, differing, frameIndex);
  if (!decoded.ok) throw new Error(decoded.error.message);
  return decoded.value.values;
}

export async function failureOf(bytes: Uint8Array, differing: Partial<PixelLocation>, frameIndex = 0) {
  const decoded = await decode(bytes, differing, frameIndex);
  if (decoded.ok) throw new Error('It was decoded.');
  return decoded.error;
}

export const RLE = '1.2.840.10008.1.2.5';
const JPEG_LOSSLESS = '1.2.840.10008.1.2.4.70';
export const JPEG_LS = '1.2.840.10008.1.2.4.80';
export const JPEG_2000 = '1.2.840.10008.1.2.4.90';
const HTJ2K = '1.2.840.10008.1.2.4.201';
const JPEG_XL = '1.2.840.10008.1.2.4.110';

export const LOSSLESS: readonly (readonly [string, EncodedAs, string])[] = [
  ['RLE', 'encodeRle', RLE],
  ['JPEG lossless', 'encodeJpeg', JPEG_LOSSLESS],
  ['JPEG-LS', 'encodeJpegLs', JPEG_LS],
  ['JPEG 2000', 'encodeJpeg2000', JPEG_2000],
  ['HTJ2K', 'encodeHtJpeg2000', HTJ2K],
  ['JPEG XL', 'encodeJpegXl', JPEG_XL],
];

export const bytesOf = (values: Int16Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
export const encode = (as: EncodedAs, values: Int16Array) => encodeFrame(as, bytesOf(values), SIZE);
