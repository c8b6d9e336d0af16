/** Changes of the whole case: the phases of its series, its report, what comes from other files. */
import type { ReferenceRegion, SavedReport } from '../codecs/working-copy.ts';
import type { Finding } from '../finding/finding.ts';
import type { SeriesInstanceUID } from '../ids.ts';
import type { Phase } from '../image/hierarchy.ts';
import { type Edit, type EditContext, edited, invalid } from './edit.ts';
import { standingEvidence } from './evidence.ts';
import type { AnnotationState } from './state.ts';
import { frameFault, shapeFault } from './validate.ts';

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

/** Takes over whole findings, for example from another file; those that are there already are left as they are. */
export function importFindings(
  state: AnnotationState,
  findings: readonly Finding[],
  references: readonly ReferenceRegion[],
  from: string,
): Edit<number> {
  const known = new Set(state.findings.map((finding) => finding.trackingUID));
  const fresh = findings.filter((finding) => !known.has(finding.trackingUID));
  const drawn = new Set(state.references.map(({ region }) => region.uid));
  const newReferences = references.filter(({ region }) => !drawn.has(region.uid));
  const faulty = [
    ...fresh.flatMap((finding) => finding.regions),
    ...newReferences.map(({ region }) => region),
  ]
    .map((region) => shapeFault(region.shape) ?? frameFault(region.frame))
    .find((fault) => fault !== null);
  if (faulty !== undefined && faulty !== null) return invalid(faulty);
  return edited(
    {
      ...state,
      findings: [...state.findings, ...fresh],
      references: [...state.references, ...newReferences],
    },
    `Import from ${from}`,
    fresh.length,
  );
}
