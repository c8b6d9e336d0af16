/** One place for one label: beside its mark where there is room, otherwise the nearest free one, with a leader line. */
import type { LabelBlock } from './label-block.ts';
import { cellOf, type LabelFrame, type Place, type Prepared } from './label-request.ts';
import type { Occupancy, Segment } from './occupancy.ts';
import {
  clampToRect,
  clipSegment,
  grownRect,
  rectsOverlap,
  segmentBounds,
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
  const isFree = (rect: OutputRect): boolean => {
    if (!occupancy.isFree(rect) || done.some((other) => rectsOverlap(rect, other.rect, gapPx))) return false;
    const around = grownRect(rect, gapPx / 2);
    return done.every(({ leader }) => leader === null || clipSegment(leader, around) === null);
  };
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
  size: Size,
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
const STEPS = (() => {
  const side = 2 * LATTICE + 1;
  const steps = Array.from({ length: side ** 2 }, (_, index) => {
    const column = (index % side) - LATTICE;
    const row = Math.floor(index / side) - LATTICE;
    return { column, row, distance: Math.hypot(column, row) };
  }).sort((one, other) => one.distance - other.distance);
  return {
    count: steps.length,
    columns: Int8Array.from(steps, ({ column }) => column),
    rows: Int8Array.from(steps, ({ row }) => row),
    distances: Float64Array.from(steps, ({ distance }) => distance),
  };
})();

function nearestFree(
  one: Prepared,
  size: Size,
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
  // A place so many steps away is no nearer to the target than the way there less half of both sizes.
  const reach = Math.hypot(size.width + target.width, size.height + target.height) / 2;
  const shortStep = Math.min(stepX, stepY);
  const longest = LONGEST_LEADER_EM * fontPx;
  let best: Place | null = null;
  let dearest = longest;
  for (let step = 0; step < STEPS.count; step++) {
    if (((STEPS.distances[step] as number) - 1) * shortStep - reach > Math.min(longest, dearest)) break;
    const column = column0 + (STEPS.columns[step] as number);
    const row = row0 + (STEPS.rows[step] as number);
    if (column < 0 || row < 0 || column > LATTICE || row > LATTICE) continue;
    const x = gapPx + stepX * column;
    const y = gapPx + stepY * row;
    const near = nearness(x, y, size, target);
    if (near >= dearest) continue;
    const rect = { x, y, width: size.width, height: size.height };
    if (!isFree(rect)) continue;
    const leader = leaderOf(one, rect, fontPx);
    if (leader !== null && lengthOf(leader) > longest) continue;
    if (leader !== null && done.some((other) => hindered(leader, other))) continue;
    const cost = near + (leader === null ? 0 : crossings(leader, one, all) * 4 * fontPx);
    if (best !== null && cost >= best.cost) continue;
    best = { rect, leader, cost };
    dearest = cost;
  }
  return best;
}

const nearestStep = (distancePx: number, stepPx: number): number =>
  Math.min(LATTICE, Math.max(0, stepPx === 0 ? 0 : Math.round(distancePx / stepPx)));

type Size = { readonly width: number; readonly height: number };

/** Distance between label and target, the middles' distance deciding between equals. */
function nearness(x: number, y: number, size: Size, target: OutputRect): number {
  const gapX = Math.max(0, target.x - x - size.width, x - target.x - target.width);
  const gapY = Math.max(0, target.y - y - size.height, y - target.y - target.height);
  const middleX = x + size.width / 2 - target.x - target.width / 2;
  const middleY = y + size.height / 2 - target.y - target.height / 2;
  return Math.sqrt(gapX * gapX + gapY * gapY) + 0.02 * Math.sqrt(middleX * middleX + middleY * middleY);
}

/** From the label's edge to the nearest point of the mark; null when the label is close enough to need none. */
function leaderOf({ ends }: Prepared, rect: OutputRect, fontPx: number): Segment | null {
  let [nearest, toX, toY] = [Infinity, 0, 0];
  for (let index = 0; index < ends.length; index += 2) {
    const x = ends[index] as number;
    const y = ends[index + 1] as number;
    const dx = Math.max(0, rect.x - x, x - rect.x - rect.width);
    const dy = Math.max(0, rect.y - y, y - rect.y - rect.height);
    const squared = dx * dx + dy * dy;
    if (squared >= nearest) continue;
    [nearest, toX, toY] = [squared, x, y];
  }
  if (nearest <= (fontPx * 1.1) ** 2) return null;
  const to = { x: toX, y: toY };
  return { from: clampToRect(rect, to), to };
}

const lengthOf = ({ from, to }: Segment): number => Math.hypot(to.x - from.x, to.y - from.y);

const hindered = (leader: Segment, other: Place): boolean =>
  clipSegment(leader, other.rect) !== null || (other.leader !== null && segmentsCross(leader, other.leader));

/** How many other marks a leader runs through. */
function crossings(leader: Segment, one: Prepared, all: readonly Prepared[]): number {
  const way = segmentBounds([leader]);
  let count = 0;
  for (const other of all) {
    if (other === one || way === null || other.bounds === null || !rectsOverlap(way, other.bounds, 1))
      continue;
    if (other.segments.some((segment) => segmentsCross(leader, segment))) count++;
  }
  return count;
}
