/** A series of numbers at one place: "3 x 4 cm", "5–6 cm", "AP 3.2", with the unit that stands with it. */
import { isAnd, isHardStop } from './grammar.ts';
import { kindAt, normAt, type Reading, tokenAt } from './terms.ts';

export type Unit = 'mm' | 'cm' | 'hu';

export type Draft = {
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

const TIMES = new Set(['x', '×', '*', 'by', 'χ', 'х', 'times', 'time']);

const RANGES = new Set(['-', 'to', '~', 'until']);

/** The number at token `i`, with its sign, or null. */
function numberAt(reading: Reading, i: number): { value: number; next: number } | null {
  const token = tokenAt(reading, i);
  if (token.kind === 'number') return { value: token.value, next: i + 1 };
  const word = NUMBER_WORDS.get(token.norm);
  // "two and a half centimetres"
  const halves = word !== undefined && ['and', 'a', 'half'].every((w, k) => normAt(reading, i + 1 + k) === w);
  if (halves && UNITS.has(normAt(reading, i + 4))) return { value: word + 0.5, next: i + 4 };
  const hyphen = normAt(reading, i + 1) === '-' && UNITS.has(normAt(reading, i + 2));
  const follows = normAt(reading, hyphen ? i + 2 : i + 1);
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

export function readSeries(reading: Reading, start: number): Draft | null {
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
      (normAt(reading, start - 1) !== '(' || tokenAt(reading, start - 2).kind === 'number')
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
    if ((TIMES.has(normAt(reading, i)) || isSlashedLength(reading, i)) && !d.range) {
      number = numberAt(reading, i + 1);
      if (number !== null) d.multiple = true;
    } else if (!d.multiple && d.numbers.length === 1 && !isChange(reading, start)) {
      const dash = RANGES.has(normAt(reading, i)) && normAt(reading, i + 1) !== '>';
      const between = isAnd(reading, i) && normAt(reading, start - 1) === 'between';
      const axes = isAnd(reading, i) && namesAxes(reading, start);
      if (dash || between || axes) number = numberAt(reading, i + 1);
      if (number !== null && axes) d.multiple = true;
      else if (number !== null) d.range = true;
    }
    if (number !== null && after > d.to) d.to = after;
  }
  if (leadingHu(reading, start, d)) d.unit = 'hu';
  if (d.unit === null && d.multiple) d.unit = d.numbers.some((n) => n.value >= 15) ? 'mm' : 'cm';
  const lead = leadingLength(reading, start);
  if (d.unit === null && lead !== null && !d.other) d.unit = lead;
  if (d.unit !== null) d.other = false;
  if (leadingDimension(reading, start)) d.dimension = true;
  return d;
}

/** "30/20 mm", "30/20/15 mm" written without spaces: dimensions, unless sides or times are told in the same manner. */
function isSlashedLength(reading: Reading, slash: number): boolean {
  if (normAt(reading, slash) !== '/' || tokenAt(reading, slash).start !== tokenAt(reading, slash - 1).end)
    return false;
  let i = slash;
  while (i < slash + 6 && normAt(reading, i) === '/' && tokenAt(reading, i + 1).kind === 'number') i += 2;
  const unit = UNITS.get(normAt(reading, i));
  if (i === slash || (unit !== 'mm' && unit !== 'cm')) return false;
  for (let k = Math.max(0, slash - 12); k < i + 12; k++)
    if (normAt(reading, k) === '/' && /^(?:side|time|site|lesion)$/.test(kindAt(reading, k - 1) ?? ''))
      return false;
  return true;
}

/** "diameters of 30 and 20 mm": two dimensions. */
const namesAxes = (reading: Reading, start: number): boolean => {
  const at =
    normAt(reading, start - 1) === 'of' || normAt(reading, start - 1) === ':' ? start - 2 : start - 1;
  return tokenAt(reading, at).plural && /^(?:diameter|dimension|ax[ie]s|axe)$/.test(normAt(reading, at));
};

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
    if (
      isLabelOfHu(reading) &&
      (['site', 'side', 'lesion', 'stand-in'].includes(kindAt(reading, i) ?? '') ||
        reading.tokens[i]?.kind === 'number')
    )
      continue;
    if (LEAD_FILLERS.has(word) || kindAt(reading, i) === 'phase') sawSign = sawSign || word === ':';
    else return false;
  }
  return false;
}

/** "HU: paraspinal 30, presacral 45": the label holds for the whole sentence. */
const isLabelOfHu = (reading: Reading): boolean => {
  const at = normAt(reading, 0) === 'mean' ? 1 : 0;
  const named =
    UNITS.get(normAt(reading, at)) === 'hu' ||
    kindAt(reading, at) === 'density' ||
    normAt(reading, at) === 'density';
  return named && reading.tokens.slice(at, at + 5).some((t) => t.norm === ':');
};

const plausibleHu = (d: Draft): boolean => d.numbers.every((n) => n.value >= -200 && n.value <= 500);

const LEAD_FILLERS = new Set(
  'of : = is was mean average about around approximately approx ca circa ~ ( ) a the value at in on measure measuring measured reading < > unit roughly some , roi averaging'.split(
    ' ',
  ),
);

const STILL = new Set(
  'is was of at unchanged stable now still remain measuring measured about approximately some only : = the constant same'.split(
    ' ',
  ),
);

/** "a length of 9 cm", "its width is unchanged at 7 cm". */
function leadingDimension(reading: Reading, start: number): boolean {
  for (let i = start - 1; i >= Math.max(0, start - 6); i--) {
    if (kindAt(reading, i) === 'dimension') return true;
    if (!STILL.has(normAt(reading, i))) return false;
  }
  return false;
}

/** "Size (mm): 30", "size in mm 30", "Size: 30", "diameter 30". */
function leadingLength(reading: Reading, start: number): Unit | null {
  let sized = false;
  for (let i = start - 1; i >= Math.max(0, start - 6); i--) {
    const word = normAt(reading, i);
    const unit = UNITS.get(word);
    // "4 cm, 35/60 HU": the unit of the number before.
    if (unit === 'mm' || unit === 'cm') return tokenAt(reading, i - 1).kind === 'number' ? null : unit;
    if (word === 'size' || word === 'diameter') sized = true;
    else if (!LEAD_FILLERS.has(word) && word !== '[' && word !== ']') break;
  }
  return sized && tokenAt(reading, start).value >= 3 ? 'mm' : null;
}

/** "from 26 to 20", "shrunk 26 to 20 mm": two times, not a range. */
export function isChange(reading: Reading, start: number): boolean {
  // "has grown by 4 mm to 30 mm"
  const by = normAt(reading, start - 1) === 'by' && kindAt(reading, start - 2) === 'change';
  if (by) return true;
  if (normAt(reading, start - 1) !== 'from' && kindAt(reading, start - 1) !== 'change') return false;
  for (let i = start - 1; i >= 0; i--) {
    if (isHardStop(reading, i)) break;
    const word = normAt(reading, i);
    if (word === 'range' || word === 'ranging' || word === 'vary' || word === 'varying') return false;
  }
  return true;
}
