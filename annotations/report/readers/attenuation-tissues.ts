/** Comparisons of attenuation in which the tissue stands first, or in a sign or a phrase of its own. */
import type { AttenuationReference } from '../../finding/descriptors.ts';
import type { Claim } from '../claims.ts';
import { BE_VERBS, isHardStop } from '../grammar.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term } from '../terms.ts';
import { verdict } from './state.ts';

/** "shows the density of muscle", "has the attenuation of liver". */
export function thatOfTissue(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (let i = 0; i < reading.tokens.length; i++) {
    if (
      normAt(reading, i) === 'that' &&
      normAt(reading, i - 1) === 'to' &&
      kindAt(reading, i - 2) === 'change'
    ) {
      const tissue = reading.covering[i + 2] ?? null;
      const spoken = reading.tokens.slice(0, i).some((_, j) => isDensityWord(reading, j));
      if (spoken && isTerm(tissue, 'structure') && tissue.meaning.reference !== undefined)
        claims.push({
          field: 'attenuation',
          value: { attenuation: 'iso', reference: tissue.meaning.reference },
          state: 'stated',
          from: i,
          to: tissue.to,
          key: i,
          rule: 'attenuation that of a tissue',
          cue: null,
        });
    }
    if (!isDensityWord(reading, i)) continue;
    const that = i + (/^(?:is|:|=|,)$/.test(normAt(reading, i + 1)) ? 2 : 1);
    const like = normAt(reading, that) === 'that' && normAt(reading, that + 1) === 'of';
    if (!like && normAt(reading, i + 1) !== 'of') continue;
    const at = like ? that + 2 : i + 2;
    let owner = i - 1;
    while (['the', 'a', 'an', 'ct', 'same'].includes(normAt(reading, owner))) owner--;
    const listed = owner < 0 || /^(?:,|:|;|and)$/.test(normAt(reading, owner));
    if (
      !like &&
      !listed &&
      !/^(?:show|has|have|with|having|showing|exhibit|display|of)$/.test(normAt(reading, owner))
    )
      continue;
    const term = reading.covering[at] ?? null;
    if (!isTerm(term, 'structure') || term.meaning.reference === undefined) continue;
    const { state, cue } = verdict(scopes, i, term.to);
    claims.push({
      field: 'attenuation',
      value: { attenuation: 'iso', reference: term.meaning.reference },
      state,
      from: i,
      to: term.to,
      key: i,
      rule: 'attenuation that of a tissue',
      cue,
    });
  }
  return claims;
}

/** "blood-pool-like density", "liver-equivalent attenuation". */
export function likeTissue(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (const tissue of reading.terms) {
    if (!isTerm(tissue, 'structure') || tissue.meaning.reference === undefined) continue;
    let i = tissue.to;
    if (normAt(reading, i) === '-') i++;
    if (!/^(?:like|equivalent|type|isodense)$/.test(normAt(reading, i)) || !isDensityWord(reading, i + 1))
      continue;
    const { state, cue } = verdict(scopes, tissue.from, i + 2);
    claims.push({
      field: 'attenuation',
      value: { attenuation: 'iso', reference: tissue.meaning.reference },
      state,
      from: tissue.from,
      to: i + 2,
      key: tissue.from,
      rule: 'attenuation like that of a tissue',
      cue,
    });
  }
  return claims;
}

/** "ATTENUATION < MUSCLE", "density = liver". */
export function bySign(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (let i = 1; i < reading.tokens.length; i++) {
    const attenuation = SIGNS.get(normAt(reading, i));
    const term = reading.covering[i + 1] ?? null;
    if (attenuation === undefined || !isTerm(term, 'structure') || term.meaning.reference === undefined)
      continue;
    const told = reading.tokens.slice(0, i).some((t, j) => t.norm === 'hu' || isDensityWord(reading, j));
    if (!told || (![',', ':', 'hu'].includes(normAt(reading, i - 1)) && !isDensityWord(reading, i - 1)))
      continue;
    const { state, cue } = verdict(scopes, i, term.to);
    claims.push({
      field: 'attenuation',
      value: { attenuation, reference: term.meaning.reference },
      state,
      from: i - 1,
      to: term.to,
      key: i,
      rule: 'attenuation compared by a sign',
      cue,
    });
  }
  return claims;
}

const SIGNS: ReadonlyMap<string, 'hypo' | 'iso' | 'hyper'> = new Map([
  ['<', 'hypo'],
  ['=', 'iso'],
  ['>', 'hyper'],
]);

/** "Relative to muscle it is hypodense", "compared with the spleen, slightly hyperdense": the tissue comes first. */
export function tissueBefore(
  reading: Reading,
  term: Term,
): { to: number; reference: AttenuationReference | null; named: boolean } | null {
  for (let i = term.from - 1; i >= Math.max(0, term.from - 22); i--) {
    if (isHardStop(reading, i)) return null;
    const tissue = reading.covering[i] ?? null;
    if (!isTerm(tissue, 'structure')) continue;
    for (let j = tissue.from - 1; j >= Math.max(0, tissue.from - 4); j--)
      if (
        /^(?:relative|compared|comparison|respect|reference|wrt|versus|vs|against|than)$/.test(
          normAt(reading, j),
        )
      )
        return { to: term.to, reference: tissue.meaning.reference ?? null, named: true };
    return null;
  }
  return null;
}

const OPPOSITE = { hypo: 'hyper', hyper: 'hypo', iso: 'iso' } as const;

/** The comparative of "muscle is denser", "the liver being brighter", when no other tissue follows "than". */
export function comparedWithLesion(reading: Reading, tissue: Term): Term<MeaningOf<'attenuation'>> | null {
  let i = tissue.to;
  if (!BE_VERBS.has(normAt(reading, i))) return null;
  i++;
  while (kindAt(reading, i) === 'degree' || normAt(reading, i).endsWith('ly')) i++;
  const term = reading.covering[i] ?? null;
  if (!isTerm(term, 'attenuation') || term.meaning.attenuation === 'iso') return null;
  if (!/^(?:denser|brighter|darker|whiter|blacker|more|less|higher|lower)$/.test(normAt(reading, i)))
    return null;
  const than = normAt(reading, term.to - 1) === 'than' || normAt(reading, term.to) === 'than';
  if (than) for (let j = term.to; j < term.to + 5; j++) if (kindAt(reading, j) === 'structure') return null;
  const closes = term.to >= reading.tokens.length || /^[.,;)]$/.test(normAt(reading, term.to));
  return closes || than ? term : null;
}

/** "Muscle is denser": the tissue is the subject, so the lesion is the opposite. */
export function tissueAsSubject(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (const tissue of reading.terms) {
    if (!isTerm(tissue, 'structure') || tissue.meaning.reference === undefined) continue;
    const term = comparedWithLesion(reading, tissue);
    if (term === null) continue;
    const { state, cue } = verdict(scopes, tissue.from, term.to);
    claims.push({
      field: 'attenuation',
      value: { attenuation: OPPOSITE[term.meaning.attenuation], reference: tissue.meaning.reference },
      state,
      from: tissue.from,
      to: term.to,
      key: tissue.from,
      rule: 'attenuation: the tissue is compared with the lesion',
      cue,
    });
  }
  return claims;
}

/** "density" is a lesion's noun too ("a paraspinal density"), so the word counts whatever its kind. */
export const isDensityWord = (reading: Reading, i: number): boolean =>
  kindAt(reading, i) === 'density' || normAt(reading, i) === 'density';
