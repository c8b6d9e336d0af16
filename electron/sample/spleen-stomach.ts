/** Spleen and stomach: both lie under the left dome; the stomach holds gas above fluid (patient supine). */
import type { Wall } from './body-wall.ts';
import { smoothNoise } from './hash-random.ts';
import { belowGas, paintHollow } from './hollow.ts';
import { ellipsoid, meet } from './shapes.ts';
import { fill, type SliceCanvas } from './slice-canvas.ts';
import { aboveDome, type Dome } from './thorax.ts';
import { tissues } from './tissue.ts';
import { cut, tube } from './tubes.ts';

const stomach = tube([
  [62, 10, 84, 26],
  [64, -4, 70, 33],
  [62, -26, 48, 33],
  [54, -46, 26, 28],
  [38, -60, 8, 22.5],
  [16, -66, -4, 18.5],
  [-8, -62, -6, 15],
  [-26, -52, -2, 11],
]);
/** Gas collects in front of this plane. */
const fluidLevelY = -44;

export function paintSpleen(canvas: SliceCanvas, wall: Wall, dome: Dome): void {
  const { z } = canvas;
  if (z > 108 || z < -32) return;
  fill(
    canvas,
    { x0: 45, x1: 140, y0: -50, y1: 90 },
    (x, y, i) => {
      const bulk =
        ellipsoid(x - 104, y - 34, z - 38, 42, 58, 66) - 1.6 * smoothNoise(x / 16, y / 16, z / 18, 221);
      const gastric = -ellipsoid(x - 60, y + 10, z - 44, 38, 52, 80);
      const renal = -ellipsoid(x - 70, y - 30, z + 10, 26, 32, 62);
      const shape = meet(meet(bulk, gastric, 8), renal, 8);
      return Math.max(shape, (wall.cavity[i] as number) + 2.6, aboveDome(dome, i, z) + 1.2);
    },
    tissues.spleen,
  );
}

export function paintStomach(canvas: SliceCanvas, wall: Wall, dome: Dome): void {
  const { z } = canvas;
  const section = cut(stomach, z);
  if (!section) return;
  const outer = (x: number, y: number, i: number) =>
    meet(
      Math.max(
        section.distance(x, y, i) + 5 * smoothNoise(x / 27, y / 27, z / 27, 225),
        (wall.cavity[i] as number) + 5,
      ),
      aboveDome(dome, i, z) + 2,
      8,
    );
  paintHollow(canvas, {
    box: section.box,
    outer,
    wall: tissues.gastricWall,
    wallMm: (x, y) => 3.4 + 1.8 * Math.max(0, smoothNoise(x / 6, y / 6, z / 14, 222)),
    content: (x, y) => {
      const debris =
        16 * smoothNoise(x / 5, y / 5, z / 6, 223) + 22 * Math.max(0, smoothNoise(x / 11, y / 9, z / 9, 224));
      return belowGas(y, fluidLevelY, tissues.gastricFluid.native + debris);
    },
  });
}
