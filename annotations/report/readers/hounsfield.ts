/** HU of the whole lesion with their phase. Values of parts, of reference tissue, differences and the past set nothing. */
import type { Claim, ClaimState, HuValue } from '../claims.ts';
import { BE_VERBS, isHardStop } from '../grammar.ts';
import type { Measure } from '../numbers.ts';
import type { Cue } from '../scopes/reach.ts';
import { contrastAhead } from '../scopes/time.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading, termsOf, tokenAt } from '../terms.ts';

type PhaseAt = { readonly at: number; readonly to: number; readonly phase: NonNullable<HuValue['phase']> };

export function readHounsfield(reading: Reading, scopes: Scopes, measures: readonly Measure[]): Claim[] {
  const hu = measures.filter((m) => m.quantity === 'hu');
  if (hu.length === 0) return [];
  const phases = [
    ...termsOf(reading, 'phase').map((t): PhaseAt => ({ at: t.from, to: t.to, phase: t.meaning.phase })),
    ...sharedPhases(reading),
  ].sort((a, b) => a.at - b.at);
  let ofOther = false;
  return hu.map((m, k) => {
    const before = hu[k - 1];
    ofOther =
      isOfPartOrReference(reading, m) ||
      (ofOther && before !== undefined && goesOn(reading, before.to, m.from));
    const phase = phaseOf(reading, hu, k, phases);
    const cue = (m.replaced ? changedSince(reading, m) : scopes.prior[m.from]) ?? null;
    let state: ClaimState = 'stated';
    let rule = phase === null ? 'HU: value, phase not told beside it' : 'HU: value with its phase';
    if (cue !== null && !(scopes.current[m.from] ?? null)) {
      state = 'prior';
      rule = 'HU: an earlier one';
    } else if (isDifference(reading, m) || ofOther) {
      state = 'part';
      rule = 'HU: of a part, of other tissue, or a difference';
    }
    return {
      field: 'attenuationHU',
      value: { hu: m.values, phase },
      state,
      from: m.from,
      to: m.to,
      key: m.from,
      rule,
      cue,
    };
  });
}

/** "48 HU on the early and 66 HU on the late phase", "34 HU before, 70 HU after contrast": one noun for both. */
function sharedPhases(reading: Reading): PhaseAt[] {
  const found: PhaseAt[] = [];
  reading.tokens.forEach((token, i) => {
    const bare = token.norm === 'before' || token.norm === 'without';
    if (bare && kindAt(reading, i) !== 'phase' && contrastAhead(reading, i + 1))
      found.push({ at: i, to: i + 1, phase: 'noncontrast' });
    // "pre 40 HU, post 65 HU", "40 HU (pre)"
    const short = token.norm === 'pre' ? 'noncontrast' : token.norm === 'post' ? 'after-contrast' : null;
    if (short !== null && kindAt(reading, i) === null && /^(?:\d.*|[:)/])$/.test(normAt(reading, i + 1)))
      found.push({ at: i, to: i + 1, phase: short });
    const phase = token.norm === 'early' ? 'arterial' : token.norm === 'late' ? 'delayed' : null;
    if (phase === null || kindAt(reading, i) === 'phase' || normAt(reading, i - 1) !== 'the') return;
    if (termsOf(reading, 'phase').some((t) => t.from > i && t.from - i < 9))
      found.push({ at: i, to: i + 1, phase });
  });
  return found;
}

/** "has risen from 54 to 69 HU": the perfect tells of time; "rises from 30 to 55" of contrast. */
function changedSince(reading: Reading, m: Measure): Cue | null {
  const has = reading.tokens.findIndex((t) => t.norm === 'has' || t.norm === 'have');
  const change = reading.terms.find((t) => t.from > has && t.to <= m.from && t.kind === 'change');
  // "has shrunk from 7 to 4 cm, its density from 65 to 30 HU"
  if (has >= 0 && change !== undefined && normAt(reading, m.from - 1) === 'from')
    return { from: change.from, to: change.to, rule: 'time: has changed' };
  for (let i = m.from - 1; i >= Math.max(0, m.from - 6); i--)
    if (
      /^(?:has|have)$/.test(normAt(reading, i)) ||
      (i === m.from - 1 && reading.tokens.some((t) => t.norm === 'since'))
    )
      return { from: i, to: i + 1, rule: 'time: has changed' };
  return null;
}

/** The phase after the value when one stands there before the next value; else the phase before it. */
function phaseOf(
  reading: Reading,
  all: readonly Measure[],
  k: number,
  phases: readonly PhaseAt[],
): HuValue['phase'] {
  const m = all[k];
  if (m === undefined || phases.length === 0) return null;
  const previousEnd = all[k - 1]?.to ?? 0;
  const nextStart = all[k + 1]?.from ?? reading.tokens.length;
  const firstValue = all[0]?.from ?? 0;
  const phasesLead =
    phases.some((p) => p.at < firstValue && stillSameClause(reading, p.to, firstValue)) &&
    !directlyAfter(reading, all[0], phases);
  const before = phases.filter((p) => p.at >= previousEnd && p.at < m.from).pop();
  const after = phases.find((p) => p.at >= m.to && p.at < nextStart && !numberBetween(reading, m.to, p.at));
  const slashed = normAt(reading, m.to) === '/' || normAt(reading, m.from - 1) === '/';
  const inOrder = slashed ? phasesInOrder(reading, all, phases) : null;
  if (inOrder !== null) return inOrder[k]?.phase ?? null;
  const listed = phases.length > 1 && phases[0] !== undefined && normAt(reading, phases[0].to) === '/';
  if (slashed && listed) return null;
  const shared = after === undefined ? phaseOfAll(reading, all, k, phases) : null;
  if (shared !== null) return shared;
  const chosen = phasesLead
    ? (before ?? (k === 0 ? after : undefined))
    : (after ?? (k === 0 ? before : undefined));
  if (chosen !== undefined) return chosen.phase;
  const trailing = phases.filter((p) => p.at >= (all[all.length - 1]?.to ?? 0));
  if (trailing.length === all.length) return trailing[k]?.phase ?? null;
  const kinds = new Set(phases.map((p) => p.phase));
  const [only] = kinds;
  const inArrows = all.length > 1 && reading.tokens.some((t) => t.norm === '→' || t.norm === '>');
  return kinds.size === 1 &&
    only !== undefined &&
    only !== 'after-contrast' &&
    only !== 'noncontrast' &&
    !inArrows &&
    k > 0
    ? only
    : null;
}

/** "32/65 HU (plain/portal)", "NC/ART/PV 40/62/70 HU": as many phases, all before or all after, as values. */
function phasesInOrder(
  reading: Reading,
  all: readonly Measure[],
  phases: readonly PhaseAt[],
): readonly PhaseAt[] | null {
  const first = all[0]?.from ?? 0;
  const last = all[all.length - 1]?.to ?? 0;
  const [a, b] = phases;
  if (all.length < 2 || a === undefined || b === undefined || phases.length !== all.length) return null;
  const together = phases.every((p) => p.at >= last) || phases.every((p) => p.to <= first);
  return together && normAt(reading, a.to) === '/' && b.at === a.to + 1 ? phases : null;
}

/** "31 and 45 HU respectively, before contrast", "40 HU (2018: 60 HU), both plain": the one phase is of all values. */
function phaseOfAll(
  reading: Reading,
  all: readonly Measure[],
  k: number,
  phases: readonly PhaseAt[],
): HuValue['phase'] {
  const [only] = phases;
  const m = all[k];
  if (phases.length !== 1 || only === undefined || m === undefined) return null;
  if (/^(?:both|each|all|either)$/.test(normAt(reading, only.at - 1))) return only.phase;
  const joined = /^(?:and|,|\/)$/.test(normAt(reading, m.to)) && all[k + 1]?.from === m.to + 1;
  return joined && only.at >= (all[all.length - 1]?.to ?? 0) ? only.phase : null;
}

const numberBetween = (reading: Reading, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) if (tokenAt(reading, i).kind === 'number') return true;
  return false;
};

const directlyAfter = (reading: Reading, m: Measure | undefined, phases: readonly PhaseAt[]): boolean =>
  m !== undefined &&
  phases.some(
    (p) =>
      p.at >= m.to &&
      p.at - m.to <= 3 &&
      normAt(reading, m.to) !== ',' &&
      stillSameClause(reading, m.to, p.at),
  );

const stillSameClause = (reading: Reading, from: number, to: number): boolean => {
  for (let i = from; i < to; i++)
    if (isHardStop(reading, i)) return false;
    else if (normAt(reading, i) === ',') return from + 1 >= to;
  return true;
};

function isDifference(reading: Reading, m: Measure): boolean {
  const before = normAt(reading, m.from - 1);
  const earlier = normAt(reading, m.from - 2);
  const word = /^(?:about|only|approximately|some|roughly|circa|ca|~|almost|nearly)$/.test(before)
    ? earlier
    : before;
  if (word === 'by' || word === 'Δ' || word === 'delta') return true;
  // "is +36 HU": a sign, no difference.
  if (word === '+') return !/^(?:is|are|of|at|:|=|value|mean|measure|around|about|from|to)$/.test(earlier);
  const after = normAt(reading, m.to);
  return (
    [
      'increase',
      'rise',
      'gain',
      'increment',
      'difference',
      'higher',
      'lower',
      'more',
      'less',
      'above',
      'below',
    ].includes(after) ||
    ['increment', 'gain', 'difference', 'rise'].includes(word) ||
    (word === 'of' &&
      ['increase', 'rise', 'gain', 'increment', 'difference', 'enhancement', 'uptake'].includes(earlier))
  );
}

/** "the psoas measures 54 HU without and 62 HU with contrast": no other subject between the two values. */
function goesOn(reading: Reading, from: number, to: number): boolean {
  let joined = false;
  for (let i = from; i < to; i++) {
    const word = normAt(reading, i);
    if (word === 'and' || word === 'then' || word === '/') joined = true;
    const kind = kindAt(reading, i);
    if (isHardStop(reading, i) || /^(?:[;()]|it|its|they|one|this|that|which)$/.test(word)) return false;
    if (kind === 'lesion' || kind === 'site' || kind === 'structure' || kind === 'component') return false;
  }
  return joined;
}

function isOfPartOrReference(reading: Reading, m: Measure): boolean {
  for (let i = m.from - 1; i >= Math.max(0, m.from - 6); i--) {
    const term = reading.covering[i] ?? null;
    const word = normAt(reading, i);
    if (word === ';' || word === ')' || word === 'whole' || isHardStop(reading, i)) break;
    if (word === '(' && kindAt(reading, i - 1) === null) break;
    if (word === ',' && i < m.from - 1) break;
    if (isTerm(term, 'lesion') || kindAt(reading, i) === 'site') break;
    if (tokenAt(reading, i).kind === 'number') break;
    // "abuts the aorta and is 38 HU": a verb of the lesion's own.
    if (BE_VERBS.has(word) && /^(?:and|,|which|but|that)$/.test(normAt(reading, i - 1))) break;
    if (/^(?:averag|measur|mean|with$|having)/.test(word) && /^(?:and|,)$/.test(normAt(reading, i - 1)))
      break;
    if (/^(?:content|lumen)$/.test(word) && m.from - i <= 3) return true;
    if (
      isTerm(term, 'structure') &&
      term.meaning.reference !== undefined &&
      kindAt(reading, i - 1) !== 'encase'
    )
      return !comparedInWords(reading, term.from, i, m);
    if (
      kindAt(reading, i) === 'component' ||
      ((isTerm(term, 'fat') || isTerm(term, 'calcium')) &&
        term.meaning.polarity !== 'absent' &&
        normAt(reading, term.to) !== ',') ||
      (/^(?:rim|periphery|rind)$/.test(word) && term?.kind !== 'enhancement' && i === m.from - 1)
    )
      return true;
  }
  // "55 HU in the adjacent muscle", "(muscle 58 HU)", "-80 HU fat".
  let i = m.to;
  while (
    [
      'in',
      'for',
      'of',
      'the',
      'adjacent',
      'neighboring',
      'within',
      'solid',
      'soft',
      'viable',
      'its',
      'a',
      'at',
      'normal',
      'those',
      'these',
      'such',
      'that',
    ].includes(normAt(reading, i))
  )
    i++;
  const term = reading.covering[i] ?? null;
  if (isTerm(term, 'structure') && term.meaning.reference !== undefined && i > m.to) return true;
  if (i > m.to && (kindAt(reading, i) === 'component' || kindAt(reading, i) === 'fat')) return true;
  return kindAt(reading, m.to) === 'fat' || kindAt(reading, m.to) === 'calcium';
}

/** "like muscle (45 HU)", "less than muscle at 30 HU": the comparison is over, the value is the lesion's. */
function comparedInWords(reading: Reading, structureFrom: number, structureAt: number, m: Measure): boolean {
  let compared = false;
  for (let i = structureFrom - 1; i >= Math.max(0, structureFrom - 5); i--) {
    const kind = kindAt(reading, i);
    if (kind === 'attenuation') compared = true;
    if (normAt(reading, i) === '(') return false;
  }
  if (!compared) return false;
  const joined = normAt(reading, structureAt + 1);
  return joined === '(' || joined === ',' || joined === 'at' || joined === '-' || m.from - structureAt > 2;
}
