/** A snapshot on the system's clipboard is the picture that a file would hold: same size, same pixels. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { type ElectronApplication, expect, test } from '@playwright/test';
import { copyCase, removeFolder, sampleCase, sha256, sha256Of } from './case-folders.ts';
import { answerSaveDialogs } from './dialogs.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { expectLoaded } from './viewer.ts';

/** PNG bytes on the clipboard, on both of Electron's clipboards: the one of items (45) and the one before it (25). */
async function clipboardPng(app: ElectronApplication): Promise<Buffer> {
  const base64 = await app.evaluate(async ({ clipboard }) => {
    const either = clipboard as unknown as {
      readImage?(): Electron.NativeImage;
      read(): Promise<readonly { getType(type: string): Promise<Blob> }[]>;
    };
    if (typeof either.readImage === 'function') return either.readImage().toPNG().toString('base64');
    const [item] = await either.read();
    const blob = await item?.getType('image/png');
    return Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)).toString('base64');
  });
  return Buffer.from(base64, 'base64');
}

async function pixelsOf(png: Buffer) {
  const picture = await loadImage(png);
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  return {
    width: picture.width,
    height: picture.height,
    greys: new Set(data).size,
    sha256: sha256(new Uint8Array(data.buffer)),
  };
}

test('the copied picture has the size and the pixels of the saved file, also at twice the resolution', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const { app, window, close } = await launchMarginalia({ paths: [folder] });
  await expectLoaded(window);
  await window.keyboard.press('n');
  const seen: string[] = [];
  for (const [scale, width] of [
    ['×1', 512],
    ['×2', 1024],
  ] as const) {
    await app.evaluate(({ clipboard }) => (clipboard as unknown as { clear(): unknown }).clear());
    await window.keyboard.press('Control+e');
    await window.getByTestId('export-dialog').getByText(scale, { exact: true }).click();
    await expect(window.getByTestId('export-preview')).toBeVisible();
    await expect(window.getByTestId('export-preview')).toHaveJSProperty('naturalWidth', width);
    await window.getByTestId('export-copy').click();
    await expect(window.getByText('The picture is on the clipboard.').first()).toBeVisible();
    await expect(window.getByTestId('export-dialog')).toHaveCount(0);
    const copied = await pixelsOf(await clipboardPng(app));

    const target = join(folder, '..', `saved-${width}.png`);
    await answerSaveDialogs(app, target);
    await window.keyboard.press('Control+e');
    await expect(window.getByTestId('export-preview')).toHaveJSProperty('naturalWidth', width);
    await window.getByTestId('export-save').click();
    await expect(window.getByTestId('export-dialog')).toHaveCount(0);
    const saved = await pixelsOf(readFileSync(target));

    expect(copied).toEqual(saved);
    expect([copied.width, copied.height]).toEqual([width, width]);
    expect(copied.greys, 'a picture, not a blank').toBeGreaterThan(100);
    seen.push(sha256Of(target));
  }
  expect(new Set(seen).size).toBe(2);
  await keepScreenshot(window, testInfo, 'snapshot-copied');
  await close();
  removeFolder(join(folder, '..'));
});
