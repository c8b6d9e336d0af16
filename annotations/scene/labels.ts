/**
 * Where labels stand: never over a mark, another label, reserved text or the picture's edge. Deterministic: the same
 * marks give the same places. A label that is not beside its mark is tied to it by a dashed leader line.
 *
 * When room is short a label first becomes smaller, then loses its notes, then may lie inside an outline (on no
 * stroke), and at last is left out: a label in a wrong place would be worse.
 */
import { blockItems, isEmptyLabel, type LabelBlock, type LabelWords, labelBlock } from './label-block.ts';
import { Occupancy, type Segment } from './occupancy.ts';
import {
  boundsOf,
  clampToRect,
  clipSegment,
  grownRect,
  isWithin,
  nearestOnSegment,
  outlinePoints,
  outlineSegments,
  rectDistance,
  rectsOverlap,
  segmentsCross,
} from './output-geometry.ts';
import type { EllipseItem, MeasureText, OutputPoint, OutputRect, PathItem, TextItem } from './scene.ts';
import { PLATE_COLOR, type SceneStyle } from './style.ts';

export type LabelRequest = LabelWords & {
  readonly key: string;
  readonly color: string;
  /** The strokes of the mark that is labelled. */
  readonly items: readonly (PathItem | EllipseItem)[];
  /** The mark encloses something that should stay visible. */
  readonly inside: boolean;
  /** Where the words belong; null for the outline as a whole. */
  readonly anchor: OutputPoint | null;
  /** The words themselves are the mark: they start at the anchor. */
  readonly atAnchor: boolean;
};

export type PlacedLabel = {
  readonly rect: OutputRect;
  /** A translucent plate, then the words on it. */
  readonly items: readonly (PathItem | TextItem)[];
  readonly leader: PathItem | null;
};

export type LabelLayout = {
  readonly placed: ReadonlyMap<string, PlacedLabel>;
  /** Keys of visible marks whose words found no place. */
  readonly unlabelled: readonly string[];
};

export type LabelFrame = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly style: SceneStyle;
  readonly measureText: MeasureText;
  readonly reserved: readonly OutputRect[];
};

/** A request with its visible strokes. */
type Prepared = {
  readonly request: LabelRequest;
  readonly segments: readonly Segment[];
  /** What the words should be near to. */
  readonly target: OutputRect;
};

type Place = { readonly rect: OutputRect; readonly leader: Segment | null; readonly cost: number };

const SMALLER = 0.85;
/** Lattice of places that are tried when none beside the mark is free. */
const LATTICE = 32;
/** Share of the picture that whole labels, or small ones, may take together before all become briefer. */
const ROOM_FOR_WHOLE = 0.22;
const ROOM_FOR_SMALL = 0.26;
/** A leader longer than this many em ties nothing together. */
const LONGEST_LEADER_EM = 16;

export function layoutLabels(requests: readonly LabelRequest[], frame: LabelFrame): LabelLayout {
  const prepared = requests.map((request) => prepare(request, frame)).filter((one) => one !== null);
  const worded = prepared.filter(({ request }) => !isEmptyLabel(request));
  const strokes = strokesOf(prepared, frame);
  const everything = insidesAdded(strokes, prepared);
  const placing: Placing = { worded, prepared, everything, strokes, frame };
  const from = firstAttempt(worded, frame);
  let best = placeAll(placing, from, []);
  // Those without a place go first in another try, then all become briefer.
  for (const start of [from, BRIEF, BRIEF]) {
    if (best.unlabelled.length === 0) break;
    const other = placeAll(placing, Math.max(from, start), best.unlabelled);
    if (other.unlabelled.length < best.unlabelled.length) best = other;
  }
  return best;
}

type Placing = {
  readonly worded: readonly Prepared[];
  readonly prepared: readonly Prepared[];
  readonly everything: Occupancy;
  readonly strokes: Occupancy;
  readonly frame: LabelFrame;
};

/** Places one label after the other; those of `first` before the others. */
function placeAll(placing: Placing, from: number, first: readonly string[]): LabelLayout {
  const { worded, prepared, everything, strokes, frame } = placing;
  const placed = new Map<string, PlacedLabel>();
  const done: Place[] = [];
  // Words that are marks themselves have their place given: they come before all.
  const rank = ({ request }: Prepared): number =>
    request.atAnchor ? 0 : first.includes(request.key) ? 1 : 2;
  const inOrder = [0, 1, 2].flatMap((wanted) => worded.filter((one) => rank(one) === wanted));
  for (const one of inOrder) {
    for (const attempt of ATTEMPTS.slice(from)) {
      const block = attempt.block(one.request, frame);
      const occupancy = attempt.inside ? strokes : everything;
      const place = block === null ? null : findPlace(one, block, occupancy, prepared, done, frame);
      if (block === null || place === null) continue;
      done.push(place);
      placed.set(one.request.key, placedLabel(place, block, one.request.color, frame.style));
      break;
    }
  }
  const unlabelled = worded.map(({ request }) => request.key).filter((key) => !placed.has(key));
  return { placed, unlabelled };
}

function placedLabel(place: Place, block: LabelBlock, color: string, style: SceneStyle): PlacedLabel {
  return {
    rect: place.rect,
    items: [plateItem(place.rect, style), ...blockItems(block, place.rect, color, style)],
    leader: place.leader === null ? null : leaderItem(place.leader, color, style),
  };
}

/** Darkens what lies below the words, so that they can be read on bone. */
function plateItem(rect: OutputRect, style: SceneStyle): PathItem {
  const { x, y, width, height } = grownRect(rect, style.gapPx * 0.4);
  const points = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  return { kind: 'path', points, closed: true, stroke: null, fill: PLATE_COLOR };
}

type Attempt = {
  /** Words may lie inside an outline. */
  readonly inside: boolean;
  /** Null when there is nothing to say in this way. */
  readonly block: (words: LabelWords, frame: LabelFrame) => LabelBlock | null;
};

const sized =
  (scale: number, em: number, words: (all: LabelWords) => LabelWords) =>
  (all: LabelWords, frame: LabelFrame): LabelBlock | null => {
    const said = words(all);
    if (isEmptyLabel(said)) return null;
    const fontPx = frame.style.fontPx * scale;
    return labelBlock(said, fontPx, Math.min(frame.widthPx * 0.45, fontPx * em), frame.measureText);
  };

const whole = (all: LabelWords): LabelWords => all;
/** Name and numbers; a label of words alone keeps them. */
const brief = (all: LabelWords): LabelWords =>
  all.title === '' && all.numbers.length === 0 ? all : { ...all, notes: [] };
const nameOnly = (all: LabelWords): LabelWords => ({ title: all.title, notes: [], numbers: [] });

/** From the whole label to its name alone, from the best place to a bearable one. */
const ATTEMPTS: readonly Attempt[] = [
  { inside: false, block: sized(1, 20, whole) },
  { inside: false, block: sized(SMALLER, 20, whole) },
  { inside: false, block: sized(SMALLER, 22, brief) },
  { inside: true, block: sized(SMALLER, 22, brief) },
  { inside: false, block: sized(SMALLER, 12, nameOnly) },
  { inside: true, block: sized(SMALLER, 12, nameOnly) },
];

/** The first attempt without notes. */
const BRIEF = 2;

/** Where many labels must share the picture, all start briefer: better than some long ones and some lost. */
function firstAttempt(worded: readonly Prepared[], frame: LabelFrame): number {
  const areaOf = (attempt: Attempt | undefined): number =>
    worded.reduce((sum, { request }) => {
      const block = attempt?.block(request, frame) ?? null;
      return sum + (block === null ? 0 : block.widthPx * block.heightPx);
    }, 0) /
    (frame.widthPx * frame.heightPx);
  if (worded.length < 3 || areaOf(ATTEMPTS[0]) <= ROOM_FOR_WHOLE) return 0;
  return areaOf(ATTEMPTS[1]) <= ROOM_FOR_SMALL ? 1 : BRIEF;
}

const pictureOf = (frame: LabelFrame): OutputRect => ({
  x: 0,
  y: 0,
  width: frame.widthPx,
  height: frame.heightPx,
});

function prepare(request: LabelRequest, frame: LabelFrame): Prepared | null {
  const picture = pictureOf(frame);
  const segments = request.items
    .flatMap((item) => outlineSegments(item))
    .map((segment) => clipSegment(segment, picture))
    .filter((segment) => segment !== null);
  const { anchor } = request;
  if (anchor !== null && isWithin(picture, anchor)) {
    return { request, segments, target: { ...anchor, width: 0, height: 0 } };
  }
  const bounds = boundsOf(segments.flatMap(({ from, to }) => [from, to]));
  return bounds === null ? null : { request, segments, target: bounds };
}

/** Fine enough for small text, coarse enough for 20 regions in a frame of 16 ms. */
const cellOf = (frame: LabelFrame): number => Math.max(2, Math.max(frame.widthPx, frame.heightPx) / 160);

function strokesOf(prepared: readonly Prepared[], frame: LabelFrame): Occupancy {
  const occupancy = new Occupancy(frame.widthPx, frame.heightPx, cellOf(frame));
  for (const rect of frame.reserved) occupancy.takeRect(rect);
  const margin = frame.style.strokePx / 2 + frame.style.haloPx + frame.style.gapPx / 2;
  for (const one of prepared) {
    for (const segment of one.segments) occupancy.takeSegment(segment, margin);
  }
  return occupancy;
}

function insidesAdded(strokes: Occupancy, prepared: readonly Prepared[]): Occupancy {
  const occupancy = strokes.copy();
  for (const { request } of prepared) {
    if (request.inside) for (const item of request.items) occupancy.takeInside(outlinePoints(item));
  }
  return occupancy;
}

function findPlace(
  one: Prepared,
  block: LabelBlock,
  occupancy: Occupancy,
  all: readonly Prepared[],
  done: readonly Place[],
  frame: LabelFrame,
): Place | null {
  const { gapPx } = frame.style;
  const size = { width: block.widthPx, height: block.heightPx };
  const maxX = frame.widthPx - gapPx - size.width;
  const maxY = frame.heightPx - gapPx - size.height;
  if (maxX < gapPx || maxY < gapPx) return null;
  const isFree = (rect: OutputRect): boolean =>
    occupancy.isFree(rect) &&
    done.every(
      (other) =>
        !rectsOverlap(rect, other.rect, gapPx) &&
        (other.leader === null || clipSegment(other.leader, grownRect(rect, gapPx / 2)) === null),
    );
  const beside = besideTarget(one, size, frame)
    .map((corner) => ({ ...corner, ...size }))
    .filter((rect) => rect.x >= gapPx && rect.y >= gapPx && rect.x <= maxX && rect.y <= maxY);
  const outermost = farthestOut(beside.filter(isFree), frame);
  if (outermost !== null) return { rect: outermost, leader: null, cost: 0 };
  return nearestFree(one, size, { maxX, maxY }, isFree, all, done, frame);
}

/** The anatomy lies in the middle: words go outwards, but rather beside a mark than off its corner. */
function farthestOut(rects: readonly BesidePlace[], frame: LabelFrame): OutputRect | null {
  let [best, farthest]: [OutputRect | null, number] = [null, -Infinity];
  for (const { off, ...rect } of rects) {
    const x = (rect.x + rect.width / 2) / frame.widthPx - 0.5;
    const y = (rect.y + rect.height / 2) / frame.heightPx - 0.5;
    const out = Math.hypot(x, y) - off;
    if (out <= farthest + 0.01) continue;
    best = rect;
    farthest = out;
  }
  return best;
}

type BesidePlace = OutputRect & { readonly off: number };

/** What a place off a corner must lie farther out, as a share of the picture. */
const CORNER_COST = 0.06;

/** Places that touch the mark on each side and at each corner. */
function besideTarget(
  one: Prepared,
  size: { readonly width: number; readonly height: number },
  frame: LabelFrame,
): readonly (OutputPoint & { readonly off: number })[] {
  const { target, request } = one;
  const gap = frame.style.gapPx + frame.style.strokePx;
  // Cells are marked on the safe side: stand off by one more.
  const off = gap + cellOf(frame);
  const middleY = target.y + target.height / 2 - size.height / 2;
  const middleX = target.x + target.width / 2 - size.width / 2;
  const right = target.x + target.width + off;
  const left = target.x - off - size.width;
  const above = target.y - off - size.height;
  const below = target.y + target.height + off;
  if (request.atAnchor) {
    return [
      { x: target.x, y: target.y - size.height / 2, off: 0 },
      { x: target.x - size.width, y: target.y - size.height / 2, off: 0 },
    ];
  }
  const bottom = target.y + target.height - size.height;
  const end = target.x + target.width - size.width;
  return [
    { x: right, y: middleY, off: 0 },
    { x: left, y: middleY, off: 0 },
    { x: middleX, y: below, off: 0 },
    { x: middleX, y: above, off: 0 },
    { x: right, y: target.y, off: 0 },
    { x: right, y: bottom, off: 0 },
    { x: left, y: target.y, off: 0 },
    { x: left, y: bottom, off: 0 },
    { x: right, y: above, off: CORNER_COST },
    { x: right, y: below, off: CORNER_COST },
    { x: left, y: above, off: CORNER_COST },
    { x: left, y: below, off: CORNER_COST },
    { x: target.x, y: below, off: 0 },
    { x: end, y: below, off: 0 },
    { x: target.x, y: above, off: 0 },
    { x: end, y: above, off: 0 },
  ];
}

/** Steps of the lattice, nearest first: the search ends as soon as nothing nearer can follow. */
const STEPS: readonly { readonly column: number; readonly row: number; readonly distance: number }[] =
  Array.from({ length: (2 * LATTICE + 1) ** 2 }, (_, index) => {
    const column = (index % (2 * LATTICE + 1)) - LATTICE;
    const row = Math.floor(index / (2 * LATTICE + 1)) - LATTICE;
    return { column, row, distance: Math.hypot(column, row) };
  }).sort((one, other) => one.distance - other.distance);

function nearestFree(
  one: Prepared,
  size: { readonly width: number; readonly height: number },
  limits: { readonly maxX: number; readonly maxY: number },
  isFree: (rect: OutputRect) => boolean,
  all: readonly Prepared[],
  done: readonly Place[],
  frame: LabelFrame,
): Place | null {
  const { fontPx, gapPx } = frame.style;
  const { target } = one;
  const stepX = (limits.maxX - gapPx) / LATTICE;
  const stepY = (limits.maxY - gapPx) / LATTICE;
  // The lattice place at which the label's middle is nearest to the target's.
  const column0 = nearestStep(target.x + target.width / 2 - size.width / 2 - gapPx, stepX);
  const row0 = nearestStep(target.y + target.height / 2 - size.height / 2 - gapPx, stepY);
  // A place this many px away in the lattice is nearer than that to the target by no more than both sizes.
  const reach = Math.hypot(size.width + target.width, size.height + target.height) / 2;
  const shortStep = Math.min(stepX, stepY);
  let best: Place | null = null;
  for (const { column: dx, row: dy, distance } of STEPS) {
    if (best !== null && (distance - 1) * shortStep - reach > best.cost) break;
    const column = column0 + dx;
    const row = row0 + dy;
    if (column < 0 || row < 0 || column > LATTICE || row > LATTICE) continue;
    const rect = { x: gapPx + stepX * column, y: gapPx + stepY * row, ...size };
    const near = rectDistance(rect, target) + 0.02 * centreDistance(rect, target);
    if ((best !== null && near >= best.cost) || !isFree(rect)) continue;
    const leader = leaderOf(one, rect, fontPx);
    if (leader !== null && lengthOf(leader) > LONGEST_LEADER_EM * fontPx) continue;
    if (leader !== null && done.some((other) => hindered(leader, other))) continue;
    const cost = near + (leader === null ? 0 : crossings(leader, one, all) * 4 * fontPx);
    if (best === null || cost < best.cost) best = { rect, leader, cost };
  }
  return best;
}

const nearestStep = (distancePx: number, stepPx: number): number =>
  Math.min(LATTICE, Math.max(0, stepPx === 0 ? 0 : Math.round(distancePx / stepPx)));

const centreDistance = (a: OutputRect, b: OutputRect): number =>
  Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);

/** From the label's edge to the nearest point of the mark; null when the label is close enough to need none. */
function leaderOf(one: Prepared, rect: OutputRect, fontPx: number): Segment | null {
  const centre = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  let to = clampToRect(one.target, centre);
  if (one.target.width > 0 || one.target.height > 0) {
    let nearest = Infinity;
    for (const segment of one.segments) {
      const point = nearestOnSegment(segment, clampToRect(rect, nearestOnSegment(segment, centre)));
      const edge = clampToRect(rect, point);
      const distance = Math.hypot(point.x - edge.x, point.y - edge.y);
      if (distance >= nearest) continue;
      nearest = distance;
      to = point;
    }
  }
  const from = clampToRect(rect, to);
  return lengthOf({ from, to }) > fontPx * 1.1 ? { from, to } : null;
}

const lengthOf = ({ from, to }: Segment): number => Math.hypot(to.x - from.x, to.y - from.y);

const hindered = (leader: Segment, other: Place): boolean =>
  clipSegment(leader, other.rect) !== null || (other.leader !== null && segmentsCross(leader, other.leader));

const crossings = (leader: Segment, one: Prepared, all: readonly Prepared[]): number =>
  all.filter((other) => other !== one && other.segments.some((segment) => segmentsCross(leader, segment)))
    .length;

const leaderItem = (leader: Segment, color: string, style: SceneStyle): PathItem => ({
  kind: 'path',
  points: [leader.from, leader.to],
  closed: false,
  stroke: {
    color,
    widthPx: style.strokePx * 0.65,
    dashPx: [style.strokePx * 2.2, style.strokePx * 1.8],
    halo: { color: 'rgba(0,0,0,0.6)', widthPx: style.haloPx * 0.7 },
  },
  fill: null,
});
