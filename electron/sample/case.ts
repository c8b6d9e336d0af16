/**
 * Writes the sample case into a folder: two series, the report, the saved annotations, and last the truth with the
 * stamp that everything is there. A folder that holds the complete case already is left as it is.
 */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { serializeWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { defaultFileName, describeFileError } from '../files/annotation-files.ts';
import { bundledWorker, type Crew, createCrew } from './crew.ts';
import { annotationsOf } from './findings.ts';
import { sliceCount } from './grid.ts';
import { phases, sampleVersion, sliceFile, studyInstanceUID } from './identity.ts';
import type { MassName } from './mass-shapes.ts';
import { type MeasuredMass, massExtents, measureMass } from './measured.ts';
import { muscleReference, referenceSlice } from './muscle-reference.ts';
import { writeReport } from './report.ts';
import type { SliceOutcome } from './slice-tasks.ts';
import { type FileSize, type Stamp, truthDocument, truthFormat, unfinishedStamp } from './truth-file.ts';
import type { MassSums, Truth } from './volume.ts';

export type SampleCase = {
  readonly folder: string;
  readonly studyInstanceUID: StudyInstanceUID;
  readonly annotationsFile: string;
  readonly reportFile: string;
  readonly truthFile: string;
  readonly images: number;
  /** Of the images. */
  readonly bytes: number;
  /** False when the complete case was there already. */
  readonly written: boolean;
};

export type SampleOptions = {
  readonly onProgress?: (done: number, total: number) => void;
  /** Threads; 0 does everything in the calling thread. As many as there are processors, four at most, when left out. */
  readonly workers?: number;
  /** The worker's CommonJS bundle; found beside the running bundle when left out. */
  readonly workerFile?: string;
};

export type SampleFailure = Failure<'not-empty' | 'cannot-write'>;

const truthName = 'truth.json';
const reportName = 'report.txt';

export async function writeSampleCase(
  folder: string,
  options: SampleOptions = {},
): Promise<Result<SampleCase, SampleFailure>> {
  const stamp = await readStamp(folder);
  const complete = stamp !== undefined && (await isComplete(folder, stamp));
  if (complete) return ok(describe(folder, stamp.files, false));
  if (stamp === undefined && (await holdsOtherFiles(folder))) {
    return err(
      failure('not-empty', `${folder} holds other files: the sample case wants a folder of its own.`),
    );
  }
  const crew = createCrew(
    options.workers ?? Math.min(4, availableParallelism()),
    options.workerFile ?? bundledWorker(),
  );
  try {
    return ok(describe(folder, await writeAll(folder, crew, options.onProgress), true));
  } catch (cause) {
    if (!isFileError(cause)) throw cause;
    return err(
      failure(
        'cannot-write',
        `The sample case could not be written to ${folder}: ${describeFileError(cause)}.`,
      ),
    );
  } finally {
    await crew.end();
  }
}

async function writeAll(
  folder: string,
  crew: Crew,
  onProgress: SampleOptions['onProgress'],
): Promise<FileSize[]> {
  for (const phase of phases) await mkdir(join(folder, phase.folder), { recursive: true });
  await writeFile(join(folder, truthName), JSON.stringify(unfinishedStamp()));
  let done = 0;
  const tasks = Array.from({ length: sliceCount }, (_, slice) => ({ kind: 'write' as const, slice, folder }));
  const outcomes = await crew.run(tasks, () => {
    done += 1;
    onProgress?.(done, sliceCount);
  });
  const { sums, files } = collect(outcomes);
  const extents = massExtents(sums);
  const truths = await marksTruth(crew, [...extents.flatMap(({ extent }) => extent.marked), referenceSlice]);
  const masses = Object.fromEntries(
    extents.map(({ mass, extent }) => [mass, measureMass(mass, extent, sums, truths)]),
  ) as Record<MassName, MeasuredMass>;
  const muscle = muscleReference(truths);
  const report = writeReport(masses, muscle);
  await writeFile(join(folder, reportName), report.text);
  await keepOrWrite(
    join(folder, defaultFileName(studyInstanceUID)),
    serializeWorkingCopy(annotationsOf(masses, muscle, report)),
  );
  const all = [...files, { name: reportName, bytes: Buffer.byteLength(report.text) }];
  await writeFile(
    join(folder, truthName),
    `${JSON.stringify(truthDocument(masses, muscle, all), null, 2)}\n`,
  );
  return all;
}

function collect(outcomes: readonly SliceOutcome[]): { sums: MassSums[]; files: FileSize[] } {
  const sums: MassSums[] = [];
  const files: FileSize[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === 'failed') throw Object.assign(new Error(outcome.message), { code: outcome.code });
    if (outcome.kind !== 'write') continue;
    sums[outcome.slice] = outcome.sums;
    for (const [n, phase] of phases.entries()) {
      files.push({ name: sliceFile(phase, outcome.slice), bytes: outcome.bytes[n] ?? 0 });
    }
  }
  return { sums, files };
}

async function marksTruth(crew: Crew, slices: readonly number[]): Promise<ReadonlyMap<number, Truth>> {
  const unique = [...new Set(slices)];
  const outcomes = await crew.run(unique.map((slice) => ({ kind: 'truth', slice })));
  return new Map(outcomes.flatMap((one) => (one.kind === 'truth' ? [[one.slice, one.truth] as const] : [])));
}

/** Annotations that somebody may have changed are never written over. */
async function keepOrWrite(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}

async function readStamp(folder: string): Promise<Stamp | undefined> {
  const text = await readFile(join(folder, truthName), 'utf8').catch(() => '');
  try {
    const stamp = JSON.parse(text) as Partial<Stamp>;
    return stamp.format === truthFormat && Array.isArray(stamp.files) ? (stamp as Stamp) : undefined;
  } catch {
    // No JSON: not ours.
    return undefined;
  }
}

async function isComplete(folder: string, stamp: Stamp): Promise<boolean> {
  if (!stamp.complete || stamp.sampleVersion !== sampleVersion) return false;
  const sizes = await Promise.all(
    stamp.files.map(async ({ name, bytes }) => {
      const found = await stat(join(folder, name)).catch(() => undefined);
      return found?.size === bytes;
    }),
  );
  const annotations = await stat(join(folder, defaultFileName(studyInstanceUID))).catch(() => undefined);
  return sizes.length >= 2 * sliceCount && sizes.every(Boolean) && annotations !== undefined;
}

async function holdsOtherFiles(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.length > 0;
}

function describe(folder: string, files: readonly FileSize[], written: boolean): SampleCase {
  const images = files.filter(({ name }) => name.endsWith('.dcm'));
  return {
    folder,
    studyInstanceUID,
    annotationsFile: join(folder, defaultFileName(studyInstanceUID)),
    reportFile: join(folder, reportName),
    truthFile: join(folder, truthName),
    images: images.length,
    bytes: images.reduce((sum, { bytes }) => sum + bytes, 0),
    written,
  };
}

function isFileError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && typeof (cause as NodeJS.ErrnoException).code === 'string';
}
