/**
 * The changes that are not committed yet: each stands in this file, flushed to the disk, before the annotations
 * themselves are written. One line a record, its checksum first, so that a line cut off by the end of the program or
 * by a full disk is told from a whole one; what stands before it holds.
 *
 * The first record is the copy that the changes began with; each later one is the whole document after a change.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { err, failure, ok, type Result } from '../../annotations/result.ts';
import { same } from '../../annotations/same.ts';
import { fromWorkingCopy } from '../../annotations/store/state.ts';
import { describeFileError } from './annotation-files.ts';
import { atomicWrite, flushFolder, type WriteFailure } from './atomic-write.ts';

export type JournalWork = {
  /** The whole document. */
  readonly text: string;
  /** Counts the changes of one window and only rises. */
  readonly change: number;
  /** The journal of an earlier session whose work is in this text, and which is therefore spent. */
  readonly recovered: string | null;
};

type BaseRecord = { readonly kind: 'base'; readonly text: string | null };
type ChangeRecord = { readonly kind: 'change' } & JournalWork;
type JournalRecord = BaseRecord | ChangeRecord;

export type JournalContent = { readonly base: string | null; readonly changes: readonly ChangeRecord[] };

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function line(record: JournalRecord): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

export class AnnotationJournal {
  readonly #path: string;
  #goodBytes = 0;
  #last: ChangeRecord | null = null;
  #settledChange = -1;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Durable when it has answered. `base` counts for the first change after a commit. */
  append(base: string | null, work: JournalWork): Promise<Result<void, WriteFailure>> {
    return this.#next(async () => {
      // It overtook its own commit.
      if (work.change <= this.#settledChange) return ok(undefined);
      const record: ChangeRecord = { kind: 'change', ...work };
      const begun = this.#goodBytes === 0 ? line({ kind: 'base', text: base }) : '';
      const written = await this.#write(`${begun}${line(record)}`);
      if (written.ok) this.#last = record;
      return written;
    });
  }

  /** `committed`, the document as of `change`, stands on the disk: what came before is no longer needed. */
  settle(committed: string, change: number): Promise<void> {
    return this.#next(async () => {
      this.#settledChange = change;
      const pending = this.#last !== null && this.#last.change > change ? this.#last : null;
      if (pending === null) {
        // Refused, it stays, and says nothing that the committed document does not hold.
        const gone = await rm(this.#path, { force: true }).then(
          () => true,
          () => false,
        );
        if (!gone) return;
        this.#goodBytes = 0;
        this.#last = null;
        return;
      }
      const text = `${line({ kind: 'base', text: committed })}${line(pending)}`;
      // Refused, the longer journal stays as it is, and is as true as before.
      if ((await atomicWrite(this.#path, text)).ok) this.#goodBytes = Buffer.byteLength(text);
    });
  }

  async #write(text: string): Promise<Result<void, WriteFailure>> {
    try {
      if (this.#goodBytes === 0) await mkdir(dirname(this.#path), { recursive: true });
      const file = await open(this.#path, this.#goodBytes === 0 ? 'w' : 'r+');
      try {
        const bytes = Buffer.from(text);
        await file.truncate(this.#goodBytes);
        for (let done = 0; done < bytes.length; ) {
          done += (await file.write(bytes, done, bytes.length - done, this.#goodBytes + done)).bytesWritten;
        }
        await file.sync();
        if (this.#goodBytes === 0) await flushFolder(dirname(this.#path));
        this.#goodBytes += bytes.length;
      } finally {
        await file.close();
      }
      return ok(undefined);
    } catch (cause) {
      return err(
        failure('not-written', `${basename(this.#path)} was not written: ${describeFileError(cause)}.`),
      );
    }
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** What of a journal is whole; null when there is none. */
export async function readJournal(path: string): Promise<JournalContent | null> {
  const content = await readFile(path, 'utf8').catch(() => null);
  if (content === null) return null;
  let base: string | null = null;
  const changes: ChangeRecord[] = [];
  for (const each of content.split('\n')) {
    const json = each.slice(17);
    if (each[16] !== ' ' || checksum(json) !== each.slice(0, 16)) break;
    const record = JSON.parse(json) as JournalRecord;
    if (record.kind === 'base') base = record.text;
    else changes.push(record);
  }
  return { base, changes };
}

/** Work that is not in the file: the last change, and what it has to be merged against. */
export type PendingWork = { readonly text: string; readonly baseText: string | null };

/** Null when everything stands in `onDisk` already, the document that is there now. */
export function pendingWork({ base, changes }: JournalContent, onDisk: string | null): PendingWork | null {
  const last = changes[changes.length - 1];
  if (last === undefined || sameWork(last.text, onDisk)) return null;
  // The file is where these changes began or one of their own steps: they simply go on from it.
  const ownStep = base === onDisk || changes.some(({ text }) => text === onDisk);
  return { text: last.text, baseText: ownStep ? onDisk : base };
}

/** The same findings, whoever saved them and under which number. Unreadable work equals nothing. */
function sameWork(text: string, other: string | null): boolean {
  const one = parseWorkingCopy(text, 'The journal');
  if (!one.ok) return false;
  if (other === null) return false;
  const two = parseWorkingCopy(other, 'The saved annotations');
  return two.ok && same(fromWorkingCopy(one.value), fromWorkingCopy(two.value));
}
