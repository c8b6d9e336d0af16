/** A finding's numbers side by side: over the phases, against muscle, against the report, and its volume. */
import { checkFinding } from '../../annotations/finding/check.ts';
import { checkFigures, type MeasuredInPhase } from '../../annotations/finding/check-figures.ts';
import type { CheckRow } from '../../annotations/finding/check-outcome.ts';
import {
  type MuscleDifference,
  muscleDifferences,
  type PhaseDifference,
  type PhaseSample,
  phaseDifferences,
} from '../../annotations/finding/comparisons.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import { isAreaShape, type Region } from '../../annotations/finding/region.ts';
import {
  type FindingVolume,
  findingVolume,
  type PlacedContour,
  type VolumeFailure,
} from '../../annotations/finding/volume.ts';
import type { StackId } from '../../annotations/ids.ts';
import type { Phase } from '../../annotations/image/hierarchy.ts';
import type { Result } from '../../annotations/result.ts';
import type { AnnotationState } from '../../annotations/store/annotation-store.ts';
import { phaseOf } from './annotations.ts';
import { isAwaited, measuredIn } from './numbers.ts';
import { framePlace, type StackPlace } from './studies.ts';

export type Comparisons = {
  readonly phases: readonly PhaseDifference[];
  readonly muscle: readonly MuscleDifference[];
  /** Of the series with the most contours. */
  readonly volume: { readonly phase: Phase; readonly of: FindingVolume } | null;
  readonly checks: readonly CheckRow[];
  /** Whole sentences: what could not be compared, and why. */
  readonly problems: readonly string[];
};

const inPhases = (regions: readonly Region[], state: AnnotationState): readonly MeasuredInPhase[] =>
  regions.flatMap((region) => {
    const place = framePlace(region.frame);
    const measured = measuredIn(region);
    return place === null || measured === null
      ? []
      : [{ phase: phaseOf(place.series, state).phase, stack: place.stack.id, measured }];
  });

const samples = (regions: readonly Region[], state: AnnotationState): readonly PhaseSample[] =>
  regions.flatMap((region) => {
    const place = framePlace(region.frame);
    const statistics = measuredIn(region)?.statistics ?? null;
    if (place === null || statistics === null) return [];
    const { series, stack } = place;
    const { phase } = phaseOf(series, state);
    return [{ series: series.seriesInstanceUID, stack: stack.id, phase, statistics }];
  });

type MeasuredVolume = { readonly phase: Phase; readonly of: Result<FindingVolume, VolumeFailure> };

function volumeOf(finding: Finding, state: AnnotationState): MeasuredVolume | null {
  const byStack = new Map<StackId, { place: StackPlace; contours: PlacedContour[] }>();
  for (const { uid, frame, shape } of finding.regions) {
    const place = framePlace(frame);
    const plane = place?.stack.frames[place.slice]?.plane ?? null;
    if (place === null || plane === null || !isAreaShape(shape)) continue;
    const group = byStack.get(place.stack.id) ?? { place, contours: [] };
    group.contours.push({ region: uid, shape, plane });
    byStack.set(place.stack.id, group);
  }
  const [most] = [...byStack.values()].sort((a, b) => b.contours.length - a.contours.length);
  if (most === undefined) return null;
  return {
    phase: phaseOf(most.place.series, state).phase,
    of: findingVolume(most.contours, most.place.stack.sliceSpacingMm),
  };
}

export function compare(finding: Finding, state: AnnotationState): Comparisons {
  const references = state.references.map((reference) => reference.region);
  const volume = volumeOf(finding, state);
  const shownVolume = volume?.of.ok === true ? { phase: volume.phase, of: volume.of.value } : null;
  // One outline, or none, is no volume and no problem; outlines that look like one and are not, are.
  const volumeProblems =
    volume?.of.ok === false && volume.of.error.kind === 'crossing-outlines' ? [volume.of.error.message] : [];
  const awaited = [...finding.regions, ...references].filter(isAwaited).length;
  // Half of the slices would give figures that look like those of the whole.
  if (awaited > 0) {
    const problem = `Compared once all slices are here: ${awaited} marked ones are still missing.`;
    const problems = [problem, ...volumeProblems];
    return { phases: [], muscle: [], volume: shownVolume, checks: [], problems };
  }
  const own = samples(finding.regions, state);
  const phases = phaseDifferences(own);
  const muscle = muscleDifferences(own, samples(references, state));
  return {
    phases: phases.ok ? phases.value : [],
    muscle: muscle.ok ? muscle.value : [],
    volume: shownVolume,
    checks: checkFinding(
      finding.descriptors,
      checkFigures(inPhases(finding.regions, state), inPhases(references, state)),
    ),
    problems: [
      ...(own.length === 0
        ? []
        : [phases, muscle].flatMap((result) => (result.ok ? [] : [result.error.message]))),
      ...volumeProblems,
    ],
  };
}
