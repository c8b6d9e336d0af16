/**
 * What files say may hold control characters: on a terminal they would move the cursor or change colours, and anywhere
 * turn the direction of what follows, so that a name reads backwards. Only what is shown goes through here; what is kept,
 * compared or written stays as it was. Arabic and Hebrew letters have their direction of their own and keep it, and so
 * do the marks (U+200E, U+200F, U+061C) that only say which side a comma belongs to.
 */

/** Control characters but tab and line feed, breaks of lines, and what embeds, overrides or isolates a direction. */
export const UNSAFE = /(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

export const printable = (text: string): string => text.replace(UNSAFE, '');

/** On one line: breaks and tabs become spaces. */
export const oneLine = (text: string): string =>
  printable(text.replace(/[\t\n\v\f\r\x85\u2028\u2029]+/g, ' '));
