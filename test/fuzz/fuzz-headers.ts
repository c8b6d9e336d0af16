/**
 * Broken files through the reader: header, study, list of elements, first frame. Whatever the bytes, each must end
 * as an image, an object or a reason, soon, and within memory.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameDecoder } from '../../electron/reader/pixels/frame-decoder.ts';
import { FrameLocations } from '../../electron/reader/scan/frame-locations.ts';
import { headerReader } from '../../electron/reader/scan/header.ts';
import { HierarchyBuilder } from '../../electron/reader/scan/hierarchy-builder.ts';
import { readFileHeader } from '../../electron/reader/scan/read-header.ts';
import { readTags } from '../../electron/reader/scan/read-tags.ts';
import { fuzzCorpus } from './corpus.ts';
import { mutated } from './mutate.ts';
import { seededRandom } from './random.ts';

export type FuzzOptions = {
  /** The first case's seed; the next ones count up. */
  readonly seed: number;
  /** Ends after so many cases, or at this time (as `performance.now`), whichever comes first. */
  readonly cases?: number;
  readonly until?: number;
  /** Decodes the first frame of what is an image, too. */
  readonly decode?: boolean;
  readonly onProgress?: (cases: number) => void;
};

export type FuzzProblem = { readonly seed: number; readonly what: string; readonly bytes: Buffer };
export type FuzzResult = {
  readonly cases: number;
  readonly outcomes: { readonly [kind: string]: number };
  readonly slowestMs: number;
  readonly problems: readonly FuzzProblem[];
};

/** Nothing may work longer on one file; in time of the processor, so that a busy machine says nothing. */
const MAX_MS = 2000;
/** Resident memory of the whole process. */
const MAX_RESIDENT_BYTES = 3 * 2 ** 30;
/** Enough to look at. */
const MAX_PROBLEMS = 20;
/** Larger frames say nothing new and cost time. */
const MAX_DECODED_PIXELS = 2 ** 21;

export async function fuzzHeaders(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, cases = Number.POSITIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const corpus = fuzzCorpus();
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-fuzz-'));
  const file = join(folder, 'case');
  const decoder = new FrameDecoder();
  const outcomes: { [kind: string]: number } = {};
  const problems: FuzzProblem[] = [];
  let slowestMs = 0;
  let done = 0;
  try {
    // Loads what is loaded once.
    writeFileSync(file, corpus[0] as Buffer);
    await readCase(file, options.decode === true ? decoder : null);
    while (done < cases && performance.now() < until && problems.length < MAX_PROBLEMS) {
      const own = seed + done;
      const random = seededRandom(own);
      const bytes = mutated(random.pick(corpus), random, corpus);
      writeFileSync(file, bytes);
      const before = process.cpuUsage();
      const report = (what: string): unknown => problems.push({ seed: own, what, bytes });
      try {
        const kind = await readCase(file, options.decode === true ? decoder : null);
        outcomes[kind] = (outcomes[kind] ?? 0) + 1;
        if (kind === 'program-error') report('the reader met an error of its own');
      } catch (error) {
        report(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
      const used = process.cpuUsage(before);
      const ms = (used.user + used.system) / 1000;
      slowestMs = Math.max(slowestMs, ms);
      if (ms > MAX_MS) report(`it took ${Math.round(ms)} ms`);
      const { rss } = process.memoryUsage();
      if (rss > MAX_RESIDENT_BYTES) report(`memory has grown to ${Math.round(rss / 2 ** 20)} MB`);
      done += 1;
      if (done % 1000 === 0) options.onProgress?.(done);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { cases: done, outcomes, slowestMs, problems };
}

async function readCase(file: string, decoder: FrameDecoder | null): Promise<string> {
  const outcome = readFileHeader({ file, zipEntries: [] }, headerReader());
  await readTags(file, []);
  if (outcome.kind === 'skipped') return outcome.skipped.kind;
  if (outcome.kind !== 'image') return outcome.kind;
  const builder = new HierarchyBuilder(new FrameLocations());
  builder.add(outcome.image, 0);
  const [study] = builder.studies();
  if (study === undefined) throw new Error('An image made no study.');
  const wild = notFinite(study, 'study');
  if (wild !== null) throw new Error(`${wild} is no finite number.`);
  const { location } = outcome.image;
  if (decoder !== null && location.rows * location.columns <= MAX_DECODED_PIXELS) {
    const decoded = await decoder.decode(location, 0);
    return decoded.ok ? 'image, decoded' : `image, refused by the decoder: ${decoded.error.kind}`;
  }
  return 'image';
}

/** The path to a number that is NaN or infinite, or null. */
function notFinite(value: unknown, path: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = notFinite(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
