/** Changes of findings: what they are called, where they lie, what they are like; added, removed, merged. */
import type {
  Answer,
  Descriptors,
  Laterality,
  Question,
  Site,
  VertebralLevel,
} from '../finding/descriptors.ts';
import type { Evidence, Finding, Origin } from '../finding/finding.ts';
import type { TrackingUID } from '../ids.ts';
import {
  type Edit,
  type EditContext,
  edited,
  editFinding,
  invalid,
  locked,
  missing,
  quoted,
  withFinding,
} from './edit.ts';
import { joinedEvidence } from './evidence.ts';
import { type AnnotationState, findingOf } from './state.ts';
import { descriptorsFault, levelsFault } from './validate.ts';

/** What a new finding may already know. */
export type FindingDraft = {
  readonly name?: string;
  readonly site?: Site | null;
  readonly laterality?: Laterality | null;
  readonly levels?: readonly [VertebralLevel, VertebralLevel] | null;
  readonly descriptors?: Descriptors;
  readonly note?: string;
  readonly evidence?: readonly Evidence[];
  readonly origin?: Origin | null;
};

/** The lowest number that no name has yet. */
function freshName(state: AnnotationState): string {
  const taken = new Set(state.findings.map((finding) => finding.trackingIdentifier));
  let number = state.findings.length + 1;
  while (taken.has(`Finding ${number}`)) number += 1;
  return `Finding ${number}`;
}

export function addFinding(
  state: AnnotationState,
  context: EditContext,
  draft: FindingDraft,
): Edit<TrackingUID> {
  const levels = draft.levels ?? null;
  const fault =
    (levels === null ? null : levelsFault(levels)) ?? descriptorsFault(draft.descriptors ?? {}) ?? null;
  if (fault !== null) return invalid(fault);
  const finding: Finding = {
    trackingUID: context.newUid<TrackingUID>(),
    trackingIdentifier: draft.name?.trim() || freshName(state),
    site: draft.site ?? null,
    laterality: draft.laterality ?? null,
    levels,
    descriptors: draft.descriptors ?? {},
    note: draft.note ?? '',
    evidence: draft.evidence ?? [],
    regions: [],
    origin: draft.origin ?? null,
    locked: false,
    created: context.stamp,
    modified: context.stamp,
  };
  return edited(
    { ...state, findings: [...state.findings, finding] },
    `Add ${finding.trackingIdentifier}`,
    finding.trackingUID,
  );
}

export function removeFinding(state: AnnotationState, uid: TrackingUID): Edit {
  const finding = findingOf(state, uid);
  if (finding === null) return missing('The finding');
  if (finding.locked) return locked(finding);
  return edited(
    { ...state, findings: state.findings.filter((old) => old !== finding) },
    `Delete ${finding.trackingIdentifier}`,
    null,
  );
}

export function setLocked(state: AnnotationState, context: EditContext, uid: TrackingUID, to: boolean): Edit {
  const finding = findingOf(state, uid);
  if (finding === null) return missing('The finding');
  const next = { ...finding, locked: to, modified: context.stamp };
  return edited(
    withFinding(state, next),
    `${to ? 'Lock' : 'Unlock'} ${quoted(finding.trackingIdentifier)}`,
    null,
  );
}

/** Sets or, with null, withdraws an answer. */
export function setDescriptor<Q extends Question>(
  state: AnnotationState,
  context: EditContext,
  uid: TrackingUID,
  question: Q,
  answer: Answer<Q> | null,
  name: string,
): Edit {
  const finding = findingOf(state, uid);
  if (finding === null) return missing('The finding');
  const { [question]: _, ...others } = finding.descriptors;
  const descriptors: Descriptors = answer === null ? others : { ...others, [question]: answer };
  const fault = descriptorsFault(descriptors);
  return fault === null ? editFinding(state, context, uid, name, { descriptors }) : invalid(fault);
}

/** `from` gives its regions and quotations to `into` and goes; answers of `into` stand, gaps are filled. */
export function mergeFindings(
  state: AnnotationState,
  context: EditContext,
  into: TrackingUID,
  from: TrackingUID,
): Edit {
  const target = findingOf(state, into);
  const other = findingOf(state, from);
  if (target === null || other === null || into === from) return missing('One of the two findings');
  if (target.locked) return locked(target);
  if (other.locked) return locked(other);
  const merged: Finding = {
    ...target,
    site: target.site ?? other.site,
    laterality: target.laterality ?? other.laterality,
    levels: target.levels ?? other.levels,
    descriptors: { ...other.descriptors, ...target.descriptors },
    note: [target.note, other.note].filter((note) => note !== '').join('\n'),
    evidence: joinedEvidence([], target.evidence, other.evidence),
    regions: [...target.regions, ...other.regions],
    modified: context.stamp,
  };
  const rest = { ...state, findings: state.findings.filter((finding) => finding !== other) };
  return edited(
    withFinding(rest, merged),
    `Merge ${other.trackingIdentifier} into ${target.trackingIdentifier}`,
    null,
  );
}

/** Adds to a finding what a draft knows beyond it: answers of the finding stand, gaps are filled. */
export function fillFinding(
  state: AnnotationState,
  context: EditContext,
  uid: TrackingUID,
  draft: FindingDraft,
): Edit {
  const finding = findingOf(state, uid);
  if (finding === null) return missing('The finding');
  const levels = finding.levels ?? draft.levels ?? null;
  const descriptors = { ...draft.descriptors, ...finding.descriptors };
  const fault = (levels === null ? null : levelsFault(levels)) ?? descriptorsFault(descriptors);
  if (fault !== null) return invalid(fault);
  return editFinding(state, context, uid, `Add the report to ${finding.trackingIdentifier}`, {
    site: finding.site ?? draft.site ?? null,
    laterality: finding.laterality ?? draft.laterality ?? null,
    levels,
    descriptors,
    evidence: joinedEvidence([], finding.evidence, draft.evidence ?? []),
  });
}
