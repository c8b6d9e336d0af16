/** CPU or GPU: where WebGL is missing, or software stands in for it. */
import { chromium, expect, test } from '@playwright/test';
import { SHAPE, VOI } from './grey-stack.ts';
import { openViewportPage } from './viewport-page.ts';

test('without any WebGL the picture is there all the same', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--disable-gpu', '--disable-software-rasterizer'],
  });
  try {
    const page = await browser.newPage();
    const errors = await openViewportPage(page);
    const found = await page.evaluate(
      async ({ shape, voi }) => {
        const { harness } = window;
        const webgl = document.createElement('canvas').getContext('webgl2') !== null;
        harness.open(null, 400, 300);
        harness.stack(
          { ...shape, present: 'all' },
          { kind: 'constant-per-frame', values: Array(40).fill(90) },
        );
        harness.viewport?.setStack(harness.pixels, { voi });
        await harness.settle();
        return { webgl, grey: harness.colours([[200, 150]])[0]?.[0] };
      },
      { shape: SHAPE, voi: VOI },
    );
    expect(found).toEqual({ webgl: false, grey: 90 });
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a software rasteriser is not taken for a GPU', async ({ page }) => {
  const errors = await openViewportPage(page);
  const canvases = await page.evaluate(
    async ({ shape, voi }) => {
      const { harness } = window;
      harness.open(null, 400, 300);
      harness.stack({ ...shape, present: 'all' }, { kind: 'noise' });
      harness.viewport?.setStack(harness.pixels, { voi });
      await harness.settle();
      return harness.canvas().className;
    },
    { shape: SHAPE, voi: VOI },
  );
  // The canvas of the GPU path bears Cornerstone's class name.
  expect(canvases).toBe('');
  expect(errors).toEqual([]);
});
