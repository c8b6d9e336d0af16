/**
 * Whether an outline crosses itself. The pixels inside are told by the even-odd rule, the area by the shoelace formula:
 * where edges cross, the two no longer speak of the same surface, and that has to be said. Image coordinates.
 */
import type { ImagePoint } from '../image/plane.ts';

type Edge = { readonly a: ImagePoint; readonly b: ImagePoint; readonly top: number; readonly bottom: number };

/** Only edges that share rows are held against each other; edges that touch do not cross. */
export function crossesItself(points: readonly ImagePoint[]): boolean {
  const edges = points
    .map((a, i): Edge => {
      const b = points[(i + 1) % points.length] as ImagePoint;
      return { a, b, top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) };
    })
    .sort((one, other) => one.top - other.top);
  let active: Edge[] = [];
  for (const edge of edges) {
    active = active.filter(({ bottom }) => bottom >= edge.top);
    if (active.some((other) => cross(edge, other))) return true;
    active.push(edge);
  }
  return false;
}

const cross = ({ a, b }: Edge, { a: c, b: d }: Edge): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** −1, 0 or 1: signs, so that no product of small numbers vanishes. */
const side = (a: ImagePoint, b: ImagePoint, p: ImagePoint): number =>
  Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
