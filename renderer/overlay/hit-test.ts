/** What lies under the pointer: a handle of the selected mark, the line of any mark, or nothing. Canvas pixels. */
import type { Region, Shape } from '../../annotations/finding/region.ts';
import type { CanvasPoint, ImagePoint } from '../../annotations/image/plane.ts';
import { distanceToSegment } from './segment-distance.ts';
import { handlesOf } from './shape-handles.ts';

export type Hit =
  | { readonly kind: 'handle'; readonly region: Region; readonly handle: number }
  | { readonly kind: 'mark'; readonly region: Region };

/** Reach of the pointer in CSS pixels; handles win over lines. */
const HANDLE_REACH_PX = 8;
const LINE_REACH_PX = 6;
const ELLIPSE_STEPS = 48;

type Line = { readonly points: readonly ImagePoint[]; readonly closed: boolean };

/** The lines that a shape shows, in image coordinates. */
function linesOf(shape: Shape): readonly Line[] {
  switch (shape.kind) {
    case 'point':
      return [{ points: [shape.point], closed: false }];
    case 'text':
      return [{ points: [shape.anchor], closed: false }];
    case 'arrow':
      return [{ points: [shape.tip, shape.tail], closed: false }];
    case 'polyline':
      return [{ points: shape.points, closed: false }];
    case 'bidirectional':
      return [
        { points: shape.long, closed: false },
        { points: shape.short, closed: false },
      ];
    case 'polygon':
      return [{ points: shape.points, closed: true }];
    case 'ellipse': {
      const cos = Math.cos(shape.rotation);
      const sin = Math.sin(shape.rotation);
      const points = Array.from({ length: ELLIPSE_STEPS }, (_, step) => {
        const angle = (2 * Math.PI * step) / ELLIPSE_STEPS;
        const x = shape.radiusX * Math.cos(angle);
        const y = shape.radiusY * Math.sin(angle);
        return { x: shape.center.x + cos * x - sin * y, y: shape.center.y + sin * x + cos * y };
      });
      return [{ points, closed: true }];
    }
  }
}

export function distanceToShape(
  shape: Shape,
  at: CanvasPoint,
  toCanvas: (point: ImagePoint) => CanvasPoint,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { points, closed } of linesOf(shape)) {
    const mapped = points.map(toCanvas);
    const first = mapped[0] as CanvasPoint;
    if (mapped.length === 1) least = Math.min(least, Math.hypot(at.x - first.x, at.y - first.y));
    const ring = closed ? [...mapped, first] : mapped;
    for (let index = 1; index < ring.length; index += 1) {
      least = Math.min(
        least,
        distanceToSegment(at, ring[index - 1] as CanvasPoint, ring[index] as CanvasPoint),
      );
    }
  }
  return least;
}

/** `regions` of the current frame, the selected one (if any) by its uid; the nearest wins. */
export function hitTest(
  regions: readonly Region[],
  selected: string | null,
  at: CanvasPoint,
  toCanvas: (point: ImagePoint) => CanvasPoint,
): Hit | null {
  const active = regions.find((region) => region.uid === selected);
  if (active !== undefined) {
    const near = handlesOf(active.shape)
      .map(({ id, point }) => {
        const p = toCanvas(point);
        return { id, distance: Math.hypot(p.x - at.x, p.y - at.y) };
      })
      .sort((a, b) => a.distance - b.distance)[0];
    if (near !== undefined && near.distance <= HANDLE_REACH_PX) {
      return { kind: 'handle', region: active, handle: near.id };
    }
  }
  let best: Region | null = null;
  let least = LINE_REACH_PX;
  for (const region of regions) {
    const distance = distanceToShape(region.shape, at, toCanvas);
    if (distance < least) {
      least = distance;
      best = region;
    }
  }
  return best === null ? null : { kind: 'mark', region: best };
}
