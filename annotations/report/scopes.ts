/**
 * How far negation, doubt and time reach. Each token gets the cue that governs it, if any, so that a reader of
 * attributes has only to look. A cue reaches ahead or back to the next boundary of its clause; commas and "and" are
 * boundaries unless they join a list ("no fat, calcium or haemorrhage").
 */
import { BE_VERBS, isComma, isContrast, isHardStop, NEGATORS } from './grammar.ts';
import {
  type Cue,
  hedgeReach,
  isChunkEnd,
  LIST_KINDS,
  type Marks,
  markAhead,
  markBack,
  negationReach,
} from './scopes/reach.ts';
import { markCorrected, markDates, markPastVerbs, markReplaced, markTime } from './scopes/time.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from './terms.ts';

export type Scopes = {
  readonly negated: readonly (Cue | null)[];
  readonly hedged: readonly (Cue | null)[];
  readonly prior: readonly (Cue | null)[];
  readonly current: readonly (Cue | null)[];
  /** Cues by which a lesion itself is said to have gone. */
  readonly gone: readonly (Cue | null)[];
};

/** Verbs that take what they affirm as object: "does not contain fat", against "fat is not seen". */
const TRANSITIVE = new Set(
  'contain containing show showing demonstrate demonstrating exhibit exhibiting display displaying with has have having reveal revealing include harbor harboring measure measuring there'.split(
    ' ',
  ),
);

const SEES = /^(?:identify|see|find|detect|demonstrate|appreciate|discern|recognize|visualize|show|confirm)$/;

/** "the lower one is not": what is denied was said before. */
export const LEFT_OUT = 'denied, the predicate left out';

const FILLERS = new Set(
  'be been being clearly definitely convincingly well reliably to entirely completely confidently totally currently now really fully either longer actually at all so'.split(
    ' ',
  ),
);

export function findScopes(reading: Reading): Scopes {
  const n = reading.tokens.length;
  const blank = (): Marks => new Array<Cue | null>(n).fill(null);
  const negated = blank();
  const hedged = blank();
  const prior = blank();
  const current = blank();
  const gone = blank();

  for (let i = 0; i < n; i++) {
    const word = normAt(reading, i);
    const term = reading.covering[i] ?? null;
    const ownPhrase = term !== null && term.to > i + 1 && term.kind !== 'hedge';
    if (NEGATORS.has(word) && (term === null || term.from === i) && !ownPhrase) {
      i = markNot(reading, i, { negated, hedged, gone });
      continue;
    }
    if (word === 'free' && normAt(reading, i - 1) === '-')
      negated[i - 2] ??= { from: i, to: i + 1, rule: 'said to be free of it' };
    if (word === '?' && i + 1 < n)
      markAhead(reading, hedged, { from: i, to: i + 1, rule: 'hedge: question mark' }, hedgeReach);
    if (term === null || term.from !== i) continue;
    const cue = (rule: string): Cue => ({ from: term.from, to: term.to, rule });
    if (isTerm(term, 'negation')) {
      if (normAt(reading, term.from) === 'no' && normAt(reading, term.from + 1) === 'longer') {
        i = markNot(reading, term.to - 1, { negated, hedged, gone }, term.from);
        continue;
      }
      const back =
        term.meaning.direction === 'both' &&
        normAt(reading, term.to) !== 'for' &&
        !pointsAhead(reading, term);
      if (word === 've' && normAt(reading, i - 1) === '+') continue;
      // "was sought but not found"
      const last = reading.covering[term.to] ?? null;
      const found =
        normAt(reading, term.to - 1) === 'not' && isTerm(last, 'affirm') && isChunkEnd(reading, last.to);
      if (back || found) markBack(reading, negated, cue('negation after its subject'));
      else markAhead(reading, negated, cue('negation before its object'), negationReach);
    } else if (isTerm(term, 'exclusion')) {
      const can =
        normAt(reading, i - 1) === 'be' &&
        /^(?:can|could|may|safely|confidently)$/.test(normAt(reading, i - 2));
      if (word !== 'exclude' && (normAt(reading, i - 1) !== 'be' || can))
        markBack(reading, negated, cue('said to be excluded'));
    } else if (isTerm(term, 'hedge')) {
      if (isMonth(reading, i) || isPerceived(reading, term)) continue;
      // "I could not identify fat": not seen, not doubted.
      if (
        /^(?:could|can)$/.test(word) &&
        normAt(reading, i + 1) === 'not' &&
        SEES.test(normAt(reading, i + 2))
      )
        continue;
      // "an indeterminate nodule": of what kind, not whether.
      if (word === 'indeterminate' && isAdjectival(reading, term)) continue;
      const closing =
        (isChunkEnd(reading, term.to) && term.from > 0) ||
        isExistential(reading, term) ||
        isPredicate(reading, term);
      if ((term.meaning.direction === 'back' && !isAdjectival(reading, term)) || closing)
        markBack(reading, hedged, cue('hedge after its subject'));
      else markAhead(reading, hedged, cue('hedge before its object'), hedgeReach);
    } else if (isTerm(term, 'gone')) {
      const ofWhat = normAt(reading, term.to - 1) === 'of' || normAt(reading, term.to) === 'of';
      // "Resolved right perirenal collection": the adjective before its noun.
      const before = i === 0 || /^(?:the|a|an|:|;)$/.test(normAt(reading, i - 1));
      const adjective =
        before &&
        term.to - term.from === 1 &&
        ['side', 'site', 'lesion'].includes(kindAt(reading, term.to) ?? '');
      if (ofWhat || adjective) markAhead(reading, gone, cue('said to have resolved'), hedgeReach);
      else markBack(reading, gone, cue('said to have resolved'));
    } else if (isTerm(term, 'time')) {
      // "Former: 40 mm; latter: 50 mm"
      if (word === 'former' && /^[:(]$/.test(normAt(reading, term.to))) continue;
      markTime(reading, term, term.meaning.time === 'prior' ? prior : current);
    }
    i = term.to - 1;
  }
  markDates(reading, prior);
  markCorrected(reading, prior);
  markReplaced(reading, prior);
  markPastVerbs(reading, prior);
  return { negated, hedged, prior, current, gone };
}

/** "not": with "seen" it denies what stands before, with "excluded" it doubts it, else it denies what follows. */
function markNot(
  reading: Reading,
  at: number,
  marks: { negated: Marks; hedged: Marks; gone: Marks },
  from = at,
): number {
  // "the left not at all": the verb was told before; the reader of enhancement takes it up.
  if (
    normAt(reading, at + 1) === 'at' &&
    ['side', 'site', 'stand-in'].includes(kindAt(reading, at - 1) ?? '')
  )
    return at + 2;
  let j = at + 1;
  while (FILLERS.has(normAt(reading, j))) j++;
  // "calcifications, not present before", "not previously seen": denied of the past alone.
  const past = reading.covering[j] ?? null;
  const late = isTerm(past, 'affirm') ? (reading.covering[past.to] ?? null) : null;
  for (const time of [past, late])
    if (isTerm(time, 'time') && time.meaning.time === 'prior') return Math.max(at, time.to - 1);
  const term = reading.covering[j] ?? null;
  const word = normAt(reading, j);
  const cue: Cue = { from, to: term === null ? Math.max(j, at + 1) : term.to, rule: 'not' };
  const own = reading.covering[at];
  if (own !== undefined && own !== null && isTerm(own, 'hedge')) {
    const hedge = { from: own.from, to: own.to, rule: 'existence or value not excluded' };
    if (own.meaning.direction === 'back') markBack(reading, marks.hedged, hedge);
    else markAhead(reading, marks.hedged, hedge, hedgeReach);
    return own.to - 1;
  }
  if (isTerm(term, 'exclusion')) {
    const hedge = { ...cue, rule: 'existence or value not excluded' };
    if (/^(?:exclude|rule|discount|dismiss)$/.test(word)) markAhead(reading, marks.hedged, hedge, hedgeReach);
    else markBack(reading, marks.hedged, hedge);
    return term.to - 1;
  }
  // "can no longer be elicited", "could not be coaxed out"
  const participle =
    normAt(reading, j - 1) === 'be' &&
    term === null &&
    /(?:ed|en|wn)$/.test(word) &&
    isChunkEnd(reading, j + 1);
  const clauseEnd =
    j >= reading.tokens.length ||
    participle ||
    isComma(reading, j) ||
    isHardStop(reading, j) ||
    word === '.' ||
    word === ')' ||
    (word === 'there' && isChunkEnd(reading, j + 1));
  const sees = SEES.test(word) && /^(?:could|can|did|do|doe|not|cannot)$/.test(normAt(reading, j - 1));
  if (clauseEnd || (isTerm(term, 'affirm') && !TRANSITIVE.has(word) && !sees)) {
    const rule = clauseEnd && !participle ? LEFT_OUT : 'denied after its subject';
    markBack(reading, marks.negated, { ...cue, rule });
    return Math.max(at, cue.to - 1);
  }
  markAhead(reading, marks.negated, { from: at, to: at + 1, rule: 'not, before its object' }, negationReach);
  return at;
}

/** "a lump might be present", "a mass may exist": the modal doubts what stands before it. */
export function isExistential(reading: Reading, term: Term): boolean {
  if (!/^(?:may|might|could)$/.test(normAt(reading, term.from))) return false;
  let i = term.to;
  while (FILLERS.has(normAt(reading, i))) i++;
  return /^(?:present|exist|lurk|lurking|hide|hiding|hidden|lie|reside|real|genuine|there|true)$/.test(
    normAt(reading, i),
  );
}

/** "fat possibly present", "calcification perhaps visible": the adverb doubts what stands before it. */
function isPredicate(reading: Reading, term: Term): boolean {
  if (term.from === 0 || !/^(?:present|visible|there|evident|seen)$/.test(normAt(reading, term.to)))
    return false;
  if (BE_VERBS.has(normAt(reading, term.from - 1))) return true;
  // "paraspinal mass at D9 possibly present 10 mm"
  const level =
    tokenAt(reading, term.from - 1).kind === 'level' && tokenAt(reading, term.to + 1).kind === 'number';
  if (level) return true;
  if (!isChunkEnd(reading, term.to + 1)) return false;
  return LIST_KINDS.has(kindAt(reading, term.from - 1)) || BE_VERBS.has(normAt(reading, term.from - 1));
}

/** "could be demonstrated", "may be seen": what is seen is there. */
function isPerceived(reading: Reading, term: Term): boolean {
  if (!/^(?:may|might|could)$/.test(normAt(reading, term.from)) || normAt(reading, term.to) !== 'be')
    return false;
  return /^(?:seen|demonstrated|identified|found|detected|shown|appreciated|noted|observed|visualized|delineated|made)$/.test(
    normAt(reading, term.to + 1),
  );
}

/** "the examination of May". */
export const isMonth = (reading: Reading, i: number): boolean =>
  tokenAt(reading, i).text === 'May' &&
  ['of', 'in', 'last', 'since', 'from', 'early', 'late', 'on'].includes(normAt(reading, i - 1));

/** "none", "absent", "lacking": ahead when nothing that could be denied stands before it in its clause. */
function pointsAhead(reading: Reading, term: Term): boolean {
  for (let i = term.from - 1; i >= 0; i--) {
    if (isHardStop(reading, i) || isComma(reading, i) || isContrast(reading, i)) break;
    const kind = kindAt(reading, i);
    if (LIST_KINDS.has(kind) || kind === 'density' || kind === 'margin-noun')
      // "margins nowhere sharp"
      return lacksObject(reading, term) || PREDICATES.has(kindAt(reading, term.to));
    if (kind === 'negation' || kind === 'affirm') break;
  }
  // "None is calcified."
  if (term.from === 0 && normAt(reading, 0) === 'nowhere') return true;
  if (term.from === 0 && normAt(reading, term.from) === 'none' && BE_VERBS.has(normAt(reading, term.to)))
    return true;
  const next = kindAt(reading, term.to);
  return next !== null && next !== 'time';
}

const PREDICATES: ReadonlySet<string | null> = new Set(['margin', 'pattern', 'degree', 'attenuation']);

/** "the lesion lacking fat": the word before is the owner, the word after is denied. */
const lacksObject = (reading: Reading, term: Term): boolean =>
  normAt(reading, term.from) === 'lacking' && LIST_KINDS.has(kindAt(reading, term.to));

/** "a doubtful mass", "questionable": an adjective before its noun reaches ahead. */
function isAdjectival(reading: Reading, term: Term): boolean {
  if (term.to - term.from > 1) return false;
  for (let i = term.to; i < term.to + 5; i++) {
    const kind = kindAt(reading, i);
    if (kind === 'site' || kind === 'lesion' || kind === 'side' || kind === 'stand-in') return true;
    if (tokenAt(reading, i).kind !== 'word') return false;
    if (BE_VERBS.has(normAt(reading, i))) return false;
  }
  return false;
}
