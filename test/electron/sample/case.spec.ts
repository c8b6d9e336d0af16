import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import dicomParser from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWorkingCopy, type WorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import { isAreaShape, type Region } from '../../../annotations/finding/region.ts';
import { regionStatistics } from '../../../annotations/finding/statistics.ts';
import { type SampleCase, writeSampleCase } from '../../../electron/sample/case.ts';
import { phases, sliceFile } from '../../../electron/sample/identity.ts';
import { bundleWorker } from './worker-bundle.ts';

type TruthRegion = {
  region: string;
  name: string;
  phase: string;
  slice: number;
  pixelCount: number;
  meanHu: number;
  standardErrorHu: number;
};
type TruthMass = {
  finding: string;
  levels: [string, string];
  craniocaudalMm: number;
  volumeMl: number;
  regions: TruthRegion[];
};
type Truth = { masses: TruthMass[]; muscleReference: TruthRegion[] };

let temporary = '';
let workerFile = '';
let sample: SampleCase;
let truth: Truth;
let copy: WorkingCopy;
let report = '';
let seconds = 0;

beforeAll(async () => {
  ({ folder: temporary, workerFile } = await bundleWorker());
  const started = performance.now();
  const result = await writeSampleCase(join(temporary, 'case'), { workers: 2, workerFile });
  seconds = (performance.now() - started) / 1000;
  if (!result.ok) throw new Error(result.error.message);
  sample = result.value;
  truth = JSON.parse(await readFile(sample.truthFile, 'utf8')) as Truth;
  report = await readFile(sample.reportFile, 'utf8');
  const parsed = parseWorkingCopy(await readFile(sample.annotationsFile, 'utf8'), 'annotations');
  if (!parsed.ok) throw new Error(parsed.error.message);
  copy = parsed.value;
}, 180_000);
afterAll(() => rm(temporary, { recursive: true, force: true }));

/** Stored values of a slice as an independent parser finds them. */
async function storedValues(phaseName: string, slice: number) {
  const phase = phases.find(({ phase: name }) => name === phaseName);
  if (phase === undefined) throw new Error(`No phase ${phaseName}.`);
  const bytes = await readFile(join(sample.folder, sliceFile(phase, slice - 1)));
  const data = dicomParser.parseDicom(bytes);
  const element = data.elements.x7fe00010;
  if (element === undefined) throw new Error('No pixel data.');
  const values = new Uint16Array(
    bytes.buffer.slice(
      bytes.byteOffset + element.dataOffset,
      bytes.byteOffset + element.dataOffset + element.length,
    ),
  );
  return { uid: data.string('x00080018'), values, intercept: data.floatString('x00281052') ?? 0 };
}

const regionsOf = (working: WorkingCopy): Region[] => [
  ...working.findings.flatMap(({ regions }) => regions),
  ...working.references.map(({ region }) => region),
];

describe('the sample case', () => {
  it('is 240 images of about 126 MB with report, annotations and truth', async () => {
    expect(sample.images).toBe(240);
    expect(sample.bytes / 1e6).toBeGreaterThan(125.8);
    expect(sample.bytes / 1e6).toBeLessThan(127);
    expect(sample.written).toBe(true);
    console.info(
      `sample case: ${(sample.bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s with 2 threads`,
    );
  });

  it('measures every saved region within 1 HU of the truth beyond its standard error', async () => {
    const known = [...truth.masses.flatMap(({ regions }) => regions), ...truth.muscleReference];
    const regions = regionsOf(copy).filter(({ shape }) => isAreaShape(shape));
    expect(regions.length).toBe(known.length);
    let worst = 0;
    for (const region of regions) {
      const expected = known.find(({ region: uid }) => uid === region.uid);
      if (expected === undefined || !isAreaShape(region.shape))
        throw new Error(`No truth for ${region.uid}.`);
      const { uid, values, intercept } = await storedValues(expected.phase, expected.slice);
      expect(uid).toBe(region.frame.sopInstanceUID);
      const measured = regionStatistics(
        region.shape,
        {
          rows: 512,
          columns: 512,
          storedType: 'uint16',
          values,
          rescale: { slope: 1, intercept, type: 'HU' },
          padding: null,
        },
        null,
      );
      if (!measured.ok) throw new Error(measured.error.message);
      expect(measured.value.pixelCount).toBe(expected.pixelCount);
      const apart = Math.abs(measured.value.meanHu - expected.meanHu);
      expect(apart, expected.name).toBeLessThan(1);
      worst = Math.max(worst, apart / expected.standardErrorHu);
    }
    // 26 regions, of which phases share no noise: beyond 4 standard errors something is wrong.
    expect(worst).toBeLessThan(4);
  });

  it('shows in its numbers what each mass is to teach', () => {
    const mean = (finding: string, phase: string): number => {
      const mass = truth.masses.find((one) => one.finding === finding);
      const regions = mass?.regions.filter((region) => region.phase === phase) ?? [];
      return (
        regions.reduce((sum, { meanHu, pixelCount }) => sum + meanHu * pixelCount, 0) /
        regions.reduce((sum, { pixelCount }) => sum + pixelCount, 0)
      );
    };
    const muscle = truth.muscleReference.map(({ meanHu }) => meanHu);
    expect(mean('Left paraspinal mass', 'noncontrast')).toBeLessThan((muscle[0] ?? 0) - 15);
    expect(
      mean('Left paraspinal mass', 'portal-venous') - mean('Left paraspinal mass', 'noncontrast'),
    ).toBeGreaterThan(30);
    expect(
      mean('Right paracostal mass', 'portal-venous') - mean('Right paracostal mass', 'noncontrast'),
    ).toBeLessThan(5);
    expect(truth.masses.map(({ levels }) => levels.join('\u2013'))).toEqual(
      expect.arrayContaining(['T10\u2013L1', 'T11\u2013L2']),
    );
  });

  it('quotes the report by exact offsets', () => {
    expect(copy.report?.text).toBe(report);
    const points = Array.from(report);
    for (const { evidence } of copy.findings) {
      expect(evidence.length).toBeGreaterThan(1);
      for (const { start, end, text } of evidence) expect(points.slice(start, end).join('')).toBe(text);
    }
    const words = report.split(/\s+/).filter(Boolean).length;
    expect(words).toBeGreaterThanOrEqual(250);
    expect(words).toBeLessThanOrEqual(400);
  });

  it('marks each finding on both phases with contours, one pair of diameters and words', () => {
    for (const { regions } of copy.findings) {
      const kinds = regions.map(({ shape }) => shape.kind);
      expect(kinds.filter((kind) => kind === 'polygon' || kind === 'ellipse').length).toBe(6);
      expect(kinds.filter((kind) => kind === 'bidirectional').length).toBe(1);
      expect(regions.some(({ text }) => text !== '')).toBe(true);
    }
  });

  it('is not written again when it is complete', async () => {
    const before = (await stat(join(sample.folder, 'noncontrast', '0001.dcm'))).mtimeMs;
    const again = await writeSampleCase(sample.folder, { workers: 0 });
    expect(again).toEqual({ ok: true, value: { ...sample, written: false } });
    expect((await stat(join(sample.folder, 'noncontrast', '0001.dcm'))).mtimeMs).toBe(before);
  });

  it('keeps out of folders that hold something else, and says so', async () => {
    const folder = join(temporary, 'taken');
    await mkdir(folder);
    await writeFile(join(folder, 'letter.txt'), 'x');
    const result = await writeSampleCase(folder, { workers: 0 });
    expect(result).toMatchObject({ ok: false, error: { kind: 'not-empty' } });
    expect(result.ok ? '' : result.error.message).toContain(folder);
  });

  it('names the folder and the cause when nothing can be written', async () => {
    const file = join(temporary, 'file');
    await writeFile(file, '');
    const result = await writeSampleCase(join(file, 'below'), { workers: 0 });
    expect(result).toMatchObject({ ok: false, error: { kind: 'cannot-write' } });
    expect(result.ok ? '' : result.error.message).toMatch(/part of its path is not a folder/);
  });
});
