/** What every codec gives: decoded samples as they stand in its own memory, to be copied out before it lets go. */

export type CodecSamples = {
  /** Little endian, row by row. A view into the codec's memory, gone after `use` returns. */
  readonly bytes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  readonly components: 1 | 3;
  /** As the codestream says. */
  readonly bitsPerSample: number;
  readonly bytesPerSample: 1 | 2 | 4;
  /** As the codestream says; null where it cannot say. */
  readonly signed: boolean | null;
  /** R…G…B… instead of RGBRGB…. */
  readonly planar: boolean;
  /** Colour has been converted to RGB already. */
  readonly isRgb: boolean;
};

/** What a codec must know of the header. */
export type CodecRequest = {
  readonly columns: number;
  readonly rows: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly samplesPerPixel: number;
  readonly pixelRepresentation: 0 | 1;
  readonly planarConfiguration: 0 | 1;
  readonly photometricInterpretation: string;
};

export type UseSamples<T> = (samples: CodecSamples) => T;

export interface FrameCodec {
  /** Throws what the codec throws; the codec is not to be used again after that. */
  decode<T>(encoded: Uint8Array, request: CodecRequest, use: UseSamples<T>): T;
}

/** The codec was given bytes that it cannot decode; `message` says what it said. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
}
