/** A thread that decodes slices from memory and does nothing with them: a codec's own time, many threads at once. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CodecRequest } from '../../electron/reader/pixels/codecs/codec.ts';
import { type CodecName, CodecSet } from '../../electron/reader/pixels/codecs/codec-set.ts';

export type CodecThreadData = {
  readonly codec: CodecName;
  readonly slices: readonly Uint8Array[];
  readonly request: CodecRequest;
  /** Of each decoded slice, as a check. */
  readonly bytes: number;
};

const { codec, slices, request, bytes } = workerData as CodecThreadData;
const WARM_UP = 2;

async function main(): Promise<void> {
  const loaded = await new CodecSet().get(codec);
  const decode = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      const slice = slices[i % slices.length] as Uint8Array;
      const given = loaded.decode(slice, request, (samples) => samples.bytes.byteLength);
      if (given !== bytes) throw new Error(`${codec} gave ${given} bytes.`);
    }
  };
  decode(WARM_UP * slices.length);
  parentPort?.on('message', (count: number) => {
    decode(count);
    parentPort?.postMessage('done');
  });
  parentPort?.postMessage('ready');
}

void main();
