/** What goes wrong in use: a disk unplugged, a reader that dies, files that must not be touched or cannot be written. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import type { Settings } from '../../electron/contract.ts';
import { copyCase, removeFolder, sampleCase, temporaryFolder } from './case-folders.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { writeSlices } from './small-series.ts';
import { drag, expectLoaded, expectPicture, expectSlice, painted, slice, stage } from './viewer.ts';

/** An ellipse a good part of the picture wide, in its middle; the mark is selected afterwards. */
async function drawEllipse(page: Page): Promise<void> {
  const box = await stage(page).boundingBox();
  if (box === null) throw new Error('There is no viewport.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await stage(page).focus();
  await page.keyboard.press('e');
  await drag(page, { x: x - 60, y: y - 40 }, { x: x + 60, y: y + 40 });
}

const readerPid = (app: ElectronApplication): Promise<number | null> =>
  app.evaluate(({ app: electron }) => {
    const found = electron.getAppMetrics().find(({ name }) => name === 'Marginalia reader');
    return found?.pid ?? null;
  });

test('when the folder goes away under the hands, the missing slices say so and the work is kept', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const away = `${folder}-unplugged`;
  const userData = temporaryFolder();
  // Room for one phase of the two: the other has to be read when it is looked at.
  const settings: Settings = {
    userName: '',
    invertWindowDrag: false,
    headFirst: false,
    layout: {},
    pixelBudgetBytes: 64 * 1024 * 1024,
  };
  writeFileSync(join(userData, 'settings.json'), JSON.stringify(settings));
  const first = await launchMarginalia({ paths: [folder], userData });
  const { window } = first;
  await expectLoaded(window);
  await expect(window.getByTestId('finding')).toHaveCount(4);
  await stage(window).focus();
  for (let step = 0; step < 5; step += 1) await window.keyboard.press('ArrowDown');
  renameSync(folder, away);
  for (let step = 0; step < 5; step += 1) await window.keyboard.press('ArrowDown');
  // What is in the window stays there, and can be worked on.
  await window.keyboard.press('Home');
  await expectSlice(window, 1);
  await expectPicture(window);
  await drawEllipse(window);
  await expect(window.locator('[data-testid="region"][data-selected="true"]')).toContainText('HU');
  const state = window.getByTestId('save-state');
  await expect(state).toHaveAttribute('data-state', /saved|failed/, { timeout: 20_000 });
  await expect(state).toContainText(/Marginalia’s folder|Not saved/);
  await keepScreenshot(window, testInfo, 'unplugged-work-kept');

  // What is not, says why.
  await window.keyboard.press('PageDown');
  await window.keyboard.press('Home');
  await expect(window.getByTestId('frame-failed')).toContainText(
    /no longer there|not there|gone|missing|does not exist/,
  );
  await keepScreenshot(window, testInfo, 'unplugged');
  await first.close();

  renameSync(away, folder);
  const second = await launchMarginalia({ paths: [folder], userData });
  await expectLoaded(second.window);
  await expect(second.window.getByTestId('finding')).toHaveCount(5);
  await second.close();
  for (const path of [join(folder, '..'), userData]) removeFolder(path);
});

test('when the reading process dies while it loads, it is started again and the window goes on', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const { app, window, close } = await launchMarginalia({ paths: [folder] });
  await expect(window.getByTestId('series').first()).toBeVisible();
  const before = await readerPid(app);
  if (before === null) throw new Error('There is no reading process.');
  process.kill(before, 'SIGKILL');
  await expect(window.getByRole('alert').filter({ hasText: 'started again' })).toContainText(
    'ended unexpectedly and was started again',
  );
  await keepScreenshot(window, testInfo, 'reader-killed');
  await expectLoaded(window);
  await expect(window.getByTestId('series')).toHaveCount(2);
  // What the scan has told of so far may be loaded before it has told of all.
  await expect.poll(() => slice(window)).toMatchObject({ count: 120 });
  expect(await readerPid(app)).not.toBe(before);
  await stage(window).focus();
  await window.keyboard.press('PageDown');
  await window.keyboard.press('End');
  await expectSlice(window, 120);
  await expectLoaded(window);
  await expect(window.getByTestId('corner-series')).toContainText('Portal venous');
  await close();
  removeFolder(join(folder, '..'));
});

test('annotations of a version that is not known are told of and stay byte for byte, whatever is drawn', async ({
  browserName: _,
}, testInfo) => {
  const folder = join(temporaryFolder(), 'case');
  writeSlices(folder, 8);
  const study = '1.2.826.0.1.3680043.10.1';
  const text = `{"format":"marginalia-annotations","version":999,"revision":7,"studyInstanceUIDs":["${study}"],"findings":[{"new":true}]}`;
  const first = await launchMarginalia({ paths: [folder] });
  await expectLoaded(first.window);
  await drawEllipse(first.window);
  await expect(first.window.getByTestId('save-state')).toContainText('in case folder');
  await expect(first.window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  await first.close();
  // The newer version has written into the very file that this one uses.
  const [name] = readdirSync(folder).filter((each) => each.endsWith('.marginalia.json'));
  if (name === undefined) throw new Error('Nothing was saved.');
  writeFileSync(join(folder, name), text);

  const second = await launchMarginalia({ paths: [folder] });
  const { window } = second;
  await expectLoaded(window);
  await expect(window.getByTestId('status-bar')).toContainText(/could not be read|Read-only/);
  await keepScreenshot(window, testInfo, 'unknown-version');
  await drawEllipse(window);
  await painted(window);
  await window.keyboard.press('Escape');
  await second.close();
  expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  removeFolder(join(folder, '..'));
});

test('annotations of images that cannot be written beside are kept in the app’s folder, and found again', async ({
  browserName: _,
}, testInfo) => {
  const place = temporaryFolder();
  const folder = join(place, 'disc');
  mkdirSync(folder);
  const undo = makeReadOnly(folder);
  test.skip(undo === null, 'A folder that nobody may write needs an ordinary user, or a mount.');
  const userData = temporaryFolder();
  try {
    const first = await launchMarginalia({ paths: [folder], userData });
    await expectLoaded(first.window);
    await drawEllipse(first.window);
    const state = first.window.getByTestId('save-state');
    await expect(state).toContainText('in Marginalia’s folder');
    await expect(state).toHaveAttribute('data-state', 'saved');
    await state.hover();
    await expect(first.window.getByRole('tooltip')).toContainText('cannot be written');
    await keepScreenshot(first.window, testInfo, 'read-only-folder');
    await first.close();
    expect(readdirSync(folder).filter((name) => name.includes('marginalia'))).toEqual([]);

    const second = await launchMarginalia({ paths: [folder], userData });
    await expectLoaded(second.window);
    await expect(second.window.getByTestId('finding')).toHaveCount(1);
    await second.close();
  } finally {
    undo?.();
    for (const path of [place, userData]) removeFolder(path);
  }
});

/** Fills the folder with slices and closes it to writing; null where that is not possible here. */
function makeReadOnly(folder: string): (() => void) | null {
  if (process.getuid?.() !== 0) {
    writeSlices(folder, 8);
    chmodSync(folder, 0o555);
    return () => chmodSync(folder, 0o755);
  }
  // Root may write everywhere but on a read-only file system.
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  writeSlices(folder, 8);
  execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' });
  return () => {
    if (existsSync(folder)) execFileSync('umount', [folder], { stdio: 'ignore' });
  };
}
