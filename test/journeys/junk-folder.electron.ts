/** What people really have: folders with junk in them, media sets in a zip, nothing at all. Every file is accounted for. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { testData } from '../test-data.ts';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { commandLine } from './command-line.ts';
import { drop } from './drop.ts';
import { keepScreenshot, launchMarginalia, type RunningApp } from './electron-app.ts';
import { writeSlices } from './small-series.ts';
import { expectLoaded, slice } from './viewer.ts';

test.describe.configure({ mode: 'serial' });

let place = '';
let marginalia: RunningApp;

test.beforeAll(async () => {
  place = temporaryFolder();
  marginalia = await launchMarginalia();
});

test.afterAll(async () => {
  await marginalia?.close();
  removeFolder(place);
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a dropped folder with 20 % junk shows its images and lists each other file with its reason', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  const folder = join(place, 'mixed');
  writeSlices(join(folder, 'slices'), 20);
  const whole = readFileSync(join(folder, 'slices', 'IM0003'));
  const junk: readonly (readonly [name: string, bytes: Buffer | string, reason: string])[] = [
    ['notes.log', 'Patient was moved to bed 4.\n', 'It is not DICOM'],
    ['picture.dcm', PNG, 'It is not DICOM: it looks like a PNG picture.'],
    ['truncated.dcm', whole.subarray(0, Math.floor(whole.length * 0.6)), 'It is cut off'],
    ['empty', '', 'It is empty.'],
    ['index.html', '<html><script>document.title = "no"</script></html>', 'it looks like an HTML page.'],
  ];
  for (const [name, bytes] of junk) writeFileSync(join(folder, name), bytes);

  await drop(window, [folder]);
  await expectLoaded(window);
  await expect(window.getByTestId('series')).toHaveCount(1);
  expect(await slice(window)).toMatchObject({ count: 20 });
  await window.getByTestId('skipped-link').click();
  const list = window.getByTestId('skipped-drawer');
  await expect(list.getByRole('dialog')).toBeVisible();
  for (const [name, , reason] of junk) {
    const row = list.locator('div').filter({ hasText: name }).last();
    await expect(row).toContainText(reason);
  }
  await keepScreenshot(window, testInfo, 'junk-skipped');
  await window.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await keepScreenshot(window, testInfo, 'junk-opened');
});

/** Through the menu, until nothing is open. */
async function closeEverything(page: Page): Promise<void> {
  while ((await page.getByTestId('start').count()) === 0) {
    await page.getByTestId('case-menu').click();
    await page
      .getByRole('menuitem', { name: /^Close / })
      .first()
      .click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
  await expect(page.getByTestId('start')).toBeVisible();
}

test('a zip of a media set with its DICOMDIR opens as one case, and what is damaged in it is told', async ({
  browserName: _,
}, testInfo) => {
  const media = testData('dicomdir', 'pydicom_sets');
  test.skip(!existsSync(media), 'The real media sets are not here (MARGINALIA_TEST_DATA).');
  const { window } = marginalia;
  await closeEverything(window);
  const zip = join(place, 'disc.zip');
  const parts = ['DICOMDIR', '77654033', '98892001', '98892003'];
  execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-c', zip, ...parts], { cwd: media });
  const { studies, skipped } = JSON.parse(await commandLine('inspect', zip, '--json')) as {
    studies: { series: { stacks: unknown[] }[] }[];
    skipped: unknown[];
  };
  const stacks = studies.flatMap(({ series }) => series.flatMap((each) => each.stacks));

  await drop(window, [zip]);
  await expectLoaded(window);
  await expect(window.getByTestId('case-menu')).toContainText('disc.zip');
  await expect(window.getByTestId('series')).toHaveCount(stacks.length);
  expect(studies.length).toBeGreaterThanOrEqual(4);
  await expect(window.getByTestId('study')).toHaveCount(studies.length);
  await expect(window.getByTestId('studies-panel')).toContainText('Doe');
  if (skipped.length === 0) await expect(window.getByTestId('skipped-link')).toHaveCount(0);
  else await expect(window.getByTestId('skipped-link')).toContainText(`${skipped.length} file`);
  await keepScreenshot(window, testInfo, 'zip-of-media-set');
});

test('an empty folder, a folder of texts and a folder that is not there each get their sentence', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await closeEverything(window);
  mkdirSync(join(place, 'empty'));
  await drop(window, [join(place, 'empty')]);
  await expect(window.getByTestId('state-nothing')).toContainText('The folder holds no files.');
  await keepScreenshot(window, testInfo, 'empty-folder');

  await closeEverything(window);
  mkdirSync(join(place, 'texts'));
  for (const name of ['one.txt', 'two.txt'])
    writeFileSync(join(place, 'texts', name), 'Nothing to see here.\n');
  await drop(window, [join(place, 'texts')]);
  const nothing = window.getByTestId('state-nothing');
  await expect(nothing).toContainText('There is only text here (2 files), and no image.');
  await expect(nothing.getByRole('button', { name: 'Open another folder' })).toBeVisible();
  await keepScreenshot(window, testInfo, 'folder-of-texts');

  await closeEverything(window);
  await drop(window, [join(place, 'gone')]);
  await expect(window.getByRole('alert').filter({ hasText: 'gone' })).toContainText('does not exist');
  await expect(window.getByTestId('start')).toBeVisible();
});

test('a path on the command line that is not there is refused in a sentence, and the start is shown', async () => {
  const { window, close } = await launchMarginalia({ paths: [join(place, 'nowhere')] });
  await expect(window.getByTestId('start')).toBeVisible();
  await expect(window.getByRole('alert')).toContainText('nowhere cannot be opened: it does not exist');
  await close();
});

test('the start lists the cases that held images, and no empty folder, text or media without them', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await closeEverything(window);
  const recents = window.getByTestId('recents');
  await expect(recents.getByRole('button', { name: /^mixed/ })).toBeVisible();
  for (const name of ['empty', 'texts', 'gone'])
    await expect(recents.getByRole('button', { name: new RegExp(`^${name}\\b`) })).toHaveCount(0);
  await keepScreenshot(window, testInfo, 'recents');
});

test('a patient whose name is HTML is shown as the letters of that name', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await closeEverything(window);
  const name = '<script>document.title</script>^<b>Bold</b>';
  const folder = join(place, 'html');
  writeSlices(folder, 3, { patientName: name });
  await drop(window, [folder]);
  await expectLoaded(window);
  await expect(window.getByTestId('corner-patient')).toContainText('<script>document.title</script>');
  await expect(window.getByTestId('corner-patient')).toContainText('<b>Bold</b>');
  await expect(window.getByTestId('studies-panel')).toContainText('<b>Bold</b>');
  await expect(window.locator('b', { hasText: 'Bold' })).toHaveCount(0);
  await expect(window.locator('#root script')).toHaveCount(0);
  await keepScreenshot(window, testInfo, 'html-name');
});
