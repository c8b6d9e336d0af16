/**
 * What a lesion encases and where it extends. Active ("encases the aorta"), passive ("the aorta is encased"), noun
 * ("foraminal extension", "encasement of the aorta") and elliptic ("as is the left ureter") forms.
 */
import type { Claim, ClaimState } from '../claims.ts';
import { BE_VERBS, isAnd, isComma, isContrast, isHardStop, isOr } from '../grammar.ts';
import type { Cue, Scopes } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';

type Target = { readonly name: string; readonly from: number; readonly to: number };
type Field = 'encases' | 'extendsTo';

/** Adjectives of anatomy: no target by themselves. */
const ADJECTIVES = new Set(
  'renal hepatic splenic pancreatic aortic vertebral spinal thoracic pelvic abdominal caval sacral pulmonary cardiac gastric colonic rectal biliary bony osseous skeletal intrathoracic muscular vascular uterine ovarian cortical ureteral ureteric pleural foraminal iliac cortex'.split(
    ' ',
  ),
);
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
        if (
          term.meaning.kind === 'lesion' &&
          target.name !== 'spinal canal' &&
          target.name !== 'neural foramen'
        )
          continue;
        add(reading, scopes, claims, taken, 'extendsTo', term, target, 'a component there');
      }
    }
  }
  return claims;
}

const CUFFS = /^(?:cuff|rind|mantle|cloak|sheath|sleeve|collar)$/;

/** "a cuff around the aorta", "soft tissue about the kidney": the noun tells that it surrounds. */
function isCuffed(reading: Reading, term: Term): boolean {
  const word = normAt(reading, term.to - 1);
  if (word !== 'around' && word !== 'round' && word !== 'about') return false;
  const before = reading.covering[term.from - 1] ?? null;
  return (
    before !== null &&
    isTerm(before, 'lesion') &&
    /^(?:cuff|rind|mantle|cloak|tissue|sheath|sleeve|collar|sheet|band|plaque)$/.test(
      normAt(reading, before.to - 1),
    )
  );
}

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
      add(reading, scopes, claims, taken, field, term, t, 'noun with its adjective');
  const passive = isPassive(reading, term, field);
  if (passive) {
    for (const t of structuresLeft(reading, term.from))
      add(reading, scopes, claims, taken, field, term, t, 'passive: subject before the verb');
    for (const t of ellipsis(reading, term.to))
      add(reading, scopes, claims, taken, field, term, t, 'as is …');
  } else {
    for (const t of structuresRight(reading, term.to + (label ? 1 : 0), field === 'extendsTo'))
      add(
        reading,
        scopes,
        claims,
        taken,
        field,
        term,
        t,
        noun ? 'noun with its object' : 'verb with its object',
      );
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

function add(
  reading: Reading,
  scopes: Scopes,
  claims: Claim[],
  taken: Set<number>,
  field: Field,
  verb: Term,
  target: Target,
  how: string,
): void {
  if (target.name === '') return;
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
    const denial = scopes.negated[i] ?? scopes.gone[i];
    if (prior) [state, cue] = ['prior', prior];
    else if (hedge && state !== 'prior') [state, cue] = ['hedged', hedge];
    else if (denial && state === 'stated') [state, cue] = ['denied', denial];
  }
  for (let i = range.from; i < range.to && state === 'stated'; i++)
    if (kindAt(reading, i) === 'hedge' && !isInsideOther(reading, i, verb, target))
      [state, cue] = ['hedged', { from: i, to: i + 1, rule: 'hedge within the relation' }];
  if (state === 'stated' && sparedAfter(reading, target.to))
    [state, cue] = ['denied', { from: target.to, to: target.to + 1, rule: 'spared' }];
  claims.push({
    field,
    value: target.name,
    state,
    ...range,
    key: verb.from,
    rule: `${field === 'encases' ? 'encases' : 'extends'}: ${how}`,
    cue,
  });
}

const span = (t: { from: number; to: number }): number[] =>
  Array.from({ length: t.to - t.from }, (_, k) => t.from + k);
const isInsideOther = (_reading: Reading, i: number, verb: Term, target: Target): boolean =>
  (i < verb.from && i < target.from) || (i >= verb.to && i >= target.to);

const sparedAfter = (reading: Reading, i: number): boolean =>
  kindAt(reading, i) === 'spare' || (BE_VERBS.has(normAt(reading, i)) && kindAt(reading, i + 1) === 'spare');

/** The verb's object stands before it: a participle after "is", followed by "by", or with nothing after it to take. */
function isPassive(reading: Reading, term: Term, field: Field): boolean {
  const last = normAt(reading, term.to - 1);
  if (last === 'by' || normAt(reading, term.to) === 'by') return true;
  if (!/(?:ed|wn)$/.test(last)) return false;
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
    (structuresLeft(reading, term.from).length > 0 && isComma(reading, term.to))
  );
}

const SKIPPED = new Set(
  'the a an of in into to through both its right left proximal distal adjacent neighboring entire whole upper lower mid anterior posterior lateral medial ipsilateral contralateral level with along down up across onto within at further also partially partly mostly completely laterally medially anteriorly posteriorly superiorly inferiorly caudally cranially widely directly slightly focally deeply respective several multiple adjoining expanded widened underlying left-sided via over beyond deep superficial space region compartment wall origin trunk segment portion sheath downwards upwards downward upward dorsally ventrally from part between and intrathoracic posterolaterally anterolaterally bilateral bilaterally local direct side body bodies cranial caudal infrarenal circumference circumferentially third half two three minimally mildly barely just neighbouring fully totally around round about all most none'.split(
    ' ',
  ),
);

/** Structures to the right that the verb takes: a list, to the end of its clause. */
function structuresRight(reading: Reading, from: number, extension: boolean): Target[] {
  const targets: Target[] = [];
  for (let i = from; i < reading.tokens.length; i++) {
    const word = normAt(reading, i);
    if (isHardStop(reading, i) || isContrast(reading, i) || word === '.' || word === ')' || word === 'which')
      break;
    const term = reading.covering[i] ?? null;
    if (term !== null && term.from === i) {
      const kind = term.meaning.kind;
      if (
        kind === 'encase' ||
        kind === 'touch' ||
        kind === 'lesion' ||
        kind === 'distractor' ||
        kind === 'enhancement' ||
        kind === 'affirm' ||
        kind === 'spare'
      )
        break;
      if (kind === 'extend' && !['into', 'through', 'in', 'to'].includes(word) && i > from) break;
      if (
        kind === 'density' ||
        (kind === 'attenuation' && targets.length > 0) ||
        kind === 'fat' ||
        kind === 'calcium' ||
        kind === 'margin'
      )
        break;
      if (
        kind === 'relation' &&
        extension &&
        ['between', 'anterior', 'posterior', 'lateral', 'behind', 'near', 'by'].includes(word) &&
        i > from
      )
        break;
      if (isTerm(term, 'structure') || isTerm(term, 'site')) {
        const target = targetOf(reading, term, extension);
        const next = normAt(reading, term.to);
        // "encases the aorta, the IVC is displaced": the second has a verb of its own.
        const inverted =
          /ing$/.test(normAt(reading, from - 1)) &&
          (from === 1 || isComma(reading, from - 2)) &&
          targets.length === 0;
        const ownVerb =
          BE_VERBS.has(next) ||
          (['touch', 'spare', 'encase', 'affirm'].includes(kindAt(reading, term.to) ?? '') &&
            targets.length > 0);
        if (ownVerb && !inverted && (targets.length > 0 || BE_VERBS.has(next))) break;
        if (target !== null) targets.push(target);
      }
      i = term.to - 1;
      continue;
    }
    if (isComma(reading, i) || isAnd(reading, i) || isOr(reading, i)) {
      if (!structureSoon(reading, i + 1)) break;
      continue;
    }
    if (
      tokenAt(reading, i).kind === 'level' ||
      tokenAt(reading, i).kind === 'number' ||
      word === '-' ||
      word === '('
    ) {
      if (word === '(') break;
      continue;
    }
    if (BE_VERBS.has(word)) break;
    if (
      targets.length > 0 &&
      !SKIPPED.has(word) &&
      !word.endsWith('ly') &&
      tokenAt(reading, i).kind === 'word'
    )
      break;
    if (targets.length === 0 && i - from > 7) break;
  }
  return targets;
}

function structureSoon(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 6; i++) {
    const kind = kindAt(reading, i);
    if (kind === 'structure' || kind === 'site') return true;
    const word = normAt(reading, i);
    if (
      kind === 'side' ||
      SKIPPED.has(word) ||
      kind === 'extend' ||
      kind === 'negation' ||
      kind === 'hedge' ||
      word === 'and' ||
      word === 'even' ||
      tokenAt(reading, i).kind === 'level' ||
      tokenAt(reading, i).kind === 'number' ||
      word === '/' ||
      word === '-' ||
      word.endsWith('ly')
    )
      continue;
    return false;
  }
  return false;
}

function targetOf(reading: Reading, term: Term, extension: boolean): Target | null {
  const last = normAt(reading, term.to - 1);
  const at = { from: term.from, to: term.to };
  if (isTerm(term, 'site')) return { name: term.meaning.space, ...at };
  if (!isTerm(term, 'structure')) return null;
  if (ADJECTIVES.has(last)) return null;
  if (!extension && term.meaning.region !== undefined) return null;
  if (term.meaning.name === 'renal pole') return { name: 'kidney', ...at };
  return { name: term.meaning.name, ...at };
}

/** Structures of the subject before a passive verb: "aorta and left renal vein are …". */
function structuresLeft(reading: Reading, before: number): Target[] {
  const targets: Target[] = [];
  for (let i = before - 1; i >= 0; i--) {
    const word = normAt(reading, i);
    if (isHardStop(reading, i) || isContrast(reading, i) || word === '.' || word === '(' || word === ')')
      break;
    const term = reading.covering[i] ?? null;
    if (term !== null && term.to === i + 1 && isTerm(term, 'site') && normAt(reading, i + 1) === ':') break;
    if (term !== null && term.to === i + 1) {
      const kind = term.meaning.kind;
      if (
        kind === 'lesion' ||
        kind === 'distractor' ||
        kind === 'encase' ||
        kind === 'extend' ||
        kind === 'touch' ||
        kind === 'spare'
      )
        break;
      const target = targetOf(reading, term, true);
      if (target !== null) targets.unshift(target);
      i = term.from;
      continue;
    }
    if (isComma(reading, i) && onlyNegation(reading, i + 1, before)) {
      // "the IVC is displaced, not encased"
      while (i > 0 && !isTerm(reading.covering[i - 1] ?? null, 'structure') && !isHardStop(reading, i - 1))
        i--;
      continue;
    }
    if (isComma(reading, i) && targets.length === 0 && before - i > 5) break;
    if (isComma(reading, i) && !structureJustBefore(reading, i)) break;
    if (isAnd(reading, i) && !structureJustBefore(reading, i)) break;
  }
  return targets;
}

const onlyNegation = (reading: Reading, from: number, to: number): boolean => {
  for (let i = from; i < to; i++)
    if (!['not', 'but', 'rather', 'never'].includes(normAt(reading, i))) return false;
  return to > from;
};

const structureJustBefore = (reading: Reading, i: number): boolean => kindAt(reading, i - 1) === 'structure';

/** "…, as is the left ureter", "as are both ureters", "and so is …", "likewise the IVC". */
function ellipsis(reading: Reading, from: number): Target[] {
  for (let i = from; i < Math.min(reading.tokens.length, from + 10); i++) {
    const word = normAt(reading, i);
    const next = normAt(reading, i + 1);
    if ((word === 'as' || word === 'so') && (BE_VERBS.has(next) || next === 'well'))
      return structuresRight(reading, i + 2, false).slice(0, 3);
    if (word === 'likewise' || word === 'similarly' || word === 'too')
      return structuresRight(reading, i + 1, false);
  }
  return [];
}

/** "foraminal and epidural extension", "intraspinal component". */
function adjectivesBefore(reading: Reading, before: number): Target[] {
  const targets: Target[] = [];
  for (let i = before - 1; i >= 0; i--) {
    const term = reading.covering[i] ?? null;
    const word = normAt(reading, i);
    if (term !== null && (isTerm(term, 'structure') || isTerm(term, 'site'))) {
      const name = isTerm(term, 'site') ? term.meaning.space : term.meaning.name;
      const regional =
        isTerm(term, 'structure') && (term.meaning.region !== undefined || term.meaning.name === 'muscle');
      if (!regional || word === 'pelvic') targets.unshift({ name, from: term.from, to: term.to });
      i = term.from;
      continue;
    }
    if (isAnd(reading, i) || isOr(reading, i) || isComma(reading, i) || word === '-') {
      if (targets.length === 0 && word !== '-') break;
      const left = kindAt(reading, i - 1);
      if (left !== 'structure' && left !== 'site') break;
      continue;
    }
    if (
      targets.length === 0 &&
      (kindAt(reading, i) === 'degree' || kindAt(reading, i) === 'side' || word === 'soft')
    )
      continue;
    break;
  }
  return targets;
}
