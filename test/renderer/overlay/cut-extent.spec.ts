import { describe, expect, it } from 'vitest';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import { type FrameRef, frameKey, type Stack } from '../../../annotations/image/hierarchy.ts';
import type { FramePlane } from '../../../annotations/image/plane.ts';
import { extentIn } from '../../../renderer/overlay/cut-extent.ts';

/** Axial slices with rows 1.5 mm apart; the first row's centres lie at y = −20. */
const slice = (index: number): FramePlane => ({
  position: { x: 0, y: -20, z: 5 * index },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 1, z: 0 },
  spacing: { betweenRowsMm: 1.5, betweenColumnsMm: 0.5 },
});
const ref = (index: number): FrameRef => ({ sopInstanceUID: `1.2.${index}`, frameNumber: 1 }) as FrameRef;
const SLICES = new Map([1, 2].map((index) => [frameKey(ref(index)), { index, plane: slice(index) }]));

/** Seen from the front, 40 frames from the front to the back. */
const CORONAL = {
  sliceSpacingMm: 1.5,
  frames: Array.from({ length: 40 }, (_, index) => ({
    plane: {
      position: { x: 0, y: -20 + 1.5 * index, z: 50 },
      rowDirection: { x: 1, y: 0, z: 0 },
      columnDirection: { x: 0, y: 0, z: -1 },
      spacing: { betweenRowsMm: 5, betweenColumnsMm: 0.5 },
    },
  })),
} as unknown as Stack;

const rectangle = (top: number, bottom: number): Shape => ({
  kind: 'polygon',
  points: [
    { x: 3, y: top },
    { x: 9, y: top },
    { x: 9, y: bottom },
    { x: 3, y: bottom },
  ],
});
const region = (index: number, shape: Shape): Region => ({ frame: ref(index), shape }) as Region;

describe('how far a finding reaches through a cut', () => {
  it('is from the first row of pixels of any of its outlines to the last', () => {
    const regions = [region(1, rectangle(10, 14)), region(2, rectangle(12, 17.2))];
    expect(extentIn(CORONAL, SLICES, regions)).toEqual({ from: 10, to: 16 });
  });

  it('ends with the cut', () => {
    expect(extentIn(CORONAL, SLICES, [region(1, rectangle(-8, 99))])).toEqual({ from: 0, to: 39 });
  });

  it('is none of lines, and of slices of other stacks', () => {
    const line: Shape = { kind: 'point', point: { x: 3, y: 10 } };
    expect(extentIn(CORONAL, SLICES, [region(1, line), region(7, rectangle(3, 5))])).toBeNull();
  });
});
