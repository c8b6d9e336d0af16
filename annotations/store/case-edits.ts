/** Changes of the whole case: the phases of its series, its report. */
import type { SavedReport } from '../codecs/working-copy.ts';
import type { SeriesInstanceUID } from '../ids.ts';
import type { Phase } from '../image/hierarchy.ts';
import { type Edit, type EditContext, edited } from './edit.ts';
import { standingEvidence } from './evidence.ts';
import type { AnnotationState } from './state.ts';

/** The reader's phase for a series; null takes the correction back. */
export function setPhase(
  state: AnnotationState,
  context: EditContext,
  seriesInstanceUID: SeriesInstanceUID,
  phase: Phase | null,
): Edit {
  const others = state.phases.filter((one) => one.seriesInstanceUID !== seriesInstanceUID);
  const phases =
    phase === null ? others : [...others, { seriesInstanceUID, phase, corrected: context.stamp }];
  return edited({ ...state, phases }, phase === null ? 'Use the phase as read' : `Set phase ${phase}`, null);
}

/**
 * Quotations are offsets into the report's text: with another text those that no longer stand where they stood are
 * dropped, the findings stay.
 */
export function attachReport(state: AnnotationState, report: SavedReport | null): Edit {
  const findings = state.findings.map((finding) => {
    const evidence = standingEvidence(finding.evidence, report?.text ?? null);
    return evidence.length === finding.evidence.length ? finding : { ...finding, evidence };
  });
  return edited({ ...state, report, findings }, report === null ? 'Remove report' : 'Attach report', null);
}
