/**
 * The volume of a finding from its contours on parallel planes of one stack: the sum of contour areas times the
 * distance between their planes. A contour stands for half the way to each neighbour, the outermost ones for half the
 * stack's own slice distance outwards: for contours on every slice this is exactly area sum × slice distance.
 * An outline that crosses itself has no area to go by: it is left out, and that is said.
 */
import type { RegionUID } from '../ids.ts';
import { dot, type FramePlane, planeNormal } from '../image/plane.ts';
import { err, type Failure, failure, ok, type Result } from '../result.ts';
import { formatMm } from '../units.ts';
import { crossesItself } from './outline-crossing.ts';
import type { AreaShape } from './region.ts';
import { shapeAreaMm2 } from './shape-geometry.ts';

export type PlacedContour = {
  readonly region: RegionUID;
  readonly shape: AreaShape;
  readonly plane: FramePlane;
};

/** A stretch without contours that the volume bridges, as distances along the normal. */
export type ContourGap = { readonly fromMm: number; readonly toMm: number; readonly message: string };

export type FindingVolume = {
  readonly volumeMm3: number;
  readonly planeCount: number;
  readonly gaps: readonly ContourGap[];
  /** Those that the volume rests on. */
  readonly regions: readonly RegionUID[];
  /** A whole sentence about outlines that could not be counted; null when all were. */
  readonly leftOut: string | null;
};

export type VolumeFailure = Failure<'too-few-contours' | 'not-parallel' | 'crossing-outlines'>;

/** Cosine below which planes are not parallel (about 0.8°). */
const PARALLEL = 0.9999;
/** Planes nearer than this are one plane, in mm. */
const SAME_PLANE_MM = 0.01;
/** From this many slice distances on, a step between contours is a gap. */
const GAP_FACTOR = 1.5;

/** `sliceSpacingMm` is the stack's; null takes the smallest step between the contours. */
export function findingVolume(
  drawn: readonly PlacedContour[],
  sliceSpacingMm: number | null,
): Result<FindingVolume, VolumeFailure> {
  const contours = drawn.filter(({ shape }) => shape.kind !== 'polygon' || !crossesItself(shape.points));
  const crossing = drawn.length - contours.length;
  const tooFew = (count: number) => err(crossing > 0 ? crossed(crossing) : uncounted(count));
  const first = contours[0];
  if (first === undefined) return tooFew(0);
  const normal = planeNormal(first.plane);
  if (contours.some(({ plane }) => Math.abs(dot(normal, planeNormal(plane))) < PARALLEL)) {
    return err(
      failure('not-parallel', 'The contours lie on planes that are not parallel; no volume is given.'),
    );
  }
  const planes = areasByPlane(contours);
  if (planes.length < 2) return tooFew(planes.length);
  const steps = planes.slice(1).map((plane, index) => plane.atMm - (planes[index]?.atMm ?? 0));
  const slice = sliceSpacingMm ?? Math.min(...steps);
  let volumeMm3 = 0;
  planes.forEach((plane, index) => {
    volumeMm3 += (plane.areaMm2 * ((steps[index - 1] ?? slice) + (steps[index] ?? slice))) / 2;
  });
  const gaps = steps.flatMap((step, index) =>
    step < slice * GAP_FACTOR ? [] : [gapAfter(planes[index]?.atMm ?? 0, step, slice)],
  );
  return ok({
    volumeMm3,
    planeCount: planes.length,
    gaps,
    regions: contours.map(({ region }) => region),
    leftOut: crossing === 0 ? null : `${crossers(crossing)} and ${crossing === 1 ? 'is' : 'are'} left out.`,
  });
}

const crossers = (count: number): string =>
  count === 1 ? '1 outline crosses itself' : `${count} outlines cross themselves`;

const crossed = (count: number): VolumeFailure =>
  failure(
    'crossing-outlines',
    `${crossers(count)}, and without ${count === 1 ? 'it' : 'them'} fewer than two planes have contours; no volume is given.`,
  );

const uncounted = (count: number): VolumeFailure =>
  failure(
    'too-few-contours',
    `A volume needs contours on two planes at least; there ${count === 1 ? 'is one' : 'are none'}.`,
  );

function gapAfter(fromMm: number, step: number, slice: number): ContourGap {
  const missing = Math.max(1, Math.round(step / slice) - 1);
  return {
    fromMm,
    toMm: fromMm + step,
    message: `${missing} ${missing === 1 ? 'slice' : 'slices'} without contour over ${formatMm(step)}, bridged.`,
  };
}

/** Contours on one plane are added: a finding may have several parts there. */
function areasByPlane(
  contours: readonly PlacedContour[],
): readonly { readonly atMm: number; readonly areaMm2: number }[] {
  const normal = planeNormal((contours[0] as PlacedContour).plane);
  const placed = contours
    .map(({ shape, plane }) => ({
      atMm: dot(normal, plane.position),
      areaMm2: shapeAreaMm2(shape, plane.spacing),
    }))
    .sort((one, other) => one.atMm - other.atMm);
  const planes: { atMm: number; areaMm2: number }[] = [];
  for (const contour of placed) {
    const last = planes[planes.length - 1];
    if (last !== undefined && contour.atMm - last.atMm < SAME_PLANE_MM) last.areaMm2 += contour.areaMm2;
    else planes.push({ ...contour });
  }
  return planes;
}
