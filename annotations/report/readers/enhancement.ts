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
import type { Cue } from '../scopes/reach.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { carriedOver } from './enhancement-carried.ts';
import { isOfOrgan, isOfPart, isUnenhanced, ofWall, unchanged } from './enhancement-scope.ts';
import { degreesFrom, type Found, gather, isWholeDenial, placeOf } from './enhancement-words.ts';
import { verdict } from './state.ts';

export function readEnhancement(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  const cues: Term[] = [];
  for (const term of reading.terms) {
    const labelled =
      isTerm(term, 'phase') &&
      term.meaning.phase === 'after-contrast' &&
      ([':', '='].includes(normAt(reading, term.to)) || answersPlus(reading, term));
    if (isTerm(term, 'phase') && term.meaning.phase === 'after-contrast' && !labelled)
      claims.push(...unchanged(reading, scopes, term));
    if (isTerm(term, 'phase') && isUnenhanced(reading, term))
      claims.push({
        field: 'enhancementDegree',
        value: ['none'],
        state: verdict(scopes, term.from, term.to).state,
        from: term.from,
        to: term.to,
        key: term.from,
        rule: 'said to be unenhanced',
        cue: null,
      });
    if (!isTerm(term, 'enhancement') && !labelled) continue;
    if (
      isTerm(term, 'enhancement') &&
      normAt(reading, term.from) === 'ce' &&
      normAt(reading, term.to) !== ':'
    )
      continue;
    if (isOfOrgan(reading, term)) continue;
    claims.push(...readOne(reading, scopes, term));
    cues.push(term);
  }
  if (cues.length === 0) claims.push(...ofLabel(reading, scopes));
  claims.push(...carriedOver(reading, scopes, cues));
  return claims;
}

/** "Pattern: even." after "Enhances: mildly." */
function ofLabel(reading: Reading, scopes: Scopes): Claim[] {
  if (!/^(?:pattern|distribution)$/.test(normAt(reading, 0)) || normAt(reading, 1) !== ':') return [];
  const found = gather(reading, 2, 1).find((f) => isTerm(f.term, 'pattern'));
  if (found === undefined || !isTerm(found.term, 'pattern')) return [];
  const { state, cue } = verdict(scopes, found.term.from, found.term.to);
  return [
    {
      field: 'enhancementPattern',
      value: found.term.meaning.pattern,
      state,
      from: 0,
      to: found.term.to,
      key: 0,
      rule: 'enhancement: pattern, under a label',
      cue,
    },
  ];
}

function readOne(reading: Reading, scopes: Scopes, cueTerm: Term): Claim[] {
  const claims: Claim[] = [];
  const left = gather(reading, cueTerm.from - 1, -1);
  const right = gather(reading, cueTerm.to, 1);
  const own = isTerm(cueTerm, 'enhancement') ? cueTerm.meaning : { kind: 'enhancement' as const };
  const found = [...left, ...right];
  const placed = placedDegree(reading, right);
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
    // "well-defined walls without enhancement": nothing of it enhances.
    const nothing =
      field === 'enhancementDegree' && value[0] === 'none' && value.length === 1 && ofWall(reading, cueTerm);
    const finalState = part && state === 'stated' && !ofRim && !nothing ? 'part' : state;
    const base = {
      state: finalState,
      from: Math.min(from, cueTerm.from),
      to: Math.max(to, cueTerm.to),
      key:
        (field === 'enhancementDegree' ? placed : from < cueTerm.to ? null : placeOf(reading, from)) ??
        cueTerm.from,
      rule,
      cue,
    };
    if (field === 'enhancementDegree')
      claims.push({ ...base, field, value: value as readonly EnhancementDegree[] });
    else claims.push({ ...base, field, value: value as EnhancementPattern });
  };

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
  const ofToday = left.filter((f) => (scopes.prior[f.term.from] ?? null) === null);
  const chosen = degreesFrom(reading, ofToday, right);
  for (const f of chosen) {
    if (isTerm(f.term, 'degree')) take(f, [f.term.meaning.degree]);
    else if (isTerm(f.term, 'degree-range')) take(f, f.term.meaning.degrees);
  }
  const nearly = isNearly(reading, at.state === 'denied' ? (at.cue?.from ?? cueTerm.from) : cueTerm.from);
  if (own.degree !== undefined && at.state !== 'denied')
    degrees.add(own.degree === 'none' && nearly ? 'minimal' : own.degree);

  if (degrees.size > 0) {
    const sorted = ENHANCEMENT_DEGREES.filter((d) => degrees.has(d));
    const ofCue = at.state === 'hedged' || (at.state === 'prior' && !isRenewedBy(reading, cueTerm, chosen));
    const state = ofCue ? at.state : degreeState;
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
    const ofRim = [own.pattern, ...left.map((f) => isTerm(f.term, 'pattern') && f.term.meaning.pattern)];
    // "does not enhance more than before": it does enhance.
    const compared = /^(?:more|less|stronger|further|better|differently)$/.test(normAt(reading, cueTerm.to));
    const qualified =
      compared ||
      ofRim.includes('peripheral') ||
      (deniedDegree && !isWholeDenial(reading, chosen) && !left.some((f) => isTerm(f.term, 'pattern')));
    push(
      'enhancementDegree',
      [nearly ? 'minimal' : 'none'],
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
  const rim = rimSubject(reading, cueTerm);
  if (rim !== null && patterns.length === 0)
    push('enhancementPattern', 'peripheral', at.state, rim, rim + 1, 'enhancement: of the rim', at.cue);
  for (const { term } of patterns) {
    const v = verdict(scopes, term.from, term.to);
    const state =
      v.state === 'stated' && (at.state === 'prior' || at.state === 'hedged') ? at.state : v.state;
    if (told && state === 'stated') continue;
    // "Homogeneous, no enhancement": of the texture.
    if (at.state === 'denied' && at.cue !== null && term.to <= at.cue.from) continue;
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

/** "its earlier intense enhancement has become slight": the degree that follows is today's. */
const isRenewedBy = (reading: Reading, cueTerm: Term, degrees: readonly Found[]): boolean =>
  degrees.length > 0 &&
  degrees.every((f) => f.term.from > cueTerm.to) &&
  reading.tokens
    .slice(cueTerm.to, degrees[0]?.term.from)
    .some((t) => /^(?:become|way|yielded|ceded|replaced|superseded|turned|faded)$/.test(t.norm));

/** "+C minimal": the sign of the series alone, with its degree. */
const answersPlus = (reading: Reading, term: Term): boolean =>
  normAt(reading, term.from) === '+c' && ['degree', 'degree-range'].includes(kindAt(reading, term.to) ?? '');

/** "uptake is even, moderate on the left, mild on the right": a degree that tells its own place is of that place. */
function placedDegree(reading: Reading, right: readonly Found[]): number | null {
  const degrees = right.filter((f) => isTerm(f.term, 'degree'));
  const [only] = degrees;
  return degrees.length === 1 && only !== undefined ? placeOf(reading, only.term.from) : null;
}

/** "almost fails to enhance", "enhancement is practically absent". */
const isNearly = (reading: Reading, at: number): boolean =>
  /^(?:almost|nearly|virtually|practically|essentially|effectively)$/.test(normAt(reading, at - 1));

/** "Its rim, then bright, enhances slightly": the rim is the subject of the enhancing. */
function rimSubject(reading: Reading, cueTerm: Term): number | null {
  for (let i = cueTerm.from - 1; i >= 0; i--) {
    const word = normAt(reading, i);
    if (word === ';' || kindAt(reading, i) === 'lesion') return null;
    if (kindAt(reading, i) === 'component' && word !== 'periphery') return null;
    if (
      /^(?:rim|periphery|edge|circumference|shell|rind|margin)$/.test(word) &&
      ['its', 'the', 'a', 'their'].includes(normAt(reading, i - 1))
    )
      // "calcified at its edge and unenhancing": a place, no subject.
      return /^(?:at|along|around|in|of|to|on|from|by)$/.test(normAt(reading, i - 2)) ? null : i;
  }
  return null;
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
