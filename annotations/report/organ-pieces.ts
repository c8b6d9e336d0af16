/** Pieces of a sentence that are about an organ of the neighbourhood, not about a lesion. */
import type { Piece } from './ownership.ts';
import { comparedWithLesion } from './readers/attenuation-tissues.ts';
import { isTerm, kindAt, normAt, type Reading, tokenAt } from './terms.ts';

const PASSED = new Set([
  'the',
  'both',
  'a',
  ',',
  'and',
  'adjacent',
  ';',
  'also',
  'of',
  'however',
  'while',
  'but',
  'whereas',
  'left',
  'right',
  'lower',
  'upper',
  'bilateral',
  '-',
]);

/** "L5-S1 disc space collapsed": a level that names a disc. */
function isDisc(reading: Reading, from: number): boolean {
  for (let i = from; i < from + 4; i++) {
    const term = reading.covering[i] ?? null;
    if (isTerm(term, 'structure'))
      return term.meaning.name === 'disc' || term.meaning.name === 'vertebral body';
    if (
      tokenAt(reading, i).kind !== 'level' &&
      !/^[-/]$/.test(normAt(reading, i)) &&
      tokenAt(reading, i).kind !== 'number'
    )
      return false;
  }
  return false;
}

/** Ways out of the spine and walls of spaces: what is said of them tells where the lesion goes. */
const isPartOfLesion = (name: string): boolean =>
  /(?:foramen|canal|space|fat|fossa|fascia|root|blood pool)$/.test(name);

/** "Atrophic left kidney", "Total hip replacement": a word of its own before the organ, no verb and no joining word. */
const isDescribing = (reading: Reading, i: number): boolean =>
  kindAt(reading, i) === null &&
  tokenAt(reading, i).kind === 'word' &&
  /(?:ic|al|ous|ed|ive|ary|ar|en|oid|ant|ent|ful|less|old|small|large|post|status)$/.test(
    normAt(reading, i),
  ) &&
  !/^(?:located|situated|centered|seen|found|positioned|sited|placed|lateral|medial|ventral|dorsal|cranial|caudal)$/.test(
    normAt(reading, i),
  );

/** The piece is about an organ: it begins with one and tells no relation to a lesion. */
export function startsWithOrgan(reading: Reading, piece: Piece): boolean {
  let organ = false;
  for (let i = piece.from; i < piece.to; i++) {
    const term = reading.covering[i] ?? null;
    if (term !== null && ['encase', 'touch', 'extend', 'spare'].includes(term.kind)) return false;
    if (organ) continue;
    if (isTerm(term, 'structure')) {
      if (term.meaning.region !== undefined || isPartOfLesion(term.meaning.name)) return false;
      const before = normAt(reading, i - 1);
      if (/^(?:than|to|with|that|as|in|like|from|vs|versus|against)$/.test(before)) return false;
      if (comparedWithLesion(reading, term) !== null || normAt(reading, term.to) === 'level') return false;
      organ = true;
      i = term.to - 1;
      continue;
    }
    if (tokenAt(reading, i).kind === 'level' && isDisc(reading, i)) continue;
    const passed =
      PASSED.has(normAt(reading, i)) || kindAt(reading, i) === 'side' || kindAt(reading, i) === 'time';
    if (!passed && !isDescribing(reading, i)) return false;
  }
  return organ;
}
