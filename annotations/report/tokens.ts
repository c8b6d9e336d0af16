/**
 * Text to tokens: words, numbers, vertebral levels, dates, signs. Offsets here are UTF-16; `offsets.ts` turns them
 * into code points at the very end. One pass of a regular expression without nested repetition: linear time.
 */

import { normaliseWord } from './lexicon/spelling.ts';
import { correctSpelling } from './lexicon.ts';

export type TokenKind = 'word' | 'number' | 'level' | 'date' | 'sign' | 'newline' | 'end';

export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  /** Normalised and corrected word; for other kinds the text itself. */
  readonly norm: string;
  readonly plural: boolean;
  readonly value: number;
  readonly start: number;
  readonly end: number;
};

export const END_TOKEN: Token = {
  kind: 'end',
  text: '',
  norm: '',
  plural: false,
  value: Number.NaN,
  start: 0,
  end: 0,
};

const PIECE =
  /\d{4}-\d{2}-\d{2}|(?:\d{1,2}[./](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[./]\d{1,2})[./](?:\d{4}|\d{2})(?![\d.,]|\s?(?:mm|cm|HU)\b)|\d+(?:[.,]\d+)?|\.(?<=(?:^|[\s(x×])\.)\d+(?=\s?(?:x|×|mm|cm)\b)|\p{L}[\p{L}\p{M}'’]*|\n|\+C\b|[^\s]/gu;
const LEVEL_LETTERS = /^(?:c|d|t|l|s|th|dv|tv|lv)$/i;
const HIGHEST: Readonly<Record<string, number>> = { C: 7, T: 13, L: 6, S: 5 };

type Piece = { text: string; start: number; end: number };

export function tokenise(text: string): Token[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(PIECE))
    pieces.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  const tokens: Token[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === undefined) break;
    const next = pieces[i + 1];
    const isWord = /^\p{L}/u.test(piece.text);
    const spelt = spelledLevel(pieces, i);
    if (spelt !== null) {
      const last = pieces[spelt.next - 1] ?? piece;
      tokens.push({
        ...END_TOKEN,
        kind: 'level',
        text: spelt.level,
        norm: spelt.level,
        start: piece.start,
        end: last.end,
      });
      i = spelt.next - 1;
      continue;
    }
    if (isWord && next !== undefined && /^\d/.test(next.text)) {
      const level = levelFrom(piece, next);
      if (level !== null) {
        tokens.push({
          ...END_TOKEN,
          kind: 'level',
          text: level,
          norm: level,
          start: piece.start,
          end: next.end,
        });
        i++;
        continue;
      }
      // "NF1", "G4": one word; "x22" is a multiplication sign and a number.
      if (
        next.start === piece.end &&
        !/^x$/i.test(piece.text) &&
        !/^(?:hu|mm|cm|ap|tr|cc)$/i.test(piece.text)
      ) {
        const joined = piece.text + next.text;
        tokens.push({
          ...END_TOKEN,
          kind: 'word',
          text: joined,
          norm: joined.toLowerCase(),
          start: piece.start,
          end: next.end,
        });
        i++;
        continue;
      }
    }
    tokens.push(single(piece, isWord));
  }
  return nameTargets(tokens);
}

/** "T1: right paraspinal mass, T10": target lesions that are called like vertebrae; a level becomes the name "TL1". */
function nameTargets(tokens: Token[]): Token[] {
  const names = new Set<string>();
  tokens.forEach((t, i) => {
    const opens = i === 0 || tokens[i - 1]?.kind === 'newline';
    if (t.kind === 'level' && opens && tokens[i + 1]?.norm === ':' && /^T\d$/.test(t.norm)) names.add(t.norm);
  });
  if (names.size === 0) return tokens;
  const joined = /^(?:[-–/]|to|at|from|opposite|level|between|through)$/;
  return tokens.map((t, i) => {
    const ranged =
      joined.test(tokens[i - 1]?.norm ?? '') || /^(?:[-–/]|to|level)$/.test(tokens[i + 1]?.norm ?? '');
    return t.kind === 'level' && names.has(t.norm) && !ranged
      ? { ...t, kind: 'word' as const, norm: `tl${t.norm.slice(1)}` }
      : t;
  });
}

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);
const REGIONS: Readonly<Record<string, string>> = {
  cervical: 'C',
  thoracic: 'T',
  dorsal: 'T',
  lumbar: 'L',
  sacral: 'S',
};
const VERTEBRAL =
  /^(?:vertebra|vertebrae|vertebral|body|bodies|segment|segments|level|levels|disc|interspace|to|through|and|[.,;:)-]|\n)$/i;

/** "the 9th thoracic vertebra", "from the tenth to twelfth thoracic vertebra": a level spelt out, at its ordinal. */
function spelledLevel(pieces: readonly Piece[], at: number): { level: string; next: number } | null {
  const number = ordinalAt(pieces, at);
  if (number === null) return null;
  let i = number.next;
  for (let steps = 0; steps < 6; steps++) {
    const word = pieces[i]?.text.toLowerCase() ?? '';
    const region = Object.hasOwn(REGIONS, word) ? REGIONS[word] : undefined;
    if (region !== undefined) {
      const noun = pieces[i + 1]?.text ?? '.';
      if (!VERTEBRAL.test(noun) || number.n > (HIGHEST[region] ?? 0)) return null;
      const own = i === number.next;
      const named = /^vertebra/i.test(noun) ? i + 2 : i + 1;
      return { level: `${region}${number.n}`, next: own ? named : number.next };
    }
    const other = ordinalAt(pieces, i);
    if (other !== null) i = other.next;
    else if (/^(?:to|and|through|or|-|–|the|&)$/.test(word)) i++;
    else return null;
  }
  return null;
}

function ordinalAt(pieces: readonly Piece[], i: number): { n: number; next: number } | null {
  const written = pieces[i]?.text ?? '';
  if (written.length < 2 && !/^\d/.test(written)) return null;
  const text = written.toLowerCase();
  const spelled = /(?:st|d|th)$/.test(text) ? ORDINALS.indexOf(text) + 1 : 0;
  if (spelled > 0) return { n: spelled, next: i + 1 };
  const suffix = pieces[i + 1];
  if (!/^\d{1,2}$/.test(text) || suffix === undefined || suffix.start !== pieces[i]?.end) return null;
  return /^(?:st|nd|rd|th)$/i.test(suffix.text) ? { n: Number(text), next: i + 2 } : null;
}

function single(piece: Piece, isWord: boolean): Token {
  const { text } = piece;
  if (text === '\n') return token('newline', text, '\n', piece);
  if (isWord) {
    const { norm, plural } = wordOf(text);
    return token('word', text, norm, piece, plural);
  }
  // The series after contrast, in short.
  if (text === '+C') return token('word', text, '+c', piece);
  const first = text.charCodeAt(0);
  if ((first >= 48 && first <= 57) || (text.length > 1 && text.charAt(0) === '.')) {
    if (/[./-]\d+[./-]/.test(text)) return token('date', text, text, piece);
    const isYear = /^(?:19[5-9]|20[0-9])\d$/.test(text);
    return token(isYear ? 'date' : 'number', text, text, piece, false, Number(text.replace(',', '.')));
  }
  return token('sign', text, DASHES.has(text) ? '-' : text, piece);
}

const token = (
  kind: TokenKind,
  text: string,
  norm: string,
  { start, end }: Piece,
  plural = false,
  value = Number.NaN,
): Token => ({ kind, text, norm, plural, value, start, end });

type Word = { readonly norm: string; readonly plural: boolean };

/** Words met before; reports repeat them. Emptied when full, so that any text stays bounded. */
const MOST_WORDS = 5000;
const words = new Map<string, Word>();

function wordOf(text: string): Word {
  const known = words.get(text);
  if (known !== undefined) return known;
  const word = { norm: correctSpelling(normaliseWord(text)), plural: isPlural(text) };
  if (words.size >= MOST_WORDS) words.clear();
  words.set(text, word);
  return word;
}

const DASHES = new Set(['-', '–', '—', '‐', '‑', '−', '‒']);
const IRREGULAR_PLURALS = new Set(['foci', 'metastases', 'metastasis', 'mets', 'calcifications']);

function isPlural(text: string): boolean {
  const w = text.toLowerCase();
  if (IRREGULAR_PLURALS.has(w)) return true;
  return w.length > 3 && w.endsWith('s') && !/(?:ss|us|is|as)$/.test(w);
}

/** "T10", "Th 8", "D6", "L-2": T is written for thoracic and dorsal. A space is allowed after capitals only. */
function levelFrom(letters: Piece, digits: Piece): string | null {
  if (!LEVEL_LETTERS.test(letters.text) || !/^\d{1,2}$/.test(digits.text)) return null;
  const gap = digits.start - letters.end;
  if (gap > 1 || (gap === 1 && letters.text !== letters.text.toUpperCase() && letters.text.length < 2))
    return null;
  const first = letters.text.charAt(0).toUpperCase();
  const region = first === 'D' ? 'T' : first;
  const n = Number(digits.text);
  return n >= 1 && n <= (HIGHEST[region] ?? 0) ? `${region}${n}` : null;
}
