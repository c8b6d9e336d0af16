/**
 * Headings and the sections they open. A heading of technique, indication, history or comparison that shares its
 * line with text holds for that line only, or to the next heading of the same line.
 */
import { HEADINGS, type SectionKind } from './lexicon/headings.ts';
import { phraseWords } from './lexicon.ts';
import { codePointOffsets } from './offsets.ts';
import { END_TOKEN, type Token, tokenise } from './tokens.ts';

export type { SectionKind } from './lexicon/headings.ts';

export type Section = {
  readonly kind: SectionKind;
  /** The heading as written, without its colon; empty for text before any heading. */
  readonly heading: string;
  /** Code points; `start` includes the heading. */
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
};

/** A heading in tokens: its words, and the first token after its colon. */
export type Heading = { readonly kind: SectionKind; readonly from: number; readonly next: number };

const KIND_OF = new Map<string, SectionKind>();
/** What headings begin with: most sentences are told from them by their first word. */
const BEGINNINGS = new Set<string>();
let longestHeading = 1;
for (const [kind, phrases] of Object.entries(HEADINGS) as [SectionKind, string][])
  for (const phrase of phrases.split('|')) {
    const words = phraseWords(phrase);
    longestHeading = Math.max(longestHeading, words.length);
    KIND_OF.set(words.join(' '), kind);
    for (let n = 1; n <= words.length; n++) BEGINNINGS.add(words.slice(0, n).join(' '));
  }

/** Sections that end with their line when text follows the heading on it. */
const LINE_BOUND: ReadonlySet<SectionKind> = new Set([
  'technique',
  'indication',
  'history',
  'comparison',
  'recommendation',
]);

const isCapitals = (text: string): boolean =>
  text.length > 1 && text === text.toUpperCase() && text !== text.toLowerCase();

/** The heading that begins at token `i`, when one does. `lineStart` says that nothing stands before it on its line. */
export function headingAt(tokens: readonly Token[], i: number, lineStart: boolean): Heading | null {
  let words = '';
  for (let n = 0; n < longestHeading + 2; n++) {
    const token = tokens[i + n] ?? END_TOKEN;
    if (token.kind === 'sign' && token.norm === '-' && words !== '') continue;
    if (token.kind === 'word' || (token.kind === 'number' && words !== '')) {
      words = words === '' ? token.norm : `${words} ${token.norm}`;
      const after = tokens[i + n + 1] ?? END_TOKEN;
      const numbered = token.kind === 'number' ? words.slice(0, words.lastIndexOf(' ')) : words;
      if (!BEGINNINGS.has(words) && !BEGINNINGS.has(numbered)) return null;
      const kind = KIND_OF.get(words) ?? KIND_OF.get(numbered);
      if (kind === undefined) continue;
      if (after.norm === ':') return { kind, from: i, next: i + n + 2 };
      const past = pastBracket(tokens, i + n + 1);
      if (past !== null && (tokens[past] ?? END_TOKEN).norm === ':') return { kind, from: i, next: past + 1 };
      const dated = kind === 'addendum' ? pastDate(tokens, i + n + 1) : null;
      if (dated !== null) return { kind, from: i, next: dated + 1 };
      if (after.kind === 'date' && (tokens[i + n + 2] ?? END_TOKEN).norm === ':')
        return { kind, from: i, next: i + n + 3 };
      if (!lineStart) continue;
      const unsure =
        kind === 'history' || kind === 'recommendation' || words === 'study' || words === 'phase';
      if ((after.kind === 'newline' || after.kind === 'end') && !unsure)
        return { kind, from: i, next: i + n + 1 };
      if (after.norm === '-' && after.start > token.end) return { kind, from: i, next: i + n + 2 };
      // "IMPRESSION Left paraspinal mass": capitals before a line in ordinary letters.
      const following = tokens[i + n + 1] ?? END_TOKEN;
      if (
        isCapitals(token.text) &&
        following.kind === 'word' &&
        !isCapitals(following.text) &&
        following.text.length > 1
      )
        return { kind, from: i, next: i + n + 1 };
      const alone = (kind === 'impression' || kind === 'findings') && n === 0 && /^\p{Lu}/u.test(token.text);
      if ((kind === 'addendum' || alone) && after.norm === '.') return { kind, from: i, next: i + n + 2 };
      continue;
    }
    break;
  }
  return null;
}

/** "ADDENDUM (18:40):", "FINDINGS (CT abdomen):": past a short bracket; null when there is none. */
function pastBracket(tokens: readonly Token[], open: number): number | null {
  if (tokens[open]?.norm !== '(') return null;
  for (let i = open + 1; i < open + 12; i++) {
    if (tokens[i]?.kind === 'newline') return null;
    if (tokens[i]?.norm === ')') return i + 1;
  }
  return null;
}

/** "ADDENDUM 12/05, 14:30:", "Addendum by Dr Smith on 3 May:": the colon that ends it; null when there is none near. */
function pastDate(tokens: readonly Token[], from: number): number | null {
  for (let i = from; i < from + 12; i++) {
    const token = tokens[i] ?? END_TOKEN;
    if (token.kind === 'newline' || token.kind === 'end' || token.norm === '.') return null;
    const clock =
      (tokens[i - 1] ?? END_TOKEN).kind === 'number' && (tokens[i + 1] ?? END_TOKEN).kind === 'number';
    if (token.norm === ':' && !clock) return i;
  }
  return null;
}

/** Whether the section goes on after the end of the line that opened it. */
export function endsWithLine(kind: SectionKind, contentOnHeadingLine: boolean): boolean {
  return contentOnHeadingLine && LINE_BOUND.has(kind);
}

export function recogniseSections(report: string): Section[] {
  const tokens = tokenise(report);
  const points = codePointOffsets(report);
  const found: { kind: SectionKind; heading: string; start: number; contentStart: number }[] = [
    { kind: 'body', heading: '', start: 0, contentStart: 0 },
  ];
  let kind: SectionKind = 'body';
  let contentOnLine = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? END_TOKEN;
    const previous = tokens[i - 1];
    const lineStart = previous === undefined || previous.kind === 'newline';
    if (token.kind === 'newline' && endsWithLine(kind, contentOnLine)) {
      kind = 'body';
      found.push({ kind, heading: '', start: token.end, contentStart: token.end });
    }
    if (token.kind !== 'newline' && !lineStart && previous?.kind !== 'sign') {
      contentOnLine = true;
      continue;
    }
    const heading = lineStart || previous?.norm === '.' ? headingAt(tokens, i, lineStart) : null;
    if (heading === null) {
      if (token.kind !== 'newline') contentOnLine = true;
      continue;
    }
    kind = heading.kind;
    const last = tokens[heading.next - 1] ?? token;
    const text = report.slice(token.start, last.end).replace(/[\s:–-]+$/, '');
    const after = tokens[heading.next];
    contentOnLine = after !== undefined && after.kind !== 'newline';
    found.push({ kind, heading: text, start: token.start, contentStart: last.end });
    i = heading.next - 1;
  }
  return found
    .map((section, i) => {
      const end = found[i + 1]?.start ?? report.length;
      return {
        kind: section.kind,
        heading: section.heading,
        start: points(section.start),
        contentStart: points(Math.min(section.contentStart, end)),
        end: points(end),
      };
    })
    .filter(
      (section) => section.end > section.start && (section.heading !== '' || section.end - section.start > 0),
    );
}
