/** The report came as a PDF in DICOM beside the images: its words are read, and its masses proposed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encapsulated, smallPdf } from '../electron/exchange/small-pdf.ts';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { launchMarginalia } from './electron-app.ts';
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
