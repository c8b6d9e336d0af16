/** Where a lesion lies, when its noun phrase does not say: after the noun, before it, or by a landmark. */
import type { Site } from '../../finding/descriptors.ts';
import { isComma, isContrast, isHardStop } from '../grammar.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Anchor, siteMention } from './anchor.ts';
import { bothAt, readSides, sideBefore } from './sides.ts';

/** After the noun: "in the left paraspinal region", "beside the T9 vertebral body", "around the kidney", "of the liver". */
export function placeAfter(
  reading: Reading,
  anchor: Anchor,
  limit: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
  byLandmark: boolean,
): void {
  let relation: MeaningOf<'relation'>['relation'] | null = null;
  let within = false;
  let reaches = false;
  let encases = false;
  const reachesOk = anchor.form === 'lesion' && !anchor.definite;
  for (let i = anchor.to; i < limit; i++) {
    const word = normAt(reading, i);
    const term = reading.covering[i] ?? null;
    if (isHardStop(reading, i) && !reachesOk) return;
    if (isHardStop(reading, i) || isContrast(reading, i)) return;
    if (
      [
        'in',
        'within',
        'of',
        'inside',
        'at',
        'on',
        'centered',
        'occupying',
        'involving',
        'fill',
        'filling',
        'occupy',
      ].includes(word) ||
      (word === 'from' && ORIGINS.test(normAt(reading, i - 1)))
    )
      [within, relation] = [true, /^(?:in|within|inside)$/.test(word) ? null : relation];
    if (tokenAt(reading, i).kind === 'level' && relation !== null && !reaches && byLandmark) {
      anchor.sites.push({
        site: relation === 'before' ? 'prevertebral' : 'paraspinal',
        space: '',
        from: i,
        to: i + 1,
        side: null,
      });
      anchor.siteRule = `site from the level ${tokenAt(reading, i).text}`;
      return;
    }
    if (
      isTerm(term, 'extend') &&
      term.from === i &&
      ![
        'centered',
        'occupy',
        'occupying',
        'fill',
        'filling',
        'involving',
        'involve',
        'occupied',
        'filled',
      ].includes(word)
    )
      reaches = true;
    if (
      isTerm(term, 'touch') &&
      /^(?:abut|contact|adjoin|lean|touch|in|inseparable|close|near|lie|lying)/.test(word) &&
      relation === null &&
      !anchor.definite
    )
      relation = 'beside';
    else if (isTerm(term, 'touch') && /^(?:drape|draped|draping)$/.test(word) && siteSoon(reading, term.to))
      relation = 'beside';
    else if (term !== null && term.from === i && ['touch', 'spare'].includes(term.kind)) reaches = true;
    if (isTerm(term, 'encase') && anchor.form === 'lesion') encases = true;
    if (isTerm(term, 'relation')) {
      relation = term.meaning.relation;
      i = term.to - 1;
      continue;
    }
    if (isTerm(term, 'site') && limit - term.to <= 5 && isFronted(reading, term, anchor.to)) return;
    if (isTerm(term, 'site') && !reaches && !usedSites.has(term)) {
      usedSites.add(term);
      anchor.sites.push(siteMention(term));
      anchor.siteRule = 'site after the noun';
      const from = sideBefore(reading, term.from);
      if (bothAt(reading, term.from)) anchor.side = 'bilateral';
      readSides(reading, anchor, from, term.to, usedSides);
      anchor.side ??= sideOfRelation(reading, term.from);
      return;
    }
    if (
      isTerm(term, 'structure') &&
      !reaches &&
      (byLandmark || within) &&
      !(anchor.form === 'stand-in' && anchor.plural)
    ) {
      const place =
        relation === 'between' && sacrumSoon(reading, i)
          ? 'presacral'
          : landmark(term, relation, within, encases);
      if (place !== null && place !== 'organ' && siteInAhead(reading, term.to, limit, usedSites)) {
        i = term.to - 1;
        continue;
      }
      if (place === 'organ') {
        if (!encases) anchor.organ = true;
        if (!encases) return;
      } else if (place !== null) {
        anchor.sites.push({ site: place, space: '', from: term.from, to: term.to, side: null });
        anchor.siteRule = `site from the landmark "${reading.tokens
          .slice(term.from, term.to)
          .map((t) => t.text)
          .join(' ')}"`;
        if (within && relation === null && !encases)
          readSides(reading, anchor, sideBefore(reading, term.from), term.to, usedSides);
        return;
      }
      i = term.to - 1;
      continue;
    }
    if (isComma(reading, i) || tokenAt(reading, i).kind === 'number') within = false;
    if (tokenAt(reading, i).kind === 'end') return;
  }
}

/** "draped over the right pararenal space": a place follows. */
function siteSoon(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 6; i++) {
    if (kindAt(reading, i) === 'site') return true;
    if (!isPlaceWord(reading, i) && !/^(?:over|posterior|anterior|along|around)$/.test(normAt(reading, i)))
      return false;
  }
  return false;
}

/** "on the left side of the retroperitoneum": the relation tells the side. */
function sideOfRelation(reading: Reading, at: number): 'left' | 'right' | null {
  const i = normAt(reading, at - 1) === 'the' ? at - 2 : at - 1;
  const term = reading.covering[i] ?? null;
  if (!isTerm(term, 'relation')) return null;
  for (let j = term.from; j < term.to; j++) {
    const word = normAt(reading, j);
    if (word === 'left' || word === 'right') return word;
  }
  return null;
}

/** "behind the left kidney in the posterior pararenal space": the place by its own name follows the landmark. */
function siteInAhead(reading: Reading, from: number, limit: number, usedSites: ReadonlySet<Term>): boolean {
  for (let i = from; i < Math.min(limit, from + 6); i++) {
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'site')) return i > from + 1 && !usedSites.has(term);
    if (i === from ? !/^(?:in|within)$/.test(normAt(reading, i)) : !isPlaceWord(reading, i)) return false;
  }
  return false;
}

export const isPlaceWord = (reading: Reading, i: number): boolean =>
  normAt(reading, i) === 'the' || kindAt(reading, i) === 'side';

/** "…, in the presacral space a 5 cm mass": the place stands before its own noun. */
function isFronted(reading: Reading, site: Term, floor: number): boolean {
  for (let i = site.from - 1; i >= Math.max(floor, site.from - 4); i--) {
    const word = normAt(reading, i);
    if (/^(?:in|within|at|on)$/.test(word))
      return isComma(reading, i - 1) || isHardStop(reading, i - 1) || normAt(reading, i - 1) === 'and';
    if (word !== 'the' && kindAt(reading, i) !== 'side') return false;
  }
  return false;
}

/** "between rectum and sacrum" */
export const sacrumSoon = (reading: Reading, from: number): boolean => {
  for (let i = from; i < from + 5; i++) if (/^(?:sacrum|coccyx)$/.test(normAt(reading, i))) return true;
  return false;
};

/** "arising from the rib", against "an artefact from the hip". */
const ORIGINS = /^(?:aris|originat|stem|com|grow|spring|emerg|develop|deriv)/;

export function landmark(
  term: Term<MeaningOf<'structure'>>,
  relation: MeaningOf<'relation'>['relation'] | null,
  within: boolean,
  encases: boolean,
): Site | 'organ' | null {
  const s = term.meaning;
  if (relation === 'between')
    return s.name === 'aorta' || s.name === 'IVC' ? 'retroperitoneal' : (s.beside ?? null);
  if (relation === 'before') return s.before ?? s.beside ?? null;
  if (relation === 'around') return s.around ?? s.beside ?? null;
  if (relation === 'beside') return s.beside ?? null;
  if (encases) return s.around ?? null;
  if (within) return s.inside ?? (s.organ && s.name !== 'spine' ? 'organ' : null);
  return null;
}
