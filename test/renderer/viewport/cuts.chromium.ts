/** A cut on the screen: each slice a row of its own, as high as the slices are apart, the head on top. */
import { expect, test } from '@playwright/test';
import type { Synthetic } from './page.ts';
import { openViewportPage } from './viewport-page.ts';

const FRAMES = 8;
/** Pixels of 0.9 mm; slices 5 mm apart, one value each. */
const SHAPE: Synthetic = {
  rows: 60,
  columns: 100,
  frames: FRAMES,
  storedType: 'int16',
  rescale: { slope: 1, intercept: -1024, type: 'HU' },
  plane: {
    position: { x: -40, y: -30, z: 100 },
    rowDirection: { x: 1, y: 0, z: 0 },
    columnDirection: { x: 0, y: 1, z: 0 },
    spacing: { betweenRowsMm: 0.9, betweenColumnsMm: 0.9 },
  },
  present: 'all',
  upright: true,
};
const STORED = [1000, 1030, 1060, 1090, 1120, 1150, 1180, 1210];
/** Ten CSS pixels a millimetre: 90 mm of columns, eight slices of 5 mm. */
const CANVAS = { width: 900, height: 400 };
const PX_PER_ROW = 50;

for (const backend of ['cpu', 'gpu'] as const) {
  for (const cut of ['coronal', 'sagittal'] as const) {
    test(`a ${cut} cut has a row for each slice, the highest on top: ${backend}`, async ({ page }) => {
      const errors = await openViewportPage(page);
      const middles = STORED.map((_, row) => [450, PX_PER_ROW * (row + 0.5)] as const);
      const { greys, rows } = await page.evaluate(
        async ({ backend, cut, shape, stored, canvas, middles }) => {
          const { harness } = window;
          const width = cut === 'coronal' ? canvas.width : shape.rows * 9;
          harness.open(backend, width, canvas.height);
          harness.stack(shape, { kind: 'constant-per-frame', values: stored });
          // LINEAR_EXACT over −24 … 231: the grey is the HU and 24.
          harness.showCut(cut, { function: 'LINEAR_EXACT', centerHu: 103.5, widthHu: 255 });
          for (let i = 0; i < 20 && harness.rendered === 0; i += 1) await harness.settle();
          await harness.settle();
          const points = middles.map(([, y]) => [Math.floor(width / 2), y] as const);
          const colours = harness.colours(points);
          return { greys: colours.map(([red = -1]) => red), rows: harness.viewport?.stack?.rows };
        },
        { backend, cut, shape: SHAPE, stored: STORED, canvas: CANVAS, middles },
      );
      expect(rows).toBe(FRAMES);
      const expected = [...STORED].reverse().map((stored) => stored - 1024 + 24);
      greys.forEach((grey, row) => {
        expect(Math.abs(grey - (expected[row] ?? -1)), `row ${row}: ${grey}`).toBeLessThanOrEqual(1);
      });
      expect(errors).toEqual([]);
    });
  }
}
