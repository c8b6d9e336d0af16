/** What fills the rings between the outlines of the trunk: skin, fat with its septa, muscles with their fat planes. */
import type { Wall } from './body-wall.ts';
import { keyed, ramp } from './shapes.ts';
import { fill, fillWith, put, type SliceCanvas, trunk } from './slice-canvas.ts';
import { texture } from './texture.ts';
import { tissues } from './tissue.ts';

const skinMm = 1.7;

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
