/** The start, and a whole case, without a mouse; in the smallest window that is promised. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { copyCase, removeFolder, sampleCase } from './case-folders.ts';
import { answerOpenDialogs } from './dialogs.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { expectLoaded, expectSlice, markTexts } from './viewer.ts';

/** Tab, as often as it takes; throws when it never comes there. */
async function tabTo(page: Page, testId: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);
    if (focused === testId) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${testId}.`);
}

test('the first start is worked by keys alone: list of keys, open a folder, go through its findings', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const { app, window, close } = await launchMarginalia();
  await expect(window.getByTestId('start')).toBeVisible();
  await expect(window.getByTestId('start')).toContainText('Not a medical device');
  await keepScreenshot(window, testInfo, 'start');

  await window.keyboard.press('?');
  const keys = window.getByRole('dialog');
  await expect(keys).toContainText('Next finding');
  await keepScreenshot(window, testInfo, 'keys');
  await window.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);

  // Cancelled, the dialog changes nothing.
  await answerOpenDialogs(app, []);
  await tabTo(window, 'open-folder');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('start')).toBeVisible();
  await answerOpenDialogs(app, [folder]);
  await tabTo(window, 'open-folder');
  await window.keyboard.press('Enter');
  await expectLoaded(window);

  await window.keyboard.press('n');
  await expect.poll(async () => (await markTexts(window)).join(' ')).toContain('Left paraspinal mass');
  await window.keyboard.press('End');
  await expectSlice(window, 120);
  await window.keyboard.press('Control+k');
  await expect(window.getByRole('dialog')).toBeVisible();
  await window.keyboard.type('bone window');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(window.getByTestId('window-text')).toContainText('2500');

  await close();
  removeFolder(join(folder, '..'));
});

test('at 1024 × 700 nothing is cut off and the picture is the largest thing', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const { app, window, close } = await launchMarginalia({ paths: [folder] });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([1024, 700]);
  await expectLoaded(window);
  await window.keyboard.press('n');
  await expect(window.getByTestId('finding-name')).toBeVisible();
  const sizes = await window.evaluate(() => {
    const area = (id: string): number => {
      const box = document.querySelector(`[data-testid="${id}"]`)?.getBoundingClientRect();
      return box === undefined ? 0 : box.width * box.height;
    };
    const root = document.documentElement;
    return {
      picture: area('viewport-0'),
      studies: area('studies-panel'),
      findings: area('findings-panel'),
      overflows: root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight,
    };
  });
  expect(sizes.overflows).toBe(false);
  expect(sizes.picture).toBeGreaterThan(sizes.studies);
  expect(sizes.picture).toBeGreaterThan(sizes.findings);
  for (const id of [
    'case-menu',
    'command-case.export',
    'command-help.keys',
    'layout-menu',
    'save-state',
    'hu',
  ]) {
    await expect(window.getByTestId(id)).toBeInViewport({ ratio: id === 'hu' ? 0 : 1 });
  }
  await keepScreenshot(window, testInfo, 'small-window');
  await close();
  removeFolder(join(folder, '..'));
});
