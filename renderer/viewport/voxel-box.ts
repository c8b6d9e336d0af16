/**
 * The box that evenly spaced parallel slices form, and how it lies when it is looked at from a side. Patient
 * coordinates in mm (LPS); steps in values, counted through the frames of the stack one after the other.
 */
import type { Stack } from '../../annotations/image/hierarchy.ts';
import { dot, type PatientPoint, type PatientVector, planeNormal } from '../../annotations/image/plane.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';

export const CUTS = ['axial', 'coronal', 'sagittal'] as const;
export type Cut = (typeof CUTS)[number];

/** One direction of a box of voxels: unit vector, distance of voxels in mm, how many, and steps in values. */
export type Axis = {
  readonly direction: PatientVector;
  readonly spacingMm: number;
  readonly count: number;
  readonly stride: number;
};

export type VoxelBox = {
  /** Centre of the first voxel. */
  readonly origin: PatientPoint;
  readonly axes: readonly [Axis, Axis, Axis];
};

/** A box seen from a side: its axes to the right, downwards and through, and where the first voxel then is. */
export type Layout = {
  readonly origin: PatientPoint;
  readonly offset: number;
  readonly right: Axis;
  readonly down: Axis;
  readonly through: Axis;
};

/** How far a slice may lie from its even place, in parts of the distance of slices; product choice. */
const EVEN_WITHIN = 0.02;

/** Refuses, in words, what is no regular box. */
export function voxelBox(stack: Stack): Result<VoxelBox, Failure<'not-a-volume'>> {
  const refuse = (why: string) =>
    err(failure('not-a-volume', `The series cannot be shown from other sides: ${why}`));
  const first = stack.frames[0];
  const last = stack.frames[stack.frames.length - 1];
  const steps = stack.frames.length - 1;
  if (steps < 1) return refuse('it has a single frame.');
  if (stack.storedType === 'rgb8') return refuse('its frames are colour pictures.');
  const plane = first?.plane ?? null;
  const end = last?.plane ?? null;
  if (first === undefined || plane === null || end === null) return refuse('its slices have no position.');
  const normal = planeNormal(plane);
  const run = minus(end.position, plane.position);
  const spacingMm = dot(run, normal) / steps;
  if (spacingMm <= 0) return refuse('its slices lie at one place.');
  for (const [index, frame] of stack.frames.entries()) {
    if (frame.plane === null) return refuse(`slice ${index + 1} has no position.`);
    const along = ofLength(normal, index * spacingMm);
    const aside = minus(minus(frame.plane.position, plane.position), along);
    if (Math.sqrt(dot(aside, aside)) > EVEN_WITHIN * spacingMm) {
      return refuse(unevenness(stack) ?? `slice ${index + 1} does not lie where even spacing would have it.`);
    }
    const { slope, intercept } = frame.rescale;
    if (slope !== first.rescale.slope || intercept !== first.rescale.intercept) {
      return refuse(`slice ${index + 1} is scaled to HU otherwise than the first.`);
    }
  }
  const { rows, columns } = stack;
  return ok({
    origin: plane.position,
    axes: [
      {
        direction: plane.rowDirection,
        spacingMm: plane.spacing.betweenColumnsMm,
        count: columns,
        stride: 1,
      },
      {
        direction: plane.columnDirection,
        spacingMm: plane.spacing.betweenRowsMm,
        count: rows,
        stride: columns,
      },
      { direction: normal, spacingMm, count: stack.frames.length, stride: rows * columns },
    ],
  });
}

/** The reader's own words for it, as the end of a sentence. */
function unevenness(stack: Stack): string | null {
  const kinds = ['gap', 'variable-spacing', 'gantry-tilt', 'duplicate-position', 'missing-position'];
  const message = stack.warnings.find((warning) => kinds.includes(warning.kind))?.message ?? null;
  if (message === null) return null;
  return `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}.`;
}

/** As radiologists look: the patient's left on the right, or the back; the head on top (axial: the front). */
const SIDES: { readonly [C in Cut]: { readonly right: PatientVector; readonly down: PatientVector } } = {
  axial: { right: { x: 1, y: 0, z: 0 }, down: { x: 0, y: 1, z: 0 } },
  coronal: { right: { x: 1, y: 0, z: 0 }, down: { x: 0, y: 0, z: -1 } },
  sagittal: { right: { x: 0, y: 1, z: 0 }, down: { x: 0, y: 0, z: -1 } },
};

/** Takes the box's own axes that lie nearest to the side's; an oblique stack stays as oblique as it is. */
export function layOut(box: VoxelBox, cut: Cut): Layout {
  const { right: wantedRight, down: wantedDown } = SIDES[cut];
  const right = mostAlong(box.axes, wantedRight);
  const rest = box.axes.filter((axis) => axis !== right);
  const down = mostAlong(rest, wantedDown);
  const through = rest.find((axis) => axis !== down);
  if (through === undefined) throw new Error('A box has three axes.');
  let { origin } = box;
  let offset = 0;
  const turned = (axis: Axis, wanted: PatientVector): Axis => {
    if (dot(axis.direction, wanted) >= 0) return axis;
    const far = axis.count - 1;
    origin = plus(origin, ofLength(axis.direction, far * axis.spacingMm));
    offset += far * axis.stride;
    return { ...axis, direction: ofLength(axis.direction, -1), stride: -axis.stride };
  };
  const laidRight = turned(right, wantedRight);
  const laidDown = turned(down, wantedDown);
  // Frames are ordered along their normal, as all stacks are.
  const normal = planeNormal({ rowDirection: laidRight.direction, columnDirection: laidDown.direction });
  const laidThrough = turned(through, normal);
  return { origin, offset, right: laidRight, down: laidDown, through: laidThrough };
}

/** The side that shows the slices as they were acquired, then the other two. */
export type Sides = readonly [Cut, Cut, Cut];

/** Null where the box lies so obliquely that two of the patient's sides would show the same. */
export function sidesOf(box: VoxelBox): Sides | null {
  const across = CUTS.map((cut) =>
    box.axes.findIndex(({ stride }) => Math.abs(layOut(box, cut).through.stride) === stride),
  );
  if (new Set(across).size < CUTS.length) return null;
  const acquired = across.indexOf(2);
  const [one, other] = CUTS.filter((_, index) => index !== acquired) as [Cut, Cut];
  return [CUTS[acquired] as Cut, one, other];
}

function mostAlong(axes: readonly Axis[], wanted: PatientVector): Axis {
  const size = (axis: Axis) => Math.abs(dot(axis.direction, wanted));
  return axes.reduce((best, axis) => (size(axis) > size(best) ? axis : best));
}

export const plus = (a: PatientPoint, b: PatientVector): PatientPoint => ({
  x: a.x + b.x,
  y: a.y + b.y,
  z: a.z + b.z,
});
const minus = (a: PatientPoint, b: PatientPoint): PatientVector => ({
  x: a.x - b.x,
  y: a.y - b.y,
  z: a.z - b.z,
});
/** A unit vector made so long; negative lengths turn it round. */
export const ofLength = (direction: PatientVector, length: number): PatientVector => ({
  x: direction.x * length,
  y: direction.y * length,
  z: direction.z * length,
});
