/**
 * Skin, muscular wall and cavity of the trunk: three nested rounded outlines in polar form about an axis that runs
 * through the trunk. `wall-layers.ts` paints what lies between them.
 */
import { columns, rows } from './grid.ts';
import { keyed } from './shapes.ts';
import type { SliceCanvas } from './slice-canvas.ts';

/** Signed distances (mm, negative inside) of every pixel to the three outlines. */
export type Wall = {
  readonly skin: Float32Array;
  readonly muscle: Float32Array;
  readonly cavity: Float32Array;
  /** Angle about the axis, 0 in front to π at the back, both sides alike. */
  readonly angle: Float32Array;
};

/** The axis of the polar outlines lies this far behind the middle of the picture, mm. */
export const axisY = -5;
const bins = 720;

type Outline = { halfWidth: number; front: number; back: number; power: number };
const outline = (
  halfWidth: [number, number][],
  front: [number, number][],
  back: [number, number][],
  power: number,
) => {
  const w = keyed(halfWidth);
  const f = keyed(front);
  const b = keyed(back);
  return (z: number): Outline => ({ halfWidth: w(z), front: f(z), back: b(z), power });
};

const skinAt = outline(
  [
    [147, 163],
    [60, 160],
    [-20, 151],
    [-80, 153],
    [-150, 167],
  ],
  [
    [147, 110],
    [60, 110],
    [-20, 107],
    [-80, 105],
    [-150, 108],
  ],
  [
    [147, 123],
    [60, 122],
    [-20, 119],
    [-80, 119],
    [-150, 123],
  ],
  2.35,
);
const cavityAt = outline(
  [
    [147, 131],
    [100, 135],
    [50, 133],
    [0, 125],
    [-60, 118],
    [-110, 119],
    [-150, 112],
  ],
  [
    [147, 93],
    [60, 96],
    [0, 89],
    [-80, 81],
    [-150, 81],
  ],
  [
    [147, 91],
    [60, 87],
    [20, 77],
    [-30, 69],
    [-90, 66],
    [-150, 58],
  ],
  2.45,
);

/** Thickness of the subcutaneous fat in front, at the side, at the flank and at the back. */
const fatAt = [
  [
    0,
    keyed([
      [147, 8],
      [60, 10],
      [0, 15],
      [-80, 19],
      [-150, 24],
    ]),
  ],
  [
    Math.PI / 2,
    keyed([
      [147, 13],
      [60, 11],
      [0, 13],
      [-80, 17],
      [-150, 27],
    ]),
  ],
  [
    Math.PI * 0.74,
    keyed([
      [147, 15],
      [60, 12],
      [0, 17],
      [-80, 24],
      [-150, 33],
    ]),
  ],
  [
    Math.PI,
    keyed([
      [147, 10],
      [60, 9],
      [0, 10],
      [-80, 12],
      [-150, 17],
    ]),
  ],
] as const;

/** How far the back of the cavity bends forwards beside the spine. */
const gutterDepth = keyed([
  [147, 38],
  [40, 38],
  [-20, 22],
  [-150, 14],
]);

export function measureWall(canvas: SliceCanvas): Wall {
  const { z } = canvas;
  const skinRadius = radii(skinAt(z), (angle) => -7 * Math.exp(-(((Math.PI - angle) / 0.13) ** 2)));
  const fat = keyed(fatAt.map(([angle, thickness]) => [angle, thickness(z)] as const));
  const gutter = gutterDepth(z);
  const cavityRadius = radii(cavityAt(z), (angle) => -gutter * Math.exp(-(((Math.PI - angle) / 0.34) ** 2)));
  const muscleRadius = new Float32Array(bins);
  for (let i = 0; i < bins; i += 1) {
    muscleRadius[i] = (skinRadius[i] as number) - fat(angleOf(i));
    cavityRadius[i] = Math.min(cavityRadius[i] as number, (muscleRadius[i] as number) - 7);
  }
  const size = columns * rows;
  const wall: Wall = {
    skin: canvas.arena.take(size),
    muscle: canvas.arena.take(size),
    cavity: canvas.arena.take(size),
    angle: canvas.arena.take(size),
  };
  const slant = [skinRadius, muscleRadius, cavityRadius].map(cosines) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let row = 0; row < rows; row += 2) {
    for (let column = 0; column < columns; column += 2) {
      const i = row * columns + column;
      const x = canvas.x[i] as number;
      const y = (canvas.y[i] as number) - axisY;
      if (Math.abs(x) > 176 || Math.abs(y) > 130) {
        wall.skin[i] = wall.muscle[i] = wall.cavity[i] = 40;
        continue;
      }
      const radius = Math.sqrt(x * x + y * y);
      const turn = angleOfPoint(x, -y);
      const at = ((turn / (2 * Math.PI) + 1) % 1) * bins;
      const low = Math.floor(at) % bins;
      const high = (low + 1) % bins;
      const f = at - Math.floor(at);
      wall.angle[i] = Math.abs(turn);
      wall.skin[i] = (radius - mix(skinRadius, low, high, f)) * (slant[0][low] as number);
      wall.muscle[i] = (radius - mix(muscleRadius, low, high, f)) * (slant[1][low] as number);
      wall.cavity[i] = (radius - mix(cavityRadius, low, high, f)) * (slant[2][low] as number);
    }
  }
  for (const field of [wall.skin, wall.muscle, wall.cavity, wall.angle]) fillBetween(field);
  return wall;
}

/** Fills in the odd rows and columns of a smooth field: the outlines are computed for every second pixel. */
function fillBetween(field: Float32Array): void {
  for (let row = 0; row < rows; row += 2) {
    const at = row * columns;
    for (let i = at + 1; i < at + columns; i += 2) {
      const before = field[i - 1] as number;
      field[i] = i + 1 < at + columns ? 0.5 * (before + (field[i + 1] as number)) : before;
    }
  }
  for (let i = columns; i < field.length; i += 1) {
    if ((Math.floor(i / columns) & 1) === 0) continue;
    const above = field[i - columns] as number;
    field[i] = i + columns < field.length ? 0.5 * (above + (field[i + columns] as number)) : above;
  }
}

function radii(shape: Outline, extra: (angle: number) => number): Float32Array {
  const result = new Float32Array(bins);
  for (let i = 0; i < bins; i += 1) {
    const turn = (i / bins) * 2 * Math.PI;
    const side = Math.abs(Math.sin(turn)) / shape.halfWidth;
    const along = Math.abs(Math.cos(turn)) / (Math.cos(turn) > 0 ? shape.front : shape.back);
    result[i] = (side ** shape.power + along ** shape.power) ** (-1 / shape.power) + extra(angleOf(i));
  }
  return result;
}

/** atan2(x, y) to within 0.0015 rad (Rajan et al., IEEE Signal Processing Magazine 2006): a quarter of a pixel at the skin. */
function angleOfPoint(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const q = Math.min(ax, ay) / (Math.max(ax, ay) + 1e-12);
  const octant = q * (Math.PI / 4 + (1 - q) * (0.2447 + 0.0663 * q));
  const quarter = ax > ay ? Math.PI / 2 - octant : octant;
  const half = y < 0 ? Math.PI - quarter : quarter;
  return x < 0 ? -half : half;
}

function angleOf(bin: number): number {
  const turn = (bin / bins) * 2 * Math.PI;
  return turn > Math.PI ? 2 * Math.PI - turn : turn;
}

/** Turns a radial distance into a distance along the outline's normal. */
function cosines(radius: Float32Array): Float32Array {
  const result = new Float32Array(bins);
  for (let i = 0; i < bins; i += 1) {
    const ahead = radius[(i + 2) % bins] as number;
    const behind = radius[(i + bins - 2) % bins] as number;
    const slope = (ahead - behind) / ((4 * 2 * Math.PI) / bins) / (radius[i] as number);
    result[i] = 1 / Math.sqrt(1 + slope * slope);
  }
  return result;
}

function mix(values: Float32Array, low: number, high: number, f: number): number {
  const a = values[low] as number;
  return a + ((values[high] as number) - a) * f;
}
