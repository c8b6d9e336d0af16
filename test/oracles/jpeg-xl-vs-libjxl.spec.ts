/**
 * A real slice, and a colour picture, coded as JPEG XL by libjxl's own tools in every way that DICOM knows (.110,
 * .111, .112): lossless ones come back exactly, lossy ones within one level of libjxl's decoder.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCase } from '../../electron/reader/case-reader.ts';
import type { PixelLocation } from '../../electron/reader/pixel-location.ts';
import { CodecSet } from '../../electron/reader/pixels/codecs/codec-set.ts';
import { decodeFrame } from '../../electron/reader/pixels/decode-frame.ts';
import { bytesInMemory } from '../../electron/reader/pixels/pixel-bytes.ts';
import { encodeFrame } from '../electron/reader/encoded-slices.ts';
import { encapsulated, locationOf } from '../electron/reader/pixel-locations.ts';
import { testData } from '../test-data.ts';

const SERIES = testData('series', 'KiTS-00072_arterial_upperabdomen_2.5mm_18slices');

const isThere = (tool: string): boolean => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const lacking = ['cjxl', 'djxl'].filter((tool) => !isThere(tool));
const why = !existsSync(SERIES) ? `${SERIES} is not there` : lacking.length > 0 ? `${lacking} missing` : null;
if (why !== null) console.warn(`JPEG XL is not compared: ${why}.`);

const codecs = new CodecSet();

async function decoded(codestream: Uint8Array, differing: Partial<PixelLocation>) {
  const even = codestream.length % 2 === 0 ? codestream : Buffer.concat([codestream, Uint8Array.of(0)]);
  const bytes = encapsulated([even]);
  const location = locationOf(bytes, { valueLength: null, ...differing });
  const result = await decodeFrame(location, bytesInMemory(bytes), 0, codecs);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.values;
}

/** The samples of a PGM or PPM, whose header ends after the third number. */
function samples(file: string, bytesPerSample: 1 | 2): number[] {
  const bytes = readFileSync(file);
  const header = /^P[56]\s+\d+\s+\d+\s+\d+\s/.exec(bytes.subarray(0, 64).toString('latin1'))?.[0].length ?? 0;
  const rest = bytes.subarray(header);
  return Array.from({ length: rest.length / bytesPerSample }, (_, i) =>
    bytesPerSample === 1 ? (rest[i] as number) : rest.readUInt16BE(2 * i),
  );
}

const worst = (ours: ArrayLike<number>, theirs: readonly number[]): number => {
  expect(ours.length).toBe(theirs.length);
  return theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - (ours[i] as number))), 0);
};

describe.skipIf(why !== null)('a picture that libjxl has coded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-jxl-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const run = (tool: string, ...args: string[]) =>
    execFileSync(tool, [...args, '--quiet'], { stdio: 'ignore' });

  async function realSlice(): Promise<{ rows: number; columns: number; values: Uint16Array }> {
    const opened = await openCase([join(SERIES, readdirSync(SERIES).sort()[8] ?? '')]);
    const frame = opened.studies[0]?.series[0]?.stacks[0]?.frames[0];
    const read = frame === undefined ? null : await opened.readFrame(frame.ref);
    opened.close();
    if (read === null || !read.ok) throw new Error('The slice was not read.');
    const { rows, columns, values } = read.value;
    return { rows, columns, values: Uint16Array.from(values) };
  }

  it.each([
    ['bare', ['-d', '0']],
    ['in its container', ['-d', '0', '--container=1']],
    ['with loss', ['-d', '1']],
  ] as const)('grey with 16 bits, %s', async (name, how) => {
    const { rows, columns, values } = await realSlice();
    const pgm = Buffer.alloc(values.length * 2);
    values.forEach((value, i) => {
      pgm.writeUInt16BE(value, 2 * i);
    });
    writeFileSync(at('grey.pgm'), Buffer.concat([Buffer.from(`P5\n${columns} ${rows}\n65535\n`), pgm]));
    run('cjxl', at('grey.pgm'), at('grey.jxl'), ...how);
    run('djxl', at('grey.jxl'), at('back.pgm'));
    const lossy = name === 'with loss';
    const transferSyntaxUID = `1.2.840.10008.1.2.4.${lossy ? 112 : 110}`;
    const ours = await decoded(readFileSync(at('grey.jxl')), { rows, columns, transferSyntaxUID });
    expect(worst(ours, samples(at('back.pgm'), 2))).toBeLessThanOrEqual(lossy ? 1 : 0);
    if (!lossy) expect(worst(ours, [...values])).toBe(0);
  });

  const COLOUR = {
    rows: 48,
    columns: 64,
    samplesPerPixel: 3,
    bitsAllocated: 8,
    photometricInterpretation: 'RGB',
  };
  const rgb = Uint8Array.from(
    { length: 48 * 64 * 3 },
    (_, i) => ((i % 3) * 70 + (Math.floor(i / 3) % 64) * 2) & 0xff,
  );

  it('in colour, without and with loss', async () => {
    writeFileSync(at('colour.ppm'), Buffer.concat([Buffer.from('P6\n64 48\n255\n'), rgb]));
    run('cjxl', at('colour.ppm'), at('exact.jxl'), '-d', '0');
    run('cjxl', at('colour.ppm'), at('lossy.jxl'), '-d', '1');
    run('djxl', at('lossy.jxl'), at('lossy.ppm'));
    const exact = await decoded(readFileSync(at('exact.jxl')), {
      ...COLOUR,
      transferSyntaxUID: '1.2.840.10008.1.2.4.110',
    });
    expect(worst(exact, [...rgb])).toBe(0);
    const lossy = await decoded(readFileSync(at('lossy.jxl')), {
      ...COLOUR,
      transferSyntaxUID: '1.2.840.10008.1.2.4.112',
    });
    expect(worst(lossy, samples(at('lossy.ppm'), 1))).toBeLessThanOrEqual(1);
  });

  it('out of a JPEG, without another loss', async () => {
    const jpeg = await encodeFrame('encodeJpeg', rgb, { ...COLOUR, pixelRepresentation: 0 }, { lossy: true });
    writeFileSync(at('was.jpg'), jpeg);
    run('cjxl', at('was.jpg'), at('jpeg.jxl'), '--lossless_jpeg=1');
    run('djxl', at('jpeg.jxl'), at('jpeg.ppm'));
    const ours = await decoded(readFileSync(at('jpeg.jxl')), {
      ...COLOUR,
      photometricInterpretation: 'YBR_FULL_422',
      transferSyntaxUID: '1.2.840.10008.1.2.4.111',
    });
    expect(worst(ours, samples(at('jpeg.ppm'), 1))).toBeLessThanOrEqual(1);
  });
});
