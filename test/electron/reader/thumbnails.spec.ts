import { describe, expect, it } from 'vitest';
import { asStackId } from '../../../annotations/ids.ts';
import { type FrameRef, frameKey } from '../../../annotations/image/hierarchy.ts';
import type { WorkerPool } from '../../../electron/reader/pixels/worker-pool.ts';
import { open, packed, serve, until } from './served-stacks.ts';
import { catalogOf } from './stack-of-files.ts';

describe('thumbnails', () => {
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
});
