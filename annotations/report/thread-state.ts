/** The lesions read so far, who is in focus, and how a lesion is founded or told apart by side. */
import type { Laterality } from '../finding/descriptors.ts';
import type { Anchor } from './anchors/anchor.ts';
import type { Claim } from './claims.ts';
import { type Lesion, lateralityOf, newLesion, type Told, type WordRange } from './lesions.ts';
import { levelRank } from './levels.ts';
import type { Reading } from './terms.ts';

/** More lesions than any report names; further ones fall to the last. Bounds the work for any text. */
const MOST_LESIONS = 60;

export type Threads = {
  readonly lesions: Lesion[];
  /** What an unanchored statement is about. */
  focus: Lesion[];
  /** The lesions last spoken of together, in order of mention. */
  group: Lesion[];
  lastNamed: Lesion | null;
  /** How many sentences in a row began with a side as their label ("R: …"). */
  sideLabels: number;
  /** What the sentence before claimed. */
  claims: readonly Claim[];
};

export const newThreads = (): Threads => ({
  lesions: [],
  focus: [],
  group: [],
  lastNamed: null,
  sideLabels: 0,
  claims: [],
});

export type Scene = {
  readonly threads: Threads;
  readonly reading: Reading;
  readonly claims: readonly Claim[];
  readonly anchors: readonly Anchor[];
  readonly here: Lesion[];
  readonly sections: ReadonlySet<string>;
};

export const isReal = (lesion: Lesion): boolean => !lesion.distractor && !lesion.superseded;

/** Several told one by one are their members; all others stand for themselves. */
export const standing = (lesions: readonly Lesion[]): Lesion[] =>
  lesions.flatMap((l) => (l.members.length > 1 ? l.members : [l]));

/** A group without the wholes whose parts are in it. */
export const parted = (group: readonly Lesion[]): Lesion[] =>
  group.filter((l) => group.filter((m) => m.whole === l).length < 2);

export const opposite = (side: Laterality): Laterality => (side === 'left' ? 'right' : 'left');

export function found(threads: Threads, over: Partial<Lesion>): Lesion {
  const last = threads.lesions[threads.lesions.length - 1];
  if (threads.lesions.length >= MOST_LESIONS && last !== undefined) return last;
  const lesion = newLesion(threads.lesions.length, over);
  threads.lesions.push(lesion);
  return lesion;
}

export const wordsOf = (scene: Scene, from: number, to: number): WordRange | null =>
  from < 0 ? null : { sentence: scene.reading.sentence, from, to };

export const sideTold = (scene: Scene, anchor: Anchor, side: Laterality): Told<Laterality> => ({
  value: side,
  rule: 'side said of the lesion',
  words: wordsOf(
    scene,
    anchor.sideFrom >= 0 ? anchor.sideFrom : anchor.from,
    anchor.sideFrom >= 0 ? anchor.sideFrom + 1 : anchor.to,
  ),
});

export const fits = (lesion: Lesion, side: Laterality | null): boolean =>
  side === null || sideOf(lesion) === null || sideOf(lesion) === side;

export const sideOf = (lesion: Lesion): Laterality | null => lateralityOf(lesion)?.value ?? null;

type Ends = readonly [string, string];

export const apart = (a: Ends, b: Ends): boolean =>
  levelRank(a[1]) < levelRank(b[0]) || levelRank(b[1]) < levelRank(a[0]);

export function levelsOf(scene: Scene, anchor: Anchor): Ends | null {
  for (const claim of scene.claims)
    if (
      claim.field === 'levels' &&
      claim.state === 'stated' &&
      claim.key >= anchor.from &&
      claim.key - anchor.to < 14
    )
      return claim.value.ends;
  return null;
}

export function knownLevels(lesion: Lesion): Ends | null {
  for (const { claim } of lesion.statements)
    if (claim.field === 'levels' && claim.state === 'stated') return claim.value.ends;
  return null;
}

export function half(scene: Scene, whole: Lesion, anchor: Anchor, side: Laterality): Lesion {
  const known = whole.halves.get(side);
  if (known !== undefined) return known;
  const lesion = found(scene.threads, {
    site: whole.site,
    side: sideTold(scene, anchor, side),
    whole,
    strong: whole.strong,
  });
  if (lesion.whole === whole) whole.halves.set(side, lesion);
  return lesion;
}
