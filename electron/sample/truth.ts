/**
 * What is known about the case beforehand: for every region with an inside the mean of the noise-free HU over exactly
 * its pixels, and how far the noise may carry a measured mean from it.
 */
import type { EllipseShape, PolygonShape } from '../../annotations/finding/region.ts';
import { amplitude, meanStandardError } from './noise.ts';
import { pixelsOf } from './outline.ts';
import type { Truth } from './volume.ts';

export type RegionTruth = {
  readonly pixelCount: number;
  /** Mean of the noise-free HU of these pixels. */
  readonly meanHu: number;
  /** SD of the noise that is added to a pixel here (root mean square over the region). */
  readonly noiseSdHu: number;
  /** Standard error of the measured mean: correlated noise and the rounding to whole HU together. */
  readonly standardErrorHu: number;
};

/** Rounding to whole HU adds an error that is even between −0.5 and 0.5. */
const roundingSd = 1 / Math.sqrt(12);

export function regionTruth(
  shape: EllipseShape | PolygonShape,
  truth: Truth,
  phase: 'native' | 'portal',
): RegionTruth {
  const pixels = pixelsOf(shape);
  const values = truth[phase];
  let sum = 0;
  let squares = 0;
  for (const index of pixels) {
    sum += values[index] as number;
    squares += amplitude(index) ** 2;
  }
  const n = pixels.length;
  return {
    pixelCount: n,
    meanHu: sum / n,
    noiseSdHu: Math.sqrt(squares / n),
    standardErrorHu: Math.hypot(meanStandardError(pixels), roundingSd / Math.sqrt(n)),
  };
}
