/**
 * Fewer corners for a freehand outline, none further than `tolerance` pixels from the drawn line
 * (Ramer 1972, Douglas and Peucker 1973), without recursion.
 */
import type { ImagePoint } from '../../annotations/image/plane.ts';

export function simplified(points: readonly ImagePoint[], tolerance: number): readonly ImagePoint[] {
  if (points.length < 4) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = 1;
  keep[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let furthest = -1;
    let distance = tolerance;
    for (let index = from + 1; index < to; index += 1) {
      const d = distanceToSegment(
        points[index] as ImagePoint,
        points[from] as ImagePoint,
        points[to] as ImagePoint,
      );
      if (d > distance) {
        distance = d;
        furthest = index;
      }
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    open.push([from, furthest], [furthest, to]);
  }
  const kept = points.filter((_, index) => keep[index] === 1);
  const [first, last] = [kept[0] as ImagePoint, kept.at(-1) as ImagePoint];
  // The outline is closed: an end on the start adds a corner without a side.
  return kept.length > 3 && first.x === last.x && first.y === last.y ? kept.slice(0, -1) : kept;
}

export function distanceToSegment(p: ImagePoint, a: ImagePoint, b: ImagePoint): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}
