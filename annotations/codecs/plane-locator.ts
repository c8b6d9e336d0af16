/**
 * Finds the frame on which points of the patient lie: same frame of reference, within half a slice of its plane, and
 * inside the image or at most a pixel beside it.
 */
import type { StackId } from '../ids.ts';
import { frameKey, type Study } from '../image/hierarchy.ts';
import {
  distanceAlongNormal,
  dot,
  type ImagePoint,
  type PatientPoint,
  type PatientVector,
  patientToImage,
  planeNormal,
} from '../image/plane.ts';
import type { ImportContext, PlacedFrame } from './imported-findings.ts';

/** Where neither spacing nor thickness is known: one slice of a thin series. Product choice. */
const UNKNOWN_SLICE_MM = 1;
const MARGIN_PX = 1;
/** Phases over the same slices differ by less: then the first of them is drawn on throughout. Product choice. */
const SAME_PLANE_MM = 0.05;

/** With what tells at once that a point is far from the plane. */
type Sought = {
  readonly placed: PlacedFrame;
  readonly stack: number;
  readonly normal: PatientVector;
  readonly alongMm: number;
};

type OpenedImages = Pick<ImportContext, 'hasImage' | 'locate' | 'placeOf' | 'stacksIn' | 'framesOfReference'>;

/** `shown`: the stack that marks are meant for where they fit several, such as the one on the screen. */
export function openedImages(studies: readonly Study[], shown: StackId | null = null): OpenedImages {
  const known = new Set<string>();
  const places = new Map<string, PlacedFrame>();
  const stacks = new Map<string, PlacedFrame[][]>();
  const localizers = new Map<string, PlacedFrame[]>();
  const all = studies.flatMap(({ series }) => series.flatMap((one) => one.stacks));
  const inOrder = [...all.filter(({ id }) => id === shown), ...all.filter(({ id }) => id !== shown)];
  for (const stack of inOrder) {
    const { frameOfReferenceUID, rows, columns } = stack;
    const placed: PlacedFrame[] = [];
    for (const { ref, plane, sliceThicknessMm } of stack.frames) {
      known.add(frameKey(ref));
      if (plane === null) continue;
      const sliceMm = stack.sliceSpacingMm ?? sliceThicknessMm ?? UNKNOWN_SLICE_MM;
      const place = { ref, plane, frameOfReferenceUID, rows, columns, reachMm: Math.abs(sliceMm) / 2 };
      placed.push(place);
      places.set(frameKey(ref), place);
    }
    if (placed.length === 0 || frameOfReferenceUID === null) continue;
    if (stack.localizer) listIn(localizers, frameOfReferenceUID).push(...placed);
    else listIn(stacks, frameOfReferenceUID).push(placed);
  }
  const sought = new Map<string, readonly Sought[]>();
  const soughtIn = (uid: string, kind: 'slices' | 'overviews'): readonly Sought[] => {
    const key = `${kind} ${uid}`;
    const known = sought.get(key);
    if (known !== undefined) return known;
    const lists = kind === 'slices' ? (stacks.get(uid) ?? []) : [localizers.get(uid) ?? []];
    const made = lists.flatMap((frames, stack) =>
      frames.map((placed) => ({
        placed,
        stack,
        normal: planeNormal(placed.plane),
        alongMm: distanceAlongNormal(placed.plane),
      })),
    );
    sought.set(key, made);
    return made;
  };
  return {
    hasImage: (frame) => known.has(frameKey(frame)),
    placeOf: (frame) => places.get(frameKey(frame)) ?? null,
    stacksIn: (uid) => stacks.get(uid) ?? [],
    framesOfReference: [...stacks.keys()],
    // A single point lies on a localizer as well as on a slice: there only what lies on no slice.
    locate(uid, points, named = []) {
      const keys = new Set(named.map(frameKey));
      return (
        nearest(soughtIn(uid, 'slices'), points, keys) ?? nearest(soughtIn(uid, 'overviews'), points, keys)
      );
    },
  };
}

function listIn<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

type Best = {
  readonly one: Sought;
  readonly points: readonly ImagePoint[];
  readonly distance: number;
  readonly named: boolean;
};

function nearest(
  frames: readonly Sought[],
  points: readonly PatientPoint[],
  keys: ReadonlySet<string>,
): ReturnType<ImportContext['locate']> {
  let best: Best | null = null;
  const fitting = new Set<number>();
  for (const one of frames) {
    const distance = furthest(one, points);
    if (distance === null) continue;
    const named = keys.has(frameKey(one.placed.ref));
    const better = best === null || isBetter(one, distance, named, best);
    if (!better && fitting.has(one.stack)) continue;
    const mapped = insideImage(one.placed, points);
    if (mapped === null) continue;
    fitting.add(one.stack);
    if (better) best = { one, points: mapped, distance, named };
  }
  if (best === null) return null;
  const others = best.named ? 0 : fitting.size - 1;
  return { frame: best.one.placed.ref, points: best.points, others };
}

function isBetter(one: Sought, distance: number, named: boolean, best: Best): boolean {
  if (named !== best.named) return named;
  return distance < best.distance - (one.stack === best.one.stack ? 0 : SAME_PLANE_MM);
}

/** Of the points from the plane, in mm; null when one of them belongs to no frame there. */
function furthest({ placed, normal, alongMm }: Sought, points: readonly PatientPoint[]): number | null {
  let most = 0;
  for (const point of points) {
    most = Math.max(most, Math.abs(dot(normal, point) - alongMm));
    // A hair over half a slice lies on both neighbours: the nearer one wins, so the hair is allowed.
    if (most > placed.reachMm + 1e-3) return null;
  }
  return points.length === 0 ? null : most;
}

function insideImage(
  { plane, rows, columns }: PlacedFrame,
  points: readonly PatientPoint[],
): readonly ImagePoint[] | null {
  const mapped: ImagePoint[] = [];
  for (const point of points) {
    const { point: at } = patientToImage(plane, point);
    if (at.x < -MARGIN_PX || at.y < -MARGIN_PX || at.x > columns + MARGIN_PX || at.y > rows + MARGIN_PX)
      return null;
    mapped.push(at);
  }
  return mapped;
}
