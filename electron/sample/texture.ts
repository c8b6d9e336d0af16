/**
 * Smooth texture over one slice, computed on a coarse lattice, only where it is asked for, and interpolated.
 * For features of 4 mm and more; finer ones call the noise themselves.
 */
import type { Arena } from './arena.ts';
import { columns, firstPixelX, firstPixelY, pixelSpacingMm, rows } from './grid.ts';
import { roughNoise, smoothNoise } from './hash-random.ts';

/** The texture's value (about −1…1) at a pixel. */
export type Texture = (index: number) => number;

/** `sizeMm` is the size of the features across, `sizeZMm` along the body. */
export function texture(
  slice: { readonly z: number; readonly arena: Arena },
  kind: 'smooth' | 'rough',
  sizeMm: number,
  seed: number,
  sizeZMm = sizeMm,
): Texture {
  const noise = kind === 'rough' ? roughNoise : smoothNoise;
  const shift = latticeShift(kind === 'rough' ? sizeMm / 2.17 : sizeMm);
  const step = 1 << shift;
  const nodesX = columns / step + 1;
  const nodes = slice.arena.take(nodesX * (rows / step + 1), Number.NaN);
  const w = slice.z / sizeZMm;
  const at = (n: number): number => {
    const known = nodes[n] as number;
    if (!Number.isNaN(known)) return known;
    const x = firstPixelX + (n % nodesX) * step * pixelSpacingMm;
    const y = firstPixelY + Math.floor(n / nodesX) * step * pixelSpacingMm;
    const value = noise(x / sizeMm, y / sizeMm, w, seed);
    nodes[n] = value;
    return value;
  };
  return (index) => {
    const column = index % columns;
    const row = (index - column) / columns;
    const n = (row >> shift) * nodesX + (column >> shift);
    const fx = (column & (step - 1)) / step;
    const fy = (row & (step - 1)) / step;
    const a = at(n);
    const top = fx === 0 ? a : a + (at(n + 1) - a) * fx;
    if (fy === 0) return top;
    const c = at(n + nodesX);
    return top + ((fx === 0 ? c : c + (at(n + nodesX + 1) - c) * fx) - top) * fy;
  };
}

/** Pixels between lattice nodes as a power of two: at least one node a feature. */
function latticeShift(finestMm: number): number {
  return finestMm >= 12 ? 3 : finestMm >= 3.6 ? 2 : 1;
}
