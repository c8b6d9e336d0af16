import { describe, expect, it } from 'vitest';
import { asStackId, asUid, type SOPInstanceUID } from '../../../annotations/ids.ts';
import type { FrameRef } from '../../../annotations/image/hierarchy.ts';
import { WantedFrames } from '../../../electron/reader/wanted-frames.ts';

const A = asStackId('a');
const B = asStackId('b');

const refs = (stack: string, ...numbers: number[]): FrameRef[] =>
  numbers.map((n) => ({
    sopInstanceUID: asUid<SOPInstanceUID>(`1.2.${stack.charCodeAt(0)}.${n}`),
    frameNumber: 1,
  }));

const nothingOnItsWay = (): boolean => false;

/** Takes one frame a turn, and tells which stack's turn it was. */
function turns(wanted: WantedFrames, count: number): string[] {
  return Array.from({ length: count }, () => {
    const turn = wanted.next();
    if (turn === null) return '-';
    wanted.took(turn.stackId, 1);
    return turn.stackId;
  });
}

describe('wanted frames', () => {
  it('come in the order in which they were wished for', () => {
    const wanted = new WantedFrames();
    const order = refs('a', 5, 6, 4);
    wanted.want(A, order, nothingOnItsWay);
    const got = order.map(() => {
      const ref = wanted.next()?.frames[0];
      wanted.took(A, 1);
      return ref;
    });
    expect(got).toEqual(order);
    expect(wanted.next()).toBeNull();
  });

  it('forget the wish before: what was only passed by is not fetched', () => {
    const wanted = new WantedFrames();
    wanted.want(A, refs('a', 1, 2, 3), nothingOnItsWay);
    wanted.want(A, refs('a', 9), nothingOnItsWay);
    expect(wanted.next()?.frames).toEqual(refs('a', 9));
  });

  it('leave out what is on its way already', () => {
    const wanted = new WantedFrames();
    const [first, second] = refs('a', 1, 2) as [FrameRef, FrameRef];
    wanted.want(A, [first, second], (key) => key.startsWith(first.sopInstanceUID));
    expect(wanted.next()?.frames).toEqual([second]);
    expect(wanted.hasUrgent).toBe(false);
  });

  it('put the head of every wish before the rest of all', () => {
    const wanted = new WantedFrames();
    wanted.want(A, refs('a', 1, 2, 3, 4), nothingOnItsWay);
    wanted.want(B, refs('b', 1, 2, 3, 4), nothingOnItsWay);
    expect(turns(wanted, 2)).toEqual(['b', 'a']);
    expect(wanted.hasUrgent).toBe(false);
  });

  it.each([1, 2, 3, 4, 5, 7].flatMap((wishes) => [0, 1, 2, 3].map((before) => ({ wishes, before }))))(
    'let no stack starve, though another is wished for $wishes times between two turns, $before turns later',
    ({ wishes, before }) => {
      const wanted = new WantedFrames();
      const many = Array.from({ length: 200 }, (_, i) => i);
      wanted.want(A, refs('a', ...many), nothingOnItsWay);
      wanted.want(B, refs('b', ...many), nothingOnItsWay);
      // The heads, which come before everything, and some more.
      turns(wanted, 2 + before);
      const served = many.slice(0, 40).map(() => {
        // Its head is there: a reader scrolls over slices that have come.
        for (let i = 0; i < wishes; i += 1) {
          wanted.want(B, refs('b', ...many), (key) => key.startsWith('1.2.98.0'));
        }
        return turns(wanted, 1)[0];
      });
      expect(served.filter((stack) => stack === 'a').length).toBeGreaterThanOrEqual(8);
      expect(served.filter((stack) => stack === 'b').length).toBeGreaterThanOrEqual(16);
    },
  );

  it('let no stack starve while another is wished for again and again', () => {
    const wanted = new WantedFrames();
    wanted.want(A, refs('a', 1, 2, 3, 4, 5, 6, 7, 8), nothingOnItsWay);
    wanted.want(B, refs('b', ...Array.from({ length: 40 }, (_, i) => i)), nothingOnItsWay);
    const served = turns(wanted, 24);
    expect(served.filter((stack) => stack === 'a').length).toBeGreaterThanOrEqual(5);
    expect(served.filter((stack) => stack === 'b').length).toBeGreaterThan(12);
  });
});
