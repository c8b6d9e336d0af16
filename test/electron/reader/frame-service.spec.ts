import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asStackId, asUid, type SOPInstanceUID } from '../../../annotations/ids.ts';
import { type FrameRef, frameKey } from '../../../annotations/image/hierarchy.ts';
import type { FromReader } from '../../../electron/contract.ts';
import {
  type FrameCatalog,
  FrameService,
  MAX_IN_FLIGHT_BYTES,
} from '../../../electron/reader/frame-service.ts';
import { BATCH_BYTES } from '../../../electron/reader/outgoing-frames.ts';
import { WorkerPool } from '../../../electron/reader/pixels/worker-pool.ts';
import { bundledWorkers } from './bundled-workers.ts';
import { sliceValues } from './ct-file.ts';
import { encodeFrame } from './encoded-slices.ts';
import { encapsulated } from './pixel-locations.ts';
import { catalogOf, type StackOfFiles, stackOfFiles } from './stack-of-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-service-'));
const SIZE = { rows: 256, columns: 256 };
const slice = (index: number): Uint8Array => new Uint8Array(sliceValues(256, 256, index + 1).buffer);

let workerFile = '';
let plain: StackOfFiles;
let other: StackOfFiles;
let packed: StackOfFiles;
let large: StackOfFiles;
const open: { pool: WorkerPool; service: FrameService }[] = [];

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
function serve(catalog: FrameCatalog, options: { readonly acknowledges?: boolean } = {}) {
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

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('It did not happen within 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('the frame service', () => {
  it('sends the first frame alone, then batches that grow to about 4 MB, every byte as in the file', async () => {
    const { service, batches, received } = serve(catalogOf(plain));
    service.want(plain.stack.id, plain.refs);
    await until(() => received().length === 80);
    const sizes = batches().map((batch) => batch.frames.length);
    expect(sizes.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(Math.max(...batches().map((batch) => batch.buffer.byteLength))).toBeLessThanOrEqual(BATCH_BYTES);
    for (const { buffer, frames } of batches()) {
      for (const { ref, byteOffset, byteLength } of frames) {
        const index = plain.refs.findIndex((known) => frameKey(known) === frameKey(ref));
        expect(Buffer.from(buffer, byteOffset, byteLength).equals(Buffer.from(slice(index)))).toBe(true);
      }
    }
  });

  it('keeps to the order of the wish', async () => {
    const { service, received } = serve(catalogOf(plain));
    const order = [...plain.refs].reverse();
    service.want(plain.stack.id, order);
    await until(() => received().length === 80);
    expect(received()).toEqual(order);
  });

  it('sends no more than a window that does not answer can take, and goes on when it answers', async () => {
    const { service, batches, received, quiet } = serve(catalogOf(large), { acknowledges: false });
    service.want(large.stack.id, large.refs);
    await quiet();
    const sent = batches().reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    expect(sent).toBeGreaterThan(MAX_IN_FLIGHT_BYTES / 2);
    expect(sent).toBeLessThanOrEqual(MAX_IN_FLIGHT_BYTES + 2 * BATCH_BYTES);
    let acknowledged = 0;
    await until(() => {
      const message = batches()[acknowledged];
      if (message !== undefined) {
        acknowledged += 1;
        service.acknowledge(message.buffer.byteLength);
      }
      return received().length === 40;
    });
  });

  it('puts a new wish before what is left of the old one, and drops what is no longer wished for', async () => {
    const { service, batches, received, quiet } = serve(catalogOf(large), { acknowledges: false });
    service.want(large.stack.id, large.refs);
    await quiet();
    const before = received().length;
    const wish = large.refs.slice(38);
    service.want(large.stack.id, wish);
    await quiet();
    for (const { buffer } of batches()) service.acknowledge(buffer.byteLength);
    await quiet();
    // The window was full, so nothing was being read for the old wish when the new one came.
    expect(received().slice(before)).toEqual(wish);
  });

  it('does not send twice what is on its way', async () => {
    const { service, received, quiet } = serve(catalogOf(plain), { acknowledges: false });
    service.want(plain.stack.id, plain.refs.slice(0, 10));
    await until(() => received().length === 10);
    service.want(plain.stack.id, plain.refs.slice(0, 12));
    await quiet();
    expect(received().map(frameKey).sort()).toEqual(plain.refs.slice(0, 12).map(frameKey).sort());
  });

  it('serves two stacks side by side', async () => {
    const { service, received } = serve(catalogOf(plain, other));
    service.want(plain.stack.id, plain.refs);
    service.want(other.stack.id, other.refs);
    await until(() => received().length === 160);
    expect(new Set(received().map(frameKey)).size).toBe(160);
  });

  it('decodes in threads, each frame once, and says what cannot be decoded', async () => {
    const unknown: FrameRef = { sopInstanceUID: asUid<SOPInstanceUID>('9.9'), frameNumber: 1 };
    const { service, messages, batches, received } = serve(catalogOf(packed));
    service.want(packed.stack.id, [unknown, ...packed.refs]);
    await until(() => received().length === 12);
    for (const { buffer, frames } of batches()) {
      for (const { ref, byteOffset, byteLength } of frames) {
        const index = packed.refs.findIndex((known) => frameKey(known) === frameKey(ref));
        expect(Buffer.from(buffer, byteOffset, byteLength).equals(Buffer.from(slice(index)))).toBe(true);
      }
    }
    expect(messages).toContainEqual({
      type: 'frame.failed',
      stackId: packed.stack.id,
      ref: unknown,
      message: 'The frame is not part of the open case.',
    });
  });

  it('uses memory again where the port copies, and no frame shows in another', async () => {
    const received: { readonly key: string; readonly bytes: Buffer }[] = [];
    const buffers: ArrayBuffer[] = [];
    const pool = new WorkerPool({ workerFile, size: 2 });
    const service: FrameService = new FrameService({
      catalog: catalogOf(packed, plain),
      pool,
      portCopies: true,
      post: (message) => {
        if (message.type !== 'frames') return;
        buffers.push(message.buffer);
        // What the port does before it returns: afterwards the buffer is the reader's again.
        for (const { ref, byteOffset, byteLength } of message.frames) {
          const bytes = Buffer.from(Buffer.from(message.buffer, byteOffset, byteLength));
          received.push({ key: frameKey(ref), bytes });
        }
        setImmediate(() => service.acknowledge(message.buffer.byteLength));
      },
    });
    open.push({ pool, service });
    for (let round = 1; round <= 4; round += 1) {
      service.want(packed.stack.id, packed.refs);
      await until(() => received.length === round * 12 + (round - 1) * 20);
      service.want(plain.stack.id, plain.refs.slice(0, 20));
      await until(() => received.length === round * 32);
      service.drop(packed.stack.id);
      service.drop(plain.stack.id);
    }
    for (const { key, bytes } of received) {
      const index = [packed, plain].map(({ refs }) => refs.findIndex((ref) => frameKey(ref) === key));
      expect(bytes.equals(Buffer.from(slice(Math.max(...index))))).toBe(true);
    }
    expect(new Set(buffers).size).toBeLessThan(buffers.length);
  });

  it('serves only what somebody waits for while a scan has just begun, and the rest after', async () => {
    let justOpened = true;
    const inner = catalogOf(plain);
    const { service, received, quiet } = serve({
      ...inner,
      get justOpened() {
        return justOpened;
      },
    });
    service.want(plain.stack.id, plain.refs.slice(0, 6));
    await quiet();
    expect(received()).toEqual([plain.refs[0]]);
    justOpened = false;
    service.catalogChanged();
    await quiet();
    expect(received()).toEqual(plain.refs.slice(0, 6));
  });

  it('waits for a stack that the scan has yet to find', async () => {
    let growing = true;
    const inner = catalogOf(plain);
    const catalog: FrameCatalog = {
      get growing() {
        return growing;
      },
      justOpened: false,
      stack: (id) => (growing ? null : inner.stack(id)),
      locate: (ref) => (growing ? null : inner.locate(ref)),
    };
    const { service, messages, received, quiet } = serve(catalog);
    service.want(plain.stack.id, plain.refs.slice(0, 3));
    await quiet();
    expect(messages).toEqual([]);
    growing = false;
    service.catalogChanged();
    await until(() => received().length === 3);
  });

  it('makes the thumbnail of a frame that passes, and decodes none for it', async () => {
    const { service, messages, received } = serve(catalogOf(packed));
    service.want(packed.stack.id, packed.refs);
    await until(() => received().length === 12);
    service.wantThumbnail(packed.stack.id);
    const thumbnail = messages.find((message) => message.type === 'thumbnail');
    expect(thumbnail).toMatchObject({ stackId: packed.stack.id, width: 96, height: 96 });
  });

  it('keeps what it decoded for a thumbnail for the frame itself', async () => {
    const { service, messages, received } = serve(catalogOf(packed));
    service.wantThumbnail(packed.stack.id);
    await until(() => messages.some((message) => message.type === 'thumbnail'));
    const middle = packed.refs[6] as FrameRef;
    const pool = open[0]?.pool as WorkerPool;
    pool.decode = () => {
      throw new Error('It was decoded a second time.');
    };
    service.want(packed.stack.id, [middle]);
    await until(() => received().length === 1);
    expect(received()).toEqual([middle]);
  });

  /** How often each file was decoded, from now on. */
  function decodings(pool: WorkerPool): Map<string, number> {
    const counts = new Map<string, number>();
    const decode = pool.decode.bind(pool);
    pool.decode = (location, frameIndex) => {
      counts.set(location.file, (counts.get(location.file) ?? 0) + 1);
      return decode(location, frameIndex);
    };
    return counts;
  }

  it.each(['before', 'after', 'with'] as const)(
    'decodes each frame once when its thumbnail is wished for %s it',
    async (when) => {
      const { service, messages, received } = serve(catalogOf(packed));
      const counts = decodings(open[0]?.pool as WorkerPool);
      const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
      const middle = packed.refs[6] as FrameRef;
      const wish = [middle, ...packed.refs.filter((ref) => ref !== middle)];
      if (when !== 'after') service.wantThumbnail(packed.stack.id);
      if (when === 'before') await turn();
      service.want(packed.stack.id, wish);
      if (when === 'after') {
        await turn();
        service.wantThumbnail(packed.stack.id);
      }
      await until(() => received().length === 12);
      await until(() => messages.some((message) => message.type === 'thumbnail'));
      expect([...counts.values()]).toEqual(new Array(12).fill(1));
      expect(new Set(received().map(frameKey)).size).toBe(12);
    },
  );

  it('decodes what somebody waits for before any thumbnail, and thumbnails before the end of a long series', async () => {
    const second = { ...packed, stack: { ...packed.stack, id: asStackId('second') } };
    const { service, messages } = serve(catalogOf(packed, second));
    const pool = open[0]?.pool as WorkerPool;
    const order: string[] = [];
    const decode = pool.decode.bind(pool);
    pool.decode = (location, frameIndex) => {
      order.push(location.file);
      return decode(location, frameIndex);
    };
    service.wantThumbnail(second.stack.id);
    service.want(packed.stack.id, packed.refs);
    const thumbnailAt = (): number => messages.findIndex((message) => message.type === 'thumbnail');
    await until(
      () => messages.filter((message) => message.type === 'frames').length > 0 && thumbnailAt() >= 0,
    );
    await until(() => order.length >= 12);
    expect(order[0]).toMatch(/slice-0$/);
    expect(order.slice(0, 4).some((file) => file.endsWith('slice-6'))).toBe(true);
    service.drop(packed.stack.id);
  });

  it('forgets a window that has gone', async () => {
    const { service, received, quiet } = serve(catalogOf(plain), { acknowledges: false });
    service.want(plain.stack.id, plain.refs);
    await until(() => received().length > 10);
    service.reset();
    const before = received().length;
    await quiet();
    expect(received().length).toBe(before);
    service.want(plain.stack.id, plain.refs.slice(0, 1));
    await until(() => received().length === before + 1);
  });

  it('has nothing to do with stacks of other cases', async () => {
    const { service, messages, quiet } = serve(catalogOf(plain));
    service.want(asStackId('nobody'), plain.refs.slice(0, 1));
    service.wantThumbnail(asStackId('nobody'));
    await quiet();
    expect(messages.map((message) => message.type)).toEqual(['frame.failed']);
  });
});
