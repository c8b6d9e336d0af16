/**
 * How far negation, doubt and time reach. Each token gets the cue that governs it, if any, so that a reader of
 * attributes has only to look. A cue reaches ahead or back to the next boundary of its clause; commas and "and" are
 * boundaries unless they join a list ("no fat, calcium or haemorrhage").
 */
import { BE_VERBS, isAnd, isComma, isContrast, isHardStop, isOr, NEGATORS } from './grammar.ts';
import { isTerm, type Kind, kindAt, normAt, type Reading, type Term, tokenAt } from './terms.ts';

/** Token range of the words that negate, doubt or date. */
export type Cue = { readonly from: number; readonly to: number; readonly rule: string };

export type Scopes = {
  readonly negated: readonly (Cue | null)[];
  readonly hedged: readonly (Cue | null)[];
  readonly prior: readonly (Cue | null)[];
  readonly current: readonly (Cue | null)[];
  /** Cues by which a lesion itself is said to have gone. */
  readonly gone: readonly (Cue | null)[];
};

type Marks = (Cue | null)[];

/** Verbs that take what they affirm as object: "does not contain fat", against "fat is not seen". */
const TRANSITIVE = new Set(
  'contain containing show showing demonstrate demonstrating exhibit exhibiting display displaying with has have having reveal revealing include harbor harboring measure measuring there'.split(
    ' ',
  ),
);
const FILLERS = new Set(
  'be been being clearly definitely convincingly well reliably to entirely completely confidently totally currently now really fully either longer actually at all so'.split(
    ' ',
  ),
);
const LIST_KINDS: ReadonlySet<Kind | null> = new Set<Kind | null>([
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
    const ownPhrase = term !== null && term.to > i + 1 && term.meaning.kind !== 'hedge';
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
      const back = term.meaning.direction === 'both' && !pointsAhead(reading, term);
      if (word === 've' && normAt(reading, i - 1) === '+') continue;
      if (back) markBack(reading, negated, cue('negation after its subject'));
      else markAhead(reading, negated, cue('negation before its object'), negationReach);
    } else if (isTerm(term, 'exclusion')) {
      if (word !== 'exclude' && normAt(reading, i - 1) !== 'be')
        markBack(reading, negated, cue('said to be excluded'));
    } else if (isTerm(term, 'hedge')) {
      if (isMonth(reading, i) || isPerceived(reading, term)) continue;
      const closing = (isChunkEnd(reading, term.to) && term.from > 0) || isExistential(reading, term);
      if ((term.meaning.direction === 'back' && !isAdjectival(reading, term)) || closing)
        markBack(reading, hedged, cue('hedge after its subject'));
      else markAhead(reading, hedged, cue('hedge before its object'), hedgeReach);
    } else if (isTerm(term, 'gone')) {
      const ofWhat = normAt(reading, term.to - 1) === 'of' || normAt(reading, term.to) === 'of';
      if (ofWhat) markAhead(reading, gone, cue('said to have resolved'), hedgeReach);
      else markBack(reading, gone, cue('said to have resolved'));
    } else if (isTerm(term, 'time')) {
      markTime(reading, term, term.meaning.time === 'prior' ? prior : current);
    }
    i = term.to - 1;
  }
  markDates(reading, prior);
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
  let j = at + 1;
  while (FILLERS.has(normAt(reading, j))) j++;
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
  const clauseEnd =
    j >= reading.tokens.length ||
    isComma(reading, j) ||
    isHardStop(reading, j) ||
    word === '.' ||
    word === ')';
  if (clauseEnd || (isTerm(term, 'affirm') && !TRANSITIVE.has(word))) {
    markBack(reading, marks.negated, { ...cue, rule: 'denied after its subject' });
    return Math.max(at, cue.to - 1);
  }
  markAhead(reading, marks.negated, { from: at, to: at + 1, rule: 'not, before its object' }, negationReach);
  return at;
}

/** "a lump might be present", "a mass may exist": the modal doubts what stands before it. */
function isExistential(reading: Reading, term: Term): boolean {
  if (!/^(?:may|might|could)$/.test(normAt(reading, term.from))) return false;
  let i = term.to;
  while (FILLERS.has(normAt(reading, i))) i++;
  return normAt(reading, i) === 'present' || normAt(reading, i) === 'exist';
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
const isMonth = (reading: Reading, i: number): boolean =>
  tokenAt(reading, i).text === 'May' &&
  ['of', 'in', 'last', 'since', 'from', 'early', 'late', 'on'].includes(normAt(reading, i - 1));

/** "none", "absent", "lacking": ahead when nothing that could be denied stands before it in its clause. */
function pointsAhead(reading: Reading, term: Term): boolean {
  for (let i = term.from - 1; i >= 0; i--) {
    if (isHardStop(reading, i) || isComma(reading, i) || isContrast(reading, i)) break;
    const kind = kindAt(reading, i);
    if (LIST_KINDS.has(kind) || kind === 'density' || kind === 'margin-noun')
      return lacksObject(reading, term);
    if (kind === 'negation' || kind === 'affirm') break;
  }
  const next = kindAt(reading, term.to);
  return next !== null && next !== 'time';
}

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

type Reach = (reading: Reading, i: number, cue: Cue) => boolean;

function markAhead(reading: Reading, marks: Marks, cue: Cue, goesOn: Reach): void {
  let depth = 0;
  for (let i = cue.to; i < reading.tokens.length; i++) {
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

function negationReach(reading: Reading, i: number, cue: Cue): boolean {
  const word = normAt(reading, i);
  if (OPENERS.has(word) && i > cue.to && normAt(reading, i - 1) !== '-') return false;
  if (isComma(reading, i)) return listGoesOn(reading, i);
  if (isAnd(reading, i)) return andGoesOn(reading, i);
  return true;
}

function hedgeReach(reading: Reading, i: number, cue: Cue): boolean {
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
    const kind = kindAt(reading, i);
    if (BREAKING_KINDS.has(kind) || tokenAt(reading, i).kind === 'number') return false;
    if (OPENERS.has(normAt(reading, i)) || BE_VERBS.has(normAt(reading, i))) return false;
    if (++sinceComma > 6) return false;
    lastTarget = LIST_KINDS.has(kind);
  }
  return lastTarget;
}

function andGoesOn(reading: Reading, and: number): boolean {
  let i = and + 1;
  while (['any', 'the', 'a', 'an', 'or', 'of'].includes(normAt(reading, i))) i++;
  const term = reading.covering[i];
  if (term === null || term === undefined || !LIST_KINDS.has(term.meaning.kind)) return false;
  const kind = term.meaning.kind;
  const appearance = kind === 'fat' || kind === 'calcium' || kind === 'enhancement';
  if (appearance && BE_VERBS.has(normAt(reading, term.to))) return false;
  return !(
    kind === 'structure' &&
    (BE_VERBS.has(normAt(reading, term.to)) || normAt(reading, i - 1) === 'the')
  );
}

function markBack(reading: Reading, marks: Marks, cue: Cue): void {
  const marked: number[] = [];
  for (let i = cue.from - 1; i >= 0; i--) {
    const word = normAt(reading, i);
    if (word === ')') {
      // What stands in brackets is passed over: "a lump (T12) might be present".
      while (i > 0 && normAt(reading, i) !== '(') i--;
      continue;
    }
    if (isHardStop(reading, i) || isContrast(reading, i) || word === '.' || word === '(') break;
    const kind = kindAt(reading, i);
    if (PREDICATE_KINDS.has(kind) && word !== 'seen') break;
    if (kind === 'negation' && i < cue.from - 1) break;
    if (isComma(reading, i) && !subjectSpansComma(reading, i, cue)) break;
    if (isAnd(reading, i) && verbBefore(reading, i)) break;
    if (word === 'with' && i < cue.from - 1) break;
    marked.push(i);
  }
  for (const i of marked) marks[i] ??= cue;
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
    if (tokenAt(reading, i).kind === 'number') content = true;
    if (VERB_KINDS.has(kind)) return false;
  }
  return (joined && cue.from - comma < 10) || !content;
}

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

const isChunkEnd = (reading: Reading, i: number): boolean => {
  const token = tokenAt(reading, i);
  return token.kind === 'end' || token.kind === 'date' || [',', ';', ')', '.', '('].includes(token.norm);
};

function markTime(
  reading: Reading,
  term: Term<Extract<Term['meaning'], { kind: 'time' }>>,
  marks: Marks,
): void {
  if (/^(?:versus|v|vs)$/.test(normAt(reading, term.from)) && sideAhead(reading, term.to)) return;
  const cue: Cue = { from: term.from, to: term.to, rule: `time: ${term.meaning.time}` };
  for (let i = term.to; i < reading.tokens.length; i++) {
    const word = normAt(reading, i);
    if (
      isHardStop(reading, i) ||
      isComma(reading, i) ||
      word === ')' ||
      word === '(' ||
      isContrast(reading, i)
    )
      break;
    if (kindAt(reading, i) === 'time') break;
    if (word === ':' && (i > term.to || tokenAt(reading, i + 1).kind !== 'number')) break;
    marks[i] ??= cue;
  }
  if (term.meaning.time !== 'prior') return;
  const before = normAt(reading, term.from - 1);
  if (!isChunkEnd(reading, term.to) || before === 'than' || before === 'as' || before === 'since') return;
  markChunkBack(reading, marks, cue);
}

/** "43 mm versus 29 mm on the left": two sides are compared, not two times. */
function sideAhead(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 8; i++) {
    if (isHardStop(reading, i) || isComma(reading, i) || normAt(reading, i) === ')') return false;
    if (kindAt(reading, i) === 'side') return true;
  }
  return false;
}

function markChunkBack(reading: Reading, marks: Marks, cue: Cue): void {
  for (let i = cue.from - 1; i >= 0; i--) {
    const word = normAt(reading, i);
    if (isHardStop(reading, i) || isComma(reading, i) || word === '(' || word === ')' || word === ':') return;
    if (
      ['stable', 'unchanged', 'than', 'since', 'static', 'as'].includes(word) ||
      kindAt(reading, i) === 'time'
    )
      return;
    if (isAnd(reading, i) || isContrast(reading, i)) return;
    marks[i] ??= cue;
  }
}

/** "26 mm in 2019", "(2019: 26 mm)": a date puts its clause in the past, unless it follows "since". */
function markDates(reading: Reading, prior: Marks): void {
  for (let i = 0; i < reading.tokens.length; i++) {
    if (tokenAt(reading, i).kind !== 'date') continue;
    const before = normAt(reading, i - 1);
    if (before === 'since') continue;
    const cue: Cue = { from: i, to: i + 1, rule: 'time: dated' };
    if (['in', 'on', 'of', 'from', 'dated', '('].includes(before))
      markChunkBack(reading, prior, { ...cue, from: i - 1 });
    const colon = normAt(reading, i + 1) === ':';
    for (let j = i + (colon ? 2 : 1); j < reading.tokens.length; j++) {
      const word = normAt(reading, j);
      if (
        isHardStop(reading, j) ||
        isComma(reading, j) ||
        word === ')' ||
        word === '(' ||
        kindAt(reading, j) === 'time'
      )
        break;
      if (colon && before !== '(') break;
      prior[j] ??= cue;
    }
  }
}

/** "was 4 cm, now 5" and "(was 26)": the past tense dates a value only against a present one or inside brackets. */
function markPastVerbs(reading: Reading, prior: Marks): void {
  const now = reading.terms.some((term) => isTerm(term, 'time') && term.meaning.time === 'current');
  for (let i = 0; i < reading.tokens.length; i++) {
    const word = normAt(reading, i);
    if (word !== 'was' && word !== 'were' && word !== 'measured') continue;
    if (!now && normAt(reading, i - 1) !== '(') continue;
    const cue: Cue = { from: i, to: i + 1, rule: 'time: past tense' };
    for (let j = i + 1; j < reading.tokens.length; j++) {
      const w = normAt(reading, j);
      if (
        isHardStop(reading, j) ||
        isComma(reading, j) ||
        w === ')' ||
        isContrast(reading, j) ||
        kindAt(reading, j) === 'time'
      )
        break;
      if (isAnd(reading, j) && kindAt(reading, j + 1) === 'time') break;
      prior[j] ??= cue;
    }
  }
}
