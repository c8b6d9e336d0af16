/**
 * Every version of a study's annotations, in the app's data folder: each is kept when it is committed. Old ones are
 * thinned, never all dropped. A version's id is its file's name: when it was saved, its number, a piece of its hash.
 */
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { ok, type Result } from '../../annotations/result.ts';
import { describeChanges, describeContents } from '../../annotations/store/describe-changes.ts';
import { fromWorkingCopy } from '../../annotations/store/state.ts';
import type { RevisionEntry } from '../contract.ts';
import { type FoundCopy, readWorkingCopyFile, WORKING_COPY_ENDING } from './annotation-files.ts';
import { atomicWrite, type WriteFailure } from './atomic-write.ts';

/** Product choices: about an hour of busy work in full, then one version in ten minutes, then one a day. */
const KEPT_IN_FULL = 150;
const FINE_MS = 10 * 60_000;
const FINE_FOR_MS = 24 * 3600_000;
const DAY_MS = 24 * 3600_000;
/** Thinning reads the folder; once in so many versions is enough. */
const THIN_EVERY = 25;
/** Half-written files that are older belong to no write that still goes on. */
const ABANDONED_MS = 3600_000;

const ID_PATTERN = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-r\d{8,}-[0-9a-f]{8}$/;

export class RevisionHistory {
  readonly #folder: string;
  /** The first version of a session tidies up as well. */
  #sinceThinned = THIN_EVERY;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeping the same document again changes nothing. Text that is no working copy is not kept. */
  async keep(text: string): Promise<Result<void, WriteFailure>> {
    const path = this.#pathOf(text);
    if (path === null || (await this.has(text))) return ok(undefined);
    await mkdir(this.#folder, { recursive: true }).catch(() => undefined);
    const written = await atomicWrite(path, text);
    this.#sinceThinned += 1;
    if (written.ok && this.#sinceThinned >= THIN_EVERY) await this.#thin();
    return written;
  }

  async has(text: string): Promise<boolean> {
    const path = this.#pathOf(text);
    if (path === null) return false;
    return access(path).then(
      () => true,
      () => false,
    );
  }

  /** The latest first, each with what it changed. `current` is the document that stands in the file now. */
  async list(current: string | null): Promise<readonly RevisionEntry[]> {
    const ids = await this.#ids();
    const found: { id: string; read: FoundCopy }[] = [];
    for (const id of ids) {
      const read = await readWorkingCopyFile(this.#path(id));
      if ('copy' in read) found.push({ id, read });
    }
    return found.map(({ id, read }, index) => {
      const before = found[index + 1]?.read.copy;
      const state = fromWorkingCopy(read.copy);
      return {
        id,
        revision: read.copy.revision,
        savedAt: read.copy.saved.at,
        savedBy: read.copy.saved.by,
        summary:
          before === undefined ? describeContents(state) : describeChanges(fromWorkingCopy(before), state),
        current: read.text === current,
      };
    });
  }

  /** Null when it is not kept any more. */
  async read(id: string): Promise<string | null> {
    return ID_PATTERN.test(id) ? readFile(this.#path(id), 'utf8').catch(() => null) : null;
  }

  /** The latest version that can still be read; for a file that cannot. */
  async latest(): Promise<FoundCopy | null> {
    for (const id of await this.#ids()) {
      const read = await readWorkingCopyFile(this.#path(id));
      if ('copy' in read) return read;
    }
    return null;
  }

  async #thin(): Promise<void> {
    this.#sinceThinned = 0;
    for (const id of revisionsToDrop(await this.#ids(), Date.now())) {
      await rm(this.#path(id), { force: true }).catch(() => undefined);
    }
    for (const name of await readdir(this.#folder).catch(() => [])) {
      if (!name.endsWith('.tmp')) continue;
      const path = join(this.#folder, name);
      const touched = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Number.POSITIVE_INFINITY,
      );
      if (Date.now() - touched > ABANDONED_MS) await rm(path, { force: true }).catch(() => undefined);
    }
  }

  /** The latest first. */
  async #ids(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .filter((name) => name.endsWith(WORKING_COPY_ENDING))
      .map((name) => name.slice(0, -WORKING_COPY_ENDING.length))
      .filter((id) => ID_PATTERN.test(id))
      .sort()
      .reverse();
  }

  /** Null for what is no working copy. */
  #pathOf(text: string): string | null {
    const parsed = parseWorkingCopy(text, 'The version to be kept');
    if (!parsed.ok) return null;
    const { saved, revision } = parsed.value;
    const time = new Date(saved.at).toISOString().replace(/[-:.]/g, '');
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
    return this.#path(`${time}-r${String(revision).padStart(8, '0')}-${hash}`);
  }

  #path(id: string): string {
    return join(this.#folder, `${id}${WORKING_COPY_ENDING}`);
  }
}

const timeOf = (id: string): number => {
  const [, ...parts] = ID_PATTERN.exec(id) ?? [];
  const [year, month, day, hours, minutes, seconds, ms] = parts.map(Number) as number[];
  return Date.UTC(year as number, (month as number) - 1, day, hours, minutes, seconds, ms);
};

/** `ids` the latest first. Of each stretch of time the last version stays. */
export function revisionsToDrop(ids: readonly string[], nowMs: number): readonly string[] {
  const seen = new Set<string>();
  return ids.slice(KEPT_IN_FULL).filter((id) => {
    const time = timeOf(id);
    const fine = nowMs - time < FINE_FOR_MS;
    const stretch = fine ? `fine ${Math.floor(time / FINE_MS)}` : `day ${Math.floor(time / DAY_MS)}`;
    if (seen.has(stretch)) return true;
    seen.add(stretch);
    return false;
  });
}
