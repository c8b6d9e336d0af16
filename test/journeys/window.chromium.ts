/** The window itself in a current Chromium, over the real reader and keeper: look, jump, draw, save; and legibility. */
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type NodeHost, startNodeHost } from './browser-host/node-host.ts';
import { copyCase, removeFolder, sampleCase, temporaryFolder, workingCopyIn } from './case-folders.ts';
import { measuredRegion, numbersInWords } from './command-line.ts';
import { keepScreenshot } from './electron-app.ts';
import { expectPlanes, paneOf } from './planes.ts';
import { drag, expectLoaded, expectSlice, imageToPage, markTexts, slice, stage } from './viewer.ts';

let folder = '';
let dataFolder = '';
let host: NodeHost;
let errors: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = copyCase(await sampleCase());
  dataFolder = temporaryFolder();
});

test.beforeEach(async ({ page }) => {
  host = await startNodeHost(folder, dataFolder);
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript({ content: host.pageScript });
  await page.goto(host.address);
  await expect(page.getByTestId('start')).toBeVisible();
});

test.afterEach(async () => {
  await host.close();
  expect(errors).toEqual([]);
});

test.afterAll(() => {
  for (const path of [join(folder, '..'), dataFolder]) removeFolder(path);
});

async function openSample(page: Page): Promise<void> {
  await page.getByTestId('open-sample').click();
  await expectLoaded(page);
  await expect(page.getByTestId('finding')).toHaveCount(4);
}

test('the sample case is looked at, drawn on and saved in a current Chromium', async ({ page }, testInfo) => {
  await openSample(page);
  expect(await slice(page)).toMatchObject({ count: 120 });
  const box = await stage(page).boundingBox();
  if (box === null) throw new Error('There is no viewport.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const { number } = await slice(page);
  await page.mouse.wheel(0, 120);
  await expectSlice(page, number + 1);
  await page.keyboard.press('n');
  await expect.poll(async () => (await markTexts(page)).join(' ')).toContain('Left paraspinal mass');
  await keepScreenshot(page, testInfo, 'sample-finding');

  const before = new Set(regionsOnDisk());
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const toPage = await imageToPage(page);
  await page.keyboard.press('e');
  await drag(page, toPage({ x: 296, y: 309 }), toPage({ x: 318, y: 327 }));
  const row = page.locator('[data-testid="region"][data-selected="true"]');
  await expect(row).toContainText('HU');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  await expect.poll(() => regionsOnDisk().length).toBe(before.size + 1);
  const added = regionsOnDisk().find((uid) => !before.has(uid)) ?? '';
  await expect(row).toContainText(numbersInWords(await measuredRegion(folder, added)));
  await keepScreenshot(page, testInfo, 'sample-drawn');
});

const regionsOnDisk = (): string[] =>
  workingCopyIn(folder).copy.findings.flatMap((finding) => finding.regions.map(({ uid }) => uid as string));

/** Contrast, names of controls, roles: what axe holds for serious or critical, in words. */
async function seriousFaults(page: Page, within = 'body'): Promise<string[]> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(rules).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
}

test('everything on the start screen can be read and has a name', async ({ page }) => {
  expect(await seriousFaults(page)).toEqual([]);
});

test('everything in the main view can be read and has a name, a finding and the report open', async ({
  page,
}) => {
  await openSample(page);
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('n');
  await expect(page.getByTestId('finding-name')).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByTestId('finding-actions').click();
  await page.getByTestId('split-finding').click();
  await expect(page.getByTestId('finding-split')).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByTestId('tab-report').click();
  await expect(page.getByTestId('report-text')).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
});

test('everything in three planes can be read and has a name', async ({ page }, testInfo) => {
  await openSample(page);
  await page.keyboard.press('m');
  await expectPlanes(page);
  await page.keyboard.press('n');
  await expect(paneOf(page, 2).getByTestId('cut-bar').first()).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await keepScreenshot(page, testInfo, 'three-planes');
});

const DIALOGS = [
  'Export snapshot',
  'List of keys',
  'About Marginalia',
  'Settings',
  'Show DICOM tags',
  'Show skipped files',
  'Load or paste report',
  'Earlier versions',
];

test('everything in each dialog can be read and has a name', async ({ page }, testInfo) => {
  await openSample(page);
  const faults: string[] = [];
  for (const name of DIALOGS) {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('command-palette')).toHaveCount(0);
    await expect(page.getByRole('dialog')).toBeVisible();
    if (name === 'Export snapshot') await expect(page.getByTestId('export-preview')).toBeVisible();
    faults.push(...(await seriousFaults(page, '[role="dialog"]')).map((fault) => `${name}: ${fault}`));
    await keepScreenshot(page, testInfo, `dialog-${name.toLowerCase().replaceAll(' ', '-')}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  expect(faults).toEqual([]);
});
