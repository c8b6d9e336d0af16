/** What is measured in the findings' regions, as far as their frames have been decoded. */
import type { Finding } from '../../annotations/finding/finding.ts';
import {
  measureRegion,
  pooledMean,
  type Quantity,
  type RegionMeasurements,
} from '../../annotations/finding/measurements.ts';
import { isAreaShape, type Region } from '../../annotations/finding/region.ts';
import type { RegionStatistics } from '../../annotations/finding/statistics.ts';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import { PHASES, type Phase } from '../../annotations/image/hierarchy.ts';
import type { AnnotationState } from '../../annotations/store/annotation-store.ts';
import { phaseOf } from './annotations.ts';
import { stackPixels } from './pixels.ts';
import { framePlace } from './studies.ts';

type Known = { readonly pixels: FramePixels | null; readonly measured: RegionMeasurements };

/** A region object never changes: what was measured in it on the same pixels holds. */
const known = new WeakMap<Region, Known>();

/** Null when the region's file is not open. */
export function measuredIn(region: Region): RegionMeasurements | null {
  const place = framePlace(region.frame);
  const frame = place?.stack.frames[place.slice];
  if (place === null || frame === undefined) return null;
  const pixels = stackPixels(place.stack).frame(place.slice) ?? null;
  const before = known.get(region);
  if (before !== undefined && before.pixels === pixels) return before.measured;
  const measured = measureRegion(region, pixels, frame.plane?.spacing ?? frame.spacing);
  known.set(region, { pixels, measured });
  return measured;
}

/** Its pixels are not here yet, or have left for others: what is measured without it is not the whole. */
export function isAwaited(region: Region): boolean {
  const place = framePlace(region.frame);
  return place !== null && isAreaShape(region.shape) && stackPixels(place.stack).frame(place.slice) === null;
}

export const quantityIn = (measured: RegionMeasurements | null, quantity: Quantity): number | null =>
  measured?.measurements.find((one) => one.quantity === quantity)?.value ?? null;

export type PhaseHu = { readonly phase: Phase; readonly meanHu: number };

export type FindingNumbers = {
  /** Long and short diameter of the largest bidirectional, or what the report states; null for none. */
  readonly sizeMm: readonly number[] | null;
  readonly sizeFrom: 'measured' | 'report' | null;
  /** Mean over all regions of each phase, in the order of the phases; none while slices of the phase are missing. */
  readonly hu: readonly PhaseHu[];
  /** Phases that are measured once their slices are here. */
  readonly awaited: readonly Phase[];
};

function largestDiameters(finding: Finding): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  for (const region of finding.regions) {
    if (region.shape.kind !== 'bidirectional') continue;
    const measured = measuredIn(region);
    const long = quantityIn(measured, 'long-axis');
    const short = quantityIn(measured, 'short-axis');
    if (long === null || short === null) continue;
    if (best === null || long > best[0]) best = [long, short];
  }
  return best;
}

export function findingNumbers(finding: Finding, annotations: AnnotationState | null): FindingNumbers {
  const byPhase = new Map<Phase, RegionStatistics[]>();
  const unfinished = new Set<Phase>();
  for (const region of finding.regions) {
    const place = framePlace(region.frame);
    if (place === null || !isAreaShape(region.shape)) continue;
    const { phase } = phaseOf(place.series, annotations);
    const statistics = measuredIn(region)?.statistics ?? null;
    if (statistics !== null) byPhase.set(phase, [...(byPhase.get(phase) ?? []), statistics]);
    // A mean over the slices that happen to be here would look like the mean of the mass.
    else if (isAwaited(region)) unfinished.add(phase);
  }
  const measured = largestDiameters(finding);
  const stated = finding.descriptors.sizeMm?.value ?? null;
  return {
    sizeMm: measured ?? stated,
    sizeFrom: measured !== null ? 'measured' : stated !== null ? 'report' : null,
    hu: PHASES.filter((phase) => !unfinished.has(phase)).flatMap((phase) => {
      const pooled = pooledMean(byPhase.get(phase) ?? []);
      return pooled === null ? [] : [{ phase, meanHu: pooled.meanHu }];
    }),
    awaited: PHASES.filter((phase) => unfinished.has(phase)),
  };
}
