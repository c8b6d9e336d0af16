/** Passes over the same positions that only their times, or their numbers, tell apart. */
import type { FrameHeader } from './header.ts';
import { hasDoubles } from './same-place.ts';

type TimedPass = { readonly label: string; readonly frames: readonly FrameHeader[] };

/**
 * Where no mark tells passes apart: cut where the longest pauses are; else the k-th frame at each place makes the
 * k-th pass, where nearly all places are doubled alike. A frame of a place that lacks some goes with its neighbour in time.
 */
export function passesByTime(
  places: readonly (readonly FrameHeader[])[],
  most: number,
): readonly TimedPass[] {
  const ordered = [...places.flat()].sort(inTime);
  const bursts = cutAtPauses(ordered, most);
  if (bursts !== null) return ordinal(bursts, 'time');
  const alike = places.filter((place) => place.length === most).length;
  if (alike < 0.8 * places.length) return [{ label: '', frames: places.flat() }];
  const passes: FrameHeader[][] = Array.from({ length: most }, () => []);
  const passOf = new Map<FrameHeader, number>();
  for (const place of places) {
    if (place.length < most) continue;
    [...place].sort(inTime).forEach((frame, k) => {
      passOf.set(frame, k);
    });
  }
  for (const place of places) {
    const free = new Set(passes.keys());
    for (const frame of [...place].sort(inTime)) {
      const k = passOf.get(frame) ?? passOfNeighbour(frame, ordered, passOf, free);
      free.delete(k);
      (passes[k] as FrameHeader[]).push(frame);
    }
  }
  const times = new Set(ordered.map(({ marks }) => marks.time));
  const timed = times.size > 1 && !times.has(null);
  return ordinal(passes, timed ? 'time' : 'number');
}

const ordinal = (passes: readonly (readonly FrameHeader[])[], by: string): readonly TimedPass[] =>
  passes.map((frames, k) => ({ label: `pass ${k + 1} by ${by}`, frames }));

/** `count` groups parted by the longest pauses between frames; null without times, or with doubles in a group. */
function cutAtPauses(
  ordered: readonly FrameHeader[],
  count: number,
): readonly (readonly FrameHeader[])[] | null {
  if (ordered.some(({ marks }) => marks.time === null)) return null;
  const pauses = ordered
    .map(({ marks }, at) => ({
      at,
      pause: at === 0 ? 0 : (marks.time ?? 0) - (ordered[at - 1]?.marks.time ?? 0),
    }))
    .sort((a, b) => b.pause - a.pause)
    .slice(0, count - 1);
  if (pauses.some(({ pause }) => pause === 0)) return null;
  const cuts = [0, ...pauses.map(({ at }) => at).sort((a, b) => a - b), ordered.length];
  const groups = cuts.slice(1).map((until, i) => ordered.slice(cuts[i], until));
  return groups.some(hasDoubles) ? null : groups;
}

/** The pass of the frame that was taken next before or after it, among those that have no frame at its place yet. */
function passOfNeighbour(
  frame: FrameHeader,
  ordered: readonly FrameHeader[],
  passOf: ReadonlyMap<FrameHeader, number>,
  free: ReadonlySet<number>,
): number {
  const at = ordered.indexOf(frame);
  for (let far = 1; far < ordered.length; far++) {
    for (const near of [ordered[at - far], ordered[at + far]]) {
      const k = near === undefined ? undefined : passOf.get(near);
      if (k !== undefined && free.has(k)) return k;
    }
  }
  return [...free][0] ?? 0;
}

const inTime = (a: FrameHeader, b: FrameHeader): number =>
  (a.marks.time ?? 0) - (b.marks.time ?? 0) ||
  (a.frame.instanceNumber ?? 0) - (b.frame.instanceNumber ?? 0) ||
  a.frame.ref.frameNumber - b.frame.ref.frameNumber;
