/**
 * Order along the normal, distances, and what about them a reader must know. Distances in mm; slices in messages
 * count from 1 in the order of the stack. Messages are clauses: no capital, no full stop.
 */
import type { Frame, Stack, StackWarning } from '../../../annotations/image/hierarchy.ts';
import { dot, type FramePlane, type PatientVector, planeNormal } from '../../../annotations/image/plane.ts';
import { formatNumber } from '../../../annotations/units.ts';
import { SAME_POSITION_MM } from './same-place.ts';

/** A direction within this cosine of an axis bears the axis' name; oblique beyond (about 37°). */
const NAMED_COSINE = 0.8;
/** A distance this much beyond the median is a gap, where slices are missing. */
const GAP_FACTOR = 1.5;
/** Rounding of positions in files stays below this. */
const SPACING_TOLERANCE_MM = 0.06;
const SPACING_TOLERANCE_SHARE = 0.02;
/** Less than this is rounding, not tilt. */
const TILT_FROM_DEG = 0.2;
/** Messages about single places beyond this number become one. */
const MOST_PLACES = 4;

type PlacedFrame = Frame & { readonly plane: FramePlane };

export type OrderedFrames = {
  readonly frames: readonly Frame[];
  readonly normal: PatientVector | null;
  readonly sliceSpacingMm: number | null;
  readonly orientation: Stack['orientation'];
  readonly warnings: readonly StackWarning[];
};

/** Frames of one group, all of one orientation. `tiltDeg` as the header has it. */
export function orderFrames(frames: readonly Frame[], tiltDeg: number | null): OrderedFrames {
  const placed = frames.filter((frame): frame is PlacedFrame => frame.plane !== null);
  const first = placed[0];
  if (first === undefined) return byNumber(frames);
  const normal = planeNormal(first.plane);
  const ordered = placed
    .map((frame) => ({ frame, at: dot(normal, frame.plane.position) }))
    .sort((a, b) => (Math.abs(a.at - b.at) > SAME_POSITION_MM ? a.at - b.at : byInstance(a.frame, b.frame)));
  const positions = ordered.map(({ at }) => at);
  const inOrder = ordered.map(({ frame }) => frame);
  const steps = positions.slice(1).map((at, i) => at - (positions[i] as number));
  const apart = steps.filter((step) => step > SAME_POSITION_MM);
  const sliceSpacingMm = apart.length === 0 ? null : median(apart);
  return {
    frames: inOrder,
    normal,
    sliceSpacingMm,
    orientation: orientationOf(normal),
    warnings: [
      ...doubled(steps, inOrder.length),
      ...uneven(steps, sliceSpacingMm),
      ...tilted(inOrder, normal, tiltDeg),
      ...shifted(inOrder, normal),
      ...pixelShape(inOrder),
    ],
  };
}

/** A group's frames all have a place, or none has. */
function byNumber(frames: readonly Frame[]): OrderedFrames {
  const ordered = [...frames].sort(byInstance);
  return {
    frames: ordered,
    normal: null,
    sliceSpacingMm: null,
    orientation: 'unknown',
    warnings: [
      {
        kind: 'missing-position',
        message:
          frames.length === 1
            ? 'the file does not say where this image lies in the patient'
            : 'the files do not say where these images lie; they are in the order of their numbers',
      },
      ...pixelShape(ordered),
    ],
  };
}

const byInstance = (a: Frame, b: Frame): number =>
  (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) ||
  a.ref.frameNumber - b.ref.frameNumber ||
  (a.ref.sopInstanceUID < b.ref.sopInstanceUID ? -1 : a.ref.sopInstanceUID > b.ref.sopInstanceUID ? 1 : 0);

function orientationOf(normal: PatientVector): Stack['orientation'] {
  if (Math.abs(normal.z) >= NAMED_COSINE) return 'axial';
  if (Math.abs(normal.y) >= NAMED_COSINE) return 'coronal';
  if (Math.abs(normal.x) >= NAMED_COSINE) return 'sagittal';
  return 'oblique';
}

function doubled(steps: readonly number[], count: number): StackWarning[] {
  const places = steps.flatMap((step, i) => (step <= SAME_POSITION_MM ? [i + 1] : []));
  if (places.length === 0) return [];
  const message =
    places.length === count - 1
      ? `all ${count} images lie at the same place; they are in the order of their numbers`
      : `slices at the same place: ${listed(places.map((n) => `${n} and ${n + 1}`))}`;
  return [{ kind: 'duplicate-position', message }];
}

function uneven(steps: readonly number[], median: number | null): StackWarning[] {
  if (median === null) return [];
  const gaps = steps.flatMap((step, i) => (step > GAP_FACTOR * median ? [{ after: i + 1, step }] : []));
  const warnings: StackWarning[] =
    gaps.length <= MOST_PLACES
      ? gaps.map(({ after, step }) => ({ kind: 'gap', message: `gap of ${mm(step)} after slice ${after}` }))
      : [
          {
            kind: 'gap',
            message: `${gaps.length} gaps, the widest of ${mm(Math.max(...gaps.map(({ step }) => step)))}, after slices ${listed(gaps.map(({ after }) => String(after)))}`,
          },
        ];
  const others = steps.filter((step) => step > SAME_POSITION_MM && step <= GAP_FACTOR * median);
  const [least, most] = extremes(others);
  const tolerance = Math.max(SPACING_TOLERANCE_MM, SPACING_TOLERANCE_SHARE * median);
  if (others.length > 1 && (median - least > tolerance || most - median > tolerance)) {
    warnings.push({
      kind: 'variable-spacing',
      message: `distances between slices vary from ${mm(least, 2)} to ${mm(most, 2)}`,
    });
  }
  return warnings;
}

/** The shift from the first to the last slice, against the normal; or the header's word for a single slice. */
function tilted(
  frames: readonly PlacedFrame[],
  normal: PatientVector,
  tiltDeg: number | null,
): StackWarning[] {
  const from = frames[0]?.plane.position;
  const to = frames[frames.length - 1]?.plane.position;
  if (from === undefined || to === undefined) return [];
  const shift = { x: to.x - from.x, y: to.y - from.y, z: to.z - from.z };
  const along = dot(shift, normal);
  if (along > SAME_POSITION_MM) {
    const across = Math.sqrt(Math.max(0, dot(shift, shift) - along * along));
    const degrees = (Math.atan2(across, along) * 180) / Math.PI;
    if (degrees > TILT_FROM_DEG) {
      return [
        {
          kind: 'gantry-tilt',
          message: `slices are shifted by ${formatNumber(degrees, 1)}° against each other (gantry tilt); reformatted planes are skewed`,
        },
      ];
    }
  }
  if (tiltDeg !== null && Math.abs(tiltDeg) > TILT_FROM_DEG) {
    return [{ kind: 'gantry-tilt', message: `the gantry was tilted by ${formatNumber(tiltDeg, 1)}°` }];
  }
  return [];
}

/** Slices that lie beside the line from the first to the last: no straight volume can be made of them. */
function shifted(frames: readonly PlacedFrame[], normal: PatientVector): StackWarning[] {
  const from = frames[0]?.plane.position;
  const to = frames[frames.length - 1]?.plane.position;
  if (from === undefined || to === undefined || frames.length < 3) return [];
  const line = { x: to.x - from.x, y: to.y - from.y, z: to.z - from.z };
  const length = dot(line, normal);
  if (length <= SAME_POSITION_MM) return [];
  let most = 0;
  for (const { plane } of frames) {
    const { position: p } = plane;
    const share = dot({ x: p.x - from.x, y: p.y - from.y, z: p.z - from.z }, normal) / length;
    const off = {
      x: p.x - from.x - share * line.x,
      y: p.y - from.y - share * line.y,
      z: p.z - from.z - share * line.z,
    };
    most = Math.max(most, Math.sqrt(dot(off, off)));
  }
  const { spacing } = (frames[0] as PlacedFrame).plane;
  if (most <= Math.max(spacing.betweenRowsMm, spacing.betweenColumnsMm) / 2) return [];
  return [
    {
      kind: 'variable-spacing',
      message: `slices are shifted sideways against each other by up to ${mm(most)}; reformatted planes are skewed`,
    },
  ];
}

function pixelShape(frames: readonly Frame[]): StackWarning[] {
  const spacing = frames.find((frame) => frame.spacing !== null)?.spacing ?? null;
  if (spacing === null) {
    return [
      { kind: 'no-spacing', message: 'the size of a pixel is not known; nothing can be measured in mm' },
    ];
  }
  const warnings: StackWarning[] = [];
  const source = frames.find((frame) => frame.spacing !== null)?.spacingSource;
  if (source !== 'PixelSpacing') {
    warnings.push({
      kind: 'no-spacing',
      message: `the size of a pixel is known at the detector only (${source}); lengths in the patient are shorter`,
    });
  }
  const ratio = spacing.betweenRowsMm / spacing.betweenColumnsMm;
  if (Math.abs(ratio - 1) > 1e-3) {
    warnings.push({
      kind: 'non-square-pixels',
      message: `pixels are not square: ${mm(spacing.betweenRowsMm, 3)} between rows, ${mm(spacing.betweenColumnsMm, 3)} between columns`,
    });
  }
  return warnings;
}

const mm = (value: number, decimals = 1): string => `${formatNumber(value, decimals)} mm`;

const listed = (items: readonly string[]): string =>
  items.length <= MOST_PLACES
    ? items.join(', ')
    : `${items.slice(0, MOST_PLACES).join(', ')} and ${items.length - MOST_PLACES} more`;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

function extremes(values: readonly number[]): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** Directions within about a tenth of a degree, pixels of the same size: planes of one volume. */
export function sameGrid(a: FramePlane, b: FramePlane): boolean {
  const limit = 1 - 2e-6;
  return (
    dot(a.rowDirection, b.rowDirection) > limit &&
    dot(a.columnDirection, b.columnDirection) > limit &&
    nearly(a.spacing.betweenRowsMm, b.spacing.betweenRowsMm) &&
    nearly(a.spacing.betweenColumnsMm, b.spacing.betweenColumnsMm)
  );
}

const nearly = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-3 * Math.max(a, b);
