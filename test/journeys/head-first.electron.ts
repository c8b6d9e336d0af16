/** Axial slices read from the head down: wheel, keys and slice bar turn round, numbers and files stay. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { copyCase, removeFolder, sampleCase, temporaryFolder } from './case-folders.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { expectLoaded, expectSlice, slice, stage } from './viewer.ts';

const tickTop = async (page: Page): Promise<number> =>
  (await page.getByTestId('finding-tick').first().boundingBox())?.y ?? Number.NaN;

async function wheelDown(page: Page): Promise<void> {
  await stage(page).hover();
  await page.mouse.wheel(0, 120);
}

test('a reader who wants axial slices from the head down gets them, and keeps them', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const userData = temporaryFolder();
  // As an earlier version wrote them.
  writeFileSync(
    join(userData, 'settings.json'),
    JSON.stringify({ userName: 'B. Reader', invertWindowDrag: false, layout: {}, pixelBudgetBytes: null }),
  );
  const first = await launchMarginalia({ paths: [folder], userData });
  const { window } = first;
  await expectLoaded(window);
  const { number: middle, count } = await slice(window);
  await expect(window.getByTestId('slice-bar-top')).toHaveText('F');
  await wheelDown(window);
  await expectSlice(window, middle + 1);
  const tickFromFeet = await tickTop(window);

  await stage(window).focus();
  await window.keyboard.press('Control+,');
  await expect(window.getByTestId('settings-dialog').getByLabel('Your name')).toHaveValue('B. Reader');
  await window.getByLabel('Axial slices from the head down').check();
  await keepScreenshot(window, testInfo, 'head-first-settings');
  await window.keyboard.press('Escape');

  // The slice on the screen is the same, under the same number.
  await expectSlice(window, middle + 1);
  await expect(window.getByTestId('slice-bar-top')).toHaveText('H');
  await expect(window.getByTestId('slice-bar-bottom')).toHaveText('F');
  await wheelDown(window);
  await expectSlice(window, middle);
  await stage(window).focus();
  await window.keyboard.press('ArrowDown');
  await expectSlice(window, middle - 1);
  await window.keyboard.press('ArrowUp');
  await expectSlice(window, middle);
  await window.keyboard.press('Home');
  await expectSlice(window, count);
  const bar = await window.getByTestId('slice-bar').boundingBox();
  const thumb = await window.getByRole('slider').first().boundingBox();
  if (bar === null || thumb === null) throw new Error('There is no slice bar.');
  expect(thumb.y - bar.y).toBeLessThan(40);
  // A finding's tick stands as far from the other end as before.
  const tick = await tickTop(window);
  expect(tick - bar.y).not.toBeCloseTo(tickFromFeet - bar.y, 0);
  await keepScreenshot(window, testInfo, 'head-first');
  await window.keyboard.press('End');
  await expectSlice(window, 1);

  // The finding lies on the slice that it always lay on.
  await window.getByTestId('finding').first().click();
  const { number: ofFinding } = await slice(window);
  await window.keyboard.press('m');
  await expect(window.getByTestId('slice-bar')).toHaveCount(3);
  await expect(window.getByTestId('slice-bar-top')).toHaveText(['H', 'A', 'L']);
  await keepScreenshot(window, testInfo, 'head-first-planes');
  await first.close();

  const second = await launchMarginalia({ paths: [folder], userData });
  await expectLoaded(second.window);
  await expect(second.window.getByTestId('slice-bar-top')).toHaveText('H');
  await second.window.getByTestId('finding').first().click();
  await expectSlice(second.window, ofFinding);
  await second.close();
  for (const path of [join(folder, '..'), userData]) removeFolder(path);
});
