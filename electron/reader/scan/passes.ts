/**
 * Several passes over the same positions in one series (phases, echoes, repeats) made into one pass each, since a
 * stack with two frames at a place is no volume. Pure: takes frames with their marks, gives groups.
 */
import { distanceAlongNormal } from '../../../annotations/image/plane.ts';
import type { FrameHeader } from './header.ts';

export type Pass = { readonly label: string; readonly frames: readonly FrameHeader[] };

/** Positions closer than this are the same; product choice, well below any slice distance. */
export const SAME_POSITION_MM = 0.01;

/** What may tell passes apart, the most telling first, with the words for it. */
const MARKS: readonly (readonly [words: string, value: (frame: FrameHeader) => string | number | null])[] = [
  ['acquisition', ({ marks }) => marks.acquisitionNumber],
  ['time point', ({ marks }) => marks.temporalPosition],
  ['trigger time', ({ marks }) => marks.triggerTimeMs],
  ['echo time', ({ marks }) => marks.echoTimeMs],
  ['contrast', ({ marks }) => marks.contrastAgent],
  ['image type', ({ marks }) => marks.imageType],
  // Multi-frame images over the same positions: each is a pass.
  ['image', ({ frame }) => `${frame.instanceNumber ?? ''} ${frame.ref.sopInstanceUID}`],
];

/**
 * One pass when nothing is doubled, or when nothing tells the doubles apart. Frames without a place are left alone.
 */
export function splitPasses(frames: readonly FrameHeader[]): readonly Pass[] {
  const places = byPlace(frames);
  if (places === null) return [{ label: '', frames }];
  const most = Math.max(...places.map((place) => place.length));
  if (most === 1 || places.length === 1) return [{ label: '', frames }];
  for (const [words, markOf] of MARKS) {
    const groups = new Map<string, FrameHeader[]>();
    for (const frame of frames) {
      const value = String(markOf(frame) ?? '');
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [frame]);
      else group.push(frame);
    }
    const apart = [...groups.values()];
    // Marks that differ from frame to frame tell nothing.
    if (groups.size < 2 || groups.size > 2 * most || apart.every(({ length }) => length === 1)) continue;
    if (apart.every((group) => !hasDoubles(group))) {
      return [...groups.entries()]
        .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
        .map(([value, group]) => ({
          label: `${words} ${shownMark(value)}`,
          frames: group,
        }));
    }
  }
  return byTime(places, most);
}

/** Without the UID that only keeps images apart. */
const shownMark = (value: string): string => value.replace(/ [\d.]+$/, '') || 'not given';

/** The k-th frame at each place, in order of time, makes the k-th pass, where nearly all places are doubled alike. */
function byTime(places: readonly (readonly FrameHeader[])[], most: number): readonly Pass[] {
  const alike = places.filter((place) => place.length === most).length;
  if (alike < 0.8 * places.length) return [{ label: '', frames: places.flat() }];
  const passes: FrameHeader[][] = Array.from({ length: most }, () => []);
  for (const place of places) {
    [...place].sort(inTime).forEach((frame, k) => {
      (passes[k] as FrameHeader[]).push(frame);
    });
  }
  return passes.map((pass, k) => ({ label: `pass ${k + 1} by time`, frames: pass }));
}

export const inTime = (a: FrameHeader, b: FrameHeader): number =>
  (a.marks.time ?? 0) - (b.marks.time ?? 0) ||
  (a.frame.instanceNumber ?? 0) - (b.frame.instanceNumber ?? 0) ||
  a.frame.ref.frameNumber - b.frame.ref.frameNumber;

/** Frames that share a place together; null when some have none. */
function byPlace(frames: readonly FrameHeader[]): FrameHeader[][] | null {
  const keyed: { at: number; frame: FrameHeader }[] = [];
  for (const frame of frames) {
    if (frame.frame.plane === null) return null;
    keyed.push({ at: distanceAlongNormal(frame.frame.plane), frame });
  }
  keyed.sort((a, b) => a.at - b.at);
  const places: FrameHeader[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, frame } of keyed) {
    if (at - last <= SAME_POSITION_MM) (places[places.length - 1] as FrameHeader[]).push(frame);
    else places.push([frame]);
    last = at;
  }
  return places;
}

const hasDoubles = (frames: readonly FrameHeader[]): boolean =>
  (byPlace(frames) ?? []).some((place) => place.length > 1);
