/** A stack of 40 frames, each of one grey: frame n holds 5 + 5·n throughout. */
import type { Page } from '@playwright/test';
import type { Synthetic } from './page.ts';
import { openViewportPage } from './viewport-page.ts';

export const SHAPE: Synthetic = {
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
export const VOI = { function: 'LINEAR', centerHu: 127.6, widthHu: 256 } as const;

/** A viewport of 400 × 300 CSS pixels at slice 10, its frames there or not; gives the page's errors as they come. */
export async function open(
  page: Page,
  present: 'all' | 'none',
  backend: 'cpu' | 'gpu' = 'cpu',
): Promise<string[]> {
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
export const shownGrey = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    await window.harness.settle();
    const canvas = document.querySelector('#viewport canvas:last-of-type');
    if (canvas !== null && getComputedStyle(canvas).visibility === 'hidden') return 0;
    return window.harness.colours([[200, 150]])[0]?.[0] ?? -1;
  });
