/**
 * Tables whose cells are parted by "|": the header names the columns, each row is one lesion. Numbers and words of a
 * cell mean what the column says.
 */
import type { EnhancementDegree } from '../finding/descriptors.ts';
import type { Claim } from './claims.ts';
import type { Sentence } from './sentences.ts';
import { isTerm, kindAt, normAt, type Reading, tokenAt } from './terms.ts';

export type Column =
  | 'size-mm'
  | 'size-cm'
  | 'hu'
  | 'enhancement'
  | 'pattern'
  | 'fat'
  | 'calcification'
  | 'margin'
  | 'other';

type Cell = { readonly from: number; readonly to: number };

export const isRow = (reading: Reading): boolean => reading.tokens.filter((t) => t.norm === '|').length >= 2;

/** "| Fat | no |": two cells are a label and its answer. */
export function asLabel(sentence: Sentence): Sentence {
  let tokens = sentence.tokens;
  if (!tokens.some((t) => t.norm === '|')) return sentence;
  if (tokens[0]?.norm === '|') tokens = tokens.slice(1);
  if (tokens[tokens.length - 1]?.norm === '|') tokens = tokens.slice(0, -1);
  if (tokens.filter((t) => t.norm === '|').length !== 1) return sentence;
  return {
    ...sentence,
    tokens: tokens
      .filter((t) => t.norm !== '?')
      .map((t) => (t.norm === '|' ? { ...t, norm: ':', text: ':' } : t)),
  };
}

function cellsOf(reading: Reading): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  for (let i = 0; i <= reading.tokens.length; i++) {
    if (i < reading.tokens.length && normAt(reading, i) !== '|') continue;
    if (i > from || from > 0) cells.push({ from, to: i });
    from = i + 1;
  }
  return cells.filter((c, i) => c.to > c.from || (i > 0 && i < cells.length - 1));
}

/** The columns when this row is a header: it names at least two and holds no number or level. */
export function readHeader(reading: Reading): Column[] | null {
  if (!isRow(reading) || reading.tokens.some((t) => t.kind === 'number' || t.kind === 'level')) return null;
  const columns = cellsOf(reading).map((cell) => columnOf(reading, cell));
  const named = columns.filter((c) => c !== 'other').length;
  const placed = reading.tokens.some((t) => /^(?:site|location|side|level|region|lesion)$/.test(t.norm));
  return named >= 1 && (placed || named >= 2) ? columns : null;
}

function columnOf(reading: Reading, cell: Cell): Column {
  let column: Column = 'other';
  for (let i = cell.from; i < cell.to; i++) {
    const word = normAt(reading, i);
    const kind = kindAt(reading, i);
    if (word === 'hu' || kind === 'density') return 'hu';
    if (word === 'cm') return 'size-cm';
    if (word === 'mm' || word === 'size' || word === 'diameter' || word === 'dimension') column = 'size-mm';
    else if (kind === 'enhancement') column = 'enhancement';
    else if (word === 'pattern') column = 'pattern';
    else if (kind === 'fat') column = 'fat';
    else if (kind === 'calcium' || word === 'ca') column = 'calcification';
    else if (kind === 'margin-noun') column = 'margin';
  }
  return column;
}

const NO = new Set(['no', 'none', 'absent', '-', 'nil', 'n', 'negative', 'neg', '0', 'ø']);
const YES = new Set(['yes', 'present', '+', 'y', 'positive', 'pos', 'seen']);

/** Claims of the cells whose column gives them their meaning. */
export function readRow(reading: Reading, columns: readonly Column[]): Claim[] {
  const claims: Claim[] = [];
  cellsOf(reading).forEach((cell, n) => {
    const column = columns[n] ?? 'other';
    const base = {
      state: 'stated',
      from: cell.from,
      to: cell.to,
      key: cell.from,
      rule: `table: column of ${column}`,
      cue: null,
    } as const;
    const numbers = reading.tokens.slice(cell.from, cell.to).filter((t) => t.kind === 'number');
    const first = normAt(reading, cell.from);
    if (column === 'hu' && numbers.length > 0) {
      const sign = first === '-' ? -1 : 1;
      claims.push({
        ...base,
        field: 'attenuationHU',
        value: { hu: numbers.slice(0, 2).map((t, i) => (i === 0 ? sign : 1) * t.value), phase: null },
      });
    } else if ((column === 'size-mm' || column === 'size-cm') && numbers.length > 0) {
      const inCm =
        reading.tokens.slice(cell.from, cell.to).some((t) => t.norm === 'cm') || column === 'size-cm';
      claims.push({
        ...base,
        field: 'sizeMm',
        value: {
          mm: numbers.map((t) => Math.round(t.value * (inCm ? 1000 : 100)) / 100),
          dimension: false,
          range: false,
          now: false,
        },
      });
    } else if (column === 'enhancement' || column === 'pattern') {
      const degrees: EnhancementDegree[] = [];
      for (let i = cell.from; i < cell.to; i++) {
        const term = reading.covering[i] ?? null;
        if (term === null || term.from !== i) continue;
        if (isTerm(term, 'degree')) degrees.push(term.meaning.degree);
        if (isTerm(term, 'pattern'))
          claims.push({ ...base, field: 'enhancementPattern', value: term.meaning.pattern });
      }
      if (degrees.length === 0 && NO.has(first)) degrees.push('none');
      if (degrees.length > 0) claims.push({ ...base, field: 'enhancementDegree', value: degrees });
    } else if (column === 'fat' || column === 'calcification') {
      if (NO.has(first)) claims.push({ ...base, field: column, value: 'absent' });
      else if (YES.has(first)) claims.push({ ...base, field: column, value: 'present' });
    } else if (column === 'margin') {
      for (let i = cell.from; i < cell.to; i++) {
        const term = reading.covering[i] ?? null;
        if (isTerm(term, 'margin') && term.from === i)
          claims.push({ ...base, field: 'margin', value: term.meaning.margin });
      }
    }
  });
  return claims.filter((c) => tokenAt(reading, c.key).kind !== 'end');
}
