import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AreaShape, EllipseShape } from '../../../annotations/finding/region.ts';
import { regionStatistics } from '../../../annotations/finding/statistics.ts';
import type { FramePixels } from '../../../annotations/image/frame-pixels.ts';

const HU = { slope: 1, intercept: -1024, type: 'HU' };

function frame(
  columns: number,
  rows: number,
  stored: (column: number, row: number) => number,
  rest: Partial<FramePixels> = {},
): FramePixels {
  const values = Int16Array.from({ length: columns * rows }, (_, index) =>
    stored(index % columns, Math.floor(index / columns)),
  );
  return { rows, columns, storedType: 'int16', values, rescale: HU, padding: null, ...rest };
}

const square = (x: number, y: number, size: number): AreaShape => ({
  kind: 'polygon',
  points: [
    { x, y },
    { x: x + size, y },
    { x: x + size, y: y + size },
    { x, y: y + size },
  ],
});

const value = (
  shape: AreaShape,
  pixels: FramePixels,
  spacing = { betweenRowsMm: 1, betweenColumnsMm: 1 },
) => {
  const result = regionStatistics(shape, pixels, spacing);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('HU inside a region', () => {
  it('gives mean, population SD, median, extremes and shares of known pixels', () => {
    // HU of the 2 × 2 block from (1, 1): −100, 0 and 200, 300; of all others 0.
    const block = new Map([
      ['1 1', -100],
      ['1 2', 200],
      ['2 2', 300],
    ]);
    const pixels = frame(4, 4, (column, row) => 1024 + (block.get(`${column} ${row}`) ?? 0));
    const result = value(square(1, 1, 2), pixels);
    expect(result).toMatchObject({
      pixelCount: 4,
      paddingCount: 0,
      outsideCount: 0,
      meanHu: 100,
      minHu: -100,
      maxHu: 300,
      medianHu: 100,
      fatShare: 0.25,
      calciumShare: 0.5,
      areaMm2: 4,
    });
    expect(result.sdHu).toBeCloseTo(Math.sqrt((200 ** 2 + 100 ** 2 + 100 ** 2 + 200 ** 2) / 4), 12);
  });

  it('takes a centre on the left and top edge, and leaves one on the right and bottom edge', () => {
    const pixels = frame(8, 8, (column, row) => column * 8 + row);
    // Edges through the centres of columns 1 and 3, rows 1 and 3.
    const result = value(square(1.5, 1.5, 2), pixels);
    expect(result.pixelCount).toBe(4);
    expect(result.minHu).toBe(1 * 8 + 1 - 1024);
    expect(result.maxHu).toBe(2 * 8 + 2 - 1024);
  });

  it('gives each pixel to exactly one of two neighbours that share an edge', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 9, noNaN: true }),
        fc.double({ min: 1, max: 9, noNaN: true }),
        (top, bottom) => {
          const pixels = frame(10, 10, () => 0);
          const left: AreaShape = {
            kind: 'polygon',
            points: [
              { x: 0, y: 0 },
              { x: top, y: 0 },
              { x: bottom, y: 10 },
              { x: 0, y: 10 },
            ],
          };
          const right: AreaShape = {
            kind: 'polygon',
            points: [
              { x: top, y: 0 },
              { x: 10, y: 0 },
              { x: 10, y: 10 },
              { x: bottom, y: 10 },
            ],
          };
          expect(value(left, pixels).pixelCount + value(right, pixels).pixelCount).toBe(100);
        },
      ),
    );
  });

  it('counts the same pixels of a rotated ellipse as a test of every pixel of the frame', () => {
    const ellipses = fc.record({
      kind: fc.constant('ellipse' as const),
      center: fc.record({
        x: fc.double({ min: -3, max: 43, noNaN: true }),
        y: fc.double({ min: -3, max: 33, noNaN: true }),
      }),
      radiusX: fc.double({ min: 0.3, max: 20, noNaN: true }),
      radiusY: fc.double({ min: 0.3, max: 20, noNaN: true }),
      rotation: fc.double({ min: -4, max: 4, noNaN: true }),
    });
    const pixels = frame(40, 30, () => 0);
    fc.assert(
      fc.property(ellipses, (shape: EllipseShape) => {
        let expected = 0;
        const [cos, sin] = [Math.cos(shape.rotation), Math.sin(shape.rotation)];
        for (let row = 0; row < 30; row++) {
          for (let column = 0; column < 40; column++) {
            const dx = column + 0.5 - shape.center.x;
            const dy = row + 0.5 - shape.center.y;
            const u = (dx * cos + dy * sin) / shape.radiusX;
            const v = (dy * cos - dx * sin) / shape.radiusY;
            if (u * u + v * v <= 1) expected++;
          }
        }
        const result = regionStatistics(shape, pixels, null);
        expect(result.ok ? result.value.pixelCount : 0).toBe(expected);
      }),
    );
  });

  it('leaves padding out and counts it', () => {
    const pixels = frame(4, 4, (column) => (column === 0 ? -2000 : 1064), {
      padding: { from: -2000, to: -2000 },
    });
    expect(value(square(0, 0, 4), pixels)).toMatchObject({
      pixelCount: 12,
      paddingCount: 4,
      meanHu: 40,
      minHu: 40,
    });
  });

  it('counts what lies beyond the edge of the frame', () => {
    expect(
      value(
        square(-2, -1, 4),
        frame(8, 8, () => 1024),
      ),
    ).toMatchObject({ pixelCount: 6, outsideCount: 10 });
  });

  it('keeps the area in mm² when spacing is anisotropic', () => {
    const spacing = { betweenRowsMm: 2, betweenColumnsMm: 0.5 };
    const ellipse: AreaShape = {
      kind: 'ellipse',
      center: { x: 8, y: 8 },
      radiusX: 4,
      radiusY: 2,
      rotation: 0.3,
    };
    expect(
      value(
        ellipse,
        frame(16, 16, () => 0),
        spacing,
      ).areaMm2,
    ).toBeCloseTo(Math.PI * 8, 12);
  });

  it('stays exact for large offsets, where a naive variance loses its digits', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    const pixels: FramePixels = {
      rows: 100,
      columns: 100,
      storedType: 'float32',
      values,
      rescale: { slope: 1, intercept: 1e9, type: 'HU' },
      padding: null,
    };
    const result = value(square(0, 0, 100), pixels);
    expect(result.meanHu).toBe(1e9);
    expect(result.sdHu).toBe(1);
  });

  const refusal = (shape: AreaShape, pixels: FramePixels): string => {
    const result = regionStatistics(shape, pixels, null);
    return result.ok ? 'no refusal' : result.error.kind;
  };

  it('gives a reason instead of a number where there is none', () => {
    const plain = frame(8, 8, () => 1024);
    expect(refusal(square(2.6, 2.6, 0.3), plain)).toBe('no-pixels');
    expect(refusal(square(20, 20, 3), plain)).toBe('no-pixels');
    expect(refusal(square(1, 1, 3), { ...plain, padding: { from: 1024, to: 1024 } })).toBe('only-padding');
    expect(refusal(square(1, 1, 3), { ...plain, rescale: { ...HU, type: 'US' } })).toBe('not-hounsfield');
    expect(refusal(square(1, 1, 3), { ...plain, rescale: { ...HU, type: 'Houndsfield Unit' } })).toBe(
      'no refusal',
    );
    expect(refusal(square(1, 1, 3), { ...plain, storedType: 'rgb8', values: new Uint8Array(192) })).toBe(
      'colour',
    );
    const holed = { ...plain, storedType: 'float32' as const, values: new Float32Array(64).fill(Number.NaN) };
    expect(refusal(square(1, 1, 3), holed)).toBe('not-finite');
    expect(refusal(square(0, 0, 1e300), plain)).toBe('bad-shape');
    expect(
      refusal({ kind: 'ellipse', center: { x: 0, y: 0 }, radiusX: 1e9, radiusY: 2, rotation: 0 }, plain),
    ).toBe('bad-shape');
  });
});
