/**
 * Compressed slices in the real window: memory goes round between the reader's threads, its batches and its port, and
 * each slice must show its own values all the same.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ctFile } from '../electron/reader/ct-file.ts';
import { encodeFrame } from '../electron/reader/encoded-slices.ts';
import { removeFolder, temporaryFolder } from './case-folders.ts';
import { launchMarginalia } from './electron-app.ts';
import { expectLoaded, expectSlice, readingAt, stage } from './viewer.ts';

const SIZE = { rows: 256, columns: 256 };
/** More than memory for so many frames is kept. */
const SLICES = 120;

const SYNTAXES = [
  ['RLE', 'encodeRle', '1.2.840.10008.1.2.5'],
  ['JPEG-LS', 'encodeJpegLs', '1.2.840.10008.1.2.4.80'],
] as const;

/** HU all over the slice; `slice` counts from 1. */
const huOf = (slice: number): number => 10 * slice - 500;

for (const [name, encoder, transferSyntaxUID] of SYNTAXES) {
  test(`each of ${SLICES} slices in ${name} shows its own values`, async () => {
    const place = temporaryFolder();
    const folder = join(place, 'compressed');
    mkdirSync(folder);
    for (let slice = 1; slice <= SLICES; slice += 1) {
      const values = new Int16Array(SIZE.rows * SIZE.columns).fill(huOf(slice) + 1024);
      const file = ctFile({
        ...SIZE,
        sopInstanceUID: `1.2.826.0.1.3680043.10.7.${slice}`,
        z: 2 * slice,
        instanceNumber: slice,
        transferSyntaxUID,
        fragments: [await encodeFrame(encoder, new Uint8Array(values.buffer), SIZE)],
      });
      writeFileSync(join(folder, `${slice}`), file);
    }
    const { window, close } = await launchMarginalia({ paths: [folder] });
    await expectLoaded(window);
    const box = await stage(window).boundingBox();
    if (box === null) throw new Error('There is no viewport.');
    await stage(window).focus();
    await window.keyboard.press('Home');
    for (let slice = 1; slice <= SLICES; slice += 1) {
      await expectSlice(window, slice);
      const reading = await readingAt(window, box.x + box.width / 2, box.y + box.height / 2);
      expect(reading?.hu).toBe(huOf(slice));
      await window.keyboard.press('ArrowDown');
    }
    await close();
    removeFolder(place);
  });
}
