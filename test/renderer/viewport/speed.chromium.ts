/**
 * Scrolling, window drag and zoom over 100 frames of 512², without a GPU, against the plainest painting of as many
 * pixels in the same page. Intervals are told beside it; the budget of 60 frames/s is measured by `npm run bench`.
 */
import { expect, test } from '@playwright/test';
import type { Synthetic } from './page.ts';
import { openViewportPage } from './viewport-page.ts';

const SHAPE: Synthetic = {
  rows: 512,
  columns: 512,
  frames: 100,
  storedType: 'int16',
  rescale: { slope: 1, intercept: 0, type: 'HU' },
  plane: {
    position: { x: -200, y: -200, z: 0 },
    rowDirection: { x: 1, y: 0, z: 0 },
    columnDirection: { x: 0, y: 1, z: 0 },
    spacing: { betweenRowsMm: 0.78, betweenColumnsMm: 0.78 },
  },
  present: 'all',
};

/** Reading between voxels is part of it; product choice. */
const MOST_TIMES_PAINTING = 8;

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;

/** In the page: windows as many stored values as the canvas has pixels through a table, and puts them there. */
const plainPainting = ({ width, height }: { readonly width: number; readonly height: number }) => {
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  Object.assign(context.canvas, { width, height });
  const stored = Int16Array.from({ length: width * height }, (_, i) => (i * 7919) % 3000);
  const table = new Uint32Array(4096);
  const picture = new ImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  return window.harness.timed(100, (i) => {
    table.fill(0xff000000 + i);
    for (let at = 0; at < pixels.length; at += 1) pixels[at] = table[stored[at] as number] as number;
    context.putImageData(picture, 0, 0);
  });
};

const median = (values: readonly number[]): number =>
  at(
    [...values].sort((a, b) => a - b),
    0.5,
  );

test('scrolling, window drag and zoom cost the page little more than painting as many pixels', async ({
  page,
}) => {
  const errors = await openViewportPage(page);
  const measured = await page.evaluate(async (shape) => {
    const { harness } = window;
    harness.open(null, 1000, 860);
    harness.stack(shape, { kind: 'noise' });
    const { viewport } = harness;
    if (viewport === null) throw new Error('No viewport.');
    viewport.setStack(harness.pixels, { slice: 0 });
    await harness.settle();
    const steps: { readonly [name: string]: (i: number) => void } = {
      scroll: (i) => viewport.setSlice(i % 100),
      window: (i) => viewport.setVoi({ function: 'LINEAR', centerHu: 40 + (i % 50), widthHu: 400 + i }),
      zoom: (i) => viewport.zoomBy(i % 40 < 20 ? 1.05 : 1 / 1.05),
    };
    const found = [];
    for (const [name, step] of Object.entries(steps)) {
      found.push({ name, ...(await harness.timed(200, step)) });
    }
    return found;
  }, SHAPE);
  const floor = median((await page.evaluate(plainPainting, { width: 1000, height: 860 })).work);
  for (const { name, intervals, work } of measured) {
    const [i, w] = [intervals.sort((a, b) => a - b), work.sort((a, b) => a - b)];
    const told = `interval p50 ${at(i, 0.5).toFixed(1)} p95 ${at(i, 0.95).toFixed(1)} ms, work p50 ${at(w, 0.5).toFixed(1)} p95 ${at(w, 0.95).toFixed(1)} ms, plain painting ${floor.toFixed(1)} ms`;
    test.info().annotations.push({ type: name, description: told });
    console.log(`    ${name}: ${told}`);
    expect(at(w, 0.5) / floor, `${name}: ${told}`).toBeLessThan(MOST_TIMES_PAINTING);
  }
  expect(errors).toEqual([]);
});

test('three linked sides of 200 slices cost the page a few times the painting of as many pixels', async ({
  page,
}) => {
  const errors = await openViewportPage(page);
  const measured = await page.evaluate(
    async (shape) => {
      const { harness } = window;
      harness.stack(shape, { kind: 'noise' });
      const viewports = harness.openCuts(470, 430);
      for (let i = 0; i < 5; i += 1) await harness.settle();
      const shown = viewports.map((viewport) => viewport.frameState.kind);
      const slices = viewports.map((viewport) => viewport.sliceCount);
      const step = (i: number) => {
        for (const viewport of viewports) viewport.setSlice(20 + (i % 150));
      };
      return { shown, slices, ...(await harness.timed(150, step)) };
    },
    { ...SHAPE, frames: 200, upright: true },
  );
  expect(measured.shown).toEqual(['shown', 'shown', 'shown']);
  expect(measured.slices).toEqual([200, 512, 512]);
  const [i, w] = [measured.intervals.sort((a, b) => a - b), measured.work.sort((a, b) => a - b)];
  const floor = median((await page.evaluate(plainPainting, { width: 470, height: 3 * 430 })).work);
  const told = `interval p50 ${at(i, 0.5).toFixed(1)} p95 ${at(i, 0.95).toFixed(1)} ms, work p50 ${at(w, 0.5).toFixed(1)} p95 ${at(w, 0.95).toFixed(1)} ms, plain painting ${floor.toFixed(1)} ms`;
  test.info().annotations.push({ type: 'three sides', description: told });
  console.log(`    three sides: ${told}`);
  expect(at(w, 0.5) / floor, told).toBeLessThan(MOST_TIMES_PAINTING);
  expect(errors).toEqual([]);
});
