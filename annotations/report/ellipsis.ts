/**
 * Clauses that leave out what was just said: "the left contains fat, the right does not", "the first is smooth, the
 * second is not", "fat on the left, none on the right", "the left kidney is not surrounded, the right one is". They
 * name somebody and a bare yes or no; the claims before them hold, or hold not, of those they name.
 */
import type { Claim, ClaimField } from './claims.ts';
import { BE_VERBS, DETERMINERS, isAnd, isComma, isContrast, isHardStop } from './grammar.ts';
import { isNumberSign, isTerm, kindAt, normAt, type Reading, tokenAt } from './terms.ts';

type Piece = { readonly from: number; readonly to: number };
type Answer = {
  readonly yes: boolean;
  readonly same: boolean;
  readonly key: number;
  readonly structure: string | null;
  readonly gapped: boolean;
};

const NO = /^(?:not|none|nil|absent|without|lacking|negative)$/;
const SAME = /^(?:too|likewise|similarly|also|so|neither|nor|ditto)$/;
const AUXILIARY = /^(?:do|doe|does|did|has|have|in|on|of|for|at|with|that|:|-|one|side|though|only|all|at)$/;

const RANKS =
  /^(?:upper|lower|cranial|caudal|superior|inferior|higher|first|second|third|former|latter|larger|smaller)$/;

const CARRIED: ReadonlySet<ClaimField> = new Set<ClaimField>([
  'fat',
  'calcification',
  'enhancementDegree',
  'margin',
  'encases',
  'extendsTo',
]);

/** `before` are the claims of the sentence before, on which a whole sentence may lean: "The other is not." */
export function readEllipses(reading: Reading, claims: readonly Claim[], before: readonly Claim[]): Claim[] {
  const carries = (c: Claim): boolean => CARRIED.has(c.field);
  if (!claims.some(carries) && !before.some(carries)) return [];
  const pieces = piecesOf(reading);
  const found: Claim[] = [];
  const [only] = pieces;
  const alone = pieces.length === 1 && only !== undefined ? answerOf(reading, only) : null;
  if (alone !== null && only !== undefined && !claims.some((c) => CARRIED.has(c.field)))
    for (const claim of before.filter((c) => CARRIED.has(c.field) && c.state !== 'part')) {
      const carried = carry(claim, { ...alone, structure: null }, only);
      if (carried !== null && alone.structure === null) found.push(carried);
    }
  found.push(...byPronoun(reading, claims, before));
  for (let k = 1; k < pieces.length; k++) {
    const piece = pieces[k];
    if (
      piece === undefined ||
      claims.some((c) => CARRIED.has(c.field) && c.key >= piece.from && c.key < piece.to)
    )
      continue;
    const answer = answerOf(reading, piece);
    if (answer === null) continue;
    for (const claim of modelOf(pieces, k, claims)) {
      const carried = carry(claim, answer, piece);
      if (carried !== null) found.push(carried);
    }
  }
  return found;
}

const HOLDS = /^(?:contain|hold|harbor|have|has|show|possess|bear|include|containing|holding|showing)$/;

/** "the second contains none", "the other lacks it": fat or calcium spoken of before. */
function byPronoun(reading: Reading, claims: readonly Claim[], before: readonly Claim[]): Claim[] {
  const found: Claim[] = [];
  const tissues = (list: readonly Claim[], until: number): Claim[] =>
    list.filter(
      (c) => (c.field === 'fat' || c.field === 'calcification') && c.state === 'stated' && c.key < until,
    );
  for (let i = 1; i < reading.tokens.length; i++) {
    const word = normAt(reading, i);
    const verb = normAt(reading, i - 1);
    const closes =
      i + 1 >= reading.tokens.length || /^[.,;:)]$/.test(normAt(reading, i + 1)) || isAnd(reading, i + 1);
    if (!closes) continue;
    const free = verb === 'of' && /^(?:devoid|free)$/.test(normAt(reading, i - 2));
    const lacks = /^(?:it|them|any|both)$/.test(word) && (verb === 'lack' || verb === 'without' || free);
    const none = word === 'none' && HOLDS.test(verb);
    const has = /^(?:it|some|both)$/.test(word) && HOLDS.test(verb);
    if (!none && !lacks && !has) continue;
    const here = tissues(claims, i);
    for (const claim of here.length > 0 ? here : tissues(before, Number.POSITIVE_INFINITY))
      if (claim.field === 'fat' || claim.field === 'calcification')
        found.push({
          ...claim,
          value: has ? 'present' : 'absent',
          from: i - 1,
          to: i + 1,
          key: i,
          cue: null,
          rule: 'spoken of before',
        });
  }
  return found;
}

function piecesOf(reading: Reading): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let depth = 0;
  const n = reading.tokens.length;
  for (let i = 0; i <= n; i++) {
    const word = normAt(reading, i);
    if (word === '(') depth++;
    if (word === ')') depth--;
    const bound =
      isHardStop(reading, i) ||
      isComma(reading, i) ||
      isAnd(reading, i) ||
      isContrast(reading, i) ||
      word === 'but' ||
      (word === '.' && !isNumberSign(reading.tokens, i - 1));
    if (i < n && (depth > 0 || !bound)) continue;
    if (i > from) pieces.push({ from, to: i });
    from = i + 1;
  }
  return pieces;
}

/** The claims of the nearest piece before that makes some. */
function modelOf(pieces: readonly Piece[], k: number, claims: readonly Claim[]): Claim[] {
  for (let j = k - 1; j >= 0; j--) {
    const piece = pieces[j];
    if (piece === undefined) break;
    const here = claims.filter(
      (c) => CARRIED.has(c.field) && c.state !== 'part' && c.key >= piece.from && c.key < piece.to,
    );
    if (here.length > 0) return here;
  }
  return [];
}

/** Whom a bare clause names, and whether it says yes or no; null when it says anything else. */
function answerOf(reading: Reading, piece: Piece): Answer | null {
  let key: number | null = null;
  let structure: string | null = null;
  let no = false;
  let same = false;
  let verb = false;
  let who = false;
  let depth = 0;
  for (let i = piece.from; i < piece.to; i++) {
    const word = normAt(reading, i);
    const term = reading.covering[i] ?? null;
    if (word === '(') depth++;
    if (word === ')') depth--;
    if (depth > 0) continue;
    if (tokenAt(reading, i).kind === 'number' && kindAt(reading, i - 1) === 'lesion') continue;
    if (isNumberSign(reading.tokens, i)) {
      key ??= i;
      i += 2;
      continue;
    }
    const kind = kindAt(reading, i);
    if (NO.test(word) || word === 'no') no = true;
    else if (SAME.test(word) || (word === 'well' && normAt(reading, i - 1) === 'as')) same = true;
    else if (word === 'as') continue;
    else if (isTerm(term, 'structure') && term.meaning.region !== undefined) key ??= i;
    else if (isTerm(term, 'structure')) {
      who = key !== null;
      structure = term.meaning.name;
      key ??= i;
    } else if (RANKS.test(word) && normAt(reading, i - 1) === 'the') key ??= i;
    else if (kind === 'side' || kind === 'site' || kind === 'stand-in' || kind === 'lesion') key ??= i;
    else if (BE_VERBS.has(word) || AUXILIARY.test(word))
      verb ||= BE_VERBS.has(word) || /^(?:do|ha)/.test(word);
    else if (!DETERMINERS.has(word) && tokenAt(reading, i).kind === 'word') return null;
    else if (tokenAt(reading, i).kind !== 'word' && word !== '(' && word !== ')') return null;
  }
  const last = normAt(reading, piece.to - 1);
  // "the former encases the aorta, the latter the left ureter"
  const gapped = structure !== null && who && !no && !same && !verb;
  if (key === null || (last === 'no' && !verb) || !(no || same || verb || gapped)) return null;
  return { yes: !no, same, key, structure, gapped };
}

function carry(claim: Claim, answer: Answer, piece: Piece): Claim | null {
  const base = {
    from: piece.from,
    to: piece.to,
    key: answer.structure === null || answer.gapped ? answer.key : claim.key,
    cue: null,
    rule: 'what was said before, left out here',
  };
  const related = claim.field === 'encases' || claim.field === 'extendsTo';
  if (answer.structure !== null && !related) return null;
  const denied = claim.state === 'denied';
  const yes = answer.same && denied ? false : answer.same ? answer.yes || denied : answer.yes;
  switch (claim.field) {
    case 'fat':
    case 'calcification':
      if (answer.same) return { ...claim, ...base };
      if (claim.state !== 'stated' || (yes && claim.value === 'present')) return null;
      return { ...claim, ...base, value: yes ? 'present' : 'absent' };
    case 'enhancementDegree':
      if (answer.same) return { ...claim, ...base };
      return yes ? null : { ...claim, ...base, state: 'stated', value: ['none'] };
    case 'margin':
      if (answer.same) return { ...claim, ...base };
      return !yes && claim.value === 'well-defined' ? { ...claim, ...base, value: 'ill-defined' } : null;
    case 'encases':
    case 'extendsTo':
      return yes
        ? { ...claim, ...base, state: 'stated', value: answer.structure ?? claim.value }
        : { ...claim, ...base, state: 'denied', value: answer.structure ?? claim.value };
    default:
      return null;
  }
}

/** "Fat is confined to the left mass": the same claim denied, for the other of two. */
export function onlyThere(reading: Reading, claim: Claim): Claim | null {
  const enhances = claim.field === 'enhancementDegree' && enhancesAlone(reading, claim);
  if (!enhances && claim.field !== 'fat' && claim.field !== 'calcification') return null;
  if (!enhances && (claim.state !== 'stated' || claim.value !== 'present')) return null;
  const piece = piecesOf(reading).find((p) => claim.key >= p.from && claim.key < p.to);
  if (piece === undefined) return null;
  for (let i = piece.from; i < piece.to; i++) {
    const word = normAt(reading, i);
    const near = ['side', 'site', 'stand-in', 'lesion'].some((k) =>
      [i - 2, i - 1, i + 1, i + 2, i + 3].some((j) => kindAt(reading, j) === k),
    );
    const limited = /^(?:confined|limited|restricted)$/.test(word) && normAt(reading, i + 1) === 'to';
    if (near && (limited || /^(?:only|exclusively|solely|alone)$/.test(word)))
      return claim.field === 'enhancementDegree'
        ? { ...claim, value: ['none'], state: 'stated', rule: 'only the other of the two enhances' }
        : ({ ...claim, value: 'absent', rule: 'only in the other of the two' } as Claim);
  }
  return null;
}

/** "Only the right one enhances, mildly": the verb closes, so that the other does not enhance at all. */
function enhancesAlone(reading: Reading, claim: Claim): boolean {
  for (let i = claim.from; i < claim.to; i++) {
    if (!/^enhanc(?:e|ing)$/.test(normAt(reading, i))) continue;
    const next = normAt(reading, i + 1);
    return (
      /^[,.;]?$/.test(next) &&
      !(claim.state === 'stated' && claim.field === 'enhancementDegree' && claim.value[0] === 'none')
    );
  }
  return false;
}
