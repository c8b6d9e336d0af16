/** A label's words broken into lines: the name in bold, then notes, then numbers. */
import { oneLine } from '../printable.ts';
import type { FontWeight, MeasureText, OutputPoint, TextItem } from './scene.ts';
import { HALO_COLOR, INTER, type SceneStyle, TEXT_COLOR } from './style.ts';

export type LabelWords = {
  readonly title: string;
  readonly notes: readonly string[];
  readonly numbers: readonly string[];
};

type Line = {
  readonly text: string;
  readonly weight: FontWeight;
  readonly title: boolean;
  readonly widthPx: number;
};

export type LabelBlock = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fontPx: number;
  readonly lines: readonly Line[];
};

export const isEmptyLabel = (words: LabelWords): boolean =>
  words.title === '' && [...words.numbers, ...words.notes].every((line) => line === '');

export function labelBlock(
  words: LabelWords,
  fontPx: number,
  maxWidthPx: number,
  measureText: MeasureText,
): LabelBlock {
  const wrapped = (text: string, weight: FontWeight, title: boolean): Line[] =>
    wrapText(oneLine(text), maxWidthPx, (part) => measureText(part, fontPx, weight)).map((line) => ({
      text: line,
      weight,
      title,
      widthPx: measureText(line, fontPx, weight),
    }));
  const lines = [
    ...wrapped(words.title, 600, true),
    ...words.notes.flatMap((note) => wrapped(note, 400, false)),
    ...words.numbers.flatMap((number) => wrapped(number, 400, false)),
  ];
  return {
    lines,
    fontPx,
    widthPx: lines.reduce((widest, line) => Math.max(widest, line.widthPx), 0),
    heightPx: lines.length * fontPx * INTER.lineHeight,
  };
}

/** The block's text at its top left corner. */
export function blockItems(
  block: LabelBlock,
  corner: OutputPoint,
  titleColor: string,
  style: SceneStyle,
): readonly TextItem[] {
  const lineHeight = block.fontPx * INTER.lineHeight;
  const leading = (lineHeight - block.fontPx * (INTER.ascent + INTER.descent)) / 2;
  return block.lines.map((line, index) => ({
    kind: 'text',
    at: { x: corner.x, y: corner.y + index * lineHeight + leading + block.fontPx * INTER.ascent },
    text: line.text,
    sizePx: block.fontPx,
    weight: line.weight,
    color: line.title ? titleColor : TEXT_COLOR,
    anchor: 'start',
    halo: { color: HALO_COLOR, widthPx: style.haloPx * 1.3 },
  }));
}

/** Breaks at spaces, not at no-break spaces; a word wider than the line is broken between letters. An empty text has no lines. */
function wrapText(text: string, maxWidthPx: number, widthOf: (part: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \t\r\n]+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= maxWidthPx) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = brokenWord(word, maxWidthPx, widthOf);
    lines.push(...pieces.slice(0, -1));
    line = pieces[pieces.length - 1] ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

function brokenWord(word: string, maxWidthPx: number, widthOf: (part: string) => number): readonly string[] {
  if (widthOf(word) <= maxWidthPx) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter) > maxWidthPx) {
      pieces.push(piece);
      piece = letter;
    } else {
      piece += letter;
    }
  }
  return [...pieces, piece];
}
