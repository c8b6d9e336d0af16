/**
 * A study of 3,000 slices, 1.6 GB of pixels, in a window that may hold 300 MB of them: memory stays within the budget
 * and a stated margin, series that were looked at longest ago leave, and come back when they are wanted.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { answerOpenDialogs } from './dialogs.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { bandHu, SPARSE_FRAME_BYTES, writeSparseSeries } from './sparse-series.ts';
import { expectPicture, expectSlice, painted, readingAt, slice, stage } from './viewer.ts';

const MB = 1_000_000;
const BUDGET = 300 * MB;
/**
 * What the window may take above its own memory before a case is open and the budget: messages on their way (16 MB and
 * a batch), batches let go that the garbage collector has yet to find, thumbnails, 3,000 described frames.
 */
const MARGIN = 250 * MB;
/** Series 1 is larger than the budget; of the others two fit. */
const SLICES = [750, 250, 250, 250, 250, 250, 250, 250, 250, 250];
const ROOM_FOR = Math.floor(BUDGET / (250 * SPARSE_FRAME_BYTES));

type Process = 'window' | 'reader';

async function pidOf(app: ElectronApplication, process: Process): Promise<number> {
  const found = await app.evaluate(
    ({ app: electron }, wanted) =>
      electron
        .getAppMetrics()
        .find(({ type, name }) => (wanted === 'window' ? type === 'Tab' : name === 'Marginalia reader'))?.pid,
    process,
  );
  if (found === undefined) throw new Error(`There is no process of the ${process}.`);
  return found;
}

/** Resident, in bytes (proc(5)). */
const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** All that the process has read so far, from files and pipes (proc(5)). */
const bytesRead = (pid: number): number =>
  Number(/^rchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);

/** The largest of many looks. */
class Peak {
  bytes = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#timer = setInterval(() => {
      this.bytes = Math.max(this.bytes, residentBytes(pid));
    }, 50);
  }

  end(): number {
    clearInterval(this.#timer);
    return this.bytes;
  }
}

/** As the settings tell it. */
async function held(page: Page): Promise<number> {
  await page.keyboard.press('Control+,');
  const text = await page.getByTestId('memory-in-use').textContent();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('settings-dialog')).toHaveCount(0);
  await stage(page).focus();
  return Number(/^(\d+) MB$/.exec(text ?? '')?.[1]) * MB;
}

/** HU in the middle of the picture. */
async function middle(page: Page): Promise<number | undefined> {
  const box = await stage(page).boundingBox();
  if (box === null) throw new Error('There is no viewport.');
  await expectPicture(page);
  const reading = await readingAt(page, box.x + box.width / 2, box.y + box.height / 2);
  return reading?.hu;
}

/** Looks at the series until all of it, or what there is room for, has come; then at its ends. */
async function visit(page: Page, series: number): Promise<void> {
  await page
    .getByTestId('series')
    .nth(series - 1)
    .click();
  const count = SLICES[series - 1] as number;
  await expect(page.getByTestId('slice-number')).toHaveText(new RegExp(`/ ${count}$`));
  await expectPicture(page);
  if (count * SPARSE_FRAME_BYTES <= BUDGET) {
    await expect(page.getByTestId('load-progress')).toHaveCount(0, { timeout: 30_000 });
  }
  await stage(page).focus();
  for (const [key, number] of [
    ['Home', 1],
    ['End', count],
  ] as const) {
    await page.keyboard.press(key);
    await expectSlice(page, number);
    await expect.poll(() => middle(page)).toBe(bandHu(series, number));
  }
}

test.skip(process.platform !== 'linux', 'What processes read and hold is taken from /proc.');

test('3,000 slices in a window that may hold a fifth of them', async ({ browserName: _ }, testInfo) => {
  test.setTimeout(180_000);
  expect(SLICES.reduce((sum, count) => sum + count)).toBe(3000);
  expect(ROOM_FOR).toBe(2);
  const place = temporaryFolder();
  SLICES.forEach((count, i) => {
    writeSparseSeries(join(place, 'study', `series-${String(i + 1).padStart(2, '0')}`), i + 1, count);
  });
  const { app, window, close } = await launchMarginalia();
  await window.getByTestId('start').waitFor();
  await window.waitForTimeout(1500);

  await window.keyboard.press('Control+,');
  await window.getByLabel('Memory for decoded images, in MB').fill(String(BUDGET / MB));
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('settings-dialog')).toHaveCount(0);
  await painted(window);
  const windowPid = await pidOf(app, 'window');
  const readerPid = await pidOf(app, 'reader');
  const before = residentBytes(windowPid);
  const peak = new Peak(windowPid);

  await answerOpenDialogs(app, [join(place, 'study')]);
  await window.keyboard.press('Control+o');
  await expect(window.getByTestId('series')).toHaveCount(SLICES.length);
  await expect(window.getByTestId('scan-progress')).toHaveCount(0, { timeout: 30_000 });
  const figures: string[] = [];
  for (let series = 1; series <= SLICES.length; series += 1) {
    await visit(window, series);
    const bytes = await held(window);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
    figures.push(
      `series ${series}: held ${bytes / MB} MB, window ${Math.round(residentBytes(windowPid) / MB)} MB`,
    );
  }
  await keepScreenshot(window, testInfo, 'memory-budget');

  // The two that were looked at last are there; nothing is read for them.
  const last = SLICES.length;
  const seriesBytes = 250 * SPARSE_FRAME_BYTES;
  let read = bytesRead(readerPid);
  await visit(window, last - 1);
  await visit(window, last);
  expect(bytesRead(readerPid) - read).toBeLessThan(0.1 * seriesBytes);
  // One that has left comes back whole.
  read = bytesRead(readerPid);
  await visit(window, 3);
  expect(bytesRead(readerPid) - read).toBeGreaterThan(0.99 * seriesBytes);
  expect(await held(window)).toBeLessThanOrEqual(BUDGET);
  // The one before last was used less recently than the last: it made room, the last did not.
  read = bytesRead(readerPid);
  await visit(window, last);
  expect(bytesRead(readerPid) - read).toBeLessThan(0.1 * seriesBytes);
  await visit(window, last - 1);
  expect(bytesRead(readerPid) - read).toBeGreaterThan(0.99 * seriesBytes);
  // And the one that never fits shows any of its slices.
  await visit(window, 1);
  expect(await slice(window)).toMatchObject({ count: 750 });

  const most = peak.end();
  figures.push(
    `window before: ${Math.round(before / MB)} MB, at most: ${Math.round(most / MB)} MB, budget ${BUDGET / MB} MB`,
  );
  await testInfo.attach('figures', { body: figures.join('\n'), contentType: 'text/plain' });
  console.log(figures.join('\n'));
  expect(most).toBeLessThan(before + BUDGET + MARGIN);
  await close();
  removeFolder(place);
});
