/**
 * Vertebral levels as two ends. "T10-L1", "T3/4 disc", "T11 through L2", "from T9 down to T12", "T10, T11 and T12".
 * An end that is no level ("to the diaphragm", "L2 and below") leaves the whole open; a rib is not a level.
 */
import type { Claim } from './claims.ts';
import { BE_VERBS, isAnd, isComma } from './grammar.ts';
import { isOfNeighbour, namesLesion } from './neighbour-levels.ts';
import type { Scopes } from './scopes.ts';
import { isTerm, kindAt, normAt, type Reading, tokenAt } from './terms.ts';

const ORDER = 'CTLS';

/** Number that grows from head to tail. */
export const levelRank = (level: string): number =>
  ORDER.indexOf(level.charAt(0)) * 100 + Number(level.slice(1));

const JOINS = new Set([
  '-',
  '/',
  'to',
  'through',
  'thru',
  'till',
  'until',
  'and',
  '&',
  'down',
  'up',
  'as',
  'far',
  'into',
  '→',
  '>',
  'or',
  'inclusive',
]);
const PASSED = new Set([
  'the',
  'that',
  'level',
  'of',
  'vertebra',
  'vertebral',
  'body',
  'upper',
  'lower',
  'border',
  'endplate',
  'about',
  'to',
  'mid',
  'superior',
  'inferior',
  'disc',
  'approximately',
  'least',
  'at',
  'roughly',
  'down',
  'up',
  'far',
  'as',
]);
const OPEN_AFTER = new Set([
  'downward',
  'downwards',
  'upward',
  'upwards',
  'caudally',
  'cranially',
  'onward',
  'onwards',
  'caudad',
  'cephalad',
  'inferiorly',
  'superiorly',
]);
const OPEN_BEFORE = new Set(['above', 'below', 'beyond', 'caudal', 'cranial', 'under']);
const REACH_BEFORE = new Set(['to', 'until', 'till', 'down', 'reach', 'reaching', 'far']);

export function readLevels(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  let named: boolean | null = null;
  for (let i = 0; i < reading.tokens.length; i++) {
    const token = tokenAt(reading, i);
    if (token.kind !== 'level') continue;
    const levels = [token.norm];
    named ??= namesLesion(reading);
    if (!named && isOfNeighbour(reading, i)) continue;
    let end = i + 1;
    let open = false;
    for (;;) {
      const step = nextLevel(reading, end, levels[levels.length - 1] ?? token.norm);
      if (step === null) break;
      if (step.level === null) {
        open = true;
        end = step.next;
        break;
      }
      levels.push(step.level);
      end = step.next;
    }
    if (
      OPEN_AFTER.has(normAt(reading, end)) ||
      OPEN_AFTER.has(normAt(reading, pastNouns(reading, end))) ||
      (isAnd(reading, end) &&
        OPEN_BEFORE.has(normAt(reading, end + 1)) &&
        !/^(?:end|limit|border|margin|edge|pole|extent)$/.test(normAt(reading, end + 2)))
    )
      open = true;
    if (isAnd(reading, end) && OPEN_AFTER.has(normAt(reading, end + 1))) open = true;
    const before = normAt(reading, i - 1) === 'the' ? normAt(reading, i - 2) : normAt(reading, i - 1);
    if (OPEN_BEFORE.has(before) && levels.length === 1) open = true;
    if (levels.length === 1 && before === 'to' && openStart(reading, i)) open = true;
    const ofPart = partAfter(reading, end) ?? partBefore(reading, i);
    if (ofPart === 'rib') open = true;
    const sorted = levels.sort((a, b) => levelRank(a) - levelRank(b));
    const ends = [sorted[0] ?? token.norm, sorted[sorted.length - 1] ?? token.norm] as const;
    const reach =
      levels.length === 1 &&
      (REACH_BEFORE.has(before) || isEnd(reading, i)) &&
      !openStart(reading, i) &&
      !besideLevel(reading, i);
    const cue = scopes.prior[i] ?? scopes.negated[i] ?? null;
    const value = { ends, reach: reach && ofPart === null, open, foramen: ofPart === 'foramen' };
    claims.push({
      field: 'levels',
      value,
      state: cue === null ? 'stated' : 'prior',
      from: i,
      to: end,
      key: i,
      rule: levels.length === 1 ? 'single level, repeated' : 'range of levels',
      cue,
    });
    i = end - 1;
  }
  const last = claims[claims.length - 1];
  const there = reading.tokens.findIndex(
    (t, i) =>
      (t.norm === 'there' && kindAt(reading, i) === null) ||
      (t.norm === 'level' && /^(?:that|thi|this|same)$/.test(normAt(reading, i - 1))),
  );
  // "Fracture of D12 with a haematoma there"
  if (last !== undefined && there > last.to && !BE_VERBS.has(normAt(reading, there + 1)))
    claims.push({ ...last, from: there, to: there + 1, key: there, rule: 'level named before: there' });
  return claims;
}

function pastNouns(reading: Reading, from: number): number {
  let i = from;
  while (/^(?:vertebra|vertebral|body|level|segment|disc|endplate)$/.test(normAt(reading, i))) i++;
  return i;
}

/** "upper end T8", "topping out at T8", "begins at T8", "as low as L2": one end alone. */
const isEnd = (reading: Reading, i: number): boolean => {
  for (let j = i - 1; j >= Math.max(0, i - 5); j--) {
    const word = normAt(reading, j);
    if (
      /^(?:end|ends|ending|limit|border|margin|edge|pole|top|topping|bottom|bottoming|begin|beginning|start|starting|high|low)$/.test(
        word,
      )
    )
      return normAt(reading, j + 1) !== 'plate';
    if (!/^(?:at|is|lie|:|=|out|as|the|level|of|in|around)$/.test(word)) return false;
  }
  return false;
};

/** "anterior to D6", "next to L3": beside it, not as far as it. */
const besideLevel = (reading: Reading, i: number): boolean => {
  const to = normAt(reading, i - 1) === 'the' ? i - 2 : i - 1;
  return (
    normAt(reading, to) === 'to' &&
    (kindAt(reading, to) === 'relation' ||
      /^(?:opposite|close|lateral|next|adjacent)$/.test(normAt(reading, to - 1)))
  );
};

/** "from the diaphragm to L2": the other end is no level. */
const openStart = (reading: Reading, i: number): boolean => {
  for (let j = i - 1; j >= Math.max(0, i - 8); j--) {
    if (tokenAt(reading, j).kind === 'level') return false;
    if (normAt(reading, j) === 'from') return true;
  }
  return false;
};

/** The next level of a range or list; `level: null` when a range goes on to something that is not a level. */
function nextLevel(
  reading: Reading,
  from: number,
  last: string,
): { level: string | null; next: number } | null {
  let i = from;
  while (['level', 'vertebra', 'body', 'vertebral', 'disc'].includes(normAt(reading, i))) i++;
  // "at the T5 T6 level"
  if (tokenAt(reading, i).kind === 'level' && i === from) return { level: normAt(reading, i), next: i + 1 };
  if (isComma(reading, i) && tokenAt(reading, i + 1).kind === 'level')
    return { level: normAt(reading, i + 1), next: i + 2 };
  if (isComma(reading, i) && isAnd(reading, i + 1) && tokenAt(reading, i + 2).kind === 'level')
    return { level: normAt(reading, i + 2), next: i + 3 };
  const join = normAt(reading, i);
  if (!JOINS.has(join) || (join === 'as' && normAt(reading, i + 1) !== 'far')) return null;
  let j = i + 1;
  while (JOINS.has(normAt(reading, j)) && j < i + 4 && normAt(reading, j) !== 'and') j++;
  while (PASSED.has(normAt(reading, j)) && j < i + 9) j++;
  const token = tokenAt(reading, j);
  if (token.kind === 'level') return { level: token.norm, next: j + 1 };
  if (
    token.kind === 'number' &&
    (join === '-' ||
      join === '/' ||
      join === '&' ||
      (/^(?:to|through)$/.test(join) && token.value > Number(last.slice(1)))) &&
    j === i + 1 &&
    /^\d{1,2}$/.test(token.text)
  ) {
    const bare = `${last.charAt(0)}${token.text}`;
    const unit = normAt(reading, j + 1);
    if (!/^(?:cm|mm|x|hu|×|by|to)$/.test(unit)) return { level: bare, next: j + 1 };
  }
  const kind = kindAt(reading, j);
  if (token.kind !== 'word' || kind === 'side' || kind === 'relation' || kind === 'time') return null;
  const named =
    /^(?:the|an?|beyond|below)$/.test(normAt(reading, j - 1)) ||
    /^(?:an?|beyond|below)$/.test(token.norm) ||
    kind === 'structure' ||
    kind === 'site';
  const towards =
    join === 'down' ||
    join === 'through' ||
    join === 'until' ||
    (join === 'to' && named) ||
    (join === 'as' && named);
  return towards ? { level: null, next: i } : null;
}

/** "the neural foramina L2-L3": levels of the foramina. */
function partBefore(reading: Reading, from: number): 'foramen' | null {
  const i = ['at', '(', 'of'].includes(normAt(reading, from - 1)) ? from - 2 : from - 1;
  const term = reading.covering[i] ?? null;
  return isTerm(term, 'structure') && term.meaning.name === 'neural foramen' ? 'foramen' : null;
}

function partAfter(reading: Reading, end: number): 'rib' | 'foramen' | null {
  const term = reading.covering[end] ?? null;
  if (!isTerm(term, 'structure')) return null;
  if (term.meaning.name === 'rib') return 'rib';
  return term.meaning.name === 'neural foramen' || term.meaning.name === 'nerve root' ? 'foramen' : null;
}
