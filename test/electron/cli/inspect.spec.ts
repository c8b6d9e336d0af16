import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../electron/cli/inspect.ts';
import { ctSlice } from '../reader/make-dicom.ts';
import { folderOf } from '../reader/scan/scan-files.ts';

async function run(...args: string[]) {
  let out = '';
  let err = '';
  const code = await inspect.run(args, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

describe('inspect', () => {
  it('prints studies, series, stacks with warnings, and skipped files', async () => {
    const folder = folderOf({
      a: ctSlice(0, 1),
      b: ctSlice(2.5, 2),
      c: ctSlice(12.5, 3),
      d: ctSlice(15, 4),
      'x.png': Buffer.from('89504e470d0a1a0a', 'hex'),
    });
    const { code, out, err } = await run(folder);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Study  Doe, Jane, P1, 63 years');
    expect(out).toContain('Series CT  3  thin');
    expect(out).toContain('4 frames  4 × 3  0.500 × 0.500 mm  every 2.50 mm  2.50 mm thick  axial  int16');
    expect(out).toContain('! gap of 10.0 mm after slice 2');
    expect(out).toContain('x.png: It is not DICOM: it looks like a PNG picture.');
    expect(out).toMatch(/5 files read in .* s \(.* a second\): 4 images, 0 other objects, 1 skipped\n$/);
  });

  it('keeps each of its lines one line, whatever a name holds', async () => {
    const folder = folderOf({ 'two\nlines.dcm': Buffer.from('89504e470d0a1a0a', 'hex') });
    expect((await run(folder)).out).toContain('two lines.dcm: It is not DICOM');
  });

  it('prints one JSON document and nothing else with --json', async () => {
    const { code, out, err } = await run('--json', folderOf({ a: ctSlice(0, 1) }));
    const document = JSON.parse(out);
    expect([code, err]).toEqual([0, '']);
    expect(document).toMatchObject({ format: 'marginalia-inspection', version: 1 });
    const [stack] = document.studies[0].series[0].stacks;
    expect(stack).toMatchObject({
      frameCount: 1,
      rows: 3,
      columns: 4,
      orientation: 'axial',
      spacing: { betweenRowsMm: 0.5, betweenColumnsMm: 0.5 },
      sliceThicknessMm: 2.5,
      transferSyntaxes: [{ uid: '1.2.840.10008.1.2.1', name: 'Explicit VR Little Endian' }],
      rowDirection: { x: 1, y: 0, z: 0 },
    });
    expect(stack.frames[0]).toMatchObject({
      sopInstanceUID: '1.2.3.4.1',
      position: { x: -10, y: -20, z: 0 },
    });
    expect(document.totals.filesPerSecond).toBeGreaterThan(0);
  });

  it('says in one sentence that there is nothing', async () => {
    const empty = folderOf({});
    expect(await run(empty)).toEqual({
      code: 1,
      out: '',
      err: `${empty} holds no DICOM images: there are no files in it.\n`,
    });
    const texts = folderOf({ 'a.txt': 'hello', 'b.md': 'hello' });
    expect(await run(texts)).toMatchObject({
      code: 1,
      err: `${texts} holds no DICOM images: there is only text in it.\n`,
    });
    const png = join(empty, 'p.dcm');
    writeFileSync(png, Buffer.from('89504e470d0a1a0a', 'hex'));
    expect(await run(png)).toMatchObject({
      code: 1,
      err: `${png} holds no DICOM images. It is not DICOM: it looks like a PNG picture.\n`,
    });
  });

  it('names a path that is not there', async () => {
    const { code, out, err } = await run('/no/such/folder');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^\/no\/such\/folder cannot be opened: .*\.\n$/);
  });

  it('knows wrong usage', async () => {
    expect((await run()).code).toBe(2);
    expect((await run('--what', '.')).code).toBe(2);
  });
});
