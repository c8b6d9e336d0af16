/**
 * The nouns from which anchors grow: lesions, stand-ins ("one", "the former"), distractors, and denials without a noun.
 */
import { BE_VERBS, isOr, PREPOSITIONS } from '../grammar.ts';
import type { StandInPick } from '../lexicon/entry.ts';
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Anchor, blank } from './anchor.ts';

export function seed(reading: Reading, term: Term): Anchor | null {
  const head = term.to - 1;
  if (isTerm(term, 'lesion')) {
    // "active arterial bleeding": something that goes on, not a lesion.
    const goesOn =
      /^(?:bleeding|hemorrhage|bleed)$/.test(normAt(reading, head)) &&
      /^(?:active|arterial|ongoing|venous|acute)$/.test(normAt(reading, term.from - 1));
    if (goesOn) return blank('distractor', term.from, term.to, head);
    if (isAnatomical(reading, term)) return null;
    const a = blank('lesion', term.from, term.to, head);
    return {
      ...a,
      strong: term.meaning.strength === 'strong',
      diagnosis: term.meaning.diagnosis === true,
      plural: tokenAt(reading, head).plural,
    };
  }
  if (
    isTerm(term, 'distractor') &&
    normAt(reading, term.to) === '-' &&
    tokenAt(reading, term.to + 1).start === tokenAt(reading, term.to).end
  )
    return null;
  // "at the upper endplate of L3": a landmark
  if (
    isTerm(term, 'distractor') &&
    normAt(reading, term.from) === 'endplate' &&
    normAt(reading, term.to) === 'of'
  )
    return null;
  if (isTerm(term, 'distractor') && isMeasureOfComparison(reading, term)) return null;
  if (isTerm(term, 'distractor'))
    return { ...blank('distractor', term.from, term.to, head), plural: tokenAt(reading, head).plural };
  if (isTerm(term, 'stand-in')) {
    const pick =
      term.meaning.pick === 'other' && tokenAt(reading, head).plural ? 'others' : term.meaning.pick;
    if (pick === 'it') return null;
    // "the former perirenal collection": the adjective.
    if (pick === 'former' && ['site', 'side', 'lesion'].includes(kindAt(reading, term.to) ?? '')) return null;
    if (pick === 'dominant' && kindAt(reading, term.to) === 'lesion') return null;
    if (pick === 'one' && (!isPronounOne(reading, term) || isOneOfLandmarks(reading, term))) return null;
    if (
      pick === 'they' &&
      (kindAt(reading, term.to) === 'lesion' || kindAt(reading, term.to) === 'structure')
    )
      return null;
    if (
      pick === 'both' &&
      ['lesion', 'side', 'structure', 'site'].includes(kindAt(reading, term.to) ?? '') &&
      kindAt(reading, term.to) !== 'lesion'
    )
      return null;
    const plural = pick === 'both' || pick === 'all' || pick === 'they' || pick === 'others';
    return { ...blank('stand-in', term.from, term.to, head), pick, plural, definite: true };
  }
  return null;
}

const RANKS: Readonly<Record<string, StandInPick>> = {
  upper: 'upper',
  lower: 'lower',
  cranial: 'upper',
  caudal: 'lower',
  superior: 'upper',
  inferior: 'lower',
  higher: 'upper',
  first: 'first',
  second: 'second',
};

/** "the upper (left para-aortic, 26 mm) …, the lower is …": a rank alone stands for the lesion. */
export function rankedAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  for (let i = 1; i < reading.tokens.length; i++) {
    const pick = Object.hasOwn(RANKS, normAt(reading, i)) ? RANKS[normAt(reading, i)] : undefined;
    const next = normAt(reading, i + 1);
    if (pick === undefined || normAt(reading, i - 1) !== 'the' || kindAt(reading, i) === 'stand-in') continue;
    if (next === '(' || BE_VERBS.has(next) || kindAt(reading, i + 1) === 'affirm' || next === ',')
      found.push({ ...blank('stand-in', i - 1, i + 1, i), pick, definite: true });
  }
  return found;
}

/** "One mass is retroperitoneal, another presacral": a further lesion told by its site alone. */
export function anotherAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  reading.tokens.forEach((token, i) => {
    if (token.norm !== 'another') return;
    let j = i + 1;
    while (kindAt(reading, j) === 'side' || ['in', 'the', 'is', 'at'].includes(normAt(reading, j))) j++;
    const site = reading.covering[j] ?? null;
    if (!isTerm(site, 'site') || kindAt(reading, site.to) === 'lesion') return;
    found.push({ ...blank('stand-in', i, i + 1, i), pick: 'one', novel: true, strong: true });
  });
  return found;
}

/** "Nothing in the presacral space": a denial without a noun. */
export function nothingAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  reading.tokens.forEach((token, i) => {
    const ofMass = normAt(reading, i + 1) === 'of' && kindAt(reading, i + 3) === 'lesion';
    const placed = !ofMass && (PREPOSITIONS.has(normAt(reading, i + 1)) || kindAt(reading, i + 1) === 'site');
    if (token.norm !== 'nothing' || !placed) return;
    found.push({
      ...blank('lesion', i, i + 1, i),
      strong: true,
      status: 'absent',
      statusCue: { from: i, to: i + 1, rule: 'nothing there' },
    });
  });
  return found;
}

/** "A shows …; B contains …", once lesions have been called A and B. */
export function lettered(reading: Reading, labels: ReadonlySet<string>): Anchor[] {
  const found: Anchor[] = [];
  if (labels.size === 0) return found;
  const { mark } = reading.sentence;
  const bare = !reading.terms.some((t) => t.meaning.kind === 'site' && t.from < 4);
  if (mark !== null && labels.has(mark) && bare)
    found.push({ ...blank('stand-in', 0, 0, 0), pick: 'one', definite: true, number: mark });
  reading.tokens.forEach((token, i) => {
    const number = tokenAt(reading, i + 2);
    if (token.norm === 'no' && normAt(reading, i + 1) === '.' && labels.has(number.norm))
      found.push({ ...blank('stand-in', i, i + 3, i), pick: 'one', definite: true, number: number.norm });
  });
  for (let i = 0; i < reading.tokens.length; i++) {
    const token = tokenAt(reading, i);
    if (!/^[A-E]$/.test(token.text) || !labels.has(token.norm) || kindAt(reading, i - 1) === 'lesion')
      continue;
    const next = kindAt(reading, i + 1);
    const verb =
      next === 'affirm' ||
      next === 'enhancement' ||
      next === 'encase' ||
      next === 'extend' ||
      next === 'hedge' ||
      BE_VERBS.has(normAt(reading, i + 1)) ||
      normAt(reading, i + 1) === ':' ||
      ['does', 'doe', 'lie', 'abut'].includes(normAt(reading, i + 1));
    if (verb)
      found.push({ ...blank('stand-in', i, i + 1, i), pick: 'one', definite: true, number: token.norm });
  }
  return found;
}

/** "denser than fluid", "above fluid": something to compare with. */
const isMeasureOfComparison = (reading: Reading, term: Term): boolean =>
  ['than', 'above', 'below', 'to', 'like', 'as', 'resembling'].includes(normAt(reading, term.from - 1)) &&
  normAt(reading, term.from - 2) !== 'due' &&
  normAt(reading, term.from - 2) !== 'such' &&
  normAt(reading, term.from) === 'fluid';

/** "Neither calcifies": both are meant; "neither fat nor calcium" is another matter. */
export function neitherOf(reading: Reading, term: Term): Anchor | null {
  if (normAt(reading, term.from) !== 'neither' && normAt(reading, term.to - 1) !== 'neither') return null;
  for (let i = term.to; i < reading.tokens.length; i++) if (normAt(reading, i) === 'nor') return null;
  const kind = kindAt(reading, term.to);
  if (
    kind === 'fat' ||
    kind === 'structure' ||
    kind === 'side' ||
    kind === 'site' ||
    (kind === 'calcium' && !/^calcif(?:y|ie)/.test(normAt(reading, term.to))) ||
    (kind === 'lesion' && tokenAt(reading, term.to).plural)
  )
    return null;
  return { ...blank('stand-in', term.from, term.to, term.from), pick: 'both', plural: true, definite: true };
}

/** "the paraspinal soft tissues": anatomy, not a lesion. "disease of", "a fluid structure" and the like stay weak. */
function isAnatomical(reading: Reading, term: Term<MeaningOf<'lesion'>>): boolean {
  const text = tokenAt(reading, term.to - 1);
  const word = text.norm;
  if (word === 'tissue') {
    if (text.plural) return true;
    let i = term.from - 1;
    while (kindAt(reading, i) === 'site' || kindAt(reading, i) === 'side' || normAt(reading, i) === '-') i--;
    return (
      normAt(reading, i) === 'the' &&
      !/^(?:known|previously|described)/.test(normAt(reading, i + 1)) &&
      kindAt(reading, term.to) === null &&
      false
    );
  }
  if (word === 'density' || word === 'structure' || word === 'area' || word === 'material') {
    // "Density: low", "density is low": the property, not the lesion.
    const before = kindAt(reading, term.from - 1);
    return (
      term.to - term.from === 1 &&
      (before === null ||
        before === 'attenuation' ||
        before === 'degree' ||
        before === 'stand-in' ||
        before === 'phase') &&
      normAt(reading, term.from - 1) !== '-'
    );
  }
  if (word === 'process')
    return ['spinous', 'transverse', 'uncinate', 'xiphoid', 'articular'].includes(
      normAt(reading, term.from - 1),
    );
  return false;
}

const isPronounOne = (reading: Reading, term: Term): boolean => {
  const before = normAt(reading, term.from - 1);
  const kind = kindAt(reading, term.from - 1);
  const after = tokenAt(reading, term.to);
  if (normAt(reading, term.from) !== 'one') return true;
  if (BE_VERBS.has(before) && after.norm === 'of' && tokenAt(reading, term.to + 1).kind === 'number')
    return true;
  for (let i = term.from - 1; i >= term.from - 3; i--)
    if (normAt(reading, i) === 'the' && tokenAt(reading, term.from - 1).kind === 'word')
      return after.norm !== 'of';
  if (after.norm === 'cm' || after.norm === 'mm' || (after.norm === 'is' && before === 'no')) return false;
  return (
    kind === 'site' ||
    kind === 'side' ||
    before === 'the' ||
    kind === 'stand-in' ||
    ['in', 'on', 'at', 'is', 'measure', 'lie', 'with'].includes(after.norm) ||
    kindAt(reading, term.to) === 'side' ||
    kindAt(reading, term.to) === 'site' ||
    after.kind === 'level' ||
    kind === 'novel'
  );
};

/** "paraspinal soft-tissue mass", "a mass, a nodule": nouns of one phrase are one anchor. */
export function mergeAppositions(reading: Reading, anchors: Anchor[]): void {
  for (let k = anchors.length - 1; k > 0; k--) {
    const a = anchors[k - 1];
    const b = anchors[k];
    if (a === undefined || b === undefined) continue;
    // "Lesion A, right pararenal mass": the name, then what it is.
    const called = a.form === 'lesion' && b.form === 'lesion' && a.number !== null && a.sites.length === 0;
    if (called && b.from - a.to <= 2 && (b.sites.length > 0 || b.indefinite)) {
      b.number ??= a.number;
      anchors.splice(k - 1, 1);
      continue;
    }
    if (isConglomerate(reading, a, b)) {
      const lesion = a.form === 'lesion' ? a : b;
      const nodes = a.form === 'lesion' ? b : a;
      for (const s of nodes.sites) if (!lesion.sites.some((x) => x.from === s.from)) lesion.sites.push(s);
      lesion.side ??= nodes.side;
      lesion.siteRule ||= nodes.siteRule;
      lesion.from = Math.min(a.from, b.from);
      lesion.to = Math.max(a.to, b.to);
      anchors.splice(a.form === 'lesion' ? k : k - 1, 1);
      continue;
    }
    if (a.form !== 'lesion' || b.form !== 'lesion') {
      const organNode = a.form === 'distractor' && b.form === 'lesion' && a.to === b.from && !b.organ;
      if (organNode) anchors.splice(k - 1, 1);
      continue;
    }
    // "A mass, paraganglioma until proven otherwise, lies …": what it is, not another one.
    const named = b.diagnosis && b.sites.length === 0 && !b.definite && !b.plural && isApposed(reading, a, b);
    if (named && a.sites.length === 0) {
      anchors.splice(k, 1);
      continue;
    }
    const between = a.to >= b.from || (b.from - a.to === 1 && normAt(reading, a.to) === '-');
    const slash =
      b.from - a.to === 1 && (normAt(reading, a.to) === '/' || isOr(reading, a.to)) && b.sites.length === 0;
    const ofForm =
      normAt(reading, a.to) === 'of' &&
      (a.sites.length === 0 || b.sites.length === 0) &&
      (!a.strong || !b.strong) &&
      b.from - a.to <= 2 &&
      b.form === 'lesion';
    if (!between && !slash && !ofForm) continue;
    b.from = Math.min(a.from, b.from);
    for (const s of a.sites) if (!b.sites.some((x) => x.from === s.from)) b.sites.unshift(s);
    b.side ??= a.side;
    b.organ ||= a.organ;
    b.definite ||= a.definite;
    b.indefinite ||= a.indefinite;
    b.novel ||= a.novel;
    b.siteRule ||= a.siteRule;
    Object.assign(b, { strong: a.strong || b.strong });
    anchors.splice(k - 1, 1);
  }
}

/** "a conglomerate of para-aortic nodes", "bulky nodes coalesce into a mass": nodes that make a mass. */
function isConglomerate(reading: Reading, a: Anchor, b: Anchor): boolean {
  const nodes = /^(?:node|adenopathy|lymphadenopathy|nodal)$/;
  const word = (x: Anchor): string => normAt(reading, x.head);
  const massFirst =
    a.form === 'lesion' &&
    a.sites.length === 0 &&
    b.form === 'distractor' &&
    nodes.test(word(b)) &&
    normAt(reading, a.to) === 'of' &&
    b.from - a.to <= 1;
  const nodesFirst =
    a.form === 'distractor' && nodes.test(word(a)) && b.form === 'lesion' && b.sites.length === 0;
  if (massFirst) return /^(?:conglomerate|conglomeration|mass|cluster|package)$/.test(word(a));
  if (!nodesFirst || b.from - a.to > 5) return false;
  for (let i = a.to; i < b.from; i++)
    if (/^(?:coalesc|form|merg|fus|mat|conglomerat|amalgamat|confluen)/.test(normAt(reading, i))) return true;
  return false;
}

function isApposed(reading: Reading, a: Anchor, b: Anchor): boolean {
  if (![',', '('].includes(normAt(reading, a.to)) || b.from - a.to > 3) return false;
  for (let i = b.to; i < b.to + 6; i++) if ([',', ')'].includes(normAt(reading, i))) return true;
  return false;
}

/** "The right ureter is wrapped, the left one displaced": "one" is a ureter, not a lesion. */
function isOneOfLandmarks(reading: Reading, term: Term): boolean {
  if (kindAt(reading, term.from - 1) !== 'side') return false;
  for (let i = 0; i < term.from - 1; i++) {
    const kind = kindAt(reading, i);
    if (kind === 'lesion' || kind === 'site' || kind === 'stand-in') return false;
    const next = reading.covering[i + 1] ?? null;
    if (kind === 'side' && next !== null && next.meaning.kind === 'structure') return true;
  }
  return false;
}
