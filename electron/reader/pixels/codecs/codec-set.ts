/**
 * The codecs of one thread, each loaded when it is first wanted. A codec that has thrown is thrown away: its memory
 * may be in any state, and a fresh instance costs about 10 ms.
 */
import type { FrameCodec } from './codec.ts';
import { loadDcmjsCodec } from './dcmjs.ts';
import { CHARLS, LIBJPEG_TURBO, loadEmscriptenCodec, OPENJPEG, OPENJPH } from './emscripten.ts';

/** `jpeg-8bit` is lossy with 8 bits; `jpeg-deep` is lossless, or lossy with 12 bits. docs/decisions/codecs.md */
export type CodecName = 'rle' | 'jpeg-8bit' | 'jpeg-deep' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'jpeg-xl';

const LOADERS: { readonly [N in CodecName]: () => Promise<FrameCodec> } = {
  rle: () => loadDcmjsCodec('decodeRle'),
  'jpeg-8bit': () => loadEmscriptenCodec(LIBJPEG_TURBO),
  'jpeg-deep': () => loadDcmjsCodec('decodeJpeg'),
  'jpeg-ls': () => loadEmscriptenCodec(CHARLS),
  'jpeg-2000': () => loadEmscriptenCodec(OPENJPEG),
  htj2k: () => loadEmscriptenCodec(OPENJPH),
  'jpeg-xl': () => loadDcmjsCodec('decodeJpegXl'),
};

export class CodecSet {
  readonly #loaded = new Map<CodecName, Promise<FrameCodec>>();

  get(name: CodecName): Promise<FrameCodec> {
    const loaded = this.#loaded.get(name) ?? LOADERS[name]();
    this.#loaded.set(name, loaded);
    return loaded;
  }

  discard(name: CodecName): void {
    this.#loaded.delete(name);
  }
}
