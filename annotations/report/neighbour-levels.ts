/** Levels of the neighbourhood in a sentence that names no lesion: "Wedging of T12.", "Conus at L1.", "L2 body collapsed." */
import { BE_VERBS } from './grammar.ts';
import { kindAt, normAt, type Reading, tokenAt } from './terms.ts';

const OF_LESIONS: ReadonlySet<string> = new Set(['lesion', 'site', 'stand-in', 'side', 'encase', 'extend']);

/** Words with which a sentence goes on about the lesion before it. */
const GOES_ON =
  /^(?:level|extent|extend|locat|positio|situat|cent|span|from|at|between|opposite|opp|lie|lying|sit|reach|occup|measur|height|length|upper|lower|top|bottom|begin|start|end|origin|aris|epicent|over|on|along|adjacent|beside|abut|cover|cross|ventral|anterior|posterior|to|down|up|cranial|caudal|superior|inferior|and|also|this|that|thi|these|those|both|all|each|either|only|main|most|chief|in|vertebral|around|about|approx|lvl|lev|seen|visible|noted|same|similar|further|another|second|now|today|current|here|there|stretch|run|rang|go|pass|continu|follow|the|a|an|axial|sagittal|maxim|with|by|size|it|they|which|left|right)/;

const SPANS = /^(?:span|involv|cover|occup|cross)/;

/** The sentence names a lesion, or points at one. */
export const namesLesion = (reading: Reading): boolean =>
  reading.terms.some((t) => OF_LESIONS.has(t.kind) && !isPronoun(reading, t.from));

const isPronoun = (reading: Reading, i: number): boolean =>
  /^(?:it|its|they|their|them)$/.test(normAt(reading, i));

/** In a sentence that names no lesion: the level is a vertebra's own, or stands after a noun that is no lesion's. */
export function isOfNeighbour(reading: Reading, at: number): boolean {
  const start = clauseStart(reading, at);
  for (let i = start; i < at; i++) if (isPronoun(reading, i)) return false;
  const subject = normAt(reading, start) === 'the' ? start + 1 : start;
  return subject === at ? isTold(reading, at) : beginsWithOther(reading, start);
}

const FARTHEST = 40;

function clauseStart(reading: Reading, at: number): number {
  let i = at;
  while (i > at - FARTHEST && i > 0 && !/^[.;:]$/.test(normAt(reading, i - 1))) i--;
  return i;
}

/** "T9 is destroyed", "L2 body collapsed", "L3/4 end plates eroded": a vertebra or a disc is spoken of. */
function isTold(reading: Reading, at: number): boolean {
  let i = at + 1;
  let noun = false;
  for (; i < Math.min(reading.tokens.length, at + FARTHEST); i++) {
    const word = normAt(reading, i);
    const kind = kindAt(reading, i);
    if (word === 'level' || kind === 'margin-noun') return false;
    const organ =
      kind === 'structure' || kind === 'distractor' || /^(?:body|end|plate|endplate|interspace)$/.test(word);
    noun ||= organ;
    const range = tokenAt(reading, i).kind === 'level' || tokenAt(reading, i).kind === 'number';
    if (!organ && !range && !/^(?:[-/]|to|and|through)$/.test(word)) break;
  }
  const word = normAt(reading, i);
  if (SPANS.test(word) || SPANS.test(normAt(reading, i + 1))) return false;
  const verb =
    BE_VERBS.has(word) ||
    ['affirm', 'touch', 'distractor'].includes(kindAt(reading, i) ?? '') ||
    /^(?:has|have|contain)$|ed$/.test(word);
  return verb || (noun && i >= reading.tokens.length - 1 && kindAt(reading, i - 1) === 'distractor');
}

/** "Vertebroplasty L1", "Cement in L1", "Grade I anterolisthesis of L5": the clause begins with a noun of its own. */
function beginsWithOther(reading: Reading, start: number): boolean {
  const token = tokenAt(reading, start);
  const kind = kindAt(reading, start);
  if (token.kind !== 'word' || GOES_ON.test(token.norm)) return false;
  const ofIt = /^(?:of|in)$/.test(normAt(reading, start + 1));
  if (/(?:ing|ed)$/.test(token.norm) && !ofIt) return false;
  return (
    kind === null || kind === 'structure' || kind === 'degree' || kind === 'distractor' || kind === 'history'
  );
}
