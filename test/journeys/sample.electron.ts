/**
 * The sample case from opening to export: look, jump, draw, correct, save, come back, hand out.
 * (Longer than other files: one story, in one window.)
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  copyCase,
  removeFolder,
  sampleCase,
  sha256,
  sha256Of,
  temporaryFolder,
  workingCopyIn,
} from './case-folders.ts';
import { commandLine, measuredRegion, numbersInWords } from './command-line.ts';
import { answerOpenDialogs, answerSaveDialogs, suggestedName } from './dialogs.ts';
import { keepScreenshot, launchMarginalia, type RunningApp } from './electron-app.ts';
import { keepPreviews, previewBytes } from './previews.ts';
import {
  drag,
  expectLoaded,
  expectPicture,
  expectSlice,
  imageToPage,
  markStrokes,
  markTexts,
  painted,
  slice,
  stage,
} from './viewer.ts';

test.describe.configure({ mode: 'serial' });

let folder = '';
let userData = '';
let marginalia: RunningApp;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = copyCase(await sampleCase());
  userData = temporaryFolder();
  marginalia = await launchMarginalia({ paths: [folder], userData });
});

test.afterAll(async () => {
  await marginalia?.close().catch(() => undefined);
  for (const path of [join(folder, '..'), userData]) removeFolder(path);
});

test('the saved marks of the sample case appear by themselves, with names and notes', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  await expectPicture(window);
  await expect(window.getByTestId('finding')).toHaveCount(4);
  await expect(window.getByTestId('finding').first()).toContainText('Left paraspinal mass');
  await expect(window.getByTestId('finding').first()).toContainText('T10–L1');
  await expectLoaded(window);
  await expect(window.getByTestId('finding-tick')).not.toHaveCount(0);
  await expect.poll(() => slice(window)).toMatchObject({ count: 120 });
  // A thumbnail has its own size once it has been drawn.
  await expect(window.getByTestId('series').locator('canvas:not([width="1"])')).toHaveCount(2);
  await keepScreenshot(window, testInfo, 'sample-opened');
});

test('the wheel and the keys go through the slices, and stop at both ends', async () => {
  const { window } = marginalia;
  const box = await stage(window).boundingBox();
  if (box === null) throw new Error('There is no viewport.');
  await window.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const { number } = await slice(window);
  await window.mouse.wheel(0, 120);
  await expectSlice(window, number + 1);
  await window.mouse.wheel(0, -120);
  await expectSlice(window, number);
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('ArrowDown');
  await expectSlice(window, number + 2);
  await window.keyboard.press('ArrowUp');
  await expectSlice(window, number + 1);
  await window.keyboard.press('End');
  await expectSlice(window, 120);
  await window.keyboard.press('ArrowDown');
  await painted(window);
  await expectSlice(window, 120);
  await window.keyboard.press('Home');
  await expectSlice(window, 1);
});

test('N and Shift+N go round the four findings, each on its slice and in a window that shows it', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  // From a window that shows no soft tissue, the first jump has to change it.
  await window.keyboard.press('4');
  await expect(window.getByTestId('window-text')).toContainText('1500');
  const names = ['Left paraspinal mass', 'Right paracostal mass', 'Periaortic mass', 'Left perirenal tissue'];
  const slices = new Set<number>();
  for (const [index, name] of names.entries()) {
    await window.keyboard.press('n');
    await expect(window.locator('[data-testid="finding"][data-selected="true"]')).toContainText(name);
    await expect(window.getByTestId('window-text')).not.toContainText('1500');
    await expect.poll(async () => (await markTexts(window)).join(' ')).toContain(name);
    slices.add((await slice(window)).number);
    await keepScreenshot(window, testInfo, `sample-finding-${index + 1}`);
  }
  expect(slices.size).toBeGreaterThanOrEqual(3);
  await window.keyboard.press('n');
  await expect(window.locator('[data-testid="finding"][data-selected="true"]')).toContainText(
    'Left paraspinal',
  );
  await window.keyboard.press('Shift+N');
  await expect(window.locator('[data-testid="finding"][data-selected="true"]')).toContainText(
    'Left perirenal',
  );
  await window.keyboard.press('n');
  await expect(window.locator('[data-testid="finding"][data-selected="true"]')).toContainText(
    'Left paraspinal',
  );
});

test('number keys set the windows, O hides the words, A the marks, Shift+O the patient', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  const presets = ['400', '150', '350', '1500', '2500', '80', '400'];
  for (const [index, width] of presets.entries()) {
    await window.keyboard.press(String(index + 1));
    await expect(window.getByTestId('window-text')).toContainText(width);
  }
  await expect(window.getByTestId('window-text')).toContainText('−50');
  await window.keyboard.press('1');

  await window.keyboard.press('o');
  await expect(window.getByTestId('corner-view')).toHaveCount(0);
  await expect.poll(() => markTexts(window)).toEqual([]);
  await window.keyboard.press('o');
  await expect(window.getByTestId('corner-view')).toBeVisible();

  await expect(markStrokes(window)).not.toHaveCount(0);
  await window.keyboard.press('a');
  await expect(markStrokes(window)).toHaveCount(0);
  await window.keyboard.press('a');
  await expect(markStrokes(window)).not.toHaveCount(0);

  const name = await window.getByTestId('corner-patient').locator('span').first().textContent();
  expect(name).toBeTruthy();
  await window.keyboard.press('Shift+O');
  await expect(window.getByText(name ?? '', { exact: true })).toHaveCount(0);
  await expect(window).toHaveTitle('Marginalia');
  await expect(window.getByTestId('case-menu')).toHaveText('Case');
  await keepScreenshot(window, testInfo, 'sample-identity-hidden');
  await window.keyboard.press('Shift+O');
  await expect(window.getByTestId('corner-patient')).toContainText(name ?? '');
});

/** Well inside the left paraspinal mass, four slices from its largest mark. */
const DRAWN_AT = { x: 299, y: 320 };
const RADIUS = { x: 10, y: 8 };
let drawn = '';

/** The row of the mark that is selected. */
const selectedRow = () => marginalia.window.locator('[data-testid="region"][data-selected="true"]');

/** What the file on disk says of the drawn mark. */
const onDisk = () => {
  const { findings, revision } = workingCopyIn(folder).copy;
  const region = findings.flatMap((finding) => finding.regions).find(({ uid }) => uid === drawn);
  return { revision, region, finding: findings[0] };
};

async function expectNumbersOfTheCommandLine(): Promise<string> {
  const words = numbersInWords(await measuredRegion(folder, drawn));
  expect(words).toMatch(/\sHU · .+\smm²$/);
  await expect(selectedRow()).toContainText(words);
  await expect
    .poll(async () => (await markTexts(marginalia.window)).join(' '))
    .toContain(words.split(' · ')[0]);
  return words;
}

/** Waits until the window says so; what was saved is then read from the file. */
async function expectSaved(): Promise<void> {
  await painted(marginalia.window);
  await expect(marginalia.window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved', {
    timeout: 5000,
  });
}

test('an ellipse drawn on the mass shows live the numbers that the command line measures in the saved file', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  const before = new Set(
    workingCopyIn(folder).copy.findings.flatMap((finding) => finding.regions.map(({ uid }) => uid as string)),
  );
  for (let step = 0; step < 4; step += 1) await window.keyboard.press('ArrowUp');
  const toPage = await imageToPage(window);
  await window.keyboard.press('e');
  await expect(window.getByTestId('tool-ellipse')).toHaveAttribute('aria-pressed', 'true');
  await drag(
    window,
    toPage({ x: DRAWN_AT.x - RADIUS.x, y: DRAWN_AT.y - RADIUS.y }),
    toPage({ x: DRAWN_AT.x + RADIUS.x, y: DRAWN_AT.y + RADIUS.y }),
  );
  const released = Date.now();
  await expect(selectedRow()).toContainText('HU');
  await expectSaved();
  expect(onDisk().revision).toBe(2);
  expect(statSync(workingCopyIn(folder).path).mtimeMs - released, 'saved within a second').toBeLessThan(1000);

  const added = workingCopyIn(folder).copy.findings.flatMap((finding) =>
    finding.regions.filter(({ uid }) => !before.has(uid)).map((region) => ({ finding, region })),
  );
  expect(added).toHaveLength(1);
  expect(added[0]?.finding.trackingIdentifier, 'joins the selected finding').toBe('Left paraspinal mass');
  drawn = added[0]?.region.uid ?? '';
  const shape = added[0]?.region.shape;
  expect(shape).toMatchObject({ kind: 'ellipse' });
  if (shape?.kind === 'ellipse') {
    // Drawn where the mouse was: to half an image pixel, which is what the corner's whole numbers allow.
    expect(Math.abs(shape.center.x - DRAWN_AT.x)).toBeLessThan(1);
    expect(Math.abs(shape.center.y - DRAWN_AT.y)).toBeLessThan(1);
    expect(Math.abs(shape.radiusX - RADIUS.x)).toBeLessThan(1);
    expect(Math.abs(shape.radiusY - RADIUS.y)).toBeLessThan(1);
  }
  await expectNumbersOfTheCommandLine();
  const { numbers } = await measuredRegion(folder, drawn);
  // The phantom's truth for this mass without contrast is 29 HU; the noise of some 200 pixels leaves less than 3.
  expect(Math.abs((numbers.find(({ quantity }) => quantity === 'mean')?.value ?? 0) - 29)).toBeLessThan(3);
  await keepScreenshot(window, testInfo, 'sample-drawn');
});

test('the mark is moved by the mouse, nudged by keys, and every step is undone and done again', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  const first = onDisk().region?.shape;
  const toPage = await imageToPage(window);
  // Its outline on the left, away from the handles at the ends of its axes.
  const edge = { x: DRAWN_AT.x - RADIUS.x * Math.SQRT1_2, y: DRAWN_AT.y - RADIUS.y * Math.SQRT1_2 };
  await drag(window, toPage(edge), toPage({ x: edge.x + 8, y: edge.y + 6 }));
  await expectSaved();
  const moved = onDisk().region?.shape;
  if (first?.kind !== 'ellipse' || moved?.kind !== 'ellipse') throw new Error('The mark is no ellipse.');
  expect(moved.center.x - first.center.x).toBeCloseTo(8, 0);
  expect(moved.center.y - first.center.y).toBeCloseTo(6, 0);
  expect(moved.radiusX).toBeCloseTo(first.radiusX, 9);
  const words = await expectNumbersOfTheCommandLine();

  await window.keyboard.press('Alt+ArrowRight');
  await window.keyboard.press('Alt+Shift+ArrowDown');
  await expectSaved();
  const nudged = onDisk().region?.shape;
  if (nudged?.kind !== 'ellipse') throw new Error('The mark is no ellipse.');
  expect(nudged.center.x - moved.center.x).toBeCloseTo(0.5, 9);
  expect(nudged.center.y - moved.center.y).toBeCloseTo(5, 9);
  await expectNumbersOfTheCommandLine();
  await keepScreenshot(window, testInfo, 'sample-nudged');

  await window.keyboard.press('Control+z');
  await window.keyboard.press('Control+z');
  await expect(selectedRow()).toContainText(words);
  await window.keyboard.press('Control+z');
  await expectSaved();
  expect(onDisk().region?.shape).toEqual(first);
  for (let step = 0; step < 3; step += 1) await window.keyboard.press('Control+Shift+Z');
  await expectSaved();
  expect(onDisk().region?.shape).toEqual(nudged);
});

test('the finding is renamed, the mark deleted and brought back', async ({ browserName: _ }, testInfo) => {
  const { window } = marginalia;
  await window.getByTestId('finding-name').fill('Paraspinal mass, left');
  await window.getByTestId('finding-name').press('Enter');
  await expect(window.getByTestId('finding').first()).toContainText('Paraspinal mass, left');
  await expectSaved();
  expect(onDisk().finding?.trackingIdentifier).toBe('Paraspinal mass, left');

  const count = await window.getByTestId('region').count();
  await stage(window).focus();
  await window.keyboard.press('Delete');
  await expect(window.getByTestId('region')).toHaveCount(count - 1);
  await expectSaved();
  expect(onDisk().region).toBeUndefined();
  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('region')).toHaveCount(count);
  await expectSaved();
  expect(onDisk().region?.uid).toBe(drawn);
  await expect(window.getByTestId('save-state')).toContainText('in case folder');
  await keepScreenshot(window, testInfo, 'sample-renamed');
});

test('after closing and opening again everything is there', async ({ browserName: _ }, testInfo) => {
  const { path } = workingCopyIn(folder);
  const saved = readFileSync(path);
  await marginalia.close();
  expect(readFileSync(path).equals(saved), 'closing changes nothing that is saved').toBe(true);

  marginalia = await launchMarginalia({ paths: [folder], userData });
  const { window } = marginalia;
  await expectLoaded(window);
  await expect(window.getByTestId('finding').first()).toContainText('Paraspinal mass, left');
  await window.keyboard.press('n');
  const words = numbersInWords(await measuredRegion(folder, drawn));
  const row = window.getByTestId('region').filter({ hasText: words });
  await expect(row).toHaveCount(1);
  await row.getByRole('button').first().click();
  await expect.poll(async () => (await markTexts(window)).join(' ')).toContain('Paraspinal mass, left');
  await keepScreenshot(window, testInfo, 'sample-reopened');
});

test('the version from before the first change can be gone back to, and undone', async ({
  browserName: _,
}, testInfo) => {
  const { window } = marginalia;
  const count = await window.getByTestId('region').count();
  await window.keyboard.press('Control+k');
  await window.keyboard.type('earlier versions');
  await window.keyboard.press('Enter');
  const versions = window.getByTestId('version');
  await expect.poll(() => versions.count()).toBeGreaterThan(3);
  await keepScreenshot(window, testInfo, 'sample-versions');
  // The latest comes first.
  await versions.last().getByRole('button', { name: 'Go back to this' }).click();
  await expect(window.getByTestId('finding').first()).toContainText('Left paraspinal mass');
  await window.keyboard.press('n');
  await expect(window.getByTestId('region')).toHaveCount(count - 1);
  await expectSaved();
  expect(onDisk().region).toBeUndefined();
  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('finding').first()).toContainText('Paraspinal mass, left');
  await expectSaved();
  expect(onDisk().region?.uid).toBe(drawn);
});

test('the exported picture is byte for byte the one of the preview', async ({ browserName: _ }, testInfo) => {
  const { app, window } = marginalia;
  await keepPreviews(window);
  const target = join(folder, '..', 'one.png');
  await answerSaveDialogs(app, target);
  await window.keyboard.press('Control+e');
  await expect(window.getByTestId('export-preview')).toBeVisible();
  const preview = await previewBytes(window);
  await keepScreenshot(window, testInfo, 'sample-export');
  await window.getByTestId('export-save').click();
  await expect(window.getByTestId('export-dialog')).toHaveCount(0);
  expect(preview.length).toBeGreaterThan(10_000);
  expect(sha256Of(target)).toBe(sha256(preview));
  const name = await suggestedName(app);
  const { number } = await slice(window);
  expect(name).toMatch(
    new RegExp(`^series-\\d+_(noncontrast|portal-venous)_image-${`${number}`.padStart(3, '0')}\\.png$`),
  );
  const made = join(folder, '..', 'of-the-command-line');
  const frames = (onDisk().finding?.regions ?? []).map(({ frame }) => frame.sopInstanceUID);
  await commandLine('export', folder, '--out', made, ...frames.flatMap((uid) => ['--frames', uid]));
  expect(readdirSync(made), 'the command line gives this slice the same name').toContain(name);
});

test('all findings are exported with a manifest whose checksums are true and that names no patient', async () => {
  const { app, window } = marginalia;
  const target = temporaryFolder();
  await answerOpenDialogs(app, [target]);
  const patient = await window.getByTestId('corner-patient').locator('span').first().textContent();
  await window.keyboard.press('Control+e');
  await window.getByText('All 4 findings').click();
  await window.getByTestId('export-save').click();
  await expect(window.getByTestId('export-dialog')).toHaveCount(0, { timeout: 30_000 });

  const text = readFileSync(join(target, 'manifest.json'), 'utf8');
  const { files } = JSON.parse(text) as {
    files: { file: string; sha256: string; identity: string; findings: { name: string }[] }[];
  };
  expect(files).toHaveLength(4);
  for (const { file, sha256: claimed, identity } of files) {
    expect(sha256Of(join(target, file))).toBe(claimed);
    expect(identity).toBe('hidden');
  }
  expect(files[0]?.findings.map(({ name }) => name)).toContain('Paraspinal mass, left');
  expect(readdirSync(target).sort()).toEqual([...files.map(({ file }) => file), 'manifest.json'].sort());
  const made = temporaryFolder();
  await commandLine('export', folder, '--out', made, '--scale', '2', '--window', 'abdomen');
  for (const { file, sha256: ours } of files) {
    expect(sha256Of(join(made, file)), `${file} is the command line's, by name and by byte`).toBe(ours);
  }
  removeFolder(made);
  expect(text).not.toContain(patient);
  for (const uid of workingCopyIn(folder).copy.studyInstanceUIDs) expect(text).not.toContain(uid);
  removeFolder(target);
});
