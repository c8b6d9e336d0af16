/**
 * Affine maps of the plane: from image coordinates (pixels, corner origin) to output pixels or to the screen.
 * x' = a·x + c·y + e, y' = b·x + d·y + f: the order of Canvas2D's `setTransform` and of SVG's `matrix()`.
 */
export type Affine = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
};

export const IDENTITY: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

type Point = { readonly x: number; readonly y: number };

export const applyAffine = (t: Affine, p: Point): { readonly x: number; readonly y: number } => ({
  x: t.a * p.x + t.c * p.y + t.e,
  y: t.b * p.x + t.d * p.y + t.f,
});

/** Throws for a map that flattens the plane: no picture has one. */
export function invertAffine(t: Affine): Affine {
  const determinant = t.a * t.d - t.b * t.c;
  if (determinant === 0 || !Number.isFinite(determinant)) throw new RangeError('The map cannot be inverted.');
  const a = t.d / determinant;
  const b = -t.b / determinant;
  const c = -t.c / determinant;
  const d = t.a / determinant;
  return { a, b, c, d, e: -(a * t.e + c * t.f), f: -(b * t.e + d * t.f) };
}

export type Ellipse = {
  readonly center: Point;
  readonly radiusX: number;
  readonly radiusY: number;
  /** Radians from +x towards +y. */
  readonly rotation: number;
};

/**
 * The image of an ellipse, which under non-square pixels is an ellipse with other axes: the singular values and left
 * singular vectors of map × rotation × radii.
 */
export function applyToEllipse(t: Affine, ellipse: Ellipse): Ellipse {
  const cos = Math.cos(ellipse.rotation);
  const sin = Math.sin(ellipse.rotation);
  const m00 = (t.a * cos + t.c * sin) * ellipse.radiusX;
  const m10 = (t.b * cos + t.d * sin) * ellipse.radiusX;
  const m01 = (t.c * cos - t.a * sin) * ellipse.radiusY;
  const m11 = (t.d * cos - t.b * sin) * ellipse.radiusY;
  const sumOfSquares = m00 * m00 + m01 * m01 + m10 * m10 + m11 * m11;
  const determinant = m00 * m11 - m01 * m10;
  const spread = Math.sqrt(Math.max(0, (sumOfSquares / 2) ** 2 - determinant ** 2));
  const radiusX = Math.sqrt(sumOfSquares / 2 + spread);
  const radiusY = Math.abs(determinant) / radiusX;
  const rotation =
    0.5 * Math.atan2(2 * (m00 * m10 + m01 * m11), m00 * m00 + m01 * m01 - m10 * m10 - m11 * m11);
  return { center: applyAffine(t, ellipse.center), radiusX, radiusY, rotation };
}
