import { describe, expect, it } from 'vitest';
import type { Frame, Stack } from '../../../../annotations/image/hierarchy.ts';
import { thumbnailOf } from '../../../../electron/reader/pixels/thumbnail.ts';
import { plainFrame, plainStack } from '../../../annotations/image/plain-stack.ts';

const frame = plainFrame('1.2');

const stackOf = (rows: number, columns: number, differing: Partial<Stack> = {}): Stack =>
  plainStack([frame], { rows, columns, ...differing });

describe('a thumbnail', () => {
  it('has 96 pixels at its longer side, and never more than the picture', () => {
    expect(thumbnailOf(stackOf(512, 512), frame, new Int16Array(512 * 512))).toMatchObject({
      width: 96,
      height: 96,
    });
    expect(thumbnailOf(stackOf(256, 512), frame, new Int16Array(256 * 512))).toMatchObject({
      width: 96,
      height: 48,
    });
    expect(thumbnailOf(stackOf(16, 8), frame, new Int16Array(128))).toMatchObject({ width: 8, height: 16 });
  });

  it('is as tall as the patient where pixels are not square', () => {
    const tall: Frame = { ...frame, spacing: { betweenRowsMm: 2, betweenColumnsMm: 1 } };
    const { width, height } = thumbnailOf(stackOf(100, 100), tall, new Int16Array(10000));
    expect([width, height]).toEqual([48, 96]);
  });

  it('is grey by the first window of the file, or the abdomen window for HU', () => {
    // Stored 1064 is 40 HU: the middle of 400/40, and the top of 10/30.
    const values = new Int16Array(4).fill(1064);
    expect([...thumbnailOf(stackOf(2, 2), frame, values).values]).toEqual([127, 127, 127, 127]);
    const bright: Frame = { ...frame, voi: [{ function: 'LINEAR', centerHu: 30, widthHu: 10 }] };
    expect([...thumbnailOf(stackOf(2, 2), bright, values).values]).toEqual([255, 255, 255, 255]);
  });

  it('is inverted for MONOCHROME1, and spans its own values where nothing says how', () => {
    const values = Int16Array.of(0, 10, 10, 0);
    const plain: Frame = { ...frame, rescale: { slope: 1, intercept: 0, type: null } };
    expect([...thumbnailOf(stackOf(2, 2), plain, values).values]).toEqual([0, 255, 255, 0]);
    const inverse = stackOf(2, 2, { photometric: 'MONOCHROME1' });
    expect([...thumbnailOf(inverse, plain, values).values]).toEqual([255, 0, 0, 255]);
  });

  it('averages what lies under each of its pixels, and is in colour where the frame is', () => {
    const checker = Int16Array.from(
      { length: 192 * 192 },
      (_, i) => ((i + Math.floor(i / 192)) % 2) * 100 + 1014,
    );
    const { values } = thumbnailOf(stackOf(192, 192), frame, checker);
    expect(new Set(values)).toEqual(new Set([127]));
    const colour = stackOf(1, 1, { storedType: 'rgb8', photometric: 'RGB' });
    expect(thumbnailOf(colour, frame, Uint8Array.of(10, 255, 0))).toMatchObject({
      channels: 3,
      values: Uint8Array.of(10, 255, 0),
    });
    const halves = stackOf(1, 192, { storedType: 'rgb8', photometric: 'RGB' });
    const blueThenRed = Uint8Array.from({ length: 192 * 3 }, (_, i) =>
      i < 96 * 3 ? (i % 3 === 2 ? 200 : 0) : i % 3 === 0 ? 100 : 0,
    );
    const { values: ends } = thumbnailOf(halves, frame, blueThenRed);
    expect([...ends.slice(0, 3), ...ends.slice(-3)]).toEqual([0, 0, 200, 100, 0, 0]);
  });
});
