/** A header that the reading process dies of, in the real window: it is named and set aside, and all the rest opens. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, test } from '@playwright/test';
import { inRoot } from '../../build/root.mjs';
import { ctFile } from '../electron/reader/ct-file.ts';
import { DEADLY, DEADLY_DISK } from '../electron/reader/deadly-disk.ts';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { answerOpenDialogs } from './dialogs.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { expectLoaded, slice } from './viewer.ts';

const SLICES = 300;
const CULPRIT = 137;

const readerPid = (app: ElectronApplication): Promise<number | null> =>
  app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find(({ name }) => name === 'Marginalia reader')?.pid ?? null,
  );

/** The reading process of this app is started anew, on a disk that ends it. The product knows nothing of that. */
async function giveDeadlyDisk(app: ElectronApplication, place: string): Promise<void> {
  const wrapper = join(place, 'reader-on-a-deadly-disk.cjs');
  const bundle = JSON.stringify(inRoot('dist', 'reader.cjs'));
  writeFileSync(wrapper, `${DEADLY_DISK}\nrequire(${bundle});\n`);
  await app.evaluate(({ utilityProcess }, path) => {
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (module, ...more) => fork(module.endsWith('reader.cjs') ? path : module, ...more);
  }, wrapper);
  const before = await readerPid(app);
  if (before === null) throw new Error('There is no reading process.');
  process.kill(before, 'SIGKILL');
  await expect
    .poll(async () => {
      const now = await readerPid(app);
      return now !== null && now !== before;
    })
    .toBe(true);
}

test('of 300 slices, the one that the reading process dies of is named, and 299 open', async ({
  browserName: _,
}, testInfo) => {
  const place = temporaryFolder();
  const folder = join(place, 'case');
  mkdirSync(folder);
  for (let number = 1; number <= SLICES; number += 1) {
    const file = ctFile({
      sopInstanceUID: `1.2.826.0.1.3680043.10.8.${number}`,
      rows: 64,
      columns: 64,
      z: 2 * number,
      instanceNumber: number,
      patientName: number === CULPRIT ? DEADLY : 'Doe^Jane',
      pixels: new Uint8Array(64 * 64 * 2),
    });
    writeFileSync(join(folder, `IM${number}`), file);
  }
  const { app, window, close } = await launchMarginalia();
  await window.getByTestId('start').waitFor();
  await giveDeadlyDisk(app, place);
  await answerOpenDialogs(app, [folder]);
  await window.keyboard.press('Control+o');

  const alerts = window.getByRole('alert').filter({ hasText: 'ended unexpectedly' });
  await expect(alerts.filter({ hasText: 'they are read one by one now' })).toBeVisible();
  await expect(alerts.filter({ hasText: `set aside: ${join(folder, `IM${CULPRIT}`)}` })).toBeVisible();
  await keepScreenshot(window, testInfo, 'deadly-header');
  await expectLoaded(window);
  expect(await slice(window)).toMatchObject({ count: SLICES - 1 });
  await window.getByTestId('skipped-link').click();
  const row = window
    .getByTestId('skipped-drawer')
    .locator('div')
    .filter({ hasText: `IM${CULPRIT}` });
  await expect(row.last()).toContainText('The reader stopped while it read this file; it was set aside.');
  await close();
  removeFolder(place);
});
