/**
 * Tokens to sentences. A sentence ends at a full stop, at "?" or "!" and at the end of a line, save where the dot
 * belongs to a number or an abbreviation, where "?" asks ("?lymphoma"), and where a long line merely wraps.
 * Headings and list marks stand outside sentences. Offsets are UTF-16.
 */
import { endsWithLine, headingAt, type SectionKind } from './sections.ts';
import { END_TOKEN, type Token } from './tokens.ts';

export type Sentence = {
  readonly index: number;
  readonly tokens: readonly Token[];
  readonly section: SectionKind;
  readonly start: number;
  readonly end: number;
  /** The sentence is the first of a line. */
  readonly lineStart: boolean;
  /** A list mark ("2.") stood before it. */
  readonly listed: boolean;
  /** What the mark calls it, when it is a name that may come again: "(ii)", "No. 2". */
  readonly mark: string | null;
};

/** Longer runs without an end are cut: it bounds the work for any text. */
const LONGEST_SENTENCE = 200;

/** Never end a sentence. */
const ABBREVIATIONS = new Set(
  'v a eg e i g ie vs approx cf dr fig approximately resp deg mr mrs prof c et al viz no nos'.split(' '),
);
/** End one only before a capital. */
const SHORTENINGS = new Set(
  'ca rt lt r l bilat paravert parav prevert retroperit post ant enh max min incl ext poss prob susp mod homog heterog dim lat sup inf med diam thor lumb calc calcif neg pos sl hetero parasp periaort perineph approx cont contr abd mediast parench hom het att attn atten dens meas craniocaud circ sol para'.split(
    ' ',
  ),
);

const startsLower = (token: Token): boolean => {
  const c = token.text.charAt(0);
  return token.kind === 'word' && c === c.toLowerCase() && c !== c.toUpperCase();
};
const startsUpper = (token: Token): boolean => {
  const c = token.text.charAt(0);
  return (token.kind === 'word' || token.kind === 'level') && c !== c.toLowerCase();
};

export function splitSentences(tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = [];
  const lowerStyle = writesSentencesInLowerCase(tokens);
  let section: SectionKind = 'body';
  let contentOnHeadingLine = false;
  let from = 0;
  let lineStart = true;
  let lineFrom = 0;
  let listed = false;
  let mark: string | null = null;
  let fresh = true;

  const close = (to: number): void => {
    const part = labelled(tokens.slice(from, to).filter((t) => t.kind !== 'newline'));
    const first = part[0];
    const last = part[part.length - 1];
    if (first !== undefined && last !== undefined && part.some((t) => t.kind !== 'sign'))
      sentences.push({
        index: sentences.length,
        tokens: part,
        section,
        start: first.start,
        end: last.end,
        lineStart,
        listed,
        mark,
      });
    from = to;
    mark = null;
    lineStart = false;
    listed = false;
    fresh = true;
  };

  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? END_TOKEN;
    if (fresh && i === from && token.kind !== 'newline') {
      const heading = headingAt(tokens, i, lineStart);
      if (heading !== null) {
        section = heading.kind;
        const after = tokens[heading.next];
        contentOnHeadingLine = after !== undefined && after.kind !== 'newline';
        from = heading.next;
        i = heading.next - 1;
        continue;
      }
      const marker = listMarker(tokens, i);
      if (marker > i) {
        mark = nameOf(tokens, i);
        from = marker;
        i = marker - 1;
        listed = true;
        continue;
      }
      fresh = false;
    }
    const next = tokens[i + 1] ?? END_TOKEN;
    const previous = tokens[i - 1] ?? END_TOKEN;
    if (token.kind === 'newline') {
      if (fresh || !wraps(tokens, i, lineFrom, lowerStyle)) {
        close(i + 1);
        lineStart = true;
        if (endsWithLine(section, contentOnHeadingLine)) section = 'body';
        if (contentOnHeadingLine === false && next.kind !== 'newline') contentOnHeadingLine = false;
      }
      lineFrom = next.start;
    } else if (token.norm === '.' || token.norm === '!') {
      if (!isInnerDot(token, previous, next, lowerStyle)) {
        close(i + 1);
        section = afterSentence(section, tokens, i + 1);
      }
    } else if (token.norm === '?') {
      if (!asks(tokens, i, from) && !isQuestionLabel(tokens, from, i)) {
        close(i + 1);
        section = afterSentence(section, tokens, i + 1);
      }
    } else if (i - from >= LONGEST_SENTENCE) {
      close(i + 1);
    }
  }
  close(tokens.length);
  return sentences;
}

const ONE_SENTENCE: ReadonlySet<SectionKind> = new Set(['indication', 'history', 'comparison']);

/** Such a section, run on in one line without a further heading, holds for its first sentence only. */
function afterSentence(section: SectionKind, tokens: readonly Token[], from: number): SectionKind {
  if (!ONE_SENTENCE.has(section)) return section;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] ?? END_TOKEN;
    if (token.kind === 'newline') return isOnlyBody(tokens, i) ? 'body' : section;
    if ((i === from || tokens[i - 1]?.norm === '.') && headingAt(tokens, i, false) !== null) return section;
    if (i - from > 400) return section;
  }
  return 'body';
}

/** Nothing but an impression or the like follows the line, so the findings must stand in it. */
function isOnlyBody(tokens: readonly Token[], newline: number): boolean {
  for (let i = newline; i < tokens.length; i++) {
    if (tokens[i]?.kind !== 'newline' || tokens[i + 1]?.kind === 'newline' || i + 1 >= tokens.length)
      continue;
    const kind = headingAt(tokens, i + 1, true)?.kind;
    if (kind !== 'impression' && kind !== 'addendum' && kind !== 'recommendation') return false;
  }
  return true;
}

function isInnerDot(dot: Token, previous: Token, next: Token, lowerStyle: boolean): boolean {
  if (next.kind === 'newline' || next.kind === 'end') return false;
  const word = previous.text.toLowerCase();
  const touching = next.start === dot.end;
  if (previous.kind === 'word' && previous.end === dot.start) {
    if (ABBREVIATIONS.has(word)) return word !== 'no' || next.kind === 'number';
    if (previous.text.length === 1 && touching) return true;
    if (SHORTENINGS.has(word))
      return !startsUpper(next) || (next.kind === 'level' && previous.text.length <= 2);
  }
  if (next.norm === '.' || next.norm === ',' || next.norm === ';' || next.norm === ')')
    return next.norm !== ')';
  if (touching && (next.kind === 'word' || next.kind === 'number')) return !startsUpper(next);
  return startsLower(next) && !lowerStyle && !/^[A-Z]/.test(next.text);
}

const LABELS = new Set(
  'contrast uptake mass lesion where site location size diameter density attenuation hu enhancement fat calcium calcification margin outline border level side laterality extension encasement canal foramen vessel pattern contour'.split(
    ' ',
  ),
);

/** "Fat? No. Calcium? No.": a question that is a label, answered on the same line. */
function isQuestionLabel(tokens: readonly Token[], from: number, at: number): boolean {
  const next = tokens[at + 1] ?? END_TOKEN;
  if (next.kind !== 'word' && next.kind !== 'number') return false;
  if (isAnswer(tokens, at + 1)) return true;
  const words = tokens.slice(from, at);
  return words.length > 0 && words.length <= 2 && words.every((t) => LABELS.has(t.norm));
}

/** "Left presacral nodule? None." */
const isAnswer = (tokens: readonly Token[], i: number): boolean =>
  /^(?:none|no|nil|absent|negative|yes|present)$/.test(tokens[i]?.norm ?? '') &&
  (tokens[i + 1] === undefined || tokens[i + 1]?.norm === '.' || tokens[i + 1]?.kind === 'newline');

const labelled = (part: Token[]): Token[] => {
  const at = part.findIndex((t) => t.norm === '?');
  if (at <= 0 || part.length <= at + 1) return part;
  const named = at <= 2 && part.slice(0, at).every((t) => LABELS.has(t.norm));
  return named || isAnswer(part, at + 1) ? part.map((t, i) => (i === at ? { ...t, norm: ':' } : t)) : part;
};

/** "?lymphoma", " ? mass", "? left paraspinal mass": a question put, not a sentence ended. */
function asks(tokens: readonly Token[], i: number, from: number): boolean {
  const token = tokens[i] ?? END_TOKEN;
  const next = tokens[i + 1] ?? END_TOKEN;
  const previous = tokens[i - 1] ?? END_TOKEN;
  if (next.kind !== 'word' && next.kind !== 'number')
    return next.norm === ')' || next.norm === '?' || next.norm === '|';
  return i === from || next.start === token.end || previous.end < token.start;
}

/** The first token after a list mark at `i`: "1.", "2)", "(3)", "-", "•", "a)". */
function listMarker(tokens: readonly Token[], i: number): number {
  const at = (n: number): Token => tokens[i + n] ?? END_TOKEN;
  const first = at(0);
  const isMark = (t: Token): boolean =>
    (t.kind === 'number' && /^\d{1,2}$/.test(t.text)) ||
    (t.kind === 'word' && /^(?:[a-hA-H]|i{1,3}|iv|v|vi)$/.test(t.text));
  if (first.norm === '#' && isMark(at(1)) && at(1).start === first.end)
    return at(2).norm === ':' ? i + 3 : i + 2;
  if (first.kind === 'sign' && '-•*·▪►>#+'.includes(first.norm) && at(1).start > first.end) return i + 1;
  if (first.norm === 'no' && at(1).norm === '.' && at(2).kind === 'number' && at(3).norm === ':')
    return i + 4;
  const opensLine = i === 0 || tokens[i - 1]?.kind === 'newline';
  if (opensLine && /^(?:I{1,3}|IV|V|VI)$/.test(first.text) && at(1).norm === '.' && at(2).start > at(1).end)
    return i + 2;
  if (first.norm === '(' && isMark(at(1)) && at(2).norm === ')') return i + 3;
  if (isTarget(first) && at(1).norm === ':') return i + 2;
  if (!isMark(first)) return i;
  if (at(1).norm === ')' && at(1).start === first.end) return i + 2;
  if (opensLine && /^[A-H]$/.test(first.text) && at(1).norm === ':') return i + 2;
  if (first.kind === 'number' && at(1).norm === '.' && at(1).start === first.end && at(2).kind !== 'end')
    return i + 2;
  return i;
}

/** "TL1:", "NT2:": the names of target lesions. */
const isTarget = (t: Token): boolean => t.kind === 'word' && /^(?:tl|ntl|nt)\d{1,2}$/.test(t.norm);

/** "(ii)", "(a)", "No. 2": names that may come again; "2." and "-" are none. */
function nameOf(tokens: readonly Token[], i: number): string | null {
  if (tokens[i]?.norm === '(' || tokens[i]?.norm === '#') return tokens[i + 1]?.norm ?? null;
  const lettered = /^[A-H]$/.test(tokens[i]?.text ?? '') && tokens[i + 1]?.norm === ':';
  if (lettered || isTarget(tokens[i] ?? END_TOKEN)) return tokens[i]?.norm ?? null;
  return tokens[i]?.norm === 'no' ? (tokens[i + 2]?.norm ?? null) : null;
}

const SHORTEST_WRAPPED_LINE = 30;
const LONG_LINE = 62;

function wraps(tokens: readonly Token[], i: number, lineFrom: number, lowerStyle: boolean): boolean {
  const newline = tokens[i] ?? END_TOKEN;
  const previous = tokens[i - 1] ?? END_TOKEN;
  const next = tokens[i + 1] ?? END_TOKEN;
  const length = newline.start - lineFrom;
  if ('.:;!?|'.includes(previous.norm) || previous.kind === 'newline') return false;
  if (next.kind === 'newline' || next.kind === 'end' || lowerStyle) return false;
  if (listMarker(tokens, i + 1) > i + 1 || headingAt(tokens, i + 1, true) !== null) return false;
  for (let n = 1; n <= 4; n++) {
    const t = tokens[i + n] ?? END_TOKEN;
    if (t.norm === ':' || t.norm === '|' || t.norm === '=') return false;
    if (t.kind !== 'word') break;
  }
  if (startsLower(next)) return length >= SHORTEST_WRAPPED_LINE;
  return length >= LONG_LINE && previous.kind === 'word' && !startsUpper(next);
}

/** Reports typed without capitals: more sentences go on in lower case after a dot than in upper case. */
function writesSentencesInLowerCase(tokens: readonly Token[]): boolean {
  let lower = startsLower(tokens[0] ?? END_TOKEN) ? 1 : 0;
  let upper = 0;
  for (let i = 0; i + 1 < tokens.length; i++) {
    const token = tokens[i] ?? END_TOKEN;
    const next = tokens[i + 1] ?? END_TOKEN;
    const previous = tokens[i - 1] ?? END_TOKEN;
    const ends =
      (token.norm === '.' && next.start > token.end) || (token.kind === 'newline' && previous.norm === '.');
    if (
      !ends ||
      SHORTENINGS.has(previous.text.toLowerCase()) ||
      ABBREVIATIONS.has(previous.text.toLowerCase())
    )
      continue;
    if (startsLower(next)) lower++;
    else if (startsUpper(next)) upper++;
  }
  return lower > upper;
}
