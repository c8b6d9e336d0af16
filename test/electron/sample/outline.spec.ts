import { describe, expect, it } from 'vitest';
import { columns, rows } from '../../../electron/sample/grid.ts';
import {
  diameters,
  erode,
  innerEllipse,
  largestPart,
  type Mask,
  outlinePolygon,
  pixelsOf,
  slit,
} from '../../../electron/sample/outline.ts';

function draw(inside: (x: number, y: number) => boolean): Mask {
  const mask = new Uint8Array(rows * columns);
  for (let i = 0; i < mask.length; i += 1)
    mask[i] = inside((i % columns) + 0.5, Math.floor(i / columns) + 0.5) ? 1 : 0;
  return mask;
}
const count = (mask: Mask) => mask.reduce((sum, inside) => sum + inside, 0);
const radius = (x: number, y: number) => Math.hypot(x - 200, y - 150);

describe('contours from masks', () => {
  it('hold the pixels of the mask and hardly any other', () => {
    const mask = draw((x, y) => ((x - 200) / 40) ** 2 + ((y - 150) / 22) ** 2 <= 1);
    const polygon = outlinePolygon(mask);
    const pixels = pixelsOf(polygon ?? { kind: 'polygon', points: [] });
    const inMask = pixels.filter((i) => mask[i] === 1).length;
    expect(inMask / count(mask)).toBeGreaterThan(0.98);
    expect(pixels.length - inMask).toBeLessThan(0.02 * count(mask));
  });

  it('run round a ring that was cut open without taking its hole in', () => {
    const ring = draw((x, y) => radius(x, y) <= 40 && radius(x, y) >= 20);
    const open = largestPart(slit(ring, { x: 200, y: 150 }, { x: 0, y: 1 }));
    const pixels = pixelsOf(outlinePolygon(open) ?? { kind: 'polygon', points: [] });
    expect(pixels.some((i) => radius((i % columns) + 0.5, Math.floor(i / columns) + 0.5) < 18)).toBe(false);
    expect(pixels.length / count(ring)).toBeGreaterThan(0.93);
  });

  it('erode by whole pixels and keep the largest part', () => {
    const two = draw(
      (x, y) => (x > 100 && x < 120 && y > 100 && y < 110) || (x > 200 && x < 205 && y > 100 && y < 105),
    );
    expect(count(two)).toBe(20 * 10 + 5 * 5);
    expect(count(largestPart(two))).toBe(200);
    expect(count(erode(two, 2))).toBe(16 * 6 + 1);
  });

  it('give an ellipse inside the mask and its longest diameters', () => {
    const mask = draw((x, y) => ((x - 200) / 40) ** 2 + ((y - 150) / 22) ** 2 <= 1);
    const ellipse = innerEllipse(mask);
    expect(ellipse && pixelsOf(ellipse).every((i) => mask[i] === 1)).toBe(true);
    expect(ellipse?.radiusX).toBeGreaterThan(36);
    const axes = diameters(mask);
    const length = ([a, b]: readonly [{ x: number; y: number }, { x: number; y: number }]) =>
      Math.hypot(a.x - b.x, a.y - b.y);
    expect(axes && Math.abs(length(axes.long) - 80)).toBeLessThan(1.5);
    expect(axes && Math.abs(length(axes.short) - 44)).toBeLessThan(1.5);
  });
});
