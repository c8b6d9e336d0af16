/**
 * The structures that a relation takes: to its right, to its left, elliptic, or as adjectives before it.
 */
import { asideStart, BE_VERBS, isAnd, isComma, isContrast, isHardStop, isOr } from '../grammar.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';

import { firstVerb, isArc, joinLength, pastLandmark } from './relation-asides.ts';

export type Target = { readonly name: string; readonly from: number; readonly to: number };

/** Adjectives of anatomy: no target by themselves. */
const ADJECTIVES = new Set(
  'renal hepatic splenic pancreatic aortic vertebral spinal thoracic pelvic abdominal caval sacral pulmonary cardiac gastric colonic rectal biliary bony osseous skeletal intrathoracic muscular vascular uterine ovarian cortical ureteral ureteric pleural foraminal iliac cortex'.split(
    ' ',
  ),
);

const SKIPPED = new Set(
  'the a an of in into to through both its right left proximal distal adjacent neighboring entire whole upper lower mid anterior posterior lateral medial ipsilateral contralateral level with along down up across onto within at further also partially partly mostly completely laterally medially anteriorly posteriorly superiorly inferiorly caudally cranially widely directly slightly focally deeply respective several multiple adjoining expanded widened underlying left-sided via over beyond deep superficial space region compartment wall origin trunk segment portion sheath downwards upwards downward upward dorsally ventrally from part between and intrathoracic posterolaterally anterolaterally bilateral bilaterally local direct side body bodies cranial caudal infrarenal circumference circumferentially third half two three minimally mildly barely just neighbouring fully totally around round about all most none'.split(
    ' ',
  ),
);

/** Structures to the right that the verb takes: a list, to the end of its clause. */
export function structuresRight(reading: Reading, from: number, extension: boolean, noun = false): Target[] {
  const targets: Target[] = [];
  const start = pastLandmark(reading, from);
  for (let i = start; i < reading.tokens.length; i++) {
    const word = normAt(reading, i);
    if (isHardStop(reading, i) || isContrast(reading, i) || word === '.' || word === ')' || word === 'which')
      break;
    const term = reading.covering[i] ?? null;
    if (term !== null && term.from === i) {
      const kind = term.kind;
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
      if (kind === 'extend' && !(extension && ['into', 'through', 'in', 'to'].includes(word)) && i > from)
        break;
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
        // "the foramina of the sacrum": whose part it is.
        if (targets.length > 0 && isPossessor(reading, term.from)) {
          i = term.to - 1;
          continue;
        }
        const target = targetOf(reading, term, extension);
        const after = pastAdverbs(reading, term.to);
        const next = normAt(reading, after);
        // "encases the aorta, the IVC is displaced": the second has a verb of its own.
        const inverted =
          /ing$/.test(normAt(reading, from - 1)) &&
          (from === 1 || isComma(reading, from - 2) || kindAt(reading, from - 2) === 'lesion') &&
          targets.length === 0;
        const ownVerb =
          BE_VERBS.has(next) ||
          (['touch', 'spare', 'encase', 'affirm'].includes(kindAt(reading, after) ?? '') &&
            !/^with/.test(next) &&
            targets.length > 0);
        if (noun && targets.length === 0 && target !== null && BE_VERBS.has(next)) return [target];
        if (ownVerb && !inverted && (targets.length > 0 || BE_VERBS.has(next))) break;
        if (target !== null) targets.push(target);
      }
      i = term.to - 1;
      continue;
    }
    const joined = targets.length > 0 ? joinLength(reading, i) : 0;
    if (joined > 0 && structureSoon(reading, i + joined)) {
      i += joined - 1;
      continue;
    }
    if (isComma(reading, i) || isAnd(reading, i) || isOr(reading, i)) {
      if ((isComma(reading, i) && targets.length === 0) || !structureSoon(reading, i + 1)) break;
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
    if (BE_VERBS.has(word) || word === 'toward') break;
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

function pastAdverbs(reading: Reading, from: number): number {
  let i = from;
  while (normAt(reading, i).endsWith('ly') && kindAt(reading, i) === null) i++;
  return i;
}

const isPossessor = (reading: Reading, at: number): boolean =>
  normAt(reading, normAt(reading, at - 1) === 'the' ? at - 2 : at - 1) === 'of' &&
  kindAt(reading, normAt(reading, at - 1) === 'the' ? at - 3 : at - 2) === 'structure';

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
  if (isTerm(term, 'site')) return extension ? { name: term.meaning.space, ...at } : null;
  if (!isTerm(term, 'structure')) return null;
  const wall = /^(?:wall|circumference|adventitia|perimeter|trunk)$/.test(normAt(reading, term.to));
  if (ADJECTIVES.has(last) && !wall) return null;
  if (!extension && term.meaning.region !== undefined) return null;
  if (term.meaning.name === 'renal pole') return { name: 'kidney', ...at };
  return { name: term.meaning.name, ...at };
}

/** Structures of the subject before a passive verb: "aorta and left renal vein are …". */
export function structuresLeft(reading: Reading, before: number): Target[] {
  const targets: Target[] = [];
  for (let i = before - 1; i >= 0; i--) {
    const word = normAt(reading, i);
    if (
      isHardStop(reading, i) ||
      (isContrast(reading, i) && !/^(?:not|rather)$/.test(normAt(reading, i + 1))) ||
      word === '(' ||
      word === ')'
    )
      break;
    const term = reading.covering[i] ?? null;
    if (
      term !== null &&
      term.to === i + 1 &&
      (term.kind === 'site' || (term.kind === 'structure' && targets.length > 0)) &&
      normAt(reading, i + 1) === ':'
    )
      break;
    // "IVC and aorta: the former engulfed"
    if (isTerm(term, 'stand-in') && (term.meaning.pick === 'former' || term.meaning.pick === 'latter')) {
      const landmarks = reading.terms.filter((t) => t.to <= term.from && isTerm(t, 'structure'));
      const meant = landmarks[term.meaning.pick === 'former' ? 0 : landmarks.length - 1];
      const target = meant === undefined ? null : targetOf(reading, meant, true);
      return target === null || targets.length > 0 ? targets : [target];
    }
    if (term !== null && term.to === i + 1) {
      const kind = term.kind;
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
    const aside = isComma(reading, i) && targets.length === 0 ? asideStart(reading, i) : null;
    if (aside !== null) {
      i = aside;
      continue;
    }
    if (isComma(reading, i) && targets.length === 0 && before - i > 5) break;
    if (isComma(reading, i) && !structureJustBefore(reading, i)) break;
    // "the aorta is lifted off the spine and surrounded": the subject of both verbs.
    const subject = isAnd(reading, i) && targets.length === 0 ? firstVerb(reading, i) : null;
    if (subject !== null) {
      i = subject;
      continue;
    }
    // "the IVC is occluded and encased": two verbs of one subject.
    const levels = isAnd(reading, i) && tokenAt(reading, i - 1).kind === 'level';
    const verbs = isAnd(reading, i) && targets.length === 0 && /(?:ed|en|wn)$/.test(normAt(reading, i - 1));
    if (isAnd(reading, i) && !verbs && !levels && !structureJustBefore(reading, i)) break;
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
export function ellipsis(reading: Reading, from: number): Target[] {
  for (let i = from; i < Math.min(reading.tokens.length, from + 10); i++) {
    const word = normAt(reading, i);
    const next = normAt(reading, i + 1);
    if (
      (word === 'as' || word === 'so') &&
      (BE_VERBS.has(next) || next === 'well' || next === 'doe' || next === 'does' || next === 'do')
    )
      return structuresRight(reading, i + 2, false).slice(0, 3);
    // "encased over 360 degrees, the IVC over 180"
    const along = reading.covering[i + 1] ?? reading.covering[i + 2] ?? null;
    if (isComma(reading, i) && isTerm(along, 'structure') && isArc(reading, along.to))
      return structuresRight(reading, i + 1, false).slice(0, 1);
    if (word === 'likewise' || word === 'similarly' || word === 'too')
      return structuresRight(reading, i + 1, false);
  }
  return [];
}

/** "foraminal and epidural extension", "intraspinal component". */
export function adjectivesBefore(reading: Reading, before: number): Target[] {
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
