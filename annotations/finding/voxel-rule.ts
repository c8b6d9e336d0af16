/**
 * Which pixels belong to a region: the published voxel rule (README.md of this room). Image coordinates: the centre of
 * pixel (column, row) is (column + 0.5, row + 0.5).
 *
 * Only the rows that a region spans are visited; what a row holds is one or several runs of columns.
 */
import { assertNever } from '../result.ts';
import type { AreaShape, EllipseShape, PolygonShape } from './region.ts';

/** Columns from `from` to before `to`, not yet limited to the frame. */
export type Run = { readonly row: number; readonly from: number; readonly to: number };

/** First and last row whose centres may lie inside; they may lie outside the frame. */
export function rowRange(shape: AreaShape): { readonly first: number; readonly last: number } {
  const [top, bottom] = verticalExtent(shape);
  // One row more on each side: the exact rule decides, not the rounding here.
  return { first: Math.floor(top - 0.5) - 1, last: Math.ceil(bottom - 0.5) + 1 };
}

function verticalExtent(shape: AreaShape): readonly [number, number] {
  switch (shape.kind) {
    case 'polygon': {
      let [top, bottom] = [Infinity, -Infinity];
      for (const { y } of shape.points) {
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      return [top, bottom];
    }
    case 'ellipse': {
      const half = Math.hypot(
        shape.radiusX * Math.sin(shape.rotation),
        shape.radiusY * Math.cos(shape.rotation),
      );
      return [shape.center.y - half, shape.center.y + half];
    }
    default:
      return assertNever(shape);
  }
}

/** The runs of one row, in ascending order. */
export function runsInRow(shape: AreaShape, row: number): readonly Run[] {
  return shape.kind === 'polygon' ? polygonRuns(shape, row) : ellipseRuns(shape, row);
}

/**
 * Even-odd: a centre is inside when an odd number of edges cross its row to the right of it, where an edge crosses
 * when exactly one of its ends lies below the row (`y1 > y` ≠ `y2 > y`).
 */
function polygonRuns({ points }: PolygonShape, row: number): readonly Run[] {
  const y = row + 0.5;
  const crossings: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const a = points[i] as { x: number; y: number };
    const b = points[(i + 1) % points.length] as { x: number; y: number };
    if (a.y > y !== b.y > y) crossings.push(((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x);
  }
  crossings.sort((one, other) => one - other);
  const runs: Run[] = [];
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    const from = firstColumnFrom(crossings[k] as number);
    const to = firstColumnFrom(crossings[k + 1] as number);
    if (from < to) runs.push({ row, from, to });
  }
  return runs;
}

/** The first column whose centre is at `x` or right of it. */
function firstColumnFrom(x: number): number {
  let column = Math.ceil(x - 0.5);
  while (column - 0.5 >= x) column--;
  while (column + 0.5 < x) column++;
  return column;
}

/** ((u / rx)² + (v / ry)²) ≤ 1 in the ellipse's own axes. */
function ellipseRuns(shape: EllipseShape, row: number): readonly Run[] {
  const { center, radiusX, radiusY } = shape;
  const cos = Math.cos(shape.rotation);
  const sin = Math.sin(shape.rotation);
  const dy = row + 0.5 - center.y;
  const isInside = (column: number): boolean => {
    const dx = column + 0.5 - center.x;
    const u = (dx * cos + dy * sin) / radiusX;
    const v = (dy * cos - dx * sin) / radiusY;
    return u * u + v * v <= 1;
  };
  // a·dx² + b·dx + c ≤ 0 in units of the radii.
  const a = (cos / radiusX) ** 2 + (sin / radiusY) ** 2;
  const b = 2 * dy * cos * sin * (1 / radiusX ** 2 - 1 / radiusY ** 2);
  const c = dy * dy * ((sin / radiusX) ** 2 + (cos / radiusY) ** 2) - 1;
  const middle = center.x - b / (2 * a);
  const half = Math.sqrt(Math.max(0, b * b - 4 * a * c)) / (2 * a);
  let from = Math.floor(middle - half - 0.5) - 1;
  let to = Math.ceil(middle + half - 0.5) + 2;
  while (from < to && !isInside(from)) from++;
  while (to > from && !isInside(to - 1)) to--;
  return from < to ? [{ row, from, to }] : [];
}
