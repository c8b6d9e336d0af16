/** Which line of the other planes lies under the pointer. Canvas coordinates (CSS px). Pure. */
import type { CanvasPoint } from '../../annotations/image/plane.ts';
import type { Cross, CrossLine } from '../../annotations/scene/cross-lines.ts';
import { distanceToSegment } from './segment-distance.ts';

/** The voxel in the middle stays free to be seen; also the reach of the pointer for both lines at once. */
export const FREE_PX = 13;
/** Less than that of marks, which lie in the picture and are fewer. */
const LINE_REACH_PX = 4;

export type CrossHit = { readonly kind: 'centre' } | { readonly kind: 'line'; readonly line: CrossLine };

export function crossHit(cross: Cross, at: CanvasPoint): CrossHit | null {
  if (Math.hypot(at.x - cross.centre.x, at.y - cross.centre.y) <= FREE_PX) return { kind: 'centre' };
  let nearest: CrossHit | null = null;
  let least = LINE_REACH_PX;
  for (const line of cross.lines) {
    const away = distanceToSegment(at, line.from, line.to);
    if (away > least) continue;
    least = away;
    nearest = { kind: 'line', line };
  }
  return nearest;
}
