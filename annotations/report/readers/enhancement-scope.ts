/** Whether enhancement words are about the whole lesion: not of a part, not of the scan; and contrast that changes nothing. */
import type { Claim } from '../claims.ts';
import type { Scopes } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading, type Term, tokenAt } from '../terms.ts';

/** "the second, which is unenhanced": of a lesion, not of the scan. */
export function isUnenhanced(reading: Reading, term: Term): boolean {
  if (normAt(reading, term.from) !== 'unenhanced' || term.to - term.from > 1) return false;
  const closes = term.to >= reading.tokens.length || /^[.,;)]$/.test(normAt(reading, term.to));
  if (!closes || !/^(?:is|are|remain|stay)$/.test(normAt(reading, term.from - 1))) return false;
  for (let i = term.from - 2; i >= 0; i--) {
    const kind = kindAt(reading, i);
    if (kind === 'lesion' || kind === 'stand-in') return true;
    if (/^(?:scan|study|examination|ct|series|phase|image)$/.test(normAt(reading, i))) return false;
  }
  return false;
}

/** "after contrast, no measurable change": nothing enhances. */
export function unchanged(reading: Reading, scopes: Scopes, term: Term): Claim[] {
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

/** "homogeneous enhancement of the spleen": of the neighbourhood. */
export function isOfOrgan(reading: Reading, term: Term): boolean {
  if (normAt(reading, term.to) !== 'of') return false;
  let i = term.to + 1;
  while (/^(?:the|both|a|an|normal)$/.test(normAt(reading, i)) || kindAt(reading, i) === 'side') i++;
  const after = reading.covering[i] ?? null;
  return isTerm(after, 'structure') && after.meaning.organ === true && kindAt(reading, after.to) !== 'lesion';
}

/** "enhancing septa", "the solid component enhances", "non-enhancing core". */
export function isOfPart(reading: Reading, term: Term): boolean {
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
    if (word === 'part' && normAt(reading, i - 1) === 'no') return false;
    // "The periphery enhances": like a rim.
    if (kind === 'component')
      return (
        word !== 'level' &&
        word !== 'periphery' &&
        normAt(reading, i - 1) !== 'around' &&
        normAt(reading, i - 1) !== 'a'
      );
    if (
      word === ',' ||
      word === ';' ||
      word === 'with' ||
      kind === 'lesion' ||
      word === 'and' ||
      word === 'or'
    )
      break;
  }
  return false;
}

/** "well-defined walls without enhancement": nothing of the lesion enhances. */
export const ofWall = (reading: Reading, term: Term): boolean => {
  for (let i = term.from - 1; i >= Math.max(0, term.from - 6); i--)
    if (kindAt(reading, i) === 'component')
      return /^(?:wall|periphery|septa|septum)$/.test(normAt(reading, i));
  return false;
};
