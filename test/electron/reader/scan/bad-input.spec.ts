import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Changes, ctElements, ctSlice, EXPLICIT_LE, encode, metaHeader, part10 } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { folderOf, onlySkipped, scanFiles, scanPath } from './scan-files.ts';

/** No file may cost more than 2 s; in time of the processor, so that a busy machine says nothing. */
async function timed<T>(run: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await run();
  const used = process.cpuUsage(before);
  expect((used.user + used.system) / 1000).toBeLessThan(2000);
  return result;
}

const refusal = async (name: string, bytes: Uint8Array | string) => {
  const result = await timed(() => scanFiles({ [name]: bytes }));
  expect(result.studies).toEqual([]);
  return onlySkipped(result);
};
const slice = (changes: Changes): Buffer => ctSlice(0, 1, changes);
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('files that are not images', () => {
  it.each([
    ['a.dcm', PNG, 'not-dicom', 'It is not DICOM: it looks like a PNG picture.'],
    [
      'b.dcm',
      Buffer.from('ffd8ffe000104a464946', 'hex'),
      'not-dicom',
      'It is not DICOM: it looks like a JPEG picture.',
    ],
    ['c', '%PDF-1.7 x', 'not-dicom', 'It is not DICOM: it looks like a PDF document.'],
    ['d.dcm', '<!DOCTYPE html><p>', 'not-dicom', 'It is not DICOM: it looks like an HTML page.'],
    ['report.rtf', '{\\rtf1 Mass.}', 'not-dicom', 'It is not DICOM: it looks like formatted text (RTF).'],
    ['e.csv', 'a,b\n1,2\n', 'not-dicom', 'It is not DICOM: it looks like plain text.'],
    ['f.dcm', '', 'empty', 'It is empty.'],
    [
      'g.dcm',
      Buffer.from('00ff00ff1234567890abcdef00', 'hex'),
      'not-dicom',
      'It is not DICOM, and nothing else that is known here.',
    ],
    ['h.dcm', 'DICM', 'truncated', 'It is cut off: the file ends before its data set.'],
  ])('says what %s looks like', async (name, bytes, kind, reason) => {
    expect(await refusal(name, bytes)).toEqual({ kind, reason });
  });

  it('lists texts and PDFs as reports and is silent about its own and the system’s files', async () => {
    const result = await scanFiles({
      'report.txt': 'CT abdomen.',
      'report.pdf': '%PDF-1.7 x',
      'study.marginalia.json': '{}',
      'manifest.json': '{}',
      '.DS_Store': 'x',
      'Thumbs.db': 'x',
    });
    expect(result.skipped).toEqual([]);
    expect(result.reportFiles.map((file) => file.slice(-10)).sort()).toEqual(['report.pdf', 'report.txt']);
    expect(await refusal('report.txt', '%PDF-1.7 x')).toMatchObject({ kind: 'not-dicom' });
  });

  it.each([
    ['little', Buffer.from('\ufeffCT abdomen. Größe: 3 cm.', 'utf16le')],
    ['big', Buffer.from('\ufeffCT abdomen. Größe: 3 cm.', 'utf16le').swap16()],
  ])('lists a text in UTF-16, %s endian, as a report', async (_order, bytes) => {
    const result = await scanFiles({ 'report.txt': bytes });
    expect([result.skipped, result.reportFiles.length]).toEqual([[], 1]);
  });
});

describe('damaged and hostile files', () => {
  it('says where a file is cut off', async () => {
    const whole = ctSlice(0, 1);
    expect(await refusal('x', whole.subarray(0, 700))).toMatchObject({ kind: 'truncated' });
    const { kind, reason } = await refusal('x', whole.subarray(0, whole.length - 5));
    expect(kind).toBe('truncated');
    expect(reason).toContain('24 bytes of pixels are announced, 19 are there');
  });

  it('survives every length of a cut file', async () => {
    const whole = ctSlice(0, 1);
    for (let length = 0; length < whole.length; length += 13) {
      const result = await scanFiles({ x: whole.subarray(0, length) });
      expect(result.skipped, `cut at ${length}`).toHaveLength(1);
    }
  });

  it('refuses lengths beyond the file', async () => {
    const bytes = ctSlice(0, 1);
    const at = bytes.indexOf(Buffer.from('10001000504e', 'hex'));
    bytes.writeUInt16LE(0xfffe, at + 6);
    expect((await refusal('x', bytes)).kind).toBe('truncated');
  });

  it.each(['undefined', 'defined'])('refuses 100,000 nested sequences of %s length', async (how) => {
    const depth = 100_000;
    const levels: Buffer[] = [];
    for (let i = 0; i < depth; i++) {
      const left = how === 'undefined' ? 0xffffffff : Math.max(0, (depth - i) * 20);
      const head = Buffer.from('0800401153510000', 'hex');
      const length = Buffer.alloc(4);
      length.writeUInt32LE(left);
      const item = Buffer.from('feff00e000000000', 'hex');
      item.writeUInt32LE(how === 'undefined' ? left : Math.max(0, left - 8), 4);
      levels.push(head, length, item);
    }
    const bomb = Buffer.concat(levels);
    const ends = ctElements(0, 1);
    const file = Buffer.concat([
      metaHeader(EXPLICIT_LE),
      encode(ends.filter(([tag]) => tag < 0x00081140)),
      bomb,
      how === 'undefined' ? Buffer.alloc(0) : encode(ends.filter(([tag]) => tag > 0x00081140)),
    ]);
    const result = await timed(() => scanFiles({ x: file }));
    // With defined lengths the sequence is stepped over unread: the image stands.
    if (how === 'undefined') {
      expect(onlySkipped(result)).toEqual({
        kind: 'hostile',
        reason: 'It is not opened: its sequences are nested more than 48 deep.',
      });
    } else expect(result.totals.images + result.skipped.length).toBe(1);
  });

  it.each([
    [
      'rows × columns',
      { [T.Rows]: ['US', [46341]], [T.Columns]: ['US', [46341]] },
      'hostile',
      /46341 × 46341/,
    ],
    ['frames', { [T.NumberOfFrames]: ['IS', '2000000000'] }, 'hostile', /2000000000 frames/],
    [
      'more pixels than bytes',
      { [T.Rows]: ['US', [400]] },
      'truncated',
      /3200 bytes of pixels are announced, 24/,
    ],
    ['no rows', { [T.Rows]: null }, 'damaged', /how many rows/],
    ['12 bits allocated', { [T.BitsAllocated]: ['US', [12]] }, 'unsupported-pixels', /12 bits/],
    ['bits stored beyond allocated', { [T.BitsStored]: ['US', [20]] }, 'damaged', /20 bits/],
    ['2 samples', { [T.SamplesPerPixel]: ['US', [2]] }, 'unsupported-pixels', /2 samples/],
    ['no identity', { [T.SOPInstanceUID]: null }, 'damaged', /SOPInstanceUID/],
    ['no pixels', { [T.PixelData]: null }, 'no-pixel-data', /without an image/],
    [
      'palette without table',
      { [T.PhotometricInterpretation]: ['CS', 'PALETTE COLOR'], [T.BitsAllocated]: ['US', [16]] },
      'damaged',
      /palette/,
    ],
  ] as const)('refuses %s', async (_what, changes, kind, reason) => {
    const said = await refusal('x', slice(changes as Changes));
    expect(said.kind).toBe(kind);
    expect(said.reason).toMatch(reason);
  });

  it.each([
    ['1.2.840.10008.1.2.4.100', /stored as MPEG-2 video/],
    ['1.2.3.4.5', /transfer syntax 1\.2\.3\.4\.5 is not known/],
  ])('refuses transfer syntax %s by name', async (syntax, reason) => {
    const said = await refusal('x', part10(ctElements(0, 1), syntax));
    expect(said.kind).toBe('unsupported-transfer-syntax');
    expect(said.reason).toMatch(reason);
  });

  it('refuses a deflated data set that unpacks to more than memory should hold', async () => {
    const file = Buffer.concat([
      metaHeader('1.2.840.10008.1.2.1.99'),
      deflateRawSync(Buffer.alloc(300 * 2 ** 20)),
    ]);
    expect((await refusal('x', file)).reason).toContain('more than 256 MB');
  });

  it('takes an HTML name for what it is: a name', async () => {
    const name = '<script>alert(1)</script>^<b>';
    const { studies } = await scanFiles({ x: slice({ [T.PatientName]: ['PN', name] }) });
    expect(studies[0]?.patient.name).toBe('<script>alert(1)</script>, <b>');
  });

  it('reads the other files when one is bad', async () => {
    const result = await scanFiles({
      '1': ctSlice(0, 1),
      '2': PNG,
      '3': ctSlice(2, 2).subarray(0, 600),
      '4': ctSlice(4, 3),
    });
    expect(result.totals.images).toBe(2);
    expect(result.skipped).toHaveLength(2);
  });

  it('tells of files that it may not read', async () => {
    const folder = folderOf({ 'secret.dcm': ctSlice(0, 1) });
    chmodSync(join(folder, 'secret.dcm'), 0);
    const result = await scanPath(folder);
    // Root reads everything.
    if (process.getuid?.() === 0) expect(result.totals.images).toBe(1);
    else expect(onlySkipped(result).reason).toBe('You have no permission to read it.');
  });

  it('tells of a path that is not there', async () => {
    expect(onlySkipped(await scanPath('/no/such/folder')).reason).toBe('There is no such file or folder.');
  });

  it('leaves files alone that stopped the reader before', async () => {
    const folder = folderOf({ a: ctSlice(0, 1), b: ctSlice(1, 2) });
    const result = await scanPath(folder, () => undefined, { setAside: [join(folder, 'b')] });
    expect(result.totals.images).toBe(1);
    expect(onlySkipped(result).kind).toBe('set-aside');
  });
});
