/** Pancreas, draped over the periaortic mass, and the duodenum round its head. */
import { roughNoise, smoothNoise } from './hash-random.ts';
import { belowGas, paintHollow } from './hollow.ts';
import { fill, type SliceCanvas } from './slice-canvas.ts';
import { tissues } from './tissue.ts';
import { cut, tube } from './tubes.ts';

const pancreas = tube([
  [-26, -34, -40, 9],
  [-25, -38, -24, 13],
  [-18, -44, -8, 12],
  [-2, -50, 4, 9.5],
  [18, -38, 12, 9],
  [38, -16, 20, 9.5],
  [58, 4, 28, 9.5],
  [76, 20, 36, 7.5],
]);
const duct = tube([
  [-22, -36, -24, 1.2],
  [-14, -42, -6, 1.2],
  [0, -48, 5, 1.1],
  [20, -36, 12, 1],
  [40, -14, 21, 0.8],
]);
const duodenum = tube([
  [-30, -52, -2, 12],
  [-44, -38, -8, 12],
  [-50, -24, -26, 12.5],
  [-46, -18, -50, 12.5],
  [-32, -20, -66, 12],
  [-8, -27, -72, 11],
  [18, -27, -68, 11],
  [34, -34, -52, 12],
]);

export function paintPancreas(canvas: SliceCanvas): void {
  const { z } = canvas;
  paintDuodenum(canvas);
  const section = cut(pancreas, z);
  if (!section) return;
  fill(
    canvas,
    section.box,
    (x, y, i) => section.distance(x, y, i) + 2.6 * roughNoise(x / 6, y / 6, z / 7, 241) + 0.6,
    tissues.pancreas,
  );
  const lumen = cut(duct, z);
  if (lumen) fill(canvas, lumen.box, lumen.distance, tissues.bile);
}

function paintDuodenum(canvas: SliceCanvas): void {
  const { z } = canvas;
  const section = cut(duodenum, z);
  if (!section) return;
  paintHollow(canvas, {
    box: section.box,
    outer: (x, y, i) => section.distance(x, y, i) + 1.4 * smoothNoise(x / 7, y / 7, z / 8, 242),
    wall: tissues.bowelWall,
    wallMm: (x, y) => 3 + 3 * Math.max(0, smoothNoise(x / 4, y / 4, z / 6, 243)),
    content: (x, y) => {
      const fluid = tissues.bowelFluid.native + 10 * smoothNoise(x / 5, y / 5, z / 5, 244);
      return z < -20 && z > -60 ? belowGas(y, -33, fluid) : fluid;
    },
  });
}
