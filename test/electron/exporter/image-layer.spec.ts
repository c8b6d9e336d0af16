import { describe, expect, it } from 'vitest';
import type { FramePixels } from '../../../annotations/image/frame-pixels.ts';
import type { Turn } from '../../../annotations/image/orientation.ts';
import { UNTURNED } from '../../../annotations/image/orientation.ts';
import { greyLevel, type VoiWindow } from '../../../annotations/image/voi.ts';
import type { OutputSize } from '../../../annotations/scene/snapshot.ts';
import { outputGeometry } from '../../../annotations/scene/turn.ts';
import { type ImageLayerRequest, imageLayer } from '../../../electron/exporter/image-layer.ts';

const WINDOW: VoiWindow = { function: 'LINEAR', centerHu: 50, widthHu: 101 };

function frame(columns: number, rows: number, hu: (column: number, row: number) => number): FramePixels {
  return {
    rows,
    columns,
    storedType: 'int16',
    values: Int16Array.from({ length: columns * rows }, (_, index) =>
      hu(index % columns, Math.floor(index / columns)),
    ),
    rescale: { slope: 1, intercept: 0, type: 'HU' },
    padding: null,
  };
}

type Options = {
  readonly size?: OutputSize;
  readonly turn?: Turn;
  readonly request?: Partial<ImageLayerRequest>;
  readonly area?: { x: number; y: number; width: number; height: number };
};

/** Grey of each output pixel, line by line. */
function drawn(pixels: FramePixels, options: Options = {}): number[][] {
  const geometry = outputGeometry(
    { rows: pixels.rows, columns: pixels.columns, spacing: null },
    options.area ?? null,
    options.turn ?? UNTURNED,
    options.size ?? { kind: 'scale', scale: 1 },
  );
  if (!geometry.ok) throw new Error(geometry.error.message);
  const { widthPx, heightPx, transform } = geometry.value;
  const request = {
    pixels,
    photometric: 'MONOCHROME2',
    voi: WINDOW,
    invert: false,
    ...options.request,
  } as const;
  const rgba = imageLayer(request, transform, widthPx, heightPx);
  return Array.from({ length: heightPx }, (_, y) =>
    Array.from({ length: widthPx }, (_unused, x) => {
      const at = (y * widthPx + x) * 4;
      expect(rgba[at + 1]).toBe(rgba[at]);
      expect(rgba[at + 3]).toBe(255);
      return rgba[at] as number;
    }),
  );
}

describe('the image layer', () => {
  it('is the window of each stored value at native size', () => {
    const pixels = frame(5, 3, (column, row) => column * 30 + row * 7);
    expect(drawn(pixels)).toEqual(
      [0, 1, 2].map((row) => [0, 1, 2, 3, 4].map((column) => greyLevel(WINDOW, column * 30 + row * 7))),
    );
  });

  it('is the same pixels, moved, in every turn', () => {
    const pixels = frame(3, 2, (column, row) => 10 * (1 + column + 3 * row));
    const [a, b, c, d, e, f] = [10, 20, 30, 40, 50, 60].map((hu) => greyLevel(WINDOW, hu));
    expect(drawn(pixels, { turn: { rotation: 90, flipHorizontal: false } })).toEqual([
      [d, a],
      [e, b],
      [f, c],
    ]);
    expect(drawn(pixels, { turn: { rotation: 180, flipHorizontal: false } })).toEqual([
      [f, e, d],
      [c, b, a],
    ]);
    expect(drawn(pixels, { turn: { rotation: 270, flipHorizontal: false } })).toEqual([
      [c, f],
      [b, e],
      [a, d],
    ]);
    expect(drawn(pixels, { turn: { rotation: 0, flipHorizontal: true } })).toEqual([
      [c, b, a],
      [f, e, d],
    ]);
    expect(drawn(pixels, { turn: { rotation: 90, flipHorizontal: true } })).toEqual([
      [a, d],
      [b, e],
      [c, f],
    ]);
  });

  it('turns MONOCHROME1 around, and inverts what is asked for', () => {
    const pixels = frame(2, 1, (column) => column * 200 - 50);
    expect(drawn(pixels, { request: { photometric: 'MONOCHROME1' } })).toEqual([[255, 0]]);
    expect(drawn(pixels, { request: { invert: true } })).toEqual([[255, 0]]);
    expect(drawn(pixels, { request: { photometric: 'MONOCHROME1', invert: true } })).toEqual([[0, 255]]);
  });

  it('shows padding black, inverted too, and lets no rim grow from it', () => {
    const pixels = {
      ...frame(8, 8, (column) => (column < 4 ? -2000 : 100)),
      padding: { from: -2000, to: -2000 },
    };
    expect(drawn(pixels, { request: { invert: true } })[0]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(drawn(pixels)[0]).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
    const enlarged = drawn(pixels, { size: { kind: 'scale', scale: 4 } })[10] ?? [];
    const rising = enlarged.every((grey, index) => index === 0 || grey >= (enlarged[index - 1] as number));
    expect(rising).toBe(true);
  });

  it('passes through the HU at pixel centres when it enlarges, and keeps a flat field flat', () => {
    const flat = drawn(
      frame(6, 6, () => 42),
      { size: { kind: 'scale', scale: 4 } },
    );
    expect(new Set(flat.flat())).toEqual(new Set([greyLevel(WINDOW, 42)]));
    // At an odd factor the middle output pixel lies on the centre of the stored one.
    const pixels = frame(6, 6, (column, row) => (column * 37 + row * 53) % 100);
    const enlarged = drawn(pixels, { size: { kind: 'width', widthPx: 18 } });
    for (let row = 0; row < 6; row++) {
      for (let column = 0; column < 6; column++) {
        const expected = greyLevel(WINDOW, (column * 37 + row * 53) % 100);
        expect(Math.abs((enlarged[row * 3 + 1]?.[column * 3 + 1] as number) - expected)).toBeLessThanOrEqual(
          1,
        );
      }
    }
  });

  it('interpolates HU before the window: half way between air and bone is no soft tissue grey of its own', () => {
    // Interpolated first, the edge crosses this narrow window within a fraction of a pixel; grey levels interpolated
    // after windowing would smear it over a whole one.
    const pixels = frame(8, 4, (column) => (column < 4 ? -1000 : 1000));
    const narrow: VoiWindow = { function: 'LINEAR', centerHu: 900, widthHu: 11 };
    const line = drawn(pixels, { size: { kind: 'scale', scale: 4 }, request: { voi: narrow } })[8] ?? [];
    expect(line.slice(0, 17).every((grey) => grey === 0)).toBe(true);
    expect(line.filter((grey) => grey > 0 && grey < 255).length).toBeLessThanOrEqual(1);
  });

  it('does not alias when it shrinks', () => {
    const pixels = frame(64, 64, (column) => (column % 2 === 0 ? 0 : 100));
    const small = drawn(pixels, { size: { kind: 'width', widthPx: 16 } });
    const inner = small.slice(3, 13).flatMap((line) => line.slice(3, 13));
    expect(Math.max(...inner) - Math.min(...inner)).toBeLessThanOrEqual(2);
  });

  it('is black beyond the frame', () => {
    const pixels = frame(4, 4, () => 100);
    const wide = drawn(pixels, { area: { x: -2, y: 0, width: 8, height: 4 } });
    expect(wide[0]).toEqual([0, 0, 255, 255, 255, 255, 0, 0]);
  });

  it('shows colour as it is', () => {
    const pixels: FramePixels = {
      ...frame(2, 1, () => 0),
      storedType: 'rgb8',
      values: Uint8Array.of(255, 0, 0, 10, 20, 30),
    };
    const rgba = imageLayer(
      { pixels, photometric: 'RGB', voi: WINDOW, invert: false },
      { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 },
      2,
      1,
    );
    expect([...rgba]).toEqual([255, 0, 0, 255, 10, 20, 30, 255]);
  });

  it('takes 32-bit and floating values, whose windows need no table', () => {
    const values = Float32Array.of(-1.5, 50, 99.75, Number.NaN);
    const pixels: FramePixels = { ...frame(4, 1, () => 0), storedType: 'float32', values };
    expect(drawn(pixels)).toEqual([[0, greyLevel(WINDOW, 50), greyLevel(WINDOW, 99.75), 0]]);
  });
});
