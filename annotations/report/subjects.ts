/**
 * Who a sentence speaks of. Each noun of a lesion, each stand-in ("the larger one") and each distractor is an anchor
 * with what its noun phrase says of it: sites, side, number, whether it is new, denied, doubted or gone.
 */
import type { Laterality, Presence, Site } from '../finding/descriptors.ts';
import {
  BE_VERBS,
  DETERMINERS,
  INDEFINITES,
  isAnd,
  isComma,
  isContrast,
  isHardStop,
  isOr,
  PLURAL_QUANTIFIERS,
  PREPOSITIONS,
} from './grammar.ts';
import type { StandInPick } from './lexicon/entry.ts';
import type { Cue, Scopes } from './scopes.ts';
import {
  isTerm,
  kindAt,
  type MeaningOf,
  normAt,
  type Reading,
  type Term,
  termsOf,
  tokenAt,
} from './terms.ts';

export type SiteMention = {
  readonly site: Site;
  readonly space: string;
  readonly from: number;
  readonly to: number;
  side: Laterality | null;
};

export type AnchorForm = 'lesion' | 'stand-in' | 'site' | 'side' | 'distractor';

export type Anchor = {
  readonly form: AnchorForm;
  /** Noun phrase in tokens. */
  from: number;
  to: number;
  readonly head: number;
  readonly strong: boolean;
  readonly diagnosis: boolean;
  readonly pick: StandInPick | null;
  sites: SiteMention[];
  /** Further sites of one continuous mass. */
  side: Laterality | null;
  sideFrom: number;
  plural: boolean;
  definite: boolean;
  indefinite: boolean;
  novel: boolean;
  number: string | null;
  /** The lesion is of an organ: no finding. */
  organ: boolean;
  status: Presence;
  statusCue: Cue | null;
  gone: boolean;
  history: boolean;
  /** How the site was found. */
  siteRule: string;
};

const MODIFIER_STOP_KINDS = new Set([
  'affirm',
  'relation',
  'encase',
  'touch',
  'extend',
  'stand-in',
  'gone',
  'exclusion',
  'history',
  'phase',
  'advice',
  'spare',
]);

export function findAnchors(
  reading: Reading,
  scopes: Scopes,
  topic: Term | null,
  labels: ReadonlySet<string>,
): Anchor[] {
  const anchors: Anchor[] = [];
  const usedSites = new Set<Term>();
  const usedSides = new Set<Term>();
  for (const term of reading.terms) {
    const anchor = seed(reading, term) ?? neitherOf(reading, term);
    if (anchor !== null) anchors.push(anchor);
  }
  anchors.push(...nothingAt(reading), ...rankedAt(reading));
  for (const anchor of lettered(reading, labels)) anchors.push(anchor);
  anchors.sort((a, b) => a.from - b.from);
  for (let k = 0; k < anchors.length; k++) {
    const anchor = anchors[k];
    if (anchor === undefined) continue;
    readNounPhrase(reading, anchor, anchors[k - 1]?.to ?? 0, usedSites, usedSides);
  }
  mergeAppositions(reading, anchors);
  for (let k = 0; k < anchors.length; k++) {
    const anchor = anchors[k];
    if (anchor === undefined || anchor.form === 'distractor') continue;
    const limit =
      anchors.slice(k + 1).find((a) => a.form !== 'stand-in' || a.pick === 'one' || a.pick === 'other')
        ?.from ?? reading.tokens.length;
    const label =
      anchor.form === 'lesion' && !anchor.definite ? (labelSite(reading, usedSites) ?? topic) : null;
    if (anchor.sites.length === 0 && !anchor.organ)
      placeAfter(
        reading,
        anchor,
        limit,
        usedSites,
        usedSides,
        !isTerm(label, 'site') && !siteBefore(reading, anchor, anchors[k - 1]?.to ?? 0, usedSites),
      );
    if (anchor.sites.length === 0 && !anchor.organ && anchor.form === 'lesion')
      placeBefore(reading, anchor, anchors[k - 1]?.to ?? 0, usedSites, usedSides, topic);
    if (anchor.sites.length > 0) coordinate(reading, anchor, usedSites, usedSides);
  }
  for (const anchor of anchors) judge(reading, scopes, anchor);
  addBareSites(reading, anchors, usedSites, usedSides);
  assignFreeSides(reading, scopes, anchors, usedSides);
  return anchors.sort((a, b) => a.from - b.from);
}

function blank(form: AnchorForm, from: number, to: number, head: number): Anchor {
  return {
    form,
    from,
    to,
    head,
    strong: false,
    diagnosis: false,
    pick: null,
    sites: [],
    side: null,
    sideFrom: -1,
    plural: false,
    definite: false,
    indefinite: false,
    novel: false,
    number: null,
    organ: false,
    status: 'present',
    statusCue: null,
    gone: false,
    history: false,
    siteRule: '',
  };
}

function seed(reading: Reading, term: Term): Anchor | null {
  const head = term.to - 1;
  if (isTerm(term, 'lesion')) {
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
  if (isTerm(term, 'distractor') && isMeasureOfComparison(reading, term)) return null;
  if (isTerm(term, 'distractor'))
    return { ...blank('distractor', term.from, term.to, head), plural: tokenAt(reading, head).plural };
  if (isTerm(term, 'stand-in')) {
    const pick = term.meaning.pick;
    if (pick === 'it') return null;
    if (pick === 'dominant' && kindAt(reading, term.to) === 'lesion') return null;
    if (pick === 'one' && !isPronounOne(reading, term)) return null;
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
    const plural = pick === 'both' || pick === 'all' || pick === 'they';
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
function rankedAt(reading: Reading): Anchor[] {
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

/** "Nothing in the presacral space": a denial without a noun. */
function nothingAt(reading: Reading): Anchor[] {
  const found: Anchor[] = [];
  reading.tokens.forEach((token, i) => {
    if (token.norm !== 'nothing' || !PREPOSITIONS.has(normAt(reading, i + 1))) return;
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
function lettered(reading: Reading, labels: ReadonlySet<string>): Anchor[] {
  const found: Anchor[] = [];
  if (labels.size === 0) return found;
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
function neitherOf(reading: Reading, term: Term): Anchor | null {
  if (normAt(reading, term.from) !== 'neither' && normAt(reading, term.to - 1) !== 'neither') return null;
  for (let i = term.to; i < reading.tokens.length; i++) if (normAt(reading, i) === 'nor') return null;
  const kind = kindAt(reading, term.to);
  if (
    kind === 'fat' ||
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
    kind === 'novel'
  );
};

const CUFFS = /^(?:cuff|rind|mantle|cloak|sheath|sleeve|collar)$/;

const NEVER_IN_PHRASE = new Set([
  'of',
  ':',
  '.',
  '(',
  ')',
  '|',
  'is',
  'are',
  'has',
  'have',
  'who',
  'that',
  'which',
  'than',
  '=',
]);

/** Walks left over the modifiers of the noun: sites, sides, sizes, adjectives, to the determiner or a boundary. */
function readNounPhrase(
  reading: Reading,
  anchor: Anchor,
  floor: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
): void {
  let start = anchor.from;
  const sites: Term<MeaningOf<'site'>>[] = [];
  let organTerm: Term | null = null;
  let nearest: 'site' | 'organ' | null = null;
  for (let i = anchor.from - 1; i >= floor; i--) {
    const word = normAt(reading, i);
    const kind = kindAt(reading, i);
    const term = reading.covering[i] ?? null;
    if (word === ')') {
      const open = bracketedSide(reading, i);
      if (open === null) break;
      i = open;
      start = i;
      continue;
    }
    if (NEVER_IN_PHRASE.has(word) || isHardStop(reading, i) || isContrast(reading, i) || BE_VERBS.has(word))
      break;
    if (PREPOSITIONS.has(word) && kind !== 'side' && kind !== 'known') break;
    if (
      kind !== null &&
      MODIFIER_STOP_KINDS.has(kind) &&
      !(kind === 'affirm' && normAt(reading, i - 1) === '-')
    )
      break;
    if (isComma(reading, i) && !commaInPhrase(reading, i, floor)) break;
    if ((isAnd(reading, i) || isOr(reading, i)) && !joinsModifiers(reading, i)) break;
    if (isTerm(term, 'site') && !usedSites.has(term)) {
      sites.unshift(term);
      nearest ??= 'site';
    } else if (isTerm(term, 'structure')) {
      if (term.meaning.inside !== undefined && organTerm === null) {
        nearest ??= 'site';
        anchor.sites.push({
          site: term.meaning.inside,
          space: term.meaning.name,
          from: term.from,
          to: term.to,
          side: null,
        });
        anchor.siteRule = `inside the ${term.meaning.name}`;
      } else if (
        term.meaning.around !== undefined &&
        nearest === null &&
        CUFFS.test(normAt(reading, anchor.head))
      ) {
        nearest = 'site';
        anchor.sites.push({ site: term.meaning.around, space: '', from: term.from, to: term.to, side: null });
        anchor.siteRule = `a cuff of the ${term.meaning.name}`;
      } else if (term.meaning.organ && nearest === null && !term.meaning.region) {
        organTerm = term;
        nearest = 'organ';
      }
    } else if (
      isTerm(term, 'distractor') &&
      anchor.form === 'lesion' &&
      i === anchor.from - 1 &&
      /cyst|bone|lung|liver/.test(word)
    )
      nearest ??= 'organ';
    else if (kind === 'novel' || ['second', 'third', 'fourth'].includes(word)) anchor.novel = true;
    else if (word === 'another' || word === 'similar') anchor.novel = true;
    if (PLURAL_QUANTIFIERS.has(word)) anchor.plural = true;
    if (INDEFINITES.has(word)) anchor.indefinite = true;
    start = term !== null && term.from < i ? term.from : i;
    if (term !== null && term.from < i) i = term.from;
    if (DETERMINERS.has(word) && !['some', 'any', 'both', 'each', 'every', 'no'].includes(word)) {
      anchor.definite = !['a', 'an', 'another'].includes(word);
      break;
    }
  }
  if (kindAt(reading, anchor.head) === 'lesion') {
    const word = normAt(reading, anchor.from);
    if (word === 'the') anchor.definite = true;
  }
  if (nearest === 'organ' && anchor.form === 'lesion') anchor.organ = true;
  for (const t of sites) {
    usedSites.add(t);
    anchor.sites.push({ site: t.meaning.site, space: t.meaning.space, from: t.from, to: t.to, side: null });
    anchor.siteRule = 'site in the noun phrase';
  }
  anchor.from = start;
  readSides(reading, anchor, start, anchor.to, usedSides);
  const next = tokenAt(reading, anchor.to);
  if (
    (next.kind === 'number' &&
      /^\d$/.test(next.text) &&
      !['cm', 'mm', 'x', '-', '.', ','].includes(normAt(reading, anchor.to + 1))) ||
    /^[A-E]$/.test(next.text)
  ) {
    anchor.number = next.norm;
  }
}

/** "perirenal (left) and paraspinal (right) lesions": the start of a bracket that holds a side alone. */
function bracketedSide(reading: Reading, close: number): number | null {
  const term = reading.covering[close - 1] ?? null;
  return isTerm(term, 'side') && normAt(reading, term.from - 1) === '(' ? term.from - 1 : null;
}

/** Sides of the phrase: given to the site they stand before, else to the whole. Sides of landmarks are left out. */
function readSides(reading: Reading, anchor: Anchor, from: number, to: number, usedSides: Set<Term>): void {
  const sides = termsOf(reading, 'side').filter((s) => s.from >= from && s.to <= to && !usedSides.has(s));
  for (const side of sides) {
    if (isCrossed(reading, side)) continue;
    if (isLandmarkSide(reading, side) && anchor.sites.every((s) => s.from !== side.to)) continue;
    usedSides.add(side);
    const bracketed =
      normAt(reading, side.from - 1) === '(' ? anchor.sites.find((s) => s.to === side.from - 1) : undefined;
    if (bracketed !== undefined && anchor.sites.length > 1) {
      bracketed.side = side.meaning.side;
      continue;
    }
    const ahead = anchor.sites.find(
      (s) => s.from >= side.to && s.side === null && noSiteBetween(anchor, side.to, s.from),
    );
    const sitesApart = anchor.sites.length > 1;
    if (ahead !== undefined && sitesApart) ahead.side = side.meaning.side;
    else if (anchor.side === null || anchor.side === side.meaning.side) {
      anchor.side = side.meaning.side;
      anchor.sideFrom = side.from;
    } else if (isPair(anchor.side, side.meaning.side)) anchor.side = 'bilateral';
  }
}

const bothAt = (reading: Reading, from: number): boolean =>
  ['both', 'each', 'either'].includes(normAt(reading, from - 1));

const isPair = (a: Laterality, b: Laterality): boolean =>
  (a === 'left' && b === 'right') || (a === 'right' && b === 'left');
const noSiteBetween = (anchor: Anchor, from: number, to: number): boolean =>
  !anchor.sites.some((s) => s.from >= from && s.to <= to);

/** "left ureter", "right 7th rib": the side belongs to the landmark. */
export function isLandmarkSide(reading: Reading, side: Term): boolean {
  for (let i = side.to; i < side.to + 5; i++) {
    const term = reading.covering[i] ?? null;
    const token = tokenAt(reading, i);
    if (isTerm(term, 'structure'))
      return term.meaning.inside === undefined && term.meaning.region === undefined;
    if (isTerm(term, 'distractor')) return true;
    if (
      token.kind === 'number' ||
      [
        'st',
        'nd',
        'rd',
        'th',
        '-',
        'common',
        'external',
        'internal',
        'lower',
        'upper',
        'posterior',
        'anterior',
        'lateral',
        'proximal',
        'distal',
        'mid',
        'main',
        'exiting',
        'lumbar',
      ].includes(token.norm) ||
      token.kind === 'level'
    )
      continue;
    if (
      /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)$/.test(
        token.norm,
      )
    )
      continue;
    return false;
  }
  return false;
}

const ADJECTIVAL = new Set([
  'site',
  'side',
  'margin',
  'attenuation',
  'degree',
  'pattern',
  'fat',
  'calcium',
  'enhancement',
  'null-density',
  'density',
  'novel',
  'known',
]);

function commaInPhrase(reading: Reading, comma: number, floor: number): boolean {
  const left = kindAt(reading, comma - 1);
  const right = kindAt(reading, comma + 1);
  const leftSite = left === 'site' || (left === 'side' && right === 'side');
  if (leftSite && (right === 'site' || right === 'side')) return true;
  if (left === null || !ADJECTIVAL.has(left)) {
    const word = tokenAt(reading, comma - 1);
    if (
      word.kind !== 'word' ||
      !/(?:ed|ing|ous|ar|al|ic|ive|large|small|huge|bulky|solid|oval|round|elongated|soft)$/.test(word.norm)
    )
      return false;
  }
  for (let i = comma - 1; i >= Math.max(floor, comma - 8); i--) {
    const word = normAt(reading, i);
    if (word === 'a' || word === 'an' || word === 'another') return true;
    if (
      BE_VERBS.has(word) ||
      PREPOSITIONS.has(word) ||
      kindAt(reading, i) === 'lesion' ||
      kindAt(reading, i) === 'affirm'
    )
      return false;
    if (i === 0) return !reading.tokens.slice(0, comma).some((t) => t.kind === 'number');
  }
  return false;
}

function joinsModifiers(reading: Reading, and: number): boolean {
  const open = normAt(reading, and - 1) === ')' ? bracketedSide(reading, and - 1) : null;
  const left = open === null ? kindAt(reading, and - 1) : kindAt(reading, open - 1);
  let i = and + 1;
  while (normAt(reading, i) === 'the') i++;
  const right = kindAt(reading, i);
  const siteLike = (k: string | null): boolean => k === 'site' || k === 'side' || k === 'structure';
  if (siteLike(left) && siteLike(right)) return left !== 'side' || right !== 'site' || true;
  if (isOr(reading, and) && left === 'site') return true;
  return left !== null && right !== null && ADJECTIVAL.has(left) && ADJECTIVAL.has(right) && left === right;
}

/** "paraspinal soft-tissue mass", "a mass, a nodule": nouns of one phrase are one anchor. */
function mergeAppositions(reading: Reading, anchors: Anchor[]): void {
  for (let k = anchors.length - 1; k > 0; k--) {
    const a = anchors[k - 1];
    const b = anchors[k];
    if (a === undefined || b === undefined) continue;
    if (a.form !== 'lesion' || b.form !== 'lesion') {
      const organNode = a.form === 'distractor' && b.form === 'lesion' && a.to === b.from && !b.organ;
      if (organNode) anchors.splice(k - 1, 1);
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

const INTO_KINDS = new Set(['extend', 'encase', 'touch', 'spare']);

/** After the noun: "in the left paraspinal region", "beside the T9 vertebral body", "around the kidney", "of the liver". */
function placeAfter(
  reading: Reading,
  anchor: Anchor,
  limit: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
  byLandmark: boolean,
): void {
  let relation: MeaningOf<'relation'>['relation'] | null = null;
  let within = false;
  let reaches = false;
  let encases = false;
  const reachesOk = anchor.form === 'lesion' && !anchor.definite;
  for (let i = anchor.to; i < limit; i++) {
    const word = normAt(reading, i);
    const term = reading.covering[i] ?? null;
    if (isHardStop(reading, i) && !reachesOk) return;
    if (isHardStop(reading, i) || isContrast(reading, i)) return;
    if (
      [
        'in',
        'within',
        'of',
        'inside',
        'from',
        'at',
        'on',
        'centered',
        'occupying',
        'involving',
        'fill',
        'filling',
        'occupy',
      ].includes(word)
    )
      [within, relation] = [true, /^(?:in|within|inside)$/.test(word) ? null : relation];
    if (tokenAt(reading, i).kind === 'level' && relation !== null && !reaches && byLandmark) {
      anchor.sites.push({
        site: relation === 'before' ? 'prevertebral' : 'paraspinal',
        space: '',
        from: i,
        to: i + 1,
        side: null,
      });
      anchor.siteRule = `site from the level ${tokenAt(reading, i).text}`;
      return;
    }
    if (
      isTerm(term, 'extend') &&
      !['occupy', 'occupying', 'fill', 'filling', 'involving', 'involve'].includes(word)
    )
      reaches = true;
    if (
      isTerm(term, 'touch') &&
      /^(?:abut|contact|adjoin|lean|touch|in|inseparable|close|near|lie|lying)/.test(word) &&
      relation === null &&
      !anchor.definite
    )
      relation = 'beside';
    else if (term !== null && ['touch', 'spare'].includes(term.meaning.kind)) reaches = true;
    if (isTerm(term, 'encase')) encases = true;
    if (isTerm(term, 'relation')) {
      relation = term.meaning.relation;
      i = term.to - 1;
      continue;
    }
    if (isTerm(term, 'site') && !reaches && !usedSites.has(term)) {
      usedSites.add(term);
      anchor.sites.push({
        site: term.meaning.site,
        space: term.meaning.space,
        from: term.from,
        to: term.to,
        side: null,
      });
      anchor.siteRule = 'site after the noun';
      const from = sideBefore(reading, term.from);
      if (bothAt(reading, term.from)) anchor.side = 'bilateral';
      readSides(reading, anchor, from, term.to, usedSides);
      return;
    }
    if (isTerm(term, 'structure') && !reaches && (byLandmark || within)) {
      const place = landmark(term, relation, within, encases);
      if (place === 'organ') {
        if (!encases) anchor.organ = true;
        if (!encases) return;
      } else if (place !== null) {
        anchor.sites.push({ site: place, space: '', from: term.from, to: term.to, side: null });
        anchor.siteRule = `site from the landmark "${reading.tokens
          .slice(term.from, term.to)
          .map((t) => t.text)
          .join(' ')}"`;
        if (within && relation === null && !encases)
          readSides(reading, anchor, sideBefore(reading, term.from), term.to, usedSides);
        return;
      }
      i = term.to - 1;
      continue;
    }
    if (isComma(reading, i)) within = false;
    if (tokenAt(reading, i).kind === 'end') return;
  }
}

/** "The retroperitoneum harbours a mass left of the aorta": a site named before the noun beats a landmark after it. */
function siteBefore(reading: Reading, anchor: Anchor, floor: number, usedSites: ReadonlySet<Term>): boolean {
  for (let i = anchor.from - 1; i >= floor; i--) {
    if (normAt(reading, i) === ';') return false;
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'site') && !usedSites.has(term) && !INTO_KINDS.has(kindAt(reading, term.from - 1) ?? ''))
      return true;
  }
  return false;
}

/** "Retroperitoneum: …": the site that labels the sentence. */
function labelSite(reading: Reading, usedSites: ReadonlySet<Term>): Term | null {
  for (const term of reading.terms) {
    if (term.from > 4) return null;
    if (isTerm(term, 'site') && normAt(reading, term.to) === ':' && !usedSites.has(term)) return term;
  }
  return null;
}

function landmark(
  term: Term<MeaningOf<'structure'>>,
  relation: MeaningOf<'relation'>['relation'] | null,
  within: boolean,
  encases: boolean,
): Site | 'organ' | null {
  const s = term.meaning;
  if (relation === 'between')
    return s.name === 'aorta' || s.name === 'IVC' ? 'retroperitoneal' : (s.beside ?? null);
  if (relation === 'before') return s.before ?? s.beside ?? null;
  if (relation === 'around') return s.around ?? s.beside ?? null;
  if (relation === 'beside') return s.beside ?? null;
  if (encases) return s.around ?? null;
  if (within) return s.inside ?? (s.organ && s.name !== 'spine' ? 'organ' : null);
  return null;
}

/** "Between the aorta and the IVC there is a mass", "Alongside the T9 vertebra lies …". */
function placeByRelationBefore(reading: Reading, anchor: Anchor, floor: number): boolean {
  for (let i = floor; i < anchor.from; i++) if (kindAt(reading, i) === 'site') return false;
  for (let i = floor; i < anchor.from; i++) {
    const term = reading.covering[i] ?? null;
    if (!isTerm(term, 'relation') || term.from !== i) continue;
    for (let j = term.to; j < Math.min(anchor.from, term.to + 6); j++) {
      if (tokenAt(reading, j).kind === 'level') {
        anchor.sites.push({
          site: term.meaning.relation === 'before' ? 'prevertebral' : 'paraspinal',
          space: '',
          from: j,
          to: j + 1,
          side: null,
        });
        anchor.siteRule = `site from the level ${tokenAt(reading, j).text}`;
        return true;
      }
      const at = reading.covering[j] ?? null;
      if (kindAt(reading, j) === 'site') return false;
      if (!isTerm(at, 'structure')) continue;
      const place = landmark(at, term.meaning.relation, false, false);
      if (place === null || place === 'organ') return false;
      anchor.sites.push({ site: place, space: '', from: at.from, to: at.to, side: null });
      anchor.siteRule = `site from the landmark "${reading.tokens
        .slice(at.from, at.to)
        .map((t) => t.text)
        .join(' ')}"`;
      return true;
    }
  }
  return false;
}

const sideBefore = (reading: Reading, from: number): number => {
  const term = reading.covering[from - 1] ?? null;
  if (isTerm(term, 'side')) return term.from;
  const before = reading.covering[from - 2] ?? null;
  return isTerm(before, 'side') && tokenAt(reading, from - 1).kind !== 'sign' ? before.from : from;
};

/** Before the noun: "In the left paraspinal region there is …", "Retroperitoneum: 5 cm mass", "The liver contains …". */
function placeBefore(
  reading: Reading,
  anchor: Anchor,
  floor: number,
  usedSites: Set<Term>,
  usedSides: Set<Term>,
  topic: Term | null,
): void {
  let organ: Term<MeaningOf<'structure'>> | null = null;
  let around: Term<MeaningOf<'structure'>> | null = null;
  if (placeByRelationBefore(reading, anchor, floor)) return;
  for (let i = anchor.from - 1; i >= floor; i--) {
    if (normAt(reading, i) === ';') break;
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'site') && !usedSites.has(term)) {
      if (INTO_KINDS.has(kindAt(reading, term.from - 1) ?? '')) continue;
      usedSites.add(term);
      anchor.sites.push({
        site: term.meaning.site,
        space: term.meaning.space,
        from: term.from,
        to: term.to,
        side: null,
      });
      anchor.siteRule = 'site before the noun';
      if (bothAt(reading, term.from)) anchor.side = 'bilateral';
      readSides(reading, anchor, sideBefore(reading, term.from), term.to, usedSides);
      return;
    }
    if (
      isTerm(term, 'structure') &&
      organ === null &&
      !INTO_KINDS.has(kindAt(reading, term.from - 1) ?? '')
    ) {
      if (term.meaning.inside !== undefined && anchor.strong) {
        anchor.sites.push({ site: term.meaning.inside, space: '', from: term.from, to: term.to, side: null });
        anchor.siteRule = `inside the ${term.meaning.name}`;
        readSides(reading, anchor, sideBefore(reading, term.from), term.to, usedSides);
        return;
      }
      if (term.meaning.organ) organ = term;
    }
    if (isTerm(term, 'structure') && term.meaning.around !== undefined) around = term;
    if (isTerm(term, 'encase') && around !== null && anchor.strong) {
      anchor.sites.push({
        site: around.meaning.around ?? 'other',
        space: '',
        from: around.from,
        to: around.to,
        side: null,
      });
      anchor.siteRule = 'site from what it encases';
      return;
    }
  }
  if (organ !== null && !anchor.definite) {
    const after = normAt(reading, organ.to);
    const inOrgan =
      PREPOSITIONS.has(normAt(reading, organ.from - 1)) || normAt(reading, organ.from - 1) === 'the';
    if (after === ':' || kindAt(reading, organ.to) === 'affirm' || inOrgan || organ.from <= 2) {
      const near =
        normAt(reading, organ.from - 2) === 'to' ||
        kindAt(reading, organ.from - 1) === 'relation' ||
        kindAt(reading, organ.from - 2) === 'relation';
      if (near && organ.meaning.beside !== undefined) {
        anchor.sites.push({
          site: organ.meaning.beside,
          space: '',
          from: organ.from,
          to: organ.to,
          side: null,
        });
        anchor.siteRule = 'site from a landmark before the noun';
      } else anchor.organ = true;
    }
    return;
  }
  if (topic !== null && floor === 0 && !anchor.definite) {
    if (isTerm(topic, 'site')) {
      anchor.sites.push({
        site: topic.meaning.site,
        space: topic.meaning.space,
        from: -1,
        to: -1,
        side: null,
      });
      anchor.siteRule = 'site from the label of the line';
    } else if (isTerm(topic, 'structure') && topic.meaning.organ) anchor.organ = true;
  }
}

/** "in the presacral and left perirenal regions": further sites joined to the last one. */
function coordinate(reading: Reading, anchor: Anchor, usedSites: Set<Term>, usedSides: Set<Term>): void {
  let last = anchor.sites[anchor.sites.length - 1];
  for (let guard = 0; guard < 5 && last !== undefined && last.to > anchor.to; guard++) {
    let i = last.to;
    let joined = false;
    let bracket = false;
    while (i < reading.tokens.length && i < last.to + 9) {
      const word = normAt(reading, i);
      const kind = kindAt(reading, i);
      if (kind === 'site') break;
      if (isAnd(reading, i) || isOr(reading, i) || isComma(reading, i)) joined = true;
      else if (word === '(') bracket = true;
      else if (word === ')') bracket = false;
      else if (
        ![
          'the',
          'space',
          'region',
          'area',
          'compartment',
          'in',
          'gutter',
          'tissue',
          'as',
          'well',
          'also',
          '-',
          'soft',
          'fat',
          'other',
        ].includes(word) &&
        kind !== 'side' &&
        !bracket
      )
        return;
      i++;
    }
    const term = reading.covering[i] ?? null;
    if (!joined || !isTerm(term, 'site') || usedSites.has(term)) return;
    if (kindAt(reading, term.to) === 'lesion') return;
    usedSites.add(term);
    const mention: SiteMention = {
      site: term.meaning.site,
      space: term.meaning.space,
      from: term.from,
      to: term.to,
      side: null,
    };
    const first = last;
    let and = first.to;
    while (and < term.from && !isAnd(reading, and) && !isOr(reading, and) && !isComma(reading, and)) and++;
    if (first.side === null && anchor.side !== null && anchor.sideFrom >= anchor.to) first.side = anchor.side;
    anchor.sites.push(mention);
    for (const side of termsOf(reading, 'side')) {
      if (usedSides.has(side) || side.from < first.to || side.to > term.to + 3) continue;
      const closing = normAt(reading, side.from - 1) === '(';
      if (side.to <= term.from && (closing || side.to <= and)) first.side = side.meaning.side;
      else if (side.to <= term.from) mention.side = side.meaning.side;
      else if ((closing || first.side !== null) && side.from <= term.to + 1) mention.side = side.meaning.side;
      else continue;
      usedSides.add(side);
    }
    if (first.side !== null && mention.side !== null) anchor.side = null;
    last = mention;
  }
}

/** Existence: denied, doubted, gone, or only history. A hedge on a diagnosis is none on the lesion. */
function judge(reading: Reading, scopes: Scopes, anchor: Anchor): void {
  if (anchor.statusCue !== null) return;
  const asked =
    normAt(reading, reading.tokens.length - 1) === '?' &&
    /^(?:is|are|any|could|does)$/.test(normAt(reading, 0));
  if (asked) {
    anchor.status = 'uncertain';
    anchor.statusCue = { from: 0, to: 1, rule: 'asked, not told' };
    return;
  }
  const at = anchor.head;
  const negation = scopes.negated[at] ?? null;
  const hedge = scopes.hedged[at] ?? null;
  const gone = scopes.gone[at] ?? null;
  if (gone !== null && !(scopes.negated[gone.from] ?? null)) {
    anchor.status = 'absent';
    anchor.statusCue = gone;
    anchor.gone = true;
  } else if (negation !== null && !deniesAttribute(reading, negation, anchor)) {
    anchor.status = 'absent';
    anchor.statusCue = negation;
  } else if (
    hedge !== null &&
    !deniesAttribute(reading, hedge, anchor) &&
    !(anchor.diagnosis && isMildHedge(reading, hedge))
  ) {
    anchor.status = 'uncertain';
    anchor.statusCue = hedge;
  }
  for (const term of reading.terms) {
    if (!isTerm(term, 'history')) continue;
    const operation = /^(?:resected|excised|removed|operated|treated)$/.test(normAt(reading, term.to - 1));
    if (operation ? term.from > at && term.from - at < 8 && !sizesToday(reading, scopes) : term.from < at)
      anchor.history = true;
  }
}

const ATTRIBUTES = new Set([
  'enhancement',
  'fat',
  'calcium',
  'extend',
  'encase',
  'component',
  'margin',
  'margin-noun',
  'attenuation',
  'density',
  'touch',
  'time',
  'change',
]);

/** "No enhancement of the collection": the cue's object is an attribute, the lesion stands. */
function deniesAttribute(reading: Reading, cue: Cue, anchor: Anchor): boolean {
  for (let i = cue.to; i < anchor.from; i++) {
    const kind = kindAt(reading, i);
    if (kind !== null && ATTRIBUTES.has(kind)) return true;
  }
  return false;
}

const sizesToday = (_reading: Reading, scopes: Scopes): boolean => scopes.current.some((c) => c !== null);

const isMildHedge = (reading: Reading, hedge: Cue): boolean =>
  /^(?:prob|probabl|likely|presum|suspected|suspicious|suggest|consider)/.test(normAt(reading, hedge.from));

/** Sites and sides that no noun took: "Left paraspinal: 3 cm", "on the right 4 cm". They point at known lesions. */
function addBareSites(reading: Reading, anchors: Anchor[], usedSites: Set<Term>, usedSides: Set<Term>): void {
  for (const term of termsOf(reading, 'site')) {
    if (usedSites.has(term) || afterDistractor(reading, anchors, term)) continue;
    const before = kindAt(reading, term.from - 1);
    if (before !== null && INTO_KINDS.has(before)) continue;
    if (
      kindAt(reading, term.to) === 'distractor' ||
      kindAt(reading, term.to) === 'fat' ||
      kindAt(reading, term.to) === 'extend'
    )
      continue;
    if (isRelationTarget(reading, term)) continue;
    const from = sideBefore(reading, term.from);
    const a = blank('site', from, term.to, term.from);
    a.sites.push({
      site: term.meaning.site,
      space: term.meaning.space,
      from: term.from,
      to: term.to,
      side: null,
    });
    a.siteRule = 'site alone';
    readSides(reading, a, from, term.to, usedSides);
    if (anchors.every((x) => x.to <= a.from || x.from >= a.to)) anchors.push(a);
  }
}

/** "Two nodes, para-aortic, 8 mm": the site of the distractor. */
function afterDistractor(reading: Reading, anchors: readonly Anchor[], term: Term): boolean {
  const before = anchors
    .filter((a) => a.head < term.from)
    .sort((x, y) => x.head - y.head)
    .pop();
  if (before?.form !== 'distractor') return false;
  for (let i = before.to; i < term.from; i++)
    if (isHardStop(reading, i) || isContrast(reading, i)) return false;
  return true;
}

/** The site is where something extends to, or what it surrounds. */
function isRelationTarget(reading: Reading, term: Term): boolean {
  for (let i = term.from - 1; i >= Math.max(0, term.from - 12); i--) {
    const kind = kindAt(reading, i);
    if (kind === 'extend' || kind === 'encase' || kind === 'touch' || kind === 'spare') return true;
    if (isHardStop(reading, i) || isContrast(reading, i)) return false;
    if (kind === 'lesion' || kind === 'stand-in' || kind === 'affirm') return false;
  }
  const next = kindAt(reading, term.to);
  return (
    next === 'extend' || next === 'component' || (next === null && kindAt(reading, term.to + 1) === 'extend')
  );
}

/** "on the left, not the right": the denied side is none. */
const isDeniedSide = (scopes: Scopes, side: Term): boolean => {
  const cue = scopes.negated[side.from];
  return cue !== null && cue !== undefined && side.from - cue.to <= 3;
};

/** "crossing the midline", "to the midline": a line that is reached, not the side of the lesion. */
function isCrossed(reading: Reading, side: Term<MeaningOf<'side'>>): boolean {
  if (side.meaning.side !== 'midline') return false;
  for (let i = side.from - 1; i >= side.from - 3; i--)
    if (/^(?:cross|across|beyond|over|reach|past|to|of|from|traver)/.test(normAt(reading, i))) return true;
  const after = normAt(reading, side.to) === '-' ? normAt(reading, side.to + 1) : normAt(reading, side.to);
  return /^(?:cross|travers|spanning|straddl)/.test(after);
}

/** "Two deposits: right 6th rib, 18 mm; left 9th rib, 31 mm": sides of landmarks tell the members of a plural apart. */
function landmarkPairs(reading: Reading, anchors: readonly Anchor[], usedSides: ReadonlySet<Term>): Anchor[] {
  const plural = anchors.find((a) => a.form === 'lesion' && a.plural && a.status === 'present');
  if (plural === undefined) return [];
  const sides = termsOf(reading, 'side').filter(
    (s) =>
      !usedSides.has(s) &&
      s.from > plural.to &&
      isLandmarkSide(reading, s) &&
      !INTO_KINDS.has(kindAt(reading, s.from - 1) ?? '') &&
      normAt(reading, s.from - 1) !== 'the' &&
      !isAnd(reading, s.from - 1),
  );
  const kinds = new Set(sides.map((s) => s.meaning.side));
  if (!kinds.has('left') || !kinds.has('right')) return [];
  return sides.map((s) => ({ ...blank('side', s.from, s.to, s.from), side: s.meaning.side, definite: true }));
}

/** "left thicker", "left > right": both sides are meant. */
const isCompared = (reading: Reading, side: Term): boolean =>
  /^(?:thicker|larger|bigger|greater|worse|>|bulkier|wider|more|dominant)$/.test(normAt(reading, side.to)) ||
  normAt(reading, side.from - 1) === '>';

/** "tracking into the left gluteal region": the side of where it goes. */
function sameUnit(reading: Reading, a: number, b: number): boolean {
  for (let i = Math.min(a, b); i < Math.max(a, b); i++)
    if (
      isHardStop(reading, i) &&
      normAt(reading, i) === ';' &&
      reading.tokens.slice(0, i).some((t) => t.norm === 'no')
    )
      return false;
  return true;
}

function isSideOfTarget(reading: Reading, side: Term): boolean {
  const next = reading.covering[side.to] ?? null;
  return next !== null && next.meaning.kind === 'site' && isRelationTarget(reading, next);
}

function assignFreeSides(reading: Reading, scopes: Scopes, anchors: Anchor[], usedSides: Set<Term>): void {
  const free = termsOf(reading, 'side').filter(
    (s) =>
      !usedSides.has(s) &&
      !isLandmarkSide(reading, s) &&
      !isDeniedSide(scopes, s) &&
      !isCrossed(reading, s) &&
      !isSideOfTarget(reading, s) &&
      !isCompared(reading, s),
  );
  for (const side of landmarkPairs(reading, anchors, usedSides)) anchors.push(side);
  for (const side of free) {
    const owner = [...anchors]
      .filter((a) => a.from <= side.from && a.form !== 'side')
      .sort((x, y) => x.from - y.from)
      .pop();
    const first = anchors.filter((a) => a.form === 'lesion' || a.form === 'stand-in' || a.form === 'site')[0];
    const host = owner ?? first;
    const opposite = free.some(
      (s) =>
        s !== side &&
        s.meaning.side !== side.meaning.side &&
        s.meaning.side !== 'midline' &&
        sameUnit(reading, s.from, side.from) &&
        (host === undefined || s.from >= host.from) &&
        !anchors.some((a) => a.form === 'lesion' && a !== host && host !== undefined && a.head > host.head && a.head < s.from),
    );
    const takes =
      host !== undefined &&
      host.form !== 'distractor' &&
      host.side === null &&
      host.sites.every((s) => s.side === null) &&
      !(opposite && side.meaning.side !== 'bilateral');
    if (takes && host.sites.length <= 1) {
      host.side = side.meaning.side;
      host.sideFrom = side.from;
      continue;
    }
    if (host?.form === 'distractor' || (host !== undefined && host.side === side.meaning.side)) continue;
    const pair = opposite && (side.meaning.side === 'left' || side.meaning.side === 'right');
    if (
      pair &&
      host?.form === 'lesion' &&
      host.side === null &&
      !host.plural &&
      host.sites.length === 1 &&
      host.status === 'present'
    ) {
      // "Paraspinal tissue (right 2.2 cm, left 1.1 cm)": one noun for both sides.
      host.side = 'bilateral';
      host.sideFrom = side.from;
    }
    if (host?.side === 'midline' && pair !== true && host.sideFrom < side.from) host.side = side.meaning.side;
    if (side.meaning.side === 'bilateral' || side.meaning.side === 'midline') continue;
    const a = blank('side', side.from, side.to, side.from);
    a.side = side.meaning.side;
    a.definite = true;
    anchors.push(a);
  }
}
