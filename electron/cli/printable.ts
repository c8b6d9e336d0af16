/** Words for a terminal. */
import { UNSAFE } from '../../annotations/printable.ts';

/** The same document in characters that a terminal only shows: JSON can write each of them as an escape. */
export const printableJson = (json: string): string =>
  json.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** "1 mark", "2 marks". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
