/**
 * Whether a lesion is there: denied, doubted, gone, or history alone. A hedge on a diagnosis is none on the lesion.
 */

import { BE_VERBS } from '../grammar.ts';
import type { Cue } from '../scopes/reach.ts';
import { LEFT_OUT, type Scopes } from '../scopes.ts';
import { kindAt, normAt, type Reading, type Term, termsOf, tokenAt } from '../terms.ts';
import type { Anchor } from './anchor.ts';
import { ownsSubject, predicateOf } from './predicates.ts';

/** Existence: denied, doubted, gone, or only history. A hedge on a diagnosis is none on the lesion. */
export function judge(
  reading: Reading,
  scopes: Scopes,
  anchor: Anchor,
  histories: readonly Term[] = termsOf(reading, 'history'),
): void {
  if (anchor.statusCue !== null) return;
  const asked =
    normAt(reading, reading.tokens.length - 1) === '?' &&
    /^(?:is|are|any|could|does)$/.test(normAt(reading, 0));
  if (asked) {
    anchor.status = 'uncertain';
    anchor.statusCue = { from: 0, to: 1, rule: 'asked, not told' };
    return;
  }
  if (anchor.form === 'lesion' && isQueried(reading, anchor)) {
    anchor.status = 'uncertain';
    anchor.statusCue = {
      from: reading.tokens.length - 1,
      to: reading.tokens.length,
      rule: 'hedge: question mark',
    };
    return;
  }
  if (anchor.form === 'lesion' && anchor.sites.length > 0 && isOrNormal(reading, anchor.to)) {
    anchor.status = 'uncertain';
    anchor.statusCue = { from: anchor.to, to: anchor.to + 1, rule: 'a lesion, or something harmless' };
    return;
  }
  const single =
    anchor.form !== 'distractor' && anchor.form !== 'side' && !(anchor.form === 'stand-in' && anchor.plural);
  const told = single ? predicateOf(reading, anchor) : null;
  if (told !== null && !isNotToday(scopes, told.cue)) {
    anchor.status = told.status;
    anchor.statusCue = told.cue;
    anchor.gone = told.gone;
    return;
  }
  if (anchor.form === 'site') return;
  const at = anchor.head;
  const negation = scopes.negated[at] ?? null;
  const hedge = scopes.hedged[at] ?? null;
  const gone = scopes.gone[at] ?? null;
  if (gone !== null && !(scopes.negated[gone.from] ?? null) && !ownsSubject(reading, anchor)) {
    anchor.status = 'absent';
    anchor.statusCue = gone;
    anchor.gone = true;
  } else if (negation !== null && deniesOfAll(reading, anchor)) {
    anchor.definite = true;
    anchor.plural = true;
  } else if (negation !== null && negation.rule !== LEFT_OUT && !deniesAttribute(reading, negation, anchor)) {
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
  // "In February I raised the possibility of presacral tissue": of that time.
  if (anchor.status === 'uncertain' && (scopes.prior[anchor.statusCue?.from ?? at] ?? null) !== null)
    anchor.history = true;
  if (isExplainedAway(reading, at)) anchor.history = true;
  if (isTreatedBefore(reading, at)) anchor.history = true;
  for (const term of histories) {
    const operation = /^(?:resected|excised|removed|operated|treated)$/.test(normAt(reading, term.to - 1));
    const adjective = operation && term.from < at && (term.from >= anchor.from || term.to === anchor.from);
    if (adjective && !sizesToday(reading, scopes)) anchor.history = true;
    if (operation ? term.from > at && term.from - at < 8 && !sizesToday(reading, scopes) : term.from < at)
      anchor.history = true;
  }
}

/** "mass versus unopacified bowel", "nodule vs. partial volume". */
function isOrNormal(reading: Reading, at: number): boolean {
  if (!/^(?:versus|vs|v)$/.test(normAt(reading, at))) return false;
  for (let i = at + 1; i < at + 5; i++)
    if (
      /^(?:bowel|loop|artifact|artefact|atelectasis|volume|unopacified|vessel|pulsation|motion|normal)$/.test(
        normAt(reading, i),
      )
    )
      return true;
  return false;
}

const isNotToday = (scopes: Scopes, cue: Cue): boolean =>
  (scopes.prior[cue.from] ?? null) !== null || (scopes.negated[cue.from] ?? null) !== null;

/** "psoas abscess, drained in 2015": only of the past. */
function isTreatedBefore(reading: Reading, head: number): boolean {
  if (reading.tokens.some((t) => t.norm === 'mm' || t.norm === 'cm')) return false;
  for (let i = head + 1; i < head + 5; i++) {
    if (!/^(?:drained|evacuated|aspirated|embolized|ablated)$/.test(normAt(reading, i))) continue;
    for (let j = i + 1; j < i + 4; j++)
      if (tokenAt(reading, j).kind === 'date' || kindAt(reading, j) === 'time') return true;
  }
  return false;
}

/** "Right perirenal mass?" */
const isQueried = (reading: Reading, anchor: Anchor): boolean =>
  normAt(reading, reading.tokens.length - 1) === '?' &&
  anchor.sites.length > 0 &&
  Math.max(anchor.to, ...anchor.sites.map((s) => s.to)) >= reading.tokens.length - 1;

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

/** "No nodule is calcified", "neither the paraspinal nor the presacral mass enhances": the attribute is denied of all. */
function deniesOfAll(reading: Reading, anchor: Anchor): boolean {
  const verb = kindAt(reading, anchor.to);
  if (
    anchor.form === 'lesion' &&
    anchor.definite &&
    (verb === 'enhancement' || verb === 'calcium' || verb === 'affirm')
  )
    return true;
  if (anchor.form !== 'lesion' || anchor.sites.length > 0 || !BE_VERBS.has(normAt(reading, anchor.to)))
    return false;
  const kind = kindAt(reading, anchor.to + 1);
  return kind === 'calcium' || kind === 'fat' || kind === 'enhancement' || kind === 'margin';
}

/** "No enhancement of the collection": the cue's object is an attribute, the lesion stands. */
function deniesAttribute(reading: Reading, cue: Cue, anchor: Anchor): boolean {
  if (cue.from >= anchor.to && ownsSubject(reading, anchor)) return true;
  // "tissue, which may represent a deposit": a doubt on what it is.
  if (
    anchor.sites.length === 0 &&
    /^(?:represent|reflect|correspond|indicate|relate)/.test(normAt(reading, cue.to))
  )
    return true;
  for (let i = cue.to; i < anchor.from; i++) {
    const kind = kindAt(reading, i);
    if (kind !== null && ATTRIBUTES.has(kind)) return true;
  }
  return false;
}

const sizesToday = (_reading: Reading, scopes: Scopes): boolean => scopes.current.some((c) => c !== null);

const isMildHedge = (reading: Reading, hedge: Cue): boolean =>
  /^(?:prob|probabl|likely|presum|suspected|suspicious|suggest|consider)/.test(normAt(reading, hedge.from));

/** "the queried mass corresponds to unopacified jejunum": no lesion after all. */
function isExplainedAway(reading: Reading, head: number): boolean {
  // "What looked like a paraspinal mass is a tortuous aorta."
  if (normAt(reading, 0) === 'what' && /^(?:looked|seemed|appeared)$/.test(normAt(reading, 1)) && head < 9)
    return reading.tokens.some((t, i) => i > head && BE_VERBS.has(t.norm));
  for (let i = head + 1; i < Math.min(reading.tokens.length, head + 8); i++) {
    const word = normAt(reading, i);
    if (word === ';' || word === '.') return false;
    if (!/^(?:correspond|represent|prove|proved|turn|turned|explained|attributable|accounted)/.test(word))
      continue;
    for (let j = i + 1; j < i + 7; j++)
      if (
        /^(?:unopacified|bowel|jejunum|jejunal|duodenum|ileum|artifact|artefact|loop|tortuou)/.test(
          normAt(reading, j),
        )
      )
        return true;
  }
  return false;
}
