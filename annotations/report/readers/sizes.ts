/** Sizes of lesions. Distances, slice thickness, parts of a lesion and earlier sizes set nothing. */
import type { Claim, ClaimState } from '../claims.ts';
import { isHardStop } from '../grammar.ts';
import type { Measure } from '../numbers.ts';
import type { Cue } from '../scopes/reach.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading } from '../terms.ts';

const SLICE_WORDS = new Set([
  'slice',
  'collimation',
  'section',
  'interval',
  'increment',
  'reconstruction',
  'cut',
  'kernel',
]);

export function readSizes(reading: Reading, scopes: Scopes, measures: readonly Measure[]): Claim[] {
  const claims: Claim[] = [];
  for (const m of measures) {
    if (m.quantity !== 'length') continue;
    const prior = scopes.prior[m.from] ?? scopes.prior[m.to - 1] ?? null;
    const now = scopes.current[m.from] ?? null;
    const dated = prior !== null && now === null && !m.renewed;
    let state: ClaimState = 'stated';
    let rule = m.range ? 'size: a range' : 'size: number and unit';
    let cue: Cue | null = null;
    if (m.replaced || dated) {
      state = 'prior';
      rule = 'size: an earlier one';
      cue = prior;
    } else if ((isDistance(reading, m) && !m.renewed) || isOfPart(reading, m) || isInstead(scopes, m)) {
      state = 'part';
      rule = 'size: a distance or a part, not the lesion';
    }
    const value = { mm: m.values, dimension: m.dimension, range: m.range, now: now !== null };
    claims.push({ field: 'sizeMm', value, state, from: m.from, to: m.to, key: m.from, rule, cue });
  }
  return claims;
}

/** "not 32 mm", "instead of 32 mm". */
const isInstead = (scopes: Scopes, m: Measure): boolean => {
  const cue = scopes.negated[m.from];
  return (
    cue !== null &&
    cue !== undefined &&
    m.from - cue.to <= 2 &&
    /not|instead/.test(cue.rule) &&
    cue.rule !== ''
  );
};

function isDistance(reading: Reading, m: Measure): boolean {
  const after = reading.covering[m.to] ?? null;
  const word = normAt(reading, m.to);
  if (/^(?:lost|gained|lose|gain|losing|gaining)$/.test(normAt(reading, m.from - 1))) return true;
  if (isTerm(after, 'distance') || word === 'above' || word === 'below') return true;
  if (
    after?.kind === 'relation' &&
    word !== 'by' &&
    word !== 'along' &&
    word !== 'near' &&
    word !== 'about'
  ) {
    return word === 'anterior' || word === 'posterior' || word === 'lateral' || word === 'behind';
  }
  if (SLICE_WORDS.has(word) || SLICE_WORDS.has(normAt(reading, m.to + 1))) return true;
  if (normAt(reading, m.from - 1) === 'by') {
    for (let i = m.from - 2; i >= Math.max(0, m.from - 10); i--) {
      const kind = kindAt(reading, i);
      if (kind === 'touch' || kind === 'change') return true;
    }
  }
  if (
    word === 'into' ||
    word === 'beyond' ||
    (word === 'across' && kindAt(reading, m.to + 1) === 'structure')
  )
    return true;
  const two =
    kindAt(reading, m.from - 1) === 'extend' ||
    (normAt(reading, m.from - 1) === 'for' && kindAt(reading, m.from - 2) === 'extend');
  return two && kindAt(reading, m.to) === 'extend';
}

const PART_KINDS = new Set(['component', 'fat', 'calcium', 'margin-noun']);

/** "a 7 mm calcification", "a 2 cm fatty area", "core of 2 cm", "intraspinal component, 10 mm". */
function isOfPart(reading: Reading, m: Measure): boolean {
  for (let i = m.to; i < m.to + 4; i++) {
    const kind = kindAt(reading, i);
    const word = normAt(reading, i);
    if (
      kind === 'lesion' ||
      word === ',' ||
      word === ')' ||
      word === 'with' ||
      word === 'it' ||
      word === 'which' ||
      word === 'and' ||
      word === '.'
    )
      break;
    if (isHardStop(reading, i)) break;
    if (kind === 'fat' || kind === 'calcium') {
      // "3 cm fat-containing paraspinal mass" measures the mass.
      return !lesionFollows(reading, i);
    }
    if (kind === 'component' && !lesionFollows(reading, i)) return true;
  }
  for (let i = m.from - 1; i >= Math.max(0, m.from - 5); i--) {
    const kind = kindAt(reading, i);
    const word = normAt(reading, i);
    if (kind === 'lesion' || kind === 'site' || word === ';' || word === '.' || word === ')') return false;
    if (kind === 'component' && /^(?:level|part)$/.test(word)) continue;
    if (kind === 'component' && i > 0) return true;
    if (kind !== null && PART_KINDS.has(kind) && word !== ',') return kind !== 'margin-noun';
    if (word === ',') return false;
  }
  return false;
}

function lesionFollows(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 6; i++) {
    const word = normAt(reading, i);
    if (kindAt(reading, i) === 'lesion') return true;
    if (
      word === ',' ||
      word === '.' ||
      word === 'in' ||
      word === 'of' ||
      word === 'with' ||
      word === 'within'
    )
      return false;
  }
  return false;
}
