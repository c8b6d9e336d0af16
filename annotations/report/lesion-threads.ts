/**
 * Threads: which lesion each anchor means. Names with a site find or found a lesion; "the mass", "its fellow", "the
 * latter", "the larger", "both", "the one in the pelvis" point back. What is said without any anchor goes on about
 * the lesion under discussion.
 */
import type { Laterality, Site } from '../finding/descriptors.ts';
import type { Claim } from './claims.ts';
import {
  isAbsent,
  type Lesion,
  largestMm,
  lateralityOf,
  newLesion,
  rankOf,
  statusOf,
  type Told,
  type WordRange,
} from './lesions.ts';
import { levelRank } from './levels.ts';
import type { Sentence } from './sentences.ts';
import type { Anchor, SiteMention } from './subjects.ts';
import { isTerm, normAt, type Reading } from './terms.ts';

/** More lesions than any report names; further ones fall to the last. Bounds the work for any text. */
const MOST_LESIONS = 60;

export type Threads = {
  readonly lesions: Lesion[];
  /** What an unanchored statement is about. */
  focus: Lesion[];
  /** The lesions last spoken of together, in order of mention. */
  group: Lesion[];
  lastNamed: Lesion | null;
};

export const newThreads = (): Threads => ({ lesions: [], focus: [], group: [], lastNamed: null });

export type Scene = {
  readonly threads: Threads;
  readonly reading: Reading;
  readonly claims: readonly Claim[];
  readonly here: Lesion[];
  readonly sections: ReadonlySet<string>;
};

const isReal = (lesion: Lesion): boolean => !lesion.distractor && !lesion.superseded;
export const opposite = (side: Laterality): Laterality => (side === 'left' ? 'right' : 'left');

/** The lesions an anchor means; empty when it means none that counts (a generic denial, history). */
export function resolve(scene: Scene, anchor: Anchor): Lesion[] {
  const { threads } = scene;
  if (anchor.history) return [];
  if (anchor.form === 'distractor' || (anchor.organ && anchor.form === 'lesion')) {
    if (anchor.status === 'absent') return [];
    const lesion = found(threads, { distractor: true });
    return [lesion];
  }
  if (anchor.form === 'side') return bySideOnly(scene, anchor);
  const sites = anchor.sites;
  if (anchor.form === 'site') return byBareSite(scene, anchor);
  if (sites.length > 0) return asMembers(scene, anchor, bySites(scene, anchor));
  return byReference(scene, anchor);
}

/** "Of the two masses, the upper (left para-aortic) … and the lower (presacral) …": the members replace the plural. */
function asMembers(scene: Scene, anchor: Anchor, lesions: Lesion[]): Lesion[] {
  if (anchor.form !== 'stand-in') return lesions;
  for (const lesion of lesions) {
    lesion.nick ??= anchor.pick;
    lesion.strong = true;
    lesion.diagnosisOnly = false;
    for (const plural of scene.here) {
      const replaced =
        plural.plural &&
        plural !== lesion &&
        lesion.whole !== plural &&
        plural.site?.value !== lesion.site?.value;
      if (!replaced || plural.statements.some((s) => s.claim.state === 'stated')) continue;
      plural.superseded = true;
      for (const sentence of plural.named) lesion.named.add(sentence);
    }
  }
  return lesions;
}

function found(threads: Threads, over: Partial<Lesion>): Lesion {
  const last = threads.lesions[threads.lesions.length - 1];
  if (threads.lesions.length >= MOST_LESIONS && last !== undefined) return last;
  const lesion = newLesion(threads.lesions.length, over);
  threads.lesions.push(lesion);
  return lesion;
}

const wordsOf = (scene: Scene, from: number, to: number): WordRange | null =>
  from < 0 ? null : { sentence: scene.reading.sentence, from, to };

const sideTold = (scene: Scene, anchor: Anchor, side: Laterality): Told<Laterality> => ({
  value: side,
  rule: 'side said of the lesion',
  words: wordsOf(
    scene,
    anchor.sideFrom >= 0 ? anchor.sideFrom : anchor.from,
    anchor.sideFrom >= 0 ? anchor.sideFrom + 1 : anchor.to,
  ),
});

function bySites(scene: Scene, anchor: Anchor): Lesion[] {
  const denied = anchor.status === 'absent' && !anchor.gone;
  if (denied && anchor.novel) return [];
  const apart = anchor.plural || denied || anchor.sites.some((s) => s.side !== null);
  const mentions = apart ? anchor.sites : anchor.sites.slice(0, 1);
  const distinct: SiteMention[] = [];
  for (const m of mentions)
    if (!distinct.some((d) => d.site === m.site && (d.side ?? anchor.side) === (m.side ?? anchor.side)))
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

function bySite(scene: Scene, anchor: Anchor, mention: SiteMention, side: Laterality | null): Lesion[] {
  const { threads } = scene;
  const site = mention.site;
  const same = threads.lesions.filter((l) => isReal(l) && l.site?.value === site && l.whole === null);
  const novel = anchor.novel && anchor.status !== 'absent' && !anchor.definite;
  if (anchor.status === 'absent' && !anchor.gone) {
    // "No right paraspinal mass" beside a present left one is its own finding; "no paraspinal mass" is not.
    const known = same.filter((l) => fits(l, side));
    if (known.length > 0) return rankOf(scene.reading.sentence) === 3 ? known : known.filter(isAbsent);
    if (same.length > 0 && side === null) return [];
    return [nameNew(scene, anchor, mention, side)];
  }
  if (!novel) {
    const known = matching(scene, anchor, same, side);
    if (known.length > 0) return known;
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

/** A lesion named before without a place, when this mention can be its name: in the impression, or a definite one. */
function unplaced(scene: Scene, anchor: Anchor, side: Laterality | null): Lesion | null {
  if (anchor.form !== 'lesion' || (rankOf(scene.reading.sentence) === 2 && !anchor.definite)) return null;
  const open = scene.threads.lesions.filter((l) => isReal(l) && l.site === null && l.strong);
  const only = open.length === 1 ? open[0] : undefined;
  return only !== undefined && (side === null || sideOf(only) === null || sideOf(only) === side)
    ? only
    : null;
}

const fits = (lesion: Lesion, side: Laterality | null): boolean =>
  side === null || sideOf(lesion) === null || sideOf(lesion) === side;

const sideOf = (lesion: Lesion): Laterality | null => lateralityOf(lesion)?.value ?? null;

function matching(scene: Scene, anchor: Anchor, same: readonly Lesion[], side: Laterality | null): Lesion[] {
  const live = same.filter((l) => anchor.gone || !isAbsent(l) || rankOf(scene.reading.sentence) === 1);
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
  const fit = lastFitting(scene, anchor, live);
  return fit === null ? [] : [fit];
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

type Ends = readonly [string, string];
const apart = (a: Ends, b: Ends): boolean =>
  levelRank(a[1]) < levelRank(b[0]) || levelRank(b[1]) < levelRank(a[0]);

function levelsOf(scene: Scene, anchor: Anchor): Ends | null {
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

function knownLevels(lesion: Lesion): Ends | null {
  for (const { claim } of lesion.statements)
    if (claim.field === 'levels' && claim.state === 'stated') return claim.value.ends;
  return null;
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
  const general = mention.site === 'retroperitoneal' || only.site?.value === 'retroperitoneal';
  if (rank === 1 && scene.sections.has('findings') && (spreadsThere || general)) return only;
  if (rank === 3 && anchor.definite) return only;
  return anchor.definite && rank === 2 && (spreadsThere || general) ? only : null;
}

function nameNew(scene: Scene, anchor: Anchor, mention: SiteMention, side: Laterality | null): Lesion {
  return found(scene.threads, {
    site: {
      value: mention.site,
      rule: anchor.siteRule,
      words: wordsOf(scene, mention.from, mention.to) ?? wordsOf(scene, anchor.from, anchor.to),
    },
    side: side === null ? null : sideTold(scene, anchor, side),
    plural: anchor.plural,
    number: anchor.number,
  });
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

/** "on the right 4 cm": a half of a pair, a known lesion of that side, or the side of the lesion under discussion. */
function bySideOnly(scene: Scene, anchor: Anchor): Lesion[] {
  const side = anchor.side;
  if (side === null || anchor.status === 'absent') return [];
  const current = scene.here.length > 0 ? scene.here : scene.threads.focus;
  const pair = [...current]
    .reverse()
    .find((l) => isReal(l) && (sideOf(l) === 'bilateral' || (l.plural && l.side === null)));
  const whole = pair ?? current.find((l) => l.whole !== null)?.whole ?? null;
  if (whole !== null) return [half(scene, whole, anchor, side)];
  const last = [...current].reverse().find(isReal);
  if (last === undefined) return [];
  const known = scene.threads.lesions.find(
    (l) => isReal(l) && l.side?.value === side && l.site?.value === last.site?.value,
  );
  if (known !== undefined) return [known];
  if (
    (last.side === null && (sideOf(last) === null || sideOf(last) === side)) ||
    last.side?.value === 'midline'
  ) {
    last.side = sideTold(scene, anchor, side);
    return [last];
  }
  if (rankOf(scene.reading.sentence) === 3) {
    last.side = { ...sideTold(scene, anchor, side), rule: 'side corrected by the addendum' };
    return [last];
  }
  // "Right similar, 2.5 cm": a counterpart told by its side and size alone.
  const sized = scene.claims.some((c) => c.field === 'sizeMm' && c.state === 'stated' && c.key > anchor.to && c.key - anchor.to < 8);
  if (!sized || sideOf(last) !== opposite(side) || last.site === null || anchor.from > 2) return [];
  return [found(scene.threads, { site: { ...last.site, rule: 'site of its counterpart' }, side: sideTold(scene, anchor, side), strong: last.strong, diagnosisOnly: false })];
}

/** A site without a noun: the known lesion there; or, in a listing with a size, a lesion of its own. */
function byBareSite(scene: Scene, anchor: Anchor): Lesion[] {
  const mention = anchor.sites[0];
  if (mention === undefined) return [];
  const side = mention.side ?? anchor.side;
  const open = scene.threads.focus.find((l) => isReal(l) && l.site === null);
  if (open !== undefined) {
    open.site = {
      value: mention.site,
      rule: 'site told in a later sentence',
      words: wordsOf(scene, mention.from, mention.to),
    };
    if (side !== null) open.side = sideTold(scene, anchor, side);
    return [open];
  }
  const same = scene.threads.lesions.filter(
    (l) => isReal(l) && l.site?.value === mention.site && l.whole === null && !isAbsent(l),
  );
  const known = matching(scene, anchor, same, side);
  if (known.length > 0) return known;
  if (anchor.status !== 'present') return [];
  const next = normAt(scene.reading, anchor.to);
  const lead = anchor.from <= 3 || [':', '|'].includes(normAt(scene.reading, anchor.from - 1));
  const listed =
    lead &&
    (next === ':' ||
      next === '|' ||
      next === ',' ||
      next === '(' ||
      next === '-' ||
      /^\d/.test(next) ||
      scene.reading.tokens[anchor.to]?.kind === 'level');
  const sized = scene.claims.some(
    (c) => c.field === 'sizeMm' && c.state === 'stated' && c.key > anchor.to && c.key - anchor.to < 16,
  );
  const placed =
    /^(?:site|location|region|position|place|lesion|localization|localisation|anatomy)$/.test(
      normAt(scene.reading, 0),
    ) && normAt(scene.reading, 1) === ':';
  const label = placed || (lead && normAt(scene.reading, anchor.from - 1) === ':' && anchor.from <= 4);
  if ((listed && sized) || label) {
    if (label && scene.threads.focus.some((l) => isReal(l) && l.site?.value === mention.site))
      return scene.threads.focus;
    return [nameNew(scene, { ...anchor, siteRule: 'site at the head of a listing' }, mention, side)];
  }
  return [];
}

/** "the mass", "the latter", "its fellow", "both": no site in the words, or a stand-in. */
function byReference(scene: Scene, anchor: Anchor): Lesion[] {
  const { threads } = scene;
  const real = threads.lesions.filter(
    (l) => isReal(l) && !isAbsent(l) && l.whole === null && l.site !== null,
  );
  const denied = anchor.status === 'absent' && !anchor.gone;
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
  const byRegion = regionOf(scene, anchor, real);
  if (byRegion !== null) return [byRegion];
  if (anchor.pick === 'both' || anchor.pick === 'all' || anchor.pick === 'they') return wholeGroup(threads);
  if (anchor.side === 'left' || anchor.side === 'right') {
    const sided = sidedReference(scene, anchor, anchor.side, real);
    if (sided !== null) return [sided];
  }
  if (anchor.form === 'stand-in') return byPick(scene, anchor, real);
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
  if (threads.lastNamed !== null) return [threads.lastNamed];
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
  const model = [...scene.here].reverse().find(isReal) ?? scene.threads.lastNamed;
  const other = anchor.pick === 'other' || anchor.pick === 'one' || anchor.novel;
  if (model?.site && sideOf(model) === opposite(side) && other)
    return found(scene.threads, {
      site: { ...model.site, rule: 'site of its counterpart' },
      side: sideTold(scene, anchor, side),
    });
  return null;
}

const HEAD_TO_TAIL: readonly Site[] = [
  'mediastinal',
  'paracostal',
  'prevertebral',
  'paraspinal',
  'perirenal',
  'pararenal',
  'retroperitoneal',
  'periaortic',
  'other',
  'presacral',
];

const REGION_ORDER = ['in', 'of', 'the'];

/** "the one in the pelvis", "the pelvic mass": a region that holds the site of just one known lesion. */
function regionOf(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion | null {
  if (!anchor.definite || real.length < 2) return null;
  for (let i = anchor.from; i < anchor.to + 4; i++) {
    const term = scene.reading.covering[i] ?? null;
    if (i >= anchor.to && !REGION_ORDER.includes(normAt(scene.reading, i)) && term === null) return null;
    if (!isTerm(term, 'structure') || term.meaning.region === undefined) continue;
    const sites: readonly Site[] = term.meaning.region;
    const there = real.filter((l) => l.site !== null && sites.includes(l.site.value));
    if (there.length === 1) return there[0] ?? null;
    const first = sites.map((s) => there.find((l) => l.site?.value === s)).find((l) => l !== undefined);
    return first ?? null;
  }
  return null;
}

/** "the mass at T8", "the T8 lesion": the one known there, when several are known. */
function levelReference(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion | null {
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

function byPick(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion[] {
  const { threads } = scene;
  const nicked = real.find((l) => l.nick === anchor.pick && anchor.pick !== 'one');
  if (nicked !== undefined) return [nicked];
  const group = threads.group.filter((l) => isReal(l) && !isAbsent(l) && l.site !== null);
  const set = group.length > 1 ? group : real;
  const at = (l: Lesion | undefined): Lesion[] => (l === undefined ? threads.focus : [l]);
  const bySize = (): Lesion[] =>
    [...set].filter((l) => largestMm(l) > 0).sort((a, b) => largestMm(b) - largestMm(a));
  switch (anchor.pick) {
    case 'other':
      return set.length === 2
        ? at(set.find((l) => l !== (scene.here[scene.here.length - 1] ?? threads.lastNamed)))
        : threads.focus;
    case 'former':
    case 'first':
      return set.length > 1 ? at(set[0]) : threads.focus;
    case 'latter':
      return set.length > 1 ? at(set[set.length - 1]) : threads.focus;
    case 'second':
      return set.length > 1 ? at(set[1]) : threads.focus;
    case 'upper':
    case 'lower': {
      const levelled = set.every((l) => knownLevels(l) !== null);
      const height = (l: Lesion): number =>
        levelled ? levelRank(knownLevels(l)?.[0] ?? 'C1') : HEAD_TO_TAIL.indexOf(l.site?.value ?? 'other');
      const ranked = [...set].sort((a, b) => height(a) - height(b));
      return ranked.length > 1
        ? at(anchor.pick === 'upper' ? ranked[0] : ranked[ranked.length - 1])
        : threads.focus;
    }
    case 'third':
      return set.length > 2 ? at(set[2]) : threads.focus;
    case 'larger':
      return bySize().length > 0 && set.length > 1 ? at(bySize()[0]) : threads.focus;
    case 'smaller':
      return bySize().length > 1 ? at(bySize()[bySize().length - 1]) : threads.focus;
    case 'dominant': {
      const current = scene.here.length > 0 ? scene.here : threads.focus;
      if (current.some((l) => l.plural)) return current;
      return bySize().length > 1 ? at(bySize()[0]) : current;
    }
    case 'one': {
      const atLevel = levelReference(scene, anchor, real);
      if (atLevel !== null) return [atLevel];
      return scene.here.length > 0 ? scene.here : threads.focus;
    }
    default:
      return threads.focus;
  }
}

/** Books a mention: who is in focus, who is spoken of together, what the sentence says of existence. */
export function book(scene: Scene, anchor: Anchor, lesions: readonly Lesion[], sentence: Sentence): void {
  for (const lesion of lesions) {
    if (anchor.strong) lesion.strong = true;
    if (!anchor.diagnosis) lesion.diagnosisOnly = false;
    if (lesion.distractor) continue;
    lesion.number ??= anchor.number;
    if (anchor.form === 'lesion' && anchor.plural && lesion.votes.length === 0) lesion.plural = true;
    const names = anchor.form === 'lesion' || anchor.form === 'site';
    const voter =
      names && (anchor.sites.length > 0 || lesion.votes.length === 0 || anchor.status !== 'present');
    if (
      anchor.gone ||
      (voter && !(anchor.form === 'site' && anchor.status === 'present' && lesion.votes.length > 0))
    )
      lesion.votes.push({
        status: anchor.status,
        rank: rankOf(sentence),
        cue: anchor.statusCue,
        words: { sentence, from: anchor.from, to: anchor.to },
      });
    if (anchor.sites.length > 0 || anchor.form === 'side' || lesion.named.size === 0)
      lesion.named.add(sentence);
    if (anchor.gone) lesion.named.add(sentence);
  }
  const negative = anchor.status === 'absent';
  if (negative && lesions.every((l) => l.distractor || isAbsent(l))) return;
  if (lesions.length === 0) return;
  scene.here.push(...lesions);
}
