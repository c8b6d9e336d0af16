/** What a viewport does over time: slices that are late, stacks that change, sizes, tools, missing WebGL. */
import { chromium, expect, type Page, test } from '@playwright/test';
import type { Synthetic } from './page.ts';
import { openViewportPage } from './viewport-page.ts';

const SHAPE: Synthetic = {
  rows: 64,
  columns: 64,
  frames: 40,
  storedType: 'int16',
  rescale: { slope: 1, intercept: 0, type: 'HU' },
  plane: {
    position: { x: -32, y: -32, z: 0 },
    rowDirection: { x: 1, y: 0, z: 0 },
    columnDirection: { x: 0, y: 1, z: 0 },
    spacing: { betweenRowsMm: 1, betweenColumnsMm: 1 },
  },
  present: 'none',
};
/** With this window a frame that holds n throughout is shown as grey n (n + 0.4, floored). */
const VOI = { function: 'LINEAR', centerHu: 127.6, widthHu: 256 } as const;

async function open(page: Page, present: 'all' | 'none', backend: 'cpu' | 'gpu' = 'cpu'): Promise<string[]> {
  const errors = await openViewportPage(page);
  await page.evaluate(
    async ({ shape, voi, present, backend }) => {
      const { harness } = window;
      harness.open(backend, 400, 300);
      const values = Array.from({ length: shape.frames }, (_, index) => 5 + 5 * index);
      harness.stack({ ...shape, present }, { kind: 'constant-per-frame', values });
      harness.viewport?.setStack(harness.pixels, { slice: 10, voi });
      await harness.settle();
    },
    { shape: SHAPE, voi: VOI, present, backend },
  );
  return errors;
}

/** Grey in the middle as it stands on the screen, where a hidden picture is black. */
const shownGrey = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    await window.harness.settle();
    const canvas = document.querySelector('#viewport canvas:last-of-type');
    if (canvas !== null && getComputedStyle(canvas).visibility === 'hidden') return 0;
    return window.harness.colours([[200, 150]])[0]?.[0] ?? -1;
  });

for (const backend of ['cpu', 'gpu'] as const) {
  test(`a frame that is late leaves the picture blank until it comes (${backend})`, async ({ page }) => {
    const errors = await open(page, 'none', backend);
    expect(await page.evaluate(() => window.harness.viewport?.frameState.kind)).toBe('loading');
    expect(await shownGrey(page)).toBe(0);
    await page.evaluate(() => window.harness.arrive(10));
    expect(await shownGrey(page)).toBe(55);
    expect(await page.evaluate(() => window.harness.viewport?.frameState.kind)).toBe('shown');

    await page.evaluate(() => window.harness.viewport?.setSlice(11));
    expect(await shownGrey(page)).toBe(0);
    // Back to a frame that is here: shown again at once.
    await page.evaluate(() => window.harness.viewport?.setSlice(10));
    expect(await shownGrey(page)).toBe(55);
    expect(errors).toEqual([]);
  });
}

test('a frame that comes after the reader has gone on is not shown', async ({ page }) => {
  const errors = await open(page, 'none');
  await page.evaluate(() => {
    const { harness } = window;
    harness.viewport?.setSlice(20);
    harness.viewport?.setSlice(30);
    harness.arrive(30);
  });
  expect(await shownGrey(page)).toBe(155);
  await page.evaluate(() => window.harness.arrive(20));
  await page.evaluate(() => window.harness.arrive(10));
  expect(await shownGrey(page)).toBe(155);
  expect(errors).toEqual([]);
});

test('a listener finds everything as it is after the change', async ({ page }) => {
  await open(page, 'none');
  const seen = await page.evaluate(() => {
    const { harness } = window;
    const { viewport } = harness;
    if (viewport === null) throw new Error('No viewport.');
    harness.arrive(12);
    const found: unknown[] = [];
    viewport.onSliceChanged(() => {
      // The gantry is tilted: the same patient point lies 0.7 mm further to the left in the next frame.
      const at = viewport.patientToCanvas({ x: -32, y: -32, z: 0 })?.point.x ?? Number.NaN;
      found.push([viewport.frameState.kind, viewport.framePixels !== null, at.toFixed(4)]);
    });
    for (const index of [0, 12]) viewport.setSlice(index);
    return found;
  });
  // 300 px for 64 mm, the frame from 50 px on; pixel centres half a pixel in; 12 × 0.7 mm.
  const x = (mm: number) => (50 + (300 / 64) * (0.5 + mm)).toFixed(4);
  expect(seen).toEqual([
    ['loading', false, x(0)],
    ['shown', true, x(-8.4)],
  ]);
});

test('every slice that is looked at is asked for, in that order', async ({ page }) => {
  await open(page, 'none');
  const wanted = await page.evaluate(() => {
    const { viewport, pixels } = window.harness;
    const asked: number[] = [];
    pixels?.onWanted((index) => asked.push(index));
    for (const index of [11, 12, 40, -3]) viewport?.setSlice(index);
    return asked;
  });
  expect(wanted).toEqual([11, 12, 39, 0]);
});

test('a frame that cannot be read says why, and the next one is shown', async ({ page }) => {
  const errors = await open(page, 'none');
  const state = await page.evaluate(async () => {
    window.harness.break(10, 'CT.0011 ends in the middle of its pixels.');
    await window.harness.settle();
    return window.harness.viewport?.frameState;
  });
  expect(state).toEqual({ kind: 'failed', reason: 'CT.0011 ends in the middle of its pixels.' });
  expect(await shownGrey(page)).toBe(0);
  // A second try may succeed.
  await page.evaluate(() => window.harness.arrive(10));
  expect(await shownGrey(page)).toBe(55);
  await page.evaluate(() => {
    window.harness.arrive(11);
    window.harness.viewport?.setSlice(11);
  });
  expect(await shownGrey(page)).toBe(60);
  expect(errors).toEqual([]);
});

test('scrolling through frames that are here shows each in the very next frame', async ({ page }) => {
  await open(page, 'all');
  const greys = await page.evaluate(async () => {
    const { harness } = window;
    const found: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      harness.viewport?.setSlice(index);
      const painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      await painted;
      found.push(harness.colours([[200, 150]])[0]?.[0] ?? -1);
    }
    return found;
  });
  // What has been shown is not kept a second time.
  expect(await page.evaluate(() => window.harness.cachedImages())).toBe(0);
  expect(greys).toEqual(Array.from({ length: 40 }, (_, index) => 5 + 5 * index));
});

test('many changes before an animation frame are painted once', async ({ page }) => {
  await open(page, 'all');
  const renderings = await page.evaluate(async () => {
    const { harness } = window;
    const before = harness.rendered;
    for (let i = 0; i < 50; i += 1) {
      harness.viewport?.setVoi({ function: 'LINEAR', centerHu: 100 + i, widthHu: 256 });
      harness.viewport?.panBy(1, 0);
      harness.viewport?.setSlice(i % 30);
    }
    await harness.settle();
    return harness.rendered - before;
  });
  expect(renderings).toBe(1);
});

test('a window, an inversion and a slice are told to listeners once each, and only when they change', async ({
  page,
}) => {
  await open(page, 'all');
  const told = await page.evaluate(() => {
    const { viewport } = window.harness;
    if (viewport === null) throw new Error('No viewport.');
    const heard: string[] = [];
    viewport.onVoiChanged(() => {
      const { voi, inverted } = viewport;
      heard.push(`window ${voi.function === 'TABLE' ? 'table' : voi.centerHu} ${inverted}`);
    });
    viewport.onSliceChanged(() => heard.push(`slice ${viewport.slice}`));
    const stop = viewport.onCameraChanged(() => heard.push(`zoom ${viewport.presentation.zoom}`));
    viewport.setVoi({ function: 'LINEAR', centerHu: 60, widthHu: 400 });
    viewport.setVoi({ function: 'LINEAR', centerHu: 60, widthHu: 400 });
    viewport.setInverted(true);
    viewport.setSlice(12);
    viewport.setSlice(12);
    viewport.zoomBy(2);
    stop();
    viewport.zoomBy(2);
    return heard;
  });
  expect(told).toEqual(['window 60 false', 'window 60 true', 'slice 12', 'zoom 2']);
});

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

test('stacks may change at any moment; the last one stays, and nothing of the others is left', async ({
  page,
}) => {
  const errors = await open(page, 'all');
  const found = await page.evaluate(
    async ({ shape, voi }) => {
      const { harness } = window;
      const first = harness.pixels;
      harness.stack(
        { ...shape, present: 'all' },
        { kind: 'constant-per-frame', values: Array(40).fill(200) },
      );
      const second = harness.pixels;
      const { viewport } = harness;
      const grey = () => harness.colours([[200, 150]])[0]?.[0];
      for (let i = 0; i < 20; i += 1) viewport?.setStack(i % 2 === 0 ? first : second, { slice: i, voi });
      await harness.settle();
      const last = grey();
      // The same stack once more, after nothing.
      viewport?.setStack(null);
      const nothing = [viewport?.sliceCount, viewport?.transform, viewport?.frameState.kind];
      viewport?.setStack(first, { slice: 3, voi });
      await harness.settle();
      return { last, nothing, again: grey(), state: viewport?.frameState.kind };
    },
    { shape: SHAPE, voi: VOI },
  );
  expect(found).toEqual({ last: 200, nothing: [0, null, 'empty'], again: 20, state: 'shown' });
  expect(errors).toEqual([]);
});

test('two viewports show two stacks, and one that is destroyed leaves the other', async ({ page }) => {
  const errors = await open(page, 'all');
  const found = await page.evaluate(
    async ({ shape, voi }) => {
      const { harness } = window;
      const first = harness.viewport;
      const firstElement = document.getElementById('viewport');
      if (firstElement === null) throw new Error('No viewport.');
      firstElement.id = 'first';
      harness.stack({ ...shape, present: 'all' }, { kind: 'constant-per-frame', values: Array(40).fill(77) });
      harness.open('cpu', 300, 200);
      harness.viewport?.setStack(harness.pixels, { slice: 1, voi });
      await harness.settle();
      const grey = harness.colours([[150, 100]])[0]?.[0];
      harness.viewport?.destroy();
      const left = document.querySelectorAll('#viewport canvas').length;
      document.getElementById('viewport')?.remove();
      firstElement.id = 'viewport';
      first?.setSlice(30);
      await harness.settle();
      return { grey, left, other: harness.colours([[200, 150]])[0]?.[0] };
    },
    { shape: SHAPE, voi: VOI },
  );
  expect(found).toEqual({ grey: 77, left: 0, other: 155 });
  expect(errors).toEqual([]);
});

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
