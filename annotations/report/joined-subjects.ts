/** Coordinated subjects: "the first and the last are hypodense" says it of both. */
import type { Anchor } from './anchors/anchor.ts';
import { isAnd, isComma } from './grammar.ts';
import { normAt, type Reading, tokenAt } from './terms.ts';

/** The anchors that share their predicate with anchor `k`: "the first and the last are hypodense". */
export function joinedSubjects(reading: Reading, anchors: readonly Anchor[], k: number): number[] {
  const joined: number[] = [];
  const last = anchors[k];
  const verb = last === undefined ? -1 : pastBracket(reading, last.to);
  if (isNeitherNor(reading, anchors[k - 1], last)) return [k - 1];
  if (last === undefined || !isPluralVerb(reading, verb)) return joined;
  for (let i = k; i > 0; i--) {
    const before = anchors[i - 1];
    const here = anchors[i];
    if (before === undefined || here === undefined || before.form === 'distractor' || before.form === 'side')
      break;
    const end = pastBracket(reading, before.to);
    if (!(isAnd(reading, end) || (i < k && isComma(reading, end))) || here.from - end > 2) break;
    joined.push(i - 1);
  }
  return joined;
}

/** "neither the mass on the right nor that on the left contains fat" */
function isNeitherNor(reading: Reading, first: Anchor | undefined, last: Anchor | undefined): boolean {
  if (first === undefined || last === undefined || last.from - first.to > 5) return false;
  const words = (from: number, to: number) => reading.tokens.slice(Math.max(0, from), to).map((t) => t.norm);
  return words(first.from - 4, first.to).includes('neither') && words(first.to, last.from).includes('nor');
}

function pastBracket(reading: Reading, from: number): number {
  let i = from;
  if (normAt(reading, i) === '(') {
    while (i < reading.tokens.length && normAt(reading, i) !== ')') i++;
    i++;
  }
  return i;
}

const isPluralVerb = (reading: Reading, i: number): boolean =>
  /^(?:are|were|have|both|remain|appear|look|show|contain|enhance|measure|do|hold|display)$/i.test(
    tokenAt(reading, i).text,
  );
