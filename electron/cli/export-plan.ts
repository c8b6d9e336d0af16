/** Which pictures an export makes, in their order, with their names; nothing is decoded yet. */
import type { ReferenceRegion, WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { isComparedWith } from '../../annotations/finding/comparisons.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import { type FrameRef, frameKey, sameFrame } from '../../annotations/image/hierarchy.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { findingTitle } from '../../annotations/scene/label-text.ts';
import type { SnapshotContext } from '../../annotations/scene/snapshot.ts';
import { snapshotContext } from '../../annotations/scene/snapshot-context.ts';
import { type SnapshotNaming, snapshotName, uniqueName } from '../../annotations/scene/snapshot-name.ts';
import type { CaseReader, FramePlace } from '../reader/case-reader.ts';
import type { FrameChoice } from './export-options.ts';
import { phaseOf, type StudyAnnotations } from './find-annotations.ts';

export type PlannedPicture = {
  /** Within the export's folder; unique. */
  readonly file: string;
  readonly place: FramePlace;
  readonly context: SnapshotContext;
  readonly findings: readonly Finding[];
  readonly references: readonly ReferenceRegion[];
};

export type ExportPlan = {
  readonly pictures: readonly PlannedPicture[];
  /** Sentences: marks whose images are not there. */
  readonly notices: readonly string[];
};

type Annotations = ReadonlyMap<StudyInstanceUID, StudyAnnotations>;
/** What the names depend on beside the frame. */
type Output = Pick<SnapshotNaming, 'format' | 'identity'>;

export function planExport(
  reader: CaseReader,
  annotations: Annotations,
  frames: FrameChoice,
  output: Output,
): Result<ExportPlan, Failure<'no-annotations' | 'no-marks' | 'no-frame'>> {
  switch (frames.kind) {
    case 'findings':
      return picturesOfFindings(reader, annotations, output);
    case 'all':
      return ok({ pictures: named(allPlaces(reader), reader, annotations, output), notices: [] });
    case 'some': {
      const places: FramePlace[] = [];
      for (const ref of frames.frames) {
        const place = reader.findFrame(ref as FrameRef);
        if (place === null) {
          const { sopInstanceUID, frameNumber } = ref;
          return err(
            failure(
              'no-frame',
              `Frame ${frameNumber} of the image ${sopInstanceUID} is in none of the opened files.`,
            ),
          );
        }
        places.push(place);
      }
      return ok({ pictures: named(places, reader, annotations, output), notices: [] });
    }
  }
}

const allPlaces = (reader: CaseReader): readonly FramePlace[] =>
  reader.studies.flatMap((study) =>
    study.series.flatMap((series) =>
      series.stacks.flatMap((stack) =>
        stack.frames.map((frame, index) => ({ study, series, stack, frame, index })),
      ),
    ),
  );

/** One picture for each finding and frame that it is marked on: each shows its own finding alone. */
function picturesOfFindings(
  reader: CaseReader,
  annotations: Annotations,
  output: Output,
): Result<ExportPlan, Failure<'no-annotations' | 'no-marks'>> {
  if (annotations.size === 0) {
    return err(
      failure(
        'no-annotations',
        'No saved annotations of these images were found beside them: name a file with --annotations, or export without marks with --frames all.',
      ),
    );
  }
  const pictures: PlannedPicture[] = [];
  const names = new Set<string>();
  let [absent, marks] = [0, 0];
  for (const { copy } of new Set(annotations.values())) {
    copy.findings.forEach((finding, index) => {
      const refs = distinctFrames(finding);
      marks += refs.length;
      const places = refs.map((ref) => reader.findFrame(ref)).filter((place) => place !== null);
      absent += refs.length - places.length;
      for (const place of inStackOrder(places)) {
        const context = contextOf(place, annotations);
        const name = { number: index + 1, name: findingTitle(finding) };
        const file = uniqueName(snapshotName(name, { ...output, context }), names);
        const references = comparedWith([finding], copy, reader);
        pictures.push({ file, place, context, findings: [finding], references });
      }
    });
  }
  if (pictures.length === 0) {
    return err(
      failure(
        'no-marks',
        marks === 0
          ? 'The annotations hold no marks: nothing to export.'
          : 'None of the images that the annotations mark is among the opened files.',
      ),
    );
  }
  const notices =
    absent === 0
      ? []
      : [`${absent} of ${marks} marked images are not among the opened files and were left out.`];
  return ok({ pictures, notices });
}

const distinctFrames = (finding: Finding): readonly FrameRef[] => [
  ...new Map(finding.regions.map(({ frame }) => [frameKey(frame), frame])).values(),
];

/** Series by series in order of number, each from its first frame on. */
const inStackOrder = (places: readonly FramePlace[]): readonly FramePlace[] =>
  [...places].sort(
    (one, other) =>
      (one.series.number ?? 0) - (other.series.number ?? 0) ||
      one.stack.id.localeCompare(other.stack.id) ||
      one.index - other.index,
  );

/** Pictures of whole frames: all findings that are marked there. */
function named(
  places: readonly FramePlace[],
  reader: CaseReader,
  annotations: Annotations,
  output: Output,
): readonly PlannedPicture[] {
  const names = new Set<string>();
  return places.map((place) => {
    const context = contextOf(place, annotations);
    const copy = annotations.get(place.study.studyInstanceUID)?.copy ?? null;
    const findings = copy?.findings ?? [];
    return {
      file: uniqueName(snapshotName(null, { ...output, context }), names),
      place,
      context,
      findings: findings.filter(({ regions }) =>
        regions.some((region) => sameFrame(region.frame, place.frame.ref)),
      ),
      references: copy === null ? [] : comparedWith(findings, copy, reader),
    };
  });
}

/** The references that any of the findings is compared with; the scene leaves out those on other frames. */
const comparedWith = (
  findings: readonly Finding[],
  copy: WorkingCopy,
  reader: CaseReader,
): readonly ReferenceRegion[] =>
  copy.references.filter(({ region }) =>
    findings.some((finding) =>
      isComparedWith(finding, region, (frame) => {
        const place = reader.findFrame(frame);
        return place === null ? null : { stack: place.stack.id, phase: phaseOf(place.series, copy) };
      }),
    ),
  );

const contextOf = (place: FramePlace, annotations: Annotations): SnapshotContext =>
  snapshotContext(
    place.study,
    place.series,
    place.stack,
    place.index,
    phaseOf(place.series, annotations.get(place.study.studyInstanceUID)?.copy),
  );
