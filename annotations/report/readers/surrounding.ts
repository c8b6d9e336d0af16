/** Ways of saying that a lesion surrounds something without a verb for it: "a cuff around the aorta", "runs through it". */
import { isTerm, kindAt, normAt, type Reading, type Term } from '../terms.ts';
import { structuresLeft, structuresRight, type Target } from './relation-targets.ts';

/** "a cuff around the aorta", "soft tissue about the kidney": the noun tells that it surrounds. */
export function isCuffed(reading: Reading, term: Term): boolean {
  const word = normAt(reading, term.to - 1);
  if (word !== 'around' && word !== 'round' && word !== 'about') return false;
  const before = reading.covering[term.from - 1] ?? null;
  if (before !== null && isTerm(before, 'lesion') && word !== 'about') return true;
  return (
    before !== null &&
    isTerm(before, 'lesion') &&
    /^(?:cuff|rind|mantle|cloak|tissue|sheath|sleeve|collar|sheet|band|plaque)$/.test(
      normAt(reading, before.to - 1),
    )
  );
}

const WRAPS =
  /^(?:cuff|rind|mantle|cloak|tissue|sheath|sleeve|collar|sheet|band|plaque|rim|ring|shell|layer|thickening|infiltrate)$/;

/** "Around both kidneys, perirenal rims of soft tissue": the same, the other way round. */
export function isAroundFirst(reading: Reading, term: Term): boolean {
  const word = normAt(reading, term.to - 1);
  if (word !== 'around' && word !== 'round') return false;
  const target = structuresRight(reading, term.to, false)[0];
  if (target === undefined || term.from > 2) return false;
  for (let i = target.to; i < Math.min(reading.tokens.length, target.to + 12); i++)
    if (WRAPS.test(normAt(reading, i))) return true;
  return false;
}

/** "The aorta and both renal arteries run through the mass", "the ureter courses within it". */
export function runsThrough(reading: Reading): { verb: { from: number; to: number }; targets: Target[] }[] {
  const found: { verb: { from: number; to: number }; targets: Target[] }[] = [];
  for (let i = 1; i < reading.tokens.length; i++) {
    if (!/^(?:through|within|inside|amid|traverse|traversing|cross|crossing)$/.test(normAt(reading, i)))
      continue;
    // "a mass through which the ureter passes"
    if (normAt(reading, i + 1) === 'which') {
      const targets = structuresRight(reading, i + 2, false);
      const end = targets[targets.length - 1]?.to ?? 0;
      if (COURSES.test(normAt(reading, end)) && !/^(?:seen|is|are)$/.test(normAt(reading, end)))
        found.push({ verb: { from: end, to: end + 1 }, targets });
    }
    let j = i + 1;
    while (['the', 'this', 'its', 'of', 'center', 'middle', 'substance'].includes(normAt(reading, j))) j++;
    const itself = reading.tokens.slice(i + 1, j).some((t) => t.norm === 'its');
    const into = kindAt(reading, j) === 'lesion' || normAt(reading, j) === 'it' || itself;
    if (!into) continue;
    let from = i;
    while (
      from > 0 &&
      (COURSES.test(normAt(reading, from - 1)) || /ly$|^(?:straight|right)$/.test(normAt(reading, from - 1)))
    )
      from--;
    const verbal = from < i || /^(?:travers|cross)/.test(normAt(reading, i));
    if (!verbal) continue;
    const verb = { from, to: i + 1 };
    found.push({ verb, targets: structuresLeft(reading, from) });
  }
  return found;
}

const COURSES =
  /^(?:run|runs|running|course|coursing|pass|passing|travel|travelling|traveling|lie|lying|go|goe|going|proceed|proceeding|seen|is|are)$/;
