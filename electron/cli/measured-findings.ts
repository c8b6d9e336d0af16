/** Every number of every finding of a study, from the decoded frames: what `measure` prints. */
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import {
  muscleDifferences,
  type PhaseSample,
  phaseDifferences,
} from '../../annotations/finding/comparisons.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import { measureRegion } from '../../annotations/finding/measurements.ts';
import { isAreaShape, type Region } from '../../annotations/finding/region.ts';
import { findingVolume, type PlacedContour } from '../../annotations/finding/volume.ts';
import type { StackId } from '../../annotations/ids.ts';
import type { Phase } from '../../annotations/image/hierarchy.ts';
import { findingTitle } from '../../annotations/scene/label-text.ts';
import { type ManifestNumber, manifestNumber } from '../exporter/manifest.ts';
import type { CaseReader, FramePlace } from '../reader/case-reader.ts';
import { phaseOf } from './find-annotations.ts';

export type MeasuredRegion = {
  readonly uid: string;
  readonly kind: string;
  readonly sopInstanceUID: string;
  readonly frameNumber: number;
  /** Null where the image is not among the opened files. */
  readonly place: {
    readonly seriesInstanceUID: string;
    readonly seriesNumber: number | null;
    readonly phase: Phase;
    readonly position: number;
    readonly count: number;
  } | null;
  readonly numbers: readonly ManifestNumber[];
  readonly problems: readonly string[];
};

export type MeasuredVolume =
  | {
      readonly ok: true;
      readonly seriesInstanceUID: string;
      readonly phase: Phase;
      readonly volumeMm3: number;
      readonly planes: number;
      readonly gaps: readonly string[];
      /** A sentence about outlines that could not be counted. */
      readonly leftOut: string | null;
    }
  | {
      readonly ok: false;
      readonly seriesInstanceUID: string;
      readonly phase: Phase;
      readonly reason: string;
    };

export type MeasuredFinding = {
  readonly trackingUID: string;
  readonly name: string;
  readonly regions: readonly MeasuredRegion[];
  readonly volumes: readonly MeasuredVolume[];
  readonly phaseDifferences: readonly {
    readonly from: Phase;
    readonly to: Phase;
    readonly deltaHu: number;
  }[];
  readonly muscleDifferences: readonly {
    readonly phase: Phase;
    readonly seriesInstanceUID: string;
    readonly deltaHu: number;
  }[];
  /** Why a difference is not given. */
  readonly problems: readonly string[];
};

export type MeasuredCase = {
  readonly findings: readonly MeasuredFinding[];
  readonly references: readonly (MeasuredRegion & { readonly tissue: string })[];
};

/** A region with all that its numbers need. */
type Measured = {
  readonly region: Region;
  readonly place: FramePlace | null;
  readonly sample: PhaseSample | null;
  readonly result: MeasuredRegion;
};

export async function measureCase(reader: CaseReader, copy: WorkingCopy): Promise<MeasuredCase> {
  const references: { tissue: string; measured: Measured }[] = [];
  for (const { tissue, region } of copy.references) {
    references.push({ tissue, measured: await measured(region, reader, copy) });
  }
  const muscle = references.flatMap(({ measured: one }) => (one.sample === null ? [] : [one.sample]));
  const findings: MeasuredFinding[] = [];
  for (const finding of copy.findings) {
    const regions: Measured[] = [];
    for (const region of finding.regions) regions.push(await measured(region, reader, copy));
    findings.push(measuredFinding(finding, regions, muscle, copy));
  }
  return {
    findings,
    references: references.map(({ tissue, measured: one }) => ({ tissue, ...one.result })),
  };
}

async function measured(region: Region, reader: CaseReader, copy: WorkingCopy): Promise<Measured> {
  const place = reader.findFrame(region.frame);
  const pixels = place === null ? null : await reader.readFrame(region.frame);
  const numbers = measureRegion(
    region,
    pixels?.ok === true ? pixels.value : null,
    place?.frame.spacing ?? null,
  );
  // What stands behind missing pixels is the better sentence.
  const problems =
    place === null
      ? ['The image of this region is not among the opened files, so nothing is measured.']
      : pixels?.ok === false
        ? [pixels.error.message]
        : numbers.problems;
  const phase = place === null ? 'unspecified' : phaseOf(place.series, copy);
  return {
    region,
    place,
    sample:
      place === null || numbers.statistics === null
        ? null
        : {
            series: place.series.seriesInstanceUID,
            stack: place.stack.id,
            phase,
            statistics: numbers.statistics,
          },
    result: {
      uid: region.uid,
      kind: region.shape.kind,
      sopInstanceUID: region.frame.sopInstanceUID,
      frameNumber: region.frame.frameNumber,
      place:
        place === null
          ? null
          : {
              seriesInstanceUID: place.series.seriesInstanceUID,
              seriesNumber: place.series.number,
              phase,
              position: place.index + 1,
              count: place.stack.frames.length,
            },
      numbers: numbers.measurements.map(manifestNumber),
      problems,
    },
  };
}

function measuredFinding(
  finding: Finding,
  regions: readonly Measured[],
  muscle: readonly PhaseSample[],
  copy: WorkingCopy,
): MeasuredFinding {
  const samples = regions.flatMap(({ sample }) => (sample === null ? [] : [sample]));
  const phases = phaseDifferences(samples);
  const toMuscle = muscleDifferences(samples, muscle);
  return {
    trackingUID: finding.trackingUID,
    name: findingTitle(finding),
    regions: regions.map(({ result }) => result),
    volumes: volumes(regions, copy),
    phaseDifferences: phases.ok ? phases.value : [],
    muscleDifferences: toMuscle.ok
      ? toMuscle.value.map(({ series, stack: _stack, ...rest }) => ({ seriesInstanceUID: series, ...rest }))
      : [],
    problems:
      samples.length === 0
        ? []
        : [phases, toMuscle].flatMap((result) => (result.ok ? [] : [result.error.message])),
  };
}

/** One for each stack that the finding is outlined on. */
function volumes(regions: readonly Measured[], copy: WorkingCopy): readonly MeasuredVolume[] {
  const byStack = new Map<StackId, { place: FramePlace; contours: PlacedContour[] }>();
  for (const { region, place } of regions) {
    const { shape } = region;
    if (place === null || place.frame.plane === null || !isAreaShape(shape)) continue;
    const known = byStack.get(place.stack.id) ?? { place, contours: [] };
    known.contours.push({ region: region.uid, shape, plane: place.frame.plane });
    byStack.set(place.stack.id, known);
  }
  return [...byStack.values()].map(({ place, contours }) => {
    const where = {
      seriesInstanceUID: place.series.seriesInstanceUID,
      phase: phaseOf(place.series, copy),
    };
    const volume = findingVolume(contours, place.stack.sliceSpacingMm);
    if (!volume.ok) return { ok: false, ...where, reason: volume.error.message };
    return {
      ok: true,
      ...where,
      volumeMm3: volume.value.volumeMm3,
      planes: volume.value.planeCount,
      gaps: volume.value.gaps.map(({ message }) => message),
      leftOut: volume.value.leftOut,
    };
  });
}
