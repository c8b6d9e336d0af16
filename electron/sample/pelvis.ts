/** The upper rims of the iliac bones with gluteal and iliacus muscle, at the bottom of the scan. */
import { smoothNoise } from './hash-random.ts';
import { keyed, segment } from './shapes.ts';
import { boxAround, fill, fillWith, put, type SliceCanvas } from './slice-canvas.ts';
import { tissues } from './tissue.ts';

const crestZ = -118;
/** Ends of the crest's cut, growing forwards and backwards below the top. */
const front = {
  x: keyed([
    [-118, 100],
    [-150, 120],
  ]),
  y: keyed([
    [-118, 26],
    [-150, -14],
  ]),
};
const back = {
  x: keyed([
    [-118, 94],
    [-150, 62],
  ]),
  y: keyed([
    [-118, 36],
    [-150, 74],
  ]),
};

export function paintIliacCrests(canvas: SliceCanvas): void {
  const { z } = canvas;
  if (z > crestZ + 6) return;
  const grow = Math.min(1, (crestZ + 6 - z) / 6);
  for (const side of [-1, 1]) {
    const ends = [side * front.x(z), front.y(z), side * back.x(z), back.y(z)] as const;
    const box = boxAround(side * 92, 28, 52, 66);
    const bowed = (x: number, y: number) => {
      const t = (y - ends[1]) / (ends[3] - ends[1] + 1e-6);
      const bow = side * 9 * Math.sin(Math.max(0, Math.min(1, t)) * Math.PI);
      const away = segment(x - bow, y, ends[0], ends[1], ends[2], ends[3]);
      if (away > 18) return away;
      return away - (3.2 + 2.6 * t * (t > 0 ? 1 : 0) + 0.8 * smoothNoise(x / 12, y / 12, z / 12, 271));
    };
    fill(canvas, box, (x, y) => bowed(x, y) - 7 * grow, tissues.muscle);
    fill(canvas, box, (x, y) => Math.max(bowed(x, y) - 1.8, 0.2 - bowed(x, y)), tissues.fascia);
    fill(canvas, box, (x, y) => bowed(x, y) + (1 - grow) * 5, tissues.cortex);
    fillWith(
      canvas,
      box,
      (x, y) => bowed(x, y) + 1.7 + (1 - grow) * 5,
      (x, y) => {
        const struts = 80 * smoothNoise(x / 2.4, y / 2.4, z / 5, 272);
        put(tissues.cancellous.native + struts, tissues.cancellous.portal + struts);
      },
    );
  }
}
