/**
 * Degrees and patterns that hang on an enhancement word, gathered over the words that may stand between.
 */
import type { Meaning } from '../lexicon/entry.ts';
import { kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';

const LEFT_FILLERS = new Set(
  'to - on alone only grade and or , / only very at most best more than a an the of in its contrast degree pattern post appearing showing but type form amount iv after rather quite just fairly relatively predominantly mainly largely more less overall if any no up ( ) fashion manner internal diffuse diffusely solid residual persistent persisting associated early late progressive visible focal overall discernible thick thin corresponding subsequent homogeneou gradual venou further whose well between from range ranging vary varying'.split(
    ' ',
  ),
);

const RIGHT_FILLERS = new Set(
  'is be so less should read reads corrected amended was are by were appear remain look : - = , and or / to ( ) of in type character nature pattern degree only at most best but a an the very judged graded described as after on more than rather quite overall yet though seen throughout it now with given way replaced yielded been ceded superseded by manner fashion way degree. present up internally fairly relatively predominantly mainly largely just being although not if any iv contrast ; . scale best no post level that whose which w has have faded fade fallen risen dropped decreased increased changed gone from declined diminished lessened grown down become turned well range ranging vary varying between both it diffuse albeit though shift change switch transition strength order kind sort quality overall limited confined restricted hug global thin thick therefore thu hence consequently accordingly still also again merely somehow visually apparently'.split(
    ' ',
  ),
);

const NOUNS_OF_ENHANCEMENT = new Set(
  'enhancement fashion manner pattern way degree type character nature uptake intensity grade only throughout distribution extent fashion uptake well'.split(
    ' ',
  ),
);

export type Found = { readonly term: Term; readonly at: number };

/** Degrees on one side win over those on the other when both sides have some, unless a range spans the word. */
export function degreesFrom(
  reading: Reading,
  left: readonly Found[],
  right: readonly Found[],
): readonly Found[] {
  const isDegree = (f: Found): boolean => f.term.kind === 'degree' || f.term.kind === 'degree-range';
  const l = left.filter(isDegree);
  return unqualified(reading, l.length > 0 ? l : today(reading, right.filter(isDegree)));
}

/** "moderately avid": the adverb qualifies the degree it stands before; it is the answer. */
const unqualified = (reading: Reading, degrees: readonly Found[]): readonly Found[] =>
  degrees.filter(
    (f) => !degrees.some((g) => g !== f && g.term.to === f.term.from) && !qualifiesPattern(reading, f.term),
  );

/** "mildly heterogeneous enhancement": the adverb tells how uneven it is, not how strong. */
const qualifiesPattern = (reading: Reading, term: Term): boolean =>
  normAt(reading, term.to - 1).endsWith('ly') &&
  kindAt(reading, term.to) === 'pattern' &&
  /(?:geneous|uniform|even|patchy|mottled)$/.test(normAt(reading, term.to));

/** "has faded from moderate to minimal": the second is today's. */
const today = (reading: Reading, degrees: readonly Found[]): readonly Found[] => {
  const [a, b] = degrees;
  const change =
    a !== undefined &&
    b !== undefined &&
    normAt(reading, a.term.from - 1) === 'from' &&
    !/^(?:range|ranging|vary|varying)$/.test(normAt(reading, a.term.from - 2)) &&
    normAt(reading, b.term.from - 1) === 'to';
  return change ? degrees.slice(1) : degrees;
};

/** "no significant enhancement": the degree is part of the denial. "No avid enhancement" denies avidity only. */
export const isWholeDenial = (reading: Reading, degrees: readonly Found[]): boolean =>
  degrees.every((f) =>
    /^(?:significant|appreciabl|perceptibl|any|minimal|slight|faint|even|trace|little|discernibl|none|nil)/.test(
      normAt(reading, f.term.from),
    ),
  );

/** Words of margins that beside an enhancement word tell its degree or pattern. */
const DOUBLES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['irregular', { kind: 'pattern', pattern: 'heterogeneous' }],
  ['irregularly', { kind: 'pattern', pattern: 'heterogeneous' }],
  ['poor', { kind: 'degree', degree: 'mild' }],
  ['regular', { kind: 'pattern', pattern: 'homogeneous' }],
]);

export function gather(reading: Reading, start: number, step: 1 | -1): Found[] {
  const found: Found[] = [];
  const fillers = step < 0 ? LEFT_FILLERS : RIGHT_FILLERS;
  let i = start;
  let budget = 14;
  while (i >= 0 && i < reading.tokens.length && budget-- > 0) {
    const term = reading.covering[i] ?? null;
    const word = normAt(reading, i);
    const kind = term?.kind;
    if (term !== null && (kind === 'degree' || kind === 'degree-range' || kind === 'pattern')) {
      if (step > 0 && !hangsLoose(reading, term.to)) break;
      found.push({ term, at: i });
      i = step > 0 ? term.to : term.from - 1;
      continue;
    }
    const double = kind === 'margin' && term !== null ? DOUBLES.get(word) : undefined;
    if (double !== undefined && term !== null) {
      found.push({ term: { ...term, kind: double.kind, meaning: double }, at: i });
      i += step;
      continue;
    }
    // "…, the others mildly": of others.
    const opens = found.length > 0 || [',', ';', 'and'].includes(normAt(reading, i - 1));
    if (kind === 'stand-in' && step > 0 && opens && !/^it/.test(word)) break;
    if (
      kind === 'phase' ||
      kind === 'time' ||
      (kind === 'known' && step > 0) ||
      kind === 'stand-in' ||
      kind === 'negation'
    ) {
      // "mild enhancement, not homogeneous": carried by the scopes.
      i = step > 0 ? (term?.to ?? i + 1) : (term?.from ?? i) - 1;
      continue;
    }
    if (kind === 'enhancement' && step > 0 && word !== 'enhanced') break;
    if (step > 0 && found.length > 0 && isDistributed(reading, i)) break;
    if (step > 0 && i === start) {
      const after = pastPlace(reading, i);
      if (after > i) {
        i = after;
        continue;
      }
    }
    if (kind === 'relation' && (word === 'throughout' || ofItsRim(reading, i))) {
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

const PLACE_KINDS = new Set(['side', 'site', 'stand-in', 'lesion']);

/** Past "on both sides", "of the left mass", "in each": whose enhancement it is, told between the noun and its degree. */
export function pastPlace(reading: Reading, from: number): number {
  let i = from;
  const bare = /^(?:left|right)$/.test(normAt(reading, i)) && /^[,.;)]?$/.test(normAt(reading, i + 1));
  if (kindAt(reading, i) === 'side' && (bare || /^(?:on|at)$/.test(normAt(reading, i))))
    return reading.covering[i]?.to ?? from;
  if (!['in', 'of', 'on', 'within', 'inside', 'by'].includes(normAt(reading, i))) return from;
  i++;
  while (['the', 'this', 'that', 'these', 'its', 'a'].includes(normAt(reading, i))) i++;
  const start = i;
  while (PLACE_KINDS.has(kindAt(reading, i) ?? '') || (i > start && normAt(reading, i) === '-')) i++;
  return i > start ? i : from;
}

/** Where the place stands that a row of degrees and patterns tells: "mild and even [in the former]"; null when none. */
export function placeOf(reading: Reading, from: number): number | null {
  let i = from;
  for (let steps = 0; steps < 8; steps++, i++) {
    const kind = kindAt(reading, i);
    const goesOn = kind === 'degree' || kind === 'pattern' || kind === 'degree-range';
    if (!goesOn && !['and', '-', 'to', 'only', 'or'].includes(normAt(reading, i))) break;
  }
  const past = pastPlace(reading, i);
  return past > i ? past - 1 : null;
}

/** "mild in the former and marked in the latter": what follows the place is of another. */
function isDistributed(reading: Reading, at: number): boolean {
  let i = pastPlace(reading, at);
  if (i === at) return false;
  if (![',', ';', 'and', 'but', 'while', 'whereas'].includes(normAt(reading, i))) return false;
  while ([',', ';', 'and', 'but', 'while', 'whereas', 'only', 'very', 'rather'].includes(normAt(reading, i)))
    i++;
  let last = i;
  for (let steps = 0; steps < 7; steps++, i++) {
    const kind = kindAt(reading, i);
    if (kind === 'degree' || kind === 'pattern' || kind === 'degree-range') last = i + 1;
    else if (!['and', ',', '-', 'to'].includes(normAt(reading, i))) break;
  }
  return last === i && pastPlace(reading, i) > i;
}

/** "along its rim", "around the periphery". */
const ofItsRim = (reading: Reading, i: number): boolean =>
  ['its', 'the', 'a', 'their'].includes(normAt(reading, i + 1)) && kindAt(reading, i + 2) === 'pattern';

/** A degree to the right must not qualify another noun: "enhances; mild hydronephrosis". */
export function hangsLoose(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 6; i++) {
    const kind = kindAt(reading, i);
    const token = tokenAt(reading, i);
    const word = token.norm;
    if (kind === 'degree' || kind === 'pattern' || kind === 'degree-range') continue;
    if (word === 'and' && i === from) return true;
    // "moderate right, mild left"
    if (/^(?:left|right)$/.test(word) && i === from && !normAt(reading, i - 1).endsWith('ly'))
      return /^[,.;)]?$/.test(normAt(reading, i + 1));
    if (word === '-' || word === 'to' || word === 'and' || word === 'or' || word === '/') continue;
    if (token.kind !== 'word' || /^(?:distributed|spread|diffused|dispersed)$/.test(word)) return true;
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
        'diffuse',
        'global',
        'along',
        'thin',
        'thick',
        'hence',
        'thu',
        'doe',
        'do',
        'so',
        'save',
        'except',
        'but',
        'apart',
        'bar',
        'sparing',
        'excluding',
        'other',
      ].includes(word) ||
      kind === 'negation' ||
      kind === 'attenuation' ||
      kind === 'affirm'
    );
  }
  return true;
}
