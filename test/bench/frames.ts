/** Frames a second of the real window under real input. */
import type { Page } from '@playwright/test';
import type { BenchRow } from './bench-row.ts';

const DRAGGED_MS = 3000;

/** Frames a second, with the intervals that most frames and all but few stay below. */
export function framesOf(what: string, intervals: readonly number[], budget: string): BenchRow {
  const sorted = [...intervals].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  const total = intervals.reduce((sum, each) => sum + each, 0);
  return {
    name: `${what}: frames`,
    value: (1000 * intervals.length) / total,
    unit: '/s',
    budget,
    note: `interval p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms (aim ≤ 17 ms)`,
  };
}

/** Intervals between animation frames, in ms, while real input comes as fast as the driver sends it. */
export async function whileMoving(
  page: Page,
  move: (turn: number) => Promise<void>,
): Promise<readonly number[]> {
  await page.evaluate(() => {
    const record = { intervals: [] as number[], running: true };
    let before = performance.now();
    const tick = (now: number): void => {
      record.intervals.push(now - before);
      before = now;
      if (record.running) requestAnimationFrame(tick);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(tick);
    });
    Object.assign(window, { record });
  });
  const end = performance.now() + DRAGGED_MS;
  for (let turn = 0; performance.now() < end; turn += 1) await move(turn);
  return page.evaluate(() => {
    const { record } = window as unknown as { record: { intervals: number[]; running: boolean } };
    record.running = false;
    return record.intervals;
  });
}
