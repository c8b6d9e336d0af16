/**
 * Where other planes cross a frame in a picture, and what is drawn of their lines. Output pixels, or canvas coordinates
 * on the screen; patient coordinates in mm. Pure.
 */
import { crossingLine } from '../finding/plane-crossing.ts';
import { type FramePlane, type PatientPoint, type PatientVector, patientToImage } from '../image/plane.ts';
import { type Affine, applyAffine } from './affine.ts';
import type { PlaneSide } from './plane-style.ts';
import type { OutputPoint } from './scene.ts';

/** Another plane through the same point. */
export type OtherPlane = { readonly side: PlaneSide; readonly normal: PatientVector };

export type CrossLine = OtherPlane & { readonly from: OutputPoint; readonly to: OutputPoint };

export type Cross = { readonly centre: OutputPoint; readonly lines: readonly CrossLine[] };

type View = {
  readonly plane: FramePlane;
  readonly rows: number;
  readonly columns: number;
  readonly transform: Affine;
};

export function crossOn(view: View, point: PatientPoint, others: readonly OtherPlane[]): Cross {
  const lines = others.flatMap((other): CrossLine[] => {
    const ends = crossingLine(view.plane, view, other.normal, point);
    if (ends === null) return [];
    return [
      { ...other, from: applyAffine(view.transform, ends[0]), to: applyAffine(view.transform, ends[1]) },
    ];
  });
  return { centre: applyAffine(view.transform, patientToImage(view.plane, point).point), lines };
}

/** What is drawn of a line: its parts outside the middle, where the voxel stays free to be seen. */
export function drawnParts(
  { from, to }: CrossLine,
  centre: OutputPoint,
  freePx: number,
): readonly (readonly [OutputPoint, OutputPoint])[] {
  return [from, to].flatMap((end) => {
    const length = Math.hypot(end.x - centre.x, end.y - centre.y);
    if (length <= freePx) return [];
    const share = freePx / length;
    const begin = { x: centre.x + share * (end.x - centre.x), y: centre.y + share * (end.y - centre.y) };
    return [[begin, end] as const];
  });
}
