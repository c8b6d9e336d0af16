/** Where an image's plane cuts a box of the patient: a convex outline. Coordinates: mm, LPS. */
import { cross, dot, type FramePlane, type PatientPoint, type PatientVector } from '../../image/plane.ts';

/** Unit vectors at right angles, and half of the box's length along each. */
export type PatientBox = {
  readonly center: PatientPoint;
  readonly axes: readonly { readonly direction: PatientVector; readonly halfMm: number }[];
};

/** A face of the box that lies in the plane belongs to the box. */
const TOUCH_MM = 1e-6;

const along = (from: PatientPoint, direction: PatientVector, mm: number): PatientPoint => ({
  x: from.x + direction.x * mm,
  y: from.y + direction.y * mm,
  z: from.z + direction.z * mm,
});
const between = (a: PatientPoint, b: PatientPoint): PatientVector => ({
  x: b.x - a.x,
  y: b.y - a.y,
  z: b.z - a.z,
});

/** Fewer than three corners: the plane misses the box or only touches it. */
export function boxSection(box: PatientBox, plane: FramePlane): readonly PatientPoint[] {
  const { rowDirection, columnDirection } = plane;
  const reach = 2 * Math.hypot(...box.axes.map(({ halfMm }) => halfMm)) + 1;
  const normal = cross(rowDirection, columnDirection);
  const foot = along(box.center, normal, -dot(between(plane.position, box.center), normal));
  // A square of the plane that holds any section, cut by the six faces in turn.
  let outline: readonly PatientPoint[] = [
    [-reach, -reach],
    [reach, -reach],
    [reach, reach],
    [-reach, reach],
  ].map(([x, y]) => along(along(foot, rowDirection, x as number), columnDirection, y as number));
  for (const { direction, halfMm } of box.axes) {
    for (const sign of [1, -1]) {
      const inside = (point: PatientPoint): number =>
        halfMm + TOUCH_MM - sign * dot(between(box.center, point), direction);
      outline = clipped(outline, inside);
    }
  }
  return outline;
}

/** What of an outline has no negative distance (Sutherland and Hodgman). */
function clipped(
  outline: readonly PatientPoint[],
  distance: (point: PatientPoint) => number,
): readonly PatientPoint[] {
  return outline.flatMap((point, index) => {
    const next = outline[(index + 1) % outline.length] as PatientPoint;
    const [here, there] = [distance(point), distance(next)];
    const kept = here >= 0 ? [point] : [];
    if (here >= 0 === there >= 0) return kept;
    const share = here / (here - there);
    const step = between(point, next);
    return [...kept, along(point, step, share)];
  });
}
