/**
 * The scan: paths in, studies out, while it runs. Headers are read in this thread until there are so many that
 * threads pay for their start; the first images are told of soon, later ones in bursts. (Longer
 * than most: one run, whose ways of reading share its queue and its end.)
 */
import { cpus } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OtherObject, SkippedFile } from '../../../annotations/image/hierarchy.ts';
import { zipAt } from '../bytes/source-bytes.ts';
import { ZipError } from '../bytes/zip-archive.ts';
import { InHand, type Slot } from '../in-hand.ts';
import { FrameLocations } from './frame-locations.ts';
import { type FileOutcome, type FoundFile, headerReader, shownName } from './header.ts';
import { BATCH_FILES, bundledWorker, HeaderPool } from './header-pool.ts';
import { HierarchyBuilder } from './hierarchy-builder.ts';
import { mediaSet, zippedMediaSetProblems } from './media-set.ts';
import { Queue } from './queue.ts';
import { readFileHeader, readZippedHeader, skippedFile, systemReason } from './read-header.ts';
import type { ScanOptions, ScanResult } from './scan-events.ts';
import { ScanFindings } from './scan-findings.ts';
import { isDirectoryName, isSystemPath, walk } from './walk.ts';

export type { ScanEvent, ScanOptions, ScanResult } from './scan-events.ts';

/** Reading in this thread gives way to others after this. */
const SLICE_MS = 8;
/**
 * Threads start when so many files wait. A thread's code is compiled anew: over its first thousands of files it is
 * several times slower than the thread that runs already (docs/decisions/header-scan.md).
 */
const THREADS_FROM_FILES = 12_000;
const MAX_THREADS = 4;
const ZIP_READS_AT_ONCE = 4;
/** Files told of at once when this thread reads them, about what a slice of time is enough for: 80 µs a telling. */
const GROUP_FILES = 256;

const IN_NO_ZIP: readonly string[] = [];

type Pending = FoundFile & { readonly order: number };

/** Resolves when everything was read, or early when aborted. Rejects only for bugs. */
export async function scan(paths: readonly string[], options: ScanOptions): Promise<ScanResult> {
  const run = new ScanRun(options);
  return run.start(paths);
}

class ScanRun {
  readonly #options: ScanOptions;
  readonly #locations: FrameLocations;
  readonly #builder: HierarchyBuilder;
  readonly #findings: ScanFindings;
  readonly #setAside: ReadonlySet<string>;
  readonly #suspects: ReadonlySet<string>;
  readonly #inHand: InHand;
  readonly #slot: Slot;
  readonly #reader = headerReader();
  readonly #startedAt = performance.now();
  readonly #pending = new Queue<Pending>();
  /** In this thread's hand: told of, and the next to be read. */
  readonly #group = new Queue<Pending>();
  /** Suspects on disk; they come before the others. */
  readonly #alone = new Queue<Pending>();
  /** A suspect within a zip is being read. */
  #aloneInFlight = false;
  readonly #zipped = new Queue<Pending>();
  readonly #listed = new Set<string>();
  #inFlight = 0;
  #walking = true;
  #wake: () => void = () => undefined;
  #failure: unknown = null;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#locations = options.locations ?? new FrameLocations();
    this.#builder = new HierarchyBuilder(this.#locations);
    this.#findings = new ScanFindings(this.#builder, (event) => options.onEvent(event));
    this.#setAside = new Set(options.setAside ?? []);
    this.#suspects = new Set(options.suspects ?? []);
    this.#inHand = options.inHand ?? new InHand();
    this.#slot = this.#inHand.slot();
  }

  async start(paths: readonly string[]): Promise<ScanResult> {
    const walking = this.#walk(paths).catch((error: unknown) => {
      this.#failure = error;
    });
    walking.finally(() => {
      this.#walking = false;
      this.#wake();
    });
    await this.#readAll();
    if (this.#failure !== null) throw this.#failure;
    this.#findings.tell(true);
    const seconds = (performance.now() - this.#startedAt) / 1000;
    return {
      studies: this.#builder.studies(),
      objects: [...this.#findings.objects.values()],
      skipped: this.#findings.skipped,
      totals: {
        filesSeen: this.#findings.filesSeen,
        filesRead: this.#findings.filesRead,
        images: this.#builder.images,
        skipped: this.#findings.skipped.length,
        seconds,
        filesPerSecond: this.#findings.filesRead / seconds,
      },
      reportFiles: this.#findings.reports,
      locations: this.#locations,
    };
  }

  get #aborted(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  async #walk(paths: readonly string[]): Promise<void> {
    for await (const walked of walk(paths, this.#options.signal)) {
      if (walked.kind === 'problem') this.#skip(walked.skipped);
      else if (walked.kind === 'files') this.#foundAll(walked.files);
      else if (!this.#setAside.has(walked.file)) {
        const set = await this.#inHand.during([walked.file], () => mediaSet(walked.file));
        this.#foundAll(set.files);
        for (const problem of set.problems) this.#skip(problem);
      }
    }
  }

  #foundAll(files: readonly string[]): void {
    for (const file of files) this.#found(file);
    this.#wake();
  }

  #found(file: string): void {
    if (this.#listed.has(file)) return;
    this.#listed.add(file);
    this.#findings.filesSeen += 1;
    const found = { file, zipEntries: IN_NO_ZIP, order: this.#findings.filesSeen };
    if (this.#isSetAside(found, file)) return;
    const queue = this.#suspects.has(file) ? this.#alone : this.#pending;
    queue.push(found);
  }

  #isSetAside(found: FoundFile, name: string): boolean {
    if (!this.#setAside.has(name)) return false;
    const reason = 'The reader stopped while it read this file; it was set aside.';
    this.#skip(skippedFile(found, 'set-aside', reason));
    return true;
  }

  /** Found, and neither read nor being read. */
  get #waiting(): number {
    return this.#pending.length + this.#group.length + this.#alone.length + this.#zipped.length;
  }

  async #readAll(): Promise<void> {
    const workerFile = this.#options.workerFile ?? bundledWorker();
    const threads = this.#options.workers ?? Math.min(MAX_THREADS, cpus().length);
    const threadsFrom = this.#options.threadsFrom ?? THREADS_FROM_FILES;
    let pool: HeaderPool | null = null;
    try {
      while (!this.#aborted && this.#failure === null) {
        if (pool === null && threads > 0 && workerFile !== null && this.#pending.length > threadsFrom) {
          pool = new HeaderPool(workerFile, threads, this.#inHand);
        }
        if (this.#step(pool)) {
          await nextTurn();
          continue;
        }
        if (!this.#walking && this.#inFlight === 0 && this.#waiting === 0) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.#slot.free();
      await pool?.close();
    }
  }

  /** True when this thread has read and should go on; false when there is something, or nothing, to wait for. */
  #step(pool: HeaderPool | null): boolean {
    const alone = this.#alone.length > 0;
    if (this.#aloneInFlight || (alone && this.#inFlight > 0)) return false;
    if (!alone) this.#readZipped();
    if (this.#aloneInFlight) return false;
    const inThreads = pool?.alive === true && this.#findings.toldOfImages;
    // What this thread has in hand it reads itself, to the last.
    if (alone || this.#group.length > 0 || (!inThreads && this.#pending.length > 0)) {
      this.#readHere(alone || !inThreads);
      return true;
    }
    this.#slot.free();
    if (pool !== null && inThreads) this.#readInThreads(pool);
    return false;
  }

  /** For one slice of time; the files in hand, and then more where `goesOn`. */
  #readHere(goesOn: boolean): void {
    const until = performance.now() + SLICE_MS;
    while (performance.now() <= until) {
      if (this.#group.length === 0 && goesOn) this.#takeGroup();
      const next = this.#group.take();
      if (next === undefined) return;
      this.#take(next, readFileHeader(next, this.#reader));
    }
  }

  /** One suspect, or many files that are not; nothing when there are none. */
  #takeGroup(): void {
    const suspect = this.#alone.take();
    const group = suspect === undefined ? this.#pending.takeUpTo(GROUP_FILES) : [suspect];
    this.#slot.hold(group.map(shownName));
    for (const file of group) this.#group.push(file);
  }

  #readInThreads(pool: HeaderPool): void {
    while (pool.room > 0 && this.#pending.length > 0) {
      const files = this.#pending.takeUpTo(BATCH_FILES);
      this.#inFlight += 1;
      pool
        .read(files.map(({ file, zipEntries }) => ({ file, zipEntries })))
        .then((outcomes) => {
          files.forEach((file, i) => {
            const outcome = outcomes[i];
            if (outcome !== undefined) this.#take(file, outcome);
          });
        })
        .catch(this.#fail)
        .finally(this.#landed);
    }
  }

  #readZipped(): void {
    while (this.#inFlight < ZIP_READS_AT_ONCE && !this.#aloneInFlight) {
      const next = this.#zipped.next;
      if (next === undefined) return;
      const name = shownName(next);
      const isSuspect = this.#suspects.has(name);
      // It waits until nothing else is in hand.
      if (isSuspect && this.#inFlight + this.#group.length > 0) return;
      this.#zipped.take();
      this.#aloneInFlight = isSuspect;
      this.#inFlight += 1;
      this.#inHand
        .during([name], () => readZippedHeader(next, this.#reader))
        .then((outcome) => this.#take(next, outcome))
        .catch(this.#fail)
        .finally(() => {
          if (isSuspect) this.#aloneInFlight = false;
          this.#landed();
        });
    }
  }

  readonly #fail = (error: unknown): void => {
    this.#failure = error;
  };

  readonly #landed = (): void => {
    this.#inFlight -= 1;
    this.#wake();
  };

  #take(from: Pending, outcome: FileOutcome): void {
    this.#findings.filesRead += 1;
    switch (outcome.kind) {
      case 'image': {
        const double = this.#builder.add(outcome.image, from.order);
        if (double !== null) this.#skip(double);
        break;
      }
      case 'object':
        this.#takeObject(from, outcome.object);
        break;
      case 'skipped':
        this.#skip(outcome.skipped);
        break;
      case 'zip':
        this.#openZip(from);
        break;
      case 'dicomdir':
        this.#takeDirectory(from, outcome.files);
        break;
      case 'report':
        this.#findings.reports.push(shownName(from));
        break;
      case 'own':
        break;
    }
    this.#findings.tell(false);
  }

  #takeObject(from: Pending, object: OtherObject): void {
    const known = this.#findings.objects.get(object.sopInstanceUID);
    if (known === undefined) this.#findings.objects.set(object.sopInstanceUID, object);
    else {
      const reason = `It holds the same object (SOPInstanceUID) as ${known.file}.`;
      this.#skip(skippedFile(from, 'duplicate', reason));
    }
  }

  #takeDirectory(from: Pending, files: readonly (readonly string[])[]): void {
    const name = from.zipEntries[from.zipEntries.length - 1] ?? from.file;
    const used = isDirectoryName(name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1));
    const reason = used
      ? `It is the directory of a media set; the ${files.length} files that it lists were looked for.`
      : 'It is the directory of a media set, but not named DICOMDIR; the files beside it were found without it.';
    this.#skip(skippedFile(from, 'dicomdir', reason));
    if (used && from.zipEntries.length > 0) {
      this.#inFlight += 1;
      zipAt(from.file, from.zipEntries.slice(0, -1))
        .then(({ entries }) => {
          const problems = zippedMediaSetProblems(shownName(from), name, files, entries.keys());
          for (const problem of problems) this.#skip(problem);
        })
        .catch(this.#fail)
        .finally(this.#landed);
    }
  }

  /** A zip's files join the queue in place of the zip. */
  #openZip(from: Pending): void {
    this.#inFlight += 1;
    this.#inHand
      .during([shownName(from)], () => zipAt(from.file, from.zipEntries))
      .then(({ entries }) => {
        let k = 0;
        for (const name of entries.keys()) {
          if (isSystemPath(name)) continue;
          this.#findings.filesSeen += 1;
          // Between this zip and the next file of the walk.
          const order = from.order + ++k / (entries.size + 1) / 2 ** (20 * from.zipEntries.length);
          const found = { file: from.file, zipEntries: [...from.zipEntries, name], order };
          if (!this.#isSetAside(found, shownName(found))) this.#zipped.push(found);
        }
        if (k === 0) this.#skip(skippedFile(from, 'empty', 'It is a zip without files.'));
      })
      .catch((error: unknown) => {
        if (error instanceof ZipError) {
          this.#skip(skippedFile(from, error.kind, `It is a zip that is not opened: ${error.message}.`));
        } else this.#skip(skippedFile(from, 'unreadable', systemReason(error)));
      })
      .catch(this.#fail)
      .finally(this.#landed);
  }

  #skip(file: SkippedFile): void {
    this.#findings.skipped.push(file);
  }
}
