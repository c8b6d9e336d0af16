/** From the noise-free slice to stored values, and what the masses hold on it. */
import { paintAnatomy } from './anatomy.ts';
import type { Arena } from './arena.ts';
import { rescaleIntercept } from './dicom-writer.ts';
import { columns, rows, sliceZ } from './grid.ts';
import { noiseOf } from './noise.ts';

/** Per mass id (0 is none): pixels on this slice and the sum of their noise-free HU. */
export type MassSums = { readonly count: number[]; readonly native: number[]; readonly portal: number[] };

/** The noise-free slice in buffers of its own. */
export type Truth = {
  readonly slice: number;
  readonly native: Float32Array;
  readonly portal: Float32Array;
  readonly mass: Uint8Array;
};

const largestStored = 4095;

/** Stored values of both phases (index 0 noncontrast, 1 portal venous) with noise, and the masses' sums. */
export function renderSlice(
  slice: number,
  arena: Arena,
): { stored: [Uint16Array, Uint16Array]; sums: MassSums } {
  const { native, portal, mass } = paintAnatomy(sliceZ(slice), arena);
  const sums: MassSums = { count: [0, 0, 0, 0, 0], native: [0, 0, 0, 0, 0], portal: [0, 0, 0, 0, 0] };
  for (let i = 0; i < mass.length; i += 1) {
    const id = mass[i] as number;
    if (id === 0) continue;
    sums.count[id] = (sums.count[id] ?? 0) + 1;
    sums.native[id] = (sums.native[id] ?? 0) + (native[i] as number);
    sums.portal[id] = (sums.portal[id] ?? 0) + (portal[i] as number);
  }
  return { stored: [storedValues(native, noiseOf(0, slice)), storedValues(portal, noiseOf(1, slice))], sums };
}

export function renderTruth(slice: number, arena: Arena): Truth {
  const { native, portal, mass } = paintAnatomy(sliceZ(slice), arena);
  return { slice, native: native.slice(), portal: portal.slice(), mass };
}

function storedValues(mean: Float32Array, noise: Float32Array): Uint16Array {
  const stored = new Uint16Array(columns * rows);
  for (let i = 0; i < stored.length; i += 1) {
    const value = Math.round((mean[i] as number) + (noise[i] as number)) - rescaleIntercept;
    stored[i] = value < 0 ? 0 : value > largestStored ? largestStored : value;
  }
  return stored;
}
