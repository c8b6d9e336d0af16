/** What a snapshot says of the place of its frame, from the hierarchy: the same words from window and command line. */
import type { Phase, Series, Stack, Study } from '../image/hierarchy.ts';
import type { SnapshotContext } from './snapshot.ts';

/** @param index of the frame in its stack, from 0 */
export const snapshotContext = (
  study: Study,
  series: Series,
  stack: Stack,
  index: number,
  phase: Phase = series.phase.phase,
): SnapshotContext => ({
  patient: study.patient,
  institution: study.institution,
  studyInstanceUID: study.studyInstanceUID,
  studyDate: study.date,
  studyDescription: study.description,
  seriesInstanceUID: series.seriesInstanceUID,
  seriesNumber: series.number,
  ...(stack.pass === undefined ? {} : { pass: { number: stack.pass.number, count: stack.pass.count } }),
  seriesDescription: series.description,
  phase,
  position: index + 1,
  count: stack.frames.length,
});
