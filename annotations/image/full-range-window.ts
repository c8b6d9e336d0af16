/** A window for images that bring none and are not CT: from the darkest to the brightest pixel. */
import type { FramePixels } from './frame-pixels.ts';
import type { VoiWindow } from './voi.ts';

/** Null for colour, and where all pixels are padding or not finite. */
export function fullRangeWindow({ values, rescale, padding, storedType }: FramePixels): VoiWindow | null {
  if (storedType === 'rgb8') return null;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const stored of values) {
    if (padding !== null && stored >= padding.from && stored <= padding.to) continue;
    if (stored < low) low = stored;
    if (stored > high) high = stored;
  }
  const ends = [low, high].map((stored) => rescale.slope * stored + rescale.intercept);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  if (!Number.isFinite(from) || !Number.isFinite(to)) return null;
  // LINEAR_EXACT maps `from` to black and `to` to white, whatever the unit (PS3.3 C.11.2.1.3.2).
  return {
    function: 'LINEAR_EXACT',
    centerHu: (from + to) / 2,
    widthHu: Math.max(to - from, Number.EPSILON),
  };
}
