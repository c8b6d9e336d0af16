/** The same slices in every compressed syntax that the packages at hand can write, and each codec's own time. */
import { createRequire } from 'node:module';
import { type CodecName, CodecSet } from '../../electron/reader/pixels/codecs/codec-set.ts';
import { COLUMNS, FRAME_BYTES, ROWS } from './series-folder.ts';

const require = createRequire(import.meta.url);

export type CodecSeries = {
  readonly name: string;
  readonly codec: CodecName;
  readonly transferSyntaxUID: string;
  readonly slices: readonly Uint8Array[];
};

type Encoder = 'encodeRle' | 'encodeJpeg' | 'encodeJpegLs' | 'encodeJpeg2000' | 'encodeHtJpeg2000';

const SYNTAXES: readonly {
  readonly name: string;
  readonly codec: CodecName;
  readonly uid: string;
  readonly encoder: Encoder;
}[] = [
  { name: 'RLE', codec: 'rle', uid: '1.2.840.10008.1.2.5', encoder: 'encodeRle' },
  { name: 'JPEG lossless', codec: 'jpeg-deep', uid: '1.2.840.10008.1.2.4.70', encoder: 'encodeJpeg' },
  { name: 'JPEG-LS', codec: 'jpeg-ls', uid: '1.2.840.10008.1.2.4.80', encoder: 'encodeJpegLs' },
  { name: 'HTJ2K', codec: 'htj2k', uid: '1.2.840.10008.1.2.4.201', encoder: 'encodeHtJpeg2000' },
  { name: 'JPEG 2000', codec: 'jpeg-2000', uid: '1.2.840.10008.1.2.4.90', encoder: 'encodeJpeg2000' },
];

const DESCRIPTION = {
  width: COLUMNS,
  height: ROWS,
  bitsAllocated: 16,
  bitsStored: 16,
  samplesPerPixel: 1,
  pixelRepresentation: 1,
  planarConfiguration: 0,
  photometricInterpretation: 'MONOCHROME2',
};

export async function compressedSlices(slices: readonly Uint8Array[]): Promise<readonly CodecSeries[]> {
  const { NativeCodecs, Context, log } = require('dcmjs-codecs');
  log.setLevel('silent');
  await NativeCodecs.initializeAsync({});
  return SYNTAXES.map(({ name, codec, uid, encoder }) => ({
    name,
    codec,
    transferSyntaxUID: uid,
    slices: slices.map((decodedBuffer) => {
      const context = new Context({ ...DESCRIPTION, decodedBuffer });
      return NativeCodecs[encoder](context, {}).getEncodedBuffer() as Uint8Array;
    }),
  }));
}

/** Milliseconds of processor time for one slice in one thread, the codec warm. */
export async function codecAloneMs({ codec, slices }: CodecSeries): Promise<number> {
  const loaded = await new CodecSet().get(codec);
  const request = {
    ...DESCRIPTION,
    columns: COLUMNS,
    rows: ROWS,
    pixelRepresentation: 1,
    planarConfiguration: 0,
  };
  const decodeAll = (): void => {
    for (const slice of slices) {
      const bytes = loaded.decode(slice, request as never, (samples) => samples.bytes.byteLength);
      if (bytes !== FRAME_BYTES) throw new Error(`${codec} gave ${bytes} bytes.`);
    }
  };
  decodeAll();
  decodeAll();
  const begin = process.cpuUsage();
  decodeAll();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000 / slices.length;
}
