/** A small CT series of our own making, for journeys that are about files rather than pictures. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CtFile, ctFile, sliceValues } from '../electron/reader/ct-file.ts';

/** 64 × 64 pixels, every 2 mm; files IM0000, IM0001 … in `folder`. */
export function writeSlices(folder: string, count: number, more: Partial<CtFile> = {}): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i += 1) {
    const pixels = new Uint8Array(sliceValues(64, 64, i + 1).buffer);
    const sopInstanceUID = `1.2.826.0.1.3680043.10.5.${i + 1}`;
    const plain = { sopInstanceUID, rows: 64, columns: 64, z: 2 * i, instanceNumber: i + 1, pixels };
    writeFileSync(join(folder, `IM${String(i).padStart(4, '0')}`), ctFile({ ...plain, ...more }));
  }
}
