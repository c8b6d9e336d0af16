/** Two sides in one breath: of landmarks that tell lesions apart, or compared with each other. */
import { isAnd } from '../grammar.ts';
import { kindAt, normAt, type Reading, type Term, termsOf, tokenAt } from '../terms.ts';
import { type Anchor, blank, INTO_KINDS } from './anchor.ts';
import { isLandmarkSide } from './sides.ts';

/** "Two deposits: right 6th rib, 18 mm; left 9th rib, 31 mm": sides of landmarks tell the members of a plural apart. */
export function landmarkPairs(
  reading: Reading,
  anchors: readonly Anchor[],
  usedSides: ReadonlySet<Term>,
): Anchor[] {
  const plural = anchors.find((a) => a.form === 'lesion' && a.plural && a.status === 'present');
  if (plural === undefined) return [];
  const sides = termsOf(reading, 'side').filter(
    (s) =>
      !usedSides.has(s) &&
      s.from > plural.to &&
      isLandmarkSide(reading, s) &&
      !INTO_KINDS.has(kindAt(reading, s.from - 1) ?? '') &&
      (isOfPair(reading, s, 1) ||
        isOfPair(reading, s, -1) ||
        (normAt(reading, s.from - 1) !== 'the' && !isAnd(reading, s.from - 1))),
  );
  const kinds = new Set(sides.map((s) => s.meaning.side));
  if (!kinds.has('left') || !kinds.has('right')) return [];
  return sides.map((s) => ({ ...blank('side', s.from, s.to, s.from), side: s.meaning.side, definite: true }));
}

/** "along the right 4th and left 9th ribs": one of two sides that are told in one breath, with an ordinal each. */
function isOfPair(reading: Reading, side: Term, step: 1 | -1): boolean {
  let ordinal = false;
  for (let i = step > 0 ? side.to : side.from - 1; i >= 0 && i < reading.tokens.length; i += step) {
    const token = tokenAt(reading, i);
    if (kindAt(reading, i) === 'side') return ordinal;
    ordinal ||= token.kind === 'number' || /^(?:first|second|third|.*th)$/.test(token.norm);
    if (token.kind !== 'number' && !/^(?:and|the|,|rib|st|nd|rd|.*th|first|second|third)$/.test(token.norm))
      return false;
  }
  return false;
}

/** "left thicker", "left > right": both sides are meant. */
export const isCompared = (reading: Reading, side: Term): boolean =>
  !isSized(reading, side.to) && comparesSides(reading, side);

/** "larger on the right (4 cm) than on the left (3 cm)": each side has a size of its own. */
const isSized = (reading: Reading, at: number): boolean =>
  normAt(reading, at) === '(' &&
  tokenAt(reading, at + 1).kind === 'number' &&
  reading.tokens.some((t) => t.norm === 'than');

const comparesSides = (reading: Reading, side: Term): boolean =>
  (/^(?:thicker|larger|bulkier|bigger|thickest|largest|more|better|worse|maximal|greater|pronounced|marked)$/.test(
    normAt(reading, side.from - 1),
  ) &&
    reading.tokens.slice(0, side.from).some((t) => /^(?:both|bilateral|bilaterally)$/.test(t.norm))) ||
  /^(?:thicker|larger|bigger|greater|worse|>|bulkier|wider|more|dominant)$/.test(normAt(reading, side.to)) ||
  normAt(reading, side.from - 1) === '>';
