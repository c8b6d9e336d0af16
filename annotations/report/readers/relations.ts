/**
 * What a lesion encases and where it extends. Active ("encases the aorta"), passive ("the aorta is encased"), noun
 * ("foraminal extension", "encasement of the aorta") and elliptic ("as is the left ureter") forms.
 */
import type { Claim, ClaimState } from '../claims.ts';
import { BE_VERBS, isAnd, isComma } from '../grammar.ts';
import type { Cue } from '../scopes/reach.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading, type Term } from '../terms.ts';
import { asWritten, isPassed, takes } from './relation-names.ts';
import {
  adjectivesBefore,
  ellipsis,
  structuresLeft,
  structuresRight,
  type Target,
} from './relation-targets.ts';
import { isAroundFirst, isCuffed, runsThrough } from './surrounding.ts';

type Field = 'encases' | 'extendsTo';

const NOUN_FORMS = new Set([
  'extension',
  'component',
  'involvement',
  'invasion',
  'spread',
  'infiltration',
  'growth',
  'encasement',
  'prolongation',
  'tongue',
  'protrusion',
  'penetration',
  'portion',
  'engulfment',
  'encirclement',
  'enclosure',
  'sheathing',
  'envelopment',
  'part',
  'disease',
  'extn',
  'ext',
  'tail',
  'widening',
  'finger',
  'spill',
]);

export function readRelations(reading: Reading, scopes: Scopes): Claim[] {
  const claims: Claim[] = [];
  const taken = new Set<number>();
  for (const { verb, targets } of runsThrough(reading))
    for (const target of targets)
      add(reading, scopes, claims, taken, 'encases', verb, target, 'it runs through the lesion');
  for (const term of reading.terms) {
    if (isTerm(term, 'relation') && isCuffed(reading, term))
      relate(reading, scopes, term, 'encases', claims, taken);
    if (isTerm(term, 'lesion') && CUFFS.test(normAt(reading, term.to - 1))) {
      const owner = reading.covering[term.from - 1] ?? null;
      if (isTerm(owner, 'structure') && owner.meaning.around !== undefined)
        add(
          reading,
          scopes,
          claims,
          taken,
          'encases',
          term,
          { name: owner.meaning.name, from: owner.from, to: owner.to },
          'a cuff of it',
        );
    }
    if (isTerm(term, 'relation') && isAroundFirst(reading, term)) {
      const [first] = structuresRight(reading, term.to, false);
      if (first !== undefined)
        add(reading, scopes, claims, taken, 'encases', term, first, 'tissue around it');
    }
    // "stool-filled colon": no verb of the lesion's.
    if (
      isTerm(term, 'extend') &&
      normAt(reading, term.from - 1) === '-' &&
      /ed$/.test(normAt(reading, term.from))
    )
      continue;
    if (isTerm(term, 'encase')) relate(reading, scopes, term, 'encases', claims, taken);
    else if (isTerm(term, 'extend')) relate(reading, scopes, term, 'extendsTo', claims, taken);
    else if (isTerm(term, 'spare') || isTerm(term, 'touch')) {
      const near =
        structuresLeft(reading, term.from).length > 0 || structuresRight(reading, term.to, false).length > 0;
      if (near)
        claims.push({
          field: 'encases',
          value: '',
          state: 'part',
          from: term.from,
          to: term.to,
          key: term.from,
          rule: 'spared, abutted or displaced: not encased',
          cue: null,
        });
    } else if (
      (isTerm(term, 'component') || isTerm(term, 'lesion')) &&
      NOUN_FORMS.has(normAt(reading, term.to - 1))
    ) {
      for (const target of adjectivesBefore(reading, term.from)) {
        if (term.kind === 'lesion' && target.name !== 'spinal canal' && target.name !== 'neural foramen')
          continue;
        add(reading, scopes, claims, taken, 'extendsTo', term, target, 'a component there');
      }
    }
  }
  return claims;
}

const CUFFS = /^(?:cuff|rind|mantle|cloak|sheath|sleeve|collar)$/;

function relate(
  reading: Reading,
  scopes: Scopes,
  term: Term,
  field: Field,
  claims: Claim[],
  taken: Set<number>,
): void {
  const word = normAt(reading, term.to - 1);
  const noun = NOUN_FORMS.has(word);
  const label = normAt(reading, term.to) === ':' || normAt(reading, term.to) === '=';
  if (noun)
    for (const t of adjectivesBefore(reading, term.from))
      if (takes(word, t.name)) add(reading, scopes, claims, taken, field, term, t, 'noun with its adjective');
  const passive = isPassive(reading, term, field);
  if (passive) {
    for (const t of structuresLeft(reading, term.from))
      if (takes(word, t.name))
        add(reading, scopes, claims, taken, field, term, t, 'passive: subject before the verb');
    for (const t of ellipsis(reading, term.to))
      add(reading, scopes, claims, taken, field, term, t, 'as is …');
  } else {
    const how = noun ? 'noun with its object' : 'verb with its object';
    for (const t of structuresRight(
      reading,
      term.to + (label ? 1 : 0),
      field === 'extendsTo',
      noun || NOUN_FORMS.has(normAt(reading, term.from)),
    ))
      if (takes(word, t.name) && !(isCentre(reading, term) && kindAt(reading, t.from) === 'structure'))
        add(reading, scopes, claims, taken, field, term, t, how);
  }
  if (!claims.some((c) => c.from <= term.from && c.to >= term.to && c.field === field) && (label || !passive))
    claims.push({
      field,
      value: '',
      state: 'part',
      from: term.from,
      to: term.to,
      key: term.from,
      rule: 'relation without a listed structure',
      cue: null,
    });
}

/** "centred on the 8th rib": where it lies, not where it goes. */
const isCentre = (reading: Reading, term: Term): boolean => normAt(reading, term.from).startsWith('center');

function add(
  reading: Reading,
  scopes: Scopes,
  claims: Claim[],
  taken: Set<number>,
  field: Field,
  verb: { readonly from: number; readonly to: number },
  target: Target,
  how: string,
): void {
  if (field === 'extendsTo' && isPassed(reading, verb.to, target)) return;
  if (target.name === '' || target.name === 'blood pool') return;
  const id = target.from * 2 + (field === 'encases' ? 0 : 1);
  if (taken.has(id) || (field === 'extendsTo' && taken.has(target.from * 2))) return;
  taken.add(id);
  const range = { from: Math.min(verb.from, target.from), to: Math.max(verb.to, target.to) };
  let state: ClaimState = 'stated';
  let cue: Cue | null = null;
  // A cue counts when it governs the verb or the structure, or stands between them.
  for (const i of [...span(verb), ...span(target)]) {
    const prior = scopes.prior[i];
    const hedge = scopes.hedged[i];
    const denial = ofAside(reading, verb.to, scopes.negated[i] ?? null)
      ? null
      : (scopes.negated[i] ?? scopes.gone[i]);
    if (prior) [state, cue] = ['prior', prior];
    else if (hedge && state !== 'prior') [state, cue] = ['hedged', hedge];
    else if (denial && state === 'stated') [state, cue] = ['denied', denial];
  }
  for (let i = range.from; i < range.to && state === 'stated'; i++)
    if (kindAt(reading, i) === 'hedge' && !isInsideOther(reading, i, verb, target))
      [state, cue] = ['hedged', { from: i, to: i + 1, rule: 'hedge within the relation' }];
  const answer = Math.max(verb.to, target.to);
  if (state === 'stated' && answeredNo(reading, answer))
    [state, cue] = ['denied', { from: answer, to: answer + 2, rule: 'answered no' }];
  if (state === 'stated' && sparedAfter(reading, target.to))
    [state, cue] = ['denied', { from: target.to, to: target.to + 1, rule: 'spared' }];
  claims.push({
    field,
    value: asWritten(reading, target),
    state,
    ...range,
    key: verb.from,
    rule: `${field === 'encases' ? 'encases' : 'extends'}: ${how}`,
    cue,
  });
}

/** "encasing but not narrowing the aorta": what is denied is the other verb. */
const ofAside = (reading: Reading, after: number, cue: Cue | null): boolean =>
  cue !== null &&
  cue.from >= after &&
  cue.from - after <= 2 &&
  /^(?:but|though|although|yet|albeit|without|and)$/.test(
    normAt(reading, normAt(reading, after) === ',' ? after + 1 : after),
  ) &&
  kindAt(reading, cue.to) !== 'encase';

const span = (t: { from: number; to: number }): number[] =>
  Array.from({ length: t.to - t.from }, (_, k) => t.from + k);

const isInsideOther = (
  _reading: Reading,
  i: number,
  verb: { from: number; to: number },
  target: Target,
): boolean => (i < verb.from && i < target.from) || (i >= verb.to && i >= target.to);

/** "Canal entered: no". */
const answeredNo = (reading: Reading, at: number): boolean =>
  (normAt(reading, at) === ':' || normAt(reading, at) === '=') &&
  ['no', 'none', 'nil', 'not', '-', 'n', 'negative', 'neg', 'absent'].includes(normAt(reading, at + 1)) &&
  kindAt(reading, at + 2) !== 'structure';

const sparedAfter = (reading: Reading, i: number): boolean =>
  /^(?:clear|free|intact|patent|open)$/.test(normAt(reading, i)) ||
  kindAt(reading, i) === 'spare' ||
  (BE_VERBS.has(normAt(reading, i)) && kindAt(reading, i + 1) === 'spare');

/** "the left renal vein partly encased and the IVC displaced": a structure right before the participle. */
function isSubject(reading: Reading, before: number): boolean {
  let i = before - 1;
  while (/ly$|^(?:not|also)$/.test(normAt(reading, i))) i--;
  return kindAt(reading, i) === 'structure';
}

/** The verb's object stands before it: a participle after "is", followed by "by", or with nothing after it to take. */
function isPassive(reading: Reading, term: Term, field: Field): boolean {
  const last = normAt(reading, term.to - 1);
  if (
    /^(?:it|grip|grasp|embrace|coil)$/.test(last) &&
    /^(?:in|within|.*(?:in|within|inside|through|by))$/.test(normAt(reading, term.from))
  )
    return true;
  if (last === 'it' || last === 'by' || normAt(reading, term.to) === 'by') return true;
  if (!/(?:ed|wn|ght)$/.test(last)) return false;
  let i = term.from - 1;
  while (
    i >= 0 &&
    (kindAt(reading, i) === 'hedge' ||
      kindAt(reading, i) === 'negation' ||
      ['not', 'also', 'been', 'be', 'being', 'all', 'both', 'now', 'still'].includes(normAt(reading, i)) ||
      /ly$/.test(normAt(reading, i)))
  ) {
    if (BE_VERBS.has(normAt(reading, i))) return structuresLeft(reading, term.from).length > 0;
    i--;
  }
  if (BE_VERBS.has(normAt(reading, i))) return structuresLeft(reading, term.from).length > 0;
  return (
    structuresRight(reading, term.to, field === 'extendsTo').length === 0 ||
    (structuresLeft(reading, term.from).length > 0 &&
      (isComma(reading, term.to) || (isAnd(reading, term.to) && isSubject(reading, term.from))))
  );
}
