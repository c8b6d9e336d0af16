/** The nouns from which anchors grow: lesions, stand-ins ("one", "the former") and distractors. */
import { isTerm, kindAt, type MeaningOf, normAt, type Reading, type Term, tokenAt } from '../terms.ts';
import { type Anchor, blank } from './anchor.ts';
import { isOneOfLandmarks, isPronounOne } from './stand-ins.ts';

export function seed(reading: Reading, term: Term): Anchor | null {
  const head = term.to - 1;
  if (isTerm(term, 'lesion')) {
    // "active arterial bleeding": something that goes on, not a lesion.
    const goesOn =
      /^(?:bleeding|hemorrhage|bleed)$/.test(normAt(reading, head)) &&
      /^(?:active|arterial|ongoing|venous|acute)$/.test(normAt(reading, term.from - 1));
    // "not bleeding": the participle.
    if (
      /^bleeding$/.test(normAt(reading, head)) &&
      /^(?:not|is|are|was)$/.test(normAt(reading, term.from - 1))
    )
      return null;
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
    // "IVC and aorta: the former engulfed": of landmarks.
    if ((pick === 'former' || pick === 'latter') && ranksLandmarks(reading, term.from)) return null;
    // "the former perirenal collection": the adjective.
    if (pick === 'former' && ['site', 'side', 'lesion'].includes(kindAt(reading, term.to) ?? '')) return null;
    // "the larger part lies to the right": of one lesion.
    const ofOne = /^(?:part|portion|half|component|share|dimension|diameter|extent|axis)$/.test(
      normAt(reading, term.to),
    );
    if (ofOne && /^(?:larger|smaller|dominant|upper|lower|former|latter)$/.test(pick)) return null;
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
    // "the one contains fat, the other calcium"
    const ofTwo = pick === 'one' && normAt(reading, term.from - 1) === 'the' && term.to - term.from === 1;
    if (
      ofTwo &&
      reading.terms.some((t) => t.from > term.to && isTerm(t, 'stand-in') && t.meaning.pick === 'other')
    )
      return { ...blank('stand-in', term.from - 1, term.to, head), pick: 'first', definite: true };
    const plural =
      pick === 'both' || pick === 'all' || pick === 'they' || pick === 'others' || /two$/.test(pick);
    return { ...blank('stand-in', term.from, term.to, head), pick, plural, definite: true };
  }
  return null;
}
/** Only landmarks, and at least two, stand before the word. */
export function ranksLandmarks(reading: Reading, at: number): boolean {
  const before = reading.terms.filter((t) => t.to <= at);
  const named = before.some((t) => t.kind === 'lesion' || t.kind === 'site');
  const landmarks = before.filter((t) => isTerm(t, 'structure') && t.meaning.region === undefined);
  return !named && landmarks.length > 1;
}

/** "denser than fluid", "above fluid", "hyperdense to the pleural effusion": something to compare with. */
const isMeasureOfComparison = (reading: Reading, term: Term): boolean =>
  isComparedWith(reading, term.from) ||
  (['than', 'above', 'below', 'to', 'like', 'as', 'resembling'].includes(normAt(reading, term.from - 1)) &&
    normAt(reading, term.from - 2) !== 'due' &&
    normAt(reading, term.from - 2) !== 'such' &&
    normAt(reading, term.from) === 'fluid');
/** A word of attenuation stands before it, with nothing between but what compares and what tells which one. */
function isComparedWith(reading: Reading, at: number): boolean {
  let i = at - 1;
  while (
    /^(?:structure|side|relation|time|site)$/.test(kindAt(reading, i) ?? '') ||
    COMPARES.has(normAt(reading, i))
  )
    i--;
  return i < at - 1 && kindAt(reading, i) === 'attenuation';
}

const COMPARES = new Set(
  'to than with as when compared comparison relative in against versus the a any its adjacent neighboring nearby surrounding simple associated small large ipsilateral'.split(
    ' ',
  ),
);

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
