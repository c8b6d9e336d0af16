/** The figures that a report is held against, from what was measured in the regions. */
import type { StackId } from '../ids.ts';
import type { Phase } from '../image/hierarchy.ts';
import { PHASES } from '../image/hierarchy.ts';
import type { CheckFigures, PhaseFigures } from './check-outcome.ts';
import type { RegionMeasurements } from './measurements.ts';
import type { RegionStatistics } from './statistics.ts';

/** One region's measurements with the stack of its frame and the phase of its series. */
export type MeasuredInPhase = {
  readonly phase: Phase;
  readonly stack: StackId;
  readonly measured: RegionMeasurements;
};

export const checkFigures = (
  finding: readonly MeasuredInPhase[],
  muscle: readonly MeasuredInPhase[],
): CheckFigures => ({
  finding: byPhase(finding),
  muscle: byPhase(muscle),
  axesMm: largestAxes(finding),
});

/** Regions of one known phase as one; those of unknown phases stack by stack, since they may be of different ones. */
function byPhase(list: readonly MeasuredInPhase[]): readonly PhaseFigures[] {
  return PHASES.flatMap((phase) => {
    const own = list.filter((each) => each.phase === phase);
    const stacks = phase === 'unspecified' ? [...new Set(own.map(({ stack }) => stack))] : [null];
    return stacks.flatMap((stack) => {
      const statistics = own.flatMap(({ stack: of, measured }) =>
        measured.statistics !== null && (stack === null || of === stack) ? [measured.statistics] : [],
      );
      return statistics.length === 0 ? [] : [{ phase, stack, ...pooled(statistics) }];
    });
  });
}

/** Several regions as one; the SD is of all their pixels about the common mean. */
function pooled(list: readonly RegionStatistics[]): Omit<PhaseFigures, 'phase' | 'stack'> {
  const count = list.reduce((sum, each) => sum + each.pixelCount, 0);
  const weighted = (of: (each: RegionStatistics) => number): number =>
    list.reduce((sum, each) => sum + of(each) * each.pixelCount, 0) / count;
  const meanHu = weighted((each) => each.meanHu);
  const variance = weighted((each) => each.sdHu ** 2 + (each.meanHu - meanHu) ** 2);
  return {
    meanHu,
    sdHu: Math.sqrt(variance),
    fatShare: weighted((each) => each.fatShare),
    calciumShare: weighted((each) => each.calciumShare),
  };
}

/** Of the drawn diameters the pair with the longest axis; an ellipse's axes are no diameters of the mass. */
function largestAxes(list: readonly MeasuredInPhase[]): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  for (const { measured } of list) {
    if (measured.statistics !== null) continue;
    const of = (quantity: string): number | undefined =>
      measured.measurements.find((each) => each.quantity === quantity)?.value;
    const [long, short] = [of('long-axis'), of('short-axis')];
    if (long === undefined || short === undefined || long <= (best?.[0] ?? 0)) continue;
    best = [long, short];
  }
  return best;
}
