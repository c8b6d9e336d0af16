/**
 * One writer at a time: a lock file beside the annotations says who has them open, so that a second window or machine
 * opens them read-only. It is advisory and only the first guard: whoever saves still compares what stands on the disk
 * with what was read (`annotation-keeper.ts`), so that even a lock taken away overwrites nothing.
 *
 * A lock is stale when its process has ended (told on the same machine only) or when its file has not been touched
 * for a minute. Ages are read from the folder's own clock: those of two machines may differ.
 */
import { createHash, randomBytes } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { describeFileError } from './annotation-files.ts';

/** Product choices: a shared disk bears a write every ten seconds, a reader does not wait longer than a minute. */
const BEAT_MS = 10_000;
const STALE_MS = 60_000;
/** Between two looks at a lock that is just being written or taken over. */
const RETRY_MS = 40;
const ATTEMPTS = 8;

const holderSchema = z.object({
  id: z.string(),
  machine: z.string(),
  host: z.string(),
  process: z.int().min(1),
  user: z.string(),
  since: z.iso.datetime(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export type LockOutcome =
  | { readonly kind: 'taken'; readonly lock: WriterLock }
  /** `holder` is null when the lock cannot be read. */
  | { readonly kind: 'busy'; readonly holder: LockHolder | null }
  /** No lock can be made here; `code` is the system's, `message` the cause in words. */
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

export type LockTimes = { readonly beatMs: number; readonly staleMs: number };

export const lockPathOf = (annotations: string): string =>
  join(dirname(annotations), `.${basename(annotations, '.json')}.lock`);

/** Host names repeat, above all "localhost"; together with the network cards they hardly do. */
function thisMachine(): string {
  const cards = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map(({ mac }) => mac);
  return createHash('sha256')
    .update([hostname(), ...[...new Set(cards)].sort()].join(' '))
    .digest('hex')
    .slice(0, 16);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException | null)?.code ?? '';

/** Ids of the locks that this process holds: another one with its number is left over, from a folder that went away. */
const held = new Set<string>();

export class WriterLock {
  readonly #path: string;
  readonly #id: string;
  readonly #content: string;
  readonly #handle: FileHandle;
  readonly #beat: ReturnType<typeof setInterval>;

  private constructor(path: string, id: string, content: string, handle: FileHandle, beatMs: number) {
    this.#path = path;
    this.#id = id;
    held.add(id);
    this.#content = content;
    this.#handle = handle;
    // The same bytes through the same handle: the disk's clock marks the file, and a lock that has meanwhile been
    // replaced by another one is not touched.
    this.#beat = setInterval(() => void handle.write(content, 0).catch(() => undefined), beatMs);
    this.#beat.unref();
  }

  static async take(
    annotations: string,
    user: string,
    times: LockTimes = { beatMs: BEAT_MS, staleMs: STALE_MS },
  ): Promise<LockOutcome> {
    const path = lockPathOf(annotations);
    const holder: LockHolder = {
      id: randomBytes(12).toString('hex'),
      machine: thisMachine(),
      host: hostname(),
      process: process.pid,
      user,
      since: new Date().toISOString(),
    };
    const content = `${JSON.stringify(holder)}\n`;
    for (let attempt = 0; ; attempt += 1) {
      const made = await make(path, content);
      if (made.kind === 'made') {
        return { kind: 'taken', lock: new WriterLock(path, holder.id, content, made.handle, times.beatMs) };
      }
      if (made.kind === 'impossible') return made;
      const found = await look(path);
      if (found !== null && (await isStale(path, found, times.staleMs))) await clearStale(path, found.text);
      // One that cannot be read is perhaps only half written.
      else if (found !== null && (found.holder !== null || attempt >= ATTEMPTS)) {
        return { kind: 'busy', holder: found.holder };
      }
      if (attempt > 2 * ATTEMPTS) return { kind: 'busy', holder: found?.holder ?? null };
      await sleep(RETRY_MS);
    }
  }

  /** False when somebody has taken it over, or removed it. */
  async isOurs(): Promise<boolean> {
    return (await readFile(this.#path, 'utf8').catch(() => null)) === this.#content;
  }

  async release(): Promise<void> {
    clearInterval(this.#beat);
    held.delete(this.#id);
    await this.#handle.close().catch(() => undefined);
    if (await this.isOurs()) await rm(this.#path, { force: true }).catch(() => undefined);
  }

  /** For the last moment of a process. */
  releaseNow(): void {
    clearInterval(this.#beat);
    void this.#handle.close().catch(() => undefined);
    try {
      unlinkSync(this.#path);
    } catch {
      // Gone already, or the folder is: the next one finds no living process behind it.
    }
  }
}

type Made =
  | { readonly kind: 'made'; readonly handle: FileHandle }
  | { readonly kind: 'exists' }
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

async function make(path: string, content: string): Promise<Made> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'wx');
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return { kind: 'exists' };
    return { kind: 'impossible', code: codeOf(cause), message: describeFileError(cause) };
  }
  try {
    await handle.write(content, 0);
    await handle.sync();
    return { kind: 'made', handle };
  } catch (cause) {
    await handle.close().catch(() => undefined);
    await rm(path, { force: true }).catch(() => undefined);
    return { kind: 'impossible', code: codeOf(cause), message: describeFileError(cause) };
  }
}

type Found = { readonly text: string; readonly holder: LockHolder | null; readonly touchedMs: number };

/** Null when there is no lock any more. */
async function look(path: string): Promise<Found | null> {
  try {
    const { mtimeMs } = await stat(path);
    const text = await readFile(path, 'utf8');
    return { text, holder: readHolder(text), touchedMs: mtimeMs };
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    return { text: '', holder: null, touchedMs: Date.now() };
  }
}

function readHolder(text: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isStale(path: string, { holder, touchedMs }: Found, staleMs: number): Promise<boolean> {
  if (holder !== null && holder.machine === thisMachine()) {
    const ended = holder.process === process.pid ? !held.has(holder.id) : !isRunning(holder.process);
    if (ended) return true;
  }
  if (Date.now() - touchedMs < staleMs / 2) return false;
  return (await folderClock(path)) - touchedMs > staleMs;
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) !== 'ESRCH';
  }
}

/** Now, as the disk that holds the lock tells it, in ms since 1970. */
async function folderClock(lockPath: string): Promise<number> {
  const probe = `${lockPath}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await (await open(probe, 'wx')).close();
    return (await stat(probe)).mtimeMs;
  } catch {
    return Date.now();
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

/** Takes a stale lock away, and puts it back when it turns out to be another one than was seen. */
async function clearStale(path: string, seen: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await rename(path, aside);
  } catch {
    return; // Another one was quicker.
  }
  if ((await readFile(aside, 'utf8').catch(() => null)) === seen) {
    await rm(aside, { force: true }).catch(() => undefined);
    return;
  }
  const back = await open(path, 'wx').catch(() => null);
  if (back === null) await rm(aside, { force: true }).catch(() => undefined);
  else {
    await back.close();
    await rename(aside, path).catch(() => undefined);
  }
}
