/**
 * Random numbers that depend only on what they are for: a counter goes through an integer hash, so a
 * value is the same whichever thread asks for it and in whatever order.
 */

/** A well mixed 32-bit unsigned integer from up to four integers. */
export function hash(a: number, b = 0, c = 0, d = 0): number {
  let h = Math.imul(a | 0, 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(c | 0, 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39) ^ Math.imul(d | 0, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in 0 (in) to 1 (out). */
export function uniform(a: number, b = 0, c = 0, d = 0): number {
  return hash(a, b, c, d) / 4294967296;
}

/** A small sequence of uniform numbers for building branching trees. */
export function sequence(seed: number): () => number {
  let n = 0;
  return () => uniform(seed, n++, 77);
}

/**
 * Smooth noise, about −1…1, over space, one feature per unit (gradient noise after Perlin).
 * Scale the coordinates to choose the size of the features.
 */
export function smoothNoise(x: number, y: number, z: number, seed: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const iz = Math.floor(z);
  const fx = x - ix;
  const fy = y - iy;
  const fz = z - iz;
  const low = plane(ix, iy, iz, seed, fx, fy, fz);
  const high = plane(ix, iy, iz + 1, seed, fx, fy, fz - 1);
  return (low + (high - low) * fade(fz)) * 1.7;
}

/** Two octaves of smooth noise, about −1…1: for texture that has coarse and fine parts. */
export function roughNoise(x: number, y: number, z: number, seed: number): number {
  return (
    0.68 * smoothNoise(x, y, z, seed) + 0.4 * smoothNoise(x * 2.17 + 9.1, y * 2.17, z * 2.17, seed + 101)
  );
}

function plane(ix: number, iy: number, iz: number, seed: number, fx: number, fy: number, fz: number): number {
  const u = fade(fx);
  const a = slope(ix, iy, iz, seed, fx, fy, fz);
  const b = slope(ix + 1, iy, iz, seed, fx - 1, fy, fz);
  const c = slope(ix, iy + 1, iz, seed, fx, fy - 1, fz);
  const d = slope(ix + 1, iy + 1, iz, seed, fx - 1, fy - 1, fz);
  const top = a + (b - a) * u;
  return top + (c + (d - c) * u - top) * fade(fy);
}

/** The rise of the corner's random gradient at the offset from the corner. */
function slope(x: number, y: number, z: number, seed: number, dx: number, dy: number, dz: number): number {
  let h =
    (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77) ^ Math.imul(z, 0xc2b2ae3d)) +
    Math.imul(seed, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  h ^= h >>> 15;
  return (
    (((h & 1023) - 511.5) * dx + (((h >>> 10) & 1023) - 511.5) * dy + (((h >>> 20) & 1023) - 511.5) * dz) *
    (1 / 512)
  );
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
