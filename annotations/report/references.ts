/**
 * Mentions without a site: "the mass", "its fellow", "the latter", "the larger", "both", "the one in the pelvis".
 */
import type { Laterality } from '../finding/descriptors.ts';
import type { Anchor } from './anchors/anchor.ts';
import { isAbsent, type Lesion, largestMm, rankOf, statusOf } from './lesions.ts';
import { byPick } from './picks.ts';
import { levelReference, regionMembers, regionOf } from './region-references.ts';
import { normAt } from './terms.ts';
import {
  found,
  half,
  isReal,
  opposite,
  type Scene,
  sideOf,
  sideTold,
  standing,
  type Threads,
} from './thread-state.ts';

/** "the mass", "the latter", "its fellow", "both": no site in the words, or a stand-in. */
export function byReference(scene: Scene, anchor: Anchor): Lesion[] {
  const { threads } = scene;
  const real = standing(
    threads.lesions.filter((l) => isReal(l) && !isAbsent(l) && l.whole === null && l.site !== null),
  );
  const denied = anchor.status === 'absent' && !anchor.gone;
  if (denied && (anchor.side === 'left' || anchor.side === 'right')) {
    const known = real.some((l) => sideOf(l) === anchor.side);
    const model = threads.lastNamed;
    if (!known && !anchor.organ && model?.site && isReal(model) && sideOf(model) === opposite(anchor.side))
      return [
        found(threads, {
          site: { ...model.site, rule: 'site of the counterpart that is denied' },
          side: sideTold(scene, anchor, anchor.side),
        }),
      ];
  }
  if (anchor.form === 'lesion' && denied) return [];
  if (anchor.number !== null) {
    const numbered = threads.lesions.find((l) => l.number === anchor.number);
    if (numbered !== undefined) return [numbered];
    if (anchor.form === 'lesion')
      return [
        found(threads, {
          number: anchor.number,
          side: anchor.side === null ? null : sideTold(scene, anchor, anchor.side),
        }),
      ];
  }
  const called = anchor.definite && !anchor.plural ? byNoun(scene, anchor, real) : null;
  if (called !== null) return withSide(scene, anchor, [called]);
  const ofRegion = anchor.plural ? regionMembers(scene, anchor, real) : null;
  if (ofRegion !== null) return ofRegion;
  const byRegion = regionOf(scene, anchor, real);
  if (byRegion !== null) return withSide(scene, anchor, [byRegion]);
  if (anchor.pick === 'both' && anchor.side === 'bilateral') {
    const pair = threads.focus.find((l) => l.whole !== null && l.whole.halves.size === 2)?.whole ?? null;
    if (pair !== null) return [pair];
    const sided = real.filter((l) => sideOf(l) === 'left' || sideOf(l) === 'right');
    if (sided.length === 2 && real.length > 2) return sided;
  }
  if (anchor.pick === 'all' && real.length > 2 && threads.group.length < real.length) return real;
  // "…, two left paracostal nodules. They enhance …"
  const [plural] = threads.focus;
  const own = anchor.pick === 'they' && scene.here.length === 0 && threads.focus.length === 1;
  if (own && plural !== undefined && isReal(plural) && plural.plural && plural.members.length === 0)
    return [plural];
  const [several, ...others] = scene.here.filter(isReal);
  const open = several?.plural === true && several.site === null && others.length === 0;
  // "Masses at three sites, none of them calcified"
  if (open && (anchor.pick === 'both' || anchor.pick === 'all' || anchor.pick === 'they')) return [several];
  if (anchor.pick === 'both' || anchor.pick === 'all' || anchor.pick === 'they') return wholeGroup(threads);
  if (anchor.side === 'left' || anchor.side === 'right') {
    const sided = sidedReference(scene, anchor, anchor.side, real);
    if (sided !== null && anchor.form === 'stand-in') sided.nick ??= anchor.pick;
    if (sided !== null) return [sided];
  }
  if (anchor.form === 'stand-in') {
    const meant = byPick(scene, anchor, real);
    return anchor.plural ? meant : withSide(scene, anchor, meant);
  }
  if (anchor.novel && !anchor.definite && real.length > 0 && anchor.side !== null) {
    const model = threads.focus.find(isReal) ?? real[real.length - 1];
    if (model?.site)
      return [
        found(threads, {
          site: { ...model.site, rule: 'site of its counterpart' },
          side: sideTold(scene, anchor, anchor.side),
        }),
      ];
  }
  const atLevel = levelReference(scene, anchor, real);
  if (atLevel !== null) return [atLevel];
  if (anchor.indefinite && !anchor.definite) {
    const here = scene.here.filter((l) => isReal(l));
    if (here.length > 0 && !anchor.novel) return here;
    if (!anchor.strong) return threads.focus;
    const doubted = threads.focus.length === 1 ? threads.focus[0] : undefined;
    if (
      doubted !== undefined &&
      isReal(doubted) &&
      statusOf(doubted) === 'uncertain' &&
      largestMm(doubted) === 0 &&
      !anchor.novel
    )
      return withSide(scene, anchor, [doubted]);
    return [
      found(threads, {
        plural: anchor.plural,
        side: anchor.side === null ? null : sideTold(scene, anchor, anchor.side),
      }),
    ];
  }
  const spoken = scene.here.filter(isReal);
  const latest = spoken[spoken.length - 1];
  if (latest !== undefined && !anchor.definite && !anchor.novel && anchor.form === 'lesion') return [latest];
  if (!anchor.strong && real.length === 0) return [];
  if (anchor.plural && threads.group.length > 1) return wholeGroup(threads);
  if (threads.focus.length > 0 && (threads.focus.every(isReal) || !anchor.definite))
    return withSide(scene, anchor, threads.focus);
  const distractorMass = threads.focus.find((l) => l.distractor && l.strong);
  if (distractorMass !== undefined) return [distractorMass];
  if (threads.lastNamed !== null) return withSide(scene, anchor, [threads.lastNamed]);
  if (anchor.strong && !anchor.definite && anchor.form === 'lesion')
    return [
      found(threads, {
        plural: anchor.plural,
        side: anchor.side === null ? null : sideTold(scene, anchor, anchor.side),
      }),
    ];
  if (anchor.strong && anchor.definite && real.length === 0)
    return [found(threads, { plural: anchor.plural })];
  return [];
}

/** Nouns that may rename any lesion. */
const GENERAL =
  /^(?:mass|lesion|tumor|finding|process|abnormality|nodule|tissue|deposit|growth|neoplasm|formation)$/;

/** "The haematoma is 60 HU", beside a mass named later: the one that was called so. */
function byNoun(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion | null {
  const noun = normAt(scene.reading, anchor.head);
  if (anchor.form !== 'lesion' || anchor.side !== null || scene.threads.focus.some((l) => l.nouns.has(noun)))
    return null;
  const called = real.filter((l) => l.nouns.has(noun));
  const [only] = called;
  if (called.length !== 1 || only === undefined) return null;
  // "The mass" may be what was called a haematoma; "the haematoma" is none that was called a mass.
  const renames =
    GENERAL.test(noun) &&
    !scene.threads.focus.some((l) => l.nouns.size > 0 && ![...l.nouns].some((n) => GENERAL.test(n)));
  return renames ? null : only;
}

function withSide(scene: Scene, anchor: Anchor, lesions: Lesion[]): Lesion[] {
  const only = lesions.length === 1 ? lesions[0] : undefined;
  if (
    only !== undefined &&
    anchor.side !== null &&
    (only.side === null || (rankOf(scene.reading.sentence) === 3 && only.side.value !== anchor.side))
  )
    only.side = sideTold(scene, anchor, anchor.side);
  return lesions;
}

function wholeGroup(threads: Threads): Lesion[] {
  const group = threads.group.filter((l) => isReal(l) && !isAbsent(l) && l.site !== null);
  if (group.length > 1) {
    const wholes = new Set(group.map((l) => l.whole).filter((w) => w !== null));
    const [only] = wholes;
    if (wholes.size === 1 && only !== undefined && group.every((l) => l.whole === only || l === only))
      return [only];
    return group;
  }
  const focus = threads.focus.filter(isReal).map((l) => l.whole ?? l);
  if (focus.length === 1 && focus[0] !== undefined && !focus[0].plural) {
    const real = threads.lesions.filter(
      (l) => isReal(l) && !isAbsent(l) && l.whole === null && l.site !== null,
    );
    if (real.length === 2) return real;
  }
  return [...new Set(focus)];
}

function sidedReference(
  scene: Scene,
  anchor: Anchor,
  side: Laterality,
  real: readonly Lesion[],
): Lesion | null {
  const known = [...real].reverse().find((l) => l.side?.value === side) ?? null;
  if (known !== null) return known;
  const focusWhole = scene.threads.focus
    .map((l) => l.whole ?? l)
    .find((l) => isReal(l) && (l.plural || sideOf(l) === 'bilateral'));
  const whole =
    focusWhole ?? [...real].reverse().find((l) => sideOf(l) === 'bilateral' || (l.plural && l.side === null));
  if (whole !== undefined) return half(scene, whole, anchor, side);
  const model =
    [...scene.here].reverse().find(isReal) ??
    scene.threads.lastNamed ??
    // "No paraspinal mass on the right; on the left there is one."
    (anchor.pick === 'one' || anchor.pick === 'other'
      ? scene.threads.lesions[scene.threads.lesions.length - 1]
      : undefined);
  const other = anchor.pick === 'other' || anchor.pick === 'one' || anchor.novel;
  if (model?.site && isReal(model) && sideOf(model) === opposite(side) && other)
    return found(scene.threads, {
      site: { ...model.site, rule: 'site of its counterpart' },
      side: sideTold(scene, anchor, side),
    });
  return null;
}
