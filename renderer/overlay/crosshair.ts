/**
 * Where the other planes cross a frame on the screen, and which of their lines lies under the pointer. Canvas
 * coordinates (CSS px); patient coordinates in mm. Pure.
 */
import type { CanvasPoint, FramePlane, PatientPoint, PatientVector } from '../../annotations/image/plane.ts';
import { patientToImage } from '../../annotations/image/plane.ts';
import { toCanvas, type ViewTransform } from '../viewport/view-transform.ts';
import type { Cut } from '../viewport/volume.ts';
import { crossingLine } from './plane-crossing.ts';
import { distanceToSegment } from './segment-distance.ts';

/** Another plane through the same point. */
export type OtherPlane = { readonly side: Cut; readonly normal: PatientVector };

export type CrossLine = OtherPlane & { readonly from: CanvasPoint; readonly to: CanvasPoint };

export type Cross = { readonly centre: CanvasPoint; readonly lines: readonly CrossLine[] };

type View = {
  readonly plane: FramePlane;
  readonly rows: number;
  readonly columns: number;
  readonly transform: ViewTransform;
};

export function crossOn(view: View, point: PatientPoint, others: readonly OtherPlane[]): Cross {
  const lines = others.flatMap((other): CrossLine[] => {
    const ends = crossingLine(view.plane, view, other.normal, point);
    if (ends === null) return [];
    return [{ ...other, from: toCanvas(view.transform, ends[0]), to: toCanvas(view.transform, ends[1]) }];
  });
  return { centre: toCanvas(view.transform, patientToImage(view.plane, point).point), lines };
}

/** The voxel in the middle stays free to be seen; also the reach of the pointer for both lines at once. */
export const FREE_PX = 13;
/** Less than that of marks, which lie in the picture and are fewer. */
const LINE_REACH_PX = 4;

/** What is drawn of a line: its parts outside the middle. */
export function drawnParts(
  { from, to }: CrossLine,
  centre: CanvasPoint,
): readonly (readonly [CanvasPoint, CanvasPoint])[] {
  return [from, to].flatMap((end) => {
    const length = Math.hypot(end.x - centre.x, end.y - centre.y);
    if (length <= FREE_PX) return [];
    const share = FREE_PX / length;
    const begin = { x: centre.x + share * (end.x - centre.x), y: centre.y + share * (end.y - centre.y) };
    return [[begin, end] as const];
  });
}

export type CrossHit = { readonly kind: 'centre' } | { readonly kind: 'line'; readonly line: CrossLine };

export function crossHit(cross: Cross, at: CanvasPoint): CrossHit | null {
  if (Math.hypot(at.x - cross.centre.x, at.y - cross.centre.y) <= FREE_PX) return { kind: 'centre' };
  let nearest: CrossHit | null = null;
  let least = LINE_REACH_PX;
  for (const line of cross.lines) {
    const away = distanceToSegment(at, line.from, line.to);
    if (away > least) continue;
    least = away;
    nearest = { kind: 'line', line };
  }
  return nearest;
}
