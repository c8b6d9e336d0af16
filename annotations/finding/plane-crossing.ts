/**
 * Planes across each other: the line in which another plane meets a frame, and what of a region of one frame lies in
 * another. Patient coordinates in mm (LPS), image coordinates of the frame that is drawn upon. Pure.
 */
import {
  cross,
  dot,
  type FramePlane,
  type ImagePoint,
  imageToPatient,
  type PatientPoint,
  type PatientVector,
  patientToImage,
  planeNormal,
} from '../image/plane.ts';
import type { AreaShape } from './region.ts';
import { type Chord, type ImageLine, shapeChords } from './shape-chords.ts';

/** Two directions that lean less than this towards each other count as parallel: the sine of half a degree. */
const PARALLEL_BELOW = 0.0087;

type Size = { readonly rows: number; readonly columns: number };

/**
 * Where the plane through `point` with this normal crosses a frame, from edge to edge. Null where it is parallel to
 * the frame or passes it by.
 */
export function crossingLine(
  plane: FramePlane,
  size: Size,
  normal: PatientVector,
  point: PatientPoint,
): readonly [ImagePoint, ImagePoint] | null {
  const line = lineIn(plane, normal, dot(normal, point));
  return line === null ? null : clipped(line, size);
}

/** The line in which a cut crosses a slice, in image points of the slice; null where the two are parallel. */
export function cutLine(cut: FramePlane, slice: FramePlane): ImageLine | null {
  const normal = planeNormal(cut);
  return lineIn(slice, normal, dot(normal, cut.position));
}

/**
 * The parts of a region's outline that lie in the plane of a cut, in image points of the cut: along the line in which
 * the cut crosses the region's slice. None where they do not meet.
 */
export function regionChords(
  cut: FramePlane,
  slice: FramePlane,
  line: ImageLine,
  shape: AreaShape,
): readonly Chord[] {
  const onCut = (point: ImagePoint): ImagePoint => patientToImage(cut, imageToPatient(slice, point)).point;
  return shapeChords(shape, line).map(([from, to]): Chord => [onCut(from), onCut(to)]);
}

/** The line of all image points whose patient points p have normal · p = distance. */
function lineIn(plane: FramePlane, normal: PatientVector, distance: number): ImageLine | null {
  const { rowDirection, columnDirection, spacing, position } = plane;
  const lean = cross(planeNormal(plane), normal);
  if (Math.sqrt(dot(lean, lean)) < PARALLEL_BELOW) return null;
  const a = dot(normal, rowDirection) * spacing.betweenColumnsMm;
  const b = dot(normal, columnDirection) * spacing.betweenRowsMm;
  // a·x + b·y = k, where (0.5, 0.5) is the centre of the first pixel.
  const k = distance - dot(normal, position) + (a + b) / 2;
  const square = a * a + b * b;
  return { point: { x: (a * k) / square, y: (b * k) / square }, direction: { dx: -b, dy: a } };
}

/** Liang and Barsky, 1984: the part of the line within the frame. */
function clipped({ point, direction }: ImageLine, { rows, columns }: Size): [ImagePoint, ImagePoint] | null {
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const { dx, dy } = direction;
  for (const [start, step, end] of [
    [point.x, dx, columns],
    [point.y, dy, rows],
  ] as const) {
    if (step === 0) {
      if (start < 0 || start > end) return null;
      continue;
    }
    const [one, other] = [-start / step, (end - start) / step];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  const at = (t: number): ImagePoint => ({ x: point.x + t * dx, y: point.y + t * dy });
  return from < to ? [at(from), at(to)] : null;
}
