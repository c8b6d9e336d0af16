/** What a viewport does over time: slices that are late, stacks that change, what listeners are told. */
import { expect, test } from '@playwright/test';
import { open, SHAPE, shownGrey, VOI } from './grey-stack.ts';

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
