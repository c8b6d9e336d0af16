/** Attenuation in words, with the tissue it is compared to. Comparisons with the past or of a part set nothing. */
import type { AttenuationReference } from '../../finding/descriptors.ts';
import type { Claim, ClaimState } from '../claims.ts';
import { isComma, isHardStop } from '../grammar.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { isOfPart, isSpan } from './attenuation-scope.ts';
import {
  bySign,
  isDensityWord,
  likeTissue,
  thatOfTissue,
  tissueAsSubject,
  tissueBefore,
} from './attenuation-tissues.ts';
import { verdict } from './state.ts';

type AttenuationTerm = Term<MeaningOf<'attenuation'>>;

export function readAttenuation(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (const term of reading.terms) {
    if (isTerm(term, 'null-density')) {
      const value = { attenuation: 'iso', reference: null } as const;
      claims.push({
        field: 'attenuation',
        value,
        state: 'part',
        from: term.from,
        to: term.to,
        key: term.from,
        rule: 'density of fat, fluid or soft tissue: no comparison',
        cue: null,
      });
      continue;
    }
    const changed = isTerm(term, 'change') ? asAttenuation(reading, term) : null;
    if (!isTerm(term, 'attenuation') && changed === null) continue;
    const claim = readOne(reading, scopes, changed ?? (term as AttenuationTerm));
    if (claim !== null) claims.push(claim);
  }
  claims.push(
    ...bySign(reading, scopes),
    ...thatOfTissue(reading, scopes),
    ...tissueAsSubject(reading, scopes),
    ...likeTissue(reading, scopes),
  );
  return claims;
}

function readOne(reading: Reading, scopes: Scopes, term: AttenuationTerm): Claim | null {
  const { needs, attenuation } = term.meaning;
  const inPhrase = term.meaning.attenuation === 'iso' && hasWord(reading, term, /^muscl|^muscular/);
  const found = inPhrase
    ? { to: term.to, reference: 'muscle' as const, named: true }
    : (referenceAfter(reading, term) ?? tissueBefore(reading, term) ?? sharedReference(reading, term));
  // "Hypo to liver."
  const short = /^(?:hypo|hyper)$/.test(normAt(reading, term.from)) && found !== null;
  if (needs === 'noun' && !short && !densityBeside(reading, term)) return null;
  const labelled = normAt(reading, term.from) === 'iso' && densityBeside(reading, term);
  if (
    needs === 'reference' &&
    !labelled &&
    (found === null || !speaksOfDensity(reading, term, found.reference))
  )
    return null;
  if (needs === undefined && isComparative(reading, term) && found === null) return null;
  if (
    attenuation === 'iso' &&
    needs === undefined &&
    hasWord(reading, term, /^same$|^equal/) &&
    found === null
  )
    return null;
  const to = found?.to ?? term.to;
  const said = verdict(scopes, term.from, term.to);
  // "not as dense as muscle": less than it.
  const less = said.state === 'denied' && normAt(reading, term.from) === 'as' && attenuation === 'iso';
  const { state, cue } = less ? { state: 'stated' as const, cue: said.cue } : said;
  const part = isOfPart(reading, term) || isSpan(reading, term);
  const finalState: ClaimState = part && state === 'stated' ? 'part' : state;
  return {
    field: 'attenuation',
    value: {
      attenuation: less ? 'hypo' : attenuation,
      reference: found?.reference ?? null,
      unlisted: found !== null && found.reference === null,
    },
    state: finalState,
    from: term.from,
    to,
    key: term.from,
    rule: part
      ? 'attenuation of a part'
      : found === null
        ? 'attenuation in words'
        : 'attenuation compared with a tissue',
    cue,
  };
}

/** "Attenuation is reduced relative to muscle": a word of change that compares with a tissue. */
function asAttenuation(reading: Reading, term: Term): AttenuationTerm | null {
  const word = normAt(reading, term.from);
  const attenuation = /^(?:reduced|decreased|diminished)$/.test(word)
    ? 'hypo'
    : word === 'increased'
      ? 'hyper'
      : null;
  if (attenuation === null || (referenceAfter(reading, term) ?? tissueBefore(reading, term)) === null)
    return null;
  return { ...term, kind: 'attenuation', meaning: { kind: 'attenuation', attenuation, needs: 'noun' } };
}

const hasWord = (reading: Reading, term: Term, pattern: RegExp): boolean => {
  for (let i = term.from; i < term.to; i++) if (pattern.test(normAt(reading, i))) return true;
  return false;
};

const isComparative = (reading: Reading, term: Term): boolean =>
  hasWord(reading, term, /^(?:less|lower|higher|more|denser|dense)$/) &&
  hasWord(reading, term, /^(?:less|lower|higher|more|denser|as)$/);

const PASSED = new Set(
  'to than with against if when next beside alongside as of that the those in on for adjacent neighboring surrounding nearby normal enhanced unenhanced and is be seen relative compared by density attenuation ipsilateral opposite right left skeletal native at from c f . w / what its respect reference ref wrt too enhancing opacified versus vs'.split(
    ' ',
  ),
);

/** Compared with, but without a code. */
const UNLISTED = new Set(['fluid', 'water', 'urine', 'bile', 'csf', 'bone', 'air', 'gas']);

/** The tissue named within a few words; `named` when one is named at all, even one that has no code here. */
function referenceAfter(
  reading: Reading,
  term: Term,
): { to: number; reference: AttenuationReference | null; named: boolean } | null {
  for (let i = term.to; i < term.to + 9; i++) {
    if (isHardStop(reading, i) || (isComma(reading, i) && i > term.to + 1) || normAt(reading, i) === ')')
      return null;
    const found = reading.covering[i] ?? null;
    if (isTerm(found, 'structure'))
      return { to: found.to, reference: found.meaning.reference ?? null, named: true };
    // "isodense with the gluteus maximus"
    if (isTerm(found, 'site') && normAt(reading, found.from).startsWith('glut'))
      return { to: found.to, reference: 'muscle', named: true };
    if (found?.kind === 'fat' || found?.kind === 'distractor' || UNLISTED.has(normAt(reading, i)))
      return { to: found?.to ?? i + 1, reference: null, named: true };
    if (found?.kind === 'time' || found?.kind === 'known') {
      if (
        normAt(reading, i) !== 'compared' &&
        !hasWord(reading, found, /^(?:comparison|compared|relative|v|vs|versus)$/)
      )
        return null;
      continue;
    }
    // "iso- to blood-pool density"
    if (normAt(reading, i) === '-' && i === term.to) continue;
    if (PASSED.has(normAt(reading, i)) || isDensityWord(reading, i) || tokenAt(reading, i).norm === '(')
      continue;
    // "the unopacified aorta", "the imaged spleen"
    if (found === null && /(?:ed|al|ing)$/.test(normAt(reading, i))) continue;
    if (kindAt(reading, i) === 'phase' || kindAt(reading, i) === 'side') continue;
    return null;
  }
  return null;
}

/** "the former isodense, the latter hypodense to muscle": the tissue is told once for both. */
function sharedReference(
  reading: Reading,
  term: AttenuationTerm,
): { to: number; reference: AttenuationReference | null; named: boolean } | null {
  if (term.meaning.needs === 'noun' || ['-', 'to', '/'].includes(normAt(reading, term.to))) return null;
  for (let i = term.to; i < Math.min(reading.tokens.length, term.to + 14); i++) {
    const next = reading.covering[i] ?? null;
    if (isTerm(next, 'attenuation') && next.from === i) {
      const found = next.meaning.needs === 'noun' ? null : referenceAfter(reading, next);
      return found === null ? null : { ...found, to: term.to };
    }
    const kind = kindAt(reading, i);
    const passed =
      kind === null ||
      kind === 'stand-in' ||
      kind === 'side' ||
      kind === 'site' ||
      kind === 'lesion' ||
      kind === 'phase' ||
      kind === 'degree';
    if (!passed || isHardStop(reading, i)) return null;
  }
  return null;
}

/** "low" and "high" only beside a density noun: "density is low", "of low mean attenuation". */
function densityBeside(reading: Reading, term: Term): boolean {
  if (/^[:=]$/.test(normAt(reading, term.from - 1)) && labelsDensity(reading, term.from - 1)) return true;
  for (let i = term.to; i <= term.to + 2; i++) {
    if (isDensityWord(reading, i)) return true;
    if (tokenAt(reading, i).kind !== 'word') break;
  }
  for (let i = term.from - 1; i >= Math.max(0, term.from - 4); i--) {
    if (isDensityWord(reading, i)) return true;
    const word = normAt(reading, i);
    if (word === ',' || word === ';' || kindAt(reading, i) === 'enhancement') return false;
  }
  return false;
}

/** "Density relative to muscle: low", "Attenuation (vs muscle): iso". */
function labelsDensity(reading: Reading, colon: number): boolean {
  for (let i = colon - 1; i >= Math.max(0, colon - 8) && !isHardStop(reading, i); i--)
    if (isDensityWord(reading, i)) return true;
  return false;
}

const VISUAL = /^(?:darker|brighter|denser|blacker|fainter|whiter|dimmer|paler|lighter|dark)$/;

/** Whether a comparison is one of density: a density word or HU before it, no enhancement nearer; or it looks so. */
function speaksOfDensity(reading: Reading, term: Term, reference: AttenuationReference | null): boolean {
  const word = normAt(reading, term.from);
  if (
    /^(?:like|same|more|less|under|above|below|beneath|follow|following)$/.test(word) &&
    /relation|extend/.test(kindAt(reading, term.from - 1) ?? '')
  )
    return false;
  if (/^iso/.test(word) && reference !== null) return true;
  // "VS MUSCLE: LOWER"
  if (normAt(reading, term.from - 1) === ':' && kindAt(reading, term.from - 2) === 'structure') return true;
  for (let i = term.from - 1; i >= 0 && !isHardStop(reading, i); i--) {
    const kind = kindAt(reading, i);
    if (kind === 'enhancement') return VISUAL.test(word);
    if (
      isDensityWord(reading, i) ||
      kind === 'null-density' ||
      kind === 'attenuation' ||
      normAt(reading, i) === 'hu'
    )
      return true;
    if (kind === 'margin-noun' || kind === 'fat') break;
  }
  if (VISUAL.test(word)) return true;
  for (let i = term.to; i < term.to + 9; i++) {
    if (isComma(reading, i) || isHardStop(reading, i) || normAt(reading, i) === 'and') break;
    if (isDensityWord(reading, i)) return true;
    if (kindAt(reading, i) === 'enhancement') return false;
  }
  return (
    (/^iso/.test(word) && reference !== null) ||
    (reference === 'muscle' &&
      /^(?:cannot|not|blend|inseparabl|undistinguish|indistinct|like|similar|indistinguishable|resembl|same|equal|match|identical|comparable|equivalent|iso)/.test(
        word,
      ))
  );
}
