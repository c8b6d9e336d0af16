/**
 * Ribs, costal cartilages and sternum. A rib runs inside the chest wall just outside the cavity; its
 * height falls from the vertebra to its lowest point and its cartilage climbs again towards the sternum.
 */
import { axisY, type Wall } from './body-wall.ts';
import { roughNoise } from './hash-random.ts';
import { ellipse, keyed, ramp, segment } from './shapes.ts';
import { boxAround, fill, fillWith, put, type SliceCanvas, trunk } from './slice-canvas.ts';
import { canalY, spineY } from './spine.ts';
import { tissues } from './tissue.ts';

type Rib = {
  /** Height of the rib's head, mm. */
  readonly head: number;
  /** Fall from the head to the end of the bone. */
  readonly drop: number;
  /** Angle from the back (0) where bone ends, and where the cartilage ends. */
  readonly boneEnd: number;
  readonly cartilageEnd: number;
  readonly rise: number;
  readonly height: number;
};

const rib = (
  head: number,
  drop: number,
  boneEnd: number,
  cartilageEnd: number,
  rise: number,
  height = 6.6,
): Rib => ({
  head,
  drop,
  boneEnd,
  cartilageEnd,
  rise,
  height,
});

const ribs: readonly Rib[] = [
  rib(243, 100, 2.5, 3, 14),
  rib(219, 103, 2.48, 3, 22),
  rib(194, 106, 2.44, 3, 36),
  rib(168, 108, 2.38, 2.98, 52),
  rib(143, 108, 2.28, 2.84, 56),
  rib(117, 106, 2.14, 2.66, 50),
  rib(90, 102, 1.98, 2.42, 40),
  rib(60, 82, 1.62, 1.72, 2, 6),
  rib(30, 48, 1.02, 1.08, 0, 5.2),
];
const ribStart = 0.3;
const outsideCavityMm = 4.6;
const halfThicknessMm = 3.5;

export function paintRibs(canvas: SliceCanvas, wall: Wall): void {
  paintNecks(canvas);
  paintArcs(canvas, wall);
  paintSternum(canvas, wall);
}

function paintArcs(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  const near = ribs.filter((r) => z < r.head + 10 && z > r.head - r.drop - 10);
  if (near.length === 0) return;
  let cartilage = 0;
  const distance = (x: number, _y: number, i: number): number => {
    const outside = (wall.cavity[i] as number) - outsideCavityMm;
    if (outside > 7 || outside < -7) return 9;
    const back = Math.PI - (wall.angle[i] as number);
    if (back < ribStart - 0.1) return 9;
    let least = 9;
    for (const r of near) {
      if (back > r.cartilageEnd + 0.05) continue;
      const { height, slope } = course(r, back);
      const up = ((z - height - (x > 0 ? 2.2 : 0)) / Math.sqrt(1 + slope * slope)) as number;
      if (Math.abs(up) > 11) continue;
      const isCartilage = ramp(back, r.boneEnd - 0.02, r.boneEnd + 0.02);
      const end = Math.max(ribStart - back, back - r.cartilageEnd) * 110;
      const d = Math.max(
        ellipse(outside, up, halfThicknessMm + 0.8 * isCartilage, r.height - 0.4 * isCartilage),
        end,
      );
      if (d < least) {
        least = d;
        cartilage = isCartilage;
      }
    }
    return least;
  };
  const { cortex, ribMarrow, cartilage: gristle } = tissues;
  fillWith(canvas, trunk, distance, (x, y, _i, d) => {
    const marrow = ramp(d, -1, -1.9);
    const grain = roughNoise(x / 3, y / 3, z / 3, 32);
    const bone = cortex.native + 60 + marrow * (ribMarrow.native + 60 * grain - cortex.native - 60);
    const rim = 130 * ramp(d, -1.6, -0.6) * ramp(grain, -0.1, 0.5);
    const soft = gristle.native + 22 * grain + rim;
    const hu = bone + cartilage * (soft - bone);
    put(hu, hu + 10);
  });
}

function course(r: Rib, back: number): { height: number; slope: number } {
  const radius = 118;
  if (back <= r.boneEnd) {
    const t = ((back - ribStart) / (r.boneEnd - ribStart)) * (Math.PI / 2);
    return {
      height: r.head - 4 - r.drop * Math.sin(t),
      slope: (r.drop * Math.cos(t) * (Math.PI / 2)) / (r.boneEnd - ribStart) / radius,
    };
  }
  const u = (back - r.boneEnd) / (r.cartilageEnd - r.boneEnd + 1e-6);
  return {
    height: r.head - 4 - r.drop + r.rise * u * u,
    slope: (2 * r.rise * u) / (r.cartilageEnd - r.boneEnd) / radius,
  };
}

function paintNecks(canvas: SliceCanvas): void {
  const { z } = canvas;
  for (const { head } of ribs.slice(3)) {
    const beyond = Math.max(0, Math.abs(z - head + 3) - 2.5);
    if (beyond > 4.5) continue;
    const y = spineY(head);
    const back = canalY(head);
    for (const side of [-1, 1]) {
      const box = boxAround(side * 28, (y + back + 24) / 2, 20, 28);
      const bar = (px: number, py: number) =>
        Math.hypot(segment(px, py, side * 18, y + 8, side * 40, back + 13), beyond) - 3.1;
      fill(canvas, box, bar, tissues.cortex);
      fill(canvas, box, (px, py) => bar(px, py) + 1.3, tissues.ribMarrow);
    }
  }
}

const sternumHalfWidth = keyed([
  [76, 3],
  [88, 8],
  [98, 12],
  [104, 19],
  [147, 18],
]);

function paintSternum(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  if (z < 74) return;
  const front = Math.min(...frontRow(canvas, wall));
  const y = front - 5.5;
  const half = sternumHalfWidth(z);
  const box = boxAround(0, y, half + 3, 10);
  const thick = z > 100 ? 5.4 : 3.8;
  fill(canvas, box, (px, py) => ellipse(px, py - y, half, thick), tissues.cortex);
  fill(canvas, box, (px, py) => ellipse(px, py - y, half, thick) + 1.3, tissues.ribMarrow);
}

/** y of the cavity's front edge near the midline. */
function frontRow(canvas: SliceCanvas, wall: Wall): number[] {
  const ys: number[] = [];
  for (let i = 0; i < canvas.x.length; i += 1) {
    if (
      Math.abs(canvas.x[i] as number) < 1 &&
      (canvas.y[i] as number) < axisY &&
      Math.abs(wall.cavity[i] as number) < 0.8
    ) {
      ys.push(canvas.y[i] as number);
    }
  }
  return ys.length > 0 ? ys : [axisY - 93];
}
