/** The report came as a PDF, in DICOM or by itself: its words are read in the reader, and its masses proposed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encapsulated, printedPdf, smallPdf } from '../electron/exchange/small-pdf.ts';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { drop } from './drop.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { writeSlices } from './small-series.ts';
import { expectLoaded } from './viewer.ts';

const ENCAPSULATED_PDF = '1.2.840.10008.5.1.4.1.1.104.1';

test('a report in an encapsulated PDF is used as the report', async () => {
  const folder = temporaryFolder();
  writeSlices(join(folder, 'images'), 3);
  const pdf = smallPdf(['FINDINGS: There is a left paraspinal mass at T10, 4.8 x 3.9 cm.']);
  writeFileSync(
    join(folder, 'report.dcm'),
    encapsulated(ENCAPSULATED_PDF, pdf, {
      StudyInstanceUID: '1.2.826.0.1.3680043.10.1',
      SeriesInstanceUID: '2.25.42',
      DocumentTitle: 'CT report',
    }),
  );
  const { window, close } = await launchMarginalia({ paths: [folder] });
  await expectLoaded(window);
  await window.getByTestId('other-objects').getByRole('button').click();
  await window.getByRole('menuitem', { name: 'Use as report' }).click();
  await expect(window.getByTestId('report-text')).toContainText('left paraspinal mass at T10');
  await expect(window.getByTestId('proposal')).toContainText('48 × 39 mm');
  await close();
  removeFolder(folder);
});

test('a plain PDF beside the images, and one that is dropped, are read; one without words says so', async ({
  browserName: _,
}, testInfo) => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  writeSlices(join(folder, 'case', 'images'), 3);
  const words = 'FINDINGS: There is a left paraspinal mass at T10, 4.8 x 3.9 cm.';
  writeFileSync(join(folder, 'case', 'CT report.pdf'), printedPdf([[words]]));
  writeFileSync(join(folder, 'case', 'about.txt'), 'Exported on Monday.');
  writeFileSync(join(elsewhere, 'second.pdf'), printedPdf([['FINDINGS: There is a right paracostal mass.']]));
  writeFileSync(join(elsewhere, 'scan.pdf'), printedPdf([[]]));
  const { window, close } = await launchMarginalia({ paths: [join(folder, 'case')] });
  await expectLoaded(window);
  const objects = window.getByTestId('other-objects');
  await expect(objects).toContainText('CT report.pdf');

  await window.getByTestId('tab-report').click();
  await keepScreenshot(window, testInfo, 'pdf-beside-the-images');
  await expect(window.getByTestId('report-beside')).toHaveText('Use CT report.pdf');
  await window.getByTestId('report-beside').click();
  await expect(window.getByTestId('report-text')).toHaveText(words);
  await expect(window.getByTestId('proposal')).toContainText('48 × 39 mm');
  await keepScreenshot(window, testInfo, 'pdf-report');

  await drop(window, [join(elsewhere, 'second.pdf')]);
  await expect(
    window.getByRole('alert').filter({ hasText: 'used as the report from “Other objects”' }),
  ).toBeVisible();
  await objects.getByRole('button', { name: 'What to do with second.pdf' }).click();
  await window.getByRole('menuitem', { name: 'Use as report' }).click();
  await expect(window.getByTestId('report-text')).toContainText('right paracostal mass');

  await drop(window, [join(elsewhere, 'scan.pdf')]);
  await objects.getByRole('button', { name: 'What to do with scan.pdf' }).click();
  await window.getByRole('menuitem', { name: 'Use as report' }).click();
  await expect(
    window.getByRole('alert').filter({ hasText: 'scan.pdf holds no words that can be read' }),
  ).toBeVisible();
  await expect(window.getByTestId('report-text')).toContainText('right paracostal mass');
  await close();
  for (const path of [folder, elsewhere]) removeFolder(path);
});
