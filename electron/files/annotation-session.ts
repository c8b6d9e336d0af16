/**
 * The annotations of one study while they are open for changes: their place, their lock, their journal, and the exact
 * text that stands on the disk. A change goes to the journal first (`note`), then to the file (`save`); both are
 * flushed. Whoever finds another text in the file than the one it knows writes nothing, and gives that text back to be
 * merged. See docs/decisions/saving.md.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import type { AnnotationPlace, HostRequests, Outcome, Recovery } from '../contract.ts';
import { describeFileError, studyToken } from './annotation-files.ts';
import type { JournalWork } from './annotation-journal.ts';
import { appPlace, type KnownPlaces } from './annotation-place.ts';
import { atomicWrite, makeFolder } from './atomic-write.ts';
import type { RevisionHistory } from './revision-history.ts';
import { clock, heldBy } from './saving-sentences.ts';
import type { StudyJournals } from './study-journals.ts';
import type { LockOutcome, WriterLock } from './writer-lock.ts';

export type SaveResult = HostRequests['annotations.save']['result'];

/** What all sessions of the app share. */
export type SessionHome = {
  /** For annotations of images whose folder cannot be written. */
  readonly appFolder: string;
  readonly places: KnownPlaces;
  /** Asks for the lock of a file of annotations. */
  readonly lock: (path: string) => Promise<LockOutcome>;
};

/** What the load has found and taken. */
export type SessionStart = {
  readonly study: StudyInstanceUID;
  readonly journals: StudyJournals;
  readonly history: RevisionHistory;
  /** Offered to the reader; none when null. */
  readonly secondCopy: Recovery | null;
  readonly place: AnnotationPlace;
  /** Null where it is taken with the first save. */
  readonly lock: WriterLock | null;
  /** What the window's work is based on. */
  readonly base: string | null;
  /** What has to stand in `place.path` for a save to be allowed; null: no file. */
  readonly expected: string | null;
};

/** Codes with which a folder says that it is not to be written by us, rather than not now. */
export const NOT_OURS_TO_WRITE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/** Names a document exactly, for `save`; '' for none. */
export const versionOf = (text: string | null): string =>
  text === null ? '' : createHash('sha256').update(text).digest('hex').slice(0, 32);

/** The file's text; null where there is none. One that cannot be read equals no text that was ever saved. */
export async function textOnDisk(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return `unreadable: ${describeFileError(cause)}`;
  }
}

export class AnnotationSession {
  readonly #home: SessionHome;
  readonly #study: StudyInstanceUID;
  readonly #journals: StudyJournals;
  readonly #history: RevisionHistory;
  readonly #secondCopy: Recovery | null;
  #place: AnnotationPlace;
  #lock: WriterLock | null;
  #base: string | null;
  #expected: string | null;

  constructor(home: SessionHome, start: SessionStart) {
    this.#home = home;
    this.#study = start.study;
    this.#journals = start.journals;
    this.#history = start.history;
    this.#secondCopy = start.secondCopy;
    this.#place = start.place;
    this.#lock = start.lock;
    this.#base = start.base;
    this.#expected = start.expected;
  }

  /** What was loaded or saved last, or found on the disk in a conflict; null for nothing. */
  get base(): string | null {
    return this.#base;
  }

  get history(): RevisionHistory {
    return this.#history;
  }

  /** The document after a change, durable once answered. */
  async note(work: JournalWork): Promise<Outcome<Record<never, never>>> {
    const written = await this.#journals.own.append(this.#base, work);
    return written.ok ? { ok: true } : { ok: false, message: written.error.message };
  }

  /**
   * Journal, lock, comparison with the disk, earlier versions, file: in this order. `version`: what the load, the last
   * save or the last conflict gave.
   */
  async save(work: JournalWork, version: string): Promise<SaveResult> {
    const { text } = work;
    if (version !== versionOf(this.#base)) {
      return {
        ok: false,
        message: 'The annotations were saved from another version than this one; nothing was overwritten.',
      };
    }
    // A full data folder refuses the journal; the file itself may still be written.
    await this.#journals.own.append(this.#base, work);

    const refused = await this.#holdLock();
    if (refused !== null) return { ok: false, message: refused };
    const conflict = await this.#changedMeanwhile(text);
    if (conflict !== null) return conflict;

    // The file may hold an older state than the window, when that came from another folder.
    if (this.#expected !== null) await this.#history.keep(this.#expected);
    const kept = this.#base === null ? null : await this.#history.keep(this.#base);
    const first = await atomicWrite(this.#place.path, text);
    if (!first.ok) {
      const second = await this.#fallBack(text, first.error.message);
      if (second !== null) return { ok: false, message: second };
    }
    this.#base = text;
    this.#expected = text;
    // In this order: until this session's journal goes it says that the other one is spent.
    if (work.recovered !== null) await this.discardRecovery(work.recovered);
    await this.#journals.own.settle(text, work.change);
    const keptNow = await this.#history.keep(text);
    await this.#home.places.note(studyToken(this.#study), this.#place.path);
    const unkept = [kept, keptNow].find((each) => each !== null && !each.ok);
    const place =
      unkept === undefined
        ? this.#place
        : {
            ...this.#place,
            notice:
              'Saved, but the list of earlier versions could not be written; the disk of the app’s own folder may be full.',
          };
    return { ok: true, place, savedAt: new Date().toISOString(), version: versionOf(text) };
  }

  /** The reader does not want the recovered work: it goes to the earlier versions. */
  async discardRecovery(id: string): Promise<void> {
    const second = this.#secondCopy?.id === id ? this.#secondCopy.text : null;
    const text = second ?? (await this.#journals.lastText(id));
    // A second copy that stands among the earlier versions is not offered again; its file stays where it is.
    const kept = text === null || (await this.#history.keep(text)).ok;
    // Where it cannot be kept it is offered again.
    if (kept) await this.#journals.drop(id);
  }

  async end(): Promise<void> {
    await this.#lock?.release();
  }

  /** For the end of the process. */
  releaseLockNow(): void {
    this.#lock?.releaseNow();
  }

  /** Null when the lock is ours; otherwise why nothing can be written now. */
  async #holdLock(): Promise<string | null> {
    if (this.#lock !== null) {
      if (await this.#lock.isOurs()) return null;
      await this.#lock.release();
      this.#lock = null;
    }
    const taken = await this.#home.lock(this.#place.path);
    if (taken.kind === 'taken') {
      this.#lock = taken.lock;
      return null;
    }
    const file = basename(this.#place.path);
    if (taken.kind === 'busy') {
      return `${file} was not written: ${heldBy(taken.holder)} Your changes are kept here and are merged as soon as that ends.`;
    }
    if (this.#place.kind === 'case-folder' && NOT_OURS_TO_WRITE.has(taken.code)) return null;
    return `${file} was not written: ${taken.message}.`;
  }

  /** Somebody wrote past the lock, or a synchronised folder brought another copy. */
  async #changedMeanwhile(ours: string): Promise<SaveResult | null> {
    const { path } = this.#place;
    const onDisk = await textOnDisk(path);
    // A file that was deleted meanwhile is written again: nothing is overwritten.
    if (onDisk === null || onDisk === this.#expected || onDisk === ours) return null;
    const theirs = parseWorkingCopy(onDisk, basename(path));
    if (!theirs.ok) {
      return { ok: false, message: `${theirs.error.message} Your changes are kept here.` };
    }
    // Both stay among the earlier versions, whatever becomes of the merge.
    await this.#history.keep(onDisk);
    await this.#history.keep(ours);
    const baseText = this.#base;
    this.#base = onDisk;
    this.#expected = onDisk;
    const { by, at } = theirs.value.saved;
    return {
      ok: false,
      message: `${basename(path)} was changed by ${by || 'somebody else'} at ${clock(at)}.`,
      conflict: { text: onDisk, baseText, version: versionOf(onDisk) },
    };
  }

  /** The folder beside the images refused: the work goes to the app's own folder. Null when it is written there. */
  async #fallBack(text: string, first: string): Promise<string | null> {
    if (this.#place.kind === 'app-folder') return first;
    const why = `${first} The annotations are kept in the app’s own folder instead.`;
    const place = await appPlace(this.#home.appFolder, this.#study, why);
    const older = await textOnDisk(place.path);
    if (older !== null) await this.#history.keep(older);
    const unmade = await makeFolder(this.#home.appFolder);
    if (unmade !== null) return `${first} The app’s own folder cannot be made: ${unmade}.`;
    const second = await atomicWrite(place.path, text);
    if (!second.ok) return `${first} ${second.error.message}`;
    await this.#lock?.release();
    const taken = await this.#home.lock(place.path);
    this.#lock = taken.kind === 'taken' ? taken.lock : null;
    this.#place = { ...place, readOnly: false };
    return null;
  }
}
