/**
 * Finds the frame on which points of the patient lie: same frame of reference, within half a slice of its plane, and
 * inside the image or at most a pixel beside it.
 */
import { type FrameRef, frameKey, type Study } from '../image/hierarchy.ts';
import { type FramePlane, type ImagePoint, type PatientPoint, patientToImage } from '../image/plane.ts';
import type { ImportContext } from './imported-findings.ts';

type Placed = {
  readonly ref: FrameRef;
  readonly plane: FramePlane;
  readonly rows: number;
  readonly columns: number;
  /** Half the distance between slices, in mm. */
  readonly reachMm: number;
};

/** Where neither spacing nor thickness is known: one slice of a thin series. Product choice. */
const UNKNOWN_SLICE_MM = 1;
const MARGIN_PX = 1;

export function openedImages(studies: readonly Study[]): Pick<ImportContext, 'hasImage' | 'locate'> {
  const known = new Set<string>();
  const byReference = new Map<string, Placed[]>();
  for (const stack of studies.flatMap(({ series }) => series.flatMap(({ stacks }) => stacks))) {
    for (const frame of stack.frames) {
      known.add(frameKey(frame.ref));
      if (frame.plane === null || stack.frameOfReferenceUID === null) continue;
      const placed = byReference.get(stack.frameOfReferenceUID) ?? [];
      byReference.set(stack.frameOfReferenceUID, placed);
      const sliceMm = stack.sliceSpacingMm ?? frame.sliceThicknessMm ?? UNKNOWN_SLICE_MM;
      placed.push({
        ref: frame.ref,
        plane: frame.plane,
        rows: stack.rows,
        columns: stack.columns,
        reachMm: Math.abs(sliceMm) / 2,
      });
    }
  }
  return {
    hasImage: (frame) => known.has(frameKey(frame)),
    locate(frameOfReferenceUID, points) {
      let best: { frame: FrameRef; points: readonly ImagePoint[]; distance: number } | null = null;
      for (const placed of byReference.get(frameOfReferenceUID) ?? []) {
        const found = onPlane(placed, points);
        if (found !== null && (best === null || found.distance < best.distance)) {
          best = { frame: placed.ref, ...found };
        }
      }
      return best;
    },
  };
}

function onPlane(
  { plane, rows, columns, reachMm }: Placed,
  points: readonly PatientPoint[],
): { readonly points: readonly ImagePoint[]; readonly distance: number } | null {
  let furthest = 0;
  const mapped: ImagePoint[] = [];
  for (const point of points) {
    const { point: at, distanceMm } = patientToImage(plane, point);
    furthest = Math.max(furthest, Math.abs(distanceMm));
    // A hair over half a slice lies on both neighbours: the nearer one wins, so the hair is allowed.
    if (furthest > reachMm + 1e-3) return null;
    if (at.x < -MARGIN_PX || at.y < -MARGIN_PX || at.x > columns + MARGIN_PX || at.y > rows + MARGIN_PX)
      return null;
    mapped.push(at);
  }
  return mapped.length === 0 ? null : { points: mapped, distance: furthest };
}
