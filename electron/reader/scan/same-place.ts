/** Frames that lie at the same place along the normal of their stack. */
import { distanceAlongNormal } from '../../../annotations/image/plane.ts';
import type { FrameHeader } from './header.ts';

/** Positions closer than this are the same; product choice, well below any slice distance. */
export const SAME_POSITION_MM = 0.01;

/** Frames that share a place together; null when some have none. */
export function byPlace(frames: readonly FrameHeader[]): FrameHeader[][] | null {
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

export const hasDoubles = (frames: readonly FrameHeader[]): boolean =>
  (byPlace(frames) ?? []).some((place) => place.length > 1);
