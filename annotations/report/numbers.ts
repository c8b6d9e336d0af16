/**
 * Numbers with their units: lengths in mm and HU. Reads "3 x 4 cm", "3.2 cm AP x 4 cm TR x 8 cm CC", "5–6 cm",
 * "HU 32 → 60", "from 26 to 20 mm", "was 4 cm, now 5", "two centimetres". A number that bears no unit takes that of
 * its neighbour in the same list.
 */
import { isAnd, isComma, isHardStop } from './grammar.ts';
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

type Unit = 'mm' | 'cm' | 'hu';
type Draft = {
  numbers: { value: number; unit: Unit | null }[];
  range: boolean;
  from: number;
  to: number;
  unit: Unit | null;
  dimension: boolean;
  replaced: boolean;
  renewed: boolean;
  other: boolean;
  multiple: boolean;
};

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    half: 0.5,
  }),
);
const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries({ mm: 'mm', cm: 'cm', hu: 'hu', hounsfield: 'hu', unit: 'hu' } satisfies Record<
    string,
    Unit
  >),
);
const OTHER_UNITS = new Set(
  'ml cc l dl kg g mg year yr y yo day month week wk h hr hour sec second min minute kv kvp ma mas degree th st nd rd % ° msv mgy mci suv cm2 cm3 mm2 mm3 cm² cm³ mm² mm³ fr patient lesion mass nodule deposit collection node tumor cyst stone image slice cycle fraction litre liter'.split(
    ' ',
  ),
);
const TIMES = new Set(['x', '×', '*', 'by', 'χ', 'х']);
const RANGES = new Set(['-', 'to', '~', 'until']);

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

/** The number at token `i`, with its sign, or null. */
function numberAt(reading: Reading, i: number): { value: number; next: number } | null {
  const token = tokenAt(reading, i);
  if (token.kind === 'number') return { value: token.value, next: i + 1 };
  const word = NUMBER_WORDS.get(token.norm);
  const follows = normAt(reading, i + 1);
  const multiplied = TIMES.has(follows) || (follows === 'to' && NUMBER_WORDS.has(normAt(reading, i + 2)));
  if (word !== undefined && (UNITS.has(follows) || (multiplied && unitSoon(reading, i))))
    return { value: word, next: i + 1 };
  const next = tokenAt(reading, i + 1);
  if ((token.norm === '-' || token.norm === 'minus') && next.kind === 'number') {
    const touching = token.norm === 'minus' || next.start === token.end;
    const before = tokenAt(reading, i - 1).kind;
    if (touching && before !== 'number' && before !== 'level') return { value: -next.value, next: i + 2 };
  }
  return null;
}

const unitSoon = (reading: Reading, i: number): boolean => {
  for (let j = i + 1; j < i + 7; j++) if (UNITS.has(normAt(reading, j))) return true;
  return false;
};

function readSeries(reading: Reading, start: number): Draft | null {
  const first = numberAt(reading, start);
  if (first === null || isLevelEnd(reading, start)) return null;
  const d: Draft = {
    numbers: [],
    range: false,
    from: start,
    to: start,
    unit: null,
    dimension: false,
    replaced: false,
    renewed: false,
    other: false,
    multiple: false,
  };
  let number: { value: number; next: number } | null = first;
  while (number !== null) {
    let i = number.next;
    // "a 5.5-cm mass"
    if (normAt(reading, i) === '-' && UNITS.has(normAt(reading, i + 1))) i++;
    const unit = UNITS.get(normAt(reading, i)) ?? null;
    d.numbers.push({ value: number.value, unit });
    if (unit !== null) {
      d.unit = unit;
      i++;
      if (unit === 'hu' && normAt(reading, i) === 'unit') i++;
    } else if (
      normAt(reading, i) === ')' &&
      UNITS.has(normAt(reading, i + 1)) &&
      normAt(reading, start - 1) !== '('
    ) {
      d.unit = UNITS.get(normAt(reading, i + 1)) ?? null;
    } else if (isOtherUnit(reading, i) || isNumbered(reading, start)) d.other = true;
    d.to = i;
    const after = skipDimension(reading, i);
    if (after > i) {
      d.dimension = true;
      const late = UNITS.get(normAt(reading, after));
      if (d.unit === null && late !== undefined) {
        d.unit = late;
        d.to = after + 1;
        i = after + 1;
      } else i = after;
    }
    i = skipDeviation(reading, i);
    if (i > d.to && i !== after) {
      d.to = i;
      const late = UNITS.get(normAt(reading, i));
      if (d.unit === null && late !== undefined) {
        d.unit = late;
        d.to = ++i;
      }
    }
    number = null;
    if (TIMES.has(normAt(reading, i)) && !d.range) {
      number = numberAt(reading, i + 1);
      if (number !== null) d.multiple = true;
    } else if (!d.multiple && d.numbers.length === 1 && !isChange(reading, start)) {
      const dash = RANGES.has(normAt(reading, i)) && normAt(reading, i + 1) !== '>';
      const between = isAnd(reading, i) && normAt(reading, start - 1) === 'between';
      if (dash || between) number = numberAt(reading, i + 1);
      if (number !== null) d.range = true;
    }
    if (number !== null && after > d.to) d.to = after;
  }
  if (leadingHu(reading, start, d)) d.unit = 'hu';
  if (d.unit === null && d.multiple) d.unit = d.numbers.some((n) => n.value >= 15) ? 'mm' : 'cm';
  const lead = leadingLength(reading, start);
  if (d.unit === null && lead !== null && !d.other) d.unit = lead;
  if (d.unit !== null) d.other = false;
  if (kindAt(reading, start - 1) === 'dimension') d.dimension = true;
  return d;
}

/** The second number of "T10-12" or "L4/5". */
const isLevelEnd = (reading: Reading, i: number): boolean =>
  ['-', '/', '&'].includes(normAt(reading, i - 1)) &&
  tokenAt(reading, i - 2).kind === 'level' &&
  !UNITS.has(normAt(reading, i + 1));

function isOtherUnit(reading: Reading, i: number): boolean {
  const word = normAt(reading, i);
  if (word === 'cc' && normAt(reading, i - 1) !== 'cm') return tokenAt(reading, i - 1).kind === 'number';
  return OTHER_UNITS.has(word) || tokenAt(reading, i).kind === 'level';
}

/** "ribs 6-9", "segment 7", "image 45": a number that names, not one that measures. */
const isNumbered = (reading: Reading, start: number): boolean =>
  kindAt(reading, start - 1) === 'structure' ||
  ['image', 'series', 'no', 'number', 'grade', 'type', 'stage', 'bosniak', 'zone', 'station'].includes(
    normAt(reading, start - 1),
  );

/** Past "AP", "(AP)", "in craniocaudal extent". */
function skipDimension(reading: Reading, from: number): number {
  let i = from;
  if (normAt(reading, i) === '(' && kindAt(reading, i + 1) === 'dimension') {
    const term = reading.covering[i + 1];
    const close = term?.to ?? i + 2;
    return normAt(reading, close) === ')' ? close + 1 : from;
  }
  while (['in', 'the', '-'].includes(normAt(reading, i)) && i < from + 2) i++;
  const term = reading.covering[i];
  return kindAt(reading, i) === 'dimension' && term ? term.to : from;
}

/** Past "± 8", "+/- 8". */
function skipDeviation(reading: Reading, i: number): number {
  if (normAt(reading, i) === '±' && tokenAt(reading, i + 1).kind === 'number') return i + 2;
  if (normAt(reading, i) === '+' && normAt(reading, i + 1) === '/' && normAt(reading, i + 2) === '-')
    return i + 4;
  return i;
}

/** "HU 48", "HU: 48", "attenuation of 35", "Density (HU) 35". */
function leadingHu(reading: Reading, start: number, d: Draft): boolean {
  if (d.unit !== null || d.other || d.multiple) return false;
  let sawSign = false;
  for (let i = start - 1; i >= Math.max(0, start - 7); i--) {
    const word = normAt(reading, i);
    if (UNITS.get(word) === 'hu') return true;
    if (kindAt(reading, i) === 'density' || word === 'density')
      return kindAt(reading, d.to) !== 'dimension' && plausibleHu(d);
    if (LEAD_FILLERS.has(word) || kindAt(reading, i) === 'phase') sawSign = sawSign || word === ':';
    else return false;
  }
  return false;
}

const plausibleHu = (d: Draft): boolean => d.numbers.every((n) => n.value >= -200 && n.value <= 500);

const LEAD_FILLERS = new Set(
  'of : = is was mean average about around approximately approx ca circa ~ ( ) a the value at in on measure measuring measured reading < > unit roughly some , roi averaging'.split(
    ' ',
  ),
);

/** "Size (mm): 30", "size in mm 30", "Size: 30", "diameter 30". */
function leadingLength(reading: Reading, start: number): Unit | null {
  let sized = false;
  for (let i = start - 1; i >= Math.max(0, start - 6); i--) {
    const word = normAt(reading, i);
    const unit = UNITS.get(word);
    if (unit === 'mm' || unit === 'cm') return unit;
    if (word === 'size' || word === 'diameter') sized = true;
    else if (!LEAD_FILLERS.has(word) && word !== '[' && word !== ']') break;
  }
  return sized && tokenAt(reading, start).value >= 3 ? 'mm' : null;
}

const ARROWS = new Set(['→', '>', '⇒', '➔', '➜', '↑', '↓', '»']);

/** "from 26 to 20", "shrunk 26 to 20 mm": two times, not a range. */
function isChange(reading: Reading, start: number): boolean {
  if (normAt(reading, start - 1) !== 'from' && kindAt(reading, start - 1) !== 'change') return false;
  for (let i = start - 1; i >= 0; i--) {
    if (isHardStop(reading, i)) break;
    const word = normAt(reading, i);
    if (word === 'range' || word === 'ranging' || word === 'vary' || word === 'varying') return false;
  }
  return true;
}

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
