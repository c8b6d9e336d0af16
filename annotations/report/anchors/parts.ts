/**
 * Nouns of lesions that are only a part of the lesion spoken of: "it contains a solid nodule", "a 1 cm nodule within
 * it". They found no lesion, and what is said of them is of a part.
 */
import { isAnd, isComma, isContrast, isHardStop } from '../grammar.ts';
import { kindAt, normAt, type Reading, tokenAt } from '../terms.ts';
import type { Anchor } from './anchor.ts';

const SMALL =
  /^(?:nodule|nodularity|focus|foci|area|areas|tissue|clot|band|lobule|material|nidus|hemorrhage|bleed)$/;
const HOLDS = /^(?:contain|containing|hold|holding|harbor|harboring|include|including|enclose)$/;
const WITH = /^(?:with|and|of|show|showing|has|have|having|plus)$/;
/** Words looked at on either side. */
const NEAR = 24;
const PRONOUN = /^(?:it|its|they|their|them|itself)$/;

export function markParts(reading: Reading, anchors: readonly Anchor[]): void {
  const named = anchors.find(isNamed);
  for (const anchor of anchors) {
    const bare =
      anchor.form === 'lesion' &&
      anchor.status === 'present' &&
      !anchor.definite &&
      !anchor.novel &&
      !anchor.diagnosis &&
      anchor.number === null &&
      anchor.sites.every((s) => s.from < 0) &&
      anchor.side === null;
    if (bare && (isHeld(reading, anchor, named) || isWithin(reading, anchor))) anchor.part = true;
  }
}

/** "It contains a haematoma", "it consists of fat, with a solid nodule": the subject is the lesion spoken of. */
function isHeld(reading: Reading, anchor: Anchor, named: Anchor | undefined): boolean {
  const pronoun = PRONOUN.test(normAt(reading, 0));
  if (!pronoun && (named === undefined || named === anchor || named.to > anchor.from)) return false;
  const small = SMALL.test(normAt(reading, anchor.head));
  for (let i = anchor.from - 1; i >= Math.max(0, anchor.from - NEAR); i--) {
    if (isHardStop(reading, i) || isContrast(reading, i)) return false;
    const word = normAt(reading, i);
    if (HOLDS.test(word)) return true;
    if (small && WITH.test(word) && (pronoun || isInner(reading, anchor))) return true;
    if (isComma(reading, i) && i < anchor.from - 1) return false;
  }
  return false;
}

/** "with an inner nodule of 30 HU": of the mass just named. */
function isInner(reading: Reading, anchor: Anchor): boolean {
  for (let i = anchor.from; i < anchor.head; i++)
    if (
      /^(?:inner|internal|mural|solid|central|intralesional|nodular|eccentric|septal|interior)$/.test(
        normAt(reading, i),
      )
    )
      return true;
  return false;
}

const isNamed = (a: Anchor): boolean =>
  a.form === 'lesion' && a.status === 'present' && (a.definite || a.sites.length > 0);

/** "a nodule is seen within it", "in its posterior part", "within the mass". */
function isWithin(reading: Reading, anchor: Anchor): boolean {
  for (let i = Math.max(0, anchor.from - NEAR); i < Math.min(reading.tokens.length, anchor.to + NEAR); i++) {
    if (i >= anchor.from && i < anchor.to) continue;
    if (!/^(?:within|inside|in)$/.test(normAt(reading, i))) continue;
    const next = normAt(reading, i + 1);
    if (PRONOUN.test(next)) return true;
    if (next === 'the' && i !== anchor.to - 1 && kindAt(reading, i + 2) === 'lesion' && i + 2 !== anchor.head)
      return /^(?:within|inside)$/.test(normAt(reading, i));
  }
  return false;
}

/** The words that are of the part: to the comma, the stop or the next verb after it. */
export function endOfPart(reading: Reading, anchor: Anchor): number {
  for (let i = anchor.to; i < reading.tokens.length; i++) {
    if (isHardStop(reading, i) || isContrast(reading, i)) return i;
    if (isComma(reading, i) && tokenAt(reading, i + 1).kind !== 'number') return i;
    if (
      isAnd(reading, i) &&
      ['affirm', 'enhancement', 'extend', 'encase'].includes(kindAt(reading, i + 1) ?? '')
    )
      return i;
  }
  return reading.tokens.length;
}
