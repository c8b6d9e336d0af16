import { describe, expect, it } from 'vitest';
import { amplitude, meanStandardError, noiseOf } from '../../../electron/sample/noise.ts';
import { pixelsOf } from '../../../electron/sample/outline.ts';

const disc = pixelsOf({
  kind: 'ellipse',
  center: { x: 250, y: 280 },
  radiusX: 12,
  radiusY: 9,
  rotation: 0.3,
});
const fields = Array.from({ length: 48 }, (_, slice) => noiseOf(slice % 2, slice));

describe('noise of the sample case', () => {
  it('has the SD that its amplitude says, and no mean', () => {
    const field = fields[0] as Float32Array;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < field.length; i += 1) {
      const unit = (field[i] as number) / amplitude(i);
      sum += unit;
      squares += unit * unit;
    }
    expect(Math.abs(sum / field.length)).toBeLessThan(0.01);
    expect(Math.sqrt(squares / field.length)).toBeCloseTo(1, 1);
  });

  it('moves the mean of a region by as much as the standard error foretells', () => {
    const means = fields.map((field) => disc.reduce((sum, i) => sum + (field[i] as number), 0) / disc.length);
    const spread = Math.sqrt(means.reduce((sum, mean) => sum + mean * mean, 0) / means.length);
    const foretold = meanStandardError(disc);
    expect(foretold).toBeLessThan(1);
    // 48 samples: the SD of an SD is about a tenth of it.
    expect(spread / foretold).toBeGreaterThan(0.65);
    expect(spread / foretold).toBeLessThan(1.35);
  });

  it('differs between slices and phases and repeats for the same ones', () => {
    expect(noiseOf(0, 5)).toEqual(noiseOf(0, 5));
    expect(noiseOf(0, 5)[70000]).not.toBe(noiseOf(1, 5)[70000]);
    expect(noiseOf(0, 5)[70000]).not.toBe(noiseOf(0, 6)[70000]);
  });
});
