/**
 * Colon with haustra, gas and stool, and small-bowel loops: the loops are the cells of a jittered lattice
 * (Worley's cellular noise), so that they lie against each other with mesenteric fat between.
 */
import type { Wall } from './body-wall.ts';
import { roughNoise, smoothNoise, uniform } from './hash-random.ts';
import { belowGas, paintHollow } from './hollow.ts';
import { clamp, ellipsoid, meet, ramp } from './shapes.ts';
import type { SliceCanvas } from './slice-canvas.ts';
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
  paintHollow(canvas, {
    box: section.box,
    outer,
    wall: tissues.bowelWall,
    wallMm: (x, y) => 2 + 2.75 * Math.exp(-((smoothNoise(x / 19, y / 19, z / 12, seed + 3) / 0.07) ** 2)),
    content: (x, y) => {
      const surface = gasY + 5 * smoothNoise(x / 13, z / 16, 0, seed + 4);
      const coarse = roughNoise(x / 6.5, y / 6.5, z / 7, seed + 5);
      const bubbles = ramp(smoothNoise(x / 4.2, y / 4.2, z / 5, seed + 6) + 0.4 * coarse, -0.1, 0.75);
      const solid = 38 + 34 * coarse;
      return belowGas(y, surface, solid + bubbles * stool * (-640 - solid));
    },
  });
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
  const points = latticePoints(z);
  const nearest: Cell = { distance: 0, radius: 0, kind: 0, y: 0 };
  const outer = (x: number, y: number, i: number) => {
    const limit = region(x, y, i);
    if (limit > 2) return 9;
    findCell(points, x, y, z, nearest);
    const gap = nearest.kind < 0.13 ? 30 : 0.5;
    return (
      meet(meet(gap - nearest.distance, nearest.radius - 18.5, 8), limit, 7) +
      1.4 * smoothNoise(x / 6, y / 6, z / 7, 261)
    );
  };
  paintHollow(canvas, {
    box,
    outer,
    wall: tissues.bowelWall,
    wallMm: (x, y) => {
      const feathered = nearest.kind > 0.6 ? 2.6 * Math.max(0, smoothNoise(x / 3.2, y / 3.2, z / 5, 262)) : 0;
      return 2.2 + feathered + (nearest.kind < 0.4 ? 2.6 : 0);
    },
    content: (x, y) => {
      const fluid = tissues.bowelFluid.native + 9 * roughNoise(x / 5, y / 5, z / 5, 263);
      return nearest.kind > 0.86 ? belowGas(y, nearest.y - 1, fluid) : fluid;
    },
  });
}

/** How far inside its lattice cell a point lies, how far from its middle (mm), and which cell it is. */
type Cell = { distance: number; radius: number; kind: number; y: number };

const reach = { i: [-5, 5], j: [-5, 2] } as const;
const across = reach.i[1] - reach.i[0] + 1;

/** x, y, squared distance along z and kind of the lattice points of the three layers about height z. */
function latticePoints(z: number): Float64Array {
  const layer = Math.floor(z / cell.z);
  const points: number[] = [];
  for (let j = reach.j[0]; j <= reach.j[1]; j += 1) {
    for (let i = reach.i[0]; i <= reach.i[1]; i += 1) {
      for (let k = layer - 1; k <= layer + 1; k += 1) {
        const along = (z - (k + 0.15 + 0.7 * uniform(i, j, k, 268)) * cell.z) * 0.7;
        points.push(
          (i + 0.22 + 0.56 * uniform(i, j, k, 266)) * cell.x,
          (j + 0.22 + 0.56 * uniform(i, j, k, 267)) * cell.y,
          along * along,
          uniform(i, j, k, 269),
        );
      }
    }
  }
  return Float64Array.from(points);
}

function findCell(points: Float64Array, x: number, y: number, z: number, result: Cell): void {
  const wx = x + 7 * smoothNoise(x / 30, y / 30, z / 34, 264);
  const wy = y + 7 * smoothNoise(x / 30, y / 30, z / 34, 265);
  const ci = clamp(Math.floor(wx / cell.x), reach.i[0] + 1, reach.i[1] - 1);
  const cj = clamp(Math.floor(wy / cell.y), reach.j[0] + 1, reach.j[1] - 1);
  let first = Infinity;
  let second = Infinity;
  for (let j = cj - 1; j <= cj + 1; j += 1) {
    const from = ((j - reach.j[0]) * across + (ci - 1 - reach.i[0])) * 12;
    for (let p = from; p < from + 36; p += 4) {
      const dx = wx - (points[p] as number);
      const dy = wy - (points[p + 1] as number);
      const d = dx * dx + dy * dy + (points[p + 2] as number);
      if (d < first) {
        second = first;
        first = d;
        result.y = points[p + 1] as number;
        result.kind = points[p + 3] as number;
      } else if (d < second) second = d;
    }
  }
  result.radius = Math.sqrt(first);
  result.distance = (Math.sqrt(second) - result.radius) / 2;
}
