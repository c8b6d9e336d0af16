/** Aorta with plaque and branches, vena cava, portal confluence, renal and mesenteric vessels, oesophagus. */
import { smoothNoise } from './hash-random.ts';
import { ramp } from './shapes.ts';
import { fill, fillWith, put, type SliceCanvas } from './slice-canvas.ts';
import { type Tissue, tissues } from './tissue.ts';
import { centreAt, cut, type Tube, tube } from './tubes.ts';
import { aorta, azygos, iliacArteries, oesophagus, venaCava } from './vessel-paths.ts';

const coeliac = [
  tube([
    [5, -8, 20, 3.8],
    [4, -22, 19, 3.6],
    [4, -34, 16, 3.4],
  ]),
  tube([
    [4, -34, 16, 2.8],
    [-12, -38, 16, 2.6],
    [-26, -34, 24, 2.4],
    [-34, -30, 36, 2],
  ]),
  tube([
    [4, -34, 16, 2.8],
    [20, -26, 22, 2.6],
    [38, -4, 28, 2.5],
    [58, 16, 36, 2.3],
    [80, 28, 44, 2],
  ]),
];
const superiorMesenteric = tube([
  [5, -10, 4, 4],
  [4, -24, -2, 3.9],
  [3, -33, -16, 3.7],
  [2, -36, -45, 3.3],
  [0, -40, -80, 2.8],
  [-10, -42, -115, 2.2],
  [-24, -40, -150, 1.8],
]);
const renalArteries = [
  tube([
    [-4, -4, -12, 3.2],
    [-24, 8, -17, 2.9],
    [-48, 16, -26, 2.5],
  ]),
  tube([
    [12, -4, -12, 3.2],
    [32, 4, -18, 2.9],
    [52, 10, -26, 2.5],
  ]),
];
const renalVeins = [
  tube([
    [-34, -5, -24, 5.2],
    [-46, 2, -28, 4.6],
    [-58, 10, -32, 4],
  ]),
  tube([
    [34, -10, -20, 4.6],
    [46, -2, -26, 4.6],
    [58, 6, -30, 4],
  ]),
];
const portalSystem = [
  tube([
    [-16, -42, -150, 3.4],
    [-14, -44, -90, 5],
    [-12, -44, -45, 5.8],
    [-10, -42, -12, 6.2],
    [-10, -40, 2, 7],
  ]),
  tube([
    [82, 32, 44, 3.6],
    [60, 20, 36, 4.4],
    [38, -2, 24, 4.6],
    [14, -30, 10, 5],
    [-10, -40, 4, 5.6],
  ]),
  tube([
    [-10, -40, 2, 7.2],
    [-20, -37, 20, 7],
    [-34, -30, 40, 6.8],
  ]),
];

const pericolic = mesentericBranches();

export function paintGreatVessels(canvas: SliceCanvas): void {
  stroke(canvas, azygos, tissues.venousBlood);
  paintOesophagus(canvas);
  paintVenaCava(canvas);
  for (const vessel of renalVeins) stroke(canvas, vessel, tissues.venousBlood);
  for (const vessel of portalSystem) stroke(canvas, vessel, tissues.portalBlood);
  for (const vessel of [...coeliac, superiorMesenteric, ...renalArteries, ...iliacArteries]) {
    stroke(canvas, vessel, tissues.blood);
  }
  paintAorta(canvas);
}

/** Small vessels of the mesentery: painted before the bowel, which covers most of them. */
export function paintMesentericVessels(canvas: SliceCanvas): void {
  for (const vessel of pericolic) stroke(canvas, vessel, tissues.venousBlood);
}

export function stroke(canvas: SliceCanvas, path: Tube, tissue: Tissue, grow = 0): void {
  const section = cut(path, canvas.z, grow);
  if (section) fill(canvas, section.box, section.distance, tissue);
}

function paintAorta(canvas: SliceCanvas): void {
  const { z } = canvas;
  const outer = cut(aorta, z);
  const centre = centreAt(aorta, z);
  if (!outer || !centre) return;
  fill(canvas, outer.box, outer.distance, { native: 44, portal: 96 });
  fill(canvas, outer.box, (x, y, i) => outer.distance(x, y, i) + 1.3, tissues.blood);
  // Plaques: patches of the wall where slow noise round the vessel is high; more of them further down.
  const threshold = 0.66 - 0.34 * ramp(z, 40, -110);
  fillWith(
    canvas,
    outer.box,
    (x, y, i) => {
      const d = outer.distance(x, y, i);
      if (d > 1 || d < -3) return 9;
      const turn = Math.atan2(y - centre.y, x - centre.x);
      const patch = smoothNoise(Math.cos(turn) * 1.5 + 7, Math.sin(turn) * 1.5, z / 11, 81);
      return Math.max(Math.abs(d + 0.7) - 0.95, (threshold - patch) * 9);
    },
    () => put(tissues.calcifiedPlaque.native, tissues.calcifiedPlaque.portal),
  );
}

function paintVenaCava(canvas: SliceCanvas): void {
  const { z } = canvas;
  const section = cut(venaCava, z);
  const centre = centreAt(venaCava, z);
  if (!section || !centre) return;
  const tissue = z < -30 ? tissues.infrarenalVenousBlood : tissues.venousBlood;
  const flat = 1.22;
  fill(
    canvas,
    section.box,
    (x, y, i) => section.distance(centre.x + (x - centre.x) / 1.06, centre.y + (y - centre.y) * flat, i),
    tissue,
  );
}

function paintOesophagus(canvas: SliceCanvas): void {
  const { z } = canvas;
  const section = cut(oesophagus, z);
  if (!section) return;
  fill(canvas, section.box, section.distance, tissues.gastricWall);
  const gas = 2.2 + 2 * smoothNoise(0, 0, z / 14, 82);
  if (gas > 1.4)
    fill(canvas, section.box, (x, y, i) => section.distance(x + 0.8, y + 1, i) + 7.5 - gas, tissues.gas);
}

function mesentericBranches(): Tube[] {
  const branches: Tube[] = [];
  for (let i = 0; i < 34; i += 1) {
    const start = -18 - i * 3.6;
    const turn = -0.2 + 2.4 * smoothNoise(i * 1.7, 0, 0, 83);
    const reach = 42 + 22 * smoothNoise(i * 1.3, 4, 0, 84);
    const x = 2 + Math.sin(turn) * reach;
    const y = -38 - Math.cos(turn) * reach * 0.55;
    const sway = 7 * smoothNoise(i * 2.1, 9, 0, 85);
    branches.push(
      tube(
        [
          [-2, -40, start, 1.9],
          [x * 0.4 + sway, -38 + (y + 38) * 0.4 - sway, start - 6, 1.5],
          [x * 0.75 - sway, -38 + (y + 38) * 0.75, start - 12, 1.2],
          [x, y, start - 16, 0.9],
        ],
        3,
      ),
    );
  }
  return branches;
}
