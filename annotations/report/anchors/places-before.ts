/** Where a lesion lies, when the place stands before its noun: "Between the aorta and the IVC there is a mass". */
import { isHardStop, PREPOSITIONS } from '../grammar.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Anchor, INTO_KINDS, siteMention } from './anchor.ts';
import { coordinateBack } from './coordination.ts';
import { isPlaceWord, landmark, sacrumSoon } from './places.ts';
import { bothAt, readSides, sideBefore } from './sides.ts';

/** "Between the aorta and the IVC there is a mass", "Alongside the T9 vertebra lies …". */
function placeByRelationBefore(reading: Reading, anchor: Anchor, floor: number): boolean {
  for (let i = floor; i < anchor.from; i++) if (kindAt(reading, i) === 'site') return false;
  for (let i = floor; i < anchor.from; i++) {
    const term = reading.covering[i] ?? null;
    if (!isTerm(term, 'relation') || term.from !== i) continue;
    for (let j = term.to; j < Math.min(anchor.from, term.to + 6); j++) {
      if (tokenAt(reading, j).kind === 'level') {
        anchor.sites.push({
          site: term.meaning.relation === 'before' ? 'prevertebral' : 'paraspinal',
          space: '',
          from: j,
          to: j + 1,
          side: null,
        });
        anchor.siteRule = `site from the level ${tokenAt(reading, j).text}`;
        return true;
      }
      const at = reading.covering[j] ?? null;
      if (kindAt(reading, j) === 'site') return false;
      if (!isTerm(at, 'structure')) continue;
      const between = term.meaning.relation === 'between' && sacrumSoon(reading, j);
      const place = between ? 'presacral' : landmark(at, term.meaning.relation, false, false);
      if (place === null || place === 'organ') return false;
      anchor.sites.push({ site: place, space: '', from: at.from, to: at.to, side: null });
      anchor.siteRule = `site from the landmark "${reading.tokens
        .slice(at.from, at.to)
        .map((t) => t.text)
        .join(' ')}"`;
      return true;
    }
  }
  return false;
}

/** Before the noun: "In the left paraspinal region there is …", "Retroperitoneum: 5 cm mass", "The liver contains …". */
export function placeBefore(
  reading: Reading,
  anchor: Anchor,
  floor: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
  topic: Term | null,
): void {
  let organ: Term<MeaningOf<'structure'>> | null = null;
  let around: Term<MeaningOf<'structure'>> | null = null;
  if (placeByRelationBefore(reading, anchor, floor)) return;
  for (let i = anchor.from - 1; i >= floor; i--) {
    if (normAt(reading, i) === ';') break;
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'site') && !usedSites.has(term)) {
      if (INTO_KINDS.has(kindAt(reading, leadTo(reading, term.from)) ?? '')) continue;
      usedSites.add(term);
      anchor.sites.push(siteMention(term));
      anchor.siteRule = 'site before the noun';
      if (bothAt(reading, term.from)) anchor.side = 'bilateral';
      const start = coordinateBack(reading, anchor, term, floor, usedSites);
      readSides(reading, anchor, sideBefore(reading, start), term.to, usedSides);
      return;
    }
    if (
      isTerm(term, 'structure') &&
      organ === null &&
      !INTO_KINDS.has(kindAt(reading, term.from - 1) ?? '')
    ) {
      if (term.meaning.inside !== undefined && anchor.strong) {
        anchor.sites.push({ site: term.meaning.inside, space: '', from: term.from, to: term.to, side: null });
        anchor.siteRule = `inside the ${term.meaning.name}`;
        readSides(reading, anchor, sideBefore(reading, term.from), term.to, usedSides);
        return;
      }
      if (term.meaning.organ) organ = term;
    }
    if (isTerm(term, 'structure') && term.meaning.around !== undefined) around = term;
    if (isTerm(term, 'encase') && around !== null && anchor.strong) {
      anchor.sites.push({
        site: around.meaning.around ?? 'other',
        space: '',
        from: around.from,
        to: around.to,
        side: null,
      });
      anchor.siteRule = 'site from what it encases';
      return;
    }
  }
  if (organ !== null && !anchor.definite) {
    const after = normAt(reading, organ.to);
    const inOrgan =
      PREPOSITIONS.has(normAt(reading, organ.from - 1)) || normAt(reading, organ.from - 1) === 'the';
    if (after === ':' || kindAt(reading, organ.to) === 'affirm' || inOrgan || organ.from <= 2) {
      const near =
        normAt(reading, organ.from - 2) === 'to' ||
        kindAt(reading, organ.from - 1) === 'relation' ||
        kindAt(reading, organ.from - 2) === 'relation';
      if (near && organ.meaning.beside !== undefined) {
        anchor.sites.push({
          site: organ.meaning.beside,
          space: '',
          from: organ.from,
          to: organ.to,
          side: null,
        });
        anchor.siteRule = 'site from a landmark before the noun';
      } else anchor.organ = true;
    }
    return;
  }
  const elsewhere = reading.terms.some(
    (t) => t.from > anchor.head && isTerm(t, 'structure') && t.meaning.organ && normAt(reading, t.to) === '.',
  );
  // "PARASPINAL: mass on the right …; mass on the left …"
  const again = kindAt(reading, anchor.to) === 'side' && isHardStop(reading, anchor.from - 1);
  if (topic !== null && (floor === 0 || again) && !anchor.definite && !elsewhere) {
    if (isTerm(topic, 'site')) {
      anchor.sites.push({
        site: topic.meaning.site,
        space: topic.meaning.space,
        from: -1,
        to: -1,
        side: null,
      });
      anchor.siteRule = 'site from the label of the line';
    } else if (isTerm(topic, 'structure') && topic.meaning.organ) anchor.organ = true;
  }
}

/** The word before the article and the side: "into [the left] paraspinal space". */
function leadTo(reading: Reading, from: number): number {
  let i = from - 1;
  while (isPlaceWord(reading, i)) i--;
  return i;
}
