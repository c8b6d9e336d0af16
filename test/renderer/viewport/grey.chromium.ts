/**
 * The grey of every pixel follows PS3.3 C.11.2.1.2, floored, for every kind of stored value, at a whole zoom.
 * The formula is written out here once more, from the standard, so that the domain's own is tested too.
 */
import { expect, type Page, test } from '@playwright/test';
import type { Filling, Synthetic } from './page.ts';
import { openViewportPage } from './viewport-page.ts';

const COLUMNS = 100;
const ROWS = 60;
const SHAPE: Synthetic = {
  rows: ROWS,
  columns: COLUMNS,
  frames: 2,
  storedType: 'int16',
  rescale: { slope: 1, intercept: 0, type: 'HU' },
  plane: {
    position: { x: 0, y: 0, z: 0 },
    rowDirection: { x: 1, y: 0, z: 0 },
    columnDirection: { x: 0, y: 1, z: 0 },
    spacing: { betweenRowsMm: 0.9, betweenColumnsMm: 0.9 },
  },
  present: 'all',
};
/** Three CSS pixels for one of the image. */
const ZOOM = 3;

/** Inverted the ramp falls, and is rounded down too. */
function linear(hu: number, center: number, width: number, inverted = false): number {
  if (hu <= center - 0.5 - (width - 1) / 2) return inverted ? 255 : 0;
  if (hu > center - 0.5 + (width - 1) / 2) return inverted ? 0 : 255;
  const grey = ((hu - (center - 0.5)) / (width - 1) + 0.5) * 255;
  return Math.floor(inverted ? 255 - grey : grey);
}

type Shown = {
  readonly shape: Synthetic;
  readonly filling: Filling;
  readonly center: number;
  readonly width: number;
};

/** Grey, or colour, of the middle of every pixel of the first row of pixels, left to right. */
async function firstRow(page: Page, shown: Shown, inverted: boolean): Promise<number[][]> {
  return page.evaluate(
    async ({ shown, inverted, zoom }) => {
      const { harness } = window;
      if (harness.viewport === null) {
        harness.open('cpu', shown.shape.columns * zoom, shown.shape.rows * zoom);
      }
      harness.stack(shown.shape, shown.filling);
      const viewport = harness.viewport;
      viewport?.setStack(harness.pixels, {
        slice: 0,
        inverted,
        voi: { function: 'LINEAR', centerHu: shown.center, widthHu: shown.width },
      });
      await harness.settle();
      const middles = Array.from(
        { length: shown.shape.columns },
        (_, column) => [column * zoom + 1, 1] as const,
      );
      return harness.colours(middles);
    },
    { shown, inverted, zoom: ZOOM },
  );
}

const KINDS: readonly {
  readonly name: string;
  readonly shape: Partial<Synthetic>;
  readonly from: number;
  readonly step: number;
}[] = [
  { name: 'int16 of HU', shape: {}, from: -190, step: 5 },
  {
    name: 'uint16, 12 bits, intercept -1024',
    shape: { storedType: 'uint16', rescale: { slope: 1, intercept: -1024, type: 'HU' } },
    from: 834,
    step: 5,
  },
  {
    name: 'int16 with a broken slope',
    shape: { rescale: { slope: 0.37, intercept: -80.25, type: 'HU' } },
    from: -300,
    step: 13,
  },
  {
    name: 'int16 with a negative slope',
    shape: { rescale: { slope: -2, intercept: 40, type: 'HU' } },
    from: -110,
    step: 2,
  },
  { name: 'uint8', shape: { storedType: 'uint8' }, from: 0, step: 2 },
  { name: 'int8', shape: { storedType: 'int8' }, from: -110, step: 2 },
  { name: 'int32', shape: { storedType: 'int32' }, from: -190, step: 5 },
  { name: 'uint32', shape: { storedType: 'uint32' }, from: 0, step: 3 },
  { name: 'float32', shape: { storedType: 'float32' }, from: -190.3, step: 5.17 },
];

test('greys are those of the formula for all kinds of stored values', async ({ page }) => {
  const errors = await openViewportPage(page);
  for (const kind of KINDS) {
    const shape = { ...SHAPE, ...kind.shape };
    for (const [center, width] of [
      [40, 400],
      [90, 150],
      [-30.5, 1],
      [0, 2],
    ] as const) {
      const filling: Filling = { kind: 'ramp', from: kind.from, step: kind.step };
      const values = Array.from({ length: COLUMNS }, (_, column) => {
        const stored = kind.from + kind.step * column;
        const { slope, intercept } = shape.rescale;
        return slope * (shape.storedType === 'float32' ? Math.fround(stored) : stored) + intercept;
      });
      for (const inverted of [false, true]) {
        const shown = await firstRow(page, { shape, filling, center, width }, inverted);
        const expected = values.map((hu) => linear(hu, center, width, inverted));
        const what = `${kind.name}, window ${center}/${width}${inverted ? ', inverted' : ''}`;
        expect(shown, what).toEqual(expected.map((grey) => [grey, grey, grey]));
      }
    }
  }
  expect(errors).toEqual([]);
});

test('MONOCHROME1 shows low values white', async ({ page }) => {
  await openViewportPage(page);
  const shape = { ...SHAPE, photometric: 'MONOCHROME1' as const };
  const filling: Filling = { kind: 'ramp', from: -190, step: 5 };
  const shown = await firstRow(page, { shape, filling, center: 40, width: 400 }, false);
  expect(shown.map((colour) => colour[0])).toEqual(
    Array.from({ length: COLUMNS }, (_, column) => linear(-190 + 5 * column, 40, 400, true)),
  );
});

test('colour is shown as it is stored, whatever the window', async ({ page }) => {
  await openViewportPage(page);
  const shape = { ...SHAPE, storedType: 'rgb8' as const };
  // The ramp runs over pixels; all three components of a pixel are alike here.
  const filling: Filling = { kind: 'ramp', from: 3, step: 2 };
  const shown = await firstRow(page, { shape, filling, center: 40, width: 80 }, false);
  expect(shown).toEqual(Array.from({ length: COLUMNS }, (_, column) => Array(3).fill(3 + 2 * column)));
});

test('the GPU differs from the formula by one grey at most', async ({ page }) => {
  const errors = await openViewportPage(page);
  const worst = await page.evaluate(
    async ({ shape, zoom }) => {
      const { harness } = window;
      harness.open('gpu', shape.columns * zoom, shape.rows * zoom);
      harness.stack(
        { ...shape, rescale: { slope: 2, intercept: -500, type: 'HU' } },
        { kind: 'ramp', from: 150, step: 3 },
      );
      const viewport = harness.viewport;
      const voi = { function: 'LINEAR', centerHu: 40, widthHu: 400 } as const;
      viewport?.setStack(harness.pixels, { slice: 0, voi });
      await harness.settle();
      const colours = harness.colours(
        Array.from({ length: shape.columns }, (_, column) => [column * zoom + 1, 31] as const),
      );
      return colours.map((colour, column) => {
        const hu = 2 * (150 + 3 * column) - 500;
        const grey = Math.min(255, Math.max(0, ((hu - 39.5) / 399 + 0.5) * 255));
        return Math.abs((colour[0] as number) - grey);
      });
    },
    { shape: SHAPE, zoom: ZOOM },
  );
  expect(Math.max(...worst)).toBeLessThanOrEqual(1);
  expect(errors).toEqual([]);
});

for (const backend of ['cpu', 'gpu'] as const) {
  test(`a lookup table is shown entry by entry on the ${backend}, and the window again after it`, async ({
    page,
  }) => {
    const errors = await openViewportPage(page);
    const { table, windowed } = await page.evaluate(
      async ({ shape, zoom, backend }) => {
        const { harness } = window;
        harness.open(backend, shape.columns * zoom, shape.rows * zoom);
        harness.stack(shape, { kind: 'ramp', from: -20, step: 1 });
        const voi = {
          function: 'TABLE',
          explanation: '',
          firstMapped: -10,
          values: Uint16Array.from({ length: 80 }, (_, entry) => (entry * 53) % 4096),
          bits: 12,
        } as const;
        const middles = Array.from(
          { length: shape.columns },
          (_, column) => [column * zoom + 1, 31] as const,
        );
        harness.viewport?.setStack(harness.pixels, { slice: 0, voi });
        await harness.settle();
        const table = harness.colours(middles);
        harness.viewport?.setVoi({ function: 'LINEAR', centerHu: 40, widthHu: 400 });
        await harness.settle();
        return { table, windowed: harness.colours(middles) };
      },
      { shape: SHAPE, zoom: ZOOM, backend },
    );
    const entries = Array.from({ length: COLUMNS }, (_, column) => Math.min(79, Math.max(0, column - 10)));
    expect(table.map((colour) => colour[0])).toEqual(entries.map((entry) => ((entry * 53) % 4096) >> 4));
    const apart = windowed.map((colour, column) =>
      Math.abs((colour[0] as number) - linear(column - 20, 40, 400)),
    );
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
    expect(errors).toEqual([]);
  });
}
