/**
 * Colon with haustra, gas and stool, and small-bowel loops: the loops are the cells of a jittered lattice
 * (Worley's cellular noise), so that they lie against each other with mesenteric fat between.
 */
import type { Wall } from './body-wall.ts';
import { roughNoise, smoothNoise, uniform } from './hash-random.ts';
import { ellipsoid, meet, ramp } from './shapes.ts';
import { fill, fillWith, put, type SliceCanvas } from './slice-canvas.ts';
import { tissues } from './tissue.ts';
import { cut, type Tube, tube } from './tubes.ts';

type Colon = { readonly path: Tube; readonly seed: number; readonly gasY: number; readonly stool: number };

const colons: readonly Colon[] = [
  {
    path: tube([
      [-84, 0, -165, 25],
      [-88, 4, -130, 24],
      [-92, 2, -100, 22],
      [-96, -8, -76, 22],
      [-92, -34, -60, 22],
      [-76, -54, -54, 21],
    ]),
    seed: 251,
    gasY: -30,
    stool: 1,
  },
  {
    path: tube([
      [-76, -56, -54, 20],
      [-52, -66, -62, 20],
      [-22, -68, -72, 19],
      [12, -68, -74, 20],
      [44, -66, -60, 20],
      [70, -60, -30, 20],
      [90, -46, 6, 20],
      [102, -28, 40, 20],
    ]),
    seed: 252,
    gasY: -66,
    stool: 0.45,
  },
  {
    path: tube([
      [102, -28, 40, 19],
      [107, -10, 8, 16],
      [107, -3, -30, 14.5],
      [103, 4, -76, 14.5],
      [98, 8, -110, 14],
      [92, 6, -140, 14.5],
      [86, 0, -165, 15],
    ]),
    seed: 253,
    gasY: -6,
    stool: 0.9,
  },
];

export function paintColon(canvas: SliceCanvas, wall: Wall): void {
  for (const colon of colons) paintColonPart(canvas, wall, colon);
}

function paintColonPart(canvas: SliceCanvas, wall: Wall, { path, seed, gasY, stool }: Colon): void {
  const { z } = canvas;
  const section = cut(path, z);
  if (!section) return;
  const outer = (x: number, y: number, i: number) => {
    const haustra =
      3.4 * smoothNoise(x / 17, y / 17, z / 17, seed) + 1.2 * smoothNoise(x / 7, y / 7, z / 8, seed + 9);
    return meet(section.distance(x, y, i) + haustra, (wall.cavity[i] as number) + 3, 6);
  };
  fill(canvas, section.box, outer, tissues.bowelWall);
  fillWith(
    canvas,
    section.box,
    (x, y, i) => {
      const fold = 5 * Math.exp(-((smoothNoise(x / 19, y / 19, z / 12, seed + 3) / 0.07) ** 2));
      return outer(x, y, i) + 2 + fold * 0.55;
    },
    (x, y) => {
      const surface = gasY + 5 * smoothNoise(x / 13, z / 16, 0, seed + 4);
      const coarse = roughNoise(x / 6.5, y / 6.5, z / 7, seed + 5);
      const bubbles = ramp(smoothNoise(x / 4.2, y / 4.2, z / 5, seed + 6) + 0.4 * coarse, -0.1, 0.75);
      const solid = 38 + 34 * coarse;
      const mass = solid + bubbles * stool * (-640 - solid);
      const gas = 1 / (1 + Math.exp((y - surface) / 0.6));
      const hu = mass + gas * (tissues.gas.native - mass);
      put(hu, hu + 2);
    },
  );
}

const cell = { x: 29, y: 27, z: 42 } as const;

export function paintSmallBowel(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  if (z > 12) return;
  const region = (x: number, y: number, i: number) =>
    Math.max(
      meet(
        Math.min(
          ellipsoid(x - 12, y + 36, z + 112, 86, 42, 76),
          ellipsoid(x - 46, y + 42, z + 56, 60, 34, 54),
        ),
        (wall.cavity[i] as number) + 4,
        6,
      ),
      5 - ellipsoid(x, y + 18, 0, 30, 26, 1),
    );
  const box = { x0: -85, x1: 112, y0: -90, y1: 12 };
  const nearest: Cell = { distance: 0, radius: 0, kind: 0, y: 0 };
  const loop = (x: number, y: number, i: number) => {
    const limit = region(x, y, i);
    if (limit > 2) return 9;
    cellular(x, y, z, nearest);
    const gap = nearest.kind < 0.13 ? 30 : 0.5;
    return (
      meet(meet(gap - nearest.distance, nearest.radius - 18.5, 8), limit, 7) +
      1.4 * smoothNoise(x / 6, y / 6, z / 7, 261)
    );
  };
  const { bowelWall: wallTissue } = tissues;
  fillWith(canvas, box, loop, (x, y, _i, d) => {
    const feathered = nearest.kind > 0.6 ? 2.6 * Math.max(0, smoothNoise(x / 3.2, y / 3.2, z / 5, 262)) : 0;
    const collapsed = nearest.kind < 0.4 ? 2.6 : 0;
    const lumen = ramp(d + 2.2 + feathered + collapsed, 0.7, -0.7);
    const fluid = tissues.bowelFluid.native + 9 * roughNoise(x / 5, y / 5, z / 5, 263);
    const gas = nearest.kind > 0.86 ? 1 / (1 + Math.exp((y - nearest.y + 1) / 0.5)) : 0;
    const hu = fluid + gas * (tissues.gas.native - fluid);
    put(
      wallTissue.native + lumen * (hu - wallTissue.native),
      wallTissue.portal + lumen * (hu + 4 - wallTissue.portal),
    );
  });
}

/** How far inside its lattice cell a point lies, how far from its middle (mm), and which cell it is. */
type Cell = { distance: number; radius: number; kind: number; y: number };

function cellular(x: number, y: number, z: number, result: Cell): void {
  const wx = x + 7 * smoothNoise(x / 30, y / 30, z / 34, 264);
  const wy = y + 7 * smoothNoise(x / 30, y / 30, z / 34, 265);
  const cx = Math.floor(wx / cell.x);
  const cy = Math.floor(wy / cell.y);
  const cz = Math.floor(z / cell.z);
  let first = Infinity;
  let second = Infinity;
  for (let i = cx - 1; i <= cx + 1; i += 1) {
    for (let j = cy - 1; j <= cy + 1; j += 1) {
      for (let k = cz - 1; k <= cz + 1; k += 1) {
        const px = (i + 0.22 + 0.56 * uniform(i, j, k, 266)) * cell.x;
        const py = (j + 0.22 + 0.56 * uniform(i, j, k, 267)) * cell.y;
        const pz = (k + 0.15 + 0.7 * uniform(i, j, k, 268)) * cell.z;
        const d = Math.hypot(wx - px, wy - py, (z - pz) * 0.7);
        if (d < first) {
          second = first;
          first = d;
          result.kind = uniform(i, j, k, 269);
          result.y = py;
        } else if (d < second) second = d;
      }
    }
  }
  result.distance = (second - first) / 2;
  result.radius = first;
}
