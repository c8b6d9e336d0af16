/** References by place: "the pelvic mass", "the thoracic pair", "the mass at T8". */
import type { Site } from '../finding/descriptors.ts';
import type { Anchor } from './anchors/anchor.ts';
import type { Lesion } from './lesions.ts';
import { isTerm, normAt } from './terms.ts';
import { apart, knownLevels, type Scene } from './thread-state.ts';

const REGION_ORDER = ['in', 'of', 'the'];

const SPINE: Readonly<Record<string, string>> = {
  thoracic: 'T',
  dorsal: 'T',
  lumbar: 'L',
  sacral: 'S',
  cervical: 'C',
};

/** The lesions that lie in the region of the phrase: by their sites, or by their levels; null when none is named. */
function inRegion(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion[] | null {
  for (let i = anchor.from; i < anchor.to + 4; i++) {
    const term = scene.reading.covering[i] ?? null;
    const word = normAt(scene.reading, i);
    const letter = Object.hasOwn(SPINE, word) ? SPINE[word] : undefined;
    const levelled = real.filter((l) => letter !== undefined && knownLevels(l)?.[0].startsWith(letter));
    if (levelled.length > 0 && (levelled.length < real.length || anchor.plural)) return levelled;
    if (i >= anchor.to && !REGION_ORDER.includes(word) && term === null) return null;
    if (!isTerm(term, 'structure') || term.meaning.region === undefined) continue;
    const sites: readonly Site[] = term.meaning.region;
    const there = real.filter((l) => l.site !== null && sites.includes(l.site.value));
    const order = (l: Lesion): number => (l.site === null ? -1 : sites.indexOf(l.site.value));
    return [...there].sort((a, b) => order(a) - order(b));
  }
  return null;
}

/** "the one in the pelvis", "the pelvic mass", "its lumbar partner": the known lesion there. */
export function regionOf(scene: Scene, anchor: Anchor, known: readonly Lesion[]): Lesion | null {
  // The two sides of a pair that were told apart count as two.
  const real = known.flatMap((l) => (l.halves.size > 1 ? [...l.halves.values()] : [l]));
  if (!anchor.definite || real.length < 2) return null;
  return inRegion(scene, anchor, real)?.[0] ?? null;
}

/** "the thoracic pair": all known lesions there. */
export function regionMembers(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion[] | null {
  if (!anchor.definite || real.length < 3) return null;
  const there = inRegion(scene, anchor, real);
  return there !== null && there.length > 1 ? there : null;
}

/** "the mass at T8", "the T8 lesion": the one known there, when several are known. */
export function levelReference(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion | null {
  if (real.length < 2) return null;
  const claim = scene.claims.find(
    (c) => c.field === 'levels' && c.key >= anchor.from && c.key <= anchor.to + 3,
  );
  if (claim === undefined || claim.field !== 'levels') return null;
  const there = real.filter((l) => {
    const ends = knownLevels(l);
    return ends !== null && !apart(ends, claim.value.ends);
  });
  return there.length === 1 ? (there[0] ?? null) : null;
}
