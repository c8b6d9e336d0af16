/**
 * The handles of each shape, and the shape after one of them was dragged. Pure; image coordinates. What must stay
 * perpendicular or round stays so in millimetres: `aspect` is the height of a pixel over its width.
 */
import type {
  BidirectionalShape,
  EllipseShape,
  PolygonShape,
  Shape,
  ShapeKind,
} from '../../annotations/finding/region.ts';
import type { ImagePoint } from '../../annotations/image/plane.ts';

export type Handle = { readonly id: number; readonly point: ImagePoint };

type HandleTable<S extends Shape> = {
  readonly points: (shape: S) => readonly ImagePoint[];
  readonly moved: (shape: S, id: number, to: ImagePoint, aspect: number) => S;
  readonly translated: (shape: S, dx: number, dy: number) => S;
};

/** Outlines with more corners than this are freehand: a few handles, each pulling its neighbourhood along. */
const MAX_CORNER_HANDLES = 24;
const FREEHAND_HANDLES = 12;
/** The smallest semi-axis of an ellipse, in pixels. */
const MIN_RADIUS = 0.5;

const shifted = (p: ImagePoint, dx: number, dy: number): ImagePoint => ({ x: p.x + dx, y: p.y + dy });
const shiftedAll = (points: readonly ImagePoint[], dx: number, dy: number): ImagePoint[] =>
  points.map((point) => shifted(point, dx, dy));
const replaced = (points: readonly ImagePoint[], id: number, to: ImagePoint): ImagePoint[] =>
  points.map((point, index) => (index === id ? to : point));

const tables: { readonly [K in ShapeKind]: HandleTable<Extract<Shape, { kind: K }>> } = {
  point: {
    points: (shape) => [shape.point],
    moved: (shape, _id, to) => ({ ...shape, point: to }),
    translated: (shape, dx, dy) => ({ ...shape, point: shifted(shape.point, dx, dy) }),
  },
  text: {
    points: (shape) => [shape.anchor],
    moved: (shape, _id, to) => ({ ...shape, anchor: to }),
    translated: (shape, dx, dy) => ({ ...shape, anchor: shifted(shape.anchor, dx, dy) }),
  },
  arrow: {
    points: (shape) => [shape.tip, shape.tail],
    moved: (shape, id, to) => (id === 0 ? { ...shape, tip: to } : { ...shape, tail: to }),
    translated: (shape, dx, dy) => ({
      ...shape,
      tip: shifted(shape.tip, dx, dy),
      tail: shifted(shape.tail, dx, dy),
    }),
  },
  polyline: {
    points: (shape) => shape.points,
    moved: (shape, id, to) => ({ ...shape, points: replaced(shape.points, id, to) }),
    translated: (shape, dx, dy) => ({ ...shape, points: shiftedAll(shape.points, dx, dy) }),
  },
  bidirectional: {
    points: (shape) => [...shape.long, ...shape.short],
    moved: movedBidirectional,
    translated: (shape, dx, dy) => ({
      ...shape,
      long: [shifted(shape.long[0], dx, dy), shifted(shape.long[1], dx, dy)],
      short: [shifted(shape.short[0], dx, dy), shifted(shape.short[1], dx, dy)],
    }),
  },
  ellipse: {
    points: ellipseEnds,
    moved: movedEllipse,
    translated: (shape, dx, dy) => ({ ...shape, center: shifted(shape.center, dx, dy) }),
  },
  polygon: {
    points: (shape) => polygonHandleCorners(shape).map((corner) => shape.points[corner] as ImagePoint),
    moved: movedPolygon,
    translated: (shape, dx, dy) => ({ ...shape, points: shiftedAll(shape.points, dx, dy) }),
  },
};

const tableOf = <S extends Shape>(shape: S): HandleTable<S> =>
  tables[shape.kind] as unknown as HandleTable<S>;

export const handlesOf = (shape: Shape): readonly Handle[] =>
  tableOf(shape)
    .points(shape)
    .map((point, id) => ({ id, point }));

export const withHandleAt = (shape: Shape, id: number, to: ImagePoint, aspect: number): Shape =>
  tableOf(shape).moved(shape, id, to, aspect);

export const translated = (shape: Shape, dx: number, dy: number): Shape =>
  tableOf(shape).translated(shape, dx, dy);

/** +first axis, −first axis, +second axis, −second axis. */
function ellipseEnds(shape: EllipseShape): readonly ImagePoint[] {
  const { center, radiusX, radiusY } = shape;
  const cos = Math.cos(shape.rotation);
  const sin = Math.sin(shape.rotation);
  return [
    shifted(center, cos * radiusX, sin * radiusX),
    shifted(center, -cos * radiusX, -sin * radiusX),
    shifted(center, -sin * radiusY, cos * radiusY),
    shifted(center, sin * radiusY, -cos * radiusY),
  ];
}

/** The opposite end stays where it is; the axis keeps its direction. */
function movedEllipse(shape: EllipseShape, id: number, to: ImagePoint): EllipseShape {
  const ends = ellipseEnds(shape);
  const fixed = ends[id ^ 1] as ImagePoint;
  const first = id < 2;
  const sign = id % 2 === 0 ? 1 : -1;
  const angle = first ? shape.rotation : shape.rotation + Math.PI / 2;
  const axis = { x: Math.cos(angle) * sign, y: Math.sin(angle) * sign };
  const length = Math.max(2 * MIN_RADIUS, (to.x - fixed.x) * axis.x + (to.y - fixed.y) * axis.y);
  const center = shifted(fixed, (axis.x * length) / 2, (axis.y * length) / 2);
  return first ? { ...shape, center, radiusX: length / 2 } : { ...shape, center, radiusY: length / 2 };
}

/** Indices of the corners that have handles. */
function polygonHandleCorners(shape: PolygonShape): readonly number[] {
  const count = shape.points.length;
  if (count <= MAX_CORNER_HANDLES) return shape.points.map((_, index) => index);
  return Array.from(
    { length: FREEHAND_HANDLES },
    (_, index) => Math.round((index * count) / FREEHAND_HANDLES) % count,
  );
}

function movedPolygon(shape: PolygonShape, id: number, to: ImagePoint): PolygonShape {
  const corners = polygonHandleCorners(shape);
  const corner = corners[id] as number;
  const from = shape.points[corner] as ImagePoint;
  const count = shape.points.length;
  const reach = count <= MAX_CORNER_HANDLES ? 1 : count / FREEHAND_HANDLES;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const points = shape.points.map((point, index) => {
    const apart = Math.abs(index - corner);
    const steps = Math.min(apart, count - apart);
    if (steps >= reach) return point;
    const weight = 0.5 + 0.5 * Math.cos((Math.PI * steps) / reach);
    return shifted(point, dx * weight, dy * weight);
  });
  return { ...shape, points };
}

/**
 * Dragging an end of the long axis turns and scales the whole cross with it; dragging an end of the short axis slides
 * that axis along the long one and sets its own length, always perpendicular in mm.
 */
function movedBidirectional(
  shape: BidirectionalShape,
  id: number,
  to: ImagePoint,
  aspect: number,
): BidirectionalShape {
  const square = (p: ImagePoint): ImagePoint => ({ x: p.x, y: p.y * aspect });
  const stored = (p: ImagePoint): ImagePoint => ({ x: p.x, y: p.y / aspect });
  const target = square(to);
  const [a, b] = [square(shape.long[0]), square(shape.long[1])];
  const [s, t] = [square(shape.short[0]), square(shape.short[1])];
  const along = { x: b.x - a.x, y: b.y - a.y };
  const length = Math.hypot(along.x, along.y) || 1;
  const unit = { x: along.x / length, y: along.y / length };
  if (id < 2) {
    const fixed = id === 0 ? b : a;
    const moved = id === 0 ? a : b;
    const before = { x: moved.x - fixed.x, y: moved.y - fixed.y };
    const after = { x: target.x - fixed.x, y: target.y - fixed.y };
    const norm = before.x * before.x + before.y * before.y || 1;
    const re = (after.x * before.x + after.y * before.y) / norm;
    const im = (after.y * before.x - after.x * before.y) / norm;
    const turned = (p: ImagePoint): ImagePoint => {
      const v = { x: p.x - fixed.x, y: p.y - fixed.y };
      return { x: fixed.x + re * v.x - im * v.y, y: fixed.y + im * v.x + re * v.y };
    };
    return {
      ...shape,
      long: id === 0 ? [to, shape.long[1]] : [shape.long[0], to],
      short: [stored(turned(s)), stored(turned(t))],
    };
  }
  const normal = { x: -unit.y, y: unit.x };
  const height = (p: ImagePoint): number => (p.x - a.x) * normal.x + (p.y - a.y) * normal.y;
  const place = Math.min(length, Math.max(0, (target.x - a.x) * unit.x + (target.y - a.y) * unit.y));
  const at = (h: number): ImagePoint =>
    stored({ x: a.x + unit.x * place + normal.x * h, y: a.y + unit.y * place + normal.y * h });
  const [hs, ht] = id === 2 ? [height(target), height(t)] : [height(s), height(target)];
  return { ...shape, short: [at(hs), at(ht)] };
}
