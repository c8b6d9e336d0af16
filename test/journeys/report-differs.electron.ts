/** A report that says something else than the pixels: the window says so, with the figures, and alters neither. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { copyCase, removeFolder, sampleCase, workingCopyIn } from './case-folders.ts';
import { commandLine } from './command-line.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { drawEllipse, expectLoaded, expectSlice, goToSlice, markTexts, painted } from './viewer.ts';

/** The left paraspinal mass of the sample case: 29 HU, 71 HU with contrast. */
const SLICE = 75;
const MASS = { x: 307, y: 318 };
/** The right erector spinae: 54 HU. */
const MUSCLE_SLICE = 32;
const MUSCLE = { x: 214, y: 352 };

const REPORT = [
  'FINDINGS: There is a left paraspinal mass from T10 to L1. It is hyperattenuating to skeletal muscle (90 HU on the',
  'noncontrast images), contains macroscopic fat and does not enhance.',
].join(' ');

type Checked = {
  readonly findings: readonly { readonly rows: readonly { question: string; verdict: string }[] }[];
};

async function drawMuscle(page: Page): Promise<void> {
  await drawEllipse(page, MUSCLE, { x: 8, y: 8 });
  const row = page.locator('[data-testid="region"][data-selected="true"]');
  await row.getByRole('button', { name: 'Actions for this mark' }).click();
  await page.getByRole('menuitem', { name: 'Use as muscle reference' }).click();
  await expect.poll(async () => (await markTexts(page)).join(' ')).toContain('Muscle reference');
}

test('what is drawn measures something else than the report says: each word that differs is named, with its figures', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  rmSync(join(folder, 'report.txt'));
  rmSync(workingCopyIn(folder).path);
  const { window, close } = await launchMarginalia({ paths: [folder] });
  await expectLoaded(window);
  await window.getByTestId('tab-report').click();
  await window.getByTestId('no-report').getByRole('button', { name: 'Load or paste' }).click();
  await window.getByTestId('report-paste').fill(REPORT);
  await window.getByTestId('report-attach').click();
  await window.getByTestId('proposal').getByTestId('proposal-accept').click();
  await window.getByTestId('tab-findings').click();
  const mass = window.getByTestId('finding').filter({ hasText: /left paraspinal/i });
  await mass.click();

  await goToSlice(window, SLICE);
  await drawEllipse(window, MASS, { x: 11, y: 9 });
  await goToSlice(window, MUSCLE_SLICE);
  await drawMuscle(window);
  await mass.click();
  await window.keyboard.press('PageDown');
  await expect(window.getByTestId('corner-series')).toContainText('Portal venous');
  await expectLoaded(window);
  await goToSlice(window, SLICE);
  await drawEllipse(window, MASS, { x: 11, y: 9 });

  const check = (question: string) => window.locator(`[data-testid="check"][data-question="${question}"]`);
  for (const question of ['attenuationHu', 'attenuation', 'fat', 'enhancementDegree']) {
    await expect(check(question), question).toHaveAttribute('data-verdict', 'differs');
    await expect(check(question).getByRole('img', { name: 'differs' })).toBeVisible();
  }
  // The words and the figure stand beside each other: 90 HU said, about 29 HU measured.
  await expect(check('attenuationHu')).toContainText('90 HU');
  await expect(check('attenuationHu')).toContainText(/\b(2[6-9]|3[0-2])(\.\d)? HU/);
  await expect(check('attenuation')).toContainText(/hyper.*muscle/);
  await check('attenuationHu').hover();
  await expect(window.getByRole('tooltip').filter({ hasText: 'differs' })).toBeVisible();
  await keepScreenshot(window, testInfo, 'report-differs');

  // Neither the report nor what it said of the mass has been touched; the command line gives the same verdicts.
  await painted(window);
  await expect(window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved', { timeout: 5000 });
  const { copy } = workingCopyIn(folder);
  expect(copy.report?.text).toBe(REPORT);
  expect(copy.findings[0]?.descriptors.attenuationHu).toEqual({
    value: { fromHu: 90, toHu: 90 },
    source: { kind: 'report' },
  });
  const { findings } = JSON.parse(await commandLine('report', '--check', folder, '--json')) as Checked;
  const differing = findings[0]?.rows.filter(({ verdict }) => verdict === 'differs');
  expect(differing?.map(({ question }) => question).sort()).toEqual([
    'attenuation',
    'attenuationHu',
    'enhancementDegree',
    'fat',
  ]);

  // Corrected by the reader, the answer agrees; undone, it differs again.
  await window.getByRole('combobox', { name: 'Attenuation', exact: true }).click();
  await window.getByRole('option', { name: 'Hypo', exact: true }).click();
  await expect(check('attenuation')).toHaveAttribute('data-verdict', 'agrees');
  await window.keyboard.press('Control+z');
  await expect(check('attenuation')).toHaveAttribute('data-verdict', 'differs');
  await expectSlice(window, SLICE);
  await close();
  removeFolder(join(folder, '..'));
});
