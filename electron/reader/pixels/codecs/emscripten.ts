/**
 * The WebAssembly codecs of @cornerstonejs: one decoder class each, all of the same shape. The .wasm file is read
 * here and handed over, so that neither a bundle nor an archive nor a working directory can hide it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  CodecError,
  type CodecRequest,
  type CodecSamples,
  type FrameCodec,
  type UseSamples,
} from './codec.ts';

const require = createRequire(import.meta.url);

type FrameInfo = {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
};

type Decoder = {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): FrameInfo;
  /** charls: 0 none (planes), 1 line, 2 sample. */
  getInterleaveMode?(): number;
  delete(): void;
};

type CodecModule = {
  readonly [name: string]: unknown;
  /** Present in some builds: the text behind a thrown C++ exception pointer. */
  getExceptionMessage?(pointer: number): [string, string] | string;
};

export type EmscriptenCodec = {
  readonly script: string;
  readonly wasm: string;
  readonly decoder: string;
  readonly turnsColourIntoRgb: boolean;
};

export const CHARLS: EmscriptenCodec = {
  script: '@cornerstonejs/codec-charls/decodewasmjs',
  wasm: '@cornerstonejs/codec-charls/decodewasm',
  decoder: 'JpegLSDecoder',
  turnsColourIntoRgb: false,
};
export const OPENJPEG: EmscriptenCodec = {
  script: '@cornerstonejs/codec-openjpeg/decodewasmjs',
  wasm: '@cornerstonejs/codec-openjpeg/decodewasm',
  decoder: 'J2KDecoder',
  turnsColourIntoRgb: true,
};
export const OPENJPH: EmscriptenCodec = {
  script: '@cornerstonejs/codec-openjph/wasmjs',
  wasm: '@cornerstonejs/codec-openjph/wasm',
  decoder: 'HTJ2KDecoder',
  turnsColourIntoRgb: true,
};
export const LIBJPEG_TURBO: EmscriptenCodec = {
  script: '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
  wasm: '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  decoder: 'JPEGDecoder',
  turnsColourIntoRgb: true,
};

export async function loadEmscriptenCodec(codec: EmscriptenCodec): Promise<FrameCodec> {
  const start = require(codec.script) as (options: object) => Promise<CodecModule>;
  // The codecs write progress and complaints to the console; failures come back as exceptions all the same.
  const quiet = (): void => undefined;
  const module = await start({
    wasmBinary: readFileSync(require.resolve(codec.wasm)),
    print: quiet,
    printErr: quiet,
  });
  const DecoderClass = module[codec.decoder] as new () => Decoder;
  return {
    decode<T>(encoded: Uint8Array, _request: CodecRequest, use: UseSamples<T>): T {
      const decoder = new DecoderClass();
      try {
        decoder.getEncodedBuffer(encoded.byteLength).set(encoded);
        decoder.decode();
        return use(samplesOf(decoder, codec));
      } catch (error) {
        throw error instanceof CodecError ? error : new CodecError(messageOf(module, error));
      } finally {
        decoder.delete();
      }
    },
  };
}

function samplesOf(decoder: Decoder, codec: EmscriptenCodec): CodecSamples {
  const info = decoder.getFrameInfo();
  const bytes = decoder.getDecodedBuffer();
  const components = info.componentCount;
  const bytesPerSample = info.bitsPerSample <= 8 ? 1 : info.bitsPerSample <= 16 ? 2 : 4;
  const needed = info.width * info.height * components * bytesPerSample;
  // Broken codestreams end here without an exception: the decoder says that it holds nothing.
  if (needed === 0 || bytes.byteLength < needed) throw new CodecError('it holds no whole picture');
  if (components !== 1 && components !== 3) throw new CodecError(`it holds ${components} components a pixel`);
  return {
    bytes: bytes.subarray(0, needed),
    columns: info.width,
    rows: info.height,
    components,
    bitsPerSample: info.bitsPerSample,
    bytesPerSample,
    signed: info.isSigned ?? null,
    planar: components === 3 && decoder.getInterleaveMode?.() === 0,
    isRgb: components === 3 && codec.turnsColourIntoRgb,
  };
}

/** C++ exceptions arrive as pointers, aborts as errors. */
function messageOf(module: CodecModule, error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === 'number' && module.getExceptionMessage !== undefined) {
    const message = module.getExceptionMessage(error);
    return typeof message === 'string' ? message : message.filter((part) => part !== '').join(': ');
  }
  return 'the decoder gave up';
}
