/**
 * What a sentence says of a lesion's existence after naming it: "Presacral mass: no", "perirenal deposit, right - gone",
 * "a haematoma, 5 mm retrosternally, is questionable", "… has been excluded". Apposed sizes, sides and places between
 * the name and its predicate are passed over.
 */
import type { Presence } from '../../finding/descriptors.ts';
import { BE_VERBS, isComma, isSpacedDash } from '../grammar.ts';
import type { Cue } from '../scopes/reach.ts';
import { isChunkEnd } from '../scopes/reach.ts';
import { isExistential } from '../scopes.ts';
import { isTerm, kindAt, normAt, type Reading, tokenAt } from '../terms.ts';
import type { Anchor } from './anchor.ts';

export type Predicate = { readonly status: Presence; readonly gone: boolean; readonly cue: Cue };

const PASSED_KINDS = new Set(['side', 'site', 'dimension', 'structure']);
const PASSED_WORDS =
  /^(?:mm|cm|x|by|of|in|on|at|the|a|up|to|about|some|ca|region|space|drained|aspirated|evacuated|treated|ablated|level|rib|th|nd|rd|st)$/;
const AUXILIARY =
  /^(?:has|have|had|been|being|could|can|to|now|also|then|again|meanwhile|today|since|clearly|completely)$/;

export function predicateOf(reading: Reading, anchor: Anchor): Predicate | null {
  if (ownsSubject(reading, anchor)) return null;
  for (const start of startsOf(reading, anchor)) {
    const found = predicateAt(reading, start);
    if (found !== null) return found;
  }
  return null;
}

/** "Enhancement of the left mass is not appreciable": what is denied is its enhancement. */
export const ownsSubject = (reading: Reading, anchor: Anchor): boolean =>
  /^(?:of|in|within|by)$/.test(normAt(reading, anchor.from - 1)) &&
  /^(?:enhancement|fat|calcium)$/.test(kindAt(reading, anchor.from - 2) ?? '');

function predicateAt(reading: Reading, start: number): Predicate | null {
  let i = start;
  if ([':', '=', '-'].includes(normAt(reading, i)) || isComma(reading, i)) i++;
  while (BE_VERBS.has(normAt(reading, i)) || AUXILIARY.test(normAt(reading, i))) i++;
  const term = reading.covering[i] ?? null;
  const word = normAt(reading, i);
  const cue = (rule: string, to: number): Cue => ({ from: i, to, rule });
  const closes = (at: number): boolean => isChunkEnd(reading, at) || isSpacedDash(reading, at);
  if (word === 'may' && tokenAt(reading, i).text === 'May') return null;
  if (word === 'no' && normAt(reading, i + 1) === 'more' && closes(i + 2))
    return { status: 'absent', gone: true, cue: cue('said to have resolved', i + 2) };
  if (isTerm(term, 'gone'))
    return { status: 'absent', gone: true, cue: cue('said to have resolved', term.to) };
  if (isTerm(term, 'exclusion') && i > start) return denied(cue('said to be excluded', term.to));
  if (/^(?:no|none|nil|absent|negative|neg|nothing)$/.test(word) && closes(i + 1))
    return denied(cue('denied after its name', i + 1));
  if (/^(?:no|not|none)$/.test(word) && isSurely(reading, i + 1) && closes(i + 2))
    return denied(cue('denied after its name', i + 2));
  if (word === 'none' && /^(?:remain|left|found|seen|visible)/.test(normAt(reading, i + 1)))
    return denied(cue('denied after its name', i + 2));
  if (word === '?' && normAt(reading, i + 1) === 'real') return doubted(cue('hedge: question mark', i + 2));
  if (isTerm(term, 'hedge') && isExistential(reading, term))
    return doubted(cue('hedge after its subject', term.to));
  const whole = term !== null && (term.from === i || BE_VERBS.has(normAt(reading, term.from)));
  if (isTerm(term, 'hedge') && whole && closes(term.to) && !/^not$/.test(word))
    return doubted(cue('hedge after its subject', term.to));
  return null;
}

/** "None definite", "No definite", "Not convincing": an answer that leaves its noun out. */
const isSurely = (reading: Reading, i: number): boolean =>
  /^(?:definite|definitely|definitive|convincing|certain|obviou|obvious|discrete|evident|appreciable|appreciabl|apparent|suspiciou|suspicious)$/.test(
    normAt(reading, i),
  );

const denied = (cue: Cue): Predicate => ({ status: 'absent', gone: false, cue });
const doubted = (cue: Cue): Predicate => ({ status: 'uncertain', gone: false, cue });

/** Where the predicate may begin: past brackets and past pieces that only tell place, size or treatment. */
function startsOf(reading: Reading, anchor: Anchor): number[] {
  const starts: number[] = [];
  let i = Math.max(anchor.to, ...anchor.sites.map((s) => s.to));
  let sides = 0;
  for (let steps = 0; steps < 24 && i < reading.tokens.length; steps++) {
    const token = tokenAt(reading, i);
    const word = token.norm;
    if (word === '(') {
      while (i < reading.tokens.length && normAt(reading, i) !== ')') i++;
      i++;
      continue;
    }
    // "nodules: left 4th rib 11 mm, right 9th rib resolved": of the last one only.
    if (kindAt(reading, i) === 'side' && kindAt(reading, i - 1) !== 'side' && ++sides > 1) return starts;
    if (anchor.plural && word === ':') return [...starts, i];
    const joins = word === ':' || word === '=' || isComma(reading, i) || isSpacedDash(reading, i);
    const verb = BE_VERBS.has(word) || /^(?:has|have)$/.test(word);
    const month = token.text === 'May' && i > anchor.to;
    if (joins || verb || word === 'no' || (!month && ['gone', 'hedge'].includes(kindAt(reading, i) ?? '')))
      starts.push(i);
    const passed =
      joins ||
      month ||
      token.kind === 'number' ||
      token.kind === 'level' ||
      (token.kind === 'sign' && /^[-–/×.]$/.test(token.text)) ||
      PASSED_WORDS.test(word) ||
      PASSED_KINDS.has(kindAt(reading, i) ?? '');
    if (!passed) return starts;
    i++;
  }
  return starts;
}
