/**
 * What can be asked of a shape, one handler a kind: a new kind does not compile until it is handled.
 * Image coordinates throughout (sub-pixel, corner origin); lengths in mm need the pixels' spacing. All pure.
 */
import type { ImagePoint, PixelSpacing } from '../image/plane.ts';
import { distanceMm } from '../image/plane.ts';
import type { AreaShape, EllipseShape, Shape, ShapeKind } from './region.ts';

export type ShapeBounds = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Lengths of a shape in mm, longest first where both are axes. */
export type ShapeLengths = {
  /** Along an open path. */
  readonly lengthMm?: number;
  readonly longAxisMm?: number;
  readonly shortAxisMm?: number;
  readonly perimeterMm?: number;
};

export type ShapeHandler<K extends ShapeKind> = {
  bounds(shape: Extract<Shape, { kind: K }>): ShapeBounds;
  /** The point that stands for the whole: a jump goes there. */
  centre(shape: Extract<Shape, { kind: K }>): ImagePoint;
  lengths(shape: Extract<Shape, { kind: K }>, spacing: PixelSpacing): ShapeLengths;
};

function boundsOfPoints(points: readonly ImagePoint[]): ShapeBounds {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

const middle = ({ left, top, right, bottom }: ShapeBounds): ImagePoint => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
});

function pathLengthMm(points: readonly ImagePoint[], spacing: PixelSpacing): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    sum += distanceMm(spacing, points[i - 1] as ImagePoint, points[i] as ImagePoint);
  }
  return sum;
}

/** Axes in mm; under non-square pixels the ellipse in mm has other axes than the one in pixels. */
function ellipseAxesMm(shape: EllipseShape, spacing: PixelSpacing): { long: number; short: number } {
  const { betweenColumnsMm: sx, betweenRowsMm: sy } = spacing;
  const cos = Math.cos(shape.rotation);
  const sin = Math.sin(shape.rotation);
  const [ax, ay] = [shape.radiusX * cos * sx, shape.radiusX * sin * sy];
  const [bx, by] = [-shape.radiusY * sin * sx, shape.radiusY * cos * sy];
  const half = (ax * ax + ay * ay + bx * bx + by * by) / 2;
  const determinant = Math.abs(ax * by - ay * bx);
  const long = Math.sqrt(half + Math.sqrt(Math.max(0, half * half - determinant * determinant)));
  return { long: 2 * long, short: (2 * determinant) / long };
}

/** Ramanujan's second approximation (1914); off by less than 1e-6 for axes up to 1 : 5. */
function ellipsePerimeter(a: number, b: number): number {
  const h = ((a - b) / (a + b)) ** 2;
  return Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
}

const shapeHandlers: { readonly [K in ShapeKind]: ShapeHandler<K> } = {
  point: {
    bounds: ({ point }) => boundsOfPoints([point]),
    centre: ({ point }) => point,
    lengths: () => ({}),
  },
  text: {
    bounds: ({ anchor }) => boundsOfPoints([anchor]),
    centre: ({ anchor }) => anchor,
    lengths: () => ({}),
  },
  arrow: {
    bounds: ({ tip, tail }) => boundsOfPoints([tip, tail]),
    // What an arrow speaks of is at its tip.
    centre: ({ tip }) => tip,
    lengths: () => ({}),
  },
  polyline: {
    bounds: ({ points }) => boundsOfPoints(points),
    centre: ({ points }) => middle(boundsOfPoints(points)),
    lengths: ({ points }, spacing) => ({ lengthMm: pathLengthMm(points, spacing) }),
  },
  bidirectional: {
    bounds: ({ long, short }) => boundsOfPoints([...long, ...short]),
    centre: ({ long, short }) => middle(boundsOfPoints([...long, ...short])),
    lengths: ({ long, short }, spacing) => {
      const one = distanceMm(spacing, long[0], long[1]);
      const other = distanceMm(spacing, short[0], short[1]);
      // Under non-square pixels the axis drawn as the longer may be the shorter in mm.
      return { longAxisMm: Math.max(one, other), shortAxisMm: Math.min(one, other) };
    },
  },
  ellipse: {
    bounds: ({ center, radiusX, radiusY, rotation }) => {
      const halfX = Math.hypot(radiusX * Math.cos(rotation), radiusY * Math.sin(rotation));
      const halfY = Math.hypot(radiusX * Math.sin(rotation), radiusY * Math.cos(rotation));
      return {
        left: center.x - halfX,
        top: center.y - halfY,
        right: center.x + halfX,
        bottom: center.y + halfY,
      };
    },
    centre: ({ center }) => center,
    lengths: (shape, spacing) => {
      const { long, short } = ellipseAxesMm(shape, spacing);
      return {
        longAxisMm: long,
        shortAxisMm: short,
        perimeterMm: ellipsePerimeter(long / 2, short / 2),
      };
    },
  },
  polygon: {
    bounds: ({ points }) => boundsOfPoints(points),
    centre: ({ points }) => middle(boundsOfPoints(points)),
    lengths: ({ points }, spacing) => {
      const first = points[0];
      return { perimeterMm: pathLengthMm(first === undefined ? [] : [...points, first], spacing) };
    },
  },
};

/** The handler of a shape's kind, for a shape whose kind is not known. */
const handlerOf = (shape: Shape): ShapeHandler<ShapeKind> =>
  shapeHandlers[shape.kind] as unknown as ShapeHandler<ShapeKind>;

export const shapeBounds = (shape: Shape): ShapeBounds => handlerOf(shape).bounds(shape);
export const shapeCentre = (shape: Shape): ImagePoint => handlerOf(shape).centre(shape);
export const shapeLengths = (shape: Shape, spacing: PixelSpacing): ShapeLengths =>
  handlerOf(shape).lengths(shape, spacing);
/** Geometric area in square pixels: π·a·b, or the shoelace formula (self-crossing parts count with their sign). */
export function shapeAreaPx2(shape: AreaShape): number {
  if (shape.kind === 'ellipse') return Math.PI * shape.radiusX * shape.radiusY;
  const { points } = shape;
  const origin = points[0];
  if (origin === undefined) return 0;
  let twice = 0;
  for (let i = 0; i < points.length; i++) {
    const a = points[i] as ImagePoint;
    const b = points[(i + 1) % points.length] as ImagePoint;
    // Relative to the first point: no digits are lost far from the corner.
    twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
  }
  return Math.abs(twice) / 2;
}

/** Areas take the spacing of both directions. */
export const shapeAreaMm2 = (shape: AreaShape, spacing: PixelSpacing): number =>
  shapeAreaPx2(shape) * spacing.betweenRowsMm * spacing.betweenColumnsMm;
