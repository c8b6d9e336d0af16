/**
 * Degrees and patterns that lean on an enhancement word of an earlier clause: "the left enhances mildly, the right
 * markedly", "none in the perirenal, mild in the paraspinal lesion", "was strong before; it is mild today".
 */
import type { Claim, ClaimState } from '../claims.ts';
import { BE_VERBS, DETERMINERS, isAnd, isComma, isContrast, isHardStop } from '../grammar.ts';
import type { Cue } from '../scopes/reach.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { gather, hangsLoose, placeOf } from './enhancement-words.ts';
import { verdict } from './state.ts';

export function carriedOver(reading: Reading, scopes: Scopes, cues: readonly Term[]): Claim[] {
  const [first] = cues;
  if (first === undefined) return [];
  const taken = new Set(
    cues.flatMap((c) => [...gather(reading, c.from - 1, -1), ...gather(reading, c.to, 1)].map((f) => f.term)),
  );
  const claims: Claim[] = [];
  for (const term of reading.terms) {
    if (term.from < first.to || taken.has(term) || !isOwnClause(reading, term)) continue;
    const { state, cue } = verdict(scopes, term.from, term.to);
    const base = { ...span(term), key: placeOf(reading, term.from) ?? term.from, state, cue };
    if (isTerm(term, 'degree') && hangsLoose(reading, term.to))
      claims.push({
        ...base,
        field: 'enhancementDegree',
        value: [term.meaning.degree],
        rule: 'enhancement: degree, the word carried over',
      });
    else if (isTerm(term, 'degree-range') && hangsLoose(reading, term.to))
      claims.push({
        ...base,
        field: 'enhancementDegree',
        value: term.meaning.degrees,
        rule: 'enhancement: a range of degrees, the word carried over',
      });
    else if (isTerm(term, 'pattern') && hangsLoose(reading, term.to))
      claims.push({
        ...base,
        field: 'enhancementPattern',
        value: term.meaning.pattern,
        rule: 'enhancement: pattern, the word carried over',
      });
  }
  const denial = deniedSide(reading, first.to);
  if (denial !== null) claims.push(denial);
  return claims;
}

const span = (term: Term): { from: number; to: number; key: number } => ({
  from: term.from,
  to: term.to,
  key: term.from,
});

/** Kinds that may stand between the start of the clause and the word: who is meant and when, but no other noun. */
const WHO: ReadonlySet<string> = new Set([
  'side',
  'site',
  'stand-in',
  'lesion',
  'time',
  'degree',
  'pattern',
  'region',
]);

/** The clause of the word names somebody, or "it", or is an answer for somebody, and speaks of nothing else. */
function isOwnClause(reading: Reading, answer: Term): boolean {
  let named = false;
  for (let i = answer.from - 1; i >= 0; i--) {
    const word = normAt(reading, i);
    if (isHardStop(reading, i) || isComma(reading, i) || isAnd(reading, i) || isContrast(reading, i)) {
      named ||= i < answer.from && isComma(reading, i);
      // "the others mildly and evenly"
      const joined = isAnd(reading, i) ? (reading.covering[i - 1] ?? null) : null;
      if (joined !== null && (isTerm(joined, 'degree') || isTerm(joined, 'pattern')))
        return named || answersFor(reading, answer.to) || isOwnClause(reading, joined);
      break;
    }
    // "takes up contrast mildly, and does so evenly"
    if (word === 'so' && /^doe?s?$/.test(normAt(reading, i - 1))) return true;
    const term = reading.covering[i] ?? null;
    // "Enhancement: paraspinal mild, presacral avid"
    if (kindAt(reading, i) === 'enhancement' || kindAt(reading, i) === 'phase') return named;
    const kind =
      isTerm(term, 'structure') && term.meaning.region !== undefined ? 'region' : kindAt(reading, i);
    if (word === 'it' || (kind !== null && kind !== 'time' && WHO.has(kind))) named = true;
    if (kind !== null ? WHO.has(kind) || word === 'it' : isFunctionWord(word)) continue;
    return false;
  }
  return named || answersFor(reading, answer.to);
}

const isFunctionWord = (word: string): boolean =>
  BE_VERBS.has(word) ||
  DETERMINERS.has(word) ||
  word === 'it' ||
  /^(?:in|on|of|for|only|just|at|most|merely|doe|do|so|which|who|that|rather|though|:|-)$/.test(word) ||
  word.endsWith('ly');

/** "mild in the paraspinal lesion". */
function answersFor(reading: Reading, from: number): boolean {
  if (kindAt(reading, from) === 'side') return true;
  if (!/^(?:in|on|for)$/.test(normAt(reading, from))) return false;
  let i = from + 1;
  while (['the', 'that', 'its', 'other'].includes(normAt(reading, i))) i++;
  return ['site', 'side', 'stand-in', 'structure', 'lesion'].includes(kindAt(reading, i) ?? '');
}

/** "the left brightly, the right not at all" and "…, the right not". */
function deniedSide(reading: Reading, from: number): Claim | null {
  for (let i = from + 1; i < Math.min(reading.tokens.length, from + 22); i++) {
    if (kindAt(reading, i) === 'enhancement') return null;
    if (!['side', 'site', 'stand-in', 'lesion'].includes(kindAt(reading, i - 1) ?? '')) continue;
    if (normAt(reading, i) !== 'not') continue;
    const whole = normAt(reading, i + 1) === 'at' && normAt(reading, i + 2) === 'all';
    const closes = tokenAt(reading, i + 1).kind === 'end' || /^[.,;]$/.test(normAt(reading, i + 1));
    if (!whole && !closes) continue;
    const state: ClaimState = 'stated';
    const cue: Cue | null = null;
    return {
      field: 'enhancementDegree',
      value: ['none'],
      state,
      from: i,
      to: whole ? i + 3 : i + 1,
      key: i,
      rule: 'enhancement denied, the word carried over',
      cue,
    };
  }
  return null;
}
