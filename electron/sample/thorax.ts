/** Diaphragm, lungs with their vessels, and the heart. */
import type { Wall } from './body-wall.ts';
import { columns, firstPixelX, firstPixelY, pixelSpacingMm, rows } from './grid.ts';
import { sequence, smoothNoise } from './hash-random.ts';
import { paraspinalDistance } from './masses.ts';
import { ellipse, ellipsoid, join, ramp } from './shapes.ts';
import { boxAround, fill, fillWith, put, type SliceCanvas, trunk } from './slice-canvas.ts';
import { columnAt } from './spine.ts';
import { texture } from './texture.ts';
import { tissues } from './tissue.ts';
import { chain, cut, type Node, type Tube } from './tubes.ts';
import { aorta, oesophagus, venaCava } from './vessel-paths.ts';

/** Height of the diaphragm over every pixel (mm), and the cosine that turns heights into distances. */
export type Dome = { readonly height: Float32Array; readonly cosine: Float32Array };

/** Below this height the heart is far away. */
const heartFloorZ = 72;
/** Below this height there is neither lung nor diaphragm. */
const lowestRecessZ = -40;

let dome: Dome | undefined;

/** The diaphragm does not depend on the slice: it is measured once. */
export function measureDome(): Dome {
  if (dome) return dome;
  const height = new Float32Array(columns * rows);
  const cosine = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = firstPixelX + column * pixelSpacingMm;
      const y = firstPixelY + row * pixelSpacingMm;
      height[row * columns + column] = Math.abs(x) < 150 && Math.abs(y) < 130 ? domeHeight(x, y) : -1e3;
    }
  }
  for (let i = 0; i < height.length; i += 1) {
    const h = height[i] as number;
    const slope = Math.hypot((height[i + 1] ?? h) - h, (height[i + columns] ?? h) - h) / pixelSpacingMm;
    cosine[i] = 1 / Math.sqrt(1 + slope * slope);
  }
  dome = { height, cosine };
  return dome;
}

/** Distance above the diaphragm: negative below it. */
export function aboveDome(field: Dome, index: number, z: number): number {
  return (z - (field.height[index] as number)) * (field.cosine[index] as number);
}

function domeHeight(x: number, y: number): number {
  const recess = 0.62 * Math.max(0, y - 18) + 0.004 * Math.max(0, y - 18) ** 2;
  const part = (cx: number, cy: number, a: number, b: number, peak: number) =>
    peak - 60 * Math.hypot((x - cx) / a, (y - cy) / b) ** 2.5 - recess;
  const right = part(-66, -18, 78, 92, 121);
  const left = part(70, -14, 72, 90, 108);
  const middle = part(6, -40, 74, 62, 102);
  return -join(-right, join(-left, -middle, 14), 14) + 2.5 * smoothNoise(x / 32, y / 32, 0, 91);
}

/** Signed distance of the lungs at every pixel, and the lungs and diaphragm painted. */
export function paintThorax(canvas: SliceCanvas, wall: Wall, field: Dome): void {
  if (canvas.z < lowestRecessZ) return;
  const lungs = measureLungs(canvas, wall, field);
  paintDiaphragm(canvas, wall, field);
  const { z } = canvas;
  const { lung } = tissues;
  const coarse = texture(canvas, 'rough', 6, 27, 8);
  const fine = texture(canvas, 'smooth', 4, 28, 5);
  fillWith(
    canvas,
    trunk,
    (_x, _y, i) => lungs[i] as number,
    (_x, y, i, d) => {
      const gravity = 0.42 * (y + 20);
      const add =
        gravity + 18 * coarse(i) + 26 * Math.max(0, fine(i)) + 190 * ramp(y, 58, 92) * ramp(d, -7, -1);
      put(lung.native + add, lung.portal + add);
    },
  );
  for (const vessel of pulmonaryVessels) {
    const section = cut(vessel, z);
    if (section) {
      fill(
        canvas,
        section.box,
        (x, y, i) => Math.max(section.distance(x, y, i), (lungs[i] as number) + 1.5),
        tissues.blood,
      );
    }
  }
  paintHeart(canvas, field);
}

function measureLungs(canvas: SliceCanvas, wall: Wall, field: Dome): Float32Array {
  const { z } = canvas;
  const lungs = canvas.arena.take(columns * rows, 9);
  const column = columnAt(z);
  const nearMass = z < 96;
  const vessels = [cut(aorta, z, 2.4), cut(oesophagus, z, 2.4), cut(venaCava, z, 2)];
  for (let i = 0; i < lungs.length; i += 1) {
    const inside = (wall.cavity[i] as number) + 1.2;
    if (inside > 2) continue;
    const below = -aboveDome(field, i, z);
    if (below > 2) continue;
    const x = canvas.x[i] as number;
    const y = canvas.y[i] as number;
    if (Math.abs(x) > 112 || (x < -66 && y > -20)) {
      lungs[i] = Math.max(inside, below);
      continue;
    }
    let middle = join(column(x, y) - 3.2, z > heartFloorZ ? heartDistance(x, y, z) - 5 : 99, 10);
    for (const vessel of vessels) if (vessel) middle = join(middle, vessel.distance(x, y, i), 7);
    if (nearMass && y > 20) middle = join(middle, paraspinalDistance(x, y, z) - 1.2, 9);
    middle = join(middle, ellipse(x - 4, y + 84, 15, 24), 12);
    middle = join(middle, ellipse(x - 4, y - 8, 12, 26), 8);
    lungs[i] = Math.max(inside, below, -middle);
  }
  return lungs;
}

function paintDiaphragm(canvas: SliceCanvas, wall: Wall, field: Dome): void {
  const { z } = canvas;
  fill(
    canvas,
    trunk,
    (_x, _y, i) => {
      if ((wall.cavity[i] as number) > 0) return 9;
      const above = aboveDome(field, i, z);
      return Math.max(above, -above - 1.5, (wall.cavity[i] as number) + 0.5);
    },
    tissues.muscle,
  );
}

/** The heart's outer shape: an egg that points to the left, forwards and down. */
function heartDistance(x: number, y: number, z: number): number {
  const dx = x - 22;
  const dy = y + 47;
  const dz = z - 132;
  const u = dx * 0.8 + dy * -0.42 + dz * -0.42;
  const v = dx * 0.46 + dy * 0.89;
  const w = dx * 0.38 + dy * -0.18 + dz * 0.9;
  const body = ellipsoid(u, v, w, 60, 38, 41);
  return join(body, ellipsoid(x + 20, y + 36, z - 140, 24, 27, 30), 16);
}

function paintHeart(canvas: SliceCanvas, field: Dome): void {
  const { z } = canvas;
  if (z < 78) return;
  const box = { x0: -60, x1: 100, y0: -105, y1: 15 };
  const floor = (i: number) => -aboveDome(field, i, z) + 3;
  fill(canvas, box, (x, y, i) => Math.max(heartDistance(x, y, z) - 4, floor(i) - 2), tissues.visceralFat);
  fill(
    canvas,
    box,
    (x, y, i) => Math.max(heartDistance(x, y, z) - 4, 3.2 - heartDistance(x, y, z), floor(i) - 2),
    tissues.fascia,
  );
  fill(canvas, box, (x, y, i) => Math.max(heartDistance(x, y, z), floor(i)), tissues.myocardium);
  const chamber = (cx: number, cy: number, cz: number, a: number, b: number, c: number, turn: number) => {
    const cos = Math.cos(turn);
    const sin = Math.sin(turn);
    fill(
      canvas,
      boxAround(cx, cy, Math.max(a, b) + 4),
      (x, y, i) => {
        const dx = x - cx + 2.5 * smoothNoise(x / 9, y / 9, z / 12, 92);
        const dy = y - cy + 2.5 * smoothNoise(x / 9, y / 9, z / 12, 93);
        const d = ellipsoid(dx * cos + dy * sin, dy * cos - dx * sin, z - cz, a, b, c);
        return Math.max(d, heartDistance(x, y, z) + 2.6, floor(i) + 3);
      },
      tissues.blood,
    );
  };
  chamber(45, -44, 128, 30, 17, 28, -0.5);
  chamber(14, -70, 128, 38, 13, 30, -0.42);
  chamber(-20, -42, 142, 20, 24, 26, 0.2);
  chamber(14, -18, 156, 28, 16, 18, 0);
}

const pulmonaryVessels: Tube[] = [
  ...branches([-30, -4, 172, 4.6], [-0.45, 0.25, -1], 301),
  ...branches([-34, -14, 170, 4], [-0.8, -0.5, -0.7], 302),
  ...branches([-30, 6, 168, 4], [-0.2, 0.75, -0.9], 303),
  ...branches([40, 4, 172, 4.6], [0.5, 0.2, -1], 304),
  ...branches([46, -4, 170, 4], [0.9, -0.15, -0.8], 305),
  ...branches([38, 12, 168, 4], [0.25, 0.7, -0.9], 306),
  ...branches([-38, -8, 160, 3.6], [-0.7, 0.3, -0.6], 307),
  ...branches([48, 6, 160, 3.6], [0.7, 0.35, -0.6], 308),
  ...branches([-42, 22, 150, 3.4], [-0.3, 0.3, -1], 309),
  ...branches([54, 22, 150, 3.4], [0.3, 0.3, -1], 310),
  ...branches([-60, -20, 158, 3.2], [-0.4, -0.3, -1], 311),
  ...branches([72, -4, 156, 3.2], [0.4, -0.2, -1], 312),
  ...branches([-56, 8, 150, 3], [-0.5, 0.6, -0.7], 313),
  ...branches([64, 20, 150, 3], [0.5, 0.5, -0.7], 314),
  ...branches([-62, 30, 128, 2.6], [-0.3, 0.4, -1], 315),
  ...branches([-40, 44, 126, 2.4], [0.1, 0.5, -1], 316),
  ...branches([66, 34, 124, 2.6], [0.3, 0.4, -1], 317),
  ...branches([44, 48, 122, 2.4], [-0.1, 0.5, -1], 318),
  ...branches([-92, 4, 132, 2.2], [-0.6, 0.1, -0.8], 319),
  ...branches([98, 8, 130, 2.2], [0.6, 0.1, -0.8], 320),
  ...branches([-52, 62, 112, 2.2], [-0.5, 0.3, -0.8], 321),
  ...branches([58, 62, 110, 2.2], [0.6, 0.2, -0.8], 322),
  ...branches([-60, -50, 146, 2.4], [-0.4, -0.7, -0.4], 323),
  ...branches([84, -40, 146, 2.2], [0.5, -0.5, -0.6], 324),
  ...branches([-84, 40, 100, 1.8], [-0.5, 0.5, -0.7], 325),
  ...branches([88, 46, 96, 1.8], [0.5, 0.4, -0.8], 326),
];

/** A tree: every branch bends a little, then parts in two of unequal size. */
function branches(start: Node, direction: readonly [number, number, number], seed: number): Tube[] {
  const random = sequence(seed);
  const tubes: Tube[] = [];
  const grow = (from: Node, toward: readonly number[], depth: number) => {
    if (depth === 0 || from[3] < 0.5) return;
    const length = 9 + 4.6 * from[3] * (0.7 + 0.6 * random());
    const norm = Math.hypot(toward[0] as number, toward[1] as number, toward[2] as number);
    const [ux, uy, uz] = toward.map((v) => v / norm) as [number, number, number];
    const bend = () => (random() - 0.5) * 0.22 * length;
    const middle: Node = [
      from[0] + (ux * length) / 2 + bend(),
      from[1] + (uy * length) / 2 + bend(),
      from[2] + (uz * length) / 2,
      from[3] * 0.95,
    ];
    const end: Node = [from[0] + ux * length, from[1] + uy * length, from[2] + uz * length, from[3] * 0.88];
    tubes.push(chain([from, middle, end]));
    const spread = () => (random() - 0.5) * 1.5;
    const turn: [number, number, number] = [spread(), spread(), spread() * 0.9];
    for (const [sign, share] of [
      [1, 0.78],
      [-1, 0.62],
    ] as const) {
      grow(
        [end[0], end[1], end[2], end[3] * share],
        [
          ux + sign * turn[0] * (sign > 0 ? 0.6 : 1),
          uy + sign * turn[1] * (sign > 0 ? 0.6 : 1),
          uz + sign * turn[2] * 0.6,
        ],
        depth - 1,
      );
    }
  };
  grow(start, direction, 8);
  return tubes;
}
