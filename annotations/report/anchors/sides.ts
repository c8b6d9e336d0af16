/** Sides of a phrase: of the lesion, of one of its sites, or of a landmark. */
import type { Laterality } from '../../finding/descriptors.ts';
import {
  isTerm,
  kindAt,
  type MeaningOf,
  normAt,
  type Reading,
  type Term,
  termsOf,
  tokenAt,
} from '../terms.ts';
import type { Anchor } from './anchor.ts';

/** Sides of the phrase: given to the site they stand before, else to the whole. Sides of landmarks are left out. */
export function readSides(
  reading: Reading,
  anchor: Anchor,
  from: number,
  to: number,
  usedSides: Set<Term>,
): void {
  const sides = termsOf(reading, 'side').filter((s) => s.from >= from && s.to <= to && !usedSides.has(s));
  for (const side of sides) {
    if (isCrossed(reading, side) || isPushedTowards(reading, side)) continue;
    if (isLandmarkSide(reading, side) && anchor.sites.every((s) => s.from !== side.to)) continue;
    usedSides.add(side);
    const bracketed =
      normAt(reading, side.from - 1) === '(' ? anchor.sites.find((s) => s.to === side.from - 1) : undefined;
    if (bracketed !== undefined && anchor.sites.length > 1) {
      bracketed.side = side.meaning.side;
      continue;
    }
    const ahead = anchor.sites.find(
      (s) => s.from >= side.to && s.side === null && noSiteBetween(anchor, side.to, s.from),
    );
    const sitesApart = anchor.sites.length > 1;
    if (ahead !== undefined && sitesApart) ahead.side = side.meaning.side;
    else if (anchor.side === null || anchor.side === side.meaning.side) {
      anchor.side = side.meaning.side;
      anchor.sideFrom = side.from;
    } else if (isPair(anchor.side, side.meaning.side)) anchor.side = 'bilateral';
  }
}

export const bothAt = (reading: Reading, from: number): boolean =>
  ['both', 'each', 'either'].includes(normAt(reading, from - 1));

const isPair = (a: Laterality, b: Laterality): boolean =>
  (a === 'left' && b === 'right') || (a === 'right' && b === 'left');

const noSiteBetween = (anchor: Anchor, from: number, to: number): boolean =>
  !anchor.sites.some((s) => s.from >= from && s.to <= to);

const isJoin = (word: string): boolean => word === 'and' || word === ',' || word === '&';

/** "left ureter", "right 7th rib": the side belongs to the landmark. */
export function isLandmarkSide(reading: Reading, side: Term): boolean {
  for (let i = side.to; i < side.to + 5; i++) {
    const term = reading.covering[i] ?? null;
    const token = tokenAt(reading, i);
    if (isTerm(term, 'structure'))
      return term.meaning.inside === undefined && term.meaning.region === undefined;
    if (isTerm(term, 'distractor')) return true;
    // "the right 4th and left 9th ribs"
    const other = isJoin(token.norm) ? (reading.covering[i + 1] ?? null) : null;
    if (isTerm(other, 'side') && i > side.to) return isLandmarkSide(reading, other);
    if (
      token.kind === 'number' ||
      [
        'st',
        'nd',
        'rd',
        'th',
        '-',
        'common',
        'external',
        'internal',
        'lower',
        'upper',
        'posterior',
        'anterior',
        'lateral',
        'proximal',
        'distal',
        'mid',
        'main',
        'exiting',
        'lumbar',
      ].includes(token.norm) ||
      token.kind === 'level'
    )
      continue;
    if (
      /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)$/.test(
        token.norm,
      )
    )
      continue;
    return false;
  }
  return false;
}

export const sideBefore = (reading: Reading, from: number): number => {
  const term = reading.covering[from - 1] ?? null;
  if (isTerm(term, 'side')) return term.from;
  const before = reading.covering[from - 2] ?? null;
  return isTerm(before, 'side') && tokenAt(reading, from - 1).kind !== 'sign' ? before.from : from;
};

/** "crossing the midline", "to the midline": a line that is reached, not the side of the lesion. */
export function isCrossed(reading: Reading, side: Term<MeaningOf<'side'>>): boolean {
  if (side.meaning.side !== 'midline') return false;
  for (let i = side.from - 1; i >= side.from - 3; i--) {
    // "to a midline mass", "to D6, midline": an adjective, not a line that is reached.
    if (/^(?:a|an|,|;|:|\()$/.test(normAt(reading, i))) break;
    if (
      /^(?:cross|across|beyond|over|reach|past|to|of|from|traver|straddl|span|bridg)/.test(normAt(reading, i))
    )
      return true;
  }
  const after = normAt(reading, side.to) === '-' ? normAt(reading, side.to + 1) : normAt(reading, side.to);
  return /^(?:cross|travers|spanning|straddl)/.test(after);
}

/** Verbs of moving something else aside. */
const PUSHES = /^(?:displac|push|shift|deviat|bow(?:s|ed|ing)?$|mov(?:es|ed|ing)$|dislocat|rotat|tilt)/;

/** "displaces the cava to the right": where something else has gone, not the side of the lesion. */
export function isPushedTowards(reading: Reading, side: Term): boolean {
  const first = normAt(reading, side.from) === 'to' || normAt(reading, side.from) === 'towards';
  const before = normAt(reading, side.from - 1);
  const told = first || ['to', 'towards', 'toward', 'the'].includes(before);
  if (!told) return false;
  for (let i = side.from - 1; i >= Math.max(0, side.from - 10); i--) {
    const word = normAt(reading, i);
    if (word === ',' || word === ';' || word === '.') return false;
    if (PUSHES.test(word)) return true;
    // "wraps in front of the spine to the right": where it goes.
    if (first && (kindAt(reading, i) === 'encase' || kindAt(reading, i) === 'extend')) return true;
  }
  return false;
}

/** "its bulk is on the left", "mostly on the right": the side that counts, whatever else it reaches. */
export const isOfBulk = (reading: Reading, side: Term): boolean => {
  for (let i = side.from - 1; i >= Math.max(0, side.from - 6); i--) {
    const word = normAt(reading, i);
    if (
      /^(?:bulk|epicenter|center|majority|most|greater|mass|main|mainly|mostly|predominantly|chiefly|largely|primarily|principally|eccentric|eccentrically)$/.test(
        word,
      )
    )
      return word !== 'mass';
    if (
      /^(?:part|portion|half|component|share)$/.test(word) &&
      /^(?:larger|bigger|greater|major|main|bulkier|dominant)$/.test(normAt(reading, i - 1))
    )
      return true;
    if (word === ',' || word === ';' || word === '.') return false;
  }
  return false;
};
