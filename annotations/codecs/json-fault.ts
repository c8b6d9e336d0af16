/**
 * Where a text stops to be JSON (RFC 8259), in words. The engine's own words differ by version, and of many faults they
 * do not tell the place.
 */
import { placeInText } from './text-place.ts';

/** A clause for a text that `JSON.parse` has refused: "it ends too early", "it stops to be JSON at line 3, column 17". */
export function jsonFault(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const at = faultAt(text);
  if (at >= text.length) return 'it ends too early';
  return `it stops to be JSON at ${placeInText(text, at)}`;
}

const BLANK = /[ \t\n\r]*/y;
const PLAIN = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The first character that cannot stand where it stands; the text's length when it ends too early. */
function faultAt(text: string): number {
  /** The closing signs that are due, the innermost last. */
  const open: string[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found !== null;
  };
  const sign = (): string => {
    skip(BLANK);
    return text[at] ?? '';
  };
  /** A name and its colon, where an object wants one. */
  const named = (): boolean => {
    if (open[open.length - 1] !== '}') return true;
    if (sign() !== '"') return false;
    at = stringEnd(text, at);
    if (text[at - 1] !== '"' || sign() !== ':') return false;
    at += 1;
    return true;
  };
  for (;;) {
    const begins = sign();
    const closing = CLOSING[begins];
    if (closing !== undefined) {
      open.push(closing);
      at += 1;
      if (sign() !== closing) {
        if (!named()) return at;
        continue;
      }
    } else if (begins === '"') {
      at = stringEnd(text, at);
      if (text[at - 1] !== '"') return at;
    } else if (!skip(PLAIN)) return at;
    // After a value: what it stands in may end, several at once, or go on.
    while (open.length > 0 && sign() === open[open.length - 1]) {
      open.pop();
      at += 1;
    }
    if (open.length === 0 || sign() !== ',') return sign() === '' ? text.length : at;
    at += 1;
    if (!named()) return at;
  }
}

/** Behind the closing quote, or where the string breaks off. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at += 1;
    else if ((text[at] as string) < ' ') return at;
  }
  return text.length;
}
