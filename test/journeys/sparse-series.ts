/**
 * Series of many full-sized slices that take no room on the disk: a header, a hole where the pixels lie, and in the
 * middle of the picture a band that tells which slice of which series it is.
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ctFile } from '../electron/reader/ct-file.ts';

const SIZE = 512;
export const SPARSE_FRAME_BYTES = SIZE * SIZE * 2;
/** Rows of the band, around the middle. */
const BAND = { from: 252, rows: 8 };
/** Of `ctFile`. */
const INTERCEPT = -1024;

/** HU of the band; `series` and `slice` count from 1, `slice` up to 999. */
export const bandHu = (series: number, slice: number): number => series * 1000 + slice;

/** Files 1, 2, 3 … of series `series` in `folder`, from the feet upwards. */
export function writeSparseSeries(folder: string, series: number, slices: number): void {
  mkdirSync(folder, { recursive: true });
  for (let slice = 1; slice <= slices; slice += 1) {
    const header = ctFile({
      sopInstanceUID: `1.2.826.0.1.3680043.10.6.${series}.${slice}`,
      // Series without a number are listed by their UIDs.
      seriesInstanceUID: `1.2.826.0.1.3680043.10.6.${100 + series}`,
      rows: SIZE,
      columns: SIZE,
      z: 1.25 * slice,
      instanceNumber: slice,
    });
    // The length of the pixel data ends the header, and is 0 in it.
    new DataView(header.buffer, header.byteOffset).setUint32(header.byteLength - 4, SPARSE_FRAME_BYTES, true);
    const band = new Int16Array(BAND.rows * SIZE).fill(bandHu(series, slice) - INTERCEPT);
    const file = openSync(join(folder, String(slice)), 'w');
    writeSync(file, header);
    ftruncateSync(file, header.byteLength + SPARSE_FRAME_BYTES);
    const bytes = new Uint8Array(band.buffer);
    writeSync(file, bytes, 0, bytes.byteLength, header.byteLength + BAND.from * SIZE * 2);
    closeSync(file);
  }
}
