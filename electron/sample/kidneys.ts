/** Kidneys with cortex, pyramids, sinus and pelvis, a simple cyst of the right one, and the adrenals. */
import { smoothNoise } from './hash-random.ts';
import { ellipsoid, join, meet, ramp } from './shapes.ts';
import { boxAround, fill, fillWith, put, type SliceCanvas } from './slice-canvas.ts';
import { tissues } from './tissue.ts';
import { cut, tube } from './tubes.ts';

type Kidney = {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly side: 1 | -1;
  readonly seed: number;
};

/** The left kidney lies a little further forwards and outwards than usual: the masses displace it. */
export const leftKidney: Kidney = { x: 74, y: 18, z: -34, side: 1, seed: 231 };
const rightKidney: Kidney = { x: -66, y: 25, z: -44, side: -1, seed: 232 };
const halfAxes = { a: 27, b: 31, c: 56 } as const;
/** The kidney's own x axis points out of the hilum, forwards and to the middle; this is its turn. */
const turn = 0.62;
const cyst = { x: -92, y: 38, z: -70, radius: 13 } as const;

/** Signed distance of the kidney's outer surface, hilum not carved out. */
export function kidneyDistance(kidney: Kidney, x: number, y: number, z: number): number {
  const { u, v, w } = inKidney(kidney, x, y, z);
  const smooth = ellipsoid(u, v, w, halfAxes.a, halfAxes.b, halfAxes.c);
  if (smooth > 30) return smooth;
  return smooth - 1.1 * smoothNoise(x / 13, y / 13, z / 15, kidney.seed);
}

function inKidney(kidney: Kidney, x: number, y: number, z: number): { u: number; v: number; w: number } {
  const w = z - kidney.z;
  const dx = (x - kidney.x) * kidney.side + 0.13 * w;
  const dy = y - kidney.y + 0.1 * w;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  return { u: -(dx * c + dy * s), v: dy * c - dx * s, w };
}

export function paintKidneys(canvas: SliceCanvas): void {
  paintKidney(canvas, rightKidney);
  paintKidney(canvas, leftKidney);
  const { z } = canvas;
  if (Math.abs(z - cyst.z) < cyst.radius + 2) {
    const box = boxAround(cyst.x, cyst.y, cyst.radius + 2);
    fill(
      canvas,
      box,
      (x, y) => Math.hypot(x - cyst.x, y - cyst.y, z - cyst.z) - cyst.radius,
      tissues.cystFluid,
    );
  }
  paintAdrenals(canvas);
}

function paintKidney(canvas: SliceCanvas, kidney: Kidney): void {
  const { z } = canvas;
  if (Math.abs(z - kidney.z) > halfAxes.c + 4) return;
  const box = boxAround(kidney.x, kidney.y, 48);
  const sinus = (x: number, y: number) => {
    const { u, v, w } = inKidney(kidney, x, y, z);
    const wave = 1.8 * smoothNoise(x / 8, y / 8, z / 10, kidney.seed + 5);
    return join(ellipsoid(u - 14, v, w, 16, 9, 30), ellipsoid(u - 28, v, w, 14, 7, 17), 8) + wave;
  };
  const parenchyma = (x: number, y: number) => {
    const outer = kidneyDistance(kidney, x, y, z);
    return outer > 3 ? outer : meet(outer, -sinus(x, y), 4);
  };
  const { renalCortex: cortex, renalMedulla: medulla } = tissues;
  // Fat of the sinus: what the parenchyma leaves open.
  fill(canvas, box, (x, y) => kidneyDistance(kidney, x, y, z) + 0.5, tissues.visceralFat);
  fillWith(canvas, box, parenchyma, (x, y) => {
    const { u, v, w } = inKidney(kidney, x, y, z);
    const depth = -kidneyDistance(kidney, x, y, z);
    const around = Math.atan2(v, u - 8);
    const lobes =
      Math.cos(around * 4.5 + 1.2 * smoothNoise(w / 11, kidney.seed, 0, 233)) * 0.7 +
      Math.cos((w / 56) * 11 + around) * 0.5;
    const pyramid = ramp(depth, 6.5, 9) * ramp(lobes, -0.35, 0.15) * ramp(sinus(x, y), 0.5, 2.5);
    const grain = 5 * smoothNoise(x / 5, y / 5, z / 5, 24);
    put(
      cortex.native + pyramid * (medulla.native - cortex.native) + 0.4 * grain,
      cortex.portal + pyramid * (medulla.portal - cortex.portal) + grain,
    );
  });
  paintPelvis(canvas, kidney);
}

function paintPelvis(canvas: SliceCanvas, kidney: Kidney): void {
  const { z } = canvas;
  if (Math.abs(z - kidney.z) > 18) return;
  const box = boxAround(kidney.x, kidney.y, 48);
  const pelvis = (x: number, y: number) => {
    const { u, v, w } = inKidney(kidney, x, y, z);
    return join(ellipsoid(u - 23, v, w + 2, 8, 3.8, 11), ellipsoid(u - 13, v + 2, w - 5, 5, 3, 6), 4);
  };
  fill(canvas, box, pelvis, tissues.urine);
}

const adrenals = [
  tube([
    [-30, 8, 30, 2.2],
    [-34, 22, 22, 2.4],
    [-36, 33, 12, 1.8],
  ]),
  tube([
    [-30, 8, 30, 2.2],
    [-40, 20, 22, 2.2],
    [-46, 30, 14, 1.6],
  ]),
  tube([
    [34, 0, 26, 2.3],
    [44, 10, 18, 2.2],
    [52, 18, 12, 1.6],
  ]),
];

function paintAdrenals(canvas: SliceCanvas): void {
  for (const adrenal of adrenals) {
    const section = cut(adrenal, canvas.z);
    if (section) fill(canvas, section.box, section.distance, tissues.adrenal);
  }
}
