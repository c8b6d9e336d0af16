/**
 * Degree and pattern of enhancement. The words must hang on an enhancement word: they are gathered to its left and
 * right over words that may stand between, and nothing else. Ranges are given in rising order.
 */
import {
  ENHANCEMENT_DEGREES,
  type EnhancementDegree,
  type EnhancementPattern,
} from '../../finding/descriptors.ts';
import type { Claim, ClaimState } from '../claims.ts';
import type { Cue, Scopes } from '../scopes.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { verdict } from './state.ts';

const LEFT_FILLERS = new Set(
  'to - and or , / only very at most best more than a an the of in its contrast degree pattern post appearing showing but type form amount iv after rather quite just fairly relatively predominantly mainly largely more less overall if any no up ( ) fashion manner internal diffuse diffusely solid residual persistent persisting associated early late progressive visible focal overall discernible thick thin corresponding subsequent homogeneou gradual venou further whose'.split(
    ' ',
  ),
);
const RIGHT_FILLERS = new Set(
  'is be was are were appear remain look : - = , and or / to ( ) of in type character nature pattern degree only at most best but a an the very judged graded described as after on more than rather quite overall yet though seen throughout it now with manner fashion way degree. present up internally fairly relatively predominantly mainly largely just being although not if any iv contrast ; . scale best no post level that whose which w has have faded fade fallen risen dropped decreased increased changed gone from declined diminished lessened grown down become turned'.split(
    ' ',
  ),
);
const NOUNS_OF_ENHANCEMENT = new Set(
  'enhancement fashion manner pattern way degree type character nature uptake intensity grade only throughout'.split(
    ' ',
  ),
);

type Found = { readonly term: Term; readonly at: number };

export function readEnhancement(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  for (const term of reading.terms) {
    const labelled =
      isTerm(term, 'phase') &&
      term.meaning.phase === 'after-contrast' &&
      [':', '='].includes(normAt(reading, term.to));
    if (isTerm(term, 'phase') && term.meaning.phase === 'after-contrast' && !labelled)
      claims.push(...unchanged(reading, scopes, term));
    if (!isTerm(term, 'enhancement') && !labelled) continue;
    if (
      isTerm(term, 'enhancement') &&
      normAt(reading, term.from) === 'ce' &&
      normAt(reading, term.to) !== ':'
    )
      continue;
    claims.push(...readOne(reading, scopes, term));
  }
  return claims;
}

/** "after contrast, no measurable change": nothing enhances. */
function unchanged(reading: Reading, scopes: Scopes, term: Term): Claim[] {
  for (let i = Math.max(0, term.from - 7); i < term.to + 7; i++) {
    const cue = scopes.negated[i] ?? null;
    if (
      cue === null ||
      !/^(?:change|difference|alteration|increase|increment|rise)$/.test(normAt(reading, i))
    )
      continue;
    return [
      {
        field: 'enhancementDegree',
        value: ['none'],
        state: 'stated',
        from: Math.min(i, term.from),
        to: Math.max(i + 1, term.to),
        key: term.from,
        rule: 'no change after contrast: none',
        cue,
      },
    ];
  }
  return [];
}

function readOne(reading: Reading, scopes: Scopes, cueTerm: Term): Claim[] {
  const claims: Claim[] = [];
  const left = gather(reading, cueTerm.from - 1, -1);
  const right = gather(reading, cueTerm.to, 1);
  const own = isTerm(cueTerm, 'enhancement') ? cueTerm.meaning : { kind: 'enhancement' as const };
  const found = [...left, ...right];
  const part = isOfPart(reading, cueTerm);
  const at = verdict(scopes, cueTerm.from, cueTerm.to);
  const push = (
    field: 'enhancementDegree' | 'enhancementPattern',
    value: readonly EnhancementDegree[] | EnhancementPattern,
    state: ClaimState,
    from: number,
    to: number,
    rule: string,
    cue: Cue | null,
  ): void => {
    const ofRim = field === 'enhancementPattern' && value === 'peripheral';
    const finalState = part && state === 'stated' && !ofRim ? 'part' : state;
    const base = {
      state: finalState,
      from: Math.min(from, cueTerm.from),
      to: Math.max(to, cueTerm.to),
      key: cueTerm.from,
      rule,
      cue,
    };
    if (field === 'enhancementDegree')
      claims.push({ ...base, field, value: value as readonly EnhancementDegree[] });
    else claims.push({ ...base, field, value: value as EnhancementPattern });
  };

  gapped(reading, scopes, cueTerm, claims);
  const degrees = new Set<EnhancementDegree>();
  let from = cueTerm.from;
  let to = cueTerm.to;
  let degreeState: ClaimState = 'stated';
  let degreeCue: Cue | null = null;
  let deniedDegree = false;
  const take = ({ term }: Found, values: readonly EnhancementDegree[]): void => {
    const v = verdict(scopes, term.from, term.to);
    if (v.state === 'prior') return;
    if (v.state === 'denied') {
      deniedDegree = true;
      return;
    }
    if (v.state !== 'stated') {
      degreeState = v.state;
      degreeCue = v.cue;
    }
    for (const d of values) degrees.add(d);
    from = Math.min(from, term.from);
    to = Math.max(to, term.to);
  };
  const chosen = degreesFrom(reading, left, right);
  for (const f of chosen) {
    if (isTerm(f.term, 'degree')) take(f, [f.term.meaning.degree]);
    else if (isTerm(f.term, 'degree-range')) take(f, f.term.meaning.degrees);
  }
  if (own.degree !== undefined && at.state !== 'denied') degrees.add(own.degree);

  if (degrees.size > 0) {
    const sorted = ENHANCEMENT_DEGREES.filter((d) => degrees.has(d));
    const state = at.state === 'hedged' || at.state === 'prior' ? at.state : degreeState;
    push(
      'enhancementDegree',
      sorted,
      state,
      from,
      to,
      sorted.length > 1 ? 'enhancement: a range of degrees' : 'enhancement: degree',
      degreeCue ?? at.cue,
    );
  } else if (at.state === 'denied') {
    const qualified =
      deniedDegree && !isWholeDenial(reading, chosen) && !left.some((f) => isTerm(f.term, 'pattern'));
    push(
      'enhancementDegree',
      ['none'],
      qualified ? 'denied' : 'stated',
      at.cue?.from ?? from,
      Math.max(to, at.cue?.to ?? to),
      'enhancement denied: none',
      null,
    );
  } else if (deniedDegree && isWholeDenial(reading, chosen)) {
    push('enhancementDegree', ['none'], 'stated', from, to, 'enhancement denied: none', null);
  } else {
    const none = deniedAfter(reading, cueTerm);
    if (none !== null)
      push('enhancementDegree', ['none'], 'stated', cueTerm.from, none, 'enhancement denied: none', null);
  }
  const patterns = found.filter((f): f is { term: Term<MeaningOf<'pattern'>>; at: number } =>
    isTerm(f.term, 'pattern'),
  );
  let told = false;
  for (const { term } of patterns) {
    const v = verdict(scopes, term.from, term.to);
    const state =
      v.state === 'stated' && (at.state === 'prior' || at.state === 'hedged') ? at.state : v.state;
    if (told && state === 'stated') continue;
    const even = state === 'denied' && term.meaning.pattern === 'heterogeneous';
    push(
      'enhancementPattern',
      even ? 'homogeneous' : term.meaning.pattern,
      even ? 'stated' : state,
      term.from,
      term.to,
      'enhancement: pattern',
      v.cue,
    );
    if (state === 'stated') told = true;
  }
  if (own.pattern !== undefined)
    push(
      'enhancementPattern',
      own.pattern,
      at.state,
      cueTerm.from,
      cueTerm.to,
      'enhancement: pattern',
      at.cue,
    );
  if (claims.length === 0) {
    const value = ['mild'] as const;
    push(
      'enhancementDegree',
      value,
      at.state === 'stated' ? 'part' : at.state,
      cueTerm.from,
      cueTerm.to,
      'enhancement named, degree not told',
      at.cue,
    );
  }
  return claims;
}

/** "none in the perirenal, mild in the paraspinal lesion": the second degree leans on the same enhancement word. */
function gapped(reading: Reading, scopes: Scopes, cueTerm: Term, claims: Claim[]): void {
  for (let i = cueTerm.to + 2; i < Math.min(reading.tokens.length, cueTerm.to + 22); i++) {
    const term = reading.covering[i] ?? null;
    if (kindAt(reading, i) === 'enhancement') return;
    if (!isTerm(term, 'degree') || term.from !== i) continue;
    const before = normAt(reading, i - 1);
    if (![',', ';', 'and', 'but'].includes(before) || !['in', 'on'].includes(normAt(reading, term.to)))
      continue;
    let j = term.to + 1;
    while (['the', 'that', 'its'].includes(normAt(reading, j))) j++;
    if (!['site', 'side', 'stand-in', 'structure'].includes(kindAt(reading, j) ?? '')) continue;
    const v = verdict(scopes, term.from, term.to);
    claims.push({
      field: 'enhancementDegree',
      value: [term.meaning.degree],
      state: v.state,
      from: term.from,
      to: term.to,
      key: i,
      rule: 'enhancement: degree, the word carried over',
      cue: v.cue,
    });
  }
}

/** Degrees on one side win over those on the other when both sides have some, unless a range spans the word. */
function degreesFrom(reading: Reading, left: readonly Found[], right: readonly Found[]): readonly Found[] {
  const isDegree = (f: Found): boolean =>
    f.term.meaning.kind === 'degree' || f.term.meaning.kind === 'degree-range';
  const l = left.filter(isDegree);
  return l.length > 0 ? l : today(reading, right.filter(isDegree));
}

/** "has faded from moderate to minimal": the second is today's. */
const today = (reading: Reading, degrees: readonly Found[]): readonly Found[] => {
  const [a, b] = degrees;
  const change =
    a !== undefined &&
    b !== undefined &&
    normAt(reading, a.term.from - 1) === 'from' &&
    normAt(reading, b.term.from - 1) === 'to';
  return change ? degrees.slice(1) : degrees;
};

/** "no significant enhancement": the degree is part of the denial. "No avid enhancement" denies avidity only. */
const isWholeDenial = (reading: Reading, degrees: readonly Found[]): boolean =>
  degrees.every((f) =>
    /^(?:significant|appreciabl|perceptibl|any|minimal|slight|faint|even|trace|little|discernibl|none|nil)/.test(
      normAt(reading, f.term.from),
    ),
  );

function gather(reading: Reading, start: number, step: 1 | -1): Found[] {
  const found: Found[] = [];
  const fillers = step < 0 ? LEFT_FILLERS : RIGHT_FILLERS;
  let i = start;
  let budget = 14;
  while (i >= 0 && i < reading.tokens.length && budget-- > 0) {
    const term = reading.covering[i] ?? null;
    const word = normAt(reading, i);
    const kind = term?.meaning.kind;
    if (term !== null && (kind === 'degree' || kind === 'degree-range' || kind === 'pattern')) {
      if (step > 0 && !hangsLoose(reading, term.to)) break;
      found.push({ term, at: i });
      i = step > 0 ? term.to : term.from - 1;
      continue;
    }
    if (kind === 'margin' && /^irregular/.test(word) && term !== null) {
      found.push({ term: { ...term, meaning: { kind: 'pattern', pattern: 'heterogeneous' } }, at: i });
      i += step;
      continue;
    }
    if (
      kind === 'phase' ||
      kind === 'time' ||
      kind === ('current' as string) ||
      kind === 'stand-in' ||
      kind === 'negation'
    ) {
      // "mild enhancement, not homogeneous": carried by the scopes.
      i = step > 0 ? (term?.to ?? i + 1) : (term?.from ?? i) - 1;
      continue;
    }
    if (kind === 'enhancement' && step > 0 && word !== 'enhanced') break;
    if (kind === 'relation' && word === 'throughout') {
      i += step;
      continue;
    }
    if (
      word === ';' &&
      !(
        kindAt(reading, i + 1) === 'pattern' ||
        kindAt(reading, i + 1) === 'degree' ||
        NOUNS_OF_ENHANCEMENT.has(normAt(reading, i + 1))
      )
    )
      break;
    if (!fillers.has(word) && !(term === null && word.endsWith('ly')) && !(kind === 'affirm' && step > 0))
      break;
    i += step;
  }
  return found;
}

/** A degree to the right must not qualify another noun: "enhances; mild hydronephrosis". */
function hangsLoose(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 6; i++) {
    const kind = kindAt(reading, i);
    const token = tokenAt(reading, i);
    const word = token.norm;
    if (kind === 'degree' || kind === 'pattern' || kind === 'degree-range') continue;
    if (word === '-' || word === 'to' || word === 'and' || word === 'or' || word === '/') continue;
    if (token.kind !== 'word') return true;
    if (kind === 'enhancement') return /^enhancement$/.test(word);
    if (kind === 'phase' || kind === 'time' || kind === 'relation' || NOUNS_OF_ENHANCEMENT.has(word))
      return true;
    if (kind === null && word.endsWith('ly')) continue;
    return (
      RIGHT_FILLERS.has(word) ||
      [
        'within',
        'by',
        'from',
        'without',
        'while',
        'which',
        'relative',
        'compared',
        'during',
        'centrally',
        'even',
        'for',
        'there',
        'this',
        'however',
        'than',
      ].includes(word) ||
      kind === 'negation' ||
      kind === 'attenuation' ||
      kind === 'affirm'
    );
  }
  return true;
}

/** "Enhancement: none / no / absent / -". */
function deniedAfter(reading: Reading, term: Term): number | null {
  let i = term.to;
  const bare = normAt(reading, i) === '-' && [',', ';', '.', ''].includes(normAt(reading, i + 1));
  if (bare) return i + 1;
  if (![':', '='].includes(normAt(reading, i))) return null;
  i++;
  const token = tokenAt(reading, i);
  if (['no', 'none', 'nil', 'absent', 'negative', '-', '0', 'ø', 'without'].includes(token.norm))
    return i + 1;
  return null;
}

/** "enhancing septa", "the solid component enhances", "non-enhancing core". */
function isOfPart(reading: Reading, term: Term): boolean {
  for (let i = term.to; i < term.to + 3; i++) {
    const kind = kindAt(reading, i);
    if (kind === 'component') return true;
    if (kind === 'lesion' || tokenAt(reading, i).kind !== 'word') break;
    if (
      !['central', 'internal', 'solid', 'thin', 'a', 'the', 'of'].includes(normAt(reading, i)) &&
      kind !== 'pattern'
    )
      break;
  }
  for (let i = term.from - 1; i >= Math.max(0, term.from - 6); i--) {
    const kind = kindAt(reading, i);
    const word = normAt(reading, i);
    if (kind === 'component')
      return word !== 'level' && normAt(reading, i - 1) !== 'around' && normAt(reading, i - 1) !== 'a';
    if (word === ',' || word === ';' || word === 'with' || kind === 'lesion' || word === 'and') break;
  }
  return false;
}
