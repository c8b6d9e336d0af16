/** Whether a word of attenuation is of a part of the lesion, or one of two answers. */
import { BE_VERBS, isAnd, isComma, isContrast, isHardStop } from '../grammar.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';

/** "iso- to hypodense": two answers are none. */
export function isSpan(reading: Reading, term: Term): boolean {
  for (let i = term.from - 1; i >= Math.max(0, term.from - 4); i--) {
    const word = normAt(reading, i);
    if (word === '-' || word === 'to' || word === '/' || kindAt(reading, i) === 'degree') continue;
    const other = reading.covering[i] ?? null;
    return (
      i < term.from - 1 &&
      (word === 'iso' ||
        word === 'hypo' ||
        word === 'hyper' ||
        (isTerm(other, 'attenuation') &&
          other.meaning.needs === undefined &&
          ['to', '-', '/'].includes(normAt(reading, i + 1))))
    );
  }
  return false;
}

/** "Necrotic areas are of low density", "its centre is hypodense": the subject of the verb is a part. */
function isSaidOfPart(reading: Reading, at: number): boolean {
  if (goesOnAboutPart(reading, at)) return true;
  let i = at - 1;
  while (kindAt(reading, i) === 'degree' || /^(?:of|a|more|somewhat|slightly)$|ly$/.test(normAt(reading, i)))
    i--;
  if (!BE_VERBS.has(normAt(reading, i))) return false;
  const part = kindAt(reading, i - 1);
  if (part === 'component') return normAt(reading, i - 1) !== 'level';
  return (
    /^(?:areas?|focus|foci|zone|region|patch|nodule|island|pocket)$/.test(normAt(reading, i - 1)) &&
    (kindAt(reading, i - 2) === 'component' ||
      /^(?:central|internal|solid|inner|peripheral)$/.test(normAt(reading, i - 2)))
  );
}

/** "its solid portion is 62 HU and hyperdense", "the wall is thin and hyperdense": the clause began with a part. */
function goesOnAboutPart(reading: Reading, at: number): boolean {
  let i = at - 1;
  while (
    BE_VERBS.has(normAt(reading, i)) ||
    kindAt(reading, i) === 'degree' ||
    /^of$|ly$/.test(normAt(reading, i))
  )
    i--;
  if (!isAnd(reading, i)) return false;
  const floor = Math.max(0, at - 30);
  while (i > floor && !isHardStop(reading, i - 1) && !isComma(reading, i - 1) && !isContrast(reading, i - 1))
    i--;
  if (!/^(?:its|the|their|a)$/.test(normAt(reading, i))) return false;
  let head = i;
  while (kindAt(reading, head + 1) === 'component' || QUALIFIES_PART.test(normAt(reading, head + 1))) head++;
  const named = kindAt(reading, head) === 'component' && !ADJECTIVE_OF_PART.test(normAt(reading, head));
  const next = kindAt(reading, head + 1);
  return named && next !== 'lesion' && next !== 'site' && next !== 'side' && next !== 'stand-in';
}

const QUALIFIES_PART =
  /^(?:solid|cystic|central|inner|outer|thin|thick|internal|peripheral|dependent|enhancing)$/;
const ADJECTIVE_OF_PART =
  /^(?:necrotic|cystic|hemorrhagic|liquefied|central|centrally|inner|septated|solid|level)$/;

/** "hypodense centre", "low-density areas", "internal hypodensity". */
export function isOfPart(reading: Reading, term: Term): boolean {
  for (let i = term.to; i < term.to + 2; i++) {
    const word = normAt(reading, i);
    if (kindAt(reading, i) === 'component' && word !== 'level') return true;
    if (
      (word === 'area' || word === 'focus' || word === 'foci' || word === 'zone' || word === 'patch') &&
      tokenAt(reading, i).plural
    )
      return true;
    if (word === 'foci' || word === 'zone') return true;
  }
  const before = normAt(reading, term.from - 1);
  if (isSaidOfPart(reading, term.from)) return true;
  return (
    before === 'central' ||
    before === 'internal' ||
    (kindAt(reading, term.from - 1) === 'component' && before !== 'level') ||
    (['area', 'foci', 'focus'].includes(normAt(reading, term.from - 2)) && before === 'of')
  );
}
