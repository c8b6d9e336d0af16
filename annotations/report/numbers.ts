/**
 * Numbers with their units: lengths in mm and HU. Reads "3 x 4 cm", "3.2 cm AP x 4 cm TR x 8 cm CC", "5–6 cm",
 * "HU 32 → 60", "from 26 to 20 mm", "was 4 cm, now 5", "two centimetres". A number that bears no unit takes that of
 * its neighbour in the same list.
 */
import { isAnd, isComma } from './grammar.ts';
import { type Draft, isChange, readSeries, type Unit } from './number-series.ts';
import { kindAt, normAt, type Reading, tokenAt } from './terms.ts';

export type Quantity = 'length' | 'hu';

export type Measure = {
  readonly quantity: Quantity;
  /** mm or HU, as stated in order. */
  readonly values: readonly number[];
  readonly range: boolean;
  readonly from: number;
  readonly to: number;
  /** A word for the direction stands with it ("craniocaudal", "thick", "AP"). */
  readonly dimension: boolean;
  /** The earlier one of a pair that tells a change. */
  readonly replaced: boolean;
  /** The later one of such a pair. */
  readonly renewed: boolean;
};

export function findMeasures(reading: Reading): Measure[] {
  const drafts: Draft[] = [];
  for (let i = 0; i < reading.tokens.length; i++) {
    const draft = readSeries(reading, i);
    if (draft === null) continue;
    drafts.push(draft);
    i = draft.to - 1;
  }
  shareUnits(reading, drafts);
  const measures: Measure[] = [];
  for (const d of drafts) {
    if (d.unit === null || d.other) continue;
    const quantity: Quantity = d.unit === 'hu' ? 'hu' : 'length';
    const values = d.numbers.map((n) => toStandard(n.value, n.unit ?? d.unit));
    measures.push({
      quantity,
      values,
      range: d.range,
      from: d.from,
      to: d.to,
      dimension: d.dimension,
      replaced: d.replaced,
      renewed: d.renewed,
    });
  }
  return measures;
}

const toStandard = (value: number, unit: Unit | null): number =>
  unit === 'cm' ? Math.round(value * 1000) / 100 : value;

const ARROWS = new Set(['→', '>', '⇒', '➔', '➜', '↑', '↓', '»']);

const CONNECTOR_KINDS = new Set(['phase', 'time', 'side', 'dimension', 'change', 'stand-in', 'negation']);

const CONNECTORS = new Set(
  'and , / ( ) on the in at to - : or then with of & respectively = image images after is was measure measuring by not'.split(
    ' ',
  ),
);

/** Numbers without a unit take it from the next number of the list, else from the one before a "now" or an arrow. */
function shareUnits(reading: Reading, drafts: Draft[]): void {
  for (let k = drafts.length - 1; k >= 0; k--) {
    const d = drafts[k];
    const next = drafts[k + 1];
    if (d === undefined || next === undefined) continue;
    const gap = gapOf(reading, d.to, next.from);
    if (d.unit === null && !d.other && next.unit !== null && gap !== null) d.unit = next.unit;
    const toJoined = normAt(reading, d.to) === 'to' && next.from === d.to + 1;
    const changed = toJoined && isChange(reading, d.from);
    if (next.unit !== null && (gap?.arrow || changed) && d.unit === next.unit) {
      d.replaced = true;
      next.renewed = true;
    }
  }
  // "AP 34 (29), TR 27 (27) mm": in brackets the earlier ones
  const bracketed = drafts.flatMap((d, k) => (k > 0 && isBracketed(reading, drafts[k - 1], d) ? [d] : []));
  if (bracketed.length > 1) for (const d of bracketed) d.replaced = true;
  // "down to 3 cm from 7 cm"
  for (let k = 0; k + 1 < drafts.length; k++) {
    const d = drafts[k];
    const next = drafts[k + 1];
    if (d === undefined || next === undefined || normAt(reading, d.from - 1) !== 'to') continue;
    if (normAt(reading, next.from - 1) !== 'from' || next.from - d.to > 2) continue;
    next.replaced = true;
    d.renewed = true;
  }
  for (let k = 1; k < drafts.length; k++) {
    const d = drafts[k];
    const before = drafts[k - 1];
    if (d === undefined || before === undefined || d.unit !== null || d.other || before.unit === null)
      continue;
    const gap = gapOf(reading, before.to, d.from);
    if (gap === null) continue;
    if (
      gap.arrow ||
      gap.dated ||
      (before.unit === 'hu' && (gap.phased || phaseFollows(reading, d.to))) ||
      gap.joined
    ) {
      d.unit = before.unit;
      if (gap.arrow) {
        before.replaced = true;
        d.renewed = true;
      }
    }
  }
}

const isBracketed = (reading: Reading, before: Draft | undefined, d: Draft): boolean =>
  before !== undefined &&
  d.from === before.to + 1 &&
  normAt(reading, d.from - 1) === '(' &&
  normAt(reading, d.to) === ')';

const phaseFollows = (reading: Reading, i: number): boolean =>
  kindAt(reading, i) === 'phase' || kindAt(reading, i + 1) === 'phase';

type Gap = { arrow: boolean; dated: boolean; phased: boolean; joined: boolean };

function gapOf(reading: Reading, from: number, to: number): Gap | null {
  if (to - from > 9) return null;
  const gap: Gap = { arrow: false, dated: false, phased: false, joined: false };
  for (let i = from; i < to; i++) {
    const word = normAt(reading, i);
    const kind = kindAt(reading, i);
    if (ARROWS.has(word)) gap.arrow = true;
    else if (kind === 'time' || tokenAt(reading, i).kind === 'date') gap.dated = true;
    else if (kind === 'phase') gap.phased = true;
    else if (!(CONNECTORS.has(word) || (kind !== null && CONNECTOR_KINDS.has(kind)))) return null;
    if (isComma(reading, i) || isAnd(reading, i) || word === '/' || word === 'to')
      gap.joined = gap.joined || to - from === 1;
  }
  return gap;
}
