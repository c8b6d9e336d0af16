/**
 * Shapes on one frame. All points are `ImagePoint`s: sub-pixel, corner origin, pixel centre at +0.5.
 *
 * A new kind of shape does not compile until every table over `Shape['kind']` handles it.
 */
import type { RegionUID } from '../ids.ts';
import type { FrameRef } from '../image/hierarchy.ts';
import type { ImagePoint } from '../image/plane.ts';

export type PointShape = { readonly kind: 'point'; readonly point: ImagePoint };
/** Words at a place, without a mark. */
export type TextShape = { readonly kind: 'text'; readonly anchor: ImagePoint };
export type ArrowShape = { readonly kind: 'arrow'; readonly tip: ImagePoint; readonly tail: ImagePoint };
/** An open path of two points or more; its length is the measurement. */
export type PolylineShape = { readonly kind: 'polyline'; readonly points: readonly ImagePoint[] };
/** Longest diameter and the one perpendicular to it, as response criteria take them. */
export type BidirectionalShape = {
  readonly kind: 'bidirectional';
  readonly long: readonly [ImagePoint, ImagePoint];
  readonly short: readonly [ImagePoint, ImagePoint];
};
/**
 * Semi-axes in pixels along the ellipse's own axes; `rotation` in radians turns the first axis from +x towards +y
 * (clockwise on the screen).
 */
export type EllipseShape = {
  readonly kind: 'ellipse';
  readonly center: ImagePoint;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly rotation: number;
};
/** Closed: the last point joins the first, which is not repeated. Three points at least. */
export type PolygonShape = { readonly kind: 'polygon'; readonly points: readonly ImagePoint[] };

export type Shape =
  | PointShape
  | TextShape
  | ArrowShape
  | PolylineShape
  | BidirectionalShape
  | EllipseShape
  | PolygonShape;

export type ShapeKind = Shape['kind'];

/** Shapes with an inside: only these have pixels. */
export type AreaShape = EllipseShape | PolygonShape;

export const isAreaShape = (shape: Shape): shape is AreaShape =>
  shape.kind === 'ellipse' || shape.kind === 'polygon';

export type Region = {
  readonly uid: RegionUID;
  readonly frame: FrameRef;
  readonly shape: Shape;
  /** The reader's words at this mark: an arrow's text, a text label; empty for none. */
  readonly text: string;
};
