/** Sites in words that stand apart from their noun: before it, as a label, or beside a place that is less exact. */
import { isContrast, isHardStop } from '../grammar.ts';
import { isTerm, kindAt, normAt, type Reading, type Term } from '../terms.ts';
import { type Anchor, INTO_KINDS } from './anchor.ts';
import { readSides, sideBefore } from './sides.ts';

/** "The retroperitoneum harbours a mass left of the aorta": a site named before the noun beats a landmark after it. */
export function siteBefore(
  reading: Reading,
  anchor: Anchor,
  floor: number,
  usedSites: ReadonlySet<Term>,
): boolean {
  for (let i = anchor.from - 1; i >= floor; i--) {
    if (normAt(reading, i) === ';') return false;
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'site') && !usedSites.has(term) && !INTO_KINDS.has(kindAt(reading, term.from - 1) ?? ''))
      return true;
  }
  return false;
}

/** "in the nephrectomy bed, i.e. retroperitoneal": a site in words beats one that follows from a landmark. */
export function namedSite(
  reading: Reading,
  anchor: Anchor,
  limit: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): void {
  const inferred = anchor.sites[0];
  if (anchor.sites.length !== 1 || inferred === undefined) return;
  const general = inferred.site === 'retroperitoneal' && inferred.space === 'retroperitoneum';
  if (!general && !/landmark|inside|level/.test(anchor.siteRule)) return;
  for (let i = Math.max(anchor.to, inferred.to); i < limit; i++) {
    const term = reading.covering[i] ?? null;
    if (isHardStop(reading, i) || isContrast(reading, i) || INTO_KINDS.has(kindAt(reading, i) ?? '')) return;
    if (!isTerm(term, 'site') || usedSites.has(term)) continue;
    let before = i - 1;
    while (['side', 'hedge'].includes(kindAt(reading, before) ?? '')) before--;
    const apposed = /^(?:,|\(|\.|ie|eg|namely|thu)$/.test(normAt(reading, before));
    if (!apposed || kindAt(reading, term.to) === 'lesion' || kindAt(reading, term.to) === 'distractor')
      return;
    usedSites.add(term);
    anchor.sites = [
      {
        site: term.meaning.site,
        space: term.meaning.space,
        from: term.from,
        to: term.to,
        side: inferred.side,
      },
    ];
    anchor.siteRule = 'site in words, closer than the one before';
    readSides(reading, anchor, sideBefore(reading, term.from), term.to, usedSides);
    return;
  }
}

/** "Retroperitoneum: …": the site that labels the sentence. */
export function labelSite(reading: Reading, usedSites: ReadonlySet<Term>): Term | null {
  for (const term of reading.terms) {
    if (term.from > 4) return null;
    if (isTerm(term, 'site') && normAt(reading, term.to) === ':' && !usedSites.has(term)) return term;
  }
  return null;
}
