/** Saved as DICOM here, read there: a measurement report carries the marks into a fresh profile. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Finding } from '../../annotations/finding/finding.ts';
import { copyCase, removeFolder, sampleCase, temporaryFolder, workingCopyIn } from './case-folders.ts';
import { answerSaveDialogs } from './dialogs.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { expectLoaded } from './viewer.ts';

type Shape = Finding['regions'][number]['shape'];

/** What lies where: the finding, frame and kind of each mark with an area or axes, and the numbers of its shape. */
const marksOf = (findings: readonly Finding[]) =>
  findings
    .flatMap(({ trackingUID, regions }) =>
      regions.map(({ frame, shape }) => ({
        what: `${trackingUID} ${frame.sopInstanceUID} ${shape.kind}`,
        numbers: numbersOf(shape),
      })),
    )
    .filter(({ numbers }) => numbers.length > 0)
    .sort((a, b) => a.what.localeCompare(b.what));

function numbersOf(shape: Shape): readonly number[] {
  switch (shape.kind) {
    case 'ellipse':
      return [shape.center.x, shape.center.y, Math.max(shape.radiusX, shape.radiusY)];
    case 'polygon':
      return shape.points.flatMap(({ x, y }) => [x, y]);
    case 'bidirectional':
      return [...shape.long, ...shape.short].flatMap(({ x, y }) => [x, y]);
    default:
      return [];
  }
}

test('a measurement report saved here and opened in a fresh profile brings the same marks, locked', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const file = join(folder, '..', 'measurements.dcm');
  const first = await launchMarginalia({ paths: [folder] });
  await expectLoaded(first.window);
  await expect(first.window.getByTestId('finding')).toHaveCount(4);
  await answerSaveDialogs(first.app, file);
  await first.window.keyboard.press('Control+k');
  await first.window.keyboard.type('measurement report');
  await first.window.keyboard.press('Enter');
  await expect(
    first.window.getByRole('alert').filter({ hasText: 'Saved as a DICOM measurement report' }),
  ).toBeVisible();
  await first.close();

  const original = workingCopyIn(folder);
  const place = temporaryFolder();
  const fresh = copyCase(folder, join(place, 'case'));
  rmSync(workingCopyIn(fresh).path);
  copyFileSync(file, join(fresh, 'measurements.dcm'));
  const second = await launchMarginalia({ paths: [fresh] });
  const { window } = second;
  await expectLoaded(window);
  await expect(window.getByTestId('no-findings')).toBeVisible();
  const objects = window.getByTestId('other-objects');
  await expect(objects).toContainText('SR');
  await objects.getByRole('button', { name: /What to do with/ }).click();
  await window.getByRole('menuitem', { name: 'Import marks' }).click();
  await expect(window.getByTestId('finding')).toHaveCount(4);
  await keepScreenshot(window, testInfo, 'sr-imported');
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  await second.close();
  const { findings } = workingCopyIn(fresh).copy;
  expect(findings.every(({ locked, origin }) => locked && origin !== null)).toBe(true);
  const [here, there] = [marksOf(findings), marksOf(original.copy.findings)];
  expect(here.map(({ what }) => what)).toEqual(there.map(({ what }) => what));
  for (const [index, { what, numbers }] of there.entries()) {
    const read = here[index]?.numbers ?? [];
    expect(read, what).toHaveLength(numbers.length);
    // The report keeps coordinates in 32 bits.
    const off = numbers.map((value, i) => Math.abs(value - (read[i] ?? Number.NaN)));
    expect(Math.max(...off), what).toBeLessThan(0.001);
  }
  for (const path of [join(folder, '..'), place]) removeFolder(path);
});
