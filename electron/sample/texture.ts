/**
 * Smooth texture over one slice, computed every second pixel, only where it is asked for, and interpolated.
 * For features of 4 mm and more; finer ones call the noise themselves.
 */
import type { Arena } from './arena.ts';
import { columns, firstPixelX, firstPixelY, pixelSpacingMm, rows } from './grid.ts';
import { roughNoise, smoothNoise } from './hash-random.ts';

const step = 2;
const nodesX = columns / step + 1;
const nodesY = rows / step + 1;

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
  const { z } = slice;
  const noise = kind === 'rough' ? roughNoise : smoothNoise;
  const nodes = slice.arena.take(nodesX * nodesY, Number.NaN);
  const at = (n: number): number => {
    const known = nodes[n] as number;
    if (!Number.isNaN(known)) return known;
    const x = firstPixelX + (n % nodesX) * step * pixelSpacingMm;
    const y = firstPixelY + Math.floor(n / nodesX) * step * pixelSpacingMm;
    const value = noise(x / sizeMm, y / sizeMm, z / sizeZMm, seed);
    nodes[n] = value;
    return value;
  };
  return (index) => {
    const column = index % columns;
    const row = (index - column) / columns;
    const n = (row >> 1) * nodesX + (column >> 1);
    const odd = column & 1;
    const top = odd === 0 ? at(n) : 0.5 * (at(n) + at(n + 1));
    if ((row & 1) === 0) return top;
    const below = n + nodesX;
    return 0.5 * (top + (odd === 0 ? at(below) : 0.5 * (at(below) + at(below + 1))));
  };
}
