/** What a file brings along for its own picture, in the real app: a VOI lookup table and an overlay plane. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Changes, ctSlice } from '../electron/reader/make-dicom.ts';
import { T } from '../electron/reader/tags.ts';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { keepScreenshot, launchMarginalia, type RunningApp } from './electron-app.ts';
import { expectLoaded, imageToPage, paintedGreys } from './viewer.ts';

const SIDE = 64;
const HU = 100;
/** A table from 0 HU on: 100 HU is grey 80, which no window of daily CT gives. */
const FILM: Changes = {
  [T.Rows]: ['US', [SIDE]],
  [T.Columns]: ['US', [SIDE]],
  [T.PixelData]: ['OW', Array.from({ length: SIDE * SIDE }, () => HU + 1024)],
  [T.WindowCenter]: null,
  [T.WindowWidth]: null,
  [T.VOILUTSequence]: [
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
  [T.OverlayRows]: ['US', [SIDE]],
  [T.OverlayColumns]: ['US', [SIDE]],
  [T.OverlayType]: ['CS', 'G'],
  [T.OverlayOrigin]: ['SS', [1, 1]],
  [T.OverlayBitsAllocated]: ['US', [1]],
  [T.OverlayBitPosition]: ['US', [0]],
  [T.OverlayLabel]: ['LO', 'BAND'],
  [T.OverlayData]: [
    'OW',
    Array.from({ length: (SIDE * SIDE) / 16 }, (_, word) => (word >> 6 === 1 ? 0xffff : 0)),
  ],
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
