/** One finding becomes two: chosen marks and words go into a new one. */
import type { Finding } from '../finding/finding.ts';
import { type AnswerWords, type Shares, splitDescription } from '../finding/split.ts';
import type { RegionUID, TrackingUID } from '../ids.ts';
import { type Edit, type EditContext, edited, invalid, locked, missing, withFinding } from './edit.ts';
import { type AnnotationState, findingOf } from './state.ts';

/** What goes from a finding into the new one. */
export type Split = {
  /** Of the new finding; without one it is named after the other. */
  readonly name?: string;
  readonly regions: readonly RegionUID[];
  /** For each quotation of the finding, in its order. */
  readonly quotations: Shares;
  readonly words?: AnswerWords;
};

/** "Left paraspinal mass 2": the lowest number that no finding has. */
export function nameOfPart(name: string, taken: readonly string[]): string {
  const stem = name.trim() || 'Finding';
  let number = 2;
  while (taken.includes(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}

/** The new finding comes last, so that the others keep their numbers. The note stays where it was. */
export function splitFinding(
  state: AnnotationState,
  context: EditContext,
  uid: TrackingUID,
  split: Split,
): Edit<TrackingUID> {
  const finding = findingOf(state, uid);
  if (finding === null) return missing('The finding');
  if (finding.locked) return locked(finding);
  const chosen = new Set(split.regions);
  const going = finding.regions.filter((region) => chosen.has(region.uid));
  if (going.length < chosen.size) return missing('One of the marks');
  const staying = finding.regions.filter((region) => !chosen.has(region.uid));
  const described = splitDescription(finding, split.quotations, split.words ?? {});
  if (going.length === 0 && described.goes.evidence.length === 0)
    return invalid('Choose a mark or a quotation for the new finding.');
  if (staying.length === 0 && described.stays.evidence.length === 0) {
    return invalid('Leave a mark or a quotation with the finding; to call it something else, rename it.');
  }
  const names = state.findings.map(({ trackingIdentifier }) => trackingIdentifier);
  const part: Finding = {
    ...finding,
    ...described.goes,
    trackingUID: context.newUid<TrackingUID>(),
    trackingIdentifier: split.name?.trim() || nameOfPart(finding.trackingIdentifier, names),
    note: '',
    regions: going,
    created: context.stamp,
    modified: context.stamp,
  };
  const rest = { ...finding, ...described.stays, regions: staying, modified: context.stamp };
  const next = withFinding(state, rest);
  return edited(
    { ...next, findings: [...next.findings, part] },
    `Split ${finding.trackingIdentifier}`,
    part.trackingUID,
  );
}
