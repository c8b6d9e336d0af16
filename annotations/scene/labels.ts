/**
 * Where labels stand: never over a mark, another label, reserved text or the picture's edge. Deterministic: the same
 * marks give the same places. A label that is not beside its mark is tied to it by a dashed leader line.
 *
 * When room is short a label first becomes smaller, then loses its notes, then may lie inside an outline (on no
 * stroke), then is the finding's number alone, and at last is left out: a label in a wrong place would be worse.
 */
import { ATTEMPTS, BRIEF, firstAttempt, NUMBER_ATTEMPTS } from './label-attempts.ts';
import { blockItems, isEmptyLabel, type LabelBlock } from './label-block.ts';
import { findPlace } from './label-places.ts';
import {
  cellOf,
  type LabelFrame,
  type LabelLayout,
  type LabelRequest,
  type Place,
  type PlacedLabel,
  type Prepared,
} from './label-request.ts';
import { Occupancy, type Segment } from './occupancy.ts';
import {
  clipSegment,
  grownRect,
  isWithin,
  outlinePoints,
  outlineSegments,
  segmentBounds,
} from './output-geometry.ts';
import type { OutputRect, PathItem } from './scene.ts';
import { PLATE_COLOR, type SceneStyle } from './style.ts';

export function layoutLabels(requests: readonly LabelRequest[], frame: LabelFrame): LabelLayout {
  const prepared = requests.map((request) => prepare(request, frame)).filter((one) => one !== null);
  const worded = prepared.filter(({ request }) => !isEmptyLabel(request));
  const strokes = strokesOf(prepared, frame);
  const everything = insidesAdded(strokes, prepared);
  const placing: Placing = { worded, prepared, everything, strokes, frame };
  const from = firstAttempt(worded, frame);
  let best = placeAll(placing, from, []);
  // Those without a place go first in another try, then all become briefer.
  let stuckAt = -1;
  for (const start of [from, BRIEF, BRIEF]) {
    if (best.unlabelled.length === 0) break;
    // The same try over again ends the same.
    if (start === stuckAt) continue;
    const other = placeAll(placing, start, best.unlabelled);
    const better = other.unlabelled.length < best.unlabelled.length;
    stuckAt = better ? -1 : start;
    if (better) best = other;
  }
  return withNumbers(placing, best);
}

type Placing = {
  readonly worded: readonly Prepared[];
  readonly prepared: readonly Prepared[];
  readonly everything: Occupancy;
  readonly strokes: Occupancy;
  readonly frame: LabelFrame;
};

type Tried = LabelLayout & { readonly done: readonly Place[] };

/** Places one label after the other; those of `first` before the others. */
function placeAll(placing: Placing, from: number, first: readonly string[]): Tried {
  const { worded, prepared, everything, strokes, frame } = placing;
  const placed = new Map<string, PlacedLabel>();
  const done: Place[] = [];
  // Words that are marks themselves have their place given: they come before all.
  const rank = ({ request }: Prepared): number =>
    request.atAnchor ? 0 : request.first ? 1 : first.includes(request.key) ? 2 : 3;
  const inOrder = [0, 1, 2, 3].flatMap((wanted) => worded.filter((one) => rank(one) === wanted));
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
  return { placed, unlabelled, done };
}

/** What found no place for its words gets its number; all others stay where they are. */
function withNumbers(placing: Placing, { placed: worded, unlabelled, done: places }: Tried): LabelLayout {
  const placed = new Map(worded);
  const done = [...places];
  for (const one of placing.worded) {
    if (!unlabelled.includes(one.request.key)) continue;
    for (const attempt of NUMBER_ATTEMPTS) {
      const block = attempt.block(one.request, placing.frame);
      const occupancy = attempt.inside ? placing.strokes : placing.everything;
      const place =
        block === null ? null : findPlace(one, block, occupancy, placing.prepared, done, placing.frame);
      if (block === null || place === null) continue;
      done.push(place);
      placed.set(one.request.key, placedLabel(place, block, one.request.color, placing.frame.style));
      break;
    }
  }
  return { placed, unlabelled: unlabelled.filter((key) => !placed.has(key)) };
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

const pictureOf = (frame: LabelFrame): OutputRect => ({
  x: 0,
  y: 0,
  width: frame.widthPx,
  height: frame.heightPx,
});

function prepare(request: LabelRequest, frame: LabelFrame): Prepared | null {
  const picture = pictureOf(frame);
  const segments: Segment[] = [];
  for (const item of request.items) {
    for (const segment of outlineSegments(item)) {
      const visible = clipSegment(segment, picture);
      if (visible !== null) segments.push(visible);
    }
  }
  const bounds = segmentBounds(segments);
  const { anchor } = request;
  if (anchor !== null && isWithin(picture, anchor)) {
    const ends = Float64Array.of(anchor.x, anchor.y);
    return { request, segments, bounds, target: { ...anchor, width: 0, height: 0 }, ends };
  }
  const ends = leaderEnds(segments, frame.style.fontPx);
  return bounds === null ? null : { request, segments, bounds, target: bounds, ends };
}

/** Points about one em apart along the strokes. */
function leaderEnds(segments: readonly Segment[], fontPx: number): Float64Array {
  const ends: number[] = [];
  let since = Infinity;
  for (const { from, to } of segments) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    since += length;
    if (since < fontPx) continue;
    since = 0;
    const parts = Math.max(1, Math.min(64, Math.round(length / fontPx)));
    for (let part = 1; part <= parts; part++) {
      ends.push(from.x + ((to.x - from.x) * part) / parts, from.y + ((to.y - from.y) * part) / parts);
    }
  }
  return Float64Array.from(ends);
}

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
