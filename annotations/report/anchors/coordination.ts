/** Further sites joined to the first: "in the presacral and left perirenal regions". */
import { isAnd, isComma, isOr } from '../grammar.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, termsOf } from '../terms.ts';
import { type Anchor, type SiteMention, siteMention } from './anchor.ts';

/** "in the presacral and left perirenal regions": further sites joined to the last one. */
export function coordinate(
  reading: Reading,
  anchor: Anchor,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): void {
  let last = anchor.sites[anchor.sites.length - 1];
  for (let guard = 0; guard < 5 && last !== undefined && last.to > anchor.to; guard++) {
    let i = last.to;
    let joined = false;
    let bracket = false;
    while (i < reading.tokens.length && i < last.to + (bracket ? 24 : 9)) {
      const word = normAt(reading, i);
      const kind = kindAt(reading, i);
      if (kind === 'site') break;
      if (isAnd(reading, i) || isOr(reading, i) || isComma(reading, i)) joined = true;
      else if (word === '(') bracket = true;
      else if (word === ')') bracket = false;
      else if (
        ![
          'the',
          'space',
          'region',
          'area',
          'compartment',
          'in',
          'at',
          'within',
          'gutter',
          'tissue',
          'as',
          'well',
          'also',
          '-',
          'soft',
          'fat',
          'other',
        ].includes(word) &&
        kind !== 'side' &&
        !bracket
      )
        return;
      i++;
    }
    const term = reading.covering[i] ?? null;
    if (!joined || !isTerm(term, 'site') || usedSites.has(term)) return;
    if (kindAt(reading, term.to) === 'lesion') return;
    usedSites.add(term);
    const mention: SiteMention = siteMention(term);
    const first = last;
    let and = first.to;
    while (and < term.from && !isAnd(reading, and) && !isOr(reading, and) && !isComma(reading, and)) and++;
    if (first.side === null && anchor.side !== null && anchor.sideFrom >= anchor.to) {
      first.side = anchor.side;
      // "right paraspinal (3 cm), presacral (5 cm)": the side is of the site it stands before.
      if (reading.covering[anchor.sideFrom]?.to === first.from) anchor.side = null;
    }
    anchor.sites.push(mention);
    for (const side of termsOf(reading, 'side')) {
      if (usedSides.has(side) || side.from < first.to || side.to > term.to + 3) continue;
      const closing = normAt(reading, side.from - 1) === '(';
      if (side.to <= term.from && (closing || side.to <= and)) first.side = side.meaning.side;
      else if (side.to <= term.from) mention.side = side.meaning.side;
      else if ((closing || first.side !== null) && side.from <= term.to + 1) mention.side = side.meaning.side;
      else continue;
      usedSides.add(side);
    }
    if (first.side !== null && mention.side !== null) anchor.side = null;
    last = mention;
  }
}

const PLACE_NOUNS = new Set([
  'the',
  'space',
  'region',
  'area',
  'compartment',
  'gutter',
  'and',
  'fat',
  'both',
  '-',
]);

/** "The presacral space and the para-aortic region contain no mass": sites joined before the one found. */
export function coordinateBack(
  reading: Reading,
  anchor: Anchor,
  first: Term,
  floor: number,
  usedSites: Set<Term>,
): number {
  let start = first.from;
  for (let guard = 0; guard < 5; guard++) {
    let i = start - 1;
    let joined = false;
    while (i >= floor && kindAt(reading, i) !== 'site') {
      if (isAnd(reading, i) || isOr(reading, i) || isComma(reading, i)) joined = true;
      else if (!PLACE_NOUNS.has(normAt(reading, i)) && kindAt(reading, i) !== 'side') return start;
      i--;
    }
    const term = reading.covering[i] ?? null;
    if (!joined || !isTerm(term, 'site') || usedSites.has(term)) return start;
    usedSites.add(term);
    anchor.sites.unshift(siteMention(term));
    start = term.from;
  }
  return start;
}
