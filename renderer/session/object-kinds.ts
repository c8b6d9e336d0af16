/** What can be done with an object that is no picture. */
import type { OtherObject } from '../../annotations/image/hierarchy.ts';

const MARKS: ReadonlySet<OtherObject['kind']> = new Set(['SR', 'GSPS', 'SEG', 'RTSTRUCT', 'JSON', 'AIM']);
const WORDS: ReadonlySet<OtherObject['kind']> = new Set(['SR', 'PDF', 'CDA']);

export const holdsMarks = ({ kind }: OtherObject): boolean => MARKS.has(kind);
export const holdsWords = ({ kind }: OtherObject): boolean => WORDS.has(kind);
