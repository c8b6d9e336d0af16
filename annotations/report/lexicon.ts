/**
 * The lexicon made searchable: a tree of words for phrases, and a table of near spellings for typing errors.
 * Built once, when the module loads.
 */
import {
  ATTENUATION_WORDS,
  ENHANCEMENT_WORDS,
  MARGIN_WORDS,
  PHASE_WORDS,
  TISSUE_WORDS,
} from './lexicon/appearance.ts';
import { POLARITY_WORDS, RELATION_WORDS, SIDE_WORDS, TIME_WORDS } from './lexicon/cues.ts';
import type { LexiconEntry } from './lexicon/entry.ts';
import { DISTRACTOR_WORDS, LESION_WORDS, STAND_IN_WORDS } from './lexicon/lesions.ts';
import { PLAIN_WORDS } from './lexicon/plain-words.ts';
import { SITE_WORDS } from './lexicon/sites.ts';
import { normaliseWord } from './lexicon/spelling.ts';
import { NEIGHBOUR_WORDS, STRUCTURE_WORDS } from './lexicon/structures.ts';

/** Earlier lists win where two give the same wording. */
export const LEXICON: readonly LexiconEntry[] = [
  ...NEIGHBOUR_WORDS,
  ...LESION_WORDS,
  ...DISTRACTOR_WORDS,
  ...STAND_IN_WORDS,
  ...SITE_WORDS,
  ...STRUCTURE_WORDS,
  ...SIDE_WORDS,
  ...TIME_WORDS,
  ...POLARITY_WORDS,
  ...RELATION_WORDS,
  ...MARGIN_WORDS,
  ...ATTENUATION_WORDS,
  ...PHASE_WORDS,
  ...ENHANCEMENT_WORDS,
  ...TISSUE_WORDS,
];

export type PhraseNode = { readonly next: Map<string, PhraseNode>; entry: LexiconEntry | null };

const newNode = (): PhraseNode => ({ next: new Map(), entry: null });

export const phraseWords = (phrase: string): string[] =>
  phrase
    .split(' ')
    .filter((w) => w !== '')
    .map(normaliseWord);

export const PHRASES: PhraseNode = newNode();
const KNOWN = new Set<string>();

function addPhrase(words: readonly string[], entry: LexiconEntry): void {
  let node = PHRASES;
  for (const word of words) {
    KNOWN.add(word);
    let next = node.next.get(word);
    if (next === undefined) {
      next = newNode();
      node.next.set(word, next);
    }
    node = next;
  }
  node.entry ??= entry;
}

const SHORTEST_TYPO = 6;
/** A word of this length may have lost one letter. */
const SHORTEST_WRITTEN = 5;
const LONG_WORD = 11;
const LONGEST_TYPO = 24;

/** Each word with one letter left out → the words it may have come from (deletion neighbourhood). */
const NEAR = new Map<string, string[]>();

const withoutEach = (word: string): string[] => {
  const all: string[] = [];
  for (let i = 0; i < word.length; i++) all.push(word.slice(0, i) + word.slice(i + 1));
  return all;
};

function addNear(word: string): void {
  const keys = new Set([word, ...withoutEach(word)]);
  if (word.length >= LONG_WORD)
    for (const w of withoutEach(word)) for (const v of withoutEach(w)) keys.add(v);
  for (const key of keys) {
    const list = NEAR.get(key);
    if (list === undefined) NEAR.set(key, [word]);
    else list.push(word);
  }
}

const SINGLE = new Set(LEXICON.flatMap((e) => e.words.split('|').flatMap(phraseWords)));
const JOINED = new Set<string>();
for (const entry of LEXICON) {
  for (const phrase of entry.words.split('|')) {
    const words = phraseWords(phrase);
    addPhrase(words, entry);
    // "softtissue", "nonenhancing": two words that a typist may join.
    if (words.length === 2 && words.join('').length >= 8) {
      JOINED.add(words.join(''));
      addPhrase([words.join('')], entry);
    }
  }
}
const JOINED_ONLY = new Set([...JOINED].filter((w) => !SINGLE.has(w)));
// "posteriorly" is no misspelling of "posterior to".
const correctable = [...KNOWN].filter(
  (w) => w.length >= SHORTEST_TYPO && w.length <= LONGEST_TYPO && !JOINED_ONLY.has(w),
);
for (const word of PLAIN_WORDS.split(' ')) if (word !== '') KNOWN.add(normaliseWord(word));

const MAX_REMEMBERED = 5000;
const remembered = new Map<string, string>();

/** The word itself when it is known or short; else the one lexicon word it most nearly spells; else itself. */
export function correctSpelling(word: string): string {
  if (word.length < SHORTEST_WRITTEN || word.length > LONGEST_TYPO || KNOWN.has(word)) return word;
  const known = remembered.get(word);
  if (known !== undefined) return known;
  // Built at the first unknown word: a report without one does not wait for it.
  if (NEAR.size === 0) for (const entryWord of correctable) addNear(entryWord);
  const found = nearest(word);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(word, found);
  return found;
}

function nearest(word: string): string {
  const candidates = new Set<string>();
  const first = withoutEach(word);
  const keys = [word, ...first];
  if (word.length >= LONG_WORD - 1) for (const w of first) keys.push(...withoutEach(w));
  for (const key of keys) for (const candidate of NEAR.get(key) ?? []) candidates.add(candidate);
  let best = word;
  let bestDistance = 3;
  let tied = false;
  for (const candidate of candidates) {
    if (candidate.charAt(0) !== word.charAt(0)) continue;
    if (word.length < SHORTEST_TYPO && candidate.length <= word.length) continue;
    const limit = Math.min(word.length, candidate.length) >= LONG_WORD - 1 ? 2 : 1;
    const distance = editDistance(word, candidate, limit);
    if (distance > limit || distance > bestDistance) continue;
    tied = distance === bestDistance;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return tied ? word : best;
}

/** Optimal string alignment (a swap of neighbours counts one); anything over `limit` is returned as limit + 1. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d = Math.min(d, (before[j - 2] ?? 0) + 1);
      row.push(d);
    }
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? limit + 1, limit + 1);
}
