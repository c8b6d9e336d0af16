/** Small plane geometry in output pixels for laying out labels. */
import type { Segment } from './occupancy.ts';
import type { EllipseItem, OutputPoint, OutputRect, PathItem } from './scene.ts';

/** Chords of an ellipse stay within 0.13 % of its radius. */
const ELLIPSE_CHORDS = 64;

export function outlinePoints(item: PathItem | EllipseItem): readonly OutputPoint[] {
  if (item.kind === 'path') return item.points;
  const cos = Math.cos(item.rotation);
  const sin = Math.sin(item.rotation);
  return Array.from({ length: ELLIPSE_CHORDS }, (_, index) => {
    const angle = (2 * Math.PI * index) / ELLIPSE_CHORDS;
    const u = item.radiusX * Math.cos(angle);
    const v = item.radiusY * Math.sin(angle);
    return { x: item.center.x + u * cos - v * sin, y: item.center.y + u * sin + v * cos };
  });
}

export function outlineSegments(item: PathItem | EllipseItem): readonly Segment[] {
  const points = outlinePoints(item);
  const closed = item.kind === 'ellipse' || item.closed;
  const segments: Segment[] = [];
  for (let i = 1; i < points.length; i++) {
    segments.push({ from: points[i - 1] as OutputPoint, to: points[i] as OutputPoint });
  }
  const [first, last] = [points[0], points[points.length - 1]];
  if (closed && first !== undefined && last !== undefined) segments.push({ from: last, to: first });
  return segments;
}

/** The part of a segment inside a rectangle (Liang–Barsky); null when none is. */
export function clipSegment(segment: Segment, rect: OutputRect): Segment | null {
  const { from, to } = segment;
  if (isWithin(rect, from) && isWithin(rect, to)) return segment;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  let enter = 0;
  let leave = 1;
  for (let edge = 0; edge < 4; edge++) {
    const p = edge === 0 ? -dx : edge === 1 ? dx : edge === 2 ? -dy : dy;
    const q =
      edge === 0
        ? from.x - rect.x
        : edge === 1
          ? rect.x + rect.width - from.x
          : edge === 2
            ? from.y - rect.y
            : rect.y + rect.height - from.y;
    if (p === 0) {
      if (q < 0) return null;
      continue;
    }
    if (p < 0) enter = Math.max(enter, q / p);
    else leave = Math.min(leave, q / p);
    if (enter > leave) return null;
  }
  return {
    from: { x: from.x + enter * dx, y: from.y + enter * dy },
    to: { x: from.x + leave * dx, y: from.y + leave * dy },
  };
}

export const isWithin = (rect: OutputRect, point: OutputPoint): boolean =>
  point.x >= rect.x && point.y >= rect.y && point.x <= rect.x + rect.width && point.y <= rect.y + rect.height;

const turnOf = (a: OutputPoint, b: OutputPoint, c: OutputPoint): number =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

export const segmentsCross = (one: Segment, other: Segment): boolean =>
  turnOf(one.from, one.to, other.from) > 0 !== turnOf(one.from, one.to, other.to) > 0 &&
  turnOf(other.from, other.to, one.from) > 0 !== turnOf(other.from, other.to, one.to) > 0;

export const rectsOverlap = (a: OutputRect, b: OutputRect, gap = 0): boolean =>
  a.x < b.x + b.width + gap &&
  b.x < a.x + a.width + gap &&
  a.y < b.y + b.height + gap &&
  b.y < a.y + a.height + gap;

export const grownRect = (rect: OutputRect, by: number): OutputRect => ({
  x: rect.x - by,
  y: rect.y - by,
  width: rect.width + 2 * by,
  height: rect.height + 2 * by,
});

export const clampToRect = (rect: OutputRect, point: OutputPoint): OutputPoint => ({
  x: Math.min(rect.x + rect.width, Math.max(rect.x, point.x)),
  y: Math.min(rect.y + rect.height, Math.max(rect.y, point.y)),
});

/** Null for no segments. */
export function segmentBounds(segments: readonly Segment[]): OutputRect | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { from, to } of segments) {
    left = Math.min(left, from.x, to.x);
    right = Math.max(right, from.x, to.x);
    top = Math.min(top, from.y, to.y);
    bottom = Math.max(bottom, from.y, to.y);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}
