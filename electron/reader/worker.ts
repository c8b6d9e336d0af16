/** A decoding thread: one frame after the other, each answer transferred, not copied. */
import { parentPort } from 'node:worker_threads';
import { failure } from '../../annotations/result.ts';
import type { PixelLocation } from './pixel-location.ts';
import { FrameDecoder } from './pixels/frame-decoder.ts';
import { nameOf } from './pixels/pixel-bytes.ts';
import type { DecodeJob, FromWorker, ToWorker } from './pixels/worker-messages.ts';

if (parentPort === null) throw new Error('The decoding worker runs in a worker thread only.');
const port = parentPort;
const decoder = new FrameDecoder();
const locations = new Map<number, PixelLocation>();
let queue = Promise.resolve();

port.on('message', (message: ToWorker) => {
  if ('prepare' in message) queue = queue.then(() => decoder.prepare(message.prepare));
  else if ('forget' in message) queue = queue.then(forget);
  else queue = queue.then(() => run(message));
});
port.postMessage({ type: 'ready' } satisfies FromWorker);

function forget(): void {
  locations.clear();
  decoder.forget();
}

async function run({ id, locationKey, location, frameIndex, spare }: DecodeJob): Promise<void> {
  if (location !== null) locations.set(locationKey, location);
  const known = locations.get(locationKey);
  if (known === undefined) throw new Error(`Job ${id} names a location that was never sent.`);
  try {
    const decoded = await decoder.decode(known, frameIndex, spare);
    if (!decoded.ok)
      return port.postMessage({ type: 'failed', id, failure: decoded.error } satisfies FromWorker);
    const { values, storedType, warning } = decoded.value;
    const whole = values.byteLength === values.buffer.byteLength ? values : values.slice();
    const buffer = whole.buffer as ArrayBuffer;
    port.postMessage({ type: 'decoded', id, storedType, buffer, warning } satisfies FromWorker, [buffer]);
  } catch (error) {
    // A bug, or memory that ran out: this frame is refused, the others go on.
    const cause = error instanceof Error ? error.message : String(error);
    const message = `${nameOf(known)} cannot be decoded: ${cause}.`;
    port.postMessage({ type: 'failed', id, failure: failure('crashed', message) } satisfies FromWorker);
  }
}
