/** Stacks of real files and a frame service for each window that asks; importing this sets the hooks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { FrameRef } from '../../../annotations/image/hierarchy.ts';
import type { FromReader } from '../../../electron/contract.ts';
import { type FrameCatalog, FrameService } from '../../../electron/reader/frame-service.ts';
import { WorkerPool } from '../../../electron/reader/pixels/worker-pool.ts';
import { bundledWorkers } from './bundled-workers.ts';
import { sliceValues } from './ct-file.ts';
import { encodeFrame } from './encoded-slices.ts';
import { encapsulated } from './pixel-locations.ts';
import { type StackOfFiles, stackOfFiles } from './stack-of-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-service-'));
const SIZE = { rows: 256, columns: 256 };
export const slice = (index: number): Uint8Array => new Uint8Array(sliceValues(256, 256, index + 1).buffer);

export let workerFile = '';
export let plain: StackOfFiles;
export let other: StackOfFiles;
export let packed: StackOfFiles;
export let large: StackOfFiles;
export const open: { pool: WorkerPool; service: FrameService }[] = [];

beforeAll(async () => {
  workerFile = (await bundledWorkers()).workerFile;
  plain = stackOfFiles(folder, 'plain', 80, SIZE, slice);
  large = stackOfFiles(folder, 'large', 40, { rows: 1024, columns: 512 }, () => new Uint8Array(2 ** 20));
  other = stackOfFiles(folder, 'other', 80, SIZE, (i) => slice(i + 100));
  const encoded = await Promise.all(
    Array.from({ length: 12 }, async (_, i) =>
      encapsulated([await encodeFrame('encodeJpegLs', slice(i), SIZE)]),
    ),
  );
  packed = stackOfFiles(folder, 'jpegls', 12, SIZE, (i) => encoded[i] as Uint8Array, {
    transferSyntaxUID: '1.2.840.10008.1.2.4.80',
    valueLength: null,
  });
});
afterEach(() => {
  for (const { pool, service } of open.splice(0)) {
    service.reset();
    pool.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Frames = Extract<FromReader, { type: 'frames' }>;

/** A window that acknowledges at once, unless it is told to hold back. */
export function serve(catalog: FrameCatalog, options: { readonly acknowledges?: boolean } = {}) {
  const messages: FromReader[] = [];
  const pool = new WorkerPool({ workerFile, size: 2 });
  const service: FrameService = new FrameService({
    catalog,
    pool,
    post: (message) => {
      messages.push(message);
      if (message.type === 'frames' && options.acknowledges !== false) {
        setImmediate(() => service.acknowledge(message.buffer.byteLength));
      }
    },
  });
  open.push({ pool, service });
  const batches = (): Frames[] => messages.filter((message): message is Frames => message.type === 'frames');
  const received = (): FrameRef[] => batches().flatMap((message) => message.frames.map(({ ref }) => ref));
  /** Until nothing has come for a while. */
  const quiet = async (): Promise<void> => {
    let before = -1;
    while (before !== messages.length) {
      before = messages.length;
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
  };
  return { service, messages, batches, received, quiet };
}

export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('It did not happen within 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
