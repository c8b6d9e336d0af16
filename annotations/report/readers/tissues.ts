/** Fat and calcium inside a lesion. Fat and calcium of the neighbourhood (planes, vessel walls, organs) set nothing. */
import type { Claim, ClaimState } from '../claims.ts';
import { BE_VERBS } from '../grammar.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { verdict } from './state.ts';

const NOT_OF_LESION_AFTER = new Set([
  'plane',
  'saturation',
  'saturated',
  'suppression',
  'suppressed',
  'stranding',
  'pad',
  'sat',
  'window',
  'necrosis',
  'around',
  'surrounding',
]);
const NOT_OF_LESION_BEFORE = new Set([
  'surrounding',
  'adjacent',
  'subcutaneous',
  'neighboring',
  'nearby',
  'intervening',
  'regional',
  'than',
  'abdominal',
  'body',
  'visceral',
  'intact',
  'overlying',
  'local',
  'perilesional',
]);
const UNKNOWN_WORDS = new Set(['uncertain', 'indeterminate', 'unclear', 'equivocal', '?', 'unknown', 'not']);

export function readTissues(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (const term of reading.terms) {
    const fatDensity = isTerm(term, 'null-density') && /^fat/.test(normAt(reading, term.from));
    if (isTerm(term, 'fat') || fatDensity) {
      if (isNeighbour(reading, term) || replacesOrgan(reading, term)) continue;
      const absent = (isTerm(term, 'fat') && term.meaning.polarity === 'absent') || sharesFree(reading, term);
      const sided = sidedAnswers(reading, term);
      claims.push(...sided);
      if (sided.length === 0) claims.push(tissueClaim(reading, scopes, term, 'fat', absent));
    } else if (isTerm(term, 'calcium')) {
      if (!isCalcium(reading, term) || ofOrgan(reading, term)) continue;
      const sided = sidedAnswers(reading, term);
      claims.push(...sided);
      if (sided.length === 0)
        claims.push(tissueClaim(reading, scopes, term, 'calcification', term.meaning.polarity === 'absent'));
    }
  }
  return claims.map((claim, i) => alike(reading, claims, claim, i));
}

/** "Calcification is lacking, fat too", "as is fat", "so is fat", "likewise calcium": the second follows the first. */
function alike(reading: Reading, claims: readonly Claim[], claim: Claim, i: number): Claim {
  const before = claims[i - 1];
  if (before === undefined || !(likeAfter(reading, claim.to) || likeBefore(reading, claim.from)))
    return claim;
  if (
    (before.field !== 'fat' && before.field !== 'calcification') ||
    (claim.field !== 'fat' && claim.field !== 'calcification')
  )
    return claim;
  return { ...claim, value: before.value, state: before.state, rule: `${claim.rule}, like the one before` };
}

const likeAfter = (reading: Reading, at: number): boolean =>
  ['too', 'likewise', 'also', 'similarly', 'neither', 'ditto'].includes(normAt(reading, at)) ||
  (normAt(reading, at) === 'as' && normAt(reading, at + 1) === 'well');

function likeBefore(reading: Reading, at: number): boolean {
  const i = normAt(reading, at - 1) === 'the' ? at - 2 : at - 1;
  if (['likewise', 'similarly', 'ditto'].includes(normAt(reading, i))) return true;
  return BE_VERBS.has(normAt(reading, i)) && ['as', 'so', 'nor', 'neither'].includes(normAt(reading, i - 1));
}

function tissueClaim(
  reading: Reading,
  scopes: Scopes,
  term: Term,
  field: 'fat' | 'calcification',
  absent: boolean,
): Claim {
  const v = verdict(scopes, term.from, term.to);
  const name = field === 'fat' ? 'fat' : 'calcification';
  const base = { field, from: term.from, to: term.to, key: term.from, cue: v.cue };
  const label = labelAnswer(reading, term);
  if (label !== null && v.state !== 'prior' && v.state !== 'hedged') {
    const state: ClaimState = label === 'unknown' ? 'hedged' : 'stated';
    return {
      ...base,
      value: label === 'yes' ? 'present' : 'absent',
      state,
      rule: `${name}: answer to a label`,
    };
  }
  if (absent && v.state !== 'denied')
    return { ...base, value: 'absent', state: v.state, rule: `${name}: said to be free of it` };
  if (v.state === 'denied') return { ...base, value: 'absent', state: 'stated', rule: `${name}: denied` };
  return { ...base, value: 'present', state: v.state, rule: `${name}: named without denial` };
}

/** "CALC: R YES, L NO": an answer for each side. */
function sidedAnswers(reading: Reading, term: Term): Claim[] {
  const claims: Claim[] = [];
  if (!/^[:=]$/.test(normAt(reading, term.to))) return claims;
  const field = isTerm(term, 'calcium') ? ('calcification' as const) : ('fat' as const);
  for (let i = term.to + 1; i < Math.min(reading.tokens.length, term.to + 12); i++) {
    const side = reading.covering[i] ?? null;
    if (!isTerm(side, 'side') || side.from !== i) continue;
    const answer = normAt(reading, side.to);
    const yes = /^(?:yes|present|pos|positive|y|[+])$/.test(answer);
    if (!yes && !/^(?:no|none|nil|absent|neg|negative|n|-)$/.test(answer)) return claims;
    const value = yes ? ('present' as const) : ('absent' as const);
    claims.push({
      field,
      value,
      state: 'stated',
      from: term.from,
      to: side.to + 1,
      key: i,
      rule: 'answer for a side',
      cue: null,
    });
  }
  return claims;
}

/** "Fat: no", "Calcification = +", "Fat/Ca: -/-". */
function labelAnswer(reading: Reading, term: Term): 'yes' | 'no' | 'unknown' | null {
  let i = term.to;
  let steps = 0;
  while (
    i < reading.tokens.length &&
    steps++ < 5 &&
    (normAt(reading, i) === '/' ||
      normAt(reading, i) === 'and' ||
      normAt(reading, i) === 'or' ||
      kindAt(reading, i) === 'fat' ||
      kindAt(reading, i) === 'calcium')
  )
    i++;
  const sign = normAt(reading, i);
  if (tokenAt(reading, i).kind === 'number' && sign === '0' && normAt(reading, i + 1) !== 'mm') return 'no';
  const closes = [',', ';', '.', '/', ')', ''].includes(normAt(reading, i + 1));
  if ((sign === '+' || sign === '-') && closes) return sign === '+' ? 'yes' : 'no';
  const inside = normAt(reading, i + 1);
  if (sign === '(' && /^[+-]$/.test(inside) && normAt(reading, i + 2) === ')')
    return inside === '+' ? 'yes' : 'no';
  // "fat yes, calcification no", "fat, yes; calcium, no"
  const spoken = sign === ',' ? i + 1 : i;
  const answer = normAt(reading, spoken);
  const last = spoken + 1 >= reading.tokens.length || /^[.,;)/]$/.test(normAt(reading, spoken + 1));
  if ((answer === 'yes' || answer === 'no') && last) return answer;
  if (sign !== ':' && sign !== '=') return null;
  const paired = pairedAnswer(reading, term, i);
  if (paired !== null) return paired;
  const token = tokenAt(reading, i + 1);
  const word = token.norm;
  if (word === '-' && normAt(reading, i + 2) !== 've') return 'no';
  if (['no', 'none', 'nil', 'absent', 'negative', 'neg', '0', 'ø', 'n', 'neither'].includes(word)) {
    return word === 'no' && isKnownNoun(reading, i + 2) ? null : 'no';
  }
  if (word === '-' && normAt(reading, i + 2) === 've') return 'no';
  if (
    [
      'yes',
      'present',
      '+',
      'positive',
      'pos',
      'y',
      'some',
      'seen',
      'visible',
      'minimal',
      'trace',
      'scattered',
      'abundant',
      'small',
      'a',
    ].includes(word)
  )
    return 'yes';
  if (UNKNOWN_WORDS.has(word))
    return word === 'not' && /^(?:seen|present|identified|visible|detected)$/.test(normAt(reading, i + 2))
      ? 'no'
      : 'unknown';
  return null;
}

const isKnownNoun = (reading: Reading, i: number): boolean => {
  const kind = kindAt(reading, i);
  return kind === 'fat' || kind === 'calcium';
};

function isNeighbour(reading: Reading, term: Term): boolean {
  const after = normAt(reading, term.to);
  const before = normAt(reading, term.from - 1);
  if (NOT_OF_LESION_AFTER.has(after) || NOT_OF_LESION_BEFORE.has(before)) return true;
  if (kindAt(reading, term.to) === 'distractor') return true;
  const beforeKind = kindAt(reading, term.from - 1);
  const adjective = /^(?:containing|bearing|rich|laden)$/.test(normAt(reading, term.to - 1));
  if (adjective) return false;
  if (beforeKind === 'site' || (beforeKind === 'structure' && before !== '-')) return true;
  const skipped = before === 'the' || before === 'of' ? kindAt(reading, term.from - 2) : beforeKind;
  if (skipped === 'extend' || skipped === 'touch' || skipped === 'encase')
    return before === 'the' || beforeKind !== null;
  // "blurred towards the fat": the fat around it, known to the reader.
  const away = /^(?:towards|toward|into|from|against|with|to)$/.test(normAt(reading, term.from - 2));
  const beside = kindAt(reading, term.to) === 'relation' && before === 'the';
  if ((before === 'the' && away) || beside) return true;
  return before === 'by' && kindAt(reading, term.from - 2) === 'encase';
}

/** "Fat- and calcium-free". */
function sharesFree(reading: Reading, term: Term): boolean {
  if (normAt(reading, term.to) !== '-' || !/^(?:and|or)$/.test(normAt(reading, term.to + 1))) return false;
  const next = reading.covering[term.to + 2] ?? null;
  return isTerm(next, 'calcium') && next.meaning.polarity === 'absent';
}

/** "fatty replacement of the pancreas". */
const replacesOrgan = (reading: Reading, term: Term): boolean =>
  /^(?:replacement|atrophy|infiltration|change|degeneration|conversion|involution|metamorphosis)$/.test(
    normAt(reading, term.to - 1),
  ) && ofOrgan(reading, term);

/** "Ca" is calcium only in capitals beside its like; "ca." is about or carcinoma. */
function isCalcium(reading: Reading, term: Term): boolean {
  if (term.to - term.from !== 1 || normAt(reading, term.from) !== 'ca') return true;
  const ion = normAt(reading, term.to) === '+' && normAt(reading, term.to + 1) === '+';
  if (ion) return true;
  if (!/^C/.test(tokenAt(reading, term.from).text)) return false;
  for (let i = term.from - 3; i <= term.to + 1; i++) {
    const kind = kindAt(reading, i);
    if (
      i !== term.from &&
      (kind === 'fat' ||
        kind === 'negation' ||
        tokenAt(reading, i).text === '0' ||
        normAt(reading, i) === ':' ||
        normAt(reading, i) === '+')
    )
      return true;
  }
  return false;
}

/** "aortic calcification", "calcification of the aortic wall", "calcified granuloma". */
function ofOrgan(reading: Reading, term: Term): boolean {
  const before = reading.covering[term.from - 1] ?? null;
  if (before !== null && before.kind === 'structure') return true;
  if (kindAt(reading, term.to) === 'distractor') return true;
  // "calcified aortic wall"
  if (
    kindAt(reading, term.to) === 'structure' &&
    kindAt(reading, reading.covering[term.to]?.to ?? 0) !== 'lesion'
  )
    return true;
  let i = term.to;
  if (normAt(reading, i) === 'only' || normAt(reading, i) === 'confined' || normAt(reading, i) === 'limited')
    i++;
  if (normAt(reading, i) === 'to') i++;
  else if (normAt(reading, i) !== 'of' && normAt(reading, i) !== 'in') return false;
  i++;
  while (['the', 'both', 'right', 'left', 'abdominal', 'its'].includes(normAt(reading, i))) i++;
  const after = reading.covering[i] ?? null;
  if (
    [i, i + 1, i + 2].some((j) =>
      /^(?:ligament|valve|annulus|tendon|cartilage|falx)$/.test(normAt(reading, j)),
    )
  )
    return true;
  return isTerm(after, 'structure') && after.meaning.region === undefined;
}

/** "FAT/CA: NEG/POS": as many answers as labels, in the same order. */
function pairedAnswer(reading: Reading, term: Term, colon: number): 'yes' | 'no' | null {
  const isTissue = (i: number): boolean => kindAt(reading, i) === 'fat' || kindAt(reading, i) === 'calcium';
  const second = normAt(reading, term.from - 1) === '/' && isTissue(term.from - 2);
  const first = normAt(reading, term.to) === '/' && isTissue(term.to + 1);
  let slash = colon + 1;
  while (slash < colon + 4 && normAt(reading, slash) !== '/') slash++;
  if ((!first && !second) || normAt(reading, slash) !== '/') return null;
  const at = first ? colon + 1 : slash + 1;
  const word = normAt(reading, at) === '-' && normAt(reading, at + 1) === 've' ? 'neg' : normAt(reading, at);
  if (['neg', 'negative', 'no', 'none', 'absent', '-', 'nil', '0'].includes(word)) return 'no';
  return ['pos', 'positive', 'yes', 'present', '+', 'some'].includes(word) ? 'yes' : null;
}
