import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseWorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import { convertCommand } from '../../../electron/cli/convert.ts';
import { reportCommand } from '../../../electron/cli/report.ts';
import { annotationsFile, finding, runCommand, slice } from './marked-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-convert-'));
afterAll(() => rmSync(folder, { recursive: true }));
const images = join(folder, 'images');
mkdirSync(images);
for (const number of [1, 2, 3, 4]) writeFileSync(join(images, `${number}.dcm`), slice(number));
const annotations = join(folder, 'case.marginalia.json');
writeFileSync(annotations, annotationsFile());

const convert = (...args: string[]) => runCommand(convertCommand, ...args, '--images', images);

describe('convert', () => {
  it.each(['sr', 'json'])('brings findings back from %s as they went', async (to) => {
    const there = join(folder, `there.${to}`);
    const back = join(folder, `back-from-${to}.marginalia.json`);
    expect(await convert('--annotations', annotations, '--to', to, '--out', there)).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await convert('--from', there, '--out', back)).toMatchObject({ code: 0 });
    const copy = parseWorkingCopy(readFileSync(back, 'utf8'), 'back');
    if (!copy.ok) throw new Error(copy.error.message);
    const [came] = copy.value.findings;
    expect({ ...came, origin: null, locked: finding.locked }).toEqual(finding);
  });

  it('brings marks back from a presentation state, without what it cannot hold', async () => {
    const there = join(folder, 'there.pr.dcm');
    const back = join(folder, 'back-from-pr.marginalia.json');
    expect((await convert('--annotations', annotations, '--to', 'gsps', '--out', there)).code).toBe(0);
    expect((await convert('--from', there, '--out', back)).code).toBe(0);
    const copy = parseWorkingCopy(readFileSync(back, 'utf8'), 'back');
    if (!copy.ok) throw new Error(copy.error.message);
    const shapes = copy.value.findings.flatMap(({ regions }) => regions.map(({ shape }) => shape));
    for (const { shape } of finding.regions) {
      if (shape.kind === 'polygon' || shape.kind === 'polyline') expect(shapes).toContainEqual(shape);
    }
  });

  it('keeps the ledger of what it could not take over in the file that it writes', async () => {
    const there = join(folder, 'all.sr');
    const out = join(folder, 'some.marginalia.json');
    expect((await convert('--annotations', annotations, '--to', 'sr', '--out', there)).code).toBe(0);
    const few = join(folder, 'few');
    mkdirSync(few);
    writeFileSync(join(few, '1.dcm'), slice(1));
    const done = await runCommand(convertCommand, '--from', there, '--out', out, '--images', few, '--json');
    expect(done.code).toBe(0);
    const copy = parseWorkingCopy(readFileSync(out, 'utf8'), 'some');
    if (!copy.ok) throw new Error(copy.error.message);
    const [record, ...others] = copy.value.imports;
    expect(others).toEqual([]);
    expect(record).toMatchObject({ file: 'all.sr', origin: { kind: 'SR' }, findings: ['2.25.700'] });
    const drawn = copy.value.findings.flatMap(({ regions }) => regions).length;
    expect(drawn).toBeLessThan(finding.regions.length);
    expect(record?.ledger.length).toBeGreaterThanOrEqual(finding.regions.length - drawn);
    const printed = JSON.parse(done.out);
    expect(printed.ledger).toEqual(record?.ledger);
    expect(done.err).toContain(`Not taken over: ${record?.ledger[0]?.what}, `);
  });

  it('reads markups of 3D Slicer, in RAS, to the place on the slice, and on to an SR and back', async () => {
    const markups = join(folder, 'outline.mrk.json');
    const corner = (x: number, y: number, z: number) => ({ label: '', position: [x, y, z] });
    // The first slice: z = 5, its first pixel's center at (−10, −20), pixels of 0.5 mm.
    const ras = [corner(0, 10, 5), corner(-10, 10, 5), corner(-10, -2, 5)];
    const corners = [
      { x: 20.5, y: 20.5 },
      { x: 40.5, y: 20.5 },
      { x: 40.5, y: 44.5 },
    ];
    const document = {
      '@schema': 'https://x/markups-schema-v1.0.3.json#',
      markups: [
        { type: 'ClosedCurve', name: 'Mass', coordinateSystem: 'RAS', controlPoints: ras },
        { type: 'Fiducial', name: 'Far', coordinateSystem: 'RAS', controlPoints: [corner(0, 0, 500)] },
      ],
    };
    writeFileSync(markups, JSON.stringify(document));
    const out = join(folder, 'outline.marginalia.json');
    const done = await convert('--from', markups, '--out', out);
    expect([done.code, done.out]).toEqual([0, `${out}\n1 finding, 1 mark\n`]);
    expect(done.err).toContain('Not taken over: Control point “”, Fiducial “Far”: it lies on none of');
    const copy = parseWorkingCopy(readFileSync(out, 'utf8'), 'out');
    if (!copy.ok) throw new Error(copy.error.message);
    expect(copy.value.imports).toMatchObject([{ file: 'outline.mrk.json', origin: { kind: 'JSON' } }]);
    const [{ regions, locked } = { regions: [] }] = copy.value.findings;
    expect(locked).toBe(true);
    expect(regions).toMatchObject([
      { frame: { sopInstanceUID: '1.2.3.4.1' }, shape: { kind: 'polygon', points: corners } },
    ]);
    const sr = join(folder, 'outline.sr');
    expect((await convert('--from', markups, '--to', 'sr', '--out', sr)).code).toBe(0);
    const back = join(folder, 'outline-back.marginalia.json');
    expect((await convert('--from', sr, '--out', back)).code).toBe(0);
    const again = parseWorkingCopy(readFileSync(back, 'utf8'), 'back');
    expect(again.ok && again.value.findings[0]?.regions[0]?.shape).toEqual(regions[0]?.shape);
  });

  it('takes annotations saved beside another copy of the study over, locked, and says whose they were', async () => {
    const out = join(folder, 'theirs.marginalia.json');
    expect((await convert('--from', annotations, '--out', out)).code).toBe(0);
    const copy = parseWorkingCopy(readFileSync(out, 'utf8'), 'out');
    expect(copy.ok && copy.value.findings).toEqual([
      {
        ...finding,
        locked: true,
        origin: { kind: 'JSON', description: 'annotations of Reader', sopInstanceUID: null },
      },
    ]);
  });

  it('says which file is no object with marks', async () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'no DICOM');
    const { code, err } = await convert('--from', text, '--out', join(folder, 'never.json'));
    expect(code).toBe(1);
    expect(err).toBe('notes.txt is not a DICOM object.\n');
  });

  it('wants one source, one target and images', async () => {
    expect((await runCommand(convertCommand, '--to', 'sr', '--out', 'x', images)).code).toBe(2);
    expect((await convert('--annotations', annotations, '--to', 'pdf', '--out', 'x')).code).toBe(2);
    expect((await convert('--annotations', annotations, '--to', 'sr')).code).toBe(2);
  });
});

describe('report', () => {
  it('prints the findings of a report as one document', async () => {
    const file = join(folder, 'report.txt');
    writeFileSync(file, 'FINDINGS: Left paraspinal mass at T10-L1, 4.8 x 3.9 cm, hypoattenuating to muscle.');
    const { code, out } = await runCommand(reportCommand, file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).findings).toMatchObject([
      {
        site: 'paraspinal',
        laterality: 'left',
        levels: ['T10', 'L1'],
        sizeMm: [48, 39],
        attenuation: 'hypo',
      },
    ]);
  });

  it('holds saved annotations against the pixels', async () => {
    const { code, out } = await runCommand(
      reportCommand,
      '--check',
      images,
      '--annotations',
      annotations,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).findings[0].rows).toContainEqual(
      expect.objectContaining({
        question: 'attenuation',
        verdict: expect.stringMatching(/agrees|differs|cannot/),
      }),
    );
  });

  it('names a report that is not there', async () => {
    const { code, err } = await runCommand(reportCommand, join(folder, 'missing.txt'));
    expect([code, err]).toEqual([1, 'missing.txt could not be read: it does not exist.\n']);
  });

  it('says of a text without words that there are none, and nothing of its masses', async () => {
    const file = join(folder, 'empty.txt');
    writeFileSync(file, ' \n\t\n');
    const { code, out, err } = await runCommand(reportCommand, file);
    expect([code, out, err]).toEqual([1, '', 'empty.txt holds no words.\n']);
  });

  it('explains a report without masses in the same sentence as without --explain', async () => {
    const file = join(folder, 'healthy.txt');
    writeFileSync(file, 'FINDINGS: The liver is homogeneous.');
    const plain = await runCommand(reportCommand, file);
    expect(plain).toMatchObject({ code: 0, out: 'The report describes no mass outside the organs.\n' });
    expect(await runCommand(reportCommand, file, '--explain')).toEqual(plain);
  });

  it('refuses annotations where nothing is held against the pixels', async () => {
    const { code, err } = await runCommand(reportCommand, 'report.txt', '--annotations', annotations);
    expect([code, err]).toEqual([2, '--annotations goes with --check. See "marginalia report --help".\n']);
  });

  it('calls the questions by their names, not by those of fields', async () => {
    const { out } = await runCommand(reportCommand, '--check', images, '--annotations', annotations);
    expect(out).toMatch(/^ {2}attenuation: /m);
    expect(out).not.toMatch(/^ {2}\w*[a-z][A-Z]/m);
  });
});
