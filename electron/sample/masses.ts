/**
 * The four masses of the case. Each has one signed distance, so that its outline, its volume and its
 * paint agree; organs painted later (spine, vessels, ribs, kidney) cut into them.
 */
import type { Wall } from './body-wall.ts';
import { roughNoise, smoothNoise } from './hash-random.ts';
import { kidneyDistance, leftKidney } from './kidneys.ts';
import { ellipsoid, join, keyed, meet, ramp } from './shapes.ts';
import { boxAround, fill, fillWith, massIds, put, type SliceCanvas } from './slice-canvas.ts';
import { bodyFrontY, columnAt } from './spine.ts';
import { texture } from './texture.ts';
import { massTissues } from './tissue.ts';
import { centreAt } from './tubes.ts';
import { aorta } from './vessel-paths.ts';

/** New, active deposit: left paraspinal, T10–L1, lobulated, homogeneous. */
export function paintParaspinalMass(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  if (z > 92 || z < -34) return;
  fill(
    canvas,
    boxAround(40, 48, 36, 40),
    (x, y, i) => Math.max(paraspinalDistance(x, y, z), (wall.cavity[i] as number) + 1.5),
    massTissues.paraspinal,
    massIds.paraspinal,
  );
}

export function paraspinalDistance(x: number, y: number, z: number): number {
  let lobes = ellipsoid(x - 29, y - 55, z - 66, 15, 14.5, 21);
  lobes = join(lobes, ellipsoid(x - 42, y - 49, z - 33, 21, 18, 25), 7);
  lobes = join(lobes, ellipsoid(x - 51, y - 55, z - 40, 14, 13, 17), 6);
  lobes = join(lobes, ellipsoid(x - 40, y - 46, z - 2, 18, 16, 22), 7);
  lobes = join(lobes, ellipsoid(x - 35, y - 49, z + 16, 12, 10.5, 13.5), 6);
  return lobes - 1.7 * smoothNoise(x / 11, y / 11, z / 13, 281);
}

/** Older deposit: right posterior paracostal, between the ribs and the pleura, with macroscopic fat. */
export function paintParacostalMass(canvas: SliceCanvas): void {
  const { z } = canvas;
  if (z > 106 || z < 42) return;
  const cos = Math.cos(0.86);
  const sin = Math.sin(0.86);
  const { paracostal: flesh, paracostalFat: fat } = massTissues;
  const distance = (x: number, y: number) => {
    const dx = x + 86;
    const dy = y - 59;
    const along = dx * cos + dy * sin;
    const across = dy * cos - dx * sin;
    const bow = across - 0.006 * along * along;
    const lens = join(
      ellipsoid(along - 3, bow, z - 78, 31, 13.5, 22),
      ellipsoid(along + 8, bow, z - 63, 23, 12, 17),
      7,
    );
    return lens - 1.8 * smoothNoise(x / 12, y / 12, z / 14, 282);
  };
  fillWith(
    canvas,
    boxAround(-86, 59, 42),
    distance,
    (x, y, _i, d) => {
      const island = roughNoise(x / 9, y / 9, z / 11, 283);
      const share = ramp(island, 0.2, 0.42) * ramp(d, -1.8, -3.6);
      const texture = 2 * roughNoise(x / 7, y / 7, z / 7, 42);
      const native = flesh.native + texture;
      const portal = flesh.portal + texture;
      put(native + share * (fat.native - native), portal + share * (fat.portal - portal));
    },
    massIds.paracostal,
  );
}

const mantle = keyed([
  [60, 1],
  [50, 8],
  [34, 15],
  [10, 20],
  [-14, 21],
  [-40, 17],
  [-58, 10],
  [-68, 1],
]);

/** Retroperitoneal mass that surrounds the aorta at T11–L2. */
export function paintPeriaorticMass(canvas: SliceCanvas): void {
  const { z } = canvas;
  if (z > 58 || z < -66) return;
  const distance = periaorticDistance(z);
  paintHeterogeneous(canvas, boxAround(6, 0, 54), distance, massTissues.periaortic, massIds.periaortic);
}

function periaorticDistance(z: number): (x: number, y: number) => number {
  const centre = centreAt(aorta, z) ?? { x: 6, y: 0 };
  const thick = mantle(z);
  const front = bodyFrontY(z);
  const column = columnAt(z);
  return (x, y) => {
    const dx = x - centre.x;
    const dy = y - centre.y;
    if (dx * dx + dy * dy > 2500) return 9;
    const turn = Math.atan2(dy, dx);
    const lobulation = 1 + 0.2 * smoothNoise(Math.cos(turn) * 1.6, Math.sin(turn) * 1.6, z / 24, 284);
    const radius = 10.5 + thick * lobulation * (1 + 0.28 * Math.cos(turn) + 0.12 * Math.sin(turn));
    const round = Math.sqrt(dx * dx + dy * dy) - radius;
    const behind = y - front - 12;
    return (
      Math.max(meet(round, behind, 6), 1.2 - column(x, y)) - 1.2 * smoothNoise(x / 8, y / 8, z / 10, 285)
    );
  };
}

/** Tissue of uneven thickness round the left kidney, open at the hilum. */
export function paintPerirenalTissue(canvas: SliceCanvas, wall: Wall): void {
  const { z } = canvas;
  if (z > leftKidney.z + 66 || z < leftKidney.z - 64) return;
  const periaortic = periaorticDistance(z);
  const distance = (x: number, y: number, i: number) => {
    const kidney = kidneyDistance(leftKidney, x, y, z);
    if (kidney > 24) return 9;
    const dx = x - leftKidney.x;
    const dy = y - leftKidney.y;
    const turn = Math.atan2(dy, dx);
    const hilum = ramp(Math.abs(turn + 2.25), 0.28, 0.75);
    const poles = ramp(Math.abs(z - leftKidney.z), 64, 40);
    const nodular = 12.5 + 7.5 * smoothNoise(Math.cos(turn) * 1.9, Math.sin(turn) * 1.9, z / 21, 286);
    const shell = kidney - nodular * hilum * poles + 1.2 * (1 - hilum);
    return Math.max(
      shell + 1.3 * smoothNoise(x / 7, y / 7, z / 9, 287),
      (wall.cavity[i] as number) + 3.5,
      2.6 - paraspinalDistance(x, y, z),
      2.6 - periaortic(x, y),
    );
  };
  paintHeterogeneous(
    canvas,
    boxAround(leftKidney.x, leftKidney.y, 66),
    distance,
    massTissues.perirenal,
    massIds.perirenal,
  );
}

/** Nearly even without contrast; patches of strong and of poor enhancement with it. */
function paintHeterogeneous(
  canvas: SliceCanvas,
  box: ReturnType<typeof boxAround>,
  distance: (x: number, y: number, i: number) => number,
  tissue: typeof massTissues.periaortic | typeof massTissues.perirenal,
  mass: 3 | 4,
): void {
  const { sizeMm, seed, native, portal } = tissue.grain;
  const patches = texture(canvas, 'rough', sizeMm, seed);
  const poorly = texture(canvas, 'rough', 13, seed + 10);
  fillWith(
    canvas,
    box,
    distance,
    (_x, _y, i) => {
      const patch = patches(i);
      const poor = -26 * ramp(poorly(i), 0.34, 0.62);
      put(tissue.native + native * patch + 0.3 * poor, tissue.portal + portal * patch + poor);
    },
    mass,
  );
}
