/**
 * The changes that annotations allow, each a pure function from one valid state to the next, with the name under
 * which it can be undone. A change that is not allowed gives a sentence and leaves the state alone.
 */
import type { ReferenceRegion, SavedReport } from '../codecs/working-copy.ts';
import type {
  Answer,
  Descriptors,
  Laterality,
  Question,
  Site,
  VertebralLevel,
} from '../finding/descriptors.ts';
import type { Evidence, Finding, Origin, Stamp } from '../finding/finding.ts';
import type { Region, Shape } from '../finding/region.ts';
import type { AnyUID, RegionUID, SeriesInstanceUID, TrackingUID } from '../ids.ts';
import type { FrameRef, Phase } from '../image/hierarchy.ts';
import { err, type Failure, failure, ok, type Result } from '../result.ts';
import { type AnnotationState, findingOf, type RegionPlace, regionOf } from './state.ts';
import { descriptorsFault, frameFault, levelsFault, SHAPE_NAMES, shapeFault } from './validate.ts';

export type StoreFailure = Failure<'locked' | 'missing' | 'invalid' | 'read-only' | 'nothing-to-undo'>;

/** A change: the new state, its name for the undo list, and what it made. */
export type Edited<T> = { readonly state: AnnotationState; readonly name: string; readonly value: T };
export type Edit<T = null> = Result<Edited<T>, StoreFailure>;

export type EditContext = { readonly stamp: Stamp; newUid<U extends AnyUID>(): U };

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

export type RegionDraft = { readonly frame: FrameRef; readonly shape: Shape; readonly text?: string };

const edited = <T>(state: AnnotationState, name: string, value: T): Edit<T> => ok({ state, name, value });
const invalid = (message: string): Edit<never> => err(failure('invalid', message));
const missing = (what: string): Edit<never> => err(failure('missing', `${what} is no longer there.`));

export const quoted = (name: string): string => (name === '' ? 'The finding' : `“${name}”`);

const locked = (finding: Finding): Edit<never> => {
  const from = finding.origin === null ? '' : ` It came from ${finding.origin.description}.`;
  return err(
    failure('locked', `${quoted(finding.trackingIdentifier)} is locked.${from} Unlock it to change it.`),
  );
};

const withFinding = (state: AnnotationState, finding: Finding): AnnotationState => ({
  ...state,
  findings: state.findings.map((old) => (old.trackingUID === finding.trackingUID ? finding : old)),
});

/** Changes one finding that is there and not locked. */
export function editFinding(
  state: AnnotationState,
  context: EditContext,
  uid: TrackingUID,
  name: string,
  change: Partial<Finding>,
): Edit {
  const finding = findingOf(state, uid);
  if (finding === null) return missing('The finding');
  if (finding.locked) return locked(finding);
  return edited(withFinding(state, { ...finding, ...change, modified: context.stamp }), name, null);
}

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
    evidence: joinedEvidence(target.evidence, other.evidence),
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
    evidence: joinedEvidence(finding.evidence, draft.evidence ?? []),
  });
}

const joinedEvidence = (own: readonly Evidence[], other: readonly Evidence[]): readonly Evidence[] =>
  [
    ...own,
    ...other.filter((one) => !own.some((known) => known.start === one.start && known.end === one.end)),
  ].sort((a, b) => a.start - b.start);

export type AddedRegion = { readonly finding: TrackingUID; readonly region: RegionUID };

const newRegion = (context: EditContext, draft: RegionDraft): Region => ({
  uid: context.newUid<RegionUID>(),
  frame: { sopInstanceUID: draft.frame.sopInstanceUID, frameNumber: draft.frame.frameNumber },
  shape: draft.shape,
  text: draft.text ?? '',
});

/** Draws a region; with null for the finding it begins a new one. */
export function addRegion(
  state: AnnotationState,
  context: EditContext,
  finding: TrackingUID | null,
  draft: RegionDraft,
): Edit<AddedRegion> {
  const fault = shapeFault(draft.shape) ?? frameFault(draft.frame);
  if (fault !== null) return invalid(fault);
  const begun = finding === null ? addFinding(state, context, {}) : null;
  if (begun !== null && !begun.ok) return begun;
  const base = begun === null ? state : begun.value.state;
  const uid = begun === null ? (finding as TrackingUID) : begun.value.value;
  const owner = findingOf(base, uid);
  if (owner === null) return missing('The finding');
  if (owner.locked) return locked(owner);
  const region = newRegion(context, draft);
  return edited(
    withFinding(base, { ...owner, regions: [...owner.regions, region], modified: context.stamp }),
    `Draw ${SHAPE_NAMES[draft.shape.kind]}`,
    { finding: uid, region: region.uid },
  );
}

/** Puts `next` (or nothing, for null) in the place of a region, wherever it belongs. */
function replaceRegion(
  state: AnnotationState,
  context: EditContext,
  place: RegionPlace,
  next: Region | null,
  name: string,
): Edit {
  const swap = (regions: readonly Region[]): readonly Region[] =>
    regions.flatMap((region) => (region !== place.region ? [region] : next === null ? [] : [next]));
  if (place.kind === 'finding') {
    return editFinding(state, context, place.finding.trackingUID, name, {
      regions: swap(place.finding.regions),
    });
  }
  const references = state.references.flatMap((reference) =>
    reference !== place.reference ? [reference] : next === null ? [] : [{ ...reference, region: next }],
  );
  return edited({ ...state, references }, name, null);
}

export function changeShape(
  state: AnnotationState,
  context: EditContext,
  uid: RegionUID,
  shape: Shape,
  verb: 'Move' | 'Reshape',
): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  const fault = shapeFault(shape);
  if (fault !== null) return invalid(fault);
  const name = `${verb} ${SHAPE_NAMES[shape.kind]}`;
  return replaceRegion(state, context, place, { ...place.region, shape }, name);
}

export function setRegionText(
  state: AnnotationState,
  context: EditContext,
  uid: RegionUID,
  text: string,
): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  return replaceRegion(state, context, place, { ...place.region, text }, 'Change text');
}

export function removeRegion(state: AnnotationState, context: EditContext, uid: RegionUID): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  return replaceRegion(state, context, place, null, `Delete ${SHAPE_NAMES[place.region.shape.kind]}`);
}

/** Gives a region to another finding; with null it begins a new one. */
export function joinRegion(
  state: AnnotationState,
  context: EditContext,
  uid: RegionUID,
  to: TrackingUID | null,
): Edit<TrackingUID> {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  const taken = replaceRegion(state, context, place, null, '');
  if (!taken.ok) return taken;
  const begun = to === null ? addFinding(taken.value.state, context, {}) : null;
  if (begun !== null && !begun.ok) return begun;
  const base = begun === null ? taken.value.state : begun.value.state;
  const owner = begun === null ? (to as TrackingUID) : begun.value.value;
  const target = findingOf(base, owner);
  if (target === null) return missing('The finding');
  const name = `Move ${SHAPE_NAMES[place.region.shape.kind]} to ${target.trackingIdentifier}`;
  const given = editFinding(base, context, owner, name, { regions: [...target.regions, place.region] });
  return given.ok ? edited(given.value.state, name, owner) : given;
}

export function addReference(
  state: AnnotationState,
  context: EditContext,
  draft: RegionDraft,
): Edit<RegionUID> {
  const fault = shapeFault(draft.shape) ?? frameFault(draft.frame);
  if (fault !== null) return invalid(fault);
  const reference: ReferenceRegion = { tissue: 'muscle', region: newRegion(context, draft) };
  return edited(
    { ...state, references: [...state.references, reference] },
    'Draw muscle reference',
    reference.region.uid,
  );
}

/** A mark that shows no finding but the muscle that findings are compared with. */
export function makeReference(state: AnnotationState, context: EditContext, uid: RegionUID): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  const taken = replaceRegion(state, context, place, null, '');
  if (!taken.ok) return taken;
  const references = [...taken.value.state.references, { tissue: 'muscle', region: place.region } as const];
  return edited({ ...taken.value.state, references }, 'Use as muscle reference', null);
}

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
  const characters = report === null ? [] : Array.from(report.text);
  const stands = (one: Evidence): boolean => characters.slice(one.start, one.end).join('') === one.text;
  const findings = state.findings.map((finding) =>
    finding.evidence.every(stands) ? finding : { ...finding, evidence: finding.evidence.filter(stands) },
  );
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
