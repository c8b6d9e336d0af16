/** What has changed from one state to a later one, in words for the list of earlier versions. */
import type { Finding } from '../finding/finding.ts';
import type { Region } from '../finding/region.ts';
import { same } from '../same.ts';
import type { AnnotationState } from './state.ts';

type Placed = { readonly region: Region; readonly owner: string };

const MUSCLE = 'muscle reference';

/** All regions by UID with what they belong to. */
const placed = (state: AnnotationState): ReadonlyMap<string, Placed> =>
  new Map([
    ...state.findings.flatMap((finding) =>
      finding.regions.map(
        (region): [string, Placed] => [region.uid, { region, owner: finding.trackingUID }] as const,
      ),
    ),
    ...state.references.map(
      ({ region }): [string, Placed] => [region.uid, { region, owner: MUSCLE }] as const,
    ),
  ]);

const count = (many: number, one: string, what: string): string | null =>
  many === 0 ? null : `${many} ${one}${many === 1 ? '' : 's'} ${what}`;

/** What a reader enters; marks are counted by themselves, and a stamp is no change. */
const answers = ({ regions: _, modified: __, ...rest }: Finding): unknown => rest;

/** How many of `now` are not among `before`. */
const added = (before: AnnotationState['imports'], now: AnnotationState['imports']): number => {
  const known = new Set(before.map(({ uid }) => uid));
  return now.filter(({ uid }) => !known.has(uid)).length;
};

/** For example "1 finding added, 2 marks moved or reshaped". */
export function describeChanges(before: AnnotationState, after: AnnotationState): string {
  const old = new Map(before.findings.map((finding) => [finding.trackingUID, finding]));
  const now = new Map(after.findings.map((finding) => [finding.trackingUID, finding]));
  const oldRegions = placed(before);
  const newRegions = placed(after);
  const kept = [...newRegions].flatMap(([uid, place]) => {
    const was = oldRegions.get(uid);
    return was === undefined ? [] : [{ was, place }];
  });
  const changed = [...now].filter(([uid, finding]) => {
    const was = old.get(uid);
    return was !== undefined && !same(answers(was), answers(finding));
  });
  const parts = [
    count([...now.keys()].filter((uid) => !old.has(uid)).length, 'finding', 'added'),
    count([...old.keys()].filter((uid) => !now.has(uid)).length, 'finding', 'removed'),
    count(changed.length, 'finding', 'changed'),
    count([...newRegions.keys()].filter((uid) => !oldRegions.has(uid)).length, 'mark', 'drawn'),
    count([...oldRegions.keys()].filter((uid) => !newRegions.has(uid)).length, 'mark', 'removed'),
    count(
      kept.filter(({ was, place }) => !same(was.region.shape, place.region.shape)).length,
      'mark',
      'moved or reshaped',
    ),
    count(
      kept.filter(({ was, place }) => was.region.text !== place.region.text).length,
      'mark',
      'with other words',
    ),
    count(kept.filter(({ was, place }) => was.owner !== place.owner).length, 'mark', 'joined elsewhere'),
    count(added(before.imports, after.imports), 'import', 'taken over'),
    count(added(after.imports, before.imports), 'import', 'removed'),
    same(before.phases, after.phases) ? null : 'phase corrected',
    same(before.report, after.report)
      ? null
      : after.report === null
        ? 'report removed'
        : before.report === null
          ? 'report attached'
          : 'report replaced',
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'nothing changed' : parts.join(', ');
}

/** For a version that nothing came before. */
export function describeContents(state: AnnotationState): string {
  const regions = placed(state).size;
  const words = [
    `${state.findings.length} finding${state.findings.length === 1 ? '' : 's'}`,
    `${regions} mark${regions === 1 ? '' : 's'}`,
    ...(state.report === null ? [] : ['a report']),
  ];
  return words.join(', ');
}
