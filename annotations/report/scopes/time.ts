/** What is of the past: by a word of time, a date, or a past tense set against a present. */
import {
  BE_VERBS,
  DETERMINERS,
  isAnd,
  isComma,
  isContrast,
  isHardStop,
  PREPOSITIONS,
  STUDIES,
} from '../grammar.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Cue, isChunkEnd, type Marks } from './reach.ts';

export function markTime(
  reading: Reading,
  term: Term<Extract<Term['meaning'], { kind: 'time' }>>,
  marks: Marks,
): void {
  if (/^(?:versus|v|vs)$/.test(normAt(reading, term.from)) && sideAhead(reading, term.to)) return;
  // "before T5-T7": in front of them.
  if (normAt(reading, term.from) === 'before' && tokenAt(reading, term.to).kind === 'level') return;
  if (normAt(reading, term.from) === 'before' && contrastAhead(reading, term.to)) return;
  if (/^(?:compar|versus|vs|relative|in)/.test(normAt(reading, term.from)) && tissueAhead(reading, term))
    return;
  const cue: Cue = { from: term.from, to: term.to, rule: `time: ${term.meaning.time}` };
  const end = pastStudy(reading, term.to);
  const compares = comparesWith(reading, term);
  const both = isAnd(reading, end) && tokenAt(reading, end + 1).kind === 'number';
  const now = term.meaning.time === 'prior' ? nowAhead(reading, term) : 0;
  for (let i = end; i < reading.tokens.length && !both; i++) {
    const word = normAt(reading, i);
    if (i < now) {
      marks[i] ??= cue;
      continue;
    }
    if (compares && i > term.to && beginsPhrase(reading, i)) break;
    // "The previously 6 cm mass has shrunk to 2 cm"
    if (
      /^(?:has|have)$/.test(word) &&
      i > term.to &&
      (kindAt(reading, i + 1) === 'change' || isRenewed(reading, i))
    )
      break;
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
  // "4 cm then and 3 cm now"
  if (!(isChunkEnd(reading, end) || both) || before === 'than' || before === 'as' || before === 'since')
    return;
  markChunkBack(reading, marks, cue);
}

/** "compared with the adjacent muscle": a tissue, no earlier study. */
function tissueAhead(reading: Reading, cue: Term): boolean {
  // "hyperdense compared with the pleural fluid"
  const ofDensity = kindAt(reading, cue.from - 1) === 'attenuation';
  for (let i = cue.to; i < cue.to + 4; i++) {
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'structure')) return ofDensity || term.meaning.reference !== undefined;
    if (isTerm(term, 'distractor')) return ofDensity;
    if (isTerm(term, 'fat')) return true;
    if (term !== null && !isTerm(term, 'side') && !isTerm(term, 'relation') && !isTerm(term, 'phase'))
      return false;
  }
  return false;
}

/** ", formerly 88 mm, heterogeneous and 58 HU, now 35 mm": all between "formerly" and "now" is of the past; 0 if not so. */
function nowAhead(reading: Reading, term: Term): number {
  if (
    normAt(reading, term.from - 1) !== ',' ||
    !/^(?:former|previous|initial|original|once|earlier)/.test(normAt(reading, term.from))
  )
    return 0;
  for (let i = term.to; i < Math.min(reading.tokens.length, term.to + 24); i++) {
    if (isHardStop(reading, i) || isContrast(reading, i) || BE_VERBS.has(normAt(reading, i))) return 0;
    const found = reading.covering[i] ?? null;
    if (isTerm(found, 'time')) return found.meaning.time === 'current' && isComma(reading, i - 1) ? i : 0;
  }
  return 0;
}

/** "34 HU before, 70 HU after contrast": before contrast, not of the past. */
export function contrastAhead(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 8; i++) {
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'phase')) return term.meaning.phase === 'after-contrast';
    if (isHardStop(reading, i)) return false;
  }
  return false;
}

/** Past the noun of the examination: "the prior [CT]", "in the pre-treatment [study]". */
function pastStudy(reading: Reading, from: number): number {
  let i = from;
  while (STUDIES.has(normAt(reading, i))) i++;
  return i;
}

/** "Compared to the prior exam the masses have grown": the phrase that is compared with ends where the next begins. */
function comparesWith(reading: Reading, term: Term): boolean {
  for (let i = term.to - 1; i >= Math.max(0, term.from - 4); i--)
    if (/^(?:compared|comparison|relative|versus|vs|against|since|unlike)$/.test(normAt(reading, i)))
      return true;
  return false;
}

const beginsPhrase = (reading: Reading, i: number): boolean =>
  ((DETERMINERS.has(normAt(reading, i)) ||
    kindAt(reading, i) === 'site' ||
    kindAt(reading, i) === 'lesion') &&
    !PREPOSITIONS.has(normAt(reading, i - 1))) ||
  BE_VERBS.has(normAt(reading, i)) ||
  /^(?:has|have)$/.test(normAt(reading, i));

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
      ['stable', 'unchanged', 'than', 'since', 'static', 'as', 'against', 'opposed'].includes(word) ||
      kindAt(reading, i) === 'time'
    )
      return;
    if (isAnd(reading, i) || isContrast(reading, i)) return;
    marks[i] ??= cue;
  }
}

/** "Rim enhancement has given way to uniform enhancement": what stands before is of the past. */
export function markReplaced(reading: Reading, prior: Marks): void {
  for (let i = 1; i < reading.tokens.length; i++) {
    const way =
      normAt(reading, i) === 'way' &&
      /^(?:given|gave)$/.test(normAt(reading, i - 1)) &&
      normAt(reading, i + 1) === 'to';
    const by =
      /^(?:replaced|superseded|supplanted)$/.test(normAt(reading, i)) &&
      normAt(reading, i + 1) === 'by' &&
      kindAt(reading, i + 2) !== 'fat';
    const to = /^(?:yielded|ceded)$/.test(normAt(reading, i)) && normAt(reading, i + 1) === 'to';
    if (!way && !by && !to) continue;
    const cue: Cue = { from: i, to: i + 2, rule: 'time: replaced since' };
    for (let j = i - 1; j >= 0 && !isHardStop(reading, j) && !isComma(reading, j); j--) prior[j] ??= cue;
  }
}

/** "has given way", "has yielded", "has been replaced": what follows is of today. */
function isRenewed(reading: Reading, has: number): boolean {
  const i = normAt(reading, has + 1) === 'been' ? has + 2 : has + 1;
  return /^(?:given|yielded|ceded|turned|become|faded|replaced|superseded|supplanted)$/.test(
    normAt(reading, i),
  );
}

/** A size in brackets after a date is of that date, when another one follows. */
function markBracket(reading: Reading, prior: Marks, open: number, cue: Cue): void {
  if (normAt(reading, open) !== '(') return;
  let close = open;
  while (close < reading.tokens.length && normAt(reading, close) !== ')') close++;
  const again = reading.tokens.some((t, i) => i > close && (t.norm === 'mm' || t.norm === 'cm'));
  for (let i = open + 1; again && i < close; i++) prior[i] ??= cue;
}

/** "for T8 read T9": what stands between is put right. */
export function markCorrected(reading: Reading, prior: Marks): void {
  const read = reading.tokens.findIndex((t, i) => t.norm === 'read' && i > 1);
  if (read < 0) return;
  // "4 cm should read 4 mm"
  if (normAt(reading, read - 1) === 'should')
    for (let i = read - 2; i >= Math.max(0, read - 8); i--)
      if (tokenAt(reading, i).kind === 'number' || tokenAt(reading, i).kind === 'level')
        prior[i] ??= { from: read - 1, to: read + 1, rule: 'time: put right' };
  for (let i = read - 1; i >= Math.max(0, read - 8); i--) {
    if (normAt(reading, i) !== 'for') continue;
    const cue: Cue = { from: i, to: read + 1, rule: 'time: put right' };
    for (let j = i + 1; j < read; j++) prior[j] ??= cue;
    return;
  }
}

/** "26 mm in 2019", "(2019: 26 mm)": a date puts its clause in the past, unless it follows "since". */
export function markDates(reading: Reading, prior: Marks): void {
  for (let i = 0; i < reading.tokens.length; i++) {
    const before = normAt(reading, i - 1);
    const may = tokenAt(reading, i).text === 'May' && /^(?:in|of|last|since)$/.test(before);
    if (tokenAt(reading, i).kind !== 'date' && !may) continue;
    // "has doubled since May (15 mm) and measures 30 mm"
    if (before === 'since' || before === 'of' || before === 'in')
      markBracket(reading, prior, i + 1, { from: i, to: i + 1, rule: 'time: dated' });
    if (before === 'since') continue;
    const cue: Cue = { from: i, to: i + 1, rule: 'time: dated' };
    const colon = normAt(reading, i + 1) === ':';
    if (['in', 'on', 'of', 'from', 'dated'].includes(before) || (before === '(' && !colon))
      markChunkBack(reading, prior, { ...cue, from: i - 1 });
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
      if (/^(?:has|have)$/.test(word) && isRenewed(reading, j)) break;
      prior[j] ??= cue;
    }
  }
}

/** "was 4 cm, now 5" and "(was 26)": the past tense dates a value only against a present one or inside brackets. */
export function markPastVerbs(reading: Reading, prior: Marks): void {
  const is = reading.tokens.some(
    (t, i) => (t.norm === 'is' || t.norm === 'are') && tokenAt(reading, i + 1).kind === 'number',
  );
  const now = is || reading.terms.some((term) => isTerm(term, 'time') && term.meaning.time === 'current');
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
