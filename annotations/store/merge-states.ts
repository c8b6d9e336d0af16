/**
 * Two people changed the same annotations: their work is joined finding by finding against what both began with.
 * Nobody's work is dropped: a finding that both have changed stays twice, side by side, and is named.
 */
import type { PhaseCorrection, ReferenceRegion } from '../codecs/working-copy.ts';
import type { Finding } from '../finding/finding.ts';
import type { AnyUID, RegionUID, TrackingUID } from '../ids.ts';
import type { AnnotationState } from './state.ts';

export type Merge = {
  readonly state: AnnotationState;
  /** Names of the findings that both have changed: theirs were added beside ours. */
  readonly twice: readonly string[];
};

export type MergeInput = {
  /** What both began with: the last state that this side has saved or read. */
  readonly base: AnnotationState;
  readonly ours: AnnotationState;
  readonly theirs: AnnotationState;
  /** Who they are, for the names of findings that stay twice. */
  readonly theirName: string;
  newUid<U extends AnyUID>(): U;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether ours, theirs or both differ from the base; `undefined` stands for "not there". */
function changedBy<T>(base: T | undefined, ours: T | undefined, theirs: T | undefined) {
  if (same(ours, theirs)) return 'nobody';
  if (same(base, theirs)) return 'us';
  return same(base, ours) ? 'them' : 'both';
}

export function mergeStates(input: MergeInput): Merge {
  const { base, ours, theirs } = input;
  const twice: string[] = [];
  const findings: Finding[] = [];
  const byUid = (state: AnnotationState) =>
    new Map(state.findings.map((finding) => [finding.trackingUID, finding] as const));
  const [inBase, inOurs, inTheirs] = [byUid(base), byUid(ours), byUid(theirs)];
  for (const uid of new Set([...inOurs.keys(), ...inTheirs.keys()])) {
    const [own, other] = [inOurs.get(uid), inTheirs.get(uid)];
    const who = changedBy(inBase.get(uid), own, other);
    const kept = who === 'them' ? other : own;
    if (who !== 'both') {
      if (kept !== undefined) findings.push(kept);
    } else if (own === undefined || other === undefined) {
      // One has changed what the other has deleted: a change weighs more.
      findings.push((own ?? other) as Finding);
    } else {
      findings.push(own, copyOf(other, input));
      twice.push(own.trackingIdentifier);
    }
  }
  return {
    twice,
    state: {
      studyInstanceUIDs: [...new Set([...ours.studyInstanceUIDs, ...theirs.studyInstanceUIDs])],
      findings,
      references: mergeList(base.references, ours.references, theirs.references, referenceKey),
      phases: mergeList(base.phases, ours.phases, theirs.phases, phaseKey),
      report: changedBy(base.report, ours.report, theirs.report) === 'them' ? theirs.report : ours.report,
    },
  };
}

const referenceKey = (reference: ReferenceRegion): string => reference.region.uid;
const phaseKey = (phase: PhaseCorrection): string => phase.seriesInstanceUID;

/** Entries by key; where both have changed one, ours stands. */
function mergeList<T>(
  base: readonly T[],
  ours: readonly T[],
  theirs: readonly T[],
  keyOf: (entry: T) => string,
): readonly T[] {
  const byKey = (list: readonly T[]) => new Map(list.map((entry) => [keyOf(entry), entry] as const));
  const [inBase, inOurs, inTheirs] = [byKey(base), byKey(ours), byKey(theirs)];
  return [...new Set([...inOurs.keys(), ...inTheirs.keys()])].flatMap((key) => {
    const [own, other] = [inOurs.get(key), inTheirs.get(key)];
    const kept = changedBy(inBase.get(key), own, other) === 'them' ? other : own;
    return kept === undefined ? [] : [kept];
  });
}

/** Theirs beside ours: the same mass with an identity of its own, so that neither is mistaken for the other. */
function copyOf(finding: Finding, { theirName, newUid }: MergeInput): Finding {
  return {
    ...finding,
    trackingUID: newUid<TrackingUID>(),
    trackingIdentifier: `${finding.trackingIdentifier} (${theirName || 'other copy'})`,
    regions: finding.regions.map((region) => ({ ...region, uid: newUid<RegionUID>() })),
  };
}
