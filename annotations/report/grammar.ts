/** The few function words on which clauses and noun phrases hang. All in normalised spelling. */
import { normaliseWord } from './lexicon/spelling.ts';
import { kindAt, normAt, type Reading, tokenAt } from './terms.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' ').map(normaliseWord));

export const DETERMINERS = words(
  'a an the another this that these those its their any some each every both no',
);
export const INDEFINITES = words(
  'a an another some several multiple numerous few many two three four five six second third',
);
export const BE_VERBS = words(
  'is are was were be been being remains remain appears appear looks look seems seem',
);
export const CONTRASTS = words(
  'but however although though while whereas whilst except yet otherwise nevertheless despite unlike instead',
);
export const PREPOSITIONS = words(
  'in at of with on within along to from by near into through inside over under between behind beneath around above below across throughout opposite against via upon among beyond',
);
export const NEGATORS = words(
  "not cannot isn't aren't wasn't weren't doesn't don't didn't hasn't haven't can't couldn't won't never",
);
/** Nouns of an examination: "the prior study", "in the pre-treatment scan". */
export const STUDIES = words(
  'study scan ct mri mr pet exam examination imaging image film report investigation tomogram series control',
);
export const PLURAL_QUANTIFIERS = words(
  'two three four five six several multiple numerous many few various both pair scattered',
);

const HARD_STOPS = new Set([';', '|', '\t']);

export const isHardStop = (reading: Reading, i: number): boolean =>
  HARD_STOPS.has(normAt(reading, i)) || isSpacedDash(reading, i);
/** " - " or " – " between spaces separates; a hyphen joins. */
export const isSpacedDash = (reading: Reading, i: number): boolean => {
  const token = tokenAt(reading, i);
  if (token.norm !== '-') return false;
  const before = tokenAt(reading, i - 1);
  const after = tokenAt(reading, i + 1);
  if (before.kind === 'end' || after.kind === 'end') return false;
  const numeric = (k: string): boolean => k === 'number' || k === 'level';
  if (numeric(before.kind) && numeric(after.kind)) return false;
  return token.text === '—' || (before.end < token.start && token.end < after.start);
};
/** "other than", "apart from", "with the exception of": what follows is taken out of what stands before. */
export const isException = (reading: Reading, i: number): boolean => {
  const word = normAt(reading, i);
  const next = normAt(reading, i + 1);
  if (word === 'except' || word === 'besides' || word === 'barring') return true;
  if (word === 'other') return next === 'than';
  if (word === 'apart' || word === 'aside') return next === 'from';
  return (word === 'save' && next === 'for') || (word === 'exception' && next === 'of');
};

export const isContrast = (reading: Reading, i: number): boolean =>
  isException(reading, i) ||
  (CONTRASTS.has(normAt(reading, i)) &&
    kindAt(reading, i) !== 'negation' &&
    !(normAt(reading, i) === 'but' && normAt(reading, i - 1) === 'similar') &&
    !isParenthetic(reading, i));

/** "the renal vein, however, is surrounded", "from the rib, however, a mass bulges": inside a clause, not between two. */
function isParenthetic(reading: Reading, i: number): boolean {
  if (normAt(reading, i - 1) !== ',' || normAt(reading, i + 1) !== ',') return false;
  for (let j = i - 2; j >= 0 && !HARD_STOPS.has(normAt(reading, j)); j--)
    if (BE_VERBS.has(normAt(reading, j)) || VERBS.has(kindAt(reading, j) ?? '')) return false;
  return true;
}

/** "the vein, however, is …", "the vein, too, is …": the comma that opens an aside without content, or null. */
export function asideStart(reading: Reading, close: number): number | null {
  for (let i = close - 1; i > Math.max(0, close - 5); i--) {
    if (isComma(reading, i)) return i < close - 1 ? i : null;
    const kind = kindAt(reading, i);
    if (tokenAt(reading, i).kind !== 'word' || (kind !== null && kind !== 'time' && kind !== 'known'))
      return null;
  }
  return null;
}

const VERBS: ReadonlySet<string> = new Set(['affirm', 'encase', 'touch', 'gone', 'enhancement']);
export const isComma = (reading: Reading, i: number): boolean => normAt(reading, i) === ',';
export const isAnd = (reading: Reading, i: number): boolean => {
  const w = normAt(reading, i);
  return w === 'and' || w === '&' || w === '+' || w === 'plus';
};
export const isOr = (reading: Reading, i: number): boolean => {
  const w = normAt(reading, i);
  return w === 'or' || w === 'nor' || w === '/';
};
