import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOutlines } from '../../../annotations/codecs/mask-outline.ts';

/** The voxel rule's even-odd test, over several outlines together. */
function inside(
  x: number,
  y: number,
  outlines: readonly { readonly points: readonly { x: number; y: number }[] }[],
) {
  let odd = false;
  for (const { points } of outlines) {
    for (const [i, a] of points.entries()) {
      const b = points[(i + 1) % points.length] as { x: number; y: number };
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
    }
  }
  return odd;
}

const mask = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      values: fc.array(fc.constantFrom(0, 1), { minLength: rows * columns, maxLength: rows * columns }),
    }),
  );

describe('the outlines of a mask', () => {
  it('hold exactly its pixels by the voxel rule', () => {
    fc.assert(
      fc.property(mask, ({ rows, columns, values }) => {
        const outlines = maskOutlines(values, rows, columns);
        for (let y = 0; y < rows; y += 1) {
          for (let x = 0; x < columns; x += 1) {
            expect(inside(x + 0.5, y + 0.5, outlines)).toBe(values[y * columns + x] === 1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have a corner only where they turn', () => {
    fc.assert(
      fc.property(mask, ({ rows, columns, values }) => {
        for (const { points } of maskOutlines(values, rows, columns)) {
          for (const [i, b] of points.entries()) {
            const a = points[(i + points.length - 1) % points.length] as { x: number; y: number };
            const c = points[(i + 1) % points.length] as { x: number; y: number };
            expect((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)).not.toBe(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of pixels that touch at a corner are two', () => {
    expect(maskOutlines([1, 0, 0, 1], 2, 2)).toHaveLength(2);
  });

  it('tell holes from outer outlines', () => {
    const ring = [1, 1, 1, 1, 0, 1, 1, 1, 1];
    expect(
      maskOutlines(ring, 3, 3)
        .map(({ hole }) => hole)
        .sort(),
    ).toEqual([false, true]);
  });
});
