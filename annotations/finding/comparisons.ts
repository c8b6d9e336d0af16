/** Differences in HU between phases of one finding, and to the muscle that the reader has marked. */
import type { SeriesInstanceUID, StackId } from '../ids.ts';
import { type FrameRef, PHASES, type Phase } from '../image/hierarchy.ts';
import { err, type Failure, failure, ok, type Result } from '../result.ts';
import type { Finding } from './finding.ts';
import { pooledMean } from './measurements.ts';
import { isAreaShape, type Region } from './region.ts';
import type { RegionStatistics } from './statistics.ts';

/** One measured region with the series, stack and phase that its frame belongs to. */
export type PhaseSample = {
  readonly series: SeriesInstanceUID;
  readonly stack: StackId;
  readonly phase: Phase;
  readonly statistics: RegionStatistics;
};

export type PhaseDifference = {
  readonly from: Phase;
  readonly to: Phase;
  readonly fromMeanHu: number;
  readonly toMeanHu: number;
  /** `to` minus `from`: positive means that it enhances. */
  readonly deltaHu: number;
};

/**
 * From the earliest phase to each later one, pooled over all regions of the phase. Series of unspecified phase take no
 * part: a difference between unknown phases says nothing.
 */
export function phaseDifferences(
  samples: readonly PhaseSample[],
): Result<readonly PhaseDifference[], Failure<'one-phase'>> {
  const means = PHASES.filter((phase) => phase !== 'unspecified').flatMap((phase) => {
    const mean = pooledMean(samples.filter((one) => one.phase === phase).map((one) => one.statistics));
    return mean === null ? [] : [{ phase, meanHu: mean.meanHu }];
  });
  const [from, ...later] = means;
  if (from === undefined || later.length === 0) {
    return err(
      failure(
        'one-phase',
        'The finding is measured in fewer than two known phases, so no difference is given.',
      ),
    );
  }
  return ok(
    later.map((to) => ({
      from: from.phase,
      to: to.phase,
      fromMeanHu: from.meanHu,
      toMeanHu: to.meanHu,
      deltaHu: to.meanHu - from.meanHu,
    })),
  );
}

export type MuscleDifference = {
  readonly phase: Phase;
  readonly series: SeriesInstanceUID;
  readonly stack: StackId;
  readonly meanHu: number;
  readonly muscleMeanHu: number;
  /** Finding minus muscle: negative means hypoattenuating. */
  readonly deltaHu: number;
};

/** Within one stack only: two series, and two passes of one series, may differ in phase, kernel and tube voltage. */
export function muscleDifferences(
  finding: readonly PhaseSample[],
  muscle: readonly PhaseSample[],
): Result<readonly MuscleDifference[], Failure<'no-reference' | 'no-common-series'>> {
  if (muscle.length === 0) return err(failure('no-reference', 'No muscle reference region is drawn.'));
  const stacks = [...new Set(finding.map((one) => one.stack))];
  const differences = stacks.flatMap((stack) => {
    const own = finding.filter((one) => one.stack === stack);
    const mean = pooledMean(own.map((one) => one.statistics));
    const muscleMean = pooledMean(muscle.filter((one) => one.stack === stack).map((one) => one.statistics));
    if (mean === null || muscleMean === null || own[0] === undefined) return [];
    return [
      {
        phase: own[0].phase,
        series: own[0].series,
        stack,
        meanHu: mean.meanHu,
        muscleMeanHu: muscleMean.meanHu,
        deltaHu: mean.meanHu - muscleMean.meanHu,
      },
    ];
  });
  return differences.length > 0
    ? ok(differences)
    : err(
        failure(
          'no-common-series',
          'The muscle reference region lies in another series than the finding, or in another pass of it.',
        ),
      );
}

/** Null where the frame is not among the opened images. */
export type StackOfFrame = (frame: FrameRef) => { readonly stack: StackId; readonly phase: Phase } | null;

/**
 * Whether the reference's HU enter a comparison of the finding: both have an area in one stack (the difference in
 * HU), or in one known phase (the report's words are held against the pixels phase by phase).
 */
export function isComparedWith(finding: Finding, reference: Region, stackOf: StackOfFrame): boolean {
  const muscle = isAreaShape(reference.shape) ? stackOf(reference.frame) : null;
  if (muscle === null) return false;
  return finding.regions.some(({ shape, frame }) => {
    const own = isAreaShape(shape) ? stackOf(frame) : null;
    if (own === null) return false;
    return own.stack === muscle.stack || (own.phase === muscle.phase && own.phase !== 'unspecified');
  });
}
