import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossesItself } from '../../../annotations/finding/outline-crossing.ts';

const outline = (...pairs: readonly (readonly [number, number])[]) => pairs.map(([x, y]) => ({ x, y }));

describe('an outline that crosses itself', () => {
  it('is told from one that does not', () => {
    expect(crossesItself(outline([0, 0], [10, 10], [10, 0], [0, 10]))).toBe(true);
    expect(crossesItself(outline([0, 0], [10, 0], [10, 10], [0, 10]))).toBe(false);
    // Hollow, but without a crossing.
    expect(crossesItself(outline([0, 0], [10, 0], [5, 4], [10, 10], [0, 10]))).toBe(false);
  });

  it('does not cross where it only touches itself, or is no surface', () => {
    expect(crossesItself(outline([0, 0], [5, 5], [10, 0], [10, 10], [5, 5], [0, 10]))).toBe(false);
    expect(crossesItself(outline([0, 0], [10, 10]))).toBe(false);
    expect(crossesItself([])).toBe(false);
  });

  it('never is a star-shaped outline, wherever it begins', () => {
    const radii = fc.array(fc.double({ min: 5, max: 50, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(radii, (list) => {
        const points = list.map((r, i) => ({
          x: 100 + r * Math.cos((2 * Math.PI * i) / list.length),
          y: 100 + r * Math.sin((2 * Math.PI * i) / list.length),
        }));
        expect(crossesItself(points)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  // Compared each with each, their pairs would take minutes.
  it('is asked of twenty thousand points too', () => {
    const circle = Array.from({ length: 20_000 }, (_, i) => ({
      x: 256 + 200 * Math.cos((i * Math.PI) / 10_000),
      y: 256 + 200 * Math.sin((i * Math.PI) / 10_000),
    }));
    expect(crossesItself(circle)).toBe(false);
  });
});
