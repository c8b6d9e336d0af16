/**
 * What files say may hold control characters: on a terminal they would move the cursor, change colours or turn the
 * direction of what follows. Lines are kept for text that is laid out; a value is one line.
 */

/** Control characters but tab and line feed, and the marks that turn the direction of writing. */
const UNSAFE = /(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

export const printable = (text: string): string => text.replace(UNSAFE, '');

/** On one line: breaks and tabs become spaces. */
export const oneLine = (text: string): string =>
  printable(text.replace(/[\t\n\v\f\r\x85\u2028\u2029]+/g, ' '));

/** The same document in characters that a terminal only shows: JSON can write each of them as an escape. */
export const printableJson = (json: string): string =>
  json.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** "1 mark", "2 marks". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
