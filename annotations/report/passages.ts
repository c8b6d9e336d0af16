/** Sentences that are read over (history, reasons for the scan, earlier studies), and lines that name their topic. */
import { isTerm, normAt, type Reading, type Term, tokenAt } from './terms.ts';

/** "Retroperitoneum: …", "Kidneys: …" at the start of a line: what the line is about. */
export function lineTopic(reading: Reading): Term | null {
  if (!reading.sentence.lineStart) return null;
  for (let i = 0; i < 5; i++) {
    if (normAt(reading, i) === ':') {
      for (let j = 0; j < i; j++) {
        const term = reading.covering[j] ?? null;
        if (isTerm(term, 'site') || (isTerm(term, 'structure') && term.meaning.organ)) return term;
      }
      return null;
    }
    if (
      tokenAt(reading, i).kind !== 'word' &&
      normAt(reading, i) !== '/' &&
      normAt(reading, i) !== ',' &&
      normAt(reading, i) !== '&'
    )
      return null;
  }
  return null;
}

/** "Mediastinum." or "Left paraspinal:" alone: what the sentences after it are about. */
export function bareTopic(reading: Reading): Term | null {
  const [term, more] = reading.terms;
  const alone =
    more === undefined && isTerm(term, 'site') && reading.tokens.length <= term.to - term.from + 1;
  return alone ? term : null;
}

const REASONS =
  /^(?:restaging|staging|surveillance|monitoring|follow|followup|workup|work|assessment|assess|evaluation|evaluate|rule|query|suspected|restage|stage|control|screening|review|recheck)$/;

/** "Lymphoma restaging.", "Rule out phaeo.": why the scan was made, told in the first sentence without a heading. */
export function isReason(reading: Reading): boolean {
  if (reading.sentence.index > 0 || reading.tokens.length > 14) return false;
  return (
    reading.tokens.some((t) => REASONS.test(t.norm)) &&
    !reading.tokens.some((t) => t.norm === 'mm' || t.norm === 'cm' || t.norm === 'is' || t.norm === 'are') &&
    !reading.terms.some((t) => ['affirm', 'site', 'side'].includes(t.kind))
  );
}

/** "Recommend MRI to exclude a mass": what is to be done. */
const isAdvice = (reading: Reading): boolean =>
  /^(?:recommend|recommended|advise|advised|suggest|suggested|consider|please)$/.test(normAt(reading, 0)) &&
  [1, 2, 3, 4].some((i) =>
    /^(?:ct|mri|mr|us|ultrasound|pet|biopsy|follow|followup|correlation|imaging|study|scan|sampling|referral|evaluation|examination)$/.test(
      normAt(reading, i),
    ),
  ) &&
  !reading.tokens.some((t) => t.norm === 'mm' || t.norm === 'cm');

const TOLD =
  /^(?:mention|mentioned|describe|described|report|reported|show|showed|note|noted|raise|raised|document|documented|list|listed|speak|spoke)$/;

/** "The 2018 report mentions a presacral mass": what an earlier report says. */
function tellsOfReport(reading: Reading): boolean {
  const start =
    normAt(reading, 0) === 'the' || normAt(reading, 0) === 'a' || normAt(reading, 0) === 'an' ? 1 : 0;
  let earlier = false;
  let study = false;
  for (let i = start; i < start + 9; i++) {
    const word = normAt(reading, i);
    earlier ||=
      tokenAt(reading, i).kind === 'date' ||
      /^(?:(?:19|20)\d\d|outside|previous|prior|earlier|old|last|external|referring)$/.test(
        tokenAt(reading, i).text.toLowerCase(),
      );
    if (study && TOLD.test(word))
      return earlier && reading.tokens.length < 26 && !reading.tokens.some((t) => t.norm === 'now');
    study ||= /^(?:report|study|ct|mri|mr|scan|examination|letter)$/.test(word);
    if (['lesion', 'site', 'side'].includes(reading.covering[i]?.kind ?? '')) return false;
  }
  return false;
}

/** "Outside CT 2019: paravertebral mass": what an earlier study showed. */
function isOldStudy(reading: Reading): boolean {
  if (tellsOfReport(reading)) return true;
  if (!/^(?:outside|prior|previous|old|earlier|last|prev|ct|mri|mr|pet|us|usg)$/.test(normAt(reading, 0)))
    return false;
  let dated = false;
  for (let i = 1; i < 7; i++) {
    if (normAt(reading, i) === ':') return dated;
    dated ||= tokenAt(reading, i).kind === 'date' || /^(?:19|20)\d\d$/.test(normAt(reading, i));
  }
  return false;
}

/** "HX …", "S/p resection of …", "History of …" at the start: the past alone. */
export function isHistory(reading: Reading): boolean {
  if (isOldStudy(reading) || isAdvice(reading)) return true;
  const first = reading.terms[0];
  return (
    first !== undefined &&
    first.from <= 1 &&
    isTerm(first, 'history') &&
    normAt(reading, first.to - 1) !== 'removed' &&
    !/^(?:resect|excis)ed/.test(normAt(reading, first.from))
  );
}
