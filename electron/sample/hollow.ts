/** Hollow organs: a wall of its own tissue round a content, painted in one pass. */
import { clamp } from './shapes.ts';
import { type Box, type Distance, fillWith, put, type SliceCanvas } from './slice-canvas.ts';
import { type Tissue, tissues } from './tissue.ts';

export type Hollow = {
  readonly box: Box;
  /** Signed distance of the outer surface. */
  readonly outer: Distance;
  readonly wall: Tissue;
  /** Thickness of the wall with its folds, mm. */
  readonly wallMm: (x: number, y: number) => number;
  /** HU of the content; the same in both phases. */
  readonly content: (x: number, y: number) => number;
};

const edgeHalfWidthMm = 0.7;

export function paintHollow(canvas: SliceCanvas, { box, outer, wall, wallMm, content }: Hollow): void {
  fillWith(canvas, box, outer, (x, y, _i, d) => {
    const beyond = d > -1 ? 9 : d + wallMm(x, y);
    if (beyond >= edgeHalfWidthMm) return put(wall.native, wall.portal);
    const t = clamp(0.5 - beyond / (2 * edgeHalfWidthMm), 0, 1);
    const share = t * t * (3 - 2 * t);
    const hu = content(x, y);
    put(wall.native + share * (hu - wall.native), wall.portal + share * (hu - wall.portal));
  });
}

/** Fluid (or stool) behind a horizontal level, gas in front of it: the patient lies on the back. */
export function belowGas(y: number, levelY: number, hu: number): number {
  const gas = 1 / (1 + Math.exp((y - levelY) / 0.45));
  return hu + gas * (tissues.gas.native - hu);
}
