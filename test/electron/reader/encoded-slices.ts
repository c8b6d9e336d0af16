/** Compressed frames for tests, written by dcmjs-codecs. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export type EncodedAs =
  | 'encodeRle'
  | 'encodeJpeg'
  | 'encodeJpegLs'
  | 'encodeJpeg2000'
  | 'encodeHtJpeg2000'
  | 'encodeJpegXl';

export type EncodeOptions = {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated?: number;
  readonly bitsStored?: number;
  readonly samplesPerPixel?: number;
  readonly pixelRepresentation?: 0 | 1;
  readonly photometricInterpretation?: string;
};

export async function encodeFrame(
  as: EncodedAs,
  pixels: Uint8Array,
  options: EncodeOptions,
  parameters: object = {},
): Promise<Uint8Array> {
  const { NativeCodecs, Context, log } = require('dcmjs-codecs');
  log.setLevel('silent');
  if (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync({});
  const bitsAllocated = options.bitsAllocated ?? 16;
  const context = new Context({
    width: options.columns,
    height: options.rows,
    bitsAllocated,
    bitsStored: options.bitsStored ?? bitsAllocated,
    samplesPerPixel: options.samplesPerPixel ?? 1,
    pixelRepresentation: options.pixelRepresentation ?? 1,
    planarConfiguration: 0,
    photometricInterpretation: options.photometricInterpretation ?? 'MONOCHROME2',
    decodedBuffer: pixels,
  });
  const encoded = NativeCodecs[as](context, parameters).getEncodedBuffer() as Uint8Array;
  // Fragments have an even length (PS3.5 A.4).
  return encoded.length % 2 === 0 ? encoded : Buffer.concat([encoded, Uint8Array.of(0)]);
}
