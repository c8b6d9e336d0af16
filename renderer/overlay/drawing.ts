/**
 * Drawing a new mark, from the first press to the finished shape: pure steps over image points, one entry a tool.
 * `aspect` is the height of a pixel over its width, so that circles and right angles are true in mm.
 */
import type { Shape } from '../../annotations/finding/region.ts';
import type { ImagePoint } from '../../annotations/image/plane.ts';
import { simplified } from './simplify-outline.ts';

export const MARK_TOOLS = [
  'ellipse',
  'polygon',
  'bidirectional',
  'length',
  'arrow',
  'point',
  'text',
] as const;
export type MarkTool = (typeof MARK_TOOLS)[number];

export type Draft = {
  readonly tool: MarkTool;
  /** Where the pointer went: two points for a drag, all of them for a freehand outline or clicked corners. */
  readonly points: readonly ImagePoint[];
  /** The polygon tool draws corners by clicks until it is closed, or freehand while the button is held. */
  readonly clicked: boolean;
};

export type Constraint = { readonly aspect: number; readonly round: boolean };

/** Marks smaller than this on the screen were a slip of the hand, in image pixels given by the caller. */
export type DraftLimits = { readonly smallestPx: number };

export const beginDraft = (tool: MarkTool, at: ImagePoint): Draft => ({
  tool,
  points: [at, at],
  clicked: false,
});

/** An outline of corners that begins with a click: the first corner, and the point that follows the pointer. */
export const beginCorners = (at: ImagePoint): Draft => ({ tool: 'polygon', points: [at, at], clicked: true });

/** The pointer moved with the button held. */
export function dragDraft(draft: Draft, to: ImagePoint): Draft {
  if (draft.tool === 'polygon' && !draft.clicked) return { ...draft, points: [...draft.points, to] };
  return { ...draft, points: [...draft.points.slice(0, -1), to] };
}

/** A further click sets a corner; the last point keeps following the pointer. */
export const addCorner = (draft: Draft, at: ImagePoint): Draft => ({
  ...draft,
  points: [...draft.points.slice(0, -1), at, at],
});

/** The shape as it would be if the draft ended now; null while there is none yet. */
export function draftShape(draft: Draft, constraint: Constraint): Shape | null {
  const first = draft.points[0] as ImagePoint;
  const end = draft.points.at(-1) as ImagePoint;
  const last = constraint.round && STRAIGHT.has(draft.tool) ? snapped(first, end, constraint.aspect) : end;
  const distance = Math.hypot(last.x - first.x, last.y - first.y);
  switch (draft.tool) {
    case 'point':
      return { kind: 'point', point: last };
    case 'text':
      return { kind: 'text', anchor: last };
    case 'arrow':
      return distance === 0 ? null : { kind: 'arrow', tip: first, tail: last };
    case 'length':
      return distance === 0 ? null : { kind: 'polyline', points: [first, last] };
    case 'bidirectional':
      return distance === 0 ? null : crossAlong(first, last, constraint.aspect);
    case 'ellipse':
      return ellipseBetween(first, last, constraint);
    case 'polygon':
      return draft.points.length < 3 ? null : { kind: 'polygon', points: draft.points };
  }
}

/** The finished shape; null when it is too small to have been meant. */
export function finishDraft(draft: Draft, constraint: Constraint, limits: DraftLimits): Shape | null {
  if (draft.tool === 'polygon') {
    const points = draft.clicked ? draft.points.slice(0, -1) : simplified(draft.points, 0.15);
    if (points.length < 3 || extent(points) < limits.smallestPx) return null;
    return { kind: 'polygon', points };
  }
  if (draft.tool !== 'point' && draft.tool !== 'text' && extent(draft.points) < limits.smallestPx)
    return null;
  return draftShape(draft, constraint);
}

/** Tools whose line goes in steps of 45° while Shift is held. */
const STRAIGHT: ReadonlySet<MarkTool> = new Set(['length', 'arrow', 'bidirectional']);
const STEP = Math.PI / 4;

/** The end turned about the start to the nearest step, at the same distance in mm. */
function snapped(from: ImagePoint, to: ImagePoint, aspect: number): ImagePoint {
  const dx = to.x - from.x;
  const dy = (to.y - from.y) * aspect;
  const angle = Math.round(Math.atan2(dy, dx) / STEP) * STEP;
  const length = Math.hypot(dx, dy);
  return { x: from.x + Math.cos(angle) * length, y: from.y + (Math.sin(angle) * length) / aspect };
}

/** From corner to corner of the box around it; round means round in mm. */
function ellipseBetween(a: ImagePoint, b: ImagePoint, { aspect, round }: Constraint): Shape | null {
  let dx = b.x - a.x;
  let dy = b.y - a.y;
  if (round) {
    const side = Math.max(Math.abs(dx), Math.abs(dy) * aspect);
    dx = Math.sign(dx || 1) * side;
    dy = (Math.sign(dy || 1) * side) / aspect;
  }
  if (dx === 0 || dy === 0) return null;
  return {
    kind: 'ellipse',
    center: { x: a.x + dx / 2, y: a.y + dy / 2 },
    radiusX: Math.abs(dx) / 2,
    radiusY: Math.abs(dy) / 2,
    rotation: 0,
  };
}

/** The short axis begins at half the length, across the middle. */
function crossAlong(a: ImagePoint, b: ImagePoint, aspect: number): Shape {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const across = { x: (-(b.y - a.y) * aspect) / 4, y: (b.x - a.x) / aspect / 4 };
  return {
    kind: 'bidirectional',
    long: [a, b],
    short: [
      { x: middle.x - across.x, y: middle.y - across.y },
      { x: middle.x + across.x, y: middle.y + across.y },
    ],
  };
}

function extent(points: readonly ImagePoint[]): number {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}
