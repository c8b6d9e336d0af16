/** Values given in turn: "25 and 31 mm respectively". */
import type { Laterality } from '../finding/descriptors.ts';
import type { Anchor } from './anchors/anchor.ts';
import type { Claim, ClaimField } from './claims.ts';
import { isAnd } from './grammar.ts';
import { type Lesion, rankOf } from './lesions.ts';
import type { Sentence } from './sentences.ts';
import { normAt, type Reading } from './terms.ts';
import { half, parted, type Scene, type Threads } from './thread-state.ts';

/** "…, 25 and 31 mm respectively": values after the last name wait until all names are known. */
export function inTurn(
  reading: Reading,
  anchors: readonly Anchor[],
  claims: readonly Claim[],
  threads: Threads,
): Set<Claim> {
  const whole = anchors.length === 0 || isWholeGroup(anchors);
  const count = parted(threads.group).length;
  const asMany = claims.filter(
    (c) => whole && IN_TURN.has(c.field) && isListFor(reading, claims, c.field, count),
  );
  if (asMany.length > 0) return new Set(asMany.filter((c) => c.state === 'stated'));
  const word = reading.tokens.findIndex((t) => t.norm === 'respectively' || t.norm === 'resp');
  const end = word < 0 ? reading.tokens.length : word;
  const listed = isListPair(reading, anchors, claims) || isListForSides(reading, anchors, claims);
  const named =
    listed && word < 0 ? anchors.filter((a) => a.form !== 'stand-in' || anchors[0] === a) : anchors;
  const last = named.filter((a) => a.head < end).pop();
  if (last === undefined || !(word >= 0 || listed)) return new Set();
  return new Set(
    claims.filter((c) => c.key > last.head && c.key < end && IN_TURN.has(c.field) && c.state === 'stated'),
  );
}

const IN_TURN: ReadonlySet<ClaimField> = new Set<ClaimField>(['sizeMm', 'attenuationHU', 'levels']);

const isWholeGroup = (anchors: readonly Anchor[]): boolean =>
  anchors.length === 1 && ['they', 'both', 'all'].includes(anchors[0]?.pick ?? '');

/** "Sizes are 36, 42 and 18 mm": one list with as many values as lesions spoken of. */
function isListFor(reading: Reading, claims: readonly Claim[], field: ClaimField, count: number): boolean {
  const sizes = claims.filter((c) => c.field === field && c.state === 'stated');
  // "38 HU before contrast and 71 HU after" are of both.
  if (!isRespective(reading) && sizes.some((c) => c.field === 'attenuationHU' && c.value.phase !== null))
    return false;
  const list = sizes.every(
    (c, i) =>
      i === 0 || ['and', ',', '/', '&'].includes(normAt(reading, c.from - 1)) || isRespective(reading),
  );
  return list && count > 1 && sizes.length === count;
}

const isRespective = (reading: Reading): boolean =>
  reading.tokens.some((t) => t.norm === 'respectively' || t.norm === 'resp');

/** "Perirenal (left) and paraspinal (right) lesions, 20 and 30 mm": as many sizes in one list as places. */
function isListPair(reading: Reading, anchors: readonly Anchor[], claims: readonly Claim[]): boolean {
  const all = claims.filter((c) => c.field === 'sizeMm' && c.state === 'stated');
  const named = anchors.filter((a) => a.head < (all[0]?.key ?? 0));
  const last = named[named.length - 1];
  if (last === undefined || named.some((a) => a.form !== 'lesion' || a.status !== 'present')) return false;
  if (anchors.some((a) => a.form !== 'stand-in' && !named.includes(a))) return false;
  const places = named.reduce((n, a) => n + Math.max(1, a.sites.length), 0);
  const list = all.every(
    (c, i) =>
      c.key > last.head &&
      (i === 0 || (['and', ','].includes(normAt(reading, c.from - 1)) && c.from - (all[i - 1]?.to ?? 0) < 3)),
  );
  return list && places > 1 && all.length === places;
}

/** "right T5 to T9 and left T6-T7, 55 and 25 mm": two sizes after two sides. */
function isListForSides(reading: Reading, anchors: readonly Anchor[], claims: readonly Claim[]): boolean {
  const sides = anchors.filter((a) => a.form === 'side');
  const last = sides[sides.length - 1];
  if (sides.length !== 2 || last === undefined || anchors[anchors.length - 1] !== last) return false;
  const sizes = claims.filter((c) => c.field === 'sizeMm' && c.state === 'stated');
  const [a, b] = sizes;
  if (sizes.length !== 2 || a === undefined || b === undefined || a.key < last.to) return false;
  return isAnd(reading, b.from - 1) && b.from - a.to <= 2;
}

export function giveInTurn(
  reading: Reading,
  scene: Scene,
  reserved: ReadonlySet<Claim>,
  anchors: readonly Anchor[],
  sentence: Sentence,
): void {
  if (reserved.size === 0) return;
  let lesions = parted([...new Set(scene.here.filter((l) => !l.distractor && !l.superseded))]);
  const [only] = lesions;
  if (lesions.length < 2 && scene.threads.group.length > 1 && (lesions.length === 0 || isWholeGroup(anchors)))
    lesions = parted(scene.threads.group);
  if (lesions.length === 0) lesions = scene.threads.focus;
  if (lesions.length === 1 && only?.side?.value === 'bilateral') {
    const anchor = anchors[anchors.length - 1];
    const words = reading.tokens.map((t) => t.norm);
    const order: Laterality[] =
      words.indexOf('right') >= 0 && words.indexOf('right') < words.indexOf('left')
        ? ['right', 'left']
        : ['left', 'right'];
    if (anchor !== undefined) lesions = order.map((side) => half(scene, only, anchor, side));
  }
  for (const field of ['sizeMm', 'attenuationHU', 'levels']) {
    const list = [...reserved].filter((c) => c.field === field);
    const oneEach = list.length === lesions.length;
    for (const [i, claim] of list.entries())
      attach(claim, oneEach ? lesions.slice(i, i + 1) : lesions, sentence);
  }
}

export function attach(claim: Claim, lesions: readonly Lesion[], sentence: Sentence): void {
  for (const lesion of lesions)
    if (!lesion.distractor) lesion.statements.push({ sentence, claim, rank: rankOf(sentence) });
}
