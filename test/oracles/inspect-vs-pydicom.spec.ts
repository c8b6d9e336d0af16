/** What the scan says of every real file, against pydicom's reading of the same file. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Frame,
  frameKey,
  type Series,
  type Stack,
  type Study,
} from '../../annotations/image/hierarchy.ts';
import { inRoot } from '../../build/root.mjs';
import { inspection } from '../../electron/cli/inspect.ts';
import { type ScanResult, scan } from '../../electron/reader/scan/scan.ts';
import { testData } from '../test-data.ts';
import { EXPECTED_OBJECTS, EXPECTED_SKIPPED } from './expected-files.ts';

const PYTHON = '/usr/bin/python3';
const data = testData();

type PydicomFrame = {
  readonly position: readonly number[];
  readonly orientation: readonly number[];
  readonly spacing: readonly number[];
  readonly thickness: readonly number[];
  readonly slope: readonly number[];
  readonly intercept: readonly number[];
  readonly centers: readonly number[];
  readonly widths: readonly number[];
};
type Pydicom = {
  readonly file: string;
  readonly error?: string;
  readonly pixels: boolean;
  readonly sopInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly studyInstanceUID: string;
  readonly modality: string;
  readonly seriesDescription: string;
  readonly studyDescription: string;
  readonly patientName: string;
  readonly patientID: string;
  readonly rows: number;
  readonly columns: number;
  readonly instanceNumber: string;
  readonly frames: readonly PydicomFrame[];
};
/** Big endian with a sequence in UN of undefined length: pydicom loses its way, dcmtk and we do not. */
const BEYOND_PYDICOM = ['zoo/ts_other/GH177_D_CLUNIE_CT1_IVRLE_BigEndian_undefined_length.dcm'];

type Shown = { study: Study; series: Series; stack: Stack; frame: Frame; file: string };

function missing(): string | null {
  if (!existsSync(data)) return `${data} is not there`;
  try {
    execFileSync(PYTHON, ['-c', 'import pydicom'], { stdio: 'ignore' });
  } catch {
    return 'python3-pydicom is needed';
  }
  return null;
}

const why = missing();
if (why !== null) console.warn(`Headers are not compared with pydicom: ${why}.`);

describe.skipIf(why !== null)('headers of real files', () => {
  let files: string[] = [];
  const pydicom = new Map<string, Pydicom>();
  let result: ScanResult;
  let shown: Shown[] = [];
  let comparable: Shown[] = [];

  beforeAll(async () => {
    files = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'README.md' && !entry.name.includes('.marginalia.'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
    const answers = execFileSync(PYTHON, [inRoot('test/oracles/pydicom_headers.py')], {
      input: files.join('\n'),
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    for (const line of answers.trim().split('\n')) {
      const answer = JSON.parse(line) as Pydicom;
      pydicom.set(answer.file, answer);
    }
    result = await scan([data], { onEvent: () => undefined, workers: 0 });
    shown = result.studies.flatMap((study) =>
      study.series.flatMap((series) =>
        series.stacks.flatMap((stack) =>
          stack.frames.map((frame) => {
            const file = result.locations.get(frameKey(frame.ref))?.location.file ?? '';
            return { study, series, stack, frame, file };
          }),
        ),
      ),
    );
    comparable = shown.filter(({ file }) => pydicom.get(file)?.error === undefined);
  }, 120_000);

  const theirs = ({ file }: { file: string }): Pydicom => {
    const answer = pydicom.get(file);
    if (answer === undefined || answer.error !== undefined) throw new Error(`${file}: ${answer?.error}`);
    return answer;
  };

  it('accounts for every file: an image, an object, skipped with a reason, or text', () => {
    const images = new Set(shown.map(({ file }) => file));
    const objects = new Set(result.objects.map(({ file }) => file));
    const skipped = new Set(result.skipped.map(({ file }) => file));
    for (const file of files) {
      const times = [images, objects, skipped].filter((set) => set.has(file)).length;
      expect(times, file).toBe(1);
    }
    expect(result.totals.filesRead).toBe(result.totals.filesSeen);
    expect(result.totals.images + result.objects.length + result.skipped.length).toBe(files.length);
  });

  it('skips what must be skipped, for the right reason', () => {
    const skipped = Object.fromEntries(result.skipped.map(({ file, kind }) => [relative(data, file), kind]));
    expect(skipped).toEqual(EXPECTED_SKIPPED);
  });

  it('knows every object without pictures', () => {
    const objects = Object.fromEntries(
      result.objects.map(({ file, kind, modality, references }) => [
        relative(data, file),
        `${kind} ${modality} ${references.length}`.replace('  ', ' '),
      ]),
    );
    expect(objects).toEqual(EXPECTED_OBJECTS);
  });

  it('opens every other file that pydicom finds pixels in', () => {
    const images = new Set(shown.map(({ file }) => file));
    const elsewhere = new Set([...result.objects, ...result.skipped].map(({ file }) => file));
    const withPixels = [...pydicom.values()].filter((answer) => answer.error === undefined && answer.pixels);
    expect(withPixels.filter(({ file }) => !images.has(file) && !elsewhere.has(file))).toEqual([]);
    expect(images.size).toBeGreaterThan(200);
  });

  it('reads all that pydicom reads, and one file more', () => {
    const more = shown.filter((one) => !comparable.includes(one)).map(({ file }) => relative(data, file));
    expect(more).toEqual(BEYOND_PYDICOM);
  });

  it('groups them by the same studies and series, named alike', () => {
    for (const one of comparable) {
      const { study, series, frame } = one;
      expect(
        {
          study: study.studyInstanceUID,
          series: series.seriesInstanceUID,
          sop: frame.ref.sopInstanceUID,
          modality: series.modality,
          studyDescription: study.description,
          name: study.patient.name,
          id: study.patient.id,
          description: series.description,
          number: frame.instanceNumber,
        },
        one.file,
      ).toEqual({
        // An image without a study stands alone, under its own UID.
        study: theirs(one).studyInstanceUID || theirs(one).sopInstanceUID,
        series: theirs(one).seriesInstanceUID || theirs(one).sopInstanceUID,
        sop: theirs(one).sopInstanceUID,
        modality: theirs(one).modality,
        studyDescription: theirs(one).studyDescription,
        name: theirs(one).patientName,
        id: theirs(one).patientID,
        description: theirs(one).seriesDescription,
        number: theirs(one).instanceNumber === '' ? null : Number(theirs(one).instanceNumber),
      });
    }
  });

  it('has the same rows, columns and number of frames', () => {
    const frames = new Map<string, number>();
    for (const one of comparable) {
      frames.set(one.file, (frames.get(one.file) ?? 0) + 1);
      expect([one.stack.rows, one.stack.columns], one.file).toEqual([theirs(one).rows, theirs(one).columns]);
    }
    for (const [file, count] of frames) expect(count, file).toBe(theirs({ file }).frames.length);
  });

  it('has the same place, direction and spacing for every frame', () => {
    let placed = 0;
    for (const one of comparable) {
      const expected = theirs(one).frames[one.frame.ref.frameNumber - 1];
      if (expected === undefined) throw new Error(one.file);
      const { plane, spacing } = one.frame;
      if (expected.spacing.length === 2) {
        expect([spacing?.betweenRowsMm, spacing?.betweenColumnsMm], one.file).toEqual(expected.spacing);
      }
      const complete =
        expected.position.length === 3 && expected.orientation.length === 6 && expected.spacing.length === 2;
      expect(plane !== null, one.file).toBe(complete);
      if (plane === null) continue;
      placed += 1;
      const { position, rowDirection: r, columnDirection: c } = plane;
      expect([position.x, position.y, position.z], one.file).toEqual(expected.position);
      // Directions are brought to length 1 where files round them.
      [r.x, r.y, r.z, c.x, c.y, c.z].forEach((value, i) => {
        expect(value, one.file).toBeCloseTo(expected.orientation[i] ?? Number.NaN, 4);
      });
    }
    expect(placed).toBeGreaterThan(180);
  });

  it('has the same rescale, windows and thickness for every frame', () => {
    for (const one of comparable) {
      const expected = theirs(one).frames[one.frame.ref.frameNumber - 1];
      if (expected === undefined) throw new Error(one.file);
      const { rescale, voi, sliceThicknessMm } = one.frame;
      const lut = result.locations.get(frameKey(one.frame.ref))?.location.modalityLut ?? null;
      if (lut === null) {
        expect([rescale.slope, rescale.intercept], one.file).toEqual([
          expected.slope[0] ?? 1,
          expected.intercept[0] ?? 0,
        ]);
      }
      const windows = expected.centers
        .map((center, i) => [center, expected.widths[i] ?? 0])
        .filter(([, width]) => (width as number) >= 1);
      expect(
        voi.map(({ centerHu, widthHu }) => [centerHu, widthHu]),
        one.file,
      ).toEqual(windows);
      expect(sliceThicknessMm, one.file).toBe(expected.thickness[0] ?? null);
    }
  });

  it('orders the slices of every stack as pydicom’s positions along the normal say', () => {
    let ordered = 0;
    for (const stack of new Set(shown.map((one) => one.stack))) {
      const { normal } = stack;
      if (normal === null || stack.frames.length < 2) continue;
      if (shown.some((one) => one.stack === stack && !comparable.includes(one))) continue;
      const distances = shown
        .filter((one) => one.stack === stack)
        .map((one) => theirs(one).frames[one.frame.ref.frameNumber - 1]?.position ?? [])
        .map(
          ([x = Number.NaN, y = Number.NaN, z = Number.NaN]) => x * normal.x + y * normal.y + z * normal.z,
        );
      for (let i = 1; i < distances.length; i++) {
        expect(distances[i] as number).toBeGreaterThanOrEqual((distances[i - 1] as number) - 0.01);
      }
      ordered += 1;
    }
    expect(ordered).toBeGreaterThanOrEqual(6);
  });

  it('gives the same stacks, id for id, when the paths come in another order', async () => {
    const again = await scan([join(data, 'zoo'), data], { onEvent: () => undefined, workers: 0 });
    const flat = (from: ScanResult): unknown =>
      inspection(from).studies.map((study) =>
        study.series.map((series) => series.stacks.map(({ id, frameCount }) => [id, frameCount])),
      );
    const ids = (from: ScanResult): string[] =>
      (flat(from) as [string, number][][][])
        .flat(2)
        .map(([id, count]) => `${id} ${count}`)
        .sort();
    expect(ids(again)).toEqual(ids(result));
  });
});
