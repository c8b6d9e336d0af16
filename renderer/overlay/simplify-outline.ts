/**
 * Fewer corners for a freehand outline, none further than `tolerance` pixels from the drawn line
 * (Ramer 1972, Douglas and Peucker 1973), by Cornerstone's own decimation.
 */
import decimate from '@cornerstonejs/tools/utilities/math/polyline/decimate';
import type { ImagePoint } from '../../annotations/image/plane.ts';

export function simplified(points: readonly ImagePoint[], tolerance: number): readonly ImagePoint[] {
  if (points.length < 4) return points;
  const kept = decimate(
    points.map(({ x, y }) => [x, y] as [number, number]),
    tolerance,
  ).map(([x, y]) => ({ x, y }));
  const [first, last] = [kept[0] as ImagePoint, kept[kept.length - 1] as ImagePoint];
  // The outline is closed: an end on the start adds a corner without a side.
  return kept.length > 3 && first.x === last.x && first.y === last.y ? kept.slice(0, -1) : kept;
}
