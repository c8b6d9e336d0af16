/** One value from several claims: by section, then by what the annotation rules prefer. */
import type { ClaimField, ClaimOf, ClaimValues } from './claims.ts';
import type { Lesion, Statement, Told } from './lesions.ts';
import { levelRank } from './levels.ts';
import type { ReportField, ReportFinding, ReportPhase } from './schema.ts';
import type { Sentence } from './sentences.ts';

export type Said<F extends ClaimField> = {
  readonly claim: ClaimOf<F>;
  readonly sentence: Sentence;
  readonly rank: number;
};

export const told = <V>(
  s: { claim: { rule: string; from: number; to: number }; sentence: Sentence },
  value: V,
): Told<V> => ({
  value,
  rule: s.claim.rule,
  words: { sentence: s.sentence, from: s.claim.from, to: s.claim.to },
});

export const LISTS = new Set<ClaimField>(['encases', 'extendsTo']);

/** Stated claims of a field, weightiest section first, else in order. */
export function said<F extends ClaimField>(all: readonly Statement[], field: F): Said<F>[] {
  const list = all.filter(
    (s) => s.claim.field === field && s.claim.state === 'stated',
  ) as unknown as Said<F>[];
  const rank = list[0]?.rank;
  if (list.every((s) => s.rank === rank)) return list;
  return list
    .map((s, i) => ({ s, i }))
    .sort((a, b) => b.s.rank - a.s.rank || a.i - b.i)
    .map(({ s }) => s);
}

export const first = <T>(list: readonly T[]): T | null => list[0] ?? null;

export type Explain = (field: ReportField, told: Told<unknown>) => void;

export function simple<F extends 'fat' | 'calcification' | 'enhancementPattern'>(
  list: Said<F>[],
  field: F,
  explain: Explain,
): ClaimValues[F] | null {
  const chosen = first(list);
  if (chosen === null) return null;
  explain(field, told(chosen, chosen.claim.value));
  return chosen.claim.value;
}

export function chooseMargin(list: Said<'margin'>[], explain: Explain): ReportFinding['margin'] {
  const top = list.filter((s) => s.rank === list[0]?.rank && s.claim.value !== null);
  const chosen =
    top.find((s) => s.claim.value === 'infiltrative') ??
    first(top) ??
    first(list.filter((s) => s.claim.value !== null));
  if (chosen === null) return null;
  explain('margin', told(chosen, chosen.claim.value));
  return chosen.claim.value;
}

export function chooseAttenuation(
  list: Said<'attenuation'>[],
  explain: Explain,
): Pick<ReportFinding, 'attenuation' | 'attenuationReference'> {
  const top = list.filter((s) => s.rank === list[0]?.rank);
  const lead = top.find((s) => s.claim.value.unlisted !== true) ?? first(list);
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

export function chooseHu(
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

export function chooseLevels(
  lesion: Lesion,
  list: Said<'levels'>[],
  explain: Explain,
): ReportFinding['levels'] {
  const rank = list[0]?.rank;
  const top = list.filter((s) => s.rank === rank);
  const closed = top.filter((s) => !s.claim.value.open);
  // A mass beside the spine lies at the foramen that it enters.
  const besideSpine = lesion.site?.value === 'paraspinal';
  const base =
    closed.find((s) => !s.claim.value.reach && !s.claim.value.foramen) ??
    (besideSpine && top.every((s) => s.claim.value.foramen) ? closed[0] : undefined);
  if (base === undefined) return corrected(lesion, list, explain) ?? endsTold(closed, explain);
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

/** "ADDENDUM: the collection reaches T3": one end is put right, the other stands as it was told. */
function corrected(lesion: Lesion, list: Said<'levels'>[], explain: Explain): ReportFinding['levels'] {
  const top = list.filter((s) => s.rank === 3);
  const before = list.filter((s) => s.rank < 3);
  const ends = top.filter((s) => s.claim.value.reach && !s.claim.value.open);
  const earlier = top.length > 0 && before.length > 0 ? chooseLevels(lesion, before, explain) : null;
  if (earlier === null || ends.length === 0 || ends.length < top.length) return null;
  let [from, to] = earlier;
  for (const s of ends) {
    const [end] = s.claim.value.ends;
    if (levelRank(end) >= levelRank(from)) to = end;
    else from = end;
    explain('levels', { ...told(s, end), rule: 'end put right by the addendum' });
  }
  return [from, to];
}

/** "Upper end T8, lower end T10": both ends told apart, and nothing else. */
function endsTold(list: readonly Said<'levels'>[], explain: Explain): ReportFinding['levels'] {
  const ends = list.filter((s) => s.claim.value.reach).map((s) => s.claim.value.ends[0]);
  const sorted = [...new Set(ends)].sort((a, b) => levelRank(a) - levelRank(b));
  const [from, to] = sorted;
  const [first] = list;
  if (sorted.length !== 2 || from === undefined || to === undefined || first === undefined) return null;
  explain('levels', { ...told(first, [from, to]), rule: 'both ends told apart' });
  return [from, to];
}

/** The current size; more dimensions beat fewer; a length told apart is added; of several lesions the largest. */
export function chooseSize(
  lesion: Lesion,
  list: Said<'sizeMm'>[],
  explain: Explain,
): ReportFinding['sizeMm'] {
  const rank = list[0]?.rank;
  const top = list.filter((s) => s.rank === rank);
  const current = top.filter((s) => s.claim.value.now);
  const pool = current.length > 0 ? current : top;
  const lead = first(pool);
  if (lead === null) return null;
  const several = (lesion.plural || lesion.halves.size > 0) && pool.length > 1;
  const largest = (s: Said<'sizeMm'>): number => Math.max(...s.claim.value.mm);
  if (several) {
    const big = pool.reduce((a, b) => (largest(b) > largest(a) ? b : a));
    const mm = big.claim.value.range ? [largest(big)] : big.claim.value.mm;
    explain('sizeMm', { ...told(big, mm), rule: 'the largest of several' });
    return mm;
  }
  if (lesion.plural && lead.claim.value.range) {
    explain('sizeMm', { ...told(lead, [largest(lead)]), rule: 'the largest of several' });
    return [largest(lead)];
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
