/** Mentions with a site or a side: they find the lesion known there, or found a new one. */
import type { Laterality } from '../finding/descriptors.ts';
import type { Anchor, SiteMention } from './anchors/anchor.ts';
import { isLandmarkSide } from './anchors/sides.ts';
import { isAbsent, type Lesion, rankOf, statusOf } from './lesions.ts';
import { termsOf } from './terms.ts';
import {
  apart,
  fits,
  found,
  half,
  isReal,
  knownLevels,
  levelsOf,
  type Scene,
  sideOf,
  sideTold,
  standing,
  wordsOf,
} from './thread-state.ts';

export function bySites(scene: Scene, anchor: Anchor): Lesion[] {
  const denied = anchor.status === 'absent' && !anchor.gone;
  if (denied && anchor.novel) return [];
  const apart =
    anchor.plural || denied || anchor.sites.some((s) => s.side !== null) || areKnown(scene, anchor.sites);
  const mentions = apart ? anchor.sites : anchor.sites.slice(0, 1);
  const distinct: SiteMention[] = [];
  for (const m of mentions)
    if (
      !distinct.some(
        (d) =>
          d.site === m.site &&
          ((d.side ?? anchor.side) === (m.side ?? anchor.side) || (d.to === m.from && m.side === null)),
      )
    )
      distinct.push(m);
  const lesions = distinct.flatMap((m) => bySite(scene, anchor, m, m.side ?? anchor.side));
  if (!apart && lesions.length === 1) {
    const [lesion] = lesions;
    for (const extra of anchor.sites) {
      if (
        lesion === undefined ||
        mentions.includes(extra) ||
        extra.space === '' ||
        extra.site === lesion.site?.value
      )
        continue;
      lesion.spreads.push({
        value: extra.space,
        rule: 'further site of one continuous mass',
        words: wordsOf(scene, extra.from, extra.to),
      });
    }
  }
  return lesions;
}

/** "response of the perinephric and periaortic tissue": each is a lesion that was named before. */
const areKnown = (scene: Scene, sites: readonly SiteMention[]): boolean =>
  sites.length > 1 &&
  sites.every((m) =>
    scene.threads.lesions.some(
      (l) => isReal(l) && !isAbsent(l) && l.site?.value === m.site && samePlace(l, m),
    ),
  );

function bySite(scene: Scene, anchor: Anchor, mention: SiteMention, side: Laterality | null): Lesion[] {
  const { threads } = scene;
  const site = mention.site;
  const same = threads.lesions.filter(
    (l) => isReal(l) && l.site?.value === site && l.whole === null && samePlace(l, mention),
  );
  const novel =
    anchor.novel &&
    anchor.status !== 'absent' &&
    (!anchor.definite || (anchor.form === 'stand-in' && anchor.pick === 'one'));
  if (anchor.status === 'absent' && !anchor.gone) {
    // "No right paraspinal mass" beside a present left one is its own finding; "no paraspinal mass" is not.
    const known = same.filter((l) => fits(l, side));
    if (known.length > 0) return rankOf(scene.reading.sentence) === 3 ? known : known.filter(isAbsent);
    if (same.length > 0 && side === null) return [];
    return [nameNew(scene, anchor, mention, side)];
  }
  if (!novel || (rankOf(scene.reading.sentence) === 1 && same.length > 0)) {
    const known = matching(scene, anchor, same, side);
    if (known.length > 0) return known;
    const listed = fromList(scene, anchor, mention, side);
    if (listed !== null) return [listed];
    const open = unplaced(scene, anchor, side);
    if (open !== null) {
      open.site = {
        value: site,
        rule: `${anchor.siteRule}, told later`,
        words: wordsOf(scene, mention.from, mention.to),
      };
      if (side !== null) open.side ??= sideTold(scene, anchor, side);
      return [open];
    }
    const renamed = renamedLesion(scene, anchor, mention, side, same);
    if (renamed !== null) return [renamed];
  }
  return [nameNew(scene, anchor, mention, side)];
}

/** "Deposits at three sites, none of them calcified. The presacral one …": each has what was said of all before. */
function fromList(
  scene: Scene,
  anchor: Anchor,
  mention: SiteMention,
  side: Laterality | null,
): Lesion | null {
  const { lesions, focus } = scene.threads;
  if (anchor.plural || anchor.status === 'absent' || rankOf(scene.reading.sentence) !== 2) return null;
  const all = lesions.find(
    (l) => l.plural && l.strong && !l.distractor && l.site === null && l.statements.length > 0,
  );
  const last = lesions[lesions.length - 1];
  if (all === undefined || last === undefined) return null;
  const begins = isReal(all) && last === all && (focus.includes(all) || scene.here.includes(all));
  const goesOn = all.superseded && all.members.includes(last);
  // "nodules up to 35 mm": sizes are of no member.
  if ((!begins && !goesOn) || all.statements.some((s) => s.claim.field === 'sizeMm')) return null;
  all.superseded = true;
  const member = nameNew(scene, anchor, mention, side);
  if (member === last) return null;
  all.members.push(member);
  member.statements.push(...all.statements);
  for (const sentence of all.named) member.named.add(sentence);
  return member;
}

/** Sites without a code of their own are told apart by their words: gluteal, mesenteric. */
export const samePlace = (lesion: Lesion, mention: SiteMention): boolean =>
  mention.site !== 'other' || lesion.space === null || lesion.space === mention.space;

/** A lesion named before without a place, when this mention can be its name: in the impression, or a definite one. */
function unplaced(scene: Scene, anchor: Anchor, side: Laterality | null): Lesion | null {
  if (anchor.form !== 'lesion' || (rankOf(scene.reading.sentence) === 2 && !anchor.definite)) return null;
  const open = scene.threads.lesions.filter((l) => isReal(l) && l.site === null && l.strong);
  const only = open.length === 1 ? open[0] : undefined;
  return only !== undefined && (side === null || sideOf(only) === null || sideOf(only) === side)
    ? only
    : null;
}

export function matching(
  scene: Scene,
  anchor: Anchor,
  same: readonly Lesion[],
  side: Laterality | null,
): Lesion[] {
  const live = standing(same).filter(
    (l) => anchor.gone || !isAbsent(l) || rankOf(scene.reading.sentence) === 1,
  );
  if (side === 'bilateral') {
    const whole = live.find((l) => sideOf(l) === 'bilateral');
    if (whole !== undefined) return [whole];
    const left = live.find((l) => sideOf(l) === 'left');
    const right = live.find((l) => sideOf(l) === 'right');
    if (left !== undefined && right !== undefined) return [left, right];
    const open = live.find((l) => sideOf(l) === null && l.plural);
    if (open !== undefined) {
      open.side = sideTold(scene, anchor, side);
      return [open];
    }
    return live.length === 1 && anchor.definite ? [...live] : [];
  }
  if (side !== null) {
    const exact = lastFitting(
      scene,
      anchor,
      live.filter((l) => sideOf(l) === side),
    );
    if (exact !== null) return [exact];
    const whole = live.find((l) => sideOf(l) === 'bilateral' || (l.plural && sideOf(l) === null));
    if (whole !== undefined && side !== 'midline') return [half(scene, whole, anchor, side)];
    const open = lastFitting(
      scene,
      anchor,
      live.filter((l) => sideOf(l) === null),
    );
    if (open !== null && !(open.votes.length > 0 && statusOf(open) === 'absent')) {
      open.side = sideTold(scene, anchor, side);
      return [open];
    }
    return [];
  }
  if (live.length === 0) return [];
  if (anchor.plural && live.length > 1) return [...live];
  // "Right kidney: a perirenal film" is none of the left.
  const at = anchor.indefinite ? landmarkSide(scene) : null;
  const there = live.filter((l) => at === null || sideOf(l) === null || sideOf(l) === at);
  const fit = lastFitting(scene, anchor, there);
  return fit === null ? [] : [fit];
}

/** The one side of the landmarks that the sentence names. */
function landmarkSide(scene: Scene): Laterality | null {
  const sides = termsOf(scene.reading, 'side').filter((s) => isLandmarkSide(scene.reading, s));
  const [first] = sides;
  return first !== undefined && sides.every((s) => s.meaning.side === first.meaning.side)
    ? first.meaning.side
    : null;
}

/** The latest of several, unless this mention gives levels that lie apart from all its levels. */
function lastFitting(scene: Scene, anchor: Anchor, live: readonly Lesion[]): Lesion | null {
  const here = levelsOf(scene, anchor);
  for (let i = live.length - 1; i >= 0; i--) {
    const lesion = live[i];
    if (lesion === undefined) continue;
    if (here === null || !anchor.indefinite || rankOf(scene.reading.sentence) !== 2) {
      const there = here === null ? null : knownLevels(lesion);
      if (here !== null && there !== null && live.length > 1 && apart(here, there)) continue;
      return lesion;
    }
    const there = knownLevels(lesion);
    if (there === null || !apart(here, there)) return lesion;
  }
  return here === null ? (live[live.length - 1] ?? null) : null;
}

/** A mention with a site nobody has, that yet means a lesion already known (impression, correction, definite noun). */
function renamedLesion(
  scene: Scene,
  anchor: Anchor,
  mention: SiteMention,
  side: Laterality | null,
  same: readonly Lesion[],
): Lesion | null {
  const rank = rankOf(scene.reading.sentence);
  const live = scene.threads.lesions.filter((l) => isReal(l) && l.site !== null && !isAbsent(l));
  if (rank === 3 && same.length === 1 && side !== null && !anchor.indefinite) {
    const lesion = same[0];
    if (lesion !== undefined && !isAbsent(lesion)) {
      lesion.side = { ...sideTold(scene, anchor, side), rule: 'side corrected by the addendum' };
      return lesion;
    }
  }
  if (live.length !== 1 || same.length > 0) return null;
  const only = live[0];
  if (only === undefined || !fits(only, side) || anchor.plural !== only.plural) return null;
  const spreadsThere = only.statements.some(
    ({ claim }) => claim.field === 'extendsTo' && claim.value === mention.space,
  );
  // "The left pararenal collection has gone" beside a retroperitoneal mass is a lesion of its own.
  if (anchor.gone && rank === 2 && only.site?.value !== mention.site) return null;
  const general = mention.site === 'retroperitoneal' || only.site?.value === 'retroperitoneal';
  if (rank === 1 && scene.sections.has('findings') && (spreadsThere || general)) return only;
  if (rank === 3 && anchor.definite) return only;
  return anchor.definite && rank === 2 && (spreadsThere || general) ? only : null;
}

export function nameNew(scene: Scene, anchor: Anchor, mention: SiteMention, side: Laterality | null): Lesion {
  return found(scene.threads, {
    site: {
      value: mention.site,
      rule: anchor.siteRule,
      words: wordsOf(scene, mention.from, mention.to) ?? wordsOf(scene, anchor.from, anchor.to),
    },
    side: side === null ? null : sideTold(scene, anchor, side),
    plural: anchor.plural,
    number: anchor.number,
    space: mention.space === '' ? null : mention.space,
  });
}
