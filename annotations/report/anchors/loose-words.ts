/** Sites and sides that no noun took: they point at known lesions, or tell the members of a pair apart. */
import { isAnd, isContrast, isHardStop } from '../grammar.ts';
import { startsWithOrgan } from '../organ-pieces.ts';
import type { Scopes } from '../scopes.ts';
import { kindAt, normAt, type Reading, type Term, termsOf, tokenAt } from '../terms.ts';
import { type Anchor, blank, INTO_KINDS, siteMention } from './anchor.ts';
import { isCompared, landmarkPairs } from './side-pairs.ts';
import { isCrossed, isLandmarkSide, isOfBulk, isPushedTowards, readSides, sideBefore } from './sides.ts';

/** Sites and sides that no noun took: "Left paraspinal: 3 cm", "on the right 4 cm". They point at known lesions. */
export function addBareSites(
  reading: Reading,
  anchors: Anchor[],
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): void {
  for (const term of termsOf(reading, 'site')) {
    if (usedSites.has(term) || afterDistractor(reading, anchors, term)) continue;
    const before = kindAt(reading, term.from - 1);
    if (before !== null && INTO_KINDS.has(before)) continue;
    if (
      kindAt(reading, term.to) === 'distractor' ||
      kindAt(reading, term.to) === 'fat' ||
      kindAt(reading, term.to) === 'extend'
    )
      continue;
    if (isRelationTarget(reading, term)) continue;
    const from = sideBefore(reading, term.from);
    const a = blank('site', from, term.to, term.from);
    a.sites.push(siteMention(term));
    a.siteRule = 'site alone';
    readSides(reading, a, from, term.to, usedSides);
    if (anchors.every((x) => x.to <= a.from || x.from >= a.to)) anchors.push(a);
  }
}

/** "Two nodes, para-aortic, 8 mm": the site of the distractor. */
function afterDistractor(reading: Reading, anchors: readonly Anchor[], term: Term): boolean {
  const before = anchors
    .filter((a) => a.head < term.from)
    .sort((x, y) => x.head - y.head)
    .pop();
  if (before?.form !== 'distractor') return false;
  for (let i = before.to; i < term.from; i++)
    if (isHardStop(reading, i) || isContrast(reading, i)) return false;
  return true;
}

/** The site is where something extends to, or what it surrounds. */
function isRelationTarget(reading: Reading, term: Term): boolean {
  for (let i = term.from - 1; i >= Math.max(0, term.from - 12); i--) {
    const kind = kindAt(reading, i);
    if (kind === 'extend' || kind === 'encase' || kind === 'touch' || kind === 'spare') return true;
    if (isHardStop(reading, i) || isContrast(reading, i)) return false;
    if (kind === 'lesion' || kind === 'stand-in' || kind === 'affirm') return false;
  }
  const next = kindAt(reading, term.to);
  return (
    next === 'extend' || next === 'component' || (next === null && kindAt(reading, term.to + 1) === 'extend')
  );
}

/** "on the left, not the right", "on the right there is none": the denied side is none. */
function isDeniedSide(reading: Reading, scopes: Scopes, side: Term, anchors: readonly Anchor[]): boolean {
  // "left: normal, no paraspinal mass": the side of what is denied.
  if (anchors.some((a) => a.form === 'lesion' && a.status === 'absent' && a.sites.length > 0)) return false;
  const cue = scopes.negated[side.from];
  if (
    cue !== null &&
    cue !== undefined &&
    side.from >= cue.to &&
    side.from - cue.to <= 1 &&
    /^(?:not|rather|instead)$/.test(normAt(reading, cue.from))
  )
    return true;
  for (let i = side.to; i < side.to + 4; i++) {
    const word = normAt(reading, i);
    if (/^(?:none|nil|normal|clear)$/.test(word)) return !afterAttribute(reading, side.from);
    if (tokenAt(reading, i).kind !== 'word' && word !== ':') return false;
  }
  return false;
}

/** "After contrast: right slight, left nil": an attribute is denied, not a lesion. */
const afterAttribute = (reading: Reading, at: number): boolean =>
  reading.terms.some(
    (t) =>
      t.to <= at && ['enhancement', 'phase', 'fat', 'calcium', 'density', 'margin-noun'].includes(t.kind),
  );

/** "tracking into the left gluteal region": the side of where it goes. */
function sameUnit(reading: Reading, a: number, b: number): boolean {
  for (let i = Math.min(a, b); i < Math.max(a, b); i++)
    if (
      isHardStop(reading, i) &&
      normAt(reading, i) === ';' &&
      reading.tokens.slice(0, i).some((t) => t.norm === 'no')
    )
      return false;
  return true;
}

function isSideOfTarget(reading: Reading, side: Term): boolean {
  const next = reading.covering[side.to] ?? null;
  // "left-sided growth through the foramen": the side of the extension.
  if (next?.kind === 'extend') return true;
  return next !== null && next.kind === 'site' && isRelationTarget(reading, next);
}

/** "On the right, a renal stone": the side of what is named next, no lesion. */
function isOfDistractor(reading: Reading, side: Term, anchors: readonly Anchor[]): boolean {
  const next = anchors.find((a) => a.from >= side.to);
  if (next?.form !== 'distractor' || next.from - side.to > 5) return false;
  for (let i = side.to; i < next.from; i++)
    if (isHardStop(reading, i) || isAnd(reading, i) || tokenAt(reading, i).kind === 'number') return false;
  return true;
}

export function assignFreeSides(
  reading: Reading,
  scopes: Scopes,
  anchors: Anchor[],
  usedSides: Set<Term>,
): void {
  if (!reading.terms.some((t) => t.kind === 'side')) return;
  const alone = anchors.length === 0;
  if (alone && startsWithOrgan(reading, { from: 0, to: reading.tokens.length })) return;
  const free = termsOf(reading, 'side').filter(
    (s) =>
      !usedSides.has(s) &&
      !isLandmarkSide(reading, s) &&
      !isDeniedSide(reading, scopes, s, anchors) &&
      !isCrossed(reading, s) &&
      !isPushedTowards(reading, s) &&
      !isSideOfTarget(reading, s) &&
      !isCompared(reading, s),
  );
  // "None on the right."
  const [first] = anchors;
  if (first === undefined && normAt(reading, 0) !== 'no') {
    const side = termsOf(reading, 'side').find((s) => !isLandmarkSide(reading, s));
    const at = reading.tokens.findIndex((t) => t.norm === 'none' || t.norm === 'nil' || t.norm === 'nothing');
    const bare = reading.terms.every((t) => t === side || t.from === at || t.kind === 'affirm');
    if (side !== undefined && at >= 0 && bare && reading.tokens.length < 9)
      anchors.push({
        ...blank('lesion', side.from, side.to, side.from),
        side: side.meaning.side,
        strong: true,
        status: 'absent',
        statusCue: { from: at, to: at + 1, rule: 'none on that side' },
      });
  }
  const bulk = free.find((s) => isOfBulk(reading, s));
  for (const side of landmarkPairs(reading, anchors, usedSides)) anchors.push(side);
  for (const side of free) {
    // "…; on the right a 2 cm one"
    let start = side.to;
    while (
      /^(?:there|is|lie|sit|are|one|sees|a|,)$/.test(normAt(reading, start)) &&
      anchors.every((a) => a.from !== start)
    )
      start++;
    const ahead = anchors.find(
      (a) =>
        a.from === start &&
        (a.form === 'lesion' || a.form === 'stand-in') &&
        a.side === null &&
        a.sites.every((s) => s.side === null),
    );
    const opens = side.from === 0 || /^[,;:]$|^and$/.test(normAt(reading, side.from - 1));
    if (
      ahead !== undefined &&
      opens &&
      !ahead.plural &&
      ahead.status === 'present' &&
      side.meaning.side !== 'bilateral'
    ) {
      ahead.side = side.meaning.side;
      ahead.sideFrom = side.from;
      continue;
    }
    const owner = [...anchors]
      .filter((a) => a.from <= side.from && a.form !== 'side')
      .sort((x, y) => x.from - y.from)
      .pop();
    const first = anchors.filter((a) => a.form === 'lesion' || a.form === 'stand-in' || a.form === 'site')[0];
    const host = owner ?? first;
    if (bulk !== undefined && host?.form === 'lesion' && bulk.from > host.head) {
      host.side = bulk.meaning.side;
      host.sideFrom = bulk.from;
      continue;
    }
    const opposite = free.some(
      (s) =>
        s !== side &&
        s.meaning.side !== side.meaning.side &&
        s.meaning.side !== 'midline' &&
        sameUnit(reading, s.from, side.from) &&
        (host === undefined || s.from >= host.from) &&
        !anchors.some(
          (a) =>
            (a.form === 'lesion' || (a.form === 'stand-in' && !a.plural)) &&
            a !== host &&
            host !== undefined &&
            a.head > host.head &&
            a.head < s.from,
        ),
    );
    const takes =
      host !== undefined &&
      host.form !== 'distractor' &&
      !(host.form === 'stand-in' && host.plural && side.meaning.side !== 'bilateral') &&
      host.side === null &&
      host.sites.every((s) => s.side === null) &&
      !(opposite && side.meaning.side !== 'bilateral');
    if (takes && host.sites.length <= 1) {
      host.side = side.meaning.side;
      host.sideFrom = side.from;
      continue;
    }
    if (host === undefined && isOfDistractor(reading, side, anchors)) continue;
    if (host?.form === 'distractor' || (host !== undefined && host.side === side.meaning.side)) continue;
    const pair = opposite && (side.meaning.side === 'left' || side.meaning.side === 'right');
    if (
      pair &&
      host?.form === 'lesion' &&
      host.side === null &&
      !host.plural &&
      host.sites.length === 1 &&
      host.status === 'present'
    ) {
      // "Paraspinal tissue (right 2.2 cm, left 1.1 cm)": one noun for both sides.
      host.side = 'bilateral';
      host.sideFrom = side.from;
    }
    if (host?.side === 'midline' && pair !== true && host.sideFrom < side.from) host.side = side.meaning.side;
    // "It lies in the midline."
    if (side.meaning.side === 'midline' && host !== undefined) continue;
    if (side.meaning.side === 'bilateral') {
      // "Enhancement on both sides is mild": both are meant.
      if (host === undefined)
        anchors.push({
          ...blank('stand-in', side.from, side.to, side.from),
          pick: 'both',
          side: 'bilateral',
          plural: true,
          definite: true,
        });
      continue;
    }
    const a = blank('side', side.from, side.to, side.from);
    a.side = side.meaning.side;
    a.definite = true;
    anchors.push(a);
  }
}
