/** What of the frame is seen: sizes, fitting, turning, and the mouse that zooms, pans and windows. */
import { expect, test } from '@playwright/test';
import { open, SHAPE } from './grey-stack.ts';
import { openViewportPage } from './viewport-page.ts';

for (const backend of ['cpu', 'gpu'] as const) {
  test(`another size keeps the middle in the middle and fills the element (${backend})`, async ({ page }) => {
    const errors = await open(page, 'all', backend);
    const found = await page.evaluate(async () => {
      const { harness } = window;
      const element = document.getElementById('viewport');
      if (element === null || harness.viewport === null) throw new Error('No viewport.');
      harness.viewport.zoomBy(1.5, { x: 100, y: 80 });
      const middle = harness.viewport.canvasToImage({ x: 200, y: 150 });
      harness.viewport.panBy(10, 0);
      harness.viewport.panBy(-10, 0);
      element.style.width = '640px';
      element.style.height = '480px';
      await harness.settle();
      await harness.settle();
      const now = harness.viewport.canvasToImage({ x: 320, y: 240 });
      const canvas = harness.canvas();
      return {
        moved: Math.hypot(now.x - middle.x, now.y - middle.y),
        canvas: [canvas.width, canvas.height],
        grey: harness.colours([[320, 240]])[0]?.[0],
      };
    });
    expect(found).toEqual({ moved: expect.closeTo(0, 9), canvas: [640, 480], grey: 55 });
    expect(errors).toEqual([]);
  });
}

test('fit shows the whole frame, also when it lies on its side', async ({ page }) => {
  const errors = await openViewportPage(page);
  const corners = await page.evaluate(async (shape) => {
    const { harness } = window;
    harness.open('cpu', 400, 300);
    harness.stack({ ...shape, rows: 64, columns: 200, frames: 1, present: 'all' }, { kind: 'noise' });
    const viewport = harness.viewport;
    if (viewport === null) throw new Error('No viewport.');
    viewport.setStack(harness.pixels);
    const both = () => [viewport.imageToCanvas({ x: 0, y: 0 }), viewport.imageToCanvas({ x: 200, y: 64 })];
    const upright = both();
    viewport.rotate(90);
    const lying = both();
    viewport.panBy(30, 20);
    viewport.zoomBy(3);
    viewport.fit();
    return { upright, lying, again: both() };
  }, SHAPE);
  expect(corners.upright).toEqual([
    { x: 0, y: 86 },
    { x: 400, y: 214 },
  ]);
  // 200 columns over 300 px: 1.5 px each; the first row is then on the right.
  expect(corners.lying).toEqual([
    { x: 248, y: 0 },
    { x: 152, y: 300 },
  ]);
  expect(corners.again).toEqual(corners.lying);
  expect(errors).toEqual([]);
});

test('letters follow rotation and flips', async ({ page }) => {
  await open(page, 'all');
  const letters = await page.evaluate(() => {
    const { viewport } = window.harness;
    if (viewport === null) throw new Error('No viewport.');
    const read = () => Object.values(viewport.edgeLetters ?? {}).join(' ');
    const seen = [read()];
    viewport.rotate(90);
    seen.push(read());
    viewport.flipHorizontal();
    seen.push(read());
    viewport.flipVertical();
    seen.push(read());
    viewport.reset();
    seen.push(read());
    return seen;
  });
  // Left, right, top, bottom. The patient's right is on the screen's left in a plain axial frame.
  expect(letters).toEqual(['R L A P', 'P A R L', 'A P R L', 'A P L R', 'R L A P']);
});

test('mouse: drag sets the window, middle pans, right zooms, wheel scrolls, Ctrl and wheel zoom', async ({
  page,
}) => {
  const errors = await open(page, 'all');
  const state = () =>
    page.evaluate(() => {
      const { viewport } = window.harness;
      if (viewport === null) throw new Error('No viewport.');
      const { voi, slice, presentation, canvasPxPerMm } = viewport;
      return {
        voi,
        slice,
        zoom: presentation.zoom,
        at: viewport.imageToCanvas({ x: 32, y: 32 }),
        canvasPxPerMm,
      };
    });
  await page.mouse.move(200, 150);
  await page.mouse.down();
  await page.mouse.move(230, 120, { steps: 7 });
  await page.mouse.up();
  // 256 HU over 300 px: 30 px are 25.6 HU wider; 30 px up are 25.6 HU higher; whole HU.
  expect((await state()).voi).toEqual({ function: 'LINEAR', centerHu: 153, widthHu: 282 });

  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(250, 145, { steps: 5 });
  await page.mouse.up({ button: 'middle' });
  expect((await state()).at).toEqual({ x: expect.closeTo(220, 9), y: expect.closeTo(175, 9) });

  await page.evaluate(() => window.harness.viewport?.fit());
  await page.mouse.move(200, 150);
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(200, 30, { steps: 5 });
  await page.mouse.up({ button: 'right' });
  expect((await state()).zoom).toBeCloseTo(2, 9);

  await page.mouse.wheel(0, 120);
  await page.mouse.wheel(0, 120);
  await page.mouse.wheel(0, -120);
  await expect.poll(async () => (await state()).slice).toBe(11);

  await page.evaluate(() => window.harness.viewport?.fit());
  const before = await page.evaluate(() => window.harness.viewport?.canvasToImage({ x: 120, y: 90 }));
  await page.mouse.move(120, 90);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await state()).zoom).toBeCloseTo(1.2, 9);
  const after = await page.evaluate(() => window.harness.viewport?.canvasToImage({ x: 120, y: 90 }));
  expect(after).toEqual({ x: expect.closeTo(before?.x ?? -1, 9), y: expect.closeTo(before?.y ?? -1, 9) });

  await page.evaluate(() => window.harness.viewport?.setPrimaryTool('none'));
  const still = await state();
  await page.mouse.down();
  await page.mouse.move(160, 160, { steps: 3 });
  await page.mouse.up();
  expect(await state()).toEqual(still);
  expect(errors).toEqual([]);
});
