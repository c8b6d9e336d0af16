/** The report: pasted, read, accepted as findings, held against what is drawn; then the power goes. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { copyCase, removeFolder, sampleCase, temporaryFolder, workingCopyIn } from './case-folders.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { drawEllipse, expectLoaded, expectSlice, goToSlice } from './viewer.ts';

/** Slice 75 of the sample case, well inside the left paraspinal mass. */
const SLICE = 75;
const INSIDE = { x: 307, y: 318 };

const drawInside = (page: Page): Promise<void> => drawEllipse(page, INSIDE, { x: 11, y: 9 });

test('a pasted report becomes findings, marks on two phases check its words, and a killed app loses none of it', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const userData = temporaryFolder();
  // The case as it comes from a scanner: images alone. The report is taken from the clipboard.
  const report = readFileSync(join(folder, 'report.txt'), 'utf8');
  rmSync(join(folder, 'report.txt'));
  rmSync(workingCopyIn(folder).path);
  const first = await launchMarginalia({ paths: [folder], userData });
  const { window } = first;
  await expectLoaded(window);
  await expect(window.getByTestId('no-findings')).toBeVisible();

  await window.getByTestId('tab-report').click();
  await window.getByTestId('no-report').getByRole('button', { name: 'Load or paste' }).click();
  await window.getByTestId('report-paste').fill(report);
  await window.getByTestId('report-attach').click();
  const proposals = window.getByTestId('proposal');
  await expect(proposals.filter({ hasText: /left paraspinal/i })).toHaveCount(1);
  await expect(proposals.filter({ hasText: /paracostal/i })).toHaveCount(1);
  await expect(proposals.filter({ hasText: /periaortic/i })).toHaveCount(1);
  await expect(proposals.filter({ hasText: /perirenal/i })).toHaveCount(1);
  await keepScreenshot(window, testInfo, 'report-proposals');

  await window.getByTestId('proposals-accept-all').click();
  await window.getByTestId('tab-findings').click();
  await expect(window.getByTestId('finding')).toHaveCount(4);
  const mass = window.getByTestId('finding').filter({ hasText: /left paraspinal/i });
  await mass.click();
  await expect(window.getByTestId('evidence')).toContainText('hypoattenuating to skeletal muscle');

  await goToSlice(window, SLICE);
  await drawInside(window);
  await window.keyboard.press('PageDown');
  await expect(window.getByTestId('corner-series')).toContainText('Portal venous');
  await expectLoaded(window);
  await expectSlice(window, SLICE);
  await drawInside(window);

  const check = (question: string) => window.locator(`[data-testid="check"][data-question="${question}"]`);
  // The report says 29 HU without contrast, which is the phantom's truth; and moderate enhancement.
  await expect(check('attenuationHu')).toHaveAttribute('data-verdict', 'agrees');
  await expect(check('enhancementDegree')).toHaveAttribute('data-verdict', 'agrees');
  await expect(check('fat')).toHaveAttribute('data-verdict', 'agrees');
  // No muscle has been drawn to compare with.
  await expect(check('attenuation')).toHaveAttribute('data-verdict', 'cannot be checked');
  await window.getByTestId('checks').scrollIntoViewIfNeeded();
  await keepScreenshot(window, testInfo, 'report-checked');

  await expect(window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  const ended = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await ended;

  const { copy } = workingCopyIn(folder);
  expect(copy.findings).toHaveLength(4);
  expect(copy.report?.text).toBe(report);
  const second = await launchMarginalia({ paths: [folder], userData });
  await expectLoaded(second.window);
  await expect(second.window.getByTestId('finding')).toHaveCount(4);
  await second.window
    .getByTestId('finding')
    .filter({ hasText: /left paraspinal/i })
    .click();
  await expect(second.window.getByTestId('region')).toHaveCount(2);
  await expect(second.window.locator('[data-testid="check"][data-question="attenuationHu"]')).toHaveAttribute(
    'data-verdict',
    'agrees',
  );
  await second.window.getByTestId('tab-report').click();
  await expect(second.window.getByTestId('report-text')).toContainText('TECHNIQUE: Helical CT');
  await second.window.getByTestId('quotation').filter({ hasText: 'left paraspinal mass' }).first().click();
  await expectSlice(second.window, SLICE);
  await keepScreenshot(second.window, testInfo, 'report-after-kill');
  await second.close();
  for (const path of [join(folder, '..'), userData]) removeFolder(path);
});
