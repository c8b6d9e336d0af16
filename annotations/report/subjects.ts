/**
 * Who a sentence speaks of. Each noun of a lesion, each stand-in ("the larger one") and each distractor is an anchor
 * with what its noun phrase says of it: sites, side, number, whether it is new, denied, doubted or gone.
 */
import type { Anchor } from './anchors/anchor.ts';
import { mergeAppositions } from './anchors/appositions.ts';
import { coordinate } from './anchors/coordination.ts';
import { judge } from './anchors/existence.ts';
import { addBareSites, assignFreeSides } from './anchors/loose-words.ts';
import { labelSite, namedSite, siteBefore } from './anchors/named-sites.ts';
import { readNounPhrase } from './anchors/noun-phrase.ts';
import { openNouns } from './anchors/open-nouns.ts';
import { markParts } from './anchors/parts.ts';
import { placeAfter } from './anchors/places.ts';
import { placeBefore } from './anchors/places-before.ts';
import { seed } from './anchors/seeds.ts';
import {
  allAt,
  anotherAt,
  joinedRanks,
  labelRanks,
  lettered,
  levelItems,
  neitherOf,
  nothingAt,
  rankedAt,
  thatAt,
} from './anchors/stand-ins.ts';
import { twins } from './anchors/twins.ts';
import { isException } from './grammar.ts';
import type { Scopes } from './scopes.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, termsOf, tokenAt } from './terms.ts';

/** Stand-ins that tell the members of several apart: what follows them is of one member. */
const TOLD_APART = new Set(['one', 'other', 'upper', 'lower', 'first', 'second', 'third']);

/** Words without which none of the rarer stand-ins is there. */
const OPENS_STAND_IN: ReadonlySet<string> = new Set(
  'nothing another one that all either former latter last first second upper lower cranial caudal superior inferior higher'.split(
    ' ',
  ),
);

export function findAnchors(
  reading: Reading,
  scopes: Scopes,
  topic: Term | null,
  labels: ReadonlySet<string>,
): Anchor[] {
  const anchors: Anchor[] = [];
  const usedSites = new Set<Term>();
  const usedSides = new Set<Term>();
  for (const term of reading.terms) {
    const anchor = seed(reading, term) ?? neitherOf(reading, term);
    if (anchor !== null) anchors.push(anchor);
  }
  anchors.push(...openNouns(reading, anchors), ...levelItems(reading, anchors));
  if (reading.tokens.some((t) => OPENS_STAND_IN.has(t.norm)))
    anchors.push(
      ...nothingAt(reading),
      ...rankedAt(reading),
      ...anotherAt(reading),
      ...thatAt(reading),
      ...allAt(reading),
      ...labelRanks(reading),
      ...joinedRanks(reading),
    );
  for (const anchor of lettered(reading, labels)) anchors.push(anchor);
  anchors.sort((a, b) => a.from - b.from);
  for (let k = 0; k < anchors.length; k++) {
    const anchor = anchors[k];
    if (anchor === undefined) continue;
    readNounPhrase(reading, anchor, anchors[k - 1]?.to ?? 0, usedSites, usedSides);
  }
  anchors.push(...twins(reading, anchors, usedSites, usedSides));
  anchors.sort((a, b) => a.from - b.from);
  mergeAppositions(reading, anchors);
  for (let k = 0; k < anchors.length; k++) {
    const anchor = anchors[k];
    if (anchor === undefined || anchor.form === 'distractor') continue;
    const limit = nextAnchor(anchors, k)?.from ?? reading.tokens.length;
    const label =
      anchor.form === 'lesion' && !anchor.definite ? (labelSite(reading, usedSites) ?? topic) : null;
    const listed = anchor.sites.length === 0 && listsPlaces(reading, anchor, usedSites);
    if (listed) anchor.indefinite = anchor.novel = true;
    if (anchor.sites.length === 0 && !anchor.organ && !listed)
      placeAfter(
        reading,
        anchor,
        limit,
        usedSites,
        usedSides,
        !isTerm(label, 'site') && !siteBefore(reading, anchor, anchors[k - 1]?.to ?? 0, usedSites),
      );
    if (anchor.sites.length === 0 && !anchor.organ && anchor.form === 'lesion')
      placeBefore(reading, anchor, anchors[k - 1]?.to ?? 0, usedSites, usedSides, topic);
    if (anchor.form === 'lesion') takeSideOfPlace(reading, anchor, limit, usedSites, usedSides);
    if (anchor.form === 'lesion') namedSite(reading, anchor, limit, usedSites, usedSides);
    if (
      anchor.pick === 'one' &&
      anchor.sites.length > 0 &&
      anchors.slice(Math.max(0, k - 3), k).some(isOneThere)
    )
      anchor.novel = true;
    if (anchor.sites.length > 0) coordinate(reading, anchor, usedSites, usedSides);
  }
  const histories = termsOf(reading, 'history');
  for (const anchor of anchors) judge(reading, scopes, anchor, histories);
  addBareSites(reading, anchors, usedSites, usedSides);
  for (const anchor of anchors) if (anchor.form === 'site') judge(reading, scopes, anchor, histories);
  assignFreeSides(reading, scopes, anchors, usedSides);
  markParts(reading, anchors);
  takeOutExceptions(reading, anchors);
  return anchors.sort((a, b) => a.from - b.from);
}

/** "one by the left 6th rib, one by the right 8th rib": each is another. */
const isOneThere = (a: Anchor): boolean => a.form === 'stand-in' && a.pick === 'one' && a.sites.length > 0;

/** The next anchor that ends the words of this one. */
function nextAnchor(anchors: readonly Anchor[], k: number): Anchor | null {
  for (let i = k + 1; i < anchors.length; i++) {
    const a = anchors[i];
    if (a !== undefined && (a.form !== 'stand-in' || TOLD_APART.has(a.pick ?? ''))) return a;
  }
  return null;
}

/** "No paraspinal mass other than a nodule on the left": there is one, of that place. */
function takeOutExceptions(reading: Reading, anchors: Anchor[]): void {
  for (let k = anchors.length - 1; k > 0; k--) {
    const denied = anchors[k - 1];
    const there = anchors[k];
    if (denied?.form !== 'lesion' || denied.status !== 'absent' || denied.gone) continue;
    if (there === undefined || (there.form !== 'lesion' && there.form !== 'stand-in')) continue;
    let at = denied.to;
    while (at < there.from && !isException(reading, at)) at++;
    if (at >= there.from) continue;
    if (there.sites.length === 0 && !there.definite) there.sites = [...denied.sites];
    there.side ??= denied.side;
    if (there.statusCue?.from === denied.statusCue?.from) [there.status, there.statusCue] = ['present', null];
    anchors.splice(k - 1, 1);
  }
}

/** "Within the left gluteus maximus there is a gluteal haematoma", "paracostal nodules hug the left chest wall": the place told twice, its side once. */
function takeSideOfPlace(
  reading: Reading,
  anchor: Anchor,
  limit: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): void {
  const [own] = anchor.sites;
  if (own === undefined || anchor.sites.length > 1 || anchor.side !== null || own.side !== null) return;
  for (const term of reading.terms) {
    if (term.from >= limit) return;
    if (term.to > anchor.from && term.from < anchor.to) continue;
    if (!isTerm(term, 'site') || usedSites.has(term) || term.meaning.site !== own.site) continue;
    const side = reading.covering[term.from - 1] ?? null;
    const opens = isTerm(side, 'side') ? side.from : term.from;
    const lead = normAt(reading, opens - 1) === 'the' ? opens - 2 : opens - 1;
    const placed =
      /^(?:in|within|inside|at|of)$/.test(normAt(reading, lead)) || kindAt(reading, lead) === 'relation';
    if (!placed || !isTerm(side, 'side')) continue;
    usedSites.add(term);
    usedSides.add(side);
    anchor.side = side.meaning.side;
    anchor.sideFrom = side.from;
  }
}

/** "Masses: right paraspinal 3 cm; left perirenal 4 cm": a list of places, each with a lesion of its own. */
function listsPlaces(reading: Reading, anchor: Anchor, usedSites: ReadonlySet<Term>): boolean {
  let colon = anchor.to;
  while (colon < anchor.to + 6 && normAt(reading, colon) !== ':' && reading.covering[colon]?.kind !== 'site')
    colon++;
  if (!anchor.plural || normAt(reading, colon) !== ':') return false;
  const bare = reading.terms.filter(
    (t) => t.from > anchor.to && isTerm(t, 'site') && !usedSites.has(t) && kindAt(reading, t.to) !== 'lesion',
  );
  const parted = reading.tokens.some((t, i) => i > anchor.to && t.norm === ';');
  return (
    bare.length > 1 && (parted || isPlaceList(reading, bare) || bare.every((t) => isMeasured(reading, t.to)))
  );
}

/** "…: left paraspinal at L1, right pararenal, and presacral": nothing but places, sides and levels. */
function isPlaceList(reading: Reading, sites: readonly Term[]): boolean {
  const [first] = sites;
  const last = sites[sites.length - 1];
  if (first === undefined || last === undefined) return false;
  for (let i = first.from; i < last.from; i++) {
    const kind = kindAt(reading, i);
    const token = tokenAt(reading, i);
    if (kind === 'site' || kind === 'side' || token.kind === 'level') continue;
    if (token.kind === 'number' && /^[-/&]$/.test(normAt(reading, i - 1))) continue;
    if (
      token.kind !== 'number' &&
      !/^(?:,|;|and|in|at|the|on|level|-|[/]|space|region|[()]|mm|cm|x|by)$/.test(token.norm)
    )
      return false;
  }
  return true;
}

/** A size or a level follows within a few words: "perirenal left, 22 mm". */
function isMeasured(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 4; i++) {
    const token = tokenAt(reading, i);
    if (token.kind === 'level' || token.kind === 'number') return true;
    if (!/^(?:,|[(]|at)$/.test(token.norm) && kindAt(reading, i) !== 'side') return false;
  }
  return false;
}
