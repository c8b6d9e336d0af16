import { describe, expect, it } from 'vitest';
import type { QuarterTurn } from '../../../annotations/image/orientation.ts';
import {
  FITTED,
  type FrameSize,
  fitScale,
  MAX_ZOOM,
  type Presentation,
  panned,
  toCanvas,
  toImage,
  viewTransform,
  zoomedAt,
} from '../../../renderer/viewport/view-transform.ts';

const FRAME: FrameSize = {
  rows: 300,
  columns: 200,
  spacing: { betweenRowsMm: 0.5, betweenColumnsMm: 2 },
};
const CANVAS = { width: 640, height: 480 };
const PRESENTATIONS: readonly Presentation[] = ([0, 90, 180, 270] as const satisfies QuarterTurn[]).flatMap(
  (rotation) =>
    [false, true].map((flipHorizontal) => ({
      zoom: 1.7,
      center: { x: 81.3, y: 160.9 },
      turn: { rotation, flipHorizontal },
    })),
);

describe('the view transform', () => {
  it('fits 400 mm by 150 mm into the canvas and puts the middle in the middle', () => {
    const t = viewTransform(FRAME, CANVAS, FITTED);
    expect(toCanvas(t, { x: 0, y: 0 })).toEqual({ x: 0, y: 120 });
    expect(toCanvas(t, { x: 200, y: 300 })).toEqual({ x: 640, y: 360 });
  });

  it('fits a frame that lies on its side by its turned size', () => {
    expect(fitScale(FRAME, CANVAS, { rotation: 90, flipHorizontal: false })).toBeCloseTo(1.2, 12);
  });

  it('takes pixels as square where no spacing is known', () => {
    const t = viewTransform({ ...FRAME, spacing: null }, CANVAS, FITTED);
    expect([t.a, t.d]).toEqual([1.6, 1.6]);
  });

  it('turns the first row to the right for a quarter clockwise', () => {
    const t = viewTransform(FRAME, CANVAS, { ...FITTED, turn: { rotation: 90, flipHorizontal: false } });
    expect(toCanvas(t, { x: 0, y: 0 }).x).toBeGreaterThan(toCanvas(t, { x: 0, y: 300 }).x);
    expect(toCanvas(t, { x: 0, y: 0 }).y).toBeLessThan(toCanvas(t, { x: 200, y: 0 }).y);
  });

  it('goes there and back for every turn', () => {
    for (const presentation of PRESENTATIONS) {
      const t = viewTransform(FRAME, CANVAS, presentation);
      const back = toImage(t, toCanvas(t, { x: 12.25, y: 250.5 }));
      expect(back.x).toBeCloseTo(12.25, 9);
      expect(back.y).toBeCloseTo(250.5, 9);
    }
  });
});

describe('zooming and panning', () => {
  it('hold what lies under the pointer', () => {
    for (const presentation of PRESENTATIONS) {
      const at = { x: 333, y: 222 };
      const before = toImage(viewTransform(FRAME, CANVAS, presentation), at);
      const after = toImage(viewTransform(FRAME, CANVAS, zoomedAt(presentation, FRAME, CANVAS, 1.3, at)), at);
      expect(after.x).toBeCloseTo(before.x, 9);
      expect(after.y).toBeCloseTo(before.y, 9);
    }
  });

  it('move the picture by the pixels asked for, however it is turned', () => {
    for (const presentation of PRESENTATIONS) {
      const before = toCanvas(viewTransform(FRAME, CANVAS, presentation), { x: 80, y: 150 });
      const moved = panned(presentation, FRAME, CANVAS, 9, -4);
      const after = toCanvas(viewTransform(FRAME, CANVAS, moved), { x: 80, y: 150 });
      expect(after.x - before.x).toBeCloseTo(9, 9);
      expect(after.y - before.y).toBeCloseTo(-4, 9);
    }
  });

  it('stop where the frame would leave the middle of the canvas', () => {
    expect(panned(FITTED, FRAME, CANVAS, 10_000, 0).center).toEqual({ x: 0, y: 150 });
  });

  it('stop at the greatest zoom', () => {
    expect(zoomedAt(FITTED, FRAME, CANVAS, 1e6, { x: 1, y: 1 }).zoom).toBe(MAX_ZOOM);
  });
});
