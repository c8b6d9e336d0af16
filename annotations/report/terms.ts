/** A sentence with the lexicon's words found in it: at each place the longest phrase, left to right, never overlapping. */
import type { Laterality } from '../finding/descriptors.ts';
import { entry, type LexiconEntry, type Meaning } from './lexicon/entry.ts';
import { PHRASES, type PhraseNode } from './lexicon.ts';
import type { Sentence } from './sentences.ts';
import { END_TOKEN, type Token } from './tokens.ts';

export type Kind = Meaning['kind'];
export type MeaningOf<K extends Kind> = Extract<Meaning, { kind: K }>;

export type Term<M extends Meaning = Meaning> = {
  readonly meaning: M;
  /** The kind of the meaning, here too: meanings have many shapes, and every reader asks for it. */
  readonly kind: M['kind'];
  readonly entry: LexiconEntry;
  /** Token range within the sentence, end exclusive. */
  readonly from: number;
  readonly to: number;
};

export type Reading = {
  readonly sentence: Sentence;
  readonly tokens: readonly Token[];
  readonly terms: readonly Term[];
  /** The term that covers each token. */
  readonly covering: readonly (Term | null)[];
};

/** `known` is the side of the lesion last named, from which "the contralateral …" is told. */
export function readTerms(sentence: Sentence, known: Laterality | null = null): Reading {
  const { tokens } = sentence;
  const terms: Term[] = [];
  const covering: (Term | null)[] = new Array(tokens.length).fill(null);
  for (let i = 0; i < tokens.length; i++) {
    const found = longestPhrase(tokens, i) ?? sideLetter(tokens, i) ?? relativeSide(tokens, i, known);
    if (found === null || isRemaining(tokens, i) || isNumberSign(tokens, i) || isSpinalSegment(tokens, i))
      continue;
    const { meaning } = found.entry;
    const term: Term = { meaning, kind: meaning.kind, entry: found.entry, from: i, to: found.to };
    terms.push(term);
    for (let j = i; j < found.to; j++) covering[j] = term;
    i = found.to - 1;
  }
  leadOn(tokens, terms, covering);
  return { sentence, tokens, terms, covering };
}

const LEADS_ON = entry({ kind: 'extend' }, 'continuous with');

/** "continuous through the hiatus with the retroperitoneum": the "with" tells where it goes. */
function leadOn(tokens: readonly Token[], terms: Term[], covering: (Term | null)[]): void {
  const at = tokens.findIndex((t) => t.norm === 'continuous' || t.norm === 'continuity');
  if (at < 0 || covering[at] !== null) return;
  for (let i = at + 1; i < Math.min(tokens.length, at + 18); i++) {
    if (/^[;.:]$/.test(tokens[i]?.norm ?? '')) return;
    if (tokens[i]?.norm !== 'with' || (covering[i]?.to ?? i + 1) !== i + 1) continue;
    const next = tokens[i + 1]?.norm === 'the' || tokens[i + 1]?.norm === 'its' ? i + 2 : i + 1;
    const goal = covering[next]?.kind ?? null;
    if (goal !== 'structure' && goal !== 'site' && goal !== 'side') continue;
    const term: Term = { meaning: LEADS_ON.meaning, kind: 'extend', entry: LEADS_ON, from: i, to: i + 1 };
    const known = terms.findIndex((t) => t.from >= i);
    terms.splice(known < 0 ? terms.length : known, terms[known]?.from === i ? 1 : 0, term);
    covering[i] = term;
  }
}

const LETTER_SIDES: ReadonlyMap<string, LexiconEntry> = new Map(
  (['left', 'right'] as const).map((side) => [
    side.charAt(0).toUpperCase(),
    entry({ kind: 'side', side }, side),
  ]),
);

/** "No enhancement is left": the participle, not the side. */
function isRemaining(tokens: readonly Token[], i: number): boolean {
  if (
    tokens[i]?.norm !== 'left' ||
    !/^(?:is|are|was|were|been|nothing|none|little|has|have)$/.test(tokens[i - 1]?.norm ?? '')
  )
    return false;
  const next = tokens[i + 1] ?? END_TOKEN;
  // "12 x 10 mm are left"
  if (/^(?:mm|cm)$/.test(tokens[i - 2]?.norm ?? '') && next.kind !== 'word') return true;
  if (next.kind === 'word' && !/^(?:behind|over|in|of|after)$/.test(next.norm)) return false;
  return tokens
    .slice(0, i)
    .some((t) => /^(?:no|nothing|none|little|only|hardly|not|what|whatever)$/.test(t.norm));
}

/** "segment L1-L2": of the spine, not of the liver. */
const isSpinalSegment = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.norm === 'segment' && tokens[i + 1]?.kind === 'level';

/** "no. 2": number two, no denial. */
export const isNumberSign = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.norm === 'no' &&
  tokens[i + 1]?.norm === '.' &&
  tokens[i + 2]?.kind === 'number' &&
  /^\d{1,2}$/.test(tokens[i + 2]?.text ?? '');

const OPPOSITE: ReadonlyMap<string, Laterality> = new Map([
  ['left', 'right'],
  ['right', 'left'],
]);

const RELATIVE = new Set(
  'contralateral contralaterally ipsilateral ipsilaterally opposite other same'.split(' '),
);

/** "the contralateral region", "on the opposite side", "ipsilateral": a side told from the one before. */
function relativeSide(
  tokens: readonly Token[],
  i: number,
  known: Laterality | null,
): { entry: LexiconEntry; to: number } | null {
  const word = tokens[i]?.norm ?? '';
  if (known === null || !RELATIVE.has(word)) return null;
  const next = tokens[i + 1]?.norm ?? '';
  const noun = next === 'side' || next === 'flank' || next === 'aspect';
  const away =
    word === 'contralateral' || word === 'contralaterally' || (noun && /^(?:opposite|other)$/.test(word));
  const here = word === 'ipsilateral' || word === 'ipsilaterally' || (noun && word === 'same');
  if (!(away || here)) return null;
  const side = away ? OPPOSITE.get(known) : known;
  if (side === undefined) return null;
  return { entry: entry({ kind: 'side', side }, word), to: noun ? i + 2 : i + 1 };
}

/** "R: 4 cm", "(L)", "R paraspinal": a capital letter alone, where a side may stand. */
function sideLetter(tokens: readonly Token[], i: number): { entry: LexiconEntry; to: number } | null {
  const token = tokens[i] ?? END_TOKEN;
  const side = LETTER_SIDES.get(token.text);
  if (side === undefined) return null;
  const next = tokens[i + 1] ?? END_TOKEN;
  const before = tokens[i - 1] ?? END_TOKEN;
  const bracketed = before.norm === '(' && next.norm === ')';
  const celled = (before.norm === '|' || before.kind === 'end') && (next.norm === '|' || next.norm === ':');
  const followed =
    next.kind === 'word' &&
    ['site', 'lesion', 'structure'].includes(PHRASES.next.get(next.norm)?.entry?.meaning.kind ?? '');
  const measured =
    (next.kind === 'number' && unitSoon(tokens, i + 2)) ||
    /^(?:nil|none|yes|no|neg|pos|negative|positive|present|absent)$/.test(next.norm);
  const labelled = measured || next.norm === ':' || (next.norm === '>' && i + 2 < tokens.length);
  return bracketed || celled || followed || labelled ? { entry: side, to: i + 1 } : null;
}

/** "48 x 33 mm": the unit follows, past further dimensions. */
function unitSoon(tokens: readonly Token[], from: number): boolean {
  for (let i = from; i < from + 6; i++) {
    const token = tokens[i] ?? END_TOKEN;
    if (/^(?:mm|cm|hu)$/.test(token.norm)) return true;
    if (token.kind !== 'number' && !/^[x×*]$|^by$/.test(token.norm)) return false;
  }
  return false;
}

function longestPhrase(tokens: readonly Token[], from: number): { entry: LexiconEntry; to: number } | null {
  let node: PhraseNode = PHRASES;
  let best: { entry: LexiconEntry; to: number } | null = null;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] ?? END_TOKEN;
    if (token.kind === 'sign') {
      if (i > from && (token.norm === '-' || (token.norm === '/' && isShort(tokens, i)))) continue;
      break;
    }
    const next = node.next.get(token.norm);
    if (next === undefined) break;
    node = next;
    if (node.entry !== null && !cuffs(tokens, i) && !isContained(tokens, from, i))
      best = { entry: node.entry, to: i + 1 };
  }
  return best ?? (cuffs(tokens, from) ? { entry: CUFFING, to: from + 1 } : null);
}

/** "paraspinal fat-containing mass": fat in a mass, not the fat of the place. */
const isContained = (tokens: readonly Token[], from: number, i: number): boolean =>
  i > from &&
  ((tokens[i]?.norm === 'space' &&
    /^-?$/.test(tokens[i + 1]?.norm ?? '') &&
    tokens[i + 2]?.norm === 'occupying') ||
    (tokens[i]?.norm === 'space' && tokens[i + 1]?.norm === 'occupying') ||
    (tokens[i]?.norm === 'of' && tokens[i + 1]?.kind === 'number') ||
    isFatIn(tokens, i));

const isFatIn = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.norm === 'fat' &&
  tokens[i + 1]?.norm === '-' &&
  /^(?:containing|bearing|rich|laden|free)$/.test(tokens[i + 2]?.norm ?? '');

const CUFFING = entry({ kind: 'encase' }, 'cuff');

/** "soft tissue cuffs both kidneys", "a mass that mantles the aorta": the verb, not the noun. */
function cuffs(tokens: readonly Token[], i: number): boolean {
  const word = tokens[i]?.norm ?? '';
  if (!/^(?:cuff|rind|mantle|cloak|sheath|sleeve|collar)$/.test(word) || tokens[i]?.plural !== true)
    return false;
  return /^(?:the|both|each|either|its|left|right|all)$/.test(tokens[i + 1]?.norm ?? '');
}

/** "w/o", "s/p", "b/l": a stroke between single letters joins them. */
const isShort = (tokens: readonly Token[], i: number): boolean =>
  (tokens[i - 1]?.text.length ?? 9) === 1 && (tokens[i + 1]?.text.length ?? 9) === 1;

export const isTerm = <K extends Kind>(term: Term | null | undefined, kind: K): term is Term<MeaningOf<K>> =>
  term?.kind === kind;

export const termsOf = <K extends Kind>(reading: Reading, kind: K): Term<MeaningOf<K>>[] =>
  reading.terms.filter((term): term is Term<MeaningOf<K>> => term.kind === kind);

export const kindAt = (reading: Reading, i: number): Kind | null => reading.covering[i]?.kind ?? null;

export const tokenAt = (reading: Reading, i: number): Token => reading.tokens[i] ?? END_TOKEN;
export const normAt = (reading: Reading, i: number): string => tokenAt(reading, i).norm;
