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
 * Smooth noise in −1…1 over space, one feature per unit (value noise, quintic interpolation).
 * Scale the coordinates to choose the size of the features.
 */
export function smoothNoise(x: number, y: number, z: number, seed: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const iz = Math.floor(z);
  const fx = fade(x - ix);
  const fy = fade(y - iy);
  const low = plane(ix, iy, iz, seed, fx, fy);
  const high = plane(ix, iy, iz + 1, seed, fx, fy);
  return low + (high - low) * fade(z - iz);
}

/** Two octaves of smooth noise, about −1…1: for texture that has coarse and fine parts. */
export function roughNoise(x: number, y: number, z: number, seed: number): number {
  return (
    0.68 * smoothNoise(x, y, z, seed) + 0.4 * smoothNoise(x * 2.17 + 9.1, y * 2.17, z * 2.17, seed + 101)
  );
}

function plane(ix: number, iy: number, iz: number, seed: number, fx: number, fy: number): number {
  const a = corner(ix, iy, iz, seed);
  const b = corner(ix + 1, iy, iz, seed);
  const c = corner(ix, iy + 1, iz, seed);
  const d = corner(ix + 1, iy + 1, iz, seed);
  const top = a + (b - a) * fx;
  return top + (c + (d - c) * fx - top) * fy;
}

function corner(x: number, y: number, z: number, seed: number): number {
  let h = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77) ^ Math.imul(z, 0xc2b2ae3d)) + seed;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2147483648 - 1;
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
