/**
 * Shapes to and from SCOORD graphics, one entry a kind (PS3.3 C.18.6.1.1). Coordinates are 32-bit floats in the file:
 * a point comes back within 1/30,000 of a pixel on 512 columns.
 */
import type { Shape } from '../../finding/region.ts';
import type { ImagePoint } from '../../image/plane.ts';
import type { GraphicType } from './content-item.ts';

export type Graphic = { readonly type: GraphicType; readonly points: readonly ImagePoint[] };

/** The four ends of an ellipse: major axis first, then minor (C.18.6.1.1, ELLIPSE). */
export function ellipseGraphic(shape: Extract<Shape, { kind: 'ellipse' }>): Graphic {
  const { center, radiusX, radiusY, rotation } = shape;
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const first = { x: cos * radiusX, y: sin * radiusX };
  const second = { x: -sin * radiusY, y: cos * radiusY };
  const [major, minor] = radiusX >= radiusY ? [first, second] : [second, first];
  return {
    type: 'ELLIPSE',
    points: [
      { x: center.x - major.x, y: center.y - major.y },
      { x: center.x + major.x, y: center.y + major.y },
      { x: center.x - minor.x, y: center.y - minor.y },
      { x: center.x + minor.x, y: center.y + minor.y },
    ],
  };
}

/** Null when the four points make no ellipse. */
export function ellipseFromGraphic(points: readonly ImagePoint[]): Shape | null {
  const [a, b, c, d] = points;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const radiusX = Math.hypot(b.x - a.x, b.y - a.y) / 2;
  const radiusY = Math.hypot(d.x - c.x, d.y - c.y) / 2;
  if (!(radiusX > 0 && radiusY > 0)) return null;
  const center = { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 };
  const angle = Math.atan2(b.y - a.y, b.x - a.x);
  // An axis has no direction: the angle that is nearest to none.
  const half = angle > Math.PI / 2 ? angle - Math.PI : angle <= -Math.PI / 2 ? angle + Math.PI : angle;
  // Upright ellipses stay upright, whichever axis is the longer one.
  if (Math.abs(Math.abs(half) - Math.PI / 2) < 1e-6) {
    return { kind: 'ellipse', center, radiusX: radiusY, radiusY: radiusX, rotation: 0 };
  }
  return { kind: 'ellipse', center, radiusX, radiusY, rotation: Math.abs(half) < 1e-6 ? 0 : half };
}

/** Center, then a point of the circumference (CIRCLE). */
export function circleFromGraphic(points: readonly ImagePoint[]): Shape | null {
  const [center, rim] = points;
  if (center === undefined || rim === undefined) return null;
  const radius = Math.hypot(rim.x - center.x, rim.y - center.y);
  return radius > 0 ? { kind: 'ellipse', center, radiusX: radius, radiusY: radius, rotation: 0 } : null;
}

/** A closed outline repeats its first point. */
export const polygonGraphic = (points: readonly ImagePoint[]): Graphic => ({
  type: 'POLYLINE',
  points: [...points, points[0] as ImagePoint],
});

/** A closed polyline is a polygon, an open one a path; null for fewer than two points. */
function shapeFromPolyline(points: readonly ImagePoint[]): Shape | null {
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined || last === undefined || points.length < 2) return null;
  const closed = first.x === last.x && first.y === last.y;
  if (closed && points.length >= 4) return { kind: 'polygon', points: points.slice(0, -1) };
  return closed ? null : { kind: 'polyline', points };
}

/** Null for graphics that have no shape here; the caller writes that into the ledger. */
export function shapeFromGraphic(type: string, points: readonly ImagePoint[]): Shape | null {
  const first = points[0];
  switch (type) {
    case 'POINT':
      return first === undefined ? null : { kind: 'point', point: first };
    case 'CIRCLE':
      return circleFromGraphic(points);
    case 'ELLIPSE':
      return ellipseFromGraphic(points);
    case 'POLYLINE':
      return shapeFromPolyline(points);
    default:
      return null;
  }
}
