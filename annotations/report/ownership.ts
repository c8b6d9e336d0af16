/**
 * Which anchor of a sentence each of its words belongs to. Statements are cut at semicolons and contrasts; inside one,
 * at commas and "and" where several anchors share it. A piece that names nobody goes on about the one before.
 */

import type { Anchor } from './anchors/anchor.ts';
import { isAnd, isComma, isContrast, isHardStop } from './grammar.ts';
import { startsWithOrgan } from './organ-pieces.ts';
import { kindAt, normAt, type Reading, tokenAt } from './terms.ts';

/** Index of an anchor; NOBODY for an organ of the neighbourhood; FOCUS for the lesion under discussion. */
export const NOBODY = -2;
export const FOCUS = -1;

export type Piece = { readonly from: number; readonly to: number };

export function assignOwners(reading: Reading, anchors: readonly Anchor[]): number[] {
  const n = reading.tokens.length;
  const owners = new Array<number>(n).fill(FOCUS);
  let last = FOCUS;
  for (const unit of pieces(reading, 0, n, (i) => isHardStop(reading, i) || isContrast(reading, i))) {
    const inside = anchorsIn(anchors, unit);
    if (inside.length === 0) {
      for (const piece of pieces(reading, unit.from, unit.to, (i) => isComma(reading, i))) {
        const owner = startsWithOrgan(reading, piece) ? NOBODY : last;
        owners.fill(owner, piece.from, piece.to);
      }
      continue;
    }
    last =
      inside.length === 1
        ? ownWhole(reading, anchors, unit, inside[0] ?? 0, owners, last)
        : share(reading, anchors, unit, owners, last);
  }
  return owners;
}

/** ", and its contour is sharp": of the lesion under discussion, whatever was denied before. */
function saysIts(reading: Reading, piece: Piece): boolean {
  let i = piece.from;
  while (isComma(reading, i) || isAnd(reading, i)) i++;
  return /^(?:it|its|they|their)$/.test(normAt(reading, i));
}

const isNoLesion = (anchor: Anchor): boolean =>
  anchor.form === 'distractor' || anchor.organ || (anchor.status === 'absent' && anchor.sites.length === 0);

function anchorsIn(anchors: readonly Anchor[], piece: Piece): number[] {
  const inside: number[] = [];
  anchors.forEach((a, k) => {
    if (a.head >= piece.from && a.head < piece.to) inside.push(k);
  });
  return inside;
}

function pieces(reading: Reading, from: number, to: number, isBoundary: (i: number) => boolean): Piece[] {
  const found: Piece[] = [];
  let start = from;
  let depth = 0;
  for (let i = from; i < to; i++) {
    const word = normAt(reading, i);
    if (word === '(') depth++;
    if (word === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && isBoundary(i) && i > start) {
      found.push({ from: start, to: i });
      start = i;
    }
  }
  if (start < to) found.push({ from: start, to });
  return found;
}

/** One anchor owns the unit, save pieces whose subject is an organ. */
function ownWhole(
  reading: Reading,
  anchors: readonly Anchor[],
  unit: Piece,
  owner: number,
  owners: number[],
  before: number,
): number {
  const anchor = anchors[owner];
  owners.fill(owner, unit.from, unit.to);
  if (anchor === undefined) return owner;
  const cutsAtAnd = anchor.form === 'distractor';
  for (const piece of pieces(
    reading,
    unit.from,
    unit.to,
    (i) => isComma(reading, i) || (cutsAtAnd && isAnd(reading, i)),
  )) {
    if (anchor.head >= piece.from && anchor.head < piece.to) continue;
    if (startsWithOrgan(reading, piece)) owners.fill(NOBODY, piece.from, piece.to);
    else if (saysIts(reading, piece) && isNoLesion(anchor)) owners.fill(before, piece.from, piece.to);
    // A distractor named late does not take what was said before it.
    else if (anchor.form === 'distractor' && piece.to <= anchor.from)
      owners.fill(before, piece.from, piece.to);
  }
  // "encasement of the ureter with hydronephrosis": what is caused does not take what causes it.
  const caused = anchor.form === 'distractor' ? causedAt(reading, unit, anchor) : null;
  if (caused !== null) owners.fill(before, unit.from, caused);
  return anchor.form === 'side' ? before : owner;
}

const RELATED = new Set(['encase', 'touch', 'extend', 'enhancement', 'attenuation', 'margin']);

/** Where "with …", "causing …", "resulting in …" leads to a distractor, after a statement of its own; else null. */
function causedAt(reading: Reading, unit: Piece, anchor: Anchor): number | null {
  for (let i = anchor.from - 1; i > unit.from; i--) {
    if (isComma(reading, i)) return null;
    if (!/^(?:with|causing|producing|resulting|leading|contain|containing)$/.test(normAt(reading, i)))
      continue;
    for (let j = unit.from; j < i; j++) if (RELATED.has(kindAt(reading, j) ?? '')) return i;
    return null;
  }
  return null;
}

function share(
  reading: Reading,
  anchors: readonly Anchor[],
  unit: Piece,
  owners: number[],
  before: number,
): number {
  const inPhrase = (i: number): boolean => anchors.some((a) => i > a.from && i < a.to);
  const parts = pieces(
    reading,
    unit.from,
    unit.to,
    (i) => ((isComma(reading, i) || isAnd(reading, i)) && !inPhrase(i)) || opensList(reading, anchors, i),
  );
  let last = before;
  let main = before;
  const lastSide = [...anchorsIn(anchors, unit)].pop();
  let pending: Piece[] = [];
  for (const part of parts) {
    const inside = anchorsIn(anchors, part);
    if (inside.length === 0) {
      if (startsWithOrgan(reading, part)) owners.fill(NOBODY, part.from, part.to);
      else if (last === FOCUS && main === FOCUS) pending.push(part);
      else {
        last = associated(reading, anchors, last)
          ? main
          : afterSide(reading, anchors, part, last, main, lastSide);
        owners.fill(last, part.from, part.to);
      }
      continue;
    }
    let from = part.from;
    for (let n = 0; n < inside.length; n++) {
      const k = inside[n] ?? 0;
      const next = inside[n + 1];
      const to = next === undefined ? part.to : Math.max(from, cutBetween(reading, anchors, k, next));
      owners.fill(k, from, to);
      from = to;
      last = k;
      if (anchors[k]?.form !== 'side' && !associated(reading, anchors, k)) main = k;
    }
    for (const piece of pending) owners.fill(inside[0] ?? FOCUS, piece.from, piece.to);
    pending = [];
  }
  return anchors[last]?.form === 'side' ? main : last;
}

/** "three masses, all with fat: one paravertebral …": after the colon they are told one by one. */
const opensList = (reading: Reading, anchors: readonly Anchor[], i: number): boolean =>
  normAt(reading, i) === ':' &&
  anchors.some((a) => a.to <= i) &&
  anchors.some(
    (a) => a.from > i && (a.from <= i + 2 || (a.form === 'side' && measuresOnly(reading, i + 1, a.from))),
  );

/** ": 18 mm right, 7 mm left" */
function measuresOnly(reading: Reading, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (
      tokenAt(reading, i).kind !== 'number' &&
      !/^(?:mm|cm|x|by|on|the|about|up|to|[(])$/.test(normAt(reading, i))
    )
      return false;
  return to > from;
}

/** Where one anchor's words end and the next one's begin: at a comparing word between them, else at the next phrase. */
function cutBetween(reading: Reading, anchors: readonly Anchor[], k: number, next: number): number {
  const start = anchors[next]?.from ?? 0;
  for (let i = anchors[k]?.to ?? 0; i < start; i++)
    if (/^(?:versus|v|vs|against|compared|\/|,)$/.test(normAt(reading, i))) return i;
  return start;
}

/** "Presacral haematoma accompanying the sacral fracture, 22 mm": inside the phrase of the lesion. */
function isDependent(reading: Reading, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (isComma(reading, i) || isAnd(reading, i) || isHardStop(reading, i) || normAt(reading, i) === ':')
      return false;
  return to > from;
}

/** "with surrounding stranding": a distractor that only accompanies the lesion takes its own words and no more. */
function associated(reading: Reading, anchors: readonly Anchor[], k: number): boolean {
  const anchor = anchors[k];
  if (anchor?.form !== 'distractor' || k === 0) return false;
  if (anchors[k - 1]?.form === 'lesion' && isDependent(reading, anchors[k - 1]?.to ?? 0, anchor.from))
    return true;
  const before = normAt(reading, anchor.from - 1);
  const within = normAt(reading, anchor.from);
  return (
    ['with', 'without', 'causing', 'cause', 'associated', 'surrounding', 'adjacent', 'no', 'and'].includes(
      before,
    ) ||
    ['surrounding', 'associated', 'adjacent', 'no', 'secondary'].includes(within) ||
    anchor.status === 'absent'
  );
}

/** After the last of "4 cm on the right and 3 cm on the left, with fat" the pair is meant again, unless sizes go on. */
function afterSide(
  reading: Reading,
  anchors: readonly Anchor[],
  part: Piece,
  last: number,
  main: number,
  lastAnchor: number | undefined,
): number {
  const side = anchors[last];
  if (side?.form === 'side' && normAt(reading, part.from - 1) === ')') return main;
  // "left 9 mm thick, encasing both kidneys"
  for (let i = part.from; i < part.to; i++)
    if (
      side?.form === 'side' &&
      (/^(?:both|each|either)$/.test(normAt(reading, i)) || isPairedOrgan(reading, i))
    )
      return main;
  if (side?.form !== 'side' || last !== lastAnchor) return last;
  if (leads(reading, side)) return onlyMeasured(reading, anchors, last, part.from) ? main : last;
  if (beginsWithVerb(reading, part)) return main;
  for (let i = part.from; i < part.to; i++) {
    const kind = reading.tokens[i]?.kind;
    if (kind === 'number' || kind === 'level') return last;
  }
  return main;
}

/** "right 16 mm, left 22 mm thick, hypodense to muscle": sizes alone tell the sides apart, the rest is of both. */
function onlyMeasured(reading: Reading, anchors: readonly Anchor[], last: number, until: number): boolean {
  const before = anchors[last - 1];
  const side = anchors[last];
  if (before?.form !== 'side' || side === undefined) return false;
  return isBareSize(reading, before.to, side.from) && isBareSize(reading, side.to, until);
}

function isBareSize(reading: Reading, from: number, to: number): boolean {
  let sized = false;
  for (let i = from; i < to; i++) {
    const number = tokenAt(reading, i).kind === 'number' || tokenAt(reading, i).kind === 'level';
    sized ||= number;
    if (
      !number &&
      !/^(?:mm|cm|x|by|,|;|and|on|the|is|about|up|to|thick|thickness|in|deep|:|-|at)$/.test(
        normAt(reading, i),
      )
    )
      return false;
  }
  return sized;
}

/** "ensheathing the kidneys": what comes in twos is of both sides. */
const isPairedOrgan = (reading: Reading, i: number): boolean =>
  tokenAt(reading, i).plural && /^(?:kidney|ureter|psoa|crus|foramen)$/.test(normAt(reading, i));

/** ", spanning T8 to T10", ", which extend …": said of the whole again. */
function beginsWithVerb(reading: Reading, part: Piece): boolean {
  let i = part.from;
  while (isComma(reading, i) || isAnd(reading, i) || normAt(reading, i) === 'which') i++;
  const word = normAt(reading, i);
  return (
    kindAt(reading, i) === 'extend' ||
    kindAt(reading, i) === 'encase' ||
    /^(?:span|spanning|lie|lying|reach|reaching|occupy|are|both|all|arise|arising)$/.test(word)
  );
}

/** "the left 28 mm, …", against "28 mm on the left, …": the side stands first, so what follows is of that side. */
function leads(reading: Reading, side: Anchor): boolean {
  for (let i = side.from - 1; i >= 0; i--) {
    if (
      isComma(reading, i) ||
      isAnd(reading, i) ||
      isHardStop(reading, i) ||
      normAt(reading, i) === ':' ||
      isContrast(reading, i)
    )
      return true;
    if (reading.tokens[i]?.kind === 'number' || reading.tokens[i]?.kind === 'level') return false;
  }
  return true;
}
