import { describe, expect, it } from 'vitest';
import type { FramePixels } from '../../../annotations/image/frame-pixels.ts';
import { fullRangeWindow } from '../../../annotations/image/full-range-window.ts';
import { isValidVoi, voiToUnitGrey } from '../../../annotations/image/voi.ts';

const pixels = (values: number[], part: Partial<FramePixels> = {}): FramePixels => ({
  rows: 1,
  columns: values.length,
  storedType: 'int16',
  values: Int16Array.from(values),
  rescale: { slope: 1, intercept: 0, type: 'US' },
  padding: null,
  ...part,
});

describe('the window over the full range', () => {
  it('shows the darkest pixel black and the brightest white', () => {
    const voi = fullRangeWindow(pixels([10, 300, 4000]));
    if (voi === null) throw new Error('No window.');
    expect(voiToUnitGrey(voi, 10)).toBe(0);
    expect(voiToUnitGrey(voi, 4000)).toBe(255);
  });

  it('leaves padding out, and follows a falling rescale slope', () => {
    const voi = fullRangeWindow(
      pixels([-2000, 0, 100], {
        padding: { from: -2000, to: -2000 },
        rescale: { slope: -2, intercept: 5, type: 'US' },
      }),
    );
    expect(voi).toMatchObject({ centerHu: -95, widthHu: 200 });
  });

  it('is a valid window even when all pixels are the same', () => {
    const voi = fullRangeWindow(pixels([7, 7]));
    expect(voi !== null && isValidVoi(voi)).toBe(true);
  });

  it('is none for colour and for nothing but padding', () => {
    expect(fullRangeWindow(pixels([1, 2, 3], { storedType: 'rgb8' }))).toBeNull();
    expect(fullRangeWindow(pixels([1, 1], { padding: { from: 1, to: 1 } }))).toBeNull();
  });
});
