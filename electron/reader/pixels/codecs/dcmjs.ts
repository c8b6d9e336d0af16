/**
 * The codecs of dcmjs-codecs: RLE, the JPEG family with 12 and 16 bits and lossless, JPEG XL. One WebAssembly instance serves
 * all of them.
 */
import { createRequire } from 'node:module';
import { CodecError, type CodecRequest, type FrameCodec, type UseSamples } from './codec.ts';

const require = createRequire(import.meta.url);

type Context = {
  getWidth(): number;
  getHeight(): number;
  getBitsAllocated(): number;
  getBitsStored(): number;
  getSamplesPerPixel(): number;
  getPlanarConfiguration(): number;
  getPhotometricInterpretation(): string;
  getDecodedBuffer(): Uint8Array;
};

type DecodeName = 'decodeRle' | 'decodeJpeg' | 'decodeJpegXl';

type Package = {
  readonly Context: new (attributes: object) => Context;
  readonly NativeCodecs: {
    initializeAsync(options: object): Promise<void>;
  } & { readonly [K in DecodeName]: (context: Context, parameters?: object) => Context };
  readonly log: { setLevel(level: string): void };
};

export async function loadDcmjsCodec(name: DecodeName): Promise<FrameCodec> {
  const codecs = require('dcmjs-codecs') as Package;
  codecs.log.setLevel('silent');
  await codecs.NativeCodecs.initializeAsync({});
  return {
    decode<T>(encoded: Uint8Array, request: CodecRequest, use: UseSamples<T>): T {
      let decoded: Context;
      try {
        decoded = codecs.NativeCodecs[name](
          new codecs.Context({
            width: request.columns,
            height: request.rows,
            bitsAllocated: request.bitsAllocated,
            bitsStored: request.bitsStored,
            samplesPerPixel: request.samplesPerPixel,
            pixelRepresentation: request.pixelRepresentation,
            planarConfiguration: request.planarConfiguration,
            photometricInterpretation: request.photometricInterpretation,
            encodedBuffer: encoded,
          }),
        );
      } catch (error) {
        // "JpegDecoder16::ErrorExit::Bogus Huffman table definition"
        const said = error instanceof Error ? error.message.replace(/^(\w+::)+/, '') : 'the decoder gave up';
        throw new CodecError(said);
      }
      const components = decoded.getSamplesPerPixel();
      const bits = decoded.getBitsAllocated();
      if ((components !== 1 && components !== 3) || (bits !== 8 && bits !== 16 && bits !== 32)) {
        throw new CodecError(`it holds ${components} components of ${bits} bits`);
      }
      const [columns, rows] = [decoded.getWidth(), decoded.getHeight()];
      return use({
        bytes: decoded.getDecodedBuffer(),
        columns,
        rows,
        components,
        bitsPerSample: decoded.getBitsStored(),
        bytesPerSample: (bits / 8) as 1 | 2 | 4,
        signed: null,
        planar: components === 3 && decoded.getPlanarConfiguration() === 1,
        isRgb: components === 3 && decoded.getPhotometricInterpretation() === 'RGB',
      });
    },
  };
}
