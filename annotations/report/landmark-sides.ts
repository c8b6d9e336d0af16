/** Sides of landmarks at which a lesion lies; they tell its side when nothing else does. */
import type { Laterality } from '../finding/descriptors.ts';
import { isLandmarkSide } from './anchors/sides.ts';
import type { Lesion } from './lesions.ts';
import { FOCUS, NOBODY } from './ownership.ts';
import type { Scopes } from './scopes.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, termsOf } from './terms.ts';

/** A vessel or ureter that a lesion encases may come from across the midline: no place of the lesion. */
function isEncasedVessel(reading: Reading, side: Term): boolean {
  for (let i = side.to; i < side.to + 4; i++) {
    const term = reading.covering[i] ?? null;
    if (!isTerm(term, 'structure')) continue;
    return (
      /vessel|artery|vein|aorta|IVC|SMA|IMA|ureter|axis/.test(term.meaning.name) &&
      reading.terms.some((t) => t.kind === 'encase')
    );
  }
  return false;
}

/** "extending to the left renal hilum": where a mass goes to need not be the side where it lies, save beside the spine. */
function isReached(reading: Reading, at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 9); i--) {
    const kind = kindAt(reading, i);
    if (kind === 'extend') return true;
    if (kind === 'lesion' || kind === 'encase' || normAt(reading, i) === ',' || normAt(reading, i) === ';')
      return false;
  }
  return false;
}

export function collectLandmarkSides(
  reading: Reading,
  scopes: Scopes,
  owners: readonly number[],
  targets: readonly Lesion[][],
  before: readonly Lesion[],
): void {
  const add = (at: number, side: Laterality, from: number, to: number): void => {
    const owner = owners[at] ?? FOCUS;
    const lesions = owner === FOCUS ? before : owner === NOBODY ? [] : (targets[owner] ?? []);
    const reached = isReached(reading, at);
    for (const lesion of lesions) {
      if (reached && lesion.site?.value !== 'paraspinal') continue;
      lesion.landmarkSides.push({
        value: side,
        rule: 'side of a landmark',
        words: { sentence: reading.sentence, from, to },
      });
    }
  };
  for (const side of termsOf(reading, 'side')) {
    if (side.meaning.side !== 'left' && side.meaning.side !== 'right') continue;
    if (isLandmarkSide(reading, side) && !isSpared(reading, scopes, side) && !isEncasedVessel(reading, side))
      add(side.from, side.meaning.side, side.from, side.to);
  }
  // "both kidneys are ensheathed": a pair of landmarks of the lesion's own site.
  for (const term of termsOf(reading, 'structure')) {
    const word = normAt(reading, term.from - 1);
    if (word !== 'both' && word !== 'each') continue;
    const owner = owners[term.from] ?? FOCUS;
    const lesions = owner === FOCUS ? before : owner === NOBODY ? [] : (targets[owner] ?? []);
    for (const lesion of lesions)
      if (
        lesion.site !== null &&
        (lesion.site.value === term.meaning.beside || lesion.site.value === term.meaning.around)
      )
        lesion.landmarkSides.push({
          value: 'bilateral',
          rule: 'at both landmarks',
          words: { sentence: reading.sentence, from: term.from - 1, to: term.to },
        });
  }
  for (const relation of termsOf(reading, 'relation')) {
    for (let i = relation.from; i < relation.to; i++) {
      const word = normAt(reading, i);
      if (word === 'left' || word === 'right') add(relation.from, word, relation.from, relation.to);
      // "masses on either side of the spine"
      if (word === 'either' || word === 'both' || word === 'each')
        add(relation.from, 'bilateral', relation.from, relation.to);
    }
  }
}

/** Ureters, vessels and nerves pass by; a doubt about them tells no place. */
const PASSING = /^(?:ureter|renal|phrenic|vagus|recurrent|sympathetic|femoral|obturator)$/;

/** "left kidney spared", "without touching the left ureter": no place of the lesion. */
function isSpared(reading: Reading, scopes: Scopes, side: Term): boolean {
  if (scopes.negated[side.from] ?? null) return true;
  // "perhaps the left ureter is drawn in", "the right phrenic nerve may be involved"
  const passing = PASSING.test(normAt(reading, side.to));
  if (passing && (scopes.hedged[side.from] ?? null)) return true;
  for (let i = side.to; i < side.to + 8; i++) {
    const word = normAt(reading, i);
    if (word === ',' || word === ';') return false;
    if (passing && kindAt(reading, i) === 'hedge') return true;
    if (kindAt(reading, i) === 'spare' || word === 'normal' || word === 'unremarkable') return true;
  }
  return false;
}
