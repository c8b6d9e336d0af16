/** Markups of 3D Slicer dropped on a study: taken over, their losses kept over a restart, and taken back together. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { imageToPatient } from '../../annotations/image/plane.ts';
import { openCase } from '../../electron/reader/case-reader.ts';
import { copyCase, removeFolder, sampleCase, temporaryFolder, workingCopyIn } from './case-folders.ts';
import { drop } from './drop.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { expectLoaded } from './viewer.ts';

/** Corners on a slice of the sample, in pixels. */
const CORNERS = [
  { x: 200.5, y: 300.5 },
  { x: 240.5, y: 300.5 },
  { x: 240.5, y: 330.5 },
];

/** The markups' coordinates in RAS, from the slice's own plane; one point lies far off every image. */
async function markupsFor(folder: string) {
  const opened = await openCase([folder]);
  const frame = opened.studies[0]?.series[0]?.stacks[0]?.frames[60];
  opened.close();
  if (frame?.plane == null) throw new Error('The sample has no 61st slice.');
  const { plane, ref } = frame;
  const controlPoints = CORNERS.map((corner) => {
    const { x, y, z } = imageToPatient(plane, corner);
    return { label: '', position: [-x, -y, z] };
  });
  const document = {
    '@schema': 'https://x/markups-schema-v1.0.3.json#',
    markups: [
      { type: 'ClosedCurve', name: 'Slicer outline', coordinateSystem: 'RAS', controlPoints },
      {
        type: 'Fiducial',
        name: 'Far',
        coordinateSystem: 'RAS',
        controlPoints: [{ label: 'F-1', position: [0, 0, 9000] }],
      },
    ],
  };
  return { text: JSON.stringify(document), image: ref.sopInstanceUID };
}

test('markups of 3D Slicer dropped on a study are taken over with a ledger that stays', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const place = temporaryFolder();
  const { text, image } = await markupsFor(folder);
  const file = join(place, 'outline.mrk.json');
  writeFileSync(file, text);

  const first = await launchMarginalia({ paths: [folder] });
  const { window } = first;
  await expectLoaded(window);
  await expect(window.getByTestId('finding')).toHaveCount(4);
  await drop(window, [file]);
  const objects = window.getByTestId('other-objects');
  await expect(objects).toContainText('outline.mrk.json');
  await expect(window.getByRole('alert').filter({ hasText: 'imported from “Other objects”' })).toBeVisible();
  await objects.getByRole('button', { name: 'What to do with outline.mrk.json' }).click();
  await window.getByRole('menuitem', { name: 'Import marks' }).click();
  const dialog = window.getByTestId('imports-dialog');
  await expect(dialog).toContainText('Control point “F-1”');
  await expect(dialog).toContainText('it lies on none of the opened images');
  await expect(dialog).toContainText('the only one of the opened study was assumed');
  await expect(dialog).toContainText('1 mark lies on slices of 2 series');
  await keepScreenshot(window, testInfo, 'imports');
  const { violations } = await new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .include('[data-testid=imports-dialog]')
    .withTags(['wcag2a', 'wcag2aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)).toEqual([]);
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('finding')).toHaveCount(5);
  await expect(window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  await first.close();

  const saved = workingCopyIn(folder).copy;
  expect(saved.findings[4]).toMatchObject({ trackingIdentifier: 'Slicer outline', locked: true });
  const [region] = saved.findings[4]?.regions ?? [];
  expect(region?.frame.sopInstanceUID).toBe(image);
  const points = region?.shape.kind === 'polygon' ? region.shape.points : [];
  expect(points).toHaveLength(CORNERS.length);
  for (const [index, corner] of CORNERS.entries()) {
    expect(points[index]?.x).toBeCloseTo(corner.x, 6);
    expect(points[index]?.y).toBeCloseTo(corner.y, 6);
  }
  expect(saved.imports).toMatchObject([
    { file: 'outline.mrk.json', findings: [saved.findings[4]?.trackingUID] },
  ]);

  const second = await launchMarginalia({ paths: [folder] });
  const again = second.window;
  await expectLoaded(again);
  await again.getByTestId('finding').nth(4).click();
  await again.getByRole('button', { name: /Its import: 4 things lost or changed/ }).click();
  const kept = again.getByTestId('imports-dialog');
  await expect(kept).toContainText('Control point “F-1”');
  await kept.getByRole('button', { name: 'Remove' }).click();
  await expect(again.getByTestId('finding')).toHaveCount(4);
  await again.keyboard.press('Escape');
  await again.keyboard.press('Control+z');
  await expect(again.getByTestId('finding')).toHaveCount(5);
  await again.keyboard.press('Control+Shift+z');
  await expect(again.getByTestId('finding')).toHaveCount(4);
  await expect(again.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  await second.close();
  expect(workingCopyIn(folder).copy.imports).toEqual([]);
  for (const path of [join(folder, '..'), place]) removeFolder(path);
});
