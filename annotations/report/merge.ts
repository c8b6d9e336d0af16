/**
 * All that was claimed of one lesion to one finding: sections weighed, sizes chosen, lists joined. Each value keeps
 * the words and the rule that gave it.
 */
import type { EnhancementDegree } from '../finding/descriptors.ts';
import type { ClaimField, ClaimOf, ClaimValues } from './claims.ts';
import { decidingVote, type Lesion, lateralityOf, type Statement, statusOf, type Told } from './lesions.ts';
import { levelRank } from './levels.ts';
import type { ReportField, ReportFinding, ReportPhase } from './schema.ts';
import type { Sentence } from './sentences.ts';

export type Draft = {
  readonly finding: Omit<ReportFinding, 'evidence'>;
  readonly because: Map<ReportField, Told<unknown>[]>;
  readonly evidence: ReadonlySet<Sentence>;
};

type Said<F extends ClaimField> = {
  readonly claim: ClaimOf<F>;
  readonly sentence: Sentence;
  readonly rank: number;
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
  const side = lateralityOf(lesion);
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
  const levels = chooseLevels(said(all, 'levels'), explain);
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

const told = <V>(
  s: { claim: { rule: string; from: number; to: number }; sentence: Sentence },
  value: V,
): Told<V> => ({
  value,
  rule: s.claim.rule,
  words: { sentence: s.sentence, from: s.claim.from, to: s.claim.to },
});

/** A half also has what was said of the pair, unless it has its own; a whole also has what was said of its halves. */
function statementsOf(lesion: Lesion): readonly Statement[] {
  if (lesion.whole !== null) {
    const own = new Set(
      lesion.statements.filter((s) => s.claim.state === 'stated').map((s) => s.claim.field),
    );
    return [
      ...lesion.statements,
      ...lesion.whole.statements.filter((s) => !own.has(s.claim.field) || LISTS.has(s.claim.field)),
    ];
  }
  const halves = [...lesion.halves.values()];
  return [...lesion.statements, ...halves.flatMap((h) => h.statements)];
}

const LISTS = new Set<ClaimField>(['encases', 'extendsTo']);

/** Stated claims of a field, weightiest section first, else in order. */
function said<F extends ClaimField>(all: readonly Statement[], field: F): Said<F>[] {
  const list = all.filter(
    (s) => s.claim.field === field && s.claim.state === 'stated',
  ) as unknown as Said<F>[];
  return list
    .map((s, i) => ({ s, i }))
    .sort((a, b) => b.s.rank - a.s.rank || a.i - b.i)
    .map(({ s }) => s);
}

const first = <T>(list: readonly T[]): T | null => list[0] ?? null;

type Explain = (field: ReportField, told: Told<unknown>) => void;

function simple<F extends 'fat' | 'calcification' | 'enhancementPattern'>(
  list: Said<F>[],
  field: F,
  explain: Explain,
): ClaimValues[F] | null {
  const chosen = first(list);
  if (chosen === null) return null;
  explain(field, told(chosen, chosen.claim.value));
  return chosen.claim.value;
}

function chooseMargin(list: Said<'margin'>[], explain: Explain): ReportFinding['margin'] {
  const top = list.filter((s) => s.rank === list[0]?.rank && s.claim.value !== null);
  const chosen =
    top.find((s) => s.claim.value === 'infiltrative') ??
    first(top) ??
    first(list.filter((s) => s.claim.value !== null));
  if (chosen === null) return null;
  explain('margin', told(chosen, chosen.claim.value));
  return chosen.claim.value;
}

function chooseAttenuation(
  list: Said<'attenuation'>[],
  explain: Explain,
): Pick<ReportFinding, 'attenuation' | 'attenuationReference'> {
  const lead = first(list);
  if (lead === null) return { attenuation: null, attenuationReference: null };
  const { attenuation } = lead.claim.value;
  const withReference = list.find(
    (s) => s.claim.value.attenuation === attenuation && s.claim.value.reference !== null,
  );
  explain('attenuation', told(lead, attenuation));
  const attenuationReference = withReference?.claim.value.reference ?? null;
  if (withReference !== undefined) explain('attenuationReference', told(withReference, attenuationReference));
  return { attenuation, attenuationReference };
}

function chooseHu(
  list: Said<'attenuationHU'>[],
  defaultPhase: Told<ReportPhase> | null,
  explain: Explain,
): Pick<ReportFinding, 'attenuationHU' | 'attenuationPhase'> {
  const lead = first(list);
  if (lead === null) return { attenuationHU: null, attenuationPhase: null };
  const top = list.filter((s) => s.rank === lead.rank);
  const plain = top.find((s) => s.claim.value.phase === 'noncontrast');
  const chosen = plain ?? lead;
  const { hu, phase } = chosen.claim.value;
  const laterContrast =
    phase === null &&
    top.some((s) => s !== chosen && s.sentence === chosen.sentence && s.claim.value.phase !== null);
  let attenuationPhase: ReportPhase = 'unspecified';
  let why: Told<ReportPhase> = { ...told(chosen, attenuationPhase), rule: 'phase not told' };
  if (laterContrast) {
    attenuationPhase = 'noncontrast';
    why = { ...told(chosen, attenuationPhase), rule: 'before the value after contrast' };
  } else if (phase !== null && phase !== 'after-contrast') {
    attenuationPhase = phase;
    why = { ...told(chosen, attenuationPhase), rule: 'phase told in the sentence' };
  } else if (defaultPhase !== null && !(phase === 'after-contrast' && defaultPhase.value === 'noncontrast')) {
    attenuationPhase = defaultPhase.value;
    why = defaultPhase;
  }
  explain('attenuationPhase', why);
  const sorted = [...hu].sort((a, b) => a - b);
  const [low, high] = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
  const attenuationHU = hu.length === 1 || low === high ? low : ([low, high] as const);
  explain('attenuationHU', {
    ...told(chosen, attenuationHU),
    rule: plain === undefined ? 'first current HU of the whole lesion' : 'noncontrast HU',
  });
  return { attenuationHU, attenuationPhase };
}

function chooseLevels(list: Said<'levels'>[], explain: Explain): ReportFinding['levels'] {
  const rank = list[0]?.rank;
  const top = list.filter((s) => s.rank === rank);
  const closed = top.filter((s) => !s.claim.value.open);
  const base = closed.find((s) => !s.claim.value.reach);
  if (base === undefined) return null;
  let [from, to] = base.claim.value.ends;
  explain('levels', told(base, base.claim.value.ends));
  for (const s of closed) {
    if (!s.claim.value.reach || s.sentence.index - base.sentence.index > 2) continue;
    const [end] = s.claim.value.ends;
    if (levelRank(end) > levelRank(to)) to = end;
    else if (levelRank(end) < levelRank(from)) from = end;
    else continue;
    explain('levels', { ...told(s, end), rule: 'end told apart' });
  }
  return [from, to];
}

/** The current size; more dimensions beat fewer; a length told apart is added; of several lesions the largest. */
function chooseSize(lesion: Lesion, list: Said<'sizeMm'>[], explain: Explain): ReportFinding['sizeMm'] {
  const rank = list[0]?.rank;
  const top = list.filter((s) => s.rank === rank);
  const current = top.filter((s) => s.claim.value.now);
  const pool = current.length > 0 ? current : top;
  const lead = first(pool);
  if (lead === null) return null;
  const halves = [...lesion.halves.values()];
  const several = (lesion.plural || halves.length > 0) && pool.length > 1;
  const largest = (s: Said<'sizeMm'>): number => Math.max(...s.claim.value.mm);
  if (several) {
    const big = pool.reduce((a, b) => (largest(b) > largest(a) ? b : a));
    explain('sizeMm', { ...told(big, big.claim.value.mm), rule: 'the largest of several' });
    return big.claim.value.mm;
  }
  // Dimensions listed one by one ("AP 3.2, TR 4, CC 8 cm") make one size; so does a length added later.
  const richest = pool.reduce((a, b) =>
    b.claim.value.mm.length > a.claim.value.mm.length && !b.claim.value.dimension ? b : a,
  );
  const mm = [...richest.claim.value.mm];
  explain('sizeMm', told(richest, mm));
  for (const s of pool) {
    if (s === richest) continue;
    const added =
      s.claim.value.dimension ||
      (richest.claim.value.dimension &&
        s.sentence === richest.sentence &&
        s.claim.value.mm.length === 1 &&
        s.claim.to === -1);
    if (!added || mm.length + s.claim.value.mm.length > 3 || s.claim.value.mm.every((v) => mm.includes(v)))
      continue;
    const earlier =
      s.sentence.index < richest.sentence.index ||
      (s.sentence === richest.sentence && s.claim.from < richest.claim.from);
    if (earlier) mm.unshift(...s.claim.value.mm);
    else mm.push(...s.claim.value.mm);
    explain('sizeMm', { ...told(s, s.claim.value.mm), rule: 'dimension told apart' });
  }
  return mm;
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
  for (const half of lesion.halves.values()) for (const s of half.named) evidence.add(s);
  for (const s of all) if (BEARING.has(s.claim.state)) evidence.add(s.sentence);
  return evidence;
}
