/** A scanner's series: its order, its numbers and its orientation, held against pydicom's reading of the same files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { testData } from '../test-data.ts';
import { copyCase, removeFolder } from './case-folders.ts';
import { keepScreenshot, launchMarginalia, type RunningApp } from './electron-app.ts';
import { type PydicomSlice, pydicomSeries, whyNoPydicom } from './pydicom.ts';
import {
  expectLoaded,
  expectSlice,
  type Point,
  painted,
  paintedGreys,
  readingAt,
  slice,
  stage,
} from './viewer.ts';

const SERIES = testData('series', 'ACRIN-FLT-Breast-001_abdomenpelvis_noncontrast_4.25mm');
const COUNT = 99;

test.describe.configure({ mode: 'serial' });
test.skip(!existsSync(SERIES), 'The real series are not here (MARGINALIA_TEST_DATA).');

let folder = '';
let marginalia: RunningApp;

test.beforeAll(async () => {
  // The app keeps annotations beside the images: the files of others are not the place for a test's.
  folder = copyCase(SERIES);
  marginalia = await launchMarginalia({ paths: [folder] });
});

test.afterAll(async () => {
  await marginalia?.close();
  removeFolder(join(folder, '..'));
});

/** Points spread over the middle of the viewport, within the scanner's circle: outside it is padding. */
async function pointsOnStage(page: Page, each: number): Promise<Point[]> {
  const box = await stage(page).boundingBox();
  if (box === null) throw new Error('There is no viewport.');
  const half = 0.3 * Math.min(box.width, box.height);
  const steps = Array.from({ length: each }, (_, i) => -half + (2 * half * i) / (each - 1));
  return steps.flatMap((y) =>
    steps.map((x) => ({ x: box.x + box.width / 2 + x, y: box.y + box.height / 2 + y })),
  );
}

/** From feet to head, along the normal of the slices, as they stand in the window. */
const alongNormal = (points: readonly (readonly [number, number])[]): readonly PydicomSlice[] =>
  pydicomSeries(SERIES, points);

const lettersOf = (page: Page): Promise<string | null> =>
  page.getByTestId('edge-letters').getAttribute('data-letters');

test('a real series of 99 slices opens with its facts, and is scrolled from end to end along its normal', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await expectLoaded(window);
  await expect(window.getByTestId('series')).toHaveCount(1);
  await expect(window.getByTestId('series')).toContainText('99 frames');
  await expect(window.getByTestId('corner-series')).toContainText('5.0 mm thick');
  expect(await slice(window)).toMatchObject({ count: COUNT });
  await keepScreenshot(window, testInfo, 'real-series-opened');
  test.skip(whyNoPydicom() !== null, whyNoPydicom() ?? '');

  const [point] = (await pointsOnStage(window, 3)).slice(4);
  if (point === undefined) throw new Error('There is no viewport.');
  await stage(window).focus();
  await window.keyboard.press('Home');
  await expectSlice(window, 1);
  const seen: number[] = [];
  let column = -1;
  let row = -1;
  for (let number = 1; number <= COUNT; number += 1) {
    await expectSlice(window, number);
    const reading = await readingAt(window, point.x, point.y);
    ({ column, row } = reading ?? { column, row });
    seen.push(reading?.hu ?? Number.NaN);
    await window.keyboard.press('ArrowDown');
  }
  await expectSlice(window, COUNT);
  await keepScreenshot(window, testInfo, 'real-series-last-slice');
  const truth = alongNormal([[column, row]]);
  expect(seen).toEqual(truth.map(({ hu }) => hu[0]));
  await expect(window.getByTestId('corner-series')).toContainText(
    `Location −${Math.abs(truth[COUNT - 1]?.position[2] ?? 0).toFixed(1)} mm`,
  );
});

test('turned and flipped, letters, numbers under the cursor and the painted picture still agree with the file', async ({
  browserName: _,
}, testInfo) => {
  test.skip(whyNoPydicom() !== null, whyNoPydicom() ?? '');
  const { window } = marginalia;
  await stage(window).focus();
  await window.keyboard.press('Home');
  for (let step = 0; step < 40; step += 1) await window.keyboard.press('ArrowDown');
  await expectSlice(window, 41);
  await window.keyboard.press('1');
  // Words over the picture are not the picture.
  const turns = [
    { keys: [], letters: 'R,L,A,P' },
    { keys: ['r'], letters: 'P,A,R,L' },
    { keys: ['h'], letters: 'A,P,R,L' },
    { keys: ['r'], letters: 'L,R,A,P' },
    { keys: ['v'], letters: 'L,R,P,A' },
    { keys: ['h', 'l'], letters: 'P,A,L,R' },
  ];
  const grid = await pointsOnStage(window, 15);
  const corners = [grid[0], grid[14], grid[210]] as [Point, Point, Point];
  const states: { letters: string; pixels: [number, number][]; hu: number[]; greys: number[] }[] = [];
  for (const { keys, letters } of turns) {
    for (const key of keys) await window.keyboard.press(key);
    await painted(window);
    await expect.poll(() => lettersOf(window)).toBe(letters);
    const readings = [];
    for (const { x, y } of corners) readings.push(await readingAt(window, x, y));
    const [a, b, c] = readings;
    if (!a || !b || !c) throw new Error('The corner names no pixel.');
    // The three corners of the grid tell where all its points lie in the image.
    const pixels = grid.map((_point, index): [number, number] => {
      const [i, j] = [(index % 15) / 14, Math.floor(index / 15) / 14];
      const column = a.column + i * (b.column - a.column) + j * (c.column - a.column);
      const row = a.row + i * (b.row - a.row) + j * (c.row - a.row);
      return [Math.round(column), Math.round(row)];
    });
    await window.keyboard.press('o');
    const greys = await paintedGreys(window, grid);
    await window.keyboard.press('o');
    await expect(window.getByTestId('corner-view')).toBeVisible();
    states.push({ letters, pixels, hu: [a.hu, b.hu, c.hu], greys });
    await keepScreenshot(window, testInfo, `real-series-${letters.replaceAll(',', '')}`);
  }

  for (const { letters, pixels, hu, greys } of states) {
    const truth = alongNormal(pixels)[40]?.hu ?? [];
    expect([truth[0], truth[14], truth[210]], letters).toEqual(hu);
    const off = truth.map((value, i) => Math.abs(greyOf(value) - (greys[i] ?? 0)));
    // Interpolation and half a pixel blur noise and edges; a picture turned the wrong way is off by 60 and more.
    expect(off.reduce((sum, one) => sum + one, 0) / off.length, letters).toBeLessThan(20);
  }
  await window.keyboard.press('Space');
  await expect.poll(() => lettersOf(window)).toBe('R,L,A,P');
});

/** Abdomen, 400 wide around 40. */
const greyOf = (hu: number): number => Math.max(0, Math.min(255, ((hu - (40 - 200)) / 400) * 255));
