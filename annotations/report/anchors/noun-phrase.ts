/**
 * The noun phrase to the left of its noun: sites, sides, number, newness, to the determiner or a boundary.
 */
import {
  BE_VERBS,
  DETERMINERS,
  INDEFINITES,
  isAnd,
  isComma,
  isContrast,
  isHardStop,
  isOr,
  PLURAL_QUANTIFIERS,
  PREPOSITIONS,
} from '../grammar.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Anchor, CUFFS, siteMention } from './anchor.ts';
import { readSides } from './sides.ts';

const MODIFIER_STOP_KINDS = new Set([
  'affirm',
  'relation',
  'encase',
  'touch',
  'extend',
  'stand-in',
  'gone',
  'exclusion',
  'history',
  'phase',
  'advice',
  'spare',
]);

const NEVER_IN_PHRASE = new Set([
  'of',
  ':',
  '.',
  '(',
  ')',
  '|',
  'is',
  'are',
  'has',
  'have',
  'who',
  'that',
  'which',
  'than',
  '=',
]);

/** "sclerotic deposits in L2": of bone. */
const OF_BONE = /^(?:sclerotic|lytic|osteolytic|osteoblastic|blastic|osteosclerotic)$/;

const ALIKE = /^(?:another|similar|identical|comparable|analogous|like|alike)$/;

/** Walks left over the modifiers of the noun: sites, sides, sizes, adjectives, to the determiner or a boundary. */
export function readNounPhrase(
  reading: Reading,
  anchor: Anchor,
  floor: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): void {
  let start = anchor.from;
  const sites: Term<MeaningOf<'site'>>[] = [];
  let organTerm: Term | null = null;
  let nearest: 'site' | 'organ' | null = null;
  for (let i = anchor.from - 1; i >= floor; i--) {
    const word = normAt(reading, i);
    const kind = kindAt(reading, i);
    const term = reading.covering[i] ?? null;
    if (word === ')') {
      const open = bracketedSide(reading, i);
      if (open === null) break;
      i = open;
      start = i;
      continue;
    }
    if (NEVER_IN_PHRASE.has(word) || isHardStop(reading, i) || isContrast(reading, i) || BE_VERBS.has(word))
      break;
    if (PREPOSITIONS.has(word) && kind !== 'side' && kind !== 'known') break;
    if (
      kind !== null &&
      MODIFIER_STOP_KINDS.has(kind) &&
      !(kind === 'affirm' && normAt(reading, i - 1) === '-')
    )
      break;
    if (isComma(reading, i) && !commaInPhrase(reading, i, floor)) break;
    if ((isAnd(reading, i) || isOr(reading, i)) && !joinsModifiers(reading, i)) break;
    if (isTerm(term, 'site') && !usedSites.has(term)) {
      sites.unshift(term);
      nearest ??= 'site';
    } else if (isTerm(term, 'structure')) {
      if (term.meaning.inside !== undefined && organTerm === null) {
        nearest ??= 'site';
        anchor.sites.push({
          site: term.meaning.inside,
          space: term.meaning.name,
          from: term.from,
          to: term.to,
          side: null,
        });
        anchor.siteRule = `inside the ${term.meaning.name}`;
      } else if (
        term.meaning.around !== undefined &&
        nearest === null &&
        CUFFS.test(normAt(reading, anchor.head))
      ) {
        nearest = 'site';
        anchor.sites.push({ site: term.meaning.around, space: '', from: term.from, to: term.to, side: null });
        anchor.siteRule = `a cuff of the ${term.meaning.name}`;
      } else if (term.meaning.organ && nearest === null && !term.meaning.region) {
        organTerm = term;
        nearest = 'organ';
      }
    } else if (anchor.form === 'lesion' && OF_BONE.test(word) && nearest === null) {
      nearest = 'organ';
    } else if (
      isTerm(term, 'distractor') &&
      anchor.form === 'lesion' &&
      i === anchor.from - 1 &&
      /cyst|bone|lung|liver/.test(word)
    )
      nearest ??= 'organ';
    else if (word === 'contralateral' && kind === 'side') anchor.novel = true;
    else if (kind === 'novel' && word === 'other' && isOr(reading, i - 1)) anchor.novel = false;
    else if (kind === 'novel' || ['second', 'third', 'fourth'].includes(word)) anchor.novel = true;
    else if (ALIKE.test(word)) {
      anchor.novel = true;
      // "Similar tissue lies in …": like the lesion before, so a lesion.
      if (anchor.form === 'lesion' && word !== 'another') Object.assign(anchor, { strong: true });
    }
    if (PLURAL_QUANTIFIERS.has(word)) anchor.plural = true;
    if (INDEFINITES.has(word)) anchor.indefinite = true;
    start = term !== null && term.from < i ? term.from : i;
    if (term !== null && term.from < i) i = term.from;
    if (DETERMINERS.has(word) && !['some', 'any', 'both', 'each', 'every', 'no'].includes(word)) {
      anchor.definite = !['a', 'an', 'another'].includes(word);
      // "neither a presacral nor a perirenal mass"
      if (!anchor.definite && isOr(reading, i - 1) && kindAt(reading, i - 2) === 'site') continue;
      // "the right paraspinal (3 cm) and the presacral mass"
      if (anchor.definite && sites.length > 0 && joinsNamed(reading, i, floor)) {
        anchor.plural = true;
        if (normAt(reading, i - 2) === ')') while (i > floor && normAt(reading, i - 1) !== '(') i--;
        continue;
      }
      break;
    }
  }
  if (kindAt(reading, anchor.head) === 'lesion') {
    const word = normAt(reading, anchor.from);
    if (word === 'the') anchor.definite = true;
  }
  if (nearest === 'organ' && anchor.form === 'lesion') anchor.organ = true;
  for (const t of sites) {
    usedSites.add(t);
    anchor.sites.push(siteMention(t));
    anchor.siteRule = 'site in the noun phrase';
  }
  anchor.from = start;
  readSides(reading, anchor, start, anchor.to, usedSides);
  // "(ii) mesenteric mass", "(1) left paraspinal mass"
  const named = normAt(reading, start - 2);
  if (
    normAt(reading, start - 1) === ')' &&
    normAt(reading, start - 3) === '(' &&
    /^(?:[ivx]+|[a-h]|\d)$/.test(named)
  )
    anchor.number = named;
  // "mass (A)"
  if (
    normAt(reading, anchor.to) === '(' &&
    normAt(reading, anchor.to + 2) === ')' &&
    /^(?:[A-E]|\d)$/.test(tokenAt(reading, anchor.to + 1).text)
  )
    anchor.number = normAt(reading, anchor.to + 1);
  const next = tokenAt(reading, anchor.to);
  if (
    (next.kind === 'number' &&
      /^\d$/.test(next.text) &&
      !['cm', 'mm', 'x', '-', '.', ','].includes(normAt(reading, anchor.to + 1))) ||
    /^[A-E]$/.test(next.text)
  ) {
    anchor.number = next.norm;
  }
}

/** A coordination of definite places before the determiner at `the`. */
function joinsNamed(reading: Reading, the: number, floor: number): boolean {
  if (!isAnd(reading, the - 1) && !isOr(reading, the - 1)) return false;
  let i = the - 2;
  if (normAt(reading, i) === ')') {
    while (i > floor && normAt(reading, i) !== '(') i--;
    i--;
  }
  if (kindAt(reading, i) !== 'site') return false;
  while (i > floor && ['site', 'side'].includes(kindAt(reading, i) ?? '')) i--;
  return normAt(reading, i) === 'the' && /^(?:both|neither|either)$/.test(normAt(reading, i - 1));
}

/** "perirenal (left) and paraspinal (right) lesions": the start of a bracket that holds a side alone. */
function bracketedSide(reading: Reading, close: number): number | null {
  const term = reading.covering[close - 1] ?? null;
  return isTerm(term, 'side') && normAt(reading, term.from - 1) === '(' ? term.from - 1 : null;
}

const ADJECTIVAL = new Set([
  'site',
  'side',
  'margin',
  'attenuation',
  'degree',
  'pattern',
  'fat',
  'calcium',
  'enhancement',
  'null-density',
  'density',
  'novel',
  'known',
]);

function commaInPhrase(reading: Reading, comma: number, floor: number): boolean {
  const left = kindAt(reading, comma - 1);
  const right = kindAt(reading, comma + 1);
  const leftSite = left === 'site' || (left === 'side' && right === 'side');
  if (leftSite && (right === 'site' || right === 'side')) return true;
  if (left === null || !ADJECTIVAL.has(left)) {
    const word = tokenAt(reading, comma - 1);
    if (
      word.kind !== 'word' ||
      !/(?:ed|ing|ous|ar|al|ic|ive|large|small|huge|bulky|solid|oval|round|elongated|soft)$/.test(word.norm)
    )
      return false;
  }
  for (let i = comma - 1; i >= Math.max(floor, comma - 8); i--) {
    const word = normAt(reading, i);
    if (word === 'a' || word === 'an' || word === 'another') return true;
    if (
      BE_VERBS.has(word) ||
      PREPOSITIONS.has(word) ||
      kindAt(reading, i) === 'lesion' ||
      kindAt(reading, i) === 'affirm'
    )
      return false;
    if (i === 0) return !reading.tokens.slice(0, comma).some((t) => t.kind === 'number');
  }
  return false;
}

function joinsModifiers(reading: Reading, and: number): boolean {
  const open = normAt(reading, and - 1) === ')' ? bracketedSide(reading, and - 1) : null;
  const left = open === null ? kindAt(reading, and - 1) : kindAt(reading, open - 1);
  let i = and + 1;
  while (normAt(reading, i) === 'the') i++;
  const right = kindAt(reading, i);
  const siteLike = (k: string | null): boolean => k === 'site' || k === 'side' || k === 'structure';
  if (siteLike(left) && siteLike(right)) return true;
  if (isOr(reading, and) && left === 'site') return true;
  return left !== null && right !== null && ADJECTIVAL.has(left) && ADJECTIVAL.has(right) && left === right;
}
