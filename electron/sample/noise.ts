/**
 * Image noise as a soft body kernel leaves it: zero mean, band-limited (no slow waves, no single-pixel
 * speckle), stronger in the middle of the body, independent from slice to slice. Every white sample comes from a
 * hash of phase, slice and pixel, so that the result does not depend on who computes it.
 *
 * The noise of a pixel is `amplitude(pixel) × Σ kernel × white`; the kernel is a narrow Gaussian minus a wide one,
 * scaled to unit variance. From that the standard error of a region's mean follows exactly (`meanStandardError`).
 */
import { columns, firstPixelX, firstPixelY, pixelSpacingMm, rows } from './grid.ts';
import { hash } from './hash-random.ts';

/** Standard deviation in HU at the surface of the body and in its middle: product choice, as B30-like kernels show. */
const surfaceSd = 7;
const middleSd = 11.5;
const bodyRadius = { x: 158, y: 114 } as const;

const narrow = gaussian(0.82, 3);
const wide = gaussian(2.2, 5);
const wideShare = 0.9;
const unit = 1 / Math.sqrt(variance());

/** The noise of one slice and phase, HU. */
export function noiseOf(phase: number, slice: number): Float32Array {
  const white = new Float32Array(columns * rows);
  const seed = hash(phase, slice, 4099);
  for (let i = 0; i < white.length; i += 1) white[i] = gauss(hash(i, seed));
  const noise = band(white);
  for (let i = 0; i < noise.length; i += 1) noise[i] = (noise[i] as number) * amplitude(i);
  return noise;
}

/** Noise SD (HU) at a pixel. */
export function amplitude(index: number): number {
  const x = (firstPixelX + (index % columns) * pixelSpacingMm) / bodyRadius.x;
  const y = (firstPixelY + Math.floor(index / columns) * pixelSpacingMm) / bodyRadius.y;
  const inward = Math.max(0, 1 - x * x - y * y);
  return surfaceSd + (middleSd - surfaceSd) * Math.sqrt(inward);
}

/**
 * Standard error (HU) of the mean over the given pixels, for the noise alone: the noise is correlated, so it is
 * not SD/√n. The mean is a weighted sum of independent white samples; its variance is the sum of the squared weights.
 */
export function meanStandardError(pixels: readonly number[]): number {
  if (pixels.length === 0) return 0;
  const weights = new Float32Array(columns * rows);
  for (const index of pixels) weights[index] = amplitude(index) / pixels.length;
  const spread = band(weights);
  let sum = 0;
  for (const weight of spread) sum += weight * weight;
  return Math.sqrt(sum);
}

function band(image: Float32Array): Float32Array {
  const fine = blur(image, narrow);
  const coarse = blur(image, wide);
  for (let i = 0; i < fine.length; i += 1) {
    fine[i] = unit * ((fine[i] as number) - wideShare * (coarse[i] as number));
  }
  return fine;
}

/** Sum of four uniform bytes of a hash, scaled to unit variance: near enough to normal once it is filtered. */
function gauss(h: number): number {
  const sum = (h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24);
  return (sum - 510) / 147.8;
}

/** Half of a Gaussian kernel, middle first, that sums to 1 over both halves. */
function gaussian(sigma: number, radius: number): Float32Array {
  const half = new Float32Array(radius + 1);
  let sum = 0;
  for (let k = 0; k <= radius; k += 1) {
    half[k] = Math.exp((-k * k) / (2 * sigma * sigma));
    sum += (k === 0 ? 1 : 2) * (half[k] as number);
  }
  return half.map((v) => v / sum);
}

function variance(): number {
  let sum = 0;
  const at = (half: Float32Array, k: number) => half[Math.abs(k)] ?? 0;
  for (let j = -5; j <= 5; j += 1) {
    for (let i = -5; i <= 5; i += 1) {
      sum += (at(narrow, i) * at(narrow, j) - wideShare * at(wide, i) * at(wide, j)) ** 2;
    }
  }
  return sum;
}

/** Separable convolution; outside the picture the image is taken as 0. */
function blur(image: Float32Array, half: Float32Array): Float32Array {
  return blurColumns(blurRows(image, half), half);
}

function blurRows(image: Float32Array, half: Float32Array): Float32Array {
  const radius = half.length - 1;
  const result = new Float32Array(image.length);
  const padded = new Float32Array(columns + 2 * radius);
  for (let row = 0; row < rows; row += 1) {
    padded.set(image.subarray(row * columns, (row + 1) * columns), radius);
    for (let column = 0; column < columns; column += 1) {
      const at = column + radius;
      let sum = (half[0] as number) * (padded[at] as number);
      for (let k = 1; k <= radius; k += 1) {
        sum += (half[k] as number) * ((padded[at - k] as number) + (padded[at + k] as number));
      }
      result[row * columns + column] = sum;
    }
  }
  return result;
}

function blurColumns(image: Float32Array, half: Float32Array): Float32Array {
  const radius = half.length - 1;
  const result = new Float32Array(image.length);
  const none = new Float32Array(columns);
  const rowAt = (row: number) =>
    row < 0 || row >= rows ? none : image.subarray(row * columns, (row + 1) * columns);
  for (let row = 0; row < rows; row += 1) {
    const to = result.subarray(row * columns, (row + 1) * columns);
    const middle = rowAt(row);
    const first = half[0] as number;
    for (let c = 0; c < columns; c += 1) to[c] = first * (middle[c] as number);
    for (let k = 1; k <= radius; k += 1) {
      const above = rowAt(row - k);
      const below = rowAt(row + k);
      const weight = half[k] as number;
      for (let c = 0; c < columns; c += 1) {
        to[c] = (to[c] as number) + weight * ((above[c] as number) + (below[c] as number));
      }
    }
  }
  return result;
}
