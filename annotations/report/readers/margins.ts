/** Margins. A denied "well-defined" is ill-defined; an outline that is only lobulated sets nothing. */
import type { Claim } from '../claims.ts';
import { BE_VERBS } from '../grammar.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { placeOf } from './enhancement-words.ts';
import { verdict } from './state.ts';

export function readMargins(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (const term of reading.terms) {
    if (isTerm(term, 'margin-noun')) {
      claims.push({
        field: 'margin',
        value: null,
        state: 'part',
        from: term.from,
        to: term.to,
        key: term.from,
        rule: 'margin named',
        cue: null,
      });
      continue;
    }
    if (isEven(reading, term))
      claims.push({
        field: 'margin',
        value: 'well-defined',
        state: verdict(scopes, term.from, term.to).state,
        from: term.from,
        to: term.to,
        key: term.from,
        rule: 'margin: well-defined',
        cue: null,
      });
    const frayed = isFrayed(reading, term);
    if (frayed)
      claims.push({
        field: 'margin',
        value: 'ill-defined',
        state: verdict(scopes, term.from, term.to).state,
        from: term.from,
        to: term.to,
        key: term.from,
        rule: 'margin: ill-defined',
        cue: null,
      });
    // "Infiltrating, its edges blurred"
    if (
      isTerm(term, 'extend') &&
      normAt(reading, term.from) === 'infiltrating' &&
      (/^[,.;]$/.test(normAt(reading, term.to)) || saidOfMargin(reading, term.from))
    )
      claims.push({
        field: 'margin',
        value: 'infiltrative',
        state: verdict(scopes, term.from, term.to).state,
        from: term.from,
        to: term.to,
        key: term.from,
        rule: 'margin: infiltrative',
        cue: null,
      });
    if (!isTerm(term, 'margin')) continue;
    if (
      term.meaning.needsNoun &&
      !nounBeside(reading, term) &&
      !isShape(reading, term) &&
      !isShared(reading, term)
    )
      continue;
    const v = verdict(scopes, term.from, term.to);
    const margin = term.meaning.margin;
    const flips =
      v.state === 'denied' &&
      margin === 'well-defined' &&
      !/^(?:capsule|encapsulated)$/.test(normAt(reading, term.from));
    claims.push({
      field: 'margin',
      value: flips ? 'ill-defined' : margin,
      state: flips ? 'stated' : v.state,
      from: term.from,
      to: term.to,
      key: bracketAfter(reading, term) ?? placeOf(reading, term.to) ?? term.from,
      rule: flips ? 'margin: not well defined' : `margin: ${margin}`,
      cue: v.cue,
    });
  }
  return claims;
}

/** "sharp (paraspinal)": whose it is, in brackets. */
function bracketAfter(reading: Reading, term: Term): number | null {
  const who = kindAt(reading, term.to + 1);
  return normAt(reading, term.to) === '(' && (who === 'site' || who === 'side') ? term.to + 1 : null;
}

/** "streaky borders", "faint outline": words of enhancement that beside a margin tell of the margin. */
const isFrayed = (reading: Reading, term: Term): boolean =>
  (isTerm(term, 'pattern') || isTerm(term, 'degree')) &&
  /^(?:streaky|uneven|unevenly|faint|faintly|patchy|weak|poor)$/.test(normAt(reading, term.from)) &&
  (kindAt(reading, term.to) === 'margin-noun' ||
    (BE_VERBS.has(normAt(reading, term.from - 1)) && kindAt(reading, term.from - 2) === 'margin-noun'));

/** "margins are infiltrating and ill-defined" */
const saidOfMargin = (reading: Reading, at: number): boolean =>
  (BE_VERBS.has(normAt(reading, at - 1)) || normAt(reading, at - 1) === ':') &&
  kindAt(reading, at - 2) === 'margin-noun';

/** "Its contour is even", "even borders". */
const isEven = (reading: Reading, term: Term): boolean =>
  isTerm(term, 'pattern') &&
  /^(?:even|evenly|unbroken)$/.test(normAt(reading, term.from)) &&
  (kindAt(reading, term.to) === 'margin-noun' ||
    (BE_VERBS.has(normAt(reading, term.from - 1)) && kindAt(reading, term.from - 2) === 'margin-noun'));

/** "Margins are sharp in the former, hazy in the latter": the noun is told once for both. */
function isShared(reading: Reading, term: Term): boolean {
  const noun = reading.terms.findIndex((t) => t.kind === 'margin-noun' && t.to <= term.from);
  const next = normAt(reading, term.to);
  const placed =
    ['in', 'on', '(', 'for'].includes(next) ||
    term.to >= reading.tokens.length - 1 ||
    next === ',' ||
    next === ';';
  if (noun < 0 || !placed) return false;
  const before = normAt(reading, term.from - 1);
  return (
    [',', ';', 'and', 'but', ':'].includes(before) ||
    ['site', 'side', 'stand-in', 'lesion'].includes(kindAt(reading, term.from - 1) ?? '')
  );
}

const PREDICATES = new Set([
  'attenuation',
  'enhancement',
  'degree',
  'pattern',
  'fat',
  'calcium',
  'null-density',
]);

/** "a smooth 52 mm mass", "lightly calcified, smooth.": said of the lesion itself. */
function isShape(reading: Reading, term: Term): boolean {
  if (!/^(?:smooth|sharp)$/.test(normAt(reading, term.from))) return false;
  // "…, smooth and strongly enhancing": one predicate of several.
  const first = [',', ':', '.', 'and'].includes(normAt(reading, term.from - 1)) || term.from === 0;
  const opens = first || BE_VERBS.has(normAt(reading, term.from - 1));
  if (opens && normAt(reading, term.to) === 'and' && PREDICATES.has(kindAt(reading, term.to + 1) ?? ''))
    return true;
  for (let i = term.to; i < term.to + 7; i++) {
    const kind = kindAt(reading, i);
    const token = tokenAt(reading, i);
    if (kind === 'lesion' || token.kind === 'end') return true;
    if (token.kind === 'sign' && token.norm !== '-' && i === term.to) return /^[.,;)]$/.test(token.norm);
    const passed =
      token.kind === 'number' ||
      kind === 'site' ||
      kind === 'side' ||
      /^(?:mm|cm|x|-|,|and|oval|round)$/.test(token.norm);
    if (!passed) return false;
  }
  return false;
}

const PASSED = new Set([
  'and',
  ',',
  'but',
  'or',
  '-',
  'in',
  'its',
  'the',
  'of',
  'very',
  'with',
  'a',
  'an',
  'on',
  'most',
  'all',
  'their',
  'outer',
  'mostly',
  'to',
  'quite',
  'rather',
  'side',
  'sides',
  'medial',
  'lateral',
  'posterior',
  'anterior',
]);
const BACK_PASSED = new Set([
  'is',
  'are',
  'be',
  'appear',
  'remain',
  ':',
  '=',
  'look',
  'was',
  'were',
  'of',
  'it',
  'mass',
  'lesion',
  'seem',
  'ok',
  'become',
  'has',
  'have',
  'now',
  'nowhere',
  'grown',
  'turned',
]);

function nounBeside(reading: Reading, term: Term<MeaningOf<'margin'>>): boolean {
  for (let i = term.to; i < term.to + 6; i++) {
    const kind = kindAt(reading, i);
    if (kind === 'margin-noun' || (normAt(reading, i) === 'rim' && kind !== 'enhancement')) return true;
    if (
      kind === 'margin' ||
      PASSED.has(normAt(reading, i)) ||
      (kind === null && /(?:ly|ed|al|wn|en)$/.test(normAt(reading, i)))
    )
      continue;
    break;
  }
  for (let i = term.from - 1; i >= Math.max(0, term.from - 8); i--) {
    const kind = kindAt(reading, i);
    if (kind === 'margin-noun' || (normAt(reading, i) === 'rim' && kind !== 'enhancement')) return true;
    const word = normAt(reading, i);
    if (
      kind === 'margin' ||
      PASSED.has(word) ||
      BACK_PASSED.has(word) ||
      kind === 'negation' ||
      kind === 'lesion' ||
      word === 'not' ||
      /ed$/.test(word)
    )
      continue;
    if (
      kind === 'degree' ||
      kind === 'hedge' ||
      kind === 'side' ||
      (tokenAt(reading, i).kind === 'word' && word.endsWith('ly'))
    )
      continue;
    break;
  }
  return false;
}
