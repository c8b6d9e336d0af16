/** What a file brings along for its own picture, in the real app: a VOI lookup table and an overlay plane. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Changes, ctSlice } from '../electron/reader/make-dicom.ts';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { keepScreenshot, launchMarginalia, type RunningApp } from './electron-app.ts';
import { expectLoaded, imageToPage, paintedGreys } from './viewer.ts';

const SIDE = 64;
const HU = 100;
/** A table from 0 HU on: 100 HU is grey 80, which no window of daily CT gives. */
const FILM: Changes = {
  2621456: ['US', [SIDE]],
  2621457: ['US', [SIDE]],
  2145386512: ['OW', Array.from({ length: SIDE * SIDE }, () => HU + 1024)],
  2625616: null,
  2625617: null,
  2633744: [
    'SQ',
    [
      [
        [0x00283002, 'US', [201, 0, 12]],
        [0x00283003, 'LO', 'FILM'],
        [0x00283006, 'OW', Array.from({ length: 201 }, (_, entry) => (entry === HU ? 80 * 16 : 0))],
      ],
    ],
  ],
};
/** An overlay of the frame's size whose rows 16 to 31 are set. */
const BAND: Changes = {
  1610612752: ['US', [SIDE]],
  1610612753: ['US', [SIDE]],
  1610612800: ['CS', 'G'],
  1610612816: ['SS', [1, 1]],
  1610612992: ['US', [1]],
  1610612994: ['US', [0]],
  1610618112: ['LO', 'BAND'],
  1610625024: ['OW', Array.from({ length: (SIDE * SIDE) / 16 }, (_, word) => (word >> 6 === 1 ? 0xffff : 0))],
};

let folder = '';
let marginalia: RunningApp;

test.beforeAll(async () => {
  folder = temporaryFolder();
  // The second slice has no planes.
  writeFileSync(join(folder, 'IM1'), ctSlice(0, 1, { ...FILM, ...BAND }));
  writeFileSync(join(folder, 'IM2'), ctSlice(2, 2, FILM));
  marginalia = await launchMarginalia({ paths: [folder] });
});

test.afterAll(async () => {
  await marginalia?.close();
  removeFolder(folder);
});

test('a file without a window is shown by its table, and its overlay plane lies on its pixels', async ({
  browserName: _browser,
}, testInfo) => {
  const { window } = marginalia;
  await expectLoaded(window);
  await window.keyboard.press('Home');
  const toPage = await imageToPage(window);
  const [band, below] = [toPage({ x: 32.5, y: 24.5 }), toPage({ x: 24.5, y: 40.5 })];
  await expect(window.getByTestId('window-text')).toHaveText('LUT FILM');
  await expect(window.getByTestId('overlay-planes')).toHaveAttribute('aria-label', 'Overlay: BAND');
  expect(await paintedGreys(window, [band, below])).toEqual([255, 80]);
  await keepScreenshot(window, testInfo, 'file-graphics');

  await window.getByTestId('layout-menu').click();
  await window.getByRole('menuitem', { name: 'Overlay planes' }).click();
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('overlay-planes')).toHaveCount(0);
  expect(await paintedGreys(window, [band])).toEqual([80]);

  await window.getByTestId('layout-menu').click();
  await window.getByRole('menuitem', { name: 'Overlay planes' }).click();
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('overlay-planes')).toHaveCount(1);
  await window.keyboard.press('End');
  await expect(window.getByTestId('overlay-planes')).toHaveCount(0);
});

test('the table is chosen by its name in the window menu', async () => {
  const { window } = marginalia;
  const below = (await imageToPage(window))({ x: 24.5, y: 40.5 });
  await window.keyboard.press('2');
  await expect(window.getByTestId('window-text')).toHaveText('W 150 L 90 liver');
  expect(await paintedGreys(window, [below])).toEqual([Math.floor(((HU - 89.5) / 149 + 0.5) * 255)]);
  await window.getByTestId('window-menu').click();
  await window.getByTestId('stored-table').click();
  await expect(window.getByTestId('window-text')).toHaveText('LUT FILM');
  await expect(window.getByTestId('window-menu')).toHaveText('FILM');
  await expect.poll(() => paintedGreys(window, [below])).toEqual([80]);
});
