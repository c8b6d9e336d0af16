import { describe, expect, it } from 'vitest';
import { asStackId, asUid, type SOPInstanceUID } from '../../../annotations/ids.ts';
import { type FrameRef, frameKey } from '../../../annotations/image/hierarchy.ts';
import {
  type FrameCatalog,
  FrameService,
  MAX_IN_FLIGHT_BYTES,
} from '../../../electron/reader/frame-service.ts';
import { BATCH_BYTES } from '../../../electron/reader/outgoing-frames.ts';
import { WorkerPool } from '../../../electron/reader/pixels/worker-pool.ts';
import { large, open, other, packed, plain, serve, slice, until, workerFile } from './served-stacks.ts';
import { catalogOf } from './stack-of-files.ts';

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
