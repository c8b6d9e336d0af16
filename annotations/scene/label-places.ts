/** One place for one label: beside its mark where there is room, otherwise the nearest free one, with a leader line. */
import type { LabelBlock } from './label-block.ts';
import { cellOf, type LabelFrame, type Place, type Prepared } from './label-request.ts';
import type { Occupancy, Segment } from './occupancy.ts';
import {
  clampToRect,
  clipSegment,
  grownRect,
  nearestOnSegment,
  rectDistance,
  rectsOverlap,
  segmentsCross,
} from './output-geometry.ts';
import type { OutputPoint, OutputRect } from './scene.ts';

/** Lattice of places that are tried when none beside the mark is free. */
const LATTICE = 32;
/** A leader longer than this many em ties nothing together. */
const LONGEST_LEADER_EM = 16;

export function findPlace(
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
