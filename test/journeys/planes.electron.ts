/**
 * Three planes of the sample case: the same voxel in all, findings where they cross the cuts, and what is refused.
 * (Longer than other files: one story, in one window.)
 */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { expect, test } from '@playwright/test';
import { isAreaShape } from '../../annotations/finding/region.ts';
import { shapeChords } from '../../annotations/finding/shape-chords.ts';
import { copyCase, removeFolder, sampleCase, temporaryFolder, workingCopyIn } from './case-folders.ts';
import { answerSaveDialogs, suggestedName } from './dialogs.ts';
import { keepScreenshot, launchMarginalia, type RunningApp } from './electron-app.ts';
import {
  boxOf,
  crosshairOn,
  expectPlanes,
  PANES,
  paneOf,
  sliceOf,
  voxelAt,
  voxelsUnderCrosshair,
} from './planes.ts';
import { keepPreviews, previewBytes } from './previews.ts';
import { writeSlices } from './small-series.ts';
import { drag, expectLoaded, type Point, painted } from './viewer.ts';

test.describe.configure({ mode: 'serial' });

let folder = '';
let marginalia: RunningApp;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = copyCase(await sampleCase());
  marginalia = await launchMarginalia({ paths: [folder] });
  await expectLoaded(marginalia.window);
});

test.afterAll(async () => {
  await marginalia?.close().catch(() => undefined);
  removeFolder(join(folder, '..'));
});

/** A place in a pane, as shares of its width and height. */
async function placeIn(pane: number, acrossShare: number, downShare: number): Promise<Point> {
  const box = await boxOf(marginalia.window, pane);
  return { x: box.x + acrossShare * box.width, y: box.y + downShare * box.height };
}

async function expectOneVoxel(): Promise<void> {
  const [acquired, ...cuts] = await voxelsUnderCrosshair(marginalia.window);
  for (const cut of cuts) expect(cut).toEqual(acquired);
}

test('M shows the series from three sides, each named, placed and lettered as radiologists look', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await window.keyboard.press('m');
  await expectPlanes(window);
  const letters = ['R,L,A,P', 'R,L,H,F', 'A,P,H,F'];
  const names = ['Axial', 'Coronal', 'Sagittal'];
  for (const pane of PANES) {
    const stage = paneOf(window, pane);
    await expect(stage.getByTestId('edge-letters')).toHaveAttribute('data-letters', letters[pane] as string);
    await expect(stage.getByTestId('plane-tag')).toHaveText(
      new RegExp(`^${names[pane]}[HFAPRL] \\d+\\.\\d mm$`),
    );
    await expect(stage.getByTestId('scale-bar')).toBeVisible();
  }
  await keepScreenshot(window, testInfo, 'three-planes');
});

test('wherever a click sets the crosshair, all planes show the same voxel with the same HU', async () => {
  const { window } = marginalia;
  for (const [pane, across, down] of [
    [0, 0.42, 0.4],
    [1, 0.55, 0.62],
    [2, 0.6, 0.35],
    [1, 0.3, 0.7],
  ] as const) {
    const at = await placeIn(pane, across, down);
    const meant = await voxelAt(window, pane, at);
    await window.mouse.click(at.x, at.y);
    await expectPlanes(window);
    const [acquired] = await voxelsUnderCrosshair(window);
    expect(acquired).toEqual(meant);
    await expectOneVoxel();
  }
});

test('a plane that is scrolled stays alone, and its line moves in the two others', async () => {
  const { window } = marginalia;
  const { x, y } = await placeIn(1, 0.5, 0.3);
  const before = { slices: await Promise.all(PANES.map((pane) => sliceOf(window, pane))) };
  const lines = await Promise.all(PANES.map((pane) => crosshairOn(window, pane)));
  await window.mouse.move(x, y);
  for (let notch = 0; notch < 12; notch += 1) await window.mouse.wheel(0, 120);
  await expect.poll(() => sliceOf(window, 1)).toBe((before.slices[1] ?? 0) + 12);
  expect(await sliceOf(window, 0)).toBe(before.slices[0]);
  expect(await sliceOf(window, 2)).toBe(before.slices[2]);
  const [axial, coronal, sagittal] = await Promise.all(PANES.map((pane) => crosshairOn(window, pane)));
  // The coronal plane lies across the axial picture and upright in the sagittal one.
  expect(Math.abs((axial?.y ?? 0) - (lines[0]?.y ?? 0))).toBeGreaterThan(3);
  expect(axial?.x).toBeCloseTo(lines[0]?.x ?? 0, 1);
  expect(Math.abs((sagittal?.x ?? 0) - (lines[2]?.x ?? 0))).toBeGreaterThan(3);
  expect(sagittal?.y).toBeCloseTo(lines[2]?.y ?? 0, 1);
  expect(coronal).toEqual(lines[1]);
  await expectOneVoxel();
});

test('a line is dragged alone, the middle takes both, and Shift takes the point along with the mouse', async () => {
  const { window } = marginalia;
  const cross = await crosshairOn(window, 0);
  const level = await paneOf(window, 0).getByTestId('window-text').textContent();
  const before = await Promise.all(PANES.map((pane) => sliceOf(window, pane)));
  // The coronal plane's line, well beside the middle.
  await drag(window, { x: cross.x - 90, y: cross.y }, { x: cross.x - 60, y: cross.y - 40 });
  await painted(window);
  expect(await sliceOf(window, 1)).not.toBe(before[1]);
  expect(await sliceOf(window, 2)).toBe(before[2]);
  expect(await paneOf(window, 0).getByTestId('window-text').textContent()).toBe(level);
  await expectOneVoxel();

  const middle = await crosshairOn(window, 0);
  await drag(window, middle, { x: middle.x + 30, y: middle.y + 25 });
  const moved = await crosshairOn(window, 0);
  expect(Math.hypot(moved.x - middle.x - 30, moved.y - middle.y - 25)).toBeLessThan(2);
  await expectOneVoxel();

  const to = await placeIn(2, 0.45, 0.55);
  await window.keyboard.down('Shift');
  await window.mouse.move(to.x, to.y, { steps: 5 });
  await window.keyboard.up('Shift');
  const followed = await crosshairOn(window, 2);
  expect(Math.hypot(followed.x - to.x, followed.y - to.y)).toBeLessThan(3);
  await expectOneVoxel();
});

test('N brings every plane to the finding, which crosses the cuts where its outline does', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await window.keyboard.press('n');
  await expectPlanes(window);
  const finding = workingCopyIn(folder).copy.findings[0];
  const [acquired] = await voxelsUnderCrosshair(window);
  if (acquired === undefined || finding === undefined) throw new Error('No finding.');
  await expectOneVoxel();
  const bars = paneOf(window, 1).locator('[data-testid="cut-bar"][data-finding="1"]');
  await expect(bars).toHaveCount(1);
  await window.mouse.move(0, 0);
  await expect(bars).toHaveAttribute('stroke', 'rgb(0,220,0)');

  // What the outlines on disk have on this row, on any slice: where the voxel rule would begin and end to count.
  const expected = finding.regions.flatMap(({ shape }) =>
    isAreaShape(shape)
      ? shapeChords(shape, { point: { x: 0, y: acquired.row + 0.5 }, direction: { dx: 1, dy: 0 } })
      : [],
  );
  const d = (await bars.getAttribute('d')) ?? '';
  const box = await boxOf(window, 1);
  const lines = [...d.matchAll(/M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)/g)].map((match) =>
    match.slice(1).map(Number),
  );
  // Of each bar the first line; its two ticks follow.
  const drawn = lines.filter((_line, index) => index % 3 === 0);
  expect(drawn.length).toBeGreaterThan(1);
  for (const [x1 = 0, y1 = 0, x2 = 0] of drawn) {
    const left = await voxelAt(window, 1, { x: box.x + Math.min(x1, x2) + 0.01, y: box.y + y1 });
    const right = await voxelAt(window, 1, { x: box.x + Math.max(x1, x2) - 0.01, y: box.y + y1 });
    expect(left.row).toBe(acquired.row);
    const meant = expected.some(
      ([from, to]) =>
        Math.abs(Math.min(from.x, to.x) - left.column - 0.5) < 1.5 &&
        Math.abs(Math.max(from.x, to.x) - right.column - 0.5) < 1.5,
    );
    expect(meant, `a bar from column ${left.column} to ${right.column}`).toBe(true);
  }
  await keepScreenshot(window, testInfo, 'planes-at-finding');

  // Hovered it tells its name; clicked it is chosen.
  const other = paneOf(window, 1).locator('[data-testid="cut-bar"][data-finding="4"]');
  const [x = 0, y = 0, toX = 0] = [...((await other.getAttribute('d')) ?? '').matchAll(/[-\d.]+/g)].map(
    Number,
  );
  await window.mouse.move(box.x + (x + toX) / 2, box.y + y);
  await expect(paneOf(window, 1).getByTestId('cut-marks')).toContainText('4 Left perirenal tissue');
  await window.mouse.click(box.x + (x + toX) / 2, box.y + y);
  await expect(window.locator('[data-testid="finding"][data-selected="true"]')).toContainText('perirenal');
  await expectOneVoxel();
});

test('a mark that is chosen on its slice brings the cuts to it', async () => {
  const { window } = marginalia;
  await window.keyboard.press('n');
  await expectPlanes(window);
  const at = await crosshairOn(window, 0);
  const before = await voxelsUnderCrosshair(window);
  await window.keyboard.press('Escape');
  const away = await placeIn(0, 0.3, 0.3);
  await window.mouse.click(away.x, away.y);
  expect(await crosshairOn(window, 0)).not.toEqual(at);
  // From its middle to the right its outline is met somewhere.
  for (let x = at.x; x < at.x + 120; x += 3) {
    await window.mouse.move(x, at.y);
    if ((await paneOf(window, 0).evaluate((stage) => stage.style.cursor)) !== 'pointer') continue;
    await window.mouse.click(x, at.y);
    break;
  }
  await expect(window.locator('[data-testid="finding"][data-selected="true"]')).toHaveCount(1);
  expect(await voxelsUnderCrosshair(window)).toEqual(before);
});

test('a change of phase leaves the crosshair where it was in the patient', async () => {
  const { window } = marginalia;
  const [before] = await voxelsUnderCrosshair(window);
  await window.keyboard.press('PageDown');
  await expect(paneOf(window, 0).getByTestId('corner-series')).toContainText('Portal venous');
  await expectPlanes(window);
  const [after] = await voxelsUnderCrosshair(window);
  await expectOneVoxel();
  expect({ ...after, hu: 0 }).toEqual({ ...before, hu: 0 });
  await window.keyboard.press('PageUp');
  await expectPlanes(window);
});

test('windows go together, zoom does not; a double click fills the place with one plane and gives it back', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await paneOf(window, 2).focus();
  await window.keyboard.press('4');
  for (const pane of PANES)
    await expect(paneOf(window, pane).getByTestId('window-text')).toContainText('1500');
  await window.keyboard.press('+');
  await expect(paneOf(window, 2).getByTestId('corner-view')).toContainText('Zoom 125 %');
  await expect(paneOf(window, 1).getByTestId('corner-view')).toContainText('Zoom 100 %');
  await window.keyboard.press('1');
  await window.keyboard.press('=');

  const viewer = await window.getByTestId('viewer').last().boundingBox();
  const at = await placeIn(1, 0.4, 0.6);
  const before = await voxelsUnderCrosshair(window);
  await window.mouse.dblclick(at.x, at.y);
  await expect.poll(async () => (await boxOf(window, 1)).height).toBeCloseTo(viewer?.height ?? 0, 0);
  await expect(paneOf(window, 0)).toBeHidden();
  await keepScreenshot(window, testInfo, 'one-plane-full');
  const full = await placeIn(1, 0.4, 0.6);
  await window.mouse.dblclick(full.x, full.y);
  await expect(paneOf(window, 0)).toBeVisible();
  await painted(window);
  expect(await voxelsUnderCrosshair(window), 'a double click means the pane, not the point').toEqual(before);
});

test('nothing can be drawn on a cut, and a sentence says so; a picture of one plane is of a slice', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  const regions = (): number =>
    workingCopyIn(folder).copy.findings.reduce((sum, { regions: own }) => sum + own.length, 0);
  const before = regions();
  const from = await placeIn(1, 0.4, 0.4);
  await paneOf(window, 1).focus();
  await window.keyboard.press('e');
  await drag(window, from, { x: from.x + 40, y: from.y + 40 });
  await expect(window.getByRole('alert')).toContainText(
    'Marks belong to slices as they were acquired, and this coronal picture is cut from 120 slices. Draw on the axial one.',
  );
  await window.keyboard.press('Escape');
  await expect(window.locator('[data-testid="save-state"]')).toHaveAttribute('data-state', 'saved');
  expect(regions()).toBe(before);

  await window.keyboard.press('Control+e');
  await window.getByTestId('export-dialog').getByText('This slice').click();
  await expect(window.getByTestId('export-cut')).toContainText('the axial slice through the crosshair');
  await expect(window.getByTestId('export-preview')).toBeVisible();
  await keepScreenshot(window, testInfo, 'planes-export');
  await window.keyboard.press('Escape');
});

test('the three planes are one picture: what the preview shows is what is saved and copied', async ({
  browserName: _,
}, testInfo) => {
  const { app, window } = marginalia;
  await window.getByTestId('finding').first().click();
  await keepPreviews(window);
  const target = join(folder, '..', 'planes.png');
  await answerSaveDialogs(app, target);
  const slice = await sliceOf(window, 0);
  await window.keyboard.press('Control+e');
  await expect(window.getByTestId('export-preview')).toBeVisible();
  await keepScreenshot(window, testInfo, 'planes-picture-dialog');
  const withLines = await previewBytes(window);
  const shown = window.getByTestId('export-dialog').getByRole('figure');
  const picture = await loadImage(Buffer.from(withLines));
  await expect(shown).toContainText(`${picture.width} × ${picture.height} px`);
  // Axial, coronal and sagittal in one row and one scale: the slices are 512 pixels wide and high.
  expect(picture.width).toBeGreaterThan(3 * 1024);
  expect(picture.width).toBeLessThan(3 * 1024 + 40);
  expect(picture.height).toBe(1024);
  await window.getByTestId('export-save').click();
  await expect(window.getByTestId('export-dialog')).toHaveCount(0);
  expect(readFileSync(target).equals(Buffer.from(withLines))).toBe(true);
  expect(await suggestedName(app)).toBe(
    `series-2_noncontrast_three-planes_image-${String(slice).padStart(3, '0')}.png`,
  );
  copyFileSync(target, testInfo.outputPath('planes.png'));
  await testInfo.attach('planes', { path: target, contentType: 'image/png' });

  await window.keyboard.press('Control+e');
  await expect(window.getByTestId('export-preview')).toBeVisible();
  await window.getByTestId('export-crosshair').click({ force: true });
  await expect
    .poll(async () => Buffer.from(await previewBytes(window)).equals(Buffer.from(withLines)))
    .toBe(false);
  await window.getByTestId('export-copy').click();
  await expect(window.getByRole('alert').filter({ hasText: 'on the clipboard' })).toBeVisible();
});

test('M again leaves the one viewport as it was', async () => {
  const { window } = marginalia;
  const number = await sliceOf(window, 0);
  await window.keyboard.press('m');
  await expect(paneOf(window, 1)).toHaveCount(0);
  expect(await sliceOf(window, 0)).toBe(number);
  await expect(paneOf(window, 0).getByTestId('crosshair')).toHaveCount(0);
});

test('a series with a gap is not cut: its reason stands in place of the cuts, its slices stay', async ({
  browserName: _,
}, testInfo) => {
  const gappy = temporaryFolder();
  writeSlices(gappy, 12);
  rmSync(join(gappy, 'IM0005'));
  const { window, close } = await launchMarginalia({ paths: [gappy] });
  await expectLoaded(window);
  await window.keyboard.press('m');
  for (const pane of [1, 2]) {
    await expect(paneOf(window, pane).getByTestId('cut-refused')).toContainText(
      /^The series cannot be shown from other sides: .*gap/i,
    );
  }
  await expect(paneOf(window, 0)).toHaveAttribute('data-frame-state', 'shown');
  await window.keyboard.press('End');
  expect(await sliceOf(window, 0)).toBe(11);
  await keepScreenshot(window, testInfo, 'planes-refused');
  await close();
  removeFolder(gappy);
});
