/** How far a cue reaches, ahead over lists and back over its subject. */
import { BE_VERBS, DETERMINERS, isAnd, isComma, isContrast, isHardStop, isOr } from '../grammar.ts';
import { isTerm, type Kind, kindAt, normAt, type Reading, tokenAt } from '../terms.ts';

/** Token range of the words that negate, doubt or date. */
export type Cue = { readonly from: number; readonly to: number; readonly rule: string };

export type Marks = (Cue | null)[];

export const LIST_KINDS: ReadonlySet<Kind | null> = new Set<Kind | null>([
  'fat',
  'calcium',
  'enhancement',
  'site',
  'lesion',
  'structure',
  'distractor',
  'side',
  'extension',
  'component',
  'encase',
  'extend',
]);

const PREDICATE_KINDS: ReadonlySet<Kind | null> = new Set<Kind | null>([
  'affirm',
  'gone',
  'negation',
  'spare',
]);

const VERB_KINDS: ReadonlySet<Kind | null> = new Set<Kind | null>([
  'affirm',
  'encase',
  'extend',
  'touch',
  'gone',
]);

/** Words that begin a new statement, so that a list cannot run across them. */
const BREAKING_KINDS: ReadonlySet<Kind | null> = new Set<Kind | null>([
  'degree',
  'affirm',
  'degree-range',
  'pattern',
  'margin',
  'negation',
  'time',
]);

type Reach = (reading: Reading, i: number, cue: Cue) => boolean;

/** Words that one cue can govern at most; it bounds the work for any text. */
const FARTHEST = 50;

export function markAhead(reading: Reading, marks: Marks, cue: Cue, goesOn: Reach): void {
  let depth = 0;
  const end = Math.min(reading.tokens.length, cue.to + FARTHEST);
  for (let i = cue.to; i < end; i++) {
    const word = normAt(reading, i);
    if (word === '(') depth++;
    if (word === ')' && --depth < 0) return;
    if (isHardStop(reading, i) || (word === ':' && i > cue.to) || isContrast(reading, i)) return;
    if (!goesOn(reading, i, cue)) return;
    marks[i] ??= cue;
  }
}

const OPENERS = new Set([
  'with',
  'which',
  'who',
  'showing',
  'containing',
  'measuring',
  'then',
  'now',
  'as',
  'because',
  'since',
  'where',
]);

export function negationReach(reading: Reading, i: number, cue: Cue): boolean {
  const word = normAt(reading, i);
  if (OPENERS.has(word) && i > cue.to && normAt(reading, i - 1) !== '-') return false;
  // "the aorta, but not the IVC, is encased": the denial ends with its noun.
  if (BE_VERBS.has(word) && /^(?:but|and)$/.test(normAt(reading, cue.from))) return false;
  // "58 mm instead of 49 mm, of muscle density"
  if (isComma(reading, i) && /^(?:instead|rather)$/.test(normAt(reading, cue.from))) return false;
  // "no calcification well circumscribed": unpunctuated, a statement of its own.
  const said = kindAt(reading, i - 1) === 'calcium' || kindAt(reading, i - 1) === 'fat';
  if (said && i > cue.to && STATED.has(kindAt(reading, i))) return false;
  if (isComma(reading, i)) return listGoesOn(reading, i);
  if (isAnd(reading, i)) return andGoesOn(reading, i);
  return true;
}

export function hedgeReach(reading: Reading, i: number, cue: Cue): boolean {
  const word = normAt(reading, i);
  if (
    (OPENERS.has(word) && i > cue.to && normAt(reading, i - 1) !== '-') ||
    isComma(reading, i) ||
    i > cue.to + 14
  )
    return false;
  if (isAnd(reading, i)) return andGoesOn(reading, i);
  return true;
}

/** Words with which an unpunctuated report goes on after a list. */
const STATED: ReadonlySet<Kind | null> = new Set<Kind | null>(['margin', 'degree', 'pattern', 'attenuation']);

/** Words that tell how much there is of it. */
const SOME = new Set(
  'island fleck speck streak abundant some few several scattered coarse punctate plenty much ample plentiful sparse tiny stippled'.split(
    ' ',
  ),
);

function listGoesOn(reading: Reading, comma: number): boolean {
  let sinceComma = 0;
  let lastTarget = false;
  for (let i = comma + 1; i < Math.min(reading.tokens.length, comma + 30); i++) {
    if (isOr(reading, i) && normAt(reading, i) !== '/') return true;
    if (isHardStop(reading, i) || isContrast(reading, i) || normAt(reading, i) === '.') break;
    if (isComma(reading, i)) {
      sinceComma = 0;
      continue;
    }
    // "no enhancement, islands of fat": there is some.
    if (SOME.has(normAt(reading, i))) return false;
    const kind = kindAt(reading, i);
    if (['<', '>', '='].includes(normAt(reading, i)) || kind === 'density') return false;
    if (BREAKING_KINDS.has(kind) || tokenAt(reading, i).kind === 'number') return false;
    if (OPENERS.has(normAt(reading, i)) || BE_VERBS.has(normAt(reading, i))) return false;
    if (++sinceComma > 6) return false;
    lastTarget = LIST_KINDS.has(kind) && kind !== 'encase' && kind !== 'extend';
  }
  return lastTarget;
}

function andGoesOn(reading: Reading, and: number): boolean {
  let i = and + 1;
  while (['any', 'the', 'a', 'an', 'or', 'of'].includes(normAt(reading, i))) i++;
  const term = reading.covering[i];
  if (term === null || term === undefined || !LIST_KINDS.has(term.kind)) return false;
  const kind = term.kind;
  // "devoid of fat and enhances strongly": a verb of its own.
  if (kind === 'enhancement' && /^enhance[sd]?$/.test(tokenAt(reading, i).text.toLowerCase())) return false;
  const appearance = kind === 'fat' || kind === 'calcium' || kind === 'enhancement';
  if (appearance && BE_VERBS.has(normAt(reading, term.to))) return false;
  return !(
    kind === 'structure' &&
    (BE_VERBS.has(normAt(reading, term.to)) || normAt(reading, i - 1) === 'the')
  );
}

export function markBack(reading: Reading, marks: Marks, cue: Cue): void {
  const marked: number[] = [];
  const end = Math.max(0, cue.from - FARTHEST);
  for (let i = cue.from - 1; i >= end; i--) {
    const word = normAt(reading, i);
    if (word === ')') {
      // What stands in brackets is passed over: "a lump (T12) might be present".
      while (i > 0 && normAt(reading, i) !== '(') i--;
      continue;
    }
    if (isHardStop(reading, i) || isContrast(reading, i) || word === '.' || word === '(') break;
    const kind = kindAt(reading, i);
    if (i === cue.from - 1 && /^(?:has|have|had)$/.test(word)) continue;
    if (PREDICATE_KINDS.has(kind) && word !== 'seen') break;
    if (kind === 'negation' && i < cue.from - 1) break;
    if (isComma(reading, i)) {
      // "fat in the former, none in the latter": the denial begins a clause of its own.
      if (
        i === cue.from - 1 &&
        !isChunkEnd(reading, cue.to) &&
        kindAt(reading, cue.to) !== 'time' &&
        !BE_VERBS.has(normAt(reading, cue.from))
      )
        break;
      const open = asideOfPast(reading, i);
      if (open !== null) {
        i = open;
        continue;
      }
      if (!subjectSpansComma(reading, i, cue)) break;
    }
    if (isAnd(reading, i) && verbBefore(reading, i)) break;
    if (word === 'with' && i < cue.from - 1) break;
    marked.push(i);
  }
  for (const i of marked) marks[i] ??= cue;
}

const REPORTED =
  /^(?:thought|suspected|questioned|raised|queried|considered|assumed|postulated|proposed|feared|surmised|reported|suggested)$/;

/** "Enhancement, present at baseline, is now absent": the comma that opens an aside about the past, or null. */
function asideOfPast(reading: Reading, close: number): number | null {
  // "…, thought possible on MRI, is not borne out"
  let past = false;
  for (let i = close - 1; i > Math.max(0, close - 12); i--) {
    if (isHardStop(reading, i)) return null;
    if (isComma(reading, i)) return past || REPORTED.test(normAt(reading, i + 1)) ? i : null;
    const term = reading.covering[i] ?? null;
    past ||= (isTerm(term, 'time') && term.meaning.time === 'prior') || tokenAt(reading, i).kind === 'date';
  }
  return null;
}

/** "Fat, calcium and gas are absent"; "Fat, however, is absent". */
function subjectSpansComma(reading: Reading, comma: number, cue: Cue): boolean {
  if ((isAnd(reading, comma + 1) || isOr(reading, comma + 1)) && statedBefore(reading, comma)) return false;
  let content = false;
  let joined = false;
  for (let i = comma + 1; i < cue.from; i++) {
    if (isAnd(reading, i) || isOr(reading, i)) joined = true;
    const kind = kindAt(reading, i);
    if (kind !== null && kind !== 'time' && kind !== 'known') content = true;
    if (tokenAt(reading, i).kind === 'number' || isOtherNoun(reading, i)) content = true;
    if (VERB_KINDS.has(kind)) return false;
  }
  return (joined && cue.from - comma < 10) || !content;
}

/** "Avid enhancement, washout none": a word of its own that the lexicon does not know. */
const isOtherNoun = (reading: Reading, i: number): boolean =>
  kindAt(reading, i) === null &&
  tokenAt(reading, i).kind === 'word' &&
  !BE_VERBS.has(normAt(reading, i)) &&
  !DETERMINERS.has(normAt(reading, i)) &&
  !isContrast(reading, i) &&
  !/(?:ly|s)$|^(?:also|again|however|too|still|on|in|at|and|or|nor|it|this|time)$/.test(normAt(reading, i));

/** "No fat, and calcification doubtful": what stands before the comma has its own cue. */
function statedBefore(reading: Reading, comma: number): boolean {
  for (let i = comma - 1; i >= 0; i--) {
    if (isHardStop(reading, i)) return false;
    const kind = kindAt(reading, i);
    if (kind === 'negation' || kind === 'affirm' || kind === 'gone' || BE_VERBS.has(normAt(reading, i)))
      return true;
  }
  return false;
}

function verbBefore(reading: Reading, and: number): boolean {
  for (let i = and - 1; i >= 0; i--) {
    if (isHardStop(reading, i) || isComma(reading, i)) return false;
    const kind = kindAt(reading, i);
    if (VERB_KINDS.has(kind) || kind === 'enhancement' || BE_VERBS.has(normAt(reading, i))) {
      return kind !== 'enhancement' || /^enhances?$/.test(normAt(reading, i));
    }
  }
  return false;
}

export const isChunkEnd = (reading: Reading, i: number): boolean => {
  const token = tokenAt(reading, i);
  return token.kind === 'end' || token.kind === 'date' || [',', ';', ')', '.', '('].includes(token.norm);
};
