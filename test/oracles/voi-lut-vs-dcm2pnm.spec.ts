/**
 * VOI lookup tables (PS3.3 C.11.2.1.1) against dcmtk's dcm2pnm, in files made here: not one differing pixel. Inverted,
 * dcmtk spreads a table over 254 levels instead of 256 and never reaches black; ours is the mirrored picture, so the
 * two may be one level apart.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNTURNED } from '../../annotations/image/orientation.ts';
import { outputGeometry } from '../../annotations/scene/turn.ts';
import { voiFor } from '../../electron/cli/export.ts';
import { imageLayer } from '../../electron/exporter/image-layer.ts';
import { openCase } from '../../electron/reader/case-reader.ts';
import { type BundledWorkers, bundledWorkers } from '../electron/reader/bundled-workers.ts';
import { type Changes, ctSlice, type Item } from '../electron/reader/make-dicom.ts';
import { T } from '../electron/reader/tags.ts';

const run = promisify(execFile);

function dcmtkIsThere(): boolean {
  try {
    execFileSync('dcm2pnm', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('VOI lookup tables are not compared with dcm2pnm: dcmtk is not installed.');
    return false;
  }
}

const SIDE = 64;
/** Every stored value from 0 to 4095 once: HU from -1024 to 3071. */
const RAMP: Changes = {
  [T.Rows]: ['US', [SIDE]],
  [T.Columns]: ['US', [SIDE]],
  [T.PixelData]: ['OW', Array.from({ length: SIDE * SIDE }, (_, index) => index)],
  // No window: the table is what the file has.
  [T.WindowCenter]: null,
  [T.WindowWidth]: null,
};

const table = (first: number, bits: number, data: Item[number]): Item => [
  [0x00283002, 'US', [data[2].length, first & 0xffff, bits]],
  [0x00283003, 'LO', 'MADE'],
  data,
];
const words = (values: readonly number[]): Item[number] => [0x00283006, 'OW', values];
const curve = (entries: number, largest: number): readonly number[] =>
  Array.from({ length: entries }, (_, i) => Math.floor(largest / (1 + Math.exp((-8 * i) / entries + 4))));
const line = (entries: number, largest: number): readonly number[] =>
  Array.from({ length: entries }, (_, i) => Math.round((largest * i) / (entries - 1)));

const TABLES: readonly { readonly name: string; readonly table: Item }[] = [
  { name: 'a curve of 12 bits from -200 HU', table: table(-200, 12, words(curve(900, 4095))) },
  { name: 'every level of 12 bits', table: table(-1024, 12, words(line(4096, 4095))) },
  { name: '16 bits', table: table(-1024, 16, words(line(4096, 65535))) },
  { name: '10 bits, falling', table: table(0, 10, words([...line(1024, 1023)].reverse())) },
  { name: '8 bits in words', table: table(100, 8, words(line(256, 255))) },
  {
    name: '8 bits, two to a word',
    table: table(-50, 8, [0x00283006, 'OW', Uint8Array.from(line(256, 255))]),
  },
];

describe.skipIf(!dcmtkIsThere())('VOI lookup tables beside dcm2pnm', () => {
  const out = mkdtempSync(join(tmpdir(), 'marginalia-tables-'));
  let workers: BundledWorkers;
  beforeAll(async () => {
    workers = await bundledWorkers();
  });
  afterAll(() => rmSync(out, { recursive: true }));

  for (const photometric of ['MONOCHROME2', 'MONOCHROME1']) {
    it.each(TABLES)(`show $name in ${photometric} alike`, async ({ table }) => {
      const file = join(out, 'made.dcm');
      const changes: Changes = {
        ...RAMP,
        [T.PhotometricInterpretation]: ['CS', photometric],
        [T.VOILUTSequence]: ['SQ', [table]],
      };
      writeFileSync(file, ctSlice(0, 1, changes));
      const reader = await openCase([file], workers);
      const ref = reader.studies[0]?.series[0]?.stacks[0]?.frames[0]?.ref;
      const place = ref === undefined ? null : reader.findFrame(ref);
      if (place === null) throw new Error('No image.');
      const { stack, frame } = place;
      const pixels = await reader.readFrame(frame.ref);
      reader.close();
      if (!pixels.ok) throw new Error(pixels.error.message);
      const voi = voiFor({ kind: 'stored' }, place, pixels.value);
      expect(voi.function).toBe('TABLE');
      const size = { rows: SIDE, columns: SIDE, spacing: null };
      const geometry = outputGeometry(size, null, UNTURNED, { kind: 'scale', scale: 1 });
      if (!geometry.ok) throw new Error(geometry.error.message);
      const rgba = imageLayer(
        { pixels: pixels.value, photometric: stack.photometric, voi, invert: false },
        geometry.value.transform,
        SIDE,
        SIDE,
      );
      const target = join(out, 'made.pgm');
      await run('dcm2pnm', ['-O', '--write-raw-pnm', '+Wl', '1', file, target]);
      const theirs = readFileSync(target).subarray(-SIDE * SIDE);
      const ours = Uint8Array.from(theirs, (_, index) => rgba[index * 4] as number);
      const farthest = theirs.reduce(
        (most, grey, i) => Math.max(most, Math.abs(grey - (ours[i] as number))),
        0,
      );
      expect(new Set(ours).size).toBeGreaterThan(100);
      expect(farthest).toBeLessThanOrEqual(photometric === 'MONOCHROME1' ? 1 : 0);
    });
  }
});
