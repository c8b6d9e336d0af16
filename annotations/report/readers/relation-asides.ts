/** What stands between a verb and its structure and is passed over: landmarks on the way, asides, a first verb, arcs. */
import { BE_VERBS, isAnd, isComma, isHardStop } from '../grammar.ts';
import { normAt, type Reading, tokenAt } from '../terms.ts';

/** The verb "is" of "is lifted off the spine and …", when a participle with its preposition follows it. */
export function firstVerb(reading: Reading, and: number): number | null {
  let prepared = false;
  for (let i = and - 1; i > Math.max(0, and - 9); i--) {
    if (isComma(reading, i) || isHardStop(reading, i) || isAnd(reading, i)) return null;
    if (BE_VERBS.has(normAt(reading, i)))
      return prepared && /(?:ed|en|wn)$/.test(normAt(reading, i + 1)) ? i : null;
    prepared ||= /^(?:off|from|against|to|towards|by|over)$/.test(normAt(reading, i));
  }
  return null;
}

/** "180°", "over 180 degrees", "through 90°". */
export function isArc(reading: Reading, from: number): boolean {
  const at = /^(?:over|for|through|by)$/.test(normAt(reading, from)) ? from + 1 : from;
  return tokenAt(reading, at).kind === 'number' && /^(?:°|degree)$/.test(normAt(reading, at + 1));
}

/** "extending behind the aorta to the renal hilum": the landmark passed on the way is no target. */
export function pastLandmark(reading: Reading, from: number): number {
  const aside = pastAside(reading, from);
  if (aside !== null) return aside;
  const term = reading.covering[from] ?? null;
  const starts = normAt(reading, from) === 'from';
  if (!starts && (term === null || term.kind !== 'relation')) return from;
  if (
    !/^(?:behind|posterior|anterior|between|lateral|beneath|under|in|ventral|dorsal|ahead|from)$/.test(
      normAt(reading, from),
    )
  )
    return from;
  const at = term?.to ?? from + 1;
  for (let i = at; i < at + 6; i++) {
    const found = reading.covering[i] ?? null;
    if (found !== null && (found.kind === 'structure' || found.kind === 'site')) return found.to;
  }
  return from;
}

/** Words of "together with", "along with", "as well as", "including", "plus" at a token; 0 when it is none of these. */
export function joinLength(reading: Reading, i: number): number {
  const word = normAt(reading, i);
  if ((word === 'together' || word === 'along') && normAt(reading, i + 1) === 'with') return 2;
  if (word === 'as' && normAt(reading, i + 1) === 'well' && normAt(reading, i + 2) === 'as') return 3;
  return word === 'including' || word === 'plus' ? 1 : 0;
}

/** "encasing, but not narrowing, the aorta": what is denied beside the verb is passed over. */
function pastAside(reading: Reading, from: number): number | null {
  let i = isComma(reading, from) ? from + 1 : from;
  if (!/^(?:but|though|although|yet|albeit|without|and)$/.test(normAt(reading, i))) return null;
  if (/^(?:doe|does|do|did|is|are)$/.test(normAt(reading, i + 1))) i++;
  if (
    normAt(reading, i) !== 'without' &&
    !/^(?:not|without|never|desnt|dont|isnt|didnt)$/.test(normAt(reading, ++i))
  )
    return null;
  for (let j = i + 1; j < i + 4; j++) {
    const verb = /(?:ing|ed)$/.test(normAt(reading, j)) || /^(?:the|,)$/.test(normAt(reading, j + 1));
    if (verb) return isComma(reading, j + 1) ? j + 2 : j + 1;
  }
  return null;
}
