/**
 * Every image file of the real data against pydicom, gdcm and dcmtk: the same stored values, the same HU. Lossless
 * syntaxes exactly; lossy ones and colour within one level, since decoders round differently.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../build/root.mjs';
import { type CaseReader, openCase } from '../../electron/reader/case-reader.ts';
import { bundledWorkers } from '../electron/reader/bundled-workers.ts';
import { testData } from '../test-data.ts';
import { EXPECTED, GROUPS } from './expected-images.ts';

const DATA = testData();
const PYTHON = '/usr/bin/python3';

type Reference = {
  readonly file: string;
  readonly by: string;
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
  readonly rgb: boolean;
  readonly lossy: boolean;
  readonly slopes: readonly number[];
  readonly intercepts: readonly number[];
  readonly error?: string;
};

function missing(): string | null {
  if (!existsSync(DATA)) return `${DATA} is not there`;
  try {
    execFileSync(PYTHON, ['-c', 'import pydicom, numpy'], { stdio: 'ignore' });
    execFileSync('gdcmconv', ['--version'], { stdio: 'ignore' });
  } catch {
    return 'python3-pydicom, python3-numpy and libgdcm-tools are needed';
  }
  return null;
}

const why = missing();
if (why !== null) console.warn(`Decoding is not compared with other vendors' tools: ${why}.`);

describe.skipIf(why !== null)('pixels of real files', () => {
  const out = mkdtempSync(join(tmpdir(), 'marginalia-reference-'));
  const references = new Map<string, { reference: Reference; values: Int32Array | Uint8Array }>();
  let files: readonly string[] = [];
  let workers: Awaited<ReturnType<typeof bundledWorkers>>;

  beforeAll(async () => {
    workers = await bundledWorkers();
    files = (readdirSync(DATA, { recursive: true, withFileTypes: true }) as import('node:fs').Dirent[])
      .filter((entry) => entry.isFile() && entry.name !== 'README.md')
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
    const answers = execFileSync(PYTHON, [inRoot('test/oracles/reference_pixels.py'), out], {
      input: files.join('\n'),
      encoding: 'utf8',
      maxBuffer: 1e9,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    answers
      .trim()
      .split('\n')
      .forEach((line, number) => {
        const reference = JSON.parse(line) as Reference;
        if (reference.error !== undefined) return;
        const raw = readFileSync(join(out, `${number}.raw`));
        const values = reference.rgb
          ? new Uint8Array(raw)
          : new Int32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
        references.set(reference.file, { reference, values });
      });
  }, 300_000);

  afterAll(() => rmSync(out, { recursive: true, force: true }));

  const nameOf = (file: string): string => file.slice(DATA.length + 1).replaceAll('\\', '/');

  it('opens or refuses each file as the table says', async () => {
    const seen: string[] = [];
    const wrong: string[] = [];
    for (const file of files) {
      const name = nameOf(file);
      const outcome = await outcomeOf(file, workers);
      if (outcome === null) continue;
      seen.push(name);
      const expected = EXPECTED[name] ?? GROUPS.find(({ prefix }) => name.startsWith(prefix))?.outcome;
      if (expected !== outcome) wrong.push(`${name}: expected "${expected}", got "${outcome}"`);
    }
    expect(wrong).toEqual([]);
    expect(Object.keys(EXPECTED).filter((name) => !seen.includes(name))).toEqual([]);
  }, 300_000);

  it('has the stored values and HU of pydicom, gdcm or dcmtk in every pixel of every frame', async () => {
    const differing: string[] = [];
    const compared = { files: 0, frames: 0, pixels: 0 };
    for (const [file, { reference, values }] of references) {
      const opened = await openCase([file], workers);
      const frames = framesOf(opened);
      if (frames.length === 0) {
        opened.close();
        continue;
      }
      compared.files += 1;
      if (frames.length !== reference.frames) differing.push(`${nameOf(file)}: ${frames.length} frames`);
      const perFrame = reference.rows * reference.columns * (reference.rgb ? 3 : 1);
      for (const frame of frames) {
        const index = frame.ref.frameNumber - 1;
        const read = await opened.readFrame(frame.ref);
        if (!read.ok) {
          differing.push(`${nameOf(file)} #${index + 1}: ${read.error.message}`);
          continue;
        }
        const tolerance = reference.rgb || reference.lossy ? 1 : 0;
        const theirs = values.subarray(index * perFrame, (index + 1) * perFrame);
        const difference = firstDifference(read.value.values, theirs, tolerance);
        if (difference !== null)
          differing.push(`${nameOf(file)} #${index + 1} (${reference.by}): ${difference}`);
        const { slope, intercept } = read.value.rescale;
        // With equal stored values, equal slope and intercept make equal HU.
        if (
          !reference.rgb &&
          (slope !== reference.slopes[index] || intercept !== reference.intercepts[index])
        ) {
          differing.push(
            `${nameOf(file)} #${index + 1}: rescale ${slope}, ${intercept} instead of ${reference.slopes[index]}, ${reference.intercepts[index]}`,
          );
        }
        compared.frames += 1;
        compared.pixels += perFrame;
      }
      opened.close();
    }
    expect(differing).toEqual([]);
    expect(compared.files).toBeGreaterThan(200);
    console.info(
      `Compared ${compared.pixels} values of ${compared.frames} frames in ${compared.files} files.`,
    );
  }, 300_000);
});

const framesOf = (opened: CaseReader) =>
  opened.studies.flatMap((study) =>
    study.series.flatMap((series) => series.stacks.flatMap((stack) => stack.frames)),
  );

/** As in the table; null for what is no image and was recognised as such. */
async function outcomeOf(file: string, workers: object): Promise<string | null> {
  const opened = await openCase([file], workers);
  try {
    const stacks = opened.studies.flatMap((study) => study.series.flatMap((series) => series.stacks));
    const [stack] = stacks;
    if (stack === undefined) {
      const [skipped] = opened.skipped;
      return skipped === undefined ? null : `refused: ${skipped.kind}`;
    }
    const frames = framesOf(opened);
    const results = await Promise.all(frames.map(({ ref }) => opened.readFrame(ref)));
    const failed = results.find((result) => !result.ok);
    if (failed !== undefined && !failed.ok) return `fails: ${failed.error.kind}`;
    const warned = frames.some(({ ref }) => opened.warningOf(ref) !== null) ? ', warned' : '';
    return `${stack.columns}x${stack.rows}x${frames.length} ${stack.storedType}${warned}`;
  } finally {
    opened.close();
  }
}

function firstDifference(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  tolerance: number,
): string | null {
  if (ours.length !== theirs.length) return `${ours.length} values instead of ${theirs.length}`;
  let count = 0;
  let first = '';
  for (let i = 0; i < ours.length; i += 1) {
    if (Math.abs((ours[i] as number) - (theirs[i] as number)) <= tolerance) continue;
    count += 1;
    if (count === 1) first = `value ${i} is ${ours[i]} instead of ${theirs[i]}`;
  }
  return count === 0 ? null : `${count} values differ; ${first}`;
}
