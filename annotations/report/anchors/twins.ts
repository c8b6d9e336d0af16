/** A side or place with a size of its own that borrows its noun: "a 3 cm right and a 4 cm left paraspinal mass". */
import { DETERMINERS, isAnd } from '../grammar.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Anchor, blank, type SiteMention, siteMention } from './anchor.ts';

/** The twins that stand before the anchors; run after the noun phrases are read. */
export function twins(
  reading: Reading,
  anchors: readonly Anchor[],
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): Anchor[] {
  return anchors.flatMap((anchor, k) => {
    const twin = twinOf(reading, anchor, anchors[k - 1]?.to ?? 0, usedSites, usedSides);
    return twin === null ? [] : [twin];
  });
}

function twinOf(
  reading: Reading,
  anchor: Anchor,
  floor: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): Anchor | null {
  const [own] = anchor.sites;
  const sized =
    tokenAt(reading, anchor.from).kind === 'number' || tokenAt(reading, anchor.from + 1).kind === 'number';
  if (
    anchor.form !== 'lesion' ||
    own === undefined ||
    anchor.sites.length > 1 ||
    anchor.definite ||
    anchor.plural
  )
    return null;
  if (!sized || !isAnd(reading, anchor.from - 1)) return null;
  let i = anchor.from - 2;
  const to = i + 1;
  const site = reading.covering[i] ?? null;
  const named = isTerm(site, 'site') && !usedSites.has(site) ? site : null;
  if (named !== null) i = named.from - 1;
  const side = reading.covering[i] ?? null;
  const sided = isTerm(side, 'side') && !usedSides.has(side) ? side : null;
  if (sided !== null) i = sided.from - 1;
  // A bare side must be the other one.
  if (named === null && (sided === null || anchor.side === null || sided.meaning.side === anchor.side))
    return null;
  if (!/^(?:mm|cm)$/.test(normAt(reading, i))) return null;
  let numbers = 0;
  while (
    i > floor &&
    (tokenAt(reading, i - 1).kind === 'number' || /^(?:x|×|-|mm|cm|by)$/.test(normAt(reading, i - 1)))
  ) {
    i--;
    if (tokenAt(reading, i).kind === 'number') numbers++;
  }
  const opens =
    i === 0 || /^(?:a|an|[:;,.])$/.test(normAt(reading, i - 1)) || kindAt(reading, i - 1) === 'affirm';
  if (numbers === 0 || !opens) return null;
  if (DETERMINERS.has(normAt(reading, i - 1))) i--;
  const mention: SiteMention = named === null ? { ...own, side: null } : siteMention(named);
  if (named !== null) usedSites.add(named);
  if (sided !== null) usedSides.add(sided);
  return {
    ...blank('lesion', i, to, to - 1),
    strong: anchor.strong,
    diagnosis: anchor.diagnosis,
    sites: [mention],
    side: sided?.meaning.side ?? null,
    sideFrom: sided?.from ?? -1,
    indefinite: true,
    siteRule: named === null ? 'site of the noun it shares' : 'site in the noun phrase',
  };
}
