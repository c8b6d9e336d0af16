/** What the page tells of itself while it works: its longest task, and when a folder's slices were there. */
import type { Page } from '@playwright/test';
import { SLICES } from './series-folder.ts';

/** The browser tells of tasks from this length on. */
const LONG_TASK_MS = 50;

/** Gives the longest task since it was asked last. */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate((shortest) => {
    const record = { longest: shortest };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) record.longest = Math.max(record.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
    Object.assign(window, { tasks: record });
  }, LONG_TASK_MS);
  return () =>
    page.evaluate((shortest) => {
      const { tasks } = window as unknown as { tasks: { longest: number } };
      const { longest } = tasks;
      tasks.longest = shortest;
      return longest;
    }, LONG_TASK_MS);
}

export type Opened = { readonly firstMs: number; readonly allMs: number };

/** From the key that chooses the folder to the frame in which the page says that it is there. */
export async function open(page: Page): Promise<Opened> {
  await page.evaluate((slices) => {
    const there = (id: string) => document.querySelector(`[data-testid="${id}"]`);
    const measured = new Promise<Opened>((resolve) => {
      addEventListener(
        'keydown',
        () => {
          const began = performance.now();
          let firstMs = 0;
          let settled = 0;
          let allMs = 0;
          const look = (): void => {
            const now = performance.now() - began;
            const number = there('slice-number');
            // Told when the picture has been painted; this frame, after it, has it on the screen.
            const painted = there('viewport-0')?.getAttribute('data-frame-state') === 'shown';
            if (firstMs === 0 && painted) firstMs = now;
            const whole = number?.textContent?.endsWith(`/ ${slices}`) === true;
            const busy = there('scan-progress') !== null || there('load-progress') !== null;
            if (!whole || busy || firstMs === 0) settled = 0;
            else {
              // Ten frames without progress, of which the first counts.
              if (settled === 0) allMs = now;
              settled += 1;
            }
            if (settled === 10) resolve({ firstMs, allMs });
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
    Object.assign(window, { opened: measured });
  }, SLICES);
  await page.keyboard.press('Control+o');
  return page.evaluate(() => (window as unknown as { opened: Promise<Opened> }).opened);
}
