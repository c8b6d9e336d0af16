/** Liver with hepatic and portal veins, gallbladder. It fills the space under the right dome of the diaphragm. */
import type { Wall } from './body-wall.ts';
import { sequence, smoothNoise } from './hash-random.ts';
import { ellipsoid, join, meet, segment } from './shapes.ts';
import { boxAround, fill, type SliceCanvas } from './slice-canvas.ts';
import { texture } from './texture.ts';
import { aboveDome, type Dome } from './thorax.ts';
import { tissues } from './tissue.ts';
import { chain, cut, type Node, type Tube, tube } from './tubes.ts';

const box = { x0: -145, x1: 75, y0: -110, y1: 90 };

export function paintLiver(canvas: SliceCanvas, wall: Wall, dome: Dome): void {
  const { z } = canvas;
  if (z < -88) return;
  const liver = measureLiver(canvas, wall, dome);
  fill(canvas, box, (_x, _y, i) => liver[i] as number, tissues.liver);
  for (const [vessels, tissue] of [
    [hepaticVeins, tissues.venousBlood],
    [portalVeins, tissues.portalBlood],
  ] as const) {
    for (const vessel of vessels) {
      const section = cut(vessel, z);
      if (!section) continue;
      fill(
        canvas,
        section.box,
        (x, y, i) => Math.max(section.distance(x, y, i), (liver[i] as number) + 3),
        tissue,
      );
    }
  }
  paintGallbladder(canvas);
}

function measureLiver(canvas: SliceCanvas, wall: Wall, dome: Dome): Float32Array {
  const { z } = canvas;
  const liver = canvas.arena.take(canvas.x.length, 9);
  const ripples = texture(canvas, 'smooth', 36, 201);
  for (let i = 0; i < liver.length; i += 1) {
    const x = canvas.x[i] as number;
    if (x > box.x1) continue;
    const limit = Math.max((wall.cavity[i] as number) + 2.4, aboveDome(dome, i, z) + 1);
    if (limit < 1) liver[i] = Math.max(limit, liverShape(x, canvas.y[i] as number, z, ripples(i)));
  }
  return liver;
}

function liverShape(x: number, y: number, z: number, slow: number): number {
  const right = ellipsoid(x + 72, y + 2, z - 32, 84, 98, 112);
  const left = ellipsoid(x - 2, y + 58, z - 68, 72, 40, 50 - 0.16 * x);
  const caudate = ellipsoid(x + 12, y + 10, z - 52, 18, 17, 26);
  const bulk = join(join(right, left, 22), caudate, 9);
  // The visceral surface: oblique, further to the right as it goes down and forwards.
  const ripple = 11 * slow + 0.006 * (y + 14) * (y + 14) - 6;
  const visceral = (x + 24 + 0.85 * (14 - z) - 0.42 * (y + 12) + ripple) * 0.74;
  const upper = (x - 14 - 1.1 * (z - 44) + 0.8 * (y + 64) + 8 * slow) * 0.6;
  const carved = meet(bulk, join(visceral, upper, 14), 10);
  const hilum = -ellipsoid(x + 31 + 6 * slow, y + 33 + 0.2 * (x + 31), z - 36, 12, 5, 16);
  const sway = 5 * slow;
  const ligament = 1.8 - segment(x + sway, y, 4 - 0.2 * z, -92, -16, -48) - Math.max(0, (z - 46) * 0.25);
  const fossa = z > 40 || z < -52 ? -9 : 1 - gallbladder(x, y, z);
  return Math.max(meet(meet(carved, hilum, 7), ligament, 3), fossa);
}

function paintGallbladder(canvas: SliceCanvas): void {
  const { z } = canvas;
  if (z > 34 || z < -48) return;
  const box = boxAround(-52 - 0.08 * z, -64 + 0.3 * (z + 6), 24);
  fill(canvas, box, (x, y) => gallbladder(x, y, z), tissues.gallbladderWall);
  fill(canvas, box, (x, y) => gallbladder(x, y, z) + 1.6, tissues.bile);
}

function gallbladder(x: number, y: number, z: number): number {
  const shape = ellipsoid(x + 52 + 0.08 * z, y + 64 - 0.3 * (z + 6), z + 6, 14.5, 18, 35);
  return shape - 0.8 * smoothNoise(x / 9, y / 9, z / 12, 202);
}

const hepaticVeins: Tube[] = [
  tube([
    [-30, -18, 104, 6],
    [-52, -12, 92, 5.4],
    [-78, 2, 70, 4.6],
    [-96, 16, 44, 3.4],
    [-104, 24, 16, 2],
  ]),
  tube([
    [-27, -24, 104, 5.6],
    [-40, -42, 90, 5],
    [-52, -60, 66, 4.2],
    [-58, -72, 40, 2.8],
    [-62, -78, 18, 1.6],
  ]),
  tube([
    [-24, -26, 103, 5],
    [-8, -44, 92, 4.4],
    [10, -60, 78, 3.4],
    [26, -70, 66, 2],
  ]),
  ...twigs(
    [
      [-78, 2, 70, 3],
      [-96, 16, 44, 2.6],
      [-52, -60, 66, 2.8],
      [10, -60, 78, 2.4],
      [-52, -12, 92, 3],
    ],
    210,
  ),
];

const portalVeins: Tube[] = [
  tube([
    [-34, -30, 40, 6.6],
    [-50, -24, 46, 5.6],
    [-72, -20, 52, 4.6],
    [-92, -30, 64, 3.2],
    [-104, -36, 80, 1.8],
  ]),
  tube([
    [-50, -24, 46, 5],
    [-66, -4, 38, 4.4],
    [-86, 18, 24, 3.4],
    [-98, 30, 4, 2.2],
  ]),
  tube([
    [-34, -30, 40, 5.6],
    [-18, -40, 54, 4.8],
    [0, -54, 60, 3.8],
    [16, -66, 62, 2.4],
  ]),
  ...twigs(
    [
      [-72, -20, 52, 3.4],
      [-92, -30, 64, 2.6],
      [-86, 18, 24, 3],
      [-66, -4, 38, 3.2],
      [0, -54, 60, 2.8],
      [-72, -34, 20, 2.8],
      [-88, -6, -10, 2.6],
      [-76, -30, -4, 2.4],
    ],
    230,
  ),
];

/** Small branches that leave the given places in all directions. */
function twigs(starts: readonly Node[], seed: number): Tube[] {
  const tubes: Tube[] = [];
  starts.forEach((start, n) => {
    const random = sequence(seed + n);
    for (let k = 0; k < 7; k += 1) grow(start, random, 3, tubes);
  });
  return tubes;
}

function grow(from: Node, random: () => number, depth: number, tubes: Tube[]): void {
  const turn = random() * 2 * Math.PI;
  const lift = random() * 2 - 1;
  const length = 12 + 12 * random();
  const flat = Math.sqrt(1 - lift * lift) * length;
  const radius = from[3] * (0.5 + 0.2 * random());
  const end: Node = [
    from[0] + Math.cos(turn) * flat,
    from[1] + Math.sin(turn) * flat,
    from[2] + lift * length * 0.8,
    radius * 0.85,
  ];
  tubes.push(chain([[from[0], from[1], from[2], radius], end]));
  if (depth > 1) for (let k = 0; k < 2; k += 1) grow(end, random, depth - 1, tubes);
}
