/**
 * One slice of the phantom while it is painted: the noise-free HU of both phases, painted from back to
 * front with soft edges (partial volume), and which mass a pixel belongs to.
 *
 * Shapes are asked in anatomical coordinates: patient coordinates bent by a slow, smooth displacement,
 * so that no organ keeps a perfect outline.
 */
import type { Arena } from './arena.ts';
import { columns, firstPixelX, firstPixelY, pixelSpacingMm, rows } from './grid.ts';
import { smoothNoise } from './hash-random.ts';
import { clamp } from './shapes.ts';
import { type Texture, texture } from './texture.ts';
import type { Grain, Tissue } from './tissue.ts';

export const massIds = { none: 0, paraspinal: 1, paracostal: 2, periaortic: 3, perirenal: 4 } as const;
export type MassId = (typeof massIds)[keyof typeof massIds];

/** Half of the width over which an edge fades: about the blur of a soft body kernel. */
const edgeHalfWidthMm = 0.72;
const bendMm = 3.2;
const bendFeatureMm = 55;

export type Box = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };

/** Signed distance at anatomical x, y of pixel `index`; negative inside. */
export type Distance = (x: number, y: number, index: number) => number;

export type SliceCanvas = {
  readonly z: number;
  /** Where buffers of this slice come from: what they hold is gone when the next slice begins. */
  readonly arena: Arena;
  readonly native: Float32Array;
  readonly portal: Float32Array;
  readonly mass: Uint8Array;
  /** Anatomical coordinates of each pixel's centre, mm. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Textures already begun on this slice, by grain. */
  readonly textures: Map<Grain, Texture>;
};

/** Holds the patient on every slice. */
export const trunk: Box = { x0: -172, x1: 172, y0: -120, y1: 124 };

export function boxAround(x: number, y: number, halfWidth: number, halfHeight = halfWidth): Box {
  return { x0: x - halfWidth, x1: x + halfWidth, y0: y - halfHeight, y1: y + halfHeight };
}

export function startSlice(z: number, background: Tissue, arena: Arena): SliceCanvas {
  arena.reset();
  const size = columns * rows;
  const canvas: SliceCanvas = {
    z,
    arena,
    native: arena.take(size, background.native),
    portal: arena.take(size, background.portal),
    mass: new Uint8Array(size),
    x: arena.take(size),
    y: arena.take(size),
    textures: new Map(),
  };
  bend(canvas);
  return canvas;
}

/** Paints a solid of one tissue. Later solids cover earlier ones. */
export function fill(
  canvas: SliceCanvas,
  box: Box,
  distance: Distance,
  tissue: Tissue,
  mass: MassId = massIds.none,
): void {
  const { grain } = tissue;
  if (!grain) {
    eachPixel(canvas, box, distance, mass, () => put(tissue.native, tissue.portal));
    return;
  }
  const sample = grainOf(canvas, grain);
  eachPixel(canvas, box, distance, mass, (_x, _y, i) => {
    const g = sample(i);
    put(tissue.native + g * grain.native, tissue.portal + g * grain.portal);
  });
}

/** Paints a solid whose HU differ from place to place: `colour` calls `put(native, portal)`. */
export function fillWith(
  canvas: SliceCanvas,
  box: Box,
  distance: Distance,
  colour: (x: number, y: number, index: number, distance: number) => void,
  mass: MassId = massIds.none,
): void {
  eachPixel(canvas, box, distance, mass, colour);
}

function grainOf(canvas: SliceCanvas, grain: Grain): Texture {
  const known = canvas.textures.get(grain);
  if (known) return known;
  const made = texture(canvas, 'rough', grain.sizeMm, grain.seed);
  canvas.textures.set(grain, made);
  return made;
}

let colourNative = 0;
let colourPortal = 0;

/** Hands the HU of the pixel under way from a `colour` function to the painter. */
export function put(native: number, portal: number): void {
  colourNative = native;
  colourPortal = portal;
}

function eachPixel(
  canvas: SliceCanvas,
  box: Box,
  distance: Distance,
  mass: MassId,
  colour: (x: number, y: number, index: number, distance: number) => void,
): void {
  const column0 = toIndex(box.x0 - bendMm, firstPixelX, columns);
  const column1 = toIndex(box.x1 + bendMm, firstPixelX, columns);
  const row0 = toIndex(box.y0 - bendMm, firstPixelY, rows);
  const row1 = toIndex(box.y1 + bendMm, firstPixelY, rows);
  for (let row = row0; row <= row1; row += 1) {
    for (let i = row * columns + column0, end = row * columns + column1; i <= end; i += 1) {
      const x = canvas.x[i] as number;
      const y = canvas.y[i] as number;
      const d = distance(x, y, i);
      if (!(d < edgeHalfWidthMm)) continue;
      const t = d <= -edgeHalfWidthMm ? 1 : 0.5 - d / (2 * edgeHalfWidthMm);
      const cover = t * t * (3 - 2 * t);
      colour(x, y, i, d);
      const native = canvas.native[i] as number;
      const portal = canvas.portal[i] as number;
      canvas.native[i] = native + cover * (colourNative - native);
      canvas.portal[i] = portal + cover * (colourPortal - portal);
      if (cover >= 0.5) canvas.mass[i] = mass;
    }
  }
}

function toIndex(mm: number, first: number, count: number): number {
  return clamp(Math.round((mm - first) / pixelSpacingMm), 0, count - 1);
}

/** Fills x and y: the bend is computed every 8 pixels and interpolated. */
function bend(canvas: SliceCanvas): void {
  const step = 8;
  const nodes = columns / step + 1;
  const dx = new Float32Array(nodes * nodes);
  const dy = new Float32Array(nodes * nodes);
  for (let j = 0; j < nodes; j += 1) {
    for (let i = 0; i < nodes; i += 1) {
      const u = (i * step * pixelSpacingMm) / bendFeatureMm;
      const v = (j * step * pixelSpacingMm) / bendFeatureMm;
      const w = canvas.z / (bendFeatureMm * 1.4);
      dx[j * nodes + i] = bendMm * 0.9 * smoothNoise(u, v, w, 501);
      dy[j * nodes + i] = bendMm * 0.9 * smoothNoise(u, v, w, 502);
    }
  }
  for (let row = 0; row < rows; row += 1) {
    const j = Math.floor(row / step);
    const fv = (row - j * step) / step;
    for (let column = 0; column < columns; column += 1) {
      const i = Math.floor(column / step);
      const fu = (column - i * step) / step;
      const n = j * nodes + i;
      const index = row * columns + column;
      canvas.x[index] = firstPixelX + column * pixelSpacingMm + bilinear(dx, n, nodes, fu, fv);
      canvas.y[index] = firstPixelY + row * pixelSpacingMm + bilinear(dy, n, nodes, fu, fv);
    }
  }
}

function bilinear(field: Float32Array, n: number, nodes: number, fu: number, fv: number): number {
  const a = field[n] as number;
  const b = field[n + 1] as number;
  const c = field[n + nodes] as number;
  const d = field[n + nodes + 1] as number;
  const top = a + (b - a) * fu;
  return top + (c + (d - c) * fu - top) * fv;
}
