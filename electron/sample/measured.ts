/** The masses in numbers, from the noise-free slices: what the report states and the truth file holds. */
import { distanceMm } from '../../annotations/image/plane.ts';
import { levelAt, pixelSpacingMm, sliceSpacingMm, sliceZ } from './grid.ts';
import {
  type Extent,
  extentOf,
  type MassName,
  massNames,
  type PlacedShape,
  shapesOf,
} from './mass-shapes.ts';
import { massIds } from './slice-canvas.ts';
import { type RegionTruth, regionTruth } from './truth.ts';
import type { MassSums, Truth } from './volume.ts';

export type MeasuredShape = PlacedShape & { readonly truth: RegionTruth | null };

export type MeasuredMass = {
  readonly mass: MassName;
  readonly extent: Extent;
  readonly shapes: readonly MeasuredShape[];
  readonly levels: readonly [upper: string, lower: string];
  readonly longMm: number;
  readonly shortMm: number;
  readonly craniocaudalMm: number;
  /** Voxels that belong to the mass by more than half, times their volume. */
  readonly volumeMl: number;
  /** Noise-free mean HU over all these voxels, rim included. */
  readonly wholeHu: { readonly native: number; readonly portal: number };
  /** Noise-free mean HU over all contours of a phase, by pixel. */
  readonly contourHu: { readonly native: number; readonly portal: number };
};

const spacing = { betweenRowsMm: pixelSpacingMm, betweenColumnsMm: pixelSpacingMm };

export const massExtents = (sums: readonly MassSums[]) =>
  massNames.map((mass) => ({ mass, extent: extentOf(mass, sums) }));

export function measureMass(
  mass: MassName,
  extent: Extent,
  sums: readonly MassSums[],
  truths: ReadonlyMap<number, Truth>,
): MeasuredMass {
  const shapes = shapesOf(mass, extent, truths).map((placed) => ({
    ...placed,
    truth: truthOf(placed, truths),
  }));
  const axes = shapes.find(({ shape }) => shape.kind === 'bidirectional')?.shape;
  if (axes?.kind !== 'bidirectional') throw new Error(`The ${mass} mass has no diameters.`);
  const total = (of: 'native' | 'portal') =>
    sums.reduce((sum, slice) => sum + (slice[of][massIds[mass]] ?? 0), 0) / Math.max(1, voxelsOf(mass, sums));
  return {
    mass,
    extent,
    shapes,
    levels: [levelAt(sliceZ(extent.firstSlice)), levelAt(sliceZ(extent.lastSlice))],
    longMm: distanceMm(spacing, ...axes.long),
    shortMm: distanceMm(spacing, ...axes.short),
    craniocaudalMm: (extent.lastSlice - extent.firstSlice + 1) * sliceSpacingMm,
    volumeMl: (extent.voxels * pixelSpacingMm ** 2 * sliceSpacingMm) / 1000,
    wholeHu: { native: total('native'), portal: total('portal') },
    contourHu: { native: pooled(shapes, 'noncontrast'), portal: pooled(shapes, 'portal-venous') },
  };
}

function voxelsOf(mass: MassName, sums: readonly MassSums[]): number {
  return sums.reduce((sum, slice) => sum + (slice.count[massIds[mass]] ?? 0), 0);
}

export function truthOf(placed: PlacedShape, truths: ReadonlyMap<number, Truth>): RegionTruth | null {
  const truth = truths.get(placed.slice);
  const { shape } = placed;
  if (truth === undefined || (shape.kind !== 'ellipse' && shape.kind !== 'polygon')) return null;
  return regionTruth(shape, truth, placed.phase === 'noncontrast' ? 'native' : 'portal');
}

function pooled(shapes: readonly MeasuredShape[], phase: string): number {
  let sum = 0;
  let count = 0;
  for (const { truth, phase: of } of shapes) {
    if (truth === null || of !== phase) continue;
    sum += truth.meanHu * truth.pixelCount;
    count += truth.pixelCount;
  }
  return sum / count;
}
