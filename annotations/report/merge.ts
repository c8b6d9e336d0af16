/**
 * All that was claimed of one lesion to one finding: sections weighed, sizes chosen, lists joined. Each value keeps
 * the words and the rule that gave it.
 */
import type { EnhancementDegree } from '../finding/descriptors.ts';
import {
  chooseAttenuation,
  chooseHu,
  chooseLevels,
  chooseMargin,
  chooseSize,
  type Explain,
  first,
  LISTS,
  type Said,
  said,
  simple,
  told,
} from './choices.ts';
import { decidingVote, type Lesion, lateralityOf, type Statement, statusOf, type Told } from './lesions.ts';
import type { ReportField, ReportFinding, ReportPhase } from './schema.ts';
import type { Sentence } from './sentences.ts';

export type Draft = {
  readonly finding: Omit<ReportFinding, 'evidence'>;
  readonly because: Map<ReportField, Told<unknown>[]>;
  readonly evidence: ReadonlySet<Sentence>;
};

const EMPTY = {
  levels: null,
  sizeMm: null,
  attenuationHU: null,
  attenuationPhase: null,
  attenuation: null,
  attenuationReference: null,
  fat: null,
  calcification: null,
  enhancementDegree: null,
  enhancementPattern: null,
  margin: null,
  encases: [],
  extendsTo: [],
} as const;

export function mergeLesion(lesion: Lesion, defaultPhase: Told<ReportPhase> | null): Draft | null {
  if (lesion.site === null) return null;
  const because: Draft['because'] = new Map();
  const explain = (field: ReportField, told: Told<unknown>): void => {
    const list = because.get(field);
    if (list === undefined) because.set(field, [told]);
    else list.push(told);
  };
  const vote = decidingVote(lesion);
  const present = statusOf(lesion);
  explain('site', lesion.site);
  explain('present', {
    value: present,
    rule: vote?.cue?.rule ?? 'named without denial or doubt',
    words: vote?.words ?? null,
  });
  const side = present === 'absent' ? (lesion.side ?? null) : lateralityOf(lesion);
  if (side !== null) explain('laterality', side);
  const base = { site: lesion.site.value, laterality: side?.value ?? null, present };
  if (present === 'absent') {
    const evidence = new Set([
      ...lesion.votes.filter((v) => v.status === 'absent').map((v) => v.words.sentence),
    ]);
    for (const sentence of lesion.named) if (evidence.size === 0) evidence.add(sentence);
    return { finding: { ...base, ...EMPTY }, because, evidence };
  }
  const all = statementsOf(lesion);
  const levels = chooseLevels(lesion, said(all, 'levels'), explain);
  const hu = chooseHu(said(all, 'attenuationHU'), defaultPhase, explain);
  const attenuation = chooseAttenuation(said(all, 'attenuation'), explain);
  const degree = first(said(all, 'enhancementDegree'));
  if (degree !== null) explain('enhancementDegree', told(degree, degree.claim.value));
  const finding = {
    ...base,
    levels,
    sizeMm: chooseSize(lesion, said(all, 'sizeMm'), explain),
    ...hu,
    ...attenuation,
    fat: simple(said(all, 'fat'), 'fat', explain),
    calcification: simple(said(all, 'calcification'), 'calcification', explain),
    enhancementDegree: degree === null ? null : oneOrList(degree.claim.value),
    enhancementPattern: simple(said(all, 'enhancementPattern'), 'enhancementPattern', explain),
    margin: chooseMargin(said(all, 'margin'), explain),
    encases: names(kept(all, 'encases'), 'encases', [], explain),
    extendsTo: names(kept(all, 'extendsTo'), 'extendsTo', lesion.spreads, explain).filter(
      (n) => !isOwnSpace(lesion, n),
    ),
  };
  return { finding, because, evidence: evidenceOf(lesion, all) };
}

const oneOrList = (
  d: readonly EnhancementDegree[],
): EnhancementDegree | readonly EnhancementDegree[] | null => (d.length === 1 ? (d[0] ?? null) : d);

/** A half also has what was said of the pair, unless it has its own; a whole also has what was said of its halves. */
function statementsOf(lesion: Lesion): readonly Statement[] {
  if (lesion.whole !== null) {
    const own = new Set(
      lesion.statements
        .filter((s) => s.claim.state === 'stated' && !(s.claim.field === 'levels' && s.claim.value.foramen))
        .map((s) => s.claim.field),
    );
    return [
      ...lesion.statements,
      ...lesion.whole.statements.filter((s) => !own.has(s.claim.field) || LISTS.has(s.claim.field)),
    ];
  }
  const parts = [...lesion.halves.values(), ...lesion.members];
  return [...lesion.statements, ...parts.flatMap((h) => h.statements)];
}

/** Names that a weightier section denies: an addendum takes back what the findings said. */
function takenBack(all: readonly Statement[], field: 'encases' | 'extendsTo'): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const { claim, rank } of all)
    if (claim.field === field && claim.state === 'denied')
      ranks.set(claim.value, Math.max(rank, ranks.get(claim.value) ?? 0));
  return ranks;
}

function kept<F extends 'encases' | 'extendsTo'>(all: readonly Statement[], field: F): Said<F>[] {
  const denied = takenBack(all, field);
  return said(all, field).filter((s) => (denied.get(s.claim.value) ?? 0) <= s.rank);
}

function names(
  list: readonly (Said<'encases'> | Said<'extendsTo'>)[],
  field: 'encases' | 'extendsTo',
  more: readonly Told<string>[],
  explain: Explain,
): string[] {
  const found: string[] = [];
  for (const s of list) {
    if (s.claim.value === '' || found.includes(s.claim.value)) continue;
    found.push(s.claim.value);
    explain(field, told(s, s.claim.value));
  }
  for (const spread of more) {
    if (found.includes(spread.value)) continue;
    found.push(spread.value);
    explain(field, spread);
  }
  return found;
}

const isOwnSpace = (lesion: Lesion, name: string): boolean => {
  const site = lesion.site?.value;
  return (
    name === `${site} space` ||
    (site === 'retroperitoneal' && name === 'retroperitoneum') ||
    (site === 'mediastinal' && name === 'mediastinum')
  );
};

const BEARING: ReadonlySet<string> = new Set(['stated', 'denied', 'hedged', 'part']);

function evidenceOf(lesion: Lesion, all: readonly Statement[]): Set<Sentence> {
  const evidence = new Set(lesion.named);
  if (lesion.whole !== null) for (const s of lesion.whole.named) evidence.add(s);
  for (const half of [...lesion.halves.values(), ...lesion.members])
    for (const s of half.named) evidence.add(s);
  for (const s of all) if (BEARING.has(s.claim.state)) evidence.add(s.sentence);
  return evidence;
}
