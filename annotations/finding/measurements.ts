/**
 * Every number of a region, with its unit and what it rests on. A number that cannot be had is not there; `problems`
 * says why in a sentence.
 */
import type { RegionUID } from '../ids.ts';
import { type FramePixels, rescaledAt } from '../image/frame-pixels.ts';
import type { FrameRef } from '../image/hierarchy.ts';
import { type PixelSpacing, pixelAt } from '../image/plane.ts';
import type { Unit } from '../units.ts';
import { crossesItself } from './outline-crossing.ts';
import { isAreaShape, type Region } from './region.ts';
import { shapeAreaMm2, shapeLengths } from './shape-geometry.ts';
import { isHounsfield, type RegionStatistics, regionStatistics } from './statistics.ts';

export type Quantity =
  | 'length'
  | 'long-axis'
  | 'short-axis'
  | 'perimeter'
  | 'area'
  | 'value'
  | 'mean'
  | 'sd'
  | 'min'
  | 'max'
  | 'median'
  | 'pixel-count'
  | 'padding-count'
  | 'outside-count'
  | 'fat-share'
  | 'calcium-share'
  | 'volume'
  | 'delta-phase'
  | 'delta-muscle';

export type MeasurementSource = {
  readonly regions: readonly RegionUID[];
  readonly frames: readonly FrameRef[];
  /** How it was got, in words. */
  readonly method: string;
};

export type Measurement = {
  readonly quantity: Quantity;
  readonly value: number;
  /** Shares have the unit 1, counts the unit pixels. */
  readonly unit: Unit;
  readonly source: MeasurementSource;
};

export type RegionMeasurements = {
  readonly region: RegionUID;
  readonly measurements: readonly Measurement[];
  readonly statistics: RegionStatistics | null;
  /** Whole sentences: what could not be measured and why. */
  readonly problems: readonly string[];
};

/** `pixels` are null where the frame could not be decoded or is not here; lengths and areas need only the spacing. */
export function measureRegion(
  region: Region,
  pixels: FramePixels | null,
  spacing: PixelSpacing | null,
): RegionMeasurements {
  const measurements: Measurement[] = [];
  const problems: string[] = [];
  const add = (quantity: Quantity, value: number | undefined, unit: Unit, method: string) => {
    if (value === undefined) return;
    const source = { regions: [region.uid], frames: [region.frame], method };
    measurements.push({ quantity, value, unit, source });
  };
  const { shape } = region;
  const measurable = shape.kind !== 'text' && shape.kind !== 'arrow';
  if (spacing !== null) {
    const lengths = shapeLengths(shape, spacing);
    add('length', lengths.lengthMm, 'mm', 'length of the path');
    add('long-axis', lengths.longAxisMm, 'mm', AXIS_METHOD[shape.kind] ?? '');
    add('short-axis', lengths.shortAxisMm, 'mm', AXIS_METHOD[shape.kind] ?? '');
    add('perimeter', lengths.perimeterMm, 'mm', 'length of the outline');
    if (isAreaShape(shape)) add('area', shapeAreaMm2(shape, spacing), 'mm2', 'geometric area');
    if (shape.kind === 'polygon' && crossesItself(shape.points)) problems.push(CROSSING_OUTLINE);
  } else if (measurable && shape.kind !== 'point') {
    problems.push('The image tells no pixel spacing, so nothing is measured in mm.');
  }
  let statistics: RegionStatistics | null = null;
  if (isAreaShape(shape) && pixels !== null) {
    const result = regionStatistics(shape, pixels, spacing);
    if (result.ok) {
      statistics = result.value;
      addStatistics(statistics, add);
    } else {
      problems.push(result.error.message);
    }
  } else if (shape.kind === 'point' && pixels !== null) {
    const hu = isHounsfield(pixels.rescale) ? rescaledAt(pixels, pixelAt(shape.point)) : null;
    if (hu !== null && Number.isFinite(hu)) add('value', hu, 'hu', 'the pixel that holds the point');
    else
      problems.push('No HU at this point: it lies on padding, outside the image, or the values are not HU.');
  } else if (pixels === null && (isAreaShape(shape) || shape.kind === 'point')) {
    problems.push('The pixels of this image are not at hand, so no HU is measured.');
  }
  return { region: region.uid, measurements, statistics, problems };
}

/** Among `problems` of an outline whose area is not that of its pixels. */
export const CROSSING_OUTLINE =
  'The outline crosses itself: parts that it goes round the other way are taken off its area, though their pixels count for the HU.';

const AXIS_METHOD: { readonly [kind: string]: string } = {
  bidirectional: 'distance between the ends of the axis',
  ellipse: 'axis of the ellipse in mm',
};

function addStatistics(
  statistics: RegionStatistics,
  add: (quantity: Quantity, value: number, unit: Unit, method: string) => void,
): void {
  const method = 'pixels whose centre lies inside the region';
  add('mean', statistics.meanHu, 'hu', method);
  add('sd', statistics.sdHu, 'hu', `${method}; population SD`);
  add('min', statistics.minHu, 'hu', method);
  add('max', statistics.maxHu, 'hu', method);
  add('median', statistics.medianHu, 'hu', method);
  add('pixel-count', statistics.pixelCount, 'pixels', method);
  add('padding-count', statistics.paddingCount, 'pixels', 'padding inside the region, left out');
  add('outside-count', statistics.outsideCount, 'pixels', 'beyond the edge of the image, left out');
  add('fat-share', statistics.fatShare, 'one', `${method}; −150…−30 HU`);
  add('calcium-share', statistics.calciumShare, 'one', `${method}; 130 HU or more`);
}

/** Several regions taken as one: the mean over all their pixels. */
export function pooledMean(
  statistics: readonly RegionStatistics[],
): { readonly meanHu: number; readonly pixelCount: number } | null {
  let [sum, pixelCount] = [0, 0];
  for (const one of statistics) {
    sum += one.meanHu * one.pixelCount;
    pixelCount += one.pixelCount;
  }
  return pixelCount === 0 ? null : { meanHu: sum / pixelCount, pixelCount };
}
