/** Vertebral bodies, discs, canal and posterior elements, with the thoracic and lumbar curves. */
import { type Vertebra, vertebrae } from './grid.ts';
import { roughNoise } from './hash-random.ts';
import { ellipse, keyed, meet, ramp, segment } from './shapes.ts';
import { type Box, boxAround, fill, fillWith, put, type SliceCanvas } from './slice-canvas.ts';
import { tissues } from './tissue.ts';

/** y of the middle of the vertebral bodies: kyphosis above, lordosis below. */
export const spineY = keyed([
  [160, 45],
  [130, 47],
  [90, 46],
  [50, 42],
  [15, 37],
  [-18, 32],
  [-53, 28],
  [-90, 26],
  [-128, 29],
  [-165, 38],
]);
const bodyHalfWidth = keyed([
  [160, 15.5],
  [130, 16],
  [75, 17.5],
  [15, 20],
  [-53, 22.5],
  [-128, 25.5],
]);
const bodyHalfDepth = keyed([
  [160, 13.5],
  [130, 14.5],
  [75, 16],
  [15, 16.5],
  [-53, 17.5],
  [-128, 18.5],
]);

export const bodyFrontY = (z: number): number => spineY(z) - bodyHalfDepth(z);
export const canalY = (z: number): number => spineY(z) + bodyHalfDepth(z) + 6.5;

const cortexMm = 1.25;
const endPlateMm = 1.5;

/** Signed distance of the column of bodies and discs at height z. */
export function columnAt(z: number): (x: number, y: number) => number {
  const middle = spineY(z);
  const width = bodyHalfWidth(z) * 0.97;
  const depth = bodyHalfDepth(z) * 0.97;
  return (x, y) => superEllipse(x, y - middle, width, depth);
}

export function paintSpine(canvas: SliceCanvas): void {
  const { z } = canvas;
  const yc = spineY(z);
  const width = bodyHalfWidth(z) * 1.12;
  const depth = bodyHalfDepth(z) * 1.15;
  const box = boxAround(0, yc, width + 4, depth + 4);
  fill(canvas, box, (x, y) => superEllipse(x, y - yc, width * 0.93, depth * 0.93), tissues.disc);
  for (const vertebra of vertebrae) paintBody(canvas, vertebra, box);
  paintCanal(canvas);
  for (const vertebra of vertebrae) paintPosteriorElements(canvas, vertebra);
}

function paintBody(canvas: SliceCanvas, vertebra: Vertebra, box: Box): void {
  const { z } = canvas;
  if (z > vertebra.top + 8 || z < vertebra.bottom - 8) return;
  const middle = (vertebra.top + vertebra.bottom) / 2;
  const half = (vertebra.top - vertebra.bottom) / 2;
  const yc = spineY(z);
  const tilt = (spineY(middle + 12) - spineY(middle - 12)) / 24;
  const width = bodyHalfWidth(middle);
  const depth = bodyHalfDepth(middle);
  const side = (x: number, y: number) => {
    const along = z + tilt * (y - yc) - middle;
    const waist = 1.04 - 0.13 * (1 - Math.min(1, (along / half) ** 2));
    return superEllipse(x, y - yc, width * waist, depth * waist);
  };
  const ends = (x: number, y: number) => {
    const along = z + tilt * (y - yc) - middle;
    const dish = 1.8 * Math.max(0, 1 - (x / width) ** 2 - ((y - yc) / depth) ** 2);
    return Math.abs(along) - (half - dish);
  };
  fill(canvas, box, (x, y) => meet(side(x, y), ends(x, y), 2), tissues.cortex);
  const { cancellous } = tissues;
  const veinZ = middle;
  fillWith(
    canvas,
    box,
    (x, y) => meet(side(x, y) + cortexMm, ends(x, y) + endPlateMm, 2.5),
    (x, y) => {
      const struts = roughNoise(x / 2.5, y / 2.5, z / 5, 31);
      const patch = roughNoise(x / 10, y / 10, z / 9, 35);
      const vein = Math.exp(-(((z - veinZ) / 4) ** 2) - (x / 2.6) ** 2) * ramp(y - yc, -2, depth) * 130;
      const add = 52 * struts + 30 * patch - vein;
      put(cancellous.native + add, cancellous.portal + add);
    },
  );
}

function paintCanal(canvas: SliceCanvas): void {
  const { z } = canvas;
  const y = canalY(z);
  const box = boxAround(0, y, 16);
  fill(canvas, box, (px, py) => ellipse(px, py - y, 11, 8.2), tissues.epiduralFat);
  fill(canvas, box, (px, py) => ellipse(px, py - y + 0.6, 9.2, 7), tissues.cerebrospinalFluid);
  const conus = ramp(z, -28, 2);
  const cord = { a: 2.5 + 2.6 * conus, b: 2 + 1.7 * conus };
  fill(canvas, box, (px, py) => ellipse(px, py - y - 0.4, cord.a, cord.b), tissues.spinalCord);
  if (z > -20) return;
  for (const [dx, dy] of [
    [-4.5, 1.5],
    [4.5, 1.5],
    [-2.5, 3.4],
    [2.5, 3.4],
  ] as const) {
    fill(
      canvas,
      boxAround(dx, y + dy, 3),
      (px, py) => ellipse(px - dx, py - y - dy, 1.1, 1.1),
      tissues.spinalCord,
    );
  }
}

/** A flat bar of bone seen from above: thick `r`, from a to b, standing `half` mm up and down from `height`. */
type Bar = { ax: number; ay: number; bx: number; by: number; r: number; height: number; half: number };

function paintPosteriorElements(canvas: SliceCanvas, vertebra: Vertebra): void {
  const { z } = canvas;
  if (z > vertebra.top + 12 || z < vertebra.bottom - 34) return;
  const bars = posteriorElements(vertebra);
  const solid = (bar: Bar, shrink: number) => (x: number, y: number) => {
    const flat = segment(x, y, bar.ax, bar.ay, bar.bx, bar.by);
    const beyond = Math.max(0, Math.abs(z - bar.height) - bar.half);
    return Math.sqrt(flat * flat + beyond * beyond) - bar.r + shrink;
  };
  const near = bars.filter((bar) => Math.abs(z - bar.height) < bar.half + bar.r + 1.5);
  const boxOf = (bar: Bar): Box => ({
    x0: Math.min(bar.ax, bar.bx) - bar.r - 2,
    x1: Math.max(bar.ax, bar.bx) + bar.r + 2,
    y0: Math.min(bar.ay, bar.by) - bar.r - 2,
    y1: Math.max(bar.ay, bar.by) + bar.r + 2,
  });
  for (const bar of near) fill(canvas, boxOf(bar), solid(bar, 0), tissues.cortex);
  for (const bar of near) {
    if (bar.r > 2.4) fill(canvas, boxOf(bar), solid(bar, 1.5), tissues.cancellous);
  }
  paintFacetJoints(canvas, vertebra);
}

function posteriorElements(vertebra: Vertebra): Bar[] {
  const { top, bottom } = vertebra;
  const middle = (top + bottom) / 2;
  const lumbar = ramp(middle, 20, -15);
  const back = canalY(middle) - 6.5;
  const canal = canalY(middle);
  const bars: Bar[] = [];
  const spread = 12.5 + 4.5 * lumbar;
  for (const side of [-1, 1]) {
    const s = side;
    bars.push({
      ax: s * spread,
      ay: back - 3,
      bx: s * spread,
      by: canal + 5,
      r: 3.4 + 1.2 * lumbar,
      height: top - 8,
      half: 4,
    });
    bars.push({
      ax: s * spread,
      ay: canal + 5,
      bx: s * 1,
      by: canal + 12.5,
      r: 2.9,
      height: middle - 5,
      half: 7,
    });
    bars.push({
      ax: s * (spread + 1),
      ay: canal + 5,
      bx: s * (spread + 2),
      by: canal + 8,
      r: 4.6 + lumbar,
      height: bottom - 3,
      half: 9,
    });
    if (lumbar < 0.5) {
      bars.push({
        ax: s * spread,
        ay: canal + 4,
        bx: s * 30,
        by: canal + 15,
        r: 4.2,
        height: top - 6,
        half: 2.5,
      });
    } else {
      bars.push({
        ax: s * spread,
        ay: canal - 1,
        bx: s * 43,
        by: canal + 5,
        r: 2.5,
        height: top - 10,
        half: 3.5,
      });
    }
  }
  if (lumbar < 0.5) {
    for (let i = 0; i < 5; i += 1) {
      const y = canal + 12 + i * 5.2;
      bars.push({ ax: 0, ay: y, bx: 0.4, by: y + 5.2, r: 2.7, height: middle - 6 - i * 5, half: 5 });
    }
  } else {
    bars.push({ ax: 0, ay: canal + 12, bx: 0.3, by: canal + 40, r: 2.8, height: middle - 9, half: 8 });
    bars.push({ ax: 0, ay: canal + 36, bx: 0.3, by: canal + 40, r: 4, height: middle - 10, half: 8 });
  }
  return bars;
}

function paintFacetJoints(canvas: SliceCanvas, vertebra: Vertebra): void {
  const { z } = canvas;
  if (Math.abs(z - vertebra.bottom) > 8) return;
  const canal = canalY(z);
  for (const side of [-1, 1]) {
    const x = side * 18;
    const box = boxAround(x, canal + 7, 9);
    fill(
      canvas,
      box,
      (px, py) => segment(px, py, x - side * 3, canal + 10, x + side * 3, canal + 3) - 0.55,
      tissues.cartilage,
    );
  }
}

function superEllipse(x: number, y: number, a: number, b: number): number {
  const u = Math.abs(x / a);
  const v = Math.abs(y / b);
  const k = (u * u * Math.sqrt(u) + v * v * Math.sqrt(v)) ** 0.4;
  return k < 1e-6 ? -Math.min(a, b) : Math.sqrt(x * x + y * y) * (1 - 1 / k);
}
