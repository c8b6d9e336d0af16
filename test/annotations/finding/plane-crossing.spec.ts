import { describe, expect, it } from 'vitest';
import { crossingLine, cutLine, regionChords } from '../../../annotations/finding/plane-crossing.ts';
import type { AreaShape } from '../../../annotations/finding/region.ts';
import type { FramePlane, PatientPoint } from '../../../annotations/image/plane.ts';

/** Pixels of 0.5 mm along the rows and 1.5 mm along the columns, 40 columns by 20 rows. */
const AXIAL: FramePlane = {
  position: { x: -10, y: -15, z: 30 },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 1, z: 0 },
  spacing: { betweenRowsMm: 1.5, betweenColumnsMm: 0.5 },
};
const SIZE = { rows: 20, columns: 40 };

/** Seen from the front: rows to the left, columns downwards; 11 slices of 2.5 mm from z = 50 down to 25. */
const coronal = (y: number): FramePlane => ({
  position: { x: -10, y, z: 50 },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 0, z: -1 },
  spacing: { betweenRowsMm: 2.5, betweenColumnsMm: 0.5 },
});

const chordsIn = (cut: FramePlane, slice: FramePlane, shape: AreaShape) => {
  const line = cutLine(cut, slice);
  return line === null ? [] : regionChords(cut, slice, line, shape);
};

const rounded = (line: readonly { x: number; y: number }[] | null) =>
  line?.map(({ x, y }) => [Math.round(x * 1e9) / 1e9 + 0, Math.round(y * 1e9) / 1e9 + 0]);

describe('another plane across a frame', () => {
  const at = (x: number, y: number): PatientPoint => ({ x, y, z: 99 });

  it('is a line through the point, from edge to edge', () => {
    // y = −3 lies 12 mm below the first row: row 8, whose centre is at 8.5.
    expect(rounded(crossingLine(AXIAL, SIZE, { x: 0, y: 1, z: 0 }, at(0, -3)))).toEqual([
      [40, 8.5],
      [0, 8.5],
    ]);
    expect(rounded(crossingLine(AXIAL, SIZE, { x: 1, y: 0, z: 0 }, at(-7, 0)))).toEqual([
      [6.5, 0],
      [6.5, 20],
    ]);
  });

  it('is none where the plane passes the frame by or lies along it', () => {
    expect(crossingLine(AXIAL, SIZE, { x: 0, y: 1, z: 0 }, at(0, 40))).toBeNull();
    expect(crossingLine(AXIAL, SIZE, { x: 0, y: 0, z: -1 }, at(0, 0))).toBeNull();
  });

  it('is cut off at the corners where it runs aslant', () => {
    const half = Math.SQRT1_2;
    const line = crossingLine(AXIAL, SIZE, { x: half, y: half, z: 0 }, { x: -10, y: -13.5, z: 0 });
    // At the first pixel's centre the sum of x and y is 1.5 mm short of the plane's; the frame begins half a pixel before.
    expect(rounded(line)).toEqual(
      rounded([
        { x: 0.5 + (1.5 + 0.75) / 0.5, y: 0 },
        { x: 0, y: 0.5 + (1.5 + 0.25) / 1.5 },
      ]),
    );
  });
});

describe('a region in a cut across its slice', () => {
  it('is a bar on the row of its slice, from edge to edge of its outline', () => {
    const square = {
      kind: 'polygon',
      points: [
        { x: 10, y: 4 },
        { x: 24, y: 4 },
        { x: 24, y: 12 },
        { x: 10, y: 12 },
      ],
    } as const;
    // y = −3 is the centre of row 8; z = 30 is 20 mm below 50, so the centre of the ninth row of the cut.
    const [chord, ...others] = chordsIn(coronal(-3), AXIAL, square);
    expect(others).toEqual([]);
    const bar = rounded(chord ?? null)?.sort(([a = 0], [b = 0]) => a - b);
    expect(bar).toEqual([
      [10, 8.5],
      [24, 8.5],
    ]);
    expect(chordsIn(coronal(20), AXIAL, square)).toEqual([]);
  });

  it('is as wide as an ellipse is there, in millimetres', () => {
    const ellipse = {
      kind: 'ellipse',
      center: { x: 20, y: 8.5 },
      radiusX: 8,
      radiusY: 4,
      rotation: 0,
    } as const;
    const widths = [-3, -3 + 1.5 * 2].map((y) => {
      const [chord] = chordsIn(coronal(y), AXIAL, ellipse);
      return chord === undefined ? 0 : 0.5 * Math.abs(chord[1].x - chord[0].x);
    });
    expect(widths[0]).toBeCloseTo(8, 9);
    // Half way from the middle to the edge: √(1 − ¼) of it.
    expect(widths[1]).toBeCloseTo(8 * Math.sqrt(0.75), 9);
  });

  it('is nothing in a plane along its slice', () => {
    const point = { kind: 'ellipse', center: { x: 20, y: 8 }, radiusX: 8, radiusY: 4, rotation: 0 } as const;
    expect(chordsIn(AXIAL, AXIAL, point)).toEqual([]);
  });
});
