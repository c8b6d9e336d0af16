/**
 * HU inside a region, by the published voxel rule. The only place of the product where such numbers are made: window,
 * command line and exports all come here, with the decoded stored values of the frame itself.
 */
import type { FramePixels } from '../image/frame-pixels.ts';
import type { Rescale } from '../image/hierarchy.ts';
import type { PixelSpacing } from '../image/plane.ts';
import { err, type Failure, failure, ok, type Result } from '../result.ts';
import type { AreaShape } from './region.ts';
import { shapeAreaPx2 } from './shape-geometry.ts';
import { CALCIUM_FROM_HU, FAT_FROM_HU, FAT_TO_HU } from './thresholds.ts';
import { rowRange, runsInRow } from './voxel-rule.ts';

export type RegionStatistics = {
  /** Pixels that the numbers rest on. */
  readonly pixelCount: number;
  /** Padding pixels inside the region: left out. */
  readonly paddingCount: number;
  /** Pixel positions of the region beyond the frame's edge: left out. */
  readonly outsideCount: number;
  readonly meanHu: number;
  /** Population standard deviation. */
  readonly sdHu: number;
  readonly minHu: number;
  readonly maxHu: number;
  /** The mean of both middle values for an even count. */
  readonly medianHu: number;
  /** Geometric area; null where the frame has no spacing. */
  readonly areaMm2: number | null;
  /** Share 0…1 of the pixels in the range of fat. */
  readonly fatShare: number;
  /** Share 0…1 of the pixels in the range of calcium. */
  readonly calciumShare: number;
};

export type StatisticsFailure = Failure<
  'bad-shape' | 'colour' | 'not-hounsfield' | 'no-pixels' | 'only-padding' | 'not-finite'
>;

/** Larger than any frame that is read: a guard against regions that hostile files may hold. */
const MAX_EXTENT = 100_000;

/** HU, and as scanners write it out: "Houndsfield Unit", "hounsfeild". */
const HOUNSFIELD = /^\s*(HU|houn[sd]*f(ie|ei)ld( unit)?s?)\s*$/i;

/** CT without RescaleType means HU (PS3.3 C.8.2.1), and the reader leaves the type empty for CT alone. */
export const isHounsfield = ({ type }: Pick<Rescale, 'type'>): boolean =>
  type === null || HOUNSFIELD.test(type);

export function regionStatistics(
  shape: AreaShape,
  pixels: FramePixels,
  spacing: PixelSpacing | null,
): Result<RegionStatistics, StatisticsFailure> {
  if (pixels.storedType === 'rgb8') return err(failure('colour', 'A colour image has no HU.'));
  if (!isHounsfield(pixels.rescale)) {
    const unit = pixels.rescale.type === 'US' ? 'unspecified' : `"${pixels.rescale.type}"`;
    return err(failure('not-hounsfield', `The values of this image are not HU: their unit is ${unit}.`));
  }
  const rows = rowRange(shape);
  if (!(rows.last - rows.first <= MAX_EXTENT)) {
    return err(failure('bad-shape', 'The region is larger than any image or has no finite extent.'));
  }
  const collected = collect(shape, pixels, rows);
  if (collected === null) {
    return err(failure('bad-shape', 'The region is larger than any image or has no finite extent.'));
  }
  const { values, paddingCount, outsideCount } = collected;
  if (values.length === 0) {
    return err(
      paddingCount > 0
        ? failure('only-padding', `All ${paddingCount} pixels of the region are padding.`)
        : failure('no-pixels', 'No pixel centre of the image lies inside the region.'),
    );
  }
  const summary = summarize(values);
  if (summary === null) {
    return err(failure('not-finite', 'The region holds pixels whose value is not a finite number.'));
  }
  const areaMm2 =
    spacing === null ? null : shapeAreaPx2(shape) * spacing.betweenRowsMm * spacing.betweenColumnsMm;
  return ok({ pixelCount: values.length, paddingCount, outsideCount, ...summary, areaMm2 });
}

type Collected = {
  readonly values: Float64Array;
  readonly paddingCount: number;
  readonly outsideCount: number;
};

/** HU of all pixels inside, row by row. Null for a run that no frame could hold. */
function collect(
  shape: AreaShape,
  pixels: FramePixels,
  rows: { readonly first: number; readonly last: number },
): Collected | null {
  const { columns, padding, rescale, values: stored } = pixels;
  const runs: { start: number; end: number }[] = [];
  let [inFrame, outsideCount] = [0, 0];
  for (let row = rows.first; row <= rows.last; row++) {
    for (const run of runsInRow(shape, row)) {
      const length = run.to - run.from;
      if (!(length <= MAX_EXTENT)) return null;
      const from = Math.max(0, run.from);
      const to = Math.min(columns, run.to);
      if (row < 0 || row >= pixels.rows || from >= to) {
        outsideCount += length;
        continue;
      }
      outsideCount += length - (to - from);
      inFrame += to - from;
      runs.push({ start: row * columns + from, end: row * columns + to });
    }
  }
  const values = new Float64Array(inFrame);
  let count = 0;
  for (const { start, end } of runs) {
    for (let index = start; index < end; index++) {
      const value = stored[index] as number;
      if (padding !== null && value >= padding.from && value <= padding.to) continue;
      values[count++] = rescale.slope * value + rescale.intercept;
    }
  }
  return { values: values.subarray(0, count), paddingCount: inFrame - count, outsideCount };
}

type Summary = Omit<RegionStatistics, 'pixelCount' | 'paddingCount' | 'outsideCount' | 'areaMm2'>;

/** Two passes with compensated sums; null when a value is not finite. Sorts `values`. */
function summarize(values: Float64Array): Summary | null {
  const count = values.length;
  const meanHu = compensatedSum(values, (value) => value) / count;
  if (!Number.isFinite(meanHu)) return null;
  const sdHu = Math.sqrt(compensatedSum(values, (value) => (value - meanHu) ** 2) / count);
  let [fat, calcium] = [0, 0];
  for (const value of values) {
    if (value >= FAT_FROM_HU && value <= FAT_TO_HU) fat++;
    if (value >= CALCIUM_FROM_HU) calcium++;
  }
  values.sort();
  const half = count >> 1;
  const upper = values[half] as number;
  return {
    meanHu,
    sdHu,
    minHu: values[0] as number,
    maxHu: values[count - 1] as number,
    medianHu: count % 2 === 1 ? upper : ((values[half - 1] as number) + upper) / 2,
    fatShare: fat / count,
    calciumShare: calcium / count,
  };
}

/** Neumaier's sum: the error does not grow with the count. */
function compensatedSum(values: Float64Array, term: (value: number) => number): number {
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const next = term(value);
    const total = sum + next;
    lost += Math.abs(sum) >= Math.abs(next) ? sum - total + next : next - total + sum;
    sum = total;
  }
  return sum + lost;
}
