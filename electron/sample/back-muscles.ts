/** Erector spinae, multifidus, quadratus lumborum, psoas, latissimus dorsi and the crura of the diaphragm. */
import type { Wall } from './body-wall.ts';
import { smoothNoise } from './hash-random.ts';
import { keyed, meet, ramp, segment, turnedEllipse } from './shapes.ts';
import { boxAround, fill, fillWith, put, type SliceCanvas } from './slice-canvas.ts';
import { canalY, spineY } from './spine.ts';
import { texture } from './texture.ts';
import { tissues } from './tissue.ts';

const erectorWidth = keyed([
  [147, 50],
  [80, 46],
  [20, 52],
  [-50, 63],
  [-110, 60],
  [-150, 52],
]);
const erectorFront = keyed([
  [147, 20],
  [80, 17],
  [20, 10],
  [-20, 8],
  [-150, 9],
]);

/** The middle of the right erector spinae: where the reference region for skeletal muscle lies. */
export const erectorMiddle = (z: number) => ({ x: -erectorWidth(z) * 0.52, y: canalY(z) + 24 });

export function paintBackMuscles(canvas: SliceCanvas, wall: Wall): void {
  paintErector(canvas, wall);
  paintQuadratus(canvas);
  paintPsoas(canvas);
  paintLatissimus(canvas, wall);
}

function paintErector(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  const width = erectorWidth(z);
  const front = canalY(z) + erectorFront(z);
  const { muscle, fascia } = tissues;
  const bends = texture(canvas, 'smooth', 14, 71, 30);
  const fibres = texture(canvas, 'smooth', 4, 73, 10);
  const box = { x0: -width - 6, x1: width + 6, y0: front - 16, y1: 130 };
  fillWith(
    canvas,
    box,
    (x, y, i) => {
      const ax = Math.abs(x);
      const outer = (wall.muscle[i] as number) + 1;
      const lateral = ax - width + 0.012 * (y - front - 14) ** 2;
      const anterior = front - 8 * ramp(ax, 30, 14) - y;
      return meet(meet(outer, lateral, 17), anterior, 11);
    },
    (x, y, i) => {
      const ax = Math.abs(x);
      const bend = 0.16 * (y - front) + 3.4 * bends(i);
      const cleft = (at: number, wide: number) => Math.exp(-(((ax - at - bend) / wide) ** 2));
      const deep = ramp(wall.muscle[i] as number, -3, -9);
      const seams = 0.45 * cleft(width * 0.27, 1) * deep + 0.36 * cleft(width * 0.68, 0.9) * deep;
      const marbling =
        0.5 * ramp(smoothNoise(x / 5, y / 3.4, z / 14, 72), 0.52, 0.85) * ramp(ax, width * 0.66, width * 0.3);
      const share = Math.min(0.9, seams + marbling * 0.5);
      const fibre = 3.5 * fibres(i);
      put(
        muscle.native + fibre + share * (fascia.native - muscle.native),
        muscle.portal + fibre + share * (fascia.portal - muscle.portal),
      );
    },
  );
}

const quadratusSize = keyed([
  [-8, 0.2],
  [-30, 0.75],
  [-80, 1],
  [-125, 1.05],
  [-140, 0.6],
]);

function paintQuadratus(canvas: SliceCanvas): void {
  const { z } = canvas;
  if (z > -8 || z < -142) return;
  const size = quadratusSize(z);
  const y = canalY(z) + 3;
  for (const side of [-1, 1]) {
    const x = side * (50 + 0.06 * (-z - 20));
    const box = boxAround(x, y, 24);
    fill(
      canvas,
      box,
      (px, py) => turnedEllipse(px - x, py - y, 19 * size, 8.5 * size, side * -0.28),
      tissues.muscle,
    );
  }
}

const psoasX = keyed([
  [8, 23],
  [-20, 28],
  [-53, 34],
  [-90, 41],
  [-128, 47],
  [-150, 50],
]);
const psoasA = keyed([
  [8, 3],
  [-20, 9],
  [-53, 14],
  [-90, 18.5],
  [-128, 21],
  [-150, 22],
]);
const psoasB = keyed([
  [8, 5],
  [-20, 12],
  [-53, 18],
  [-90, 21.5],
  [-128, 23.5],
  [-150, 24],
]);

function paintPsoas(canvas: SliceCanvas): void {
  const { z } = canvas;
  if (z > 10) return;
  const y = spineY(z) + 5;
  const a = psoasA(z);
  const b = psoasB(z);
  for (const side of [-1, 1]) {
    const x = side * psoasX(z);
    const box = boxAround(x, y, 30);
    fill(canvas, box, (px, py) => turnedEllipse(px - x, py - y, a, b, side * -0.22), tissues.muscle);
    const cleft = x + side * a * 0.25;
    fill(
      canvas,
      box,
      (px, py) => segment(px, py, cleft, y - 3, cleft + side * 4, y + 9) - 0.35,
      tissues.fascia,
    );
  }
}

const latissimus = keyed([
  [147, 11],
  [60, 8],
  [0, 5.5],
  [-60, 3.5],
  [-110, 0.5],
]);

function paintLatissimus(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  const thick = latissimus(z);
  if (thick < 1) return;
  const box = { x0: -165, x1: 165, y0: -20, y1: 120 };
  fill(
    canvas,
    box,
    (_x, _y, i) => {
      const angle = wall.angle[i] as number;
      const depth = -(wall.muscle[i] as number);
      const taper = thick * ramp(angle, 1.55, 1.95) * ramp(angle, 2.78, 2.45);
      return Math.max(-depth + 0.5, depth - taper);
    },
    tissues.muscle,
  );
}
