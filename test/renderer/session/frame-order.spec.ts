import { describe, expect, it } from 'vitest';
import { frameOrder } from '../../../renderer/session/frame-order.ts';

describe('the order in which frames are fetched', () => {
  it('goes outwards from the current slice while the reader stands still', () => {
    expect(frameOrder(7, 3, 0)).toEqual([3, 4, 2, 5, 1, 6, 0]);
  });

  it('takes three slices ahead for one behind while the reader scrolls', () => {
    expect(frameOrder(10, 4, 1)).toEqual([4, 5, 6, 7, 3, 8, 9, 2, 1, 0]);
    expect(frameOrder(10, 4, -1)).toEqual([4, 3, 2, 1, 5, 0, 6, 7, 8, 9]);
  });

  it('names every frame once, wherever the reader is', () => {
    for (const direction of [-1, 0, 1] as const) {
      for (const current of [-5, 0, 7, 19, 100]) {
        const order = frameOrder(20, current, direction);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
      }
    }
    expect(frameOrder(0, 0, 1)).toEqual([]);
  });
});
