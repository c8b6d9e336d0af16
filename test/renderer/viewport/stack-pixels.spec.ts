import { describe, expect, it } from 'vitest';
import type { Stack, StoredType } from '../../../annotations/image/hierarchy.ts';
import { failure } from '../../../annotations/result.ts';
import { createStackPixels } from '../../../renderer/viewport/stack-pixels.ts';
import { plainFrame, plainStack } from '../../annotations/image/plain-stack.ts';

function stack(storedType: StoredType, count: number): Stack {
  const frames = Array.from({ length: count }, (_, index) =>
    plainFrame(`1.2.${index + 1}`, { rescale: { slope: 1, intercept: index, type: 'HU' } }),
  );
  return plainStack(frames, { rows: 2, columns: 3, storedType });
}

const bytes = (values: ArrayLike<number>): Uint8Array => new Uint8Array(Int16Array.from(values).buffer);

describe('the pixels of a stack', () => {
  it('are views of the bytes that came, each frame with its own rescale', () => {
    const pixels = createStackPixels(stack('int16', 3));
    const message = bytes([9, 9, 9, 9, 9, 9, 0, 0, 1, -2, 3, -4, 5, -6]);
    pixels.put(2, message.subarray(16));
    pixels.put(0, message.subarray(0, 12));
    const frame = pixels.frame(2);
    expect([...(frame?.values ?? [])]).toEqual([1, -2, 3, -4, 5, -6]);
    expect(frame?.values.buffer).toBe(message.buffer);
    expect(frame?.rescale.intercept).toBe(2);
    expect(pixels.frame(1)).toBeNull();
    expect(pixels.arrivedCount).toBe(2);
    expect(pixels.holdsAll).toBe(true);
  });

  it('hold no more than the frames nearest to the one wanted last, each with bytes of its own', () => {
    const pixels = createStackPixels(stack('int16', 5), 2);
    const message = bytes(Array.from({ length: 30 }, (_, i) => Math.floor(i / 6)));
    pixels.want(3);
    for (const index of [0, 3, 4]) pixels.put(index, message.subarray(index * 12, (index + 1) * 12));
    expect([pixels.holdsAll, pixels.mostHeld, pixels.arrivedCount]).toEqual([false, 2, 2]);
    expect([0, 1, 2, 3, 4].map((index) => pixels.frame(index)?.values[0] ?? null)).toEqual([
      null,
      null,
      null,
      3,
      4,
    ]);
    expect(pixels.frame(3)?.values.buffer).not.toBe(message.buffer);
  });

  it('count a frame that comes twice once', () => {
    const pixels = createStackPixels(stack('int16', 2));
    pixels.put(1, bytes([1, 1, 1, 1, 1, 1]));
    pixels.put(1, bytes([2, 2, 2, 2, 2, 2]));
    expect(pixels.arrivedCount).toBe(1);
    expect(pixels.frame(1)?.values[0]).toBe(2);
  });

  it('hold three bytes a pixel for colour', () => {
    const pixels = createStackPixels(stack('rgb8', 2));
    expect(pixels.bytesPerFrame).toBe(18);
    pixels.put(1, new Uint8Array(18).fill(7));
    expect(pixels.frame(1)?.values.length).toBe(18);
  });

  it('refuse a frame of another length, and one that the stack does not have', () => {
    const pixels = createStackPixels(stack('int16', 1));
    expect(() => pixels.put(0, new Uint8Array(10))).toThrow('has 10 bytes instead of 12');
    expect(() => pixels.put(1, new Uint8Array(12))).toThrow('no frame at index 1');
  });

  it('wake everybody who waits for a frame, and answer at once who comes later', async () => {
    const pixels = createStackPixels(stack('int16', 2));
    const waiting = [pixels.settled(0), pixels.settled(0)];
    pixels.put(0, bytes([4, 4, 4, 4, 4, 4]));
    for (const result of [...(await Promise.all(waiting)), await pixels.settled(0)]) {
      expect(result.ok && result.value.values[0]).toBe(4);
    }
  });

  it('tell why a frame will not come, until it comes after all', async () => {
    const pixels = createStackPixels(stack('int16', 2));
    const waiting = pixels.settled(1);
    const reason = failure('truncated', 'CT.2 ends in the middle of its pixels.');
    pixels.fail(1, reason);
    expect(await waiting).toEqual({ ok: false, error: reason });
    expect(pixels.failureOf(1)).toBe(reason);
    pixels.put(1, bytes([1, 2, 3, 4, 5, 6]));
    expect(pixels.failureOf(1)).toBeNull();
    pixels.fail(1, reason);
    expect(pixels.frame(1)).not.toBeNull();
  });
});
