/**
 * Real slices, compressed by gdcm and dcmtk into every syntax that they can write, against the same tools' own
 * decompression: lossless syntaxes exactly, lossy ones within one level.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { StoredValues } from '../../annotations/image/frame-pixels.ts';
import { openCase } from '../../electron/reader/case-reader.ts';
import { testData } from '../test-data.ts';

/** Unsigned, which lossy compressors ask for. */
const SERIES = testData('series', 'KiTS-00072_arterial_upperabdomen_2.5mm_18slices');

type Way = {
  readonly name: string;
  readonly compress: readonly string[];
  /** The reference decoder of what is lossy; lossless slices are compared with the original. */
  readonly decompress?: string;
};

const WAYS: readonly Way[] = [
  { name: 'RLE by dcmtk', compress: ['dcmcrle'] },
  { name: 'RLE by gdcm', compress: ['gdcmconv', '--rle'] },
  { name: 'JPEG lossless .70 by dcmtk', compress: ['dcmcjpeg', '+e1'] },
  { name: 'JPEG lossless .57 by dcmtk', compress: ['dcmcjpeg', '+el'] },
  { name: 'JPEG lossless by gdcm', compress: ['gdcmconv', '--jpeg'] },
  { name: 'JPEG-LS by dcmtk', compress: ['dcmcjpls'] },
  { name: 'JPEG-LS by gdcm', compress: ['gdcmconv', '--jpegls'] },
  {
    name: 'JPEG-LS near-lossless by dcmtk',
    compress: ['dcmcjpls', '+en', '+md', '3'],
    decompress: 'dcmdjpls',
  },
  { name: 'JPEG 2000 by gdcm', compress: ['gdcmconv', '--j2k'] },
  { name: 'JPEG baseline by dcmtk', compress: ['dcmcjpeg', '+eb', '+Wm'], decompress: 'dcmdjpeg' },
  { name: 'JPEG extended, 12 bits, by dcmtk', compress: ['dcmcjpeg', '+ee'], decompress: 'dcmdjpeg' },
  { name: 'JPEG lossless in fragments by dcmtk', compress: ['dcmcjpeg', '+e1', '+fs', '4'] },
];

const tools = [
  ...new Set(WAYS.flatMap(({ compress, decompress }) => [compress[0] as string, decompress ?? ''])),
];
const lacking = tools.filter((tool) => tool !== '' && !isThere(tool));
const why = !existsSync(SERIES)
  ? `${SERIES} is not there`
  : lacking.length > 0
    ? `${lacking} are missing`
    : null;
if (why !== null) console.warn(`Recompressed slices are not compared: ${why}.`);

function isThere(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(why !== null)('a real slice recompressed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-recompressed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const slices = why === null ? readdirSync(SERIES).sort() : [];
  const chosen = [0, 8, 17].map((index) => join(SERIES, slices[index] ?? ''));

  it.each(WAYS)('as $name has the same values', async ({ name, compress, decompress }) => {
    for (const [i, slice] of chosen.entries()) {
      const packed = join(folder, `${name.replace(/\W+/g, '-')}-${i}.dcm`);
      execFileSync(compress[0] as string, [...compress.slice(1), slice, packed], { stdio: 'ignore' });
      let reference = slice;
      if (decompress !== undefined) {
        reference = `${packed}.plain`;
        execFileSync(decompress, [packed, reference], { stdio: 'ignore' });
      }
      const [ours, theirs] = [await valuesOf(packed), await valuesOf(reference)];
      expect(ours.length).toBe(theirs.length);
      let worst = 0;
      for (let k = 0; k < ours.length; k += 1) {
        worst = Math.max(worst, Math.abs((ours[k] as number) - (theirs[k] as number)));
      }
      expect(worst).toBeLessThanOrEqual(decompress === undefined ? 0 : 1);
    }
  });
});

async function valuesOf(file: string): Promise<StoredValues> {
  const opened = await openCase([file]);
  const [frame] = opened.studies[0]?.series[0]?.stacks[0]?.frames ?? [];
  if (frame === undefined) throw new Error(`${file} was not opened: ${opened.skipped[0]?.reason}`);
  const read = await opened.readFrame(frame.ref);
  opened.close();
  if (!read.ok) throw new Error(read.error.message);
  return read.value.values;
}
