/**
 * Finds the frame on which points of the patient lie: same frame of reference, within half a slice of its plane, and
 * inside the image or at most a pixel beside it.
 */
import { type FrameRef, frameKey, type Study } from '../image/hierarchy.ts';
import { type ImagePoint, type PatientPoint, patientToImage } from '../image/plane.ts';
import type { ImportContext, PlacedFrame } from './imported-findings.ts';

/** Where neither spacing nor thickness is known: one slice of a thin series. Product choice. */
const UNKNOWN_SLICE_MM = 1;
const MARGIN_PX = 1;

type OpenedImages = Pick<ImportContext, 'hasImage' | 'locate' | 'placeOf' | 'stacksIn' | 'framesOfReference'>;

export function openedImages(studies: readonly Study[]): OpenedImages {
  const known = new Set<string>();
  const places = new Map<string, PlacedFrame>();
  const stacks = new Map<string, PlacedFrame[][]>();
  const localizers = new Map<string, PlacedFrame[]>();
  for (const stack of studies.flatMap(({ series }) => series.flatMap((one) => one.stacks))) {
    const { frameOfReferenceUID, rows, columns } = stack;
    const placed: PlacedFrame[] = [];
    for (const { ref, plane, sliceThicknessMm } of stack.frames) {
      known.add(frameKey(ref));
      if (plane === null || frameOfReferenceUID === null) continue;
      const sliceMm = stack.sliceSpacingMm ?? sliceThicknessMm ?? UNKNOWN_SLICE_MM;
      const place = { ref, plane, frameOfReferenceUID, rows, columns, reachMm: Math.abs(sliceMm) / 2 };
      placed.push(place);
      places.set(frameKey(ref), place);
    }
    if (placed.length === 0 || frameOfReferenceUID === null) continue;
    if (stack.localizer) listIn(localizers, frameOfReferenceUID).push(...placed);
    else listIn(stacks, frameOfReferenceUID).push(placed);
  }
  return {
    hasImage: (frame) => known.has(frameKey(frame)),
    placeOf: (frame) => places.get(frameKey(frame)) ?? null,
    stacksIn: (uid) => stacks.get(uid) ?? [],
    framesOfReference: [...stacks.keys()],
    // A single point lies on a localizer as well as on a slice: there only what lies on no slice.
    locate: (uid, points) =>
      nearest((stacks.get(uid) ?? []).flat(), points) ?? nearest(localizers.get(uid) ?? [], points),
  };
}

function listIn<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function nearest(
  frames: readonly PlacedFrame[],
  points: readonly PatientPoint[],
): { readonly frame: FrameRef; readonly points: readonly ImagePoint[] } | null {
  let best: { frame: FrameRef; points: readonly ImagePoint[]; distance: number } | null = null;
  for (const placed of frames) {
    const found = onPlane(placed, points);
    if (found !== null && (best === null || found.distance < best.distance)) {
      best = { frame: placed.ref, ...found };
    }
  }
  return best === null ? null : { frame: best.frame, points: best.points };
}

function onPlane(
  { plane, rows, columns, reachMm }: PlacedFrame,
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
