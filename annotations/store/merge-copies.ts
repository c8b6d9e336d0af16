/**
 * Two readers changed the same annotations, each from the same base: both works become one. Findings meet by
 * TrackingUID, regions by their UID. What only one of them changed is taken as it was changed; what was deleted here
 * and changed there stays; where both changed the same thing differently both versions are kept, and said so.
 *
 * Promise: a region that either of them drew or changed is in the result. Only what one deleted and the other left
 * alone goes. The ledgers of imports unite in the same way, and one stays as long as a finding that it speaks of.
 */
import type { ImportRecord } from '../codecs/import-record.ts';
import type { Finding, Stamp } from '../finding/finding.ts';
import type { Region } from '../finding/region.ts';
import { type AnyUID, type RegionUID, type TrackingUID, uidOfWords } from '../ids.ts';
import { same } from '../same.ts';
import { joinedEvidence, standingEvidence } from './evidence.ts';
import type { AnnotationState } from './state.ts';

export type MergeContext = {
  /** Whose work `ours` is, as the second version's name says. */
  readonly oursBy: string;
  newUid<U extends AnyUID>(): U;
};

export type Merged = {
  readonly state: AnnotationState;
  /** One sentence for each thing that both changed differently. */
  readonly clashes: readonly string[];
};

/** `base` is null when nobody knows what both began with: then whatever differs counts as changed by both. */
export function mergeCopies(
  base: AnnotationState | null,
  ours: AnnotationState,
  theirs: AnnotationState,
  context: MergeContext,
): Merged {
  const clashes: string[] = [];
  const findings = mergeFindings(base, ours, theirs, context, clashes);
  const regions = mergeRegions(base, ours, theirs, new Set(findings.keys()), context, clashes);
  const report = threeWay(base?.report, ours.report, theirs.report);
  if (report.clash) {
    clashes.push('Both attached a report; the other one stands, yours is kept among the earlier versions.');
  }
  const sameReport = same(ours.report, theirs.report);
  return {
    state: {
      studyInstanceUIDs: [...new Set([...theirs.studyInstanceUIDs, ...ours.studyInstanceUIDs])],
      findings: [...findings.values()].flatMap(([first, ...seconds]) => {
        if (first === undefined) return [];
        const own = regions.filter(({ owner }) => owner === first.trackingUID).map(({ region }) => region);
        return [{ ...first, regions: own }, ...seconds].map((finding) =>
          sameReport
            ? finding
            : { ...finding, evidence: standingEvidence(finding.evidence, report.value?.text ?? null) },
        );
      }),
      references: regions
        .filter(({ owner }) => owner === null)
        .map(({ region }) => ({ tissue: 'muscle', region })),
      phases: mergePhases(base, ours, theirs),
      report: report.value,
      imports: mergeImports(base, ours, theirs, new Set(findings.keys())),
    },
    clashes,
  };
}

type ThreeWay<T> = { readonly value: T; readonly clash: boolean };

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** `base` undefined: not known. Where both differ from it and from each other, theirs stands and it is a clash. */
function threeWay<T>(base: T | undefined, ours: T, theirs: T): ThreeWay<T> {
  if (same(ours, theirs)) return { value: theirs, clash: false };
  if (base === undefined ? isEmpty(theirs) : same(theirs, base)) return { value: ours, clash: false };
  if (base === undefined ? isEmpty(ours) : same(ours, base)) return { value: theirs, clash: false };
  return { value: theirs, clash: true };
}

const byUid = (state: AnnotationState | null): Map<TrackingUID, Finding> =>
  new Map((state?.findings ?? []).map((finding) => [finding.trackingUID, finding]));

/** Each surviving finding with, behind it, the second version where both cannot be one. Regions come later. */
function mergeFindings(
  base: AnnotationState | null,
  ours: AnnotationState,
  theirs: AnnotationState,
  context: MergeContext,
  clashes: string[],
): Map<TrackingUID, Finding[]> {
  const [was, here, there] = [byUid(base), byUid(ours), byUid(theirs)];
  const merged = new Map<TrackingUID, Finding[]>();
  for (const uid of new Set([...here.keys(), ...there.keys()])) {
    const [b, o, t] = [was.get(uid), here.get(uid), there.get(uid)];
    if (o !== undefined && t !== undefined) merged.set(uid, mergeFinding(b, o, t, context, clashes));
    else {
      const left = (o ?? t) as Finding;
      // Deleted by one of them: it stays only when the other has worked on it meanwhile.
      if (b === undefined || !same(left, b)) merged.set(uid, [left]);
    }
  }
  return merged;
}

const FIELDS = ['trackingIdentifier', 'site', 'laterality', 'levels', 'note', 'origin'] as const;
const FIELD_NAMES: Readonly<Record<string, string>> = { trackingIdentifier: 'name', laterality: 'side' };

function mergeFinding(
  base: Finding | undefined,
  ours: Finding,
  theirs: Finding,
  context: MergeContext,
  clashes: string[],
): Finding[] {
  const unlike: string[] = [];
  const settle = <T>(name: string, b: T | undefined, o: T, t: T): T => {
    const { value, clash } = threeWay(b, o, t);
    if (clash) unlike.push(FIELD_NAMES[name] ?? name);
    return value;
  };
  const fields = Object.fromEntries(
    FIELDS.map((name) => [name, settle<unknown>(name, base?.[name], ours[name], theirs[name])]),
  );
  const questions = new Set([...Object.keys(ours.descriptors), ...Object.keys(theirs.descriptors)]);
  const descriptors = Object.fromEntries(
    [...questions].flatMap((question) => {
      const of = (finding: Finding | undefined): unknown =>
        (finding?.descriptors as Readonly<Record<string, unknown>> | undefined)?.[question];
      // An answer that was not there yet is a known base; only without a base finding is there none.
      const b = base === undefined ? undefined : (of(base) ?? null);
      const value = settle<unknown>(question, b, of(ours) ?? null, of(theirs) ?? null);
      return value === null ? [] : [[question, value]];
    }),
  );
  const merged: Finding = {
    ...theirs,
    ...fields,
    descriptors,
    evidence: joinedEvidence(base?.evidence ?? [], ours.evidence, theirs.evidence),
    locked:
      base === undefined
        ? ours.locked || theirs.locked
        : threeWay(base.locked, ours.locked, theirs.locked).value,
    modified: later(ours.modified, theirs.modified),
  };
  if (unlike.length === 0) return [merged];
  const who = context.oursBy === '' ? 'this window' : context.oursBy;
  clashes.push(
    `“${theirs.trackingIdentifier}” was changed by both in ${unlike.join(', ')}; both versions are kept as two findings.`,
  );
  const second: Finding = {
    ...ours,
    trackingUID: context.newUid<TrackingUID>(),
    trackingIdentifier: `${ours.trackingIdentifier} (version of ${who})`,
    regions: [],
  };
  return [merged, second];
}

const later = (a: Stamp, b: Stamp): Stamp => (Date.parse(a.at) > Date.parse(b.at) ? a : b);

/** A region with the finding that it belongs to; null for muscle, which findings are compared with. */
type Placed = { readonly region: Region; readonly owner: TrackingUID | null };

/** By UID; of two marks with the same one both count, the second under one of its own: the same on either side. */
function placed(state: AnnotationState | null): Map<string, Placed> {
  const all = new Map<string, Placed>();
  const add = (region: Region, owner: TrackingUID | null): void => {
    let { uid } = region;
    for (let again = 2; all.has(uid); again += 1) uid = uidOfWords(`${region.uid} ${again}`);
    all.set(uid, { region: uid === region.uid ? region : { ...region, uid }, owner });
  };
  for (const finding of state?.findings ?? [])
    for (const region of finding.regions) add(region, finding.trackingUID);
  for (const { region } of state?.references ?? []) add(region, null);
  return all;
}

function mergeRegions(
  base: AnnotationState | null,
  ours: AnnotationState,
  theirs: AnnotationState,
  alive: ReadonlySet<TrackingUID>,
  context: MergeContext,
  clashes: string[],
): readonly Placed[] {
  const [was, here, there] = [placed(base), placed(ours), placed(theirs)];
  const merged: Placed[] = [];
  for (const key of new Set([...here.keys(), ...there.keys()])) {
    const [b, o, t] = [was.get(key), here.get(key), there.get(key)];
    if (o !== undefined && t !== undefined) {
      const owner = threeWay(b?.owner, o.owner, t.owner).value;
      const content = threeWay(b?.region, o.region, t.region);
      merged.push({ region: content.value, owner });
      if (!content.clash) continue;
      merged.push({ region: { ...o.region, uid: context.newUid<RegionUID>() }, owner });
      clashes.push('A mark was moved by both; both marks are kept beside each other.');
      continue;
    }
    const left = (o ?? t) as Placed;
    const deleter = byUid(o === undefined ? ours : theirs);
    // It went with its whole finding, which the other has worked on meanwhile and which therefore stays.
    const wentAlong = left.owner !== null && !deleter.has(left.owner) && alive.has(left.owner);
    if (b === undefined || !same(left, b) || wentAlong) merged.push(left);
  }
  return merged;
}

/** A correction is one word: where both made one, the later stands. */
function mergePhases(
  base: AnnotationState | null,
  ours: AnnotationState,
  theirs: AnnotationState,
): AnnotationState['phases'] {
  const of = (state: AnnotationState | null) =>
    new Map((state?.phases ?? []).map((one) => [one.seriesInstanceUID, one]));
  const [was, here, there] = [of(base), of(ours), of(theirs)];
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((uid) => {
    const [b, o, t] = [was.get(uid), here.get(uid), there.get(uid)];
    if (o !== undefined && t !== undefined) return [later(o.corrected, t.corrected) === o.corrected ? o : t];
    const left = o ?? t;
    return left === undefined || (b !== undefined && same(left, b)) ? [] : [left];
  });
}

/**
 * Records never change, so that both sides' records of one UID are alike. One that was removed on one side stays with a
 * finding of its own that stays. Where both took over the same object alike, each for itself, the earlier record stands.
 */
function mergeImports(
  base: AnnotationState | null,
  ours: AnnotationState,
  theirs: AnnotationState,
  alive: ReadonlySet<TrackingUID>,
): AnnotationState['imports'] {
  const uids = (state: AnnotationState | null) => new Set((state?.imports ?? []).map(({ uid }) => uid));
  const [was, here, there] = [uids(base), uids(ours), uids(theirs)];
  const merged: ImportRecord[] = [];
  for (const record of [...theirs.imports, ...ours.imports.filter(({ uid }) => !there.has(uid))]) {
    const removed = was.has(record.uid) && !(here.has(record.uid) && there.has(record.uid));
    if (removed && !record.findings.some((uid) => alive.has(uid))) continue;
    const twin = merged.findIndex((other) => same(brought(other), brought(record)));
    const first = merged[twin];
    if (first === undefined) merged.push(record);
    else if (later(first.imported, record.imported) === first.imported) merged[twin] = record;
  }
  return merged.sort((a, b) => Date.parse(a.imported.at) - Date.parse(b.imported.at));
}

/** All but who made it and when. */
const brought = ({ uid: _, imported: __, ...rest }: ImportRecord): unknown => rest;
