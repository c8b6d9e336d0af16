/**
 * Words that stand for a lesion without naming it: ranks ("the upper"), names ("A", "No. 2"), "another", "neither",
 * "nothing there"; and whether "one" is such a word.
 */
import { BE_VERBS, isAnd, PREPOSITIONS } from '../grammar.ts';
import type { StandInPick } from '../lexicon/entry.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Anchor, blank } from './anchor.ts';

const RANKS: ReadonlyMap<string, StandInPick> = new Map<string, StandInPick>(
  Object.entries({
    upper: 'upper',
    lower: 'lower',
    cranial: 'upper',
    caudal: 'lower',
    superior: 'upper',
    inferior: 'lower',
    higher: 'upper',
    first: 'first',
    second: 'second',
  } satisfies Record<string, StandInPick>),
);

/** "a second, smaller nodal mass": it has a noun of its own. */
const nounSoon = (reading: Reading, from: number): boolean => {
  for (let i = from; i < from + 5; i++)
    if (kindAt(reading, i) === 'lesion' || kindAt(reading, i) === 'component') return true;
  return false;
};

const isVerb = (reading: Reading, i: number): boolean =>
  ['enhancement', 'encase', 'extend', 'hedge'].includes(kindAt(reading, i) ?? '') ||
  /^(?:lie|sit|occupy|measure|reach|contain|hold)$/.test(normAt(reading, i));

/** "the lower 31 mm" */
const isMeasure = (reading: Reading, i: number): boolean =>
  tokenAt(reading, i).kind === 'number' && /^(?:mm|cm|x|by|hu)$/.test(normAt(reading, i + 1));

/** "the upper (left para-aortic, 26 mm) …, the lower is …": a rank alone stands for the lesion. */
export function rankedAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  for (let i = 1; i < reading.tokens.length; i++) {
    const pick = RANKS.get(normAt(reading, i));
    const next = normAt(reading, i + 1);
    const article = normAt(reading, i - 1);
    const further = article === 'a' && pick === 'second' && !nounSoon(reading, i + 1);
    if (pick === undefined || !(article === 'the' || further) || kindAt(reading, i) === 'stand-in') continue;
    const placed =
      ['in', 'at', 'on'].includes(next) ||
      kindAt(reading, i + 1) === 'side' ||
      isVerb(reading, i + 1) ||
      isMeasure(reading, i + 1);
    const joins = next === 'and' && (RANKS.has(normAt(reading, i + 2)) || normAt(reading, i + 2) === 'last');
    if (joins) {
      found.push({ ...blank('stand-in', i - 1, i + 1, i), pick, definite: true });
      const other =
        normAt(reading, i + 2) === 'last' ? 'latter' : (RANKS.get(normAt(reading, i + 2)) ?? pick);
      found.push({ ...blank('stand-in', i + 2, i + 3, i + 2), pick: other, definite: true });
      continue;
    }
    if (next === '(' || BE_VERBS.has(next) || kindAt(reading, i + 1) === 'affirm' || next === ',' || placed)
      found.push({
        ...blank('stand-in', i - 1, i + 1, i),
        pick: further ? 'one' : pick,
        definite: !further,
        novel: further,
      });
  }
  return found;
}

/** "One mass is retroperitoneal, another presacral", "another on the right": a further lesion told by its place alone. */
export function anotherAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  reading.tokens.forEach((token, i) => {
    // "a nodule of the mediastinum and one of the retroperitoneum"
    const ofPlace = token.norm === 'one' && normAt(reading, i + 1) === 'of' && kindAt(reading, i) === 'plain';
    if (token.norm !== 'another' && !ofPlace) return;
    let j = ofPlace ? i + 2 : i + 1;
    while (kindAt(reading, j) === 'side' || ['in', 'the', 'is', 'at'].includes(normAt(reading, j))) j++;
    const site = reading.covering[j] ?? null;
    const sited = isTerm(site, 'site') && kindAt(reading, site.to) !== 'lesion';
    const sided =
      !isTerm(site, 'site') && j > i + 1 && site?.kind !== 'lesion' && site?.kind !== 'distractor';
    if (!sited && !sided) return;
    found.push({ ...blank('stand-in', i, i + 1, i), pick: 'one', novel: true, strong: true });
  });
  return found;
}

/** "Former: 4.0 cm; latter: 5.0 cm": without an article, as labels. */
export function labelRanks(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  reading.tokens.forEach((token, i) => {
    const pick = token.norm === 'former' ? 'former' : token.norm === 'latter' ? 'latter' : null;
    const starts = i === 0 || /^[,;:.]$/.test(normAt(reading, i - 1));
    if (pick === null || !starts || kindAt(reading, i) === 'stand-in') return;
    if (/^[:(,]$/.test(normAt(reading, i + 1)) || BE_VERBS.has(normAt(reading, i + 1)))
      found.push({ ...blank('stand-in', i, i + 1, i), pick, definite: true });
  });
  return found;
}

/** "the first and last": the second of two ranks under one article. */
export function joinedRanks(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  for (let i = 2; i < reading.tokens.length; i++) {
    const pick = normAt(reading, i) === 'last' ? 'latter' : RANKS.get(normAt(reading, i));
    const joined = isAnd(reading, i - 1) && kindAt(reading, i - 2) === 'stand-in';
    if (
      pick !== undefined &&
      joined &&
      kindAt(reading, i) !== 'stand-in' &&
      kindAt(reading, i + 1) !== 'lesion'
    )
      found.push({ ...blank('stand-in', i, i + 1, i), pick, definite: true });
  }
  return found;
}

/** "All are sharply outlined": every lesion spoken of. */
export function allAt(reading: Reading): Anchor[] {
  const word = normAt(reading, 0);
  const first = (word === 'all' || word === 'either') && kindAt(reading, 0) === null;
  if (!first || !(BE_VERBS.has(normAt(reading, 1)) || isVerb(reading, 1) || kindAt(reading, 1) === 'affirm'))
    return [];
  return [
    { ...blank('stand-in', 0, 1, 0), pick: word === 'all' ? 'all' : 'both', plural: true, definite: true },
  ];
}

/** "That on the right has gone": the lesion there. */
export function thatAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  reading.tokens.forEach((token, i) => {
    if (token.norm !== 'that' || (i > 0 && !/^(?:and|while|but|,|;)$/.test(normAt(reading, i - 1)))) return;
    const next = kindAt(reading, i + 1);
    const placed = next === 'side' || (/^(?:in|at)$/.test(normAt(reading, i + 1)) && next === null);
    if (placed) found.push({ ...blank('stand-in', i, i + 1, i), pick: 'one', definite: true });
  });
  return found;
}

/** "Nothing in the presacral space": a denial without a noun. */
export function nothingAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  reading.tokens.forEach((token, i) => {
    const ofMass = normAt(reading, i + 1) === 'of' && kindAt(reading, i + 3) === 'lesion';
    const placed = !ofMass && (PREPOSITIONS.has(normAt(reading, i + 1)) || kindAt(reading, i + 1) === 'site');
    if (token.norm !== 'nothing' || !placed) return;
    found.push({
      ...blank('lesion', i, i + 1, i),
      strong: true,
      status: 'absent',
      statusCue: { from: i, to: i + 1, rule: 'nothing there' },
    });
  });
  return found;
}

/** "A shows …; B contains …", once lesions have been called A and B. */
export function lettered(reading: Reading, labels: ReadonlySet<string>): Anchor[] {
  const found: Anchor[] = [];
  if (labels.size === 0) return found;
  const { mark } = reading.sentence;
  const bare = !reading.terms.some((t) => t.kind === 'site' && t.from < 4);
  if (mark !== null && labels.has(mark) && bare)
    found.push({ ...blank('stand-in', 0, 0, 0), pick: 'one', definite: true, number: mark });
  reading.tokens.forEach((token, i) => {
    const number = tokenAt(reading, i + 2);
    if (token.norm === 'no' && normAt(reading, i + 1) === '.' && labels.has(number.norm))
      found.push({ ...blank('stand-in', i, i + 3, i), pick: 'one', definite: true, number: number.norm });
  });
  for (let i = 0; i < reading.tokens.length; i++) {
    const token = tokenAt(reading, i);
    // "TL1 partly encases the aorta"
    if (/^n?tl?\d/.test(token.norm) && labels.has(token.norm)) {
      found.push({ ...blank('stand-in', i, i + 1, i), pick: 'one', definite: true, number: token.norm });
      continue;
    }
    if (!/^[A-E]$/.test(token.text) || !labels.has(token.norm) || kindAt(reading, i - 1) === 'lesion')
      continue;
    const next = kindAt(reading, i + 1);
    const verb =
      next === 'affirm' ||
      next === 'enhancement' ||
      next === 'encase' ||
      next === 'extend' ||
      next === 'hedge' ||
      BE_VERBS.has(normAt(reading, i + 1)) ||
      normAt(reading, i + 1) === ':' ||
      ['does', 'doe', 'lie', 'abut'].includes(normAt(reading, i + 1)) ||
      // "A grows around the kidney"
      (i === 0 &&
        token.text !== 'I' &&
        /[^s]s$/.test(tokenAt(reading, 1).text) &&
        next !== 'lesion' &&
        next !== 'site');
    if (verb)
      found.push({ ...blank('stand-in', i, i + 1, i), pick: 'one', definite: true, number: token.norm });
  }
  return found;
}
/** "Neither calcifies": both are meant; "neither fat nor calcium" is another matter. */
export function neitherOf(reading: Reading, term: Term): Anchor | null {
  if (normAt(reading, term.from) !== 'neither' && normAt(reading, term.to - 1) !== 'neither') return null;
  for (let i = term.to; i < reading.tokens.length; i++) if (normAt(reading, i) === 'nor') return null;
  const kind = kindAt(reading, term.to);
  if (
    kind === 'fat' ||
    kind === 'structure' ||
    kind === 'side' ||
    kind === 'site' ||
    (kind === 'calcium' && !/^calcif(?:y|ie)/.test(normAt(reading, term.to))) ||
    (kind === 'lesion' && tokenAt(reading, term.to).plural)
  )
    return null;
  return { ...blank('stand-in', term.from, term.to, term.from), pick: 'both', plural: true, definite: true };
}
export const isPronounOne = (reading: Reading, term: Term): boolean => {
  const before = normAt(reading, term.from - 1);
  const kind = kindAt(reading, term.from - 1);
  const after = tokenAt(reading, term.to);
  if (normAt(reading, term.from) !== 'one') return true;
  if (BE_VERBS.has(before) && after.norm === 'of' && tokenAt(reading, term.to + 1).kind === 'number')
    return true;
  for (let i = term.from - 1; i >= term.from - 3; i--)
    if (normAt(reading, i) === 'the' && tokenAt(reading, term.from - 1).kind === 'word')
      return after.norm !== 'of';
  // "a nodule of the mediastinum and one of the retroperitoneum"
  const placed = normAt(reading, term.to + 1) === 'the' ? term.to + 2 : term.to + 1;
  if (after.norm === 'of' && kindAt(reading, placed) === 'site') return true;
  if (after.norm === 'cm' || after.norm === 'mm' || (after.norm === 'is' && before === 'no')) return false;
  return (
    kind === 'site' ||
    kind === 'side' ||
    before === 'the' ||
    kind === 'stand-in' ||
    ['in', 'on', 'at', 'is', 'measure', 'lie', 'with'].includes(after.norm) ||
    kindAt(reading, term.to) === 'side' ||
    kindAt(reading, term.to) === 'site' ||
    kindAt(reading, term.to) === 'relation' ||
    /^(?:cm|mm|smaller|larger|bigger|lesser|similar|tiny|small|large|separate)$/.test(before) ||
    after.kind === 'level' ||
    kind === 'novel'
  );
};
/** "The right ureter is wrapped, the left one displaced": "one" is a ureter, not a lesion. */
export function isOneOfLandmarks(reading: Reading, term: Term): boolean {
  if (kindAt(reading, term.from - 1) !== 'side') return false;
  for (let i = 0; i < term.from - 1; i++) {
    const kind = kindAt(reading, i);
    if (kind === 'lesion' || kind === 'site' || kind === 'stand-in') return false;
    const next = reading.covering[i + 1] ?? null;
    if (kind === 'side' && next !== null && next.kind === 'structure') return true;
  }
  return false;
}

/** "Two masses: T8, 3 cm; T11, 2 cm", "at T8 (3 cm) and T11 (2 cm)": each level with a size is one of them. */
export function levelItems(reading: Reading, anchors: readonly Anchor[]): Anchor[] {
  const plural = anchors.find((a) => a.form === 'lesion' && a.plural);
  if (plural === undefined || anchors.some((a) => a.from > plural.to)) return [];
  const items: number[] = [];
  for (let i = plural.to; i < reading.tokens.length; i++) {
    if (tokenAt(reading, i).kind !== 'level') continue;
    const starts = normAt(reading, i - 1) === ':' || normAt(reading, i - 1) === ';';
    const at = normAt(reading, i - 1) === 'at';
    const after = at && normAt(reading, i + 1) === ',' && tokenAt(reading, i + 2).kind === 'number';
    const before =
      at && /^(?:mm|cm)$/.test(normAt(reading, i - 2)) && tokenAt(reading, i - 3).kind === 'number';
    if (before) {
      items.push(i - 3);
      continue;
    }
    if (after) {
      items.push(i);
      continue;
    }
    const bracket = normAt(reading, i + 1) === '(' && tokenAt(reading, i + 2).kind === 'number';
    if (starts || bracket) items.push(i);
  }
  return items.length < 2
    ? []
    : items.map((i) => ({ ...blank('stand-in', i, i, i), pick: 'one', definite: true }));
}
