/**
 * Where a straight line runs inside a shape: what of an outline is seen when the volume is cut across its slice.
 * Image coordinates of the shape's frame (sub-pixel, corner origin). Pure.
 *
 * The polygon's rule is even-odd, as in `voxel-rule.ts`; a line along an edge takes the inside on one side of it only.
 */
import type { ImagePoint } from '../image/plane.ts';
import { assertNever } from '../result.ts';
import type { AreaShape, EllipseShape, PolygonShape } from './region.ts';

/** Through `point` along `direction`, which may have any length but 0; endless both ways. */
export type ImageLine = {
  readonly point: ImagePoint;
  readonly direction: { readonly dx: number; readonly dy: number };
};

/** From where the line enters to where it leaves, in the line's own direction. */
export type Chord = readonly [ImagePoint, ImagePoint];

/** In the order in which the line meets them; none where it passes by or only touches. */
export function shapeChords(shape: AreaShape, line: ImageLine): readonly Chord[] {
  const { point, direction } = line;
  const at = (t: number): ImagePoint => ({ x: point.x + t * direction.dx, y: point.y + t * direction.dy });
  return inside(shape, line).map(([from, to]): Chord => [at(from), at(to)]);
}

/** In lengths of the direction. */
type Interval = readonly [number, number];

function inside(shape: AreaShape, line: ImageLine): readonly Interval[] {
  switch (shape.kind) {
    case 'polygon':
      return insidePolygon(shape, line);
    case 'ellipse':
      return insideEllipse(shape, line);
    default:
      return assertNever(shape);
  }
}

function insidePolygon({ points }: PolygonShape, { point, direction }: ImageLine): readonly Interval[] {
  const { dx, dy } = direction;
  const square = dx * dx + dy * dy;
  // Of each corner: how far along the line, and on which side of it.
  const corners = points.map(({ x, y }) => ({
    along: ((x - point.x) * dx + (y - point.y) * dy) / square,
    aside: (y - point.y) * dx - (x - point.x) * dy,
  }));
  const crossings: number[] = [];
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] as { along: number; aside: number };
    if (a.aside > 0 === b.aside > 0) return;
    crossings.push(a.along + ((b.along - a.along) * a.aside) / (a.aside - b.aside));
  });
  crossings.sort((one, other) => one - other);
  const intervals: Interval[] = [];
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    const [from, to] = [crossings[k] as number, crossings[k + 1] as number];
    if (from < to) intervals.push([from, to]);
  }
  return intervals;
}

function insideEllipse(shape: EllipseShape, { point, direction }: ImageLine): readonly Interval[] {
  const { center, radiusX, radiusY, rotation } = shape;
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  // In the ellipse's own axes, with its radii as units, it is the unit circle.
  const [x, y] = [point.x - center.x, point.y - center.y];
  const [u, v] = [(x * cos + y * sin) / radiusX, (y * cos - x * sin) / radiusY];
  const { dx, dy } = direction;
  const [du, dv] = [(dx * cos + dy * sin) / radiusX, (dy * cos - dx * sin) / radiusY];
  const a = du * du + dv * dv;
  const half = (u * du + v * dv) / a;
  const discriminant = half * half - (u * u + v * v - 1) / a;
  if (!(discriminant > 0)) return [];
  const reach = Math.sqrt(discriminant);
  return [[-half - reach, -half + reach]];
}
