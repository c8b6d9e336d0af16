/** A lesion as the reading of a report builds it up: its place, its mentions, and everything claimed of it. */
import type { Laterality, Presence, Site } from '../finding/descriptors.ts';
import type { Claim } from './claims.ts';
import type { Cue } from './scopes/reach.ts';
import type { Sentence } from './sentences.ts';

export type WordRange = { readonly sentence: Sentence; readonly from: number; readonly to: number };

export type Told<V> = { readonly value: V; readonly rule: string; readonly words: WordRange | null };

export type StatusVote = {
  readonly status: Presence;
  readonly rank: number;
  readonly cue: Cue | null;
  readonly words: WordRange;
  /** Given with a strong noun ("mass"), not a weak one ("asymmetry"). */
  readonly strong: boolean;
};

export type Statement = { readonly sentence: Sentence; readonly claim: Claim; readonly rank: number };

export type Lesion = {
  readonly id: number;
  /** Of an organ, or no lesion at all: kept only so that later words about it do not fall to another. */
  readonly distractor: boolean;
  site: Told<Site> | null;
  /** The space by its own word, for sites that have no code: "gluteal region". */
  space: string | null;
  side: Told<Laterality> | null;
  plural: boolean;
  strong: boolean;
  /** A plural that its members, named one by one, replace. */
  superseded: boolean;
  /** What it was called among others: "upper", "first". */
  nick: string | null;
  /** Named by diagnoses alone ("fibrosis", "involvement"). */
  diagnosisOnly: boolean;
  number: string | null;
  /** The nouns it was called by. */
  readonly nouns: Set<string>;
  readonly statements: Statement[];
  readonly votes: StatusVote[];
  /** Sentences that name or rename it. */
  readonly named: Set<Sentence>;
  /** Sides of landmarks it lies at. */
  readonly landmarkSides: Told<Laterality>[];
  /** Further sites of one continuous mass. */
  readonly spreads: Told<string>[];
  /** The two members of a pair, or of several, told apart by side. */
  readonly halves: Map<Laterality, Lesion>;
  /** The members of several, told one by one ("one at T8 …, the other at T11 …"). */
  readonly members: Lesion[];
  readonly whole: Lesion | null;
};

export function newLesion(id: number, over: Partial<Lesion> = {}): Lesion {
  return {
    id,
    distractor: false,
    site: null,
    space: null,
    side: null,
    plural: false,
    strong: false,
    superseded: false,
    nick: null,
    diagnosisOnly: true,
    number: null,
    nouns: new Set(),
    statements: [],
    votes: [],
    named: new Set(),
    landmarkSides: [],
    spreads: [],
    halves: new Map(),
    members: [],
    whole: null,
    ...over,
  };
}

/** How much a section's word weighs: an addendum overrides all, findings win over the impression. */
export function rankOf(sentence: Sentence): number {
  if (sentence.section === 'addendum') return 3;
  return sentence.section === 'impression' ? 1 : 2;
}

export const isAbsent = (lesion: Lesion): boolean => statusOf(lesion) === 'absent';

/** The vote of the weightiest section; within it "gone" and a plain assertion beat doubt, and the first beats the rest. */
export function statusOf(lesion: Lesion): Presence {
  return decidingVote(lesion)?.status ?? 'present';
}

export function decidingVote(lesion: Lesion): StatusVote | null {
  const count = lesion.votes.length;
  if (count === 0) return lesion.whole === null ? null : decidingVote(lesion.whole);
  const known = decided.get(lesion);
  if (known !== undefined && known.count === count) return known.vote;
  const vote = countVotes(lesion);
  decided.set(lesion, { count, vote });
  return vote;
}

/** Votes are only ever added: counted again when there are more. */
const decided = new WeakMap<Lesion, { readonly count: number; readonly vote: StatusVote | null }>();

function countVotes(lesion: Lesion): StatusVote | null {
  let best: StatusVote | null = null;
  for (const vote of lesion.votes) if (best === null || vote.rank > best.rank) best = vote;
  const peers = lesion.votes.filter((v) => v.rank === best?.rank);
  return (
    peers.find((v) => v.status === 'absent') ??
    peers.find((v) => v.status === 'uncertain' && (v === peers[0] || outweighs(v, peers))) ??
    peers.find((v) => v.status === 'present') ??
    best
  );
}

/** "Asymmetry …; a haematoma cannot be excluded": the doubt on the lesion's own noun beats a vague noun's presence. */
const outweighs = (doubt: StatusVote, peers: readonly StatusVote[]): boolean =>
  doubt.strong && peers.every((v) => v.status !== 'present' || !v.strong);

/** The largest diameter claimed so far, mm; 0 when none. */
export function largestMm(lesion: Lesion): number {
  let largest = 0;
  for (const { claim } of lesion.statements)
    if (claim.field === 'sizeMm' && claim.state === 'stated') largest = Math.max(largest, ...claim.value.mm);
  return largest;
}

/** Said of the lesion; else the one side of the landmarks at which it lies. */
export function lateralityOf(lesion: Lesion): Told<Laterality> | null {
  if (lesion.side !== null) return lesion.side;
  const pair = lesion.landmarkSides.find((s) => s.value === 'bilateral');
  if (pair !== undefined) return pair;
  if (lesion.plural) return null;
  const sides = new Set(lesion.landmarkSides.map((s) => s.value));
  return sides.size === 1 ? (lesion.landmarkSides[0] ?? null) : null;
}
