import { describe, expect, it } from 'vitest';
import { asStackId } from '../../../annotations/ids.ts';
import { frameKey, type Stack } from '../../../annotations/image/hierarchy.ts';
import type { FromReader, ToReader } from '../../../electron/contract.ts';
import { FrameClient, type FrameLink } from '../../../renderer/session/frame-client.ts';
import { plainFrame, plainStack } from '../../annotations/image/plain-stack.ts';

const ROWS = 8;
const COLUMNS = 8;
const FRAME_BYTES = ROWS * COLUMNS * 2;

function stackOf(id: string, count: number): Stack {
  const frames = Array.from({ length: count }, (_, i) => plainFrame(`1.${id.charCodeAt(0)}.${i}`));
  return plainStack(frames, { id: asStackId(id), rows: ROWS, columns: COLUMNS });
}

/** A reader that answers when it is told to. */
function fakeReader() {
  const posted: ToReader[] = [];
  const listeners = new Set<(message: FromReader) => void>();
  const restarts = new Set<() => void>();
  const link: FrameLink = {
    post: (message) => void posted.push(message),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onRestart(listener) {
      restarts.add(listener);
      return () => void restarts.delete(listener);
    },
  };
  const say = (message: FromReader): void => {
    for (const listener of listeners) listener(message);
  };
  return {
    link,
    posted,
    say,
    restart: () => {
      for (const listener of restarts) listener();
    },
    /** Sends frames in one batch; every value of frame i is i. */
    send(stack: Stack, indices: readonly number[], warning: string | null = null) {
      const buffer = new ArrayBuffer(indices.length * FRAME_BYTES);
      const frames = indices.map((index, slot) => {
        new Int16Array(buffer, slot * FRAME_BYTES, ROWS * COLUMNS).fill(index);
        const { ref } = stack.frames[index] as Stack['frames'][number];
        return { ref, byteOffset: slot * FRAME_BYTES, byteLength: FRAME_BYTES, warning };
      });
      say({ type: 'frames', stackId: stack.id, buffer, frames });
    },
    fail(stack: Stack, index: number, message: string) {
      const { ref } = stack.frames[index] as Stack['frames'][number];
      say({ type: 'frame.failed', stackId: stack.id, ref, message });
    },
    /** Indices of the latest wish for the stack. */
    lastWish(stack: Stack): readonly number[] {
      const wishes = posted.filter(
        (message) => message.type === 'frames.want' && message.stackId === stack.id,
      );
      const last = wishes[wishes.length - 1];
      if (last?.type !== 'frames.want') return [];
      const indexOf = new Map(stack.frames.map((frame, i) => [frameKey(frame.ref), i]));
      return last.frames.map((ref) => indexOf.get(frameKey(ref)) as number);
    },
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the frame client', () => {
  it('wishes from the slice that the viewport wants, and holds what comes', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const stack = stackOf('a', 6);
    const pixels = client.open(stack);
    pixels.want(4);
    await turn();
    expect(reader.lastWish(stack)[0]).toBe(4);
    reader.send(stack, [4, 5]);
    reader.send(stack, [3, 2, 1, 0]);
    expect([0, 1, 2, 3, 4, 5].map((index) => [...new Set(pixels.frame(index)?.values ?? [])])).toEqual(
      [0, 1, 2, 3, 4, 5].map((index) => [index]),
    );
    expect(client.progress(stack.id)).toEqual({ arrived: 6, failed: 0, total: 6 });
  });

  it('acknowledges every buffer, also of a stack that it has let go', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const stack = stackOf('a', 4);
    client.open(stack);
    client.close(stack.id);
    reader.send(stack, [0, 1]);
    await turn();
    expect(reader.posted.filter((message) => message.type === 'frames.ack')).toEqual([
      { type: 'frames.ack', bytes: 2 * FRAME_BYTES },
    ]);
    expect(reader.posted.some((message) => message.type === 'frames.drop')).toBe(true);
    expect(client.isHeld(stack.id)).toBe(false);
  });

  it('asks for a slice that is not there at once, three ahead for one behind', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const stack = stackOf('a', 40);
    const pixels = client.open(stack);
    pixels.want(10);
    await turn();
    pixels.want(12);
    await turn();
    expect(reader.lastWish(stack).slice(0, 6)).toEqual([12, 13, 14, 15, 11, 16]);
    pixels.want(8);
    await turn();
    expect(reader.lastWish(stack).slice(0, 6)).toEqual([8, 7, 6, 5, 9, 4]);
  });

  it('does not wish again for what is there or has failed, and hands reasons and warnings on', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const stack = stackOf('a', 4);
    const pixels = client.open(stack);
    await turn();
    reader.send(stack, [0], 'The header says signed.');
    reader.fail(stack, 1, 'slice-1 is cut short.');
    const failed = await pixels.settled(1);
    expect(failed.ok === false && failed.error.message).toBe('slice-1 is cut short.');
    expect(client.warningOf((stack.frames[0] as Stack['frames'][number]).ref)).toBe(
      'The header says signed.',
    );
    pixels.want(3);
    await turn();
    expect(reader.lastWish(stack)).toEqual([3, 2]);
    expect(client.progress(stack.id)).toEqual({ arrived: 1, failed: 1, total: 4 });
  });

  it('wishes for long stacks piece by piece', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const stack = stackOf('a', 1200);
    client.open(stack).want(0);
    await turn();
    const first = reader.lastWish(stack);
    expect(first.length).toBe(512);
    reader.send(stack, first.slice(0, 440));
    await turn();
    expect(reader.lastWish(stack)).toEqual(first);
    reader.send(stack, first.slice(440, 460));
    await turn();
    const second = reader.lastWish(stack);
    expect(second.slice(0, 52)).toEqual(first.slice(460));
    expect(second.length).toBe(512);
  });

  it('keeps what has arrived when the scan finds more of the stack', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const small = stackOf('a', 3);
    client.open(small);
    reader.send(small, [0, 1, 2]);
    const grown = stackOf('a', 5);
    const pixels = client.open(grown);
    expect(client.open(grown)).toBe(pixels);
    expect(pixels.frame(2)?.values[0]).toBe(2);
    await turn();
    expect([...reader.lastWish(grown)].sort()).toEqual([3, 4]);
  });

  it('puts what has arrived in its new place when the stack was put in another order', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const stack = stackOf('a', 3);
    client.open(stack);
    reader.send(stack, [0, 2]);
    const turned = { ...stack, frames: [...stack.frames].reverse() };
    const pixels = client.open(turned);
    expect([0, 1, 2].map((i) => pixels.frame(i)?.values[0])).toEqual([2, undefined, 0]);
    expect(client.open({ ...turned })).toBe(pixels);
  });

  it('tries failed frames again when their files have been scanned anew', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const stack = stackOf('a', 3);
    const before = client.open(stack);
    reader.send(stack, [0]);
    reader.fail(stack, 1, 'slice-1 cannot be read: it is no longer there.');
    expect(client.open(stack)).toBe(before);
    reader.say({ type: 'scan.started', source: { id: 'x' as never, name: 'x', path: '/x' } });
    const pixels = client.open(stack);
    expect(pixels).not.toBe(before);
    expect(pixels.frame(0)?.values[5]).toBe(0);
    expect(pixels.failureOf(1)).toBeNull();
    await turn();
    expect([...reader.lastWish(stack)].sort()).toEqual([1, 2]);
    expect(client.open(stack)).toBe(pixels);
  });

  it('lets the least recently used stack go when memory is needed, never one on the screen', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 25 * FRAME_BYTES);
    const [a, b, c] = [stackOf('a', 10), stackOf('b', 10), stackOf('c', 10)];
    client.open(a);
    client.open(b);
    client.show([a.id]);
    client.open(c);
    expect([a, b, c].map((stack) => client.isHeld(stack.id))).toEqual([true, false, true]);
    client.show([c.id]);
    const again = client.open(b);
    expect([a, b, c].map((stack) => client.isHeld(stack.id))).toEqual([false, true, true]);
    expect(again.arrivedCount).toBe(0);
    await turn();
    expect(reader.lastWish(b).length).toBe(10);
    expect(client.heldBytes).toBeLessThanOrEqual(25 * FRAME_BYTES);
  });

  it('holds the frames around the current one of a stack larger than the budget', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 50 * FRAME_BYTES);
    const stack = stackOf('a', 300);
    const pixels = client.open(stack);
    client.show([stack.id]);
    pixels.want(100);
    await turn();
    expect(pixels.holdsAll).toBe(false);
    expect(reader.lastWish(stack).length).toBe(50);
    reader.send(stack, reader.lastWish(stack));
    expect(pixels.arrivedCount).toBe(50);
    pixels.want(200);
    await turn();
    const wish = reader.lastWish(stack);
    expect(wish[0]).toBe(200);
    reader.send(stack, wish);
    expect(pixels.arrivedCount).toBe(50);
    expect(pixels.frame(200)?.values[0]).toBe(200);
    expect(pixels.frame(100)).toBeNull();
    expect(client.heldBytes).toBe(50 * FRAME_BYTES);
  });

  it('wishes again for what is missing when the reader was started again, the newest stack last', async () => {
    const reader = fakeReader();
    const client = new FrameClient(reader.link, 1e6);
    const [a, b] = [stackOf('a', 3), stackOf('b', 3)];
    client.open(b);
    client.open(a);
    await turn();
    reader.send(b, [0]);
    reader.posted.length = 0;
    reader.restart();
    await turn();
    const wishes = reader.posted.filter((message) => message.type === 'frames.want');
    expect(wishes.map((message) => message.type === 'frames.want' && message.stackId)).toEqual(['b', 'a']);
    expect([...reader.lastWish(b)].sort()).toEqual([1, 2]);
  });
});
