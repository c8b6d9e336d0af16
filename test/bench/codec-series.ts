/** The same slices in every compressed syntax that the packages at hand can write, and each codec's own time. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CodecRequest } from '../../electron/reader/pixels/codecs/codec.ts';
import type { CodecName } from '../../electron/reader/pixels/codecs/codec-set.ts';
import type { CodecThreadData } from './codec-thread.ts';
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

export type CodecTime = { readonly wallMs: number; readonly cpuMs: number };

/** The codec alone, warm, in as many threads as there are cores, all at once: no files, no transport, nothing kept. */
export class CodecThreads {
  readonly #threads: readonly Worker[];

  private constructor(threads: readonly Worker[]) {
    this.#threads = threads;
  }

  /** `file`: `codec-thread.ts`, bundled. */
  static async start(file: string, { codec, slices }: CodecSeries): Promise<CodecThreads> {
    const request: CodecRequest = {
      ...DESCRIPTION,
      columns: COLUMNS,
      rows: ROWS,
      pixelRepresentation: 1,
      planarConfiguration: 0,
    };
    const workerData: CodecThreadData = { codec, slices, request, bytes: FRAME_BYTES };
    const threads = Array.from({ length: availableParallelism() }, () => new Worker(file, { workerData }));
    await Promise.all(threads.map(answer));
    return new CodecThreads(threads);
  }

  async decode(slices: number): Promise<CodecTime> {
    const cpu = process.cpuUsage();
    const begin = performance.now();
    await Promise.all(
      this.#threads.map((thread, i) => {
        const done = answer(thread);
        thread.postMessage(Math.floor((slices + i) / this.#threads.length));
        return done;
      }),
    );
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs: performance.now() - begin, cpuMs: (user + system) / 1000 };
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

const answer = (thread: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('message', () => {
      thread.off('error', reject);
      resolve();
    });
  });
