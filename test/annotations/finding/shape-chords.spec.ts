import { describe, expect, it } from 'vitest';
import type { AreaShape, EllipseShape, PolygonShape } from '../../../annotations/finding/region.ts';
import { type Chord, shapeChords } from '../../../annotations/finding/shape-chords.ts';
import { runsInRow } from '../../../annotations/finding/voxel-rule.ts';

const polygon = (...points: readonly (readonly [number, number])[]): PolygonShape => ({
  kind: 'polygon',
  points: points.map(([x, y]) => ({ x, y })),
});
const ellipse = (x: number, y: number, radiusX: number, radiusY: number, rotation = 0): EllipseShape => ({
  kind: 'ellipse',
  center: { x, y },
  radiusX,
  radiusY,
  rotation,
});

const alongRow = (shape: AreaShape, y: number): readonly Chord[] =>
  shapeChords(shape, { point: { x: 0, y }, direction: { dx: 1, dy: 0 } });
const spans = (chords: readonly Chord[]) => chords.map(([from, to]) => [from.x, to.x]);

const SQUARE = polygon([2, 2], [8, 2], [8, 6], [2, 6]);
/** Open to the top: two arms. */
const HORSESHOE = polygon([0, 0], [2, 0], [2, 5], [6, 5], [6, 0], [9, 0], [9, 8], [0, 8]);

describe('a line across an outline', () => {
  it('lies inside from where it enters to where it leaves', () => {
    expect(spans(alongRow(SQUARE, 3.5))).toEqual([[2, 8]]);
    expect(spans(alongRow(SQUARE, 7))).toEqual([]);
  });

  it('meets both arms of a horseshoe, and its bottom once', () => {
    expect(spans(alongRow(HORSESHOE, 1))).toEqual([
      [0, 2],
      [6, 9],
    ]);
    expect(spans(alongRow(HORSESHOE, 7))).toEqual([[0, 9]]);
  });

  it('goes any way, whatever the length of its direction', () => {
    const [chord] = shapeChords(SQUARE, { point: { x: 2, y: 2 }, direction: { dx: 300, dy: 200 } });
    expect(chord?.[0].x).toBeCloseTo(2, 12);
    expect(chord?.[0].y).toBeCloseTo(2, 12);
    expect(chord?.[1].x).toBeCloseTo(8, 12);
    expect(chord?.[1].y).toBeCloseTo(6, 12);
  });

  it('takes a corner that it goes through once', () => {
    const diamond = polygon([5, 1], [9, 5], [5, 9], [1, 5]);
    expect(spans(alongRow(diamond, 5))).toEqual([[1, 9]]);
    expect(spans(alongRow(diamond, 1))).toEqual([]);
    expect(spans(alongRow(diamond, 9))).toEqual([]);
  });
});

describe('a line across an ellipse', () => {
  it('is as long as the axis through the middle, and nothing where it only touches', () => {
    expect(spans(alongRow(ellipse(10, 5, 4, 2), 5))).toEqual([[6, 14]]);
    expect(spans(alongRow(ellipse(10, 5, 4, 2), 7))).toEqual([]);
    expect(spans(alongRow(ellipse(10, 5, 4, 2), 8))).toEqual([]);
  });

  it('turns with it', () => {
    const [chord] = alongRow(ellipse(10, 5, 4, 2, Math.PI / 2), 5);
    expect(chord?.[0].x).toBeCloseTo(8, 12);
    expect(chord?.[1].x).toBeCloseTo(12, 12);
  });

  it('has its ends on the edge', () => {
    const shape = ellipse(10, 5, 4, 2, 0.4);
    const chords = shapeChords(shape, { point: { x: 9, y: 4 }, direction: { dx: 0.3, dy: -1 } });
    expect(chords).toHaveLength(1);
    for (const { x, y } of chords[0] ?? []) {
      const [dx, dy] = [x - 10, y - 5];
      const u = (dx * Math.cos(0.4) + dy * Math.sin(0.4)) / 4;
      const v = (dy * Math.cos(0.4) - dx * Math.sin(0.4)) / 2;
      expect(u * u + v * v).toBeCloseTo(1, 12);
    }
  });
});

describe('along the centres of a row of pixels', () => {
  it.each([
    ['a horseshoe', HORSESHOE],
    ['a ragged outline', polygon([1.3, 0.2], [9.7, 2.1], [4.4, 3.3], [11.2, 9.4], [0.6, 7.7], [3.1, 4.2])],
    ['a turned ellipse', ellipse(7.3, 5.1, 5.4, 2.2, 0.7)],
  ])('holds just the pixels that the voxel rule gives to the region: %s', (_, shape) => {
    for (let row = 0; row < 12; row += 1) {
      const ruled = runsInRow(shape, row).flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (__, i) => from + i),
      );
      const chords = alongRow(shape, row + 0.5);
      const crossed = Array.from({ length: 14 }, (__, column) => column).filter((column) =>
        chords.some(([from, to]) => from.x <= column + 0.5 && column + 0.5 < to.x),
      );
      expect(crossed).toEqual(ruled);
    }
  });
});
