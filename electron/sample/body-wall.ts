/**
 * Skin, subcutaneous fat, the muscular wall of the trunk and the cavity inside it: three nested rounded
 * outlines in polar form about an axis that runs through the trunk, and what fills the rings between.
 */
import { columns, rows } from './grid.ts';
import { keyed, ramp } from './shapes.ts';
import { fill, fillWith, put, type SliceCanvas, trunk } from './slice-canvas.ts';
import { texture } from './texture.ts';
import { tissues } from './tissue.ts';

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
const skinMm = 1.7;

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

/** Skin, fat with its septa, and the muscular ring. The cavity is left filled with fat. */
export function paintWall(canvas: SliceCanvas, wall: Wall): void {
  fill(canvas, trunk, (_x, _y, i) => wall.skin[i] as number, tissues.skin);
  paintSubcutaneousFat(canvas, wall);
  paintRing(canvas, wall);
  paintVisceralFat(canvas, wall);
}

/** Fat of the mesentery, omentum and retroperitoneum, with fine strands and small vessels. */
function paintVisceralFat(canvas: SliceCanvas, wall: Wall): void {
  const { visceralFat: fat } = tissues;
  const lobules = texture(canvas, 'rough', 8, 12, 10);
  const strands = texture(canvas, 'smooth', 12, 69, 15);
  const vessels = texture(canvas, 'smooth', 6.5, 70, 22);
  fillWith(
    canvas,
    trunk,
    (_x, _y, i) => wall.cavity[i] as number,
    (_x, _y, i) => {
      const lobule = lobules(i);
      const strand = Math.exp(-((strands(i) / 0.055) ** 2)) * Math.max(0, 0.5 + lobule);
      const vessel = ramp(vessels(i), 0.6, 0.8);
      put(
        fat.native + 6 * lobule + 20 * strand + 70 * vessel,
        fat.portal + 6 * lobule + 22 * strand + 120 * vessel,
      );
    },
  );
}

function paintSubcutaneousFat(canvas: SliceCanvas, wall: Wall): void {
  const lobules = texture(canvas, 'rough', 13, 61, 16);
  const septa = texture(canvas, 'smooth', 17, 62, 24);
  const veins = texture(canvas, 'smooth', 9, 63, 30);
  fillWith(
    canvas,
    trunk,
    (_x, _y, i) => Math.max((wall.skin[i] as number) + skinMm, -2 - (wall.muscle[i] as number)),
    (_x, _y, i) => {
      const septum = Math.exp(-((septa(i) / 0.05) ** 2));
      const vein = Math.exp(-(((veins(i) - 0.78) / 0.07) ** 2));
      const add = 4 * lobules(i) + 13 * septum + 40 * vein;
      put(tissues.subcutaneousFat.native + add, tissues.subcutaneousFat.portal + add * 1.15);
    },
  );
}

/** How far round to the back the ring is muscle: the chest wall reaches the spine, the flank does not. */
const ringEnd = keyed([
  [40, 2.95],
  [5, 2.6],
  [-25, 2.3],
  [-150, 2.22],
]);
/** 1 in the chest (outer muscles, ribs, intercostals), 0 in the abdomen (three flat muscles). */
const chestShare = keyed([
  [60, 1],
  [25, 0.8],
  [-25, 0.15],
  [-50, 0],
]);

function paintRing(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  const end = ringEnd(z);
  const chest = chestShare(z);
  const { muscle, subcutaneousFat: fat } = tissues;
  const fibres = texture(canvas, 'smooth', 5, 64, 9);
  const patches = texture(canvas, 'smooth', 11, 68, 14);
  const waves = texture(canvas, 'smooth', 28, 66, 35);
  fillWith(
    canvas,
    trunk,
    (_x, _y, i) => Math.max(wall.muscle[i] as number, -2 - (wall.cavity[i] as number)),
    (x, _y, i) => {
      const depth = Math.max(0, -(wall.muscle[i] as number));
      const thickness = Math.max(1, depth + (wall.cavity[i] as number));
      const angle = wall.angle[i] as number;
      const fibre = fibres(i);
      const share =
        ringShare(angle, depth / thickness, end) *
        (1 - (chest >= 1 ? 0 : (1 - chest) * flatMuscleFat(depth / thickness, angle, x, waves(i), fibre))) *
        (1 - (chest <= 0 ? 0 : chest * chestWallFat(depth / thickness, depth, angle, waves(i), patches(i))));
      const texture = 4 * fibre;
      put(
        fat.native + share * (muscle.native + texture - fat.native),
        fat.portal + share * (muscle.portal + texture - fat.portal),
      );
    },
  );
}

/** 1 where the ring is muscle; its end at the back is rounded and slanted. */
function ringShare(angle: number, t: number, end: number): number {
  return 1 - ramp(angle + 0.3 * (t - 0.5) ** 2 + 0.12 * t, end - 0.012, end + 0.012);
}

/** Fat between the external oblique, internal oblique and transversus, beside the rectus and in the midline. */
function flatMuscleFat(t: number, angle: number, x: number, slow: number, fibre: number): number {
  const rectusEdge = 0.62 + 0.05 * slow;
  const sideways = ramp(angle, rectusEdge + 0.08, rectusEdge + 0.3);
  const wave = 0.05 * fibre + 0.05 * slow;
  const outer = Math.exp(-(((t - 0.4 - wave) / 0.05) ** 2));
  const inner = Math.exp(-(((t - 0.72 + wave) / 0.045) ** 2));
  const semilunar = Math.exp(-(((angle - rectusEdge) / 0.05) ** 2)) * ramp(Math.abs(t - 0.5), 0.05, 0.4);
  const alba = Math.exp(-((x / 2.2) ** 2)) * ramp(angle, 0.5, 0.2) * 0.6;
  const behind = ramp(t, 0.78, 0.98) * (1 - ramp(angle, 0.35, rectusEdge)) * 0.8;
  return Math.min(1, sideways * 0.85 * Math.max(outer, inner) + 0.9 * semilunar + alba + behind);
}

/** Fat between the outer muscles (serratus, latissimus) and the ribs, and beneath the pleura. */
function chestWallFat(t: number, depth: number, angle: number, slow: number, patch: number): number {
  const muscleThickness = 0.3 + 0.1 * slow;
  const between = Math.exp(-(((t - muscleThickness) / 0.075) ** 2));
  const pleural = ramp(t, 0.86, 0.97);
  const thinFront = (1 - ramp(angle, 0.5, 0.9)) * ramp(depth, 3, 7) * 0.35;
  const patchy = 0.75 + 0.25 * patch;
  return Math.min(1, patchy * between * 0.95 + 0.85 * pleural + thinFront);
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
