/** Series for benchmarks, written once a run into a temporary folder: CT-like noise, 512², 16 bits. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ctFile, sliceValues } from '../electron/reader/ct-file.ts';

export const SLICES = 400;
export const ROWS = 512;
export const COLUMNS = 512;
export const FRAME_BYTES = ROWS * COLUMNS * 2;

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'marginalia-bench-'));
}

/** `pixelsOf` gives one slice's pixel data: native bytes, or the fragments of the given syntax. */
export function writeSeries(
  folder: string,
  name: string,
  slices: number,
  pixelsOf: (index: number) => {
    readonly pixels?: Uint8Array;
    readonly fragments?: readonly Uint8Array[];
    readonly transferSyntaxUID?: string;
  },
): string {
  const series = join(folder, name);
  mkdirSync(series);
  for (let i = 0; i < slices; i += 1) {
    const file = ctFile({
      sopInstanceUID: `1.2.826.0.1.3680043.10.4.${i + 1}`,
      rows: ROWS,
      columns: COLUMNS,
      z: i,
      instanceNumber: i + 1,
      ...pixelsOf(i),
    });
    writeFileSync(join(series, `slice-${String(i).padStart(4, '0')}`), file);
  }
  return series;
}

/** Ten slices that differ; more would only take longer to make. */
export function slicePool(): readonly Uint8Array[] {
  return Array.from({ length: 10 }, (_, i) => new Uint8Array(sliceValues(ROWS, COLUMNS, i + 1).buffer));
}
