/**
 * What the store holds: the working copy without its envelope. Immutable; a change makes a new state that shares
 * whatever has stayed the same, so that `===` tells what changed.
 */
import type { ImportRecord } from '../codecs/import-record.ts';
import {
  type PhaseCorrection,
  type ReferenceRegion,
  type SavedReport,
  WORKING_COPY_FORMAT,
  WORKING_COPY_VERSION,
  type WorkingCopy,
} from '../codecs/working-copy.ts';
import type { Finding, Stamp } from '../finding/finding.ts';
import type { Region } from '../finding/region.ts';
import type { RegionUID, StudyInstanceUID, TrackingUID } from '../ids.ts';

export type AnnotationState = {
  readonly studyInstanceUIDs: readonly StudyInstanceUID[];
  readonly findings: readonly Finding[];
  readonly references: readonly ReferenceRegion[];
  readonly phases: readonly PhaseCorrection[];
  readonly report: SavedReport | null;
  readonly imports: readonly ImportRecord[];
};

export const emptyState = (studyInstanceUID: StudyInstanceUID): AnnotationState => ({
  studyInstanceUIDs: [studyInstanceUID],
  findings: [],
  references: [],
  phases: [],
  report: null,
  imports: [],
});

export const fromWorkingCopy = (copy: WorkingCopy): AnnotationState => ({
  studyInstanceUIDs: copy.studyInstanceUIDs,
  findings: copy.findings,
  references: copy.references,
  phases: copy.phases,
  report: copy.report,
  imports: copy.imports,
});

/** `revision` is the one that this copy will have once it is saved; `saved` says by whom and when. */
export const toWorkingCopy = (state: AnnotationState, revision: number, saved: Stamp): WorkingCopy => ({
  format: WORKING_COPY_FORMAT,
  version: WORKING_COPY_VERSION,
  revision,
  saved,
  studyInstanceUIDs: state.studyInstanceUIDs,
  findings: state.findings,
  references: state.references,
  phases: state.phases,
  report: state.report,
  imports: state.imports,
});

export const findingOf = (state: AnnotationState, uid: TrackingUID): Finding | null =>
  state.findings.find((finding) => finding.trackingUID === uid) ?? null;

/** Where a region belongs: to a finding, or, as tissue that findings are compared with, to none. */
export type RegionPlace =
  | { readonly kind: 'finding'; readonly finding: Finding; readonly region: Region }
  | { readonly kind: 'reference'; readonly reference: ReferenceRegion; readonly region: Region };

export function regionOf(state: AnnotationState, uid: RegionUID): RegionPlace | null {
  for (const finding of state.findings) {
    const region = finding.regions.find((candidate) => candidate.uid === uid);
    if (region !== undefined) return { kind: 'finding', finding, region };
  }
  const reference = state.references.find((candidate) => candidate.region.uid === uid);
  return reference === undefined ? null : { kind: 'reference', reference, region: reference.region };
}
