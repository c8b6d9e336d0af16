/**
 * Keeps the annotations of open studies. Each load begins a session: a place, a lock, a journal, and the exact text
 * that stands on the disk. A change goes to the journal first (`note`), then to the file (`save`); both are flushed.
 * Whoever finds another text in the file than the one it knows writes nothing, and gives that text back to be merged.
 *
 * The app's data folder holds: `annotations/` (of images whose folder cannot be written), `history/`, `journal/`,
 * `places/`. See docs/decisions/saving.md. Longer than most files: the order of the steps is the promise, and stands in
 * one place.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import { same } from '../../annotations/same.ts';
import { fromWorkingCopy } from '../../annotations/store/state.ts';
import type {
  AnnotationPlace,
  HostRequests,
  LoadedAnnotations,
  Outcome,
  Recovery,
  RevisionEntry,
} from '../contract.ts';
import { canWriteFolder, describeFileError, studyToken } from './annotation-files.ts';
import type { JournalWork } from './annotation-journal.ts';
import { appPlace, KnownPlaces, type LocatedAnnotations, locateAnnotations } from './annotation-place.ts';
import { atomicWrite, makeFolder, removeLeftovers } from './atomic-write.ts';
import { RevisionHistory } from './revision-history.ts';
import { clock, describeProblems, heldBy } from './saving-sentences.ts';
import { StudyJournals } from './study-journals.ts';
import { type LockOutcome, type LockTimes, WriterLock } from './writer-lock.ts';

type SaveResult = HostRequests['annotations.save']['result'];

export type KeeperOptions = {
  /** The app's own folder. */
  readonly dataFolder: string;
  /** Whose name stands in the lock. */
  readonly userName: () => string;
  readonly lockTimes?: LockTimes;
};

type Session = {
  readonly study: StudyInstanceUID;
  readonly journals: StudyJournals;
  readonly secondCopy: Recovery | null;
  readonly history: RevisionHistory;
  place: AnnotationPlace;
  lock: WriterLock | null;
  /** What the window's work is based on. */
  base: string | null;
  /** What has to stand in `place.path` for a save to be allowed; null: no file. */
  expected: string | null;
};

/** Codes with which a folder says that it is not to be written by us, rather than not now. */
const NOT_OURS_TO_WRITE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/** Names a document exactly, for `save`; '' for none. */
const versionOf = (text: string | null): string =>
  text === null ? '' : createHash('sha256').update(text).digest('hex').slice(0, 32);

export class AnnotationKeeper {
  readonly #options: KeeperOptions;
  readonly #sessions = new Map<StudyInstanceUID, Session>();
  /** What concerns one study is done one after the other. */
  readonly #turns = new Map<StudyInstanceUID, Promise<unknown>>();
  readonly #places: KnownPlaces;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#places = new KnownPlaces(join(options.dataFolder, 'places'));
  }

  /** `caseFolders`: the folders beside the images, the first preferred. A session before this one ends. */
  load(caseFolders: readonly string[], study: StudyInstanceUID): Promise<LoadedAnnotations> {
    return this.#next(study, () => this.#load(caseFolders, study));
  }

  /** The document after a change, durable once answered. */
  async note(study: StudyInstanceUID, work: JournalWork): Promise<Outcome<Record<never, never>>> {
    const session = this.#sessions.get(study);
    if (session === undefined || session.place.readOnly) return notOpen;
    const written = await session.journals.own.append(session.base, work);
    return written.ok ? { ok: true } : { ok: false, message: written.error.message };
  }

  /** `version`: what `load`, the last save or the last conflict gave: the text that this one is made from. */
  async save(study: StudyInstanceUID, work: JournalWork, version: string): Promise<SaveResult> {
    const parsed = parseWorkingCopy(work.text, 'The document to be saved');
    if (!parsed.ok) return { ok: false, message: parsed.error.message };
    return this.#next(study, () => this.#save(study, work, version));
  }

  history(study: StudyInstanceUID): Promise<readonly RevisionEntry[]> {
    return this.#historyOf(study).list(this.#sessions.get(study)?.base ?? null);
  }

  revision(study: StudyInstanceUID, id: string): Promise<string | null> {
    return this.#historyOf(study).read(id);
  }

  /** The reader does not want the recovered work: it goes to the earlier versions. */
  async discardRecovery(study: StudyInstanceUID, id: string): Promise<void> {
    const session = this.#sessions.get(study);
    if (session === undefined) return;
    const second = session.secondCopy?.id === id ? session.secondCopy.text : null;
    const text = second ?? (await session.journals.lastText(id));
    // A second copy that stands among the earlier versions is not offered again; its file stays where it is.
    const kept = text === null || (await session.history.keep(text)).ok;
    // Where it cannot be kept it is offered again.
    if (kept) await session.journals.drop(id);
  }

  close(study: StudyInstanceUID): Promise<void> {
    return this.#next(study, () => this.#end(study));
  }

  /** For the end of the process: others need not wait until the locks are stale. */
  releaseLocks(): void {
    for (const { lock } of this.#sessions.values()) lock?.releaseNow();
  }

  async #load(caseFolders: readonly string[], study: StudyInstanceUID): Promise<LoadedAnnotations> {
    await this.#end(study);
    const history = this.#historyOf(study);
    const locate = async (): Promise<LocatedAnnotations> => {
      const known = await this.#places.of(studyToken(study));
      return locateAnnotations(caseFolders, this.#appFolder(), study, known);
    };
    let located = await locate();
    if (located.newer !== null) return this.#readOnly(located, located.newer.message, null);

    let place: AnnotationPlace = { ...pick(located), readOnly: false };
    // Who only looks leaves nothing behind: where there are no annotations yet, the first save takes the lock.
    const untouched = located.copy === null && located.broken === null;
    const later = untouched && (await canWriteFolder(dirname(place.path)));
    let taken: LockOutcome | { readonly kind: 'later' } = later
      ? { kind: 'later' }
      : await this.#lock(place.path);
    if (taken.kind === 'taken') {
      // Somebody may have saved between the search and the lock; under the lock nobody does.
      located = await locate();
      if (located.path !== place.path || located.newer !== null) {
        await taken.lock.release();
        return this.#readOnly(located, 'These annotations are just being moved; try again.', null);
      }
    }
    if (taken.kind === 'impossible' && place.kind === 'case-folder' && NOT_OURS_TO_WRITE.has(taken.code)) {
      const why = `The folder of the images cannot be written (${taken.message}), so the annotations are kept in the app’s own folder.`;
      place = { ...(await appPlace(this.#appFolder(), study, why)), readOnly: false };
      taken = await this.#lock(place.path);
    }
    if (taken.kind === 'busy')
      return this.#readOnly(located, heldBy(taken.holder), located.copy?.text ?? null);
    if (taken.kind === 'impossible') {
      place = {
        ...place,
        notice: `Saving is not possible now: ${taken.message}. It is tried again with each change.`,
      };
    } else if (taken.kind === 'taken') await removeLeftovers(place.path);

    const lost = located.copy === null && located.broken !== null ? await history.latest() : null;
    const base = located.copy?.text ?? lost?.text ?? null;
    const journals = new StudyJournals(join(this.#options.dataFolder, 'journal', studyToken(study)));
    const secondCopy = await this.#secondCopy(located, history);
    const session: Session = {
      study,
      journals,
      secondCopy,
      history,
      place,
      lock: taken.kind === 'taken' ? taken.lock : null,
      base,
      expected: located.copy?.path === place.path ? base : await readText(place.path),
    };
    this.#sessions.set(study, session);
    return {
      place,
      text: base,
      version: versionOf(base),
      problem: describeProblems(located, lost?.copy ?? null),
      recovery: (await journals.recoverable(base, study)) ?? secondCopy,
    };
  }

  /** Another file of this study with work that is neither shown nor an earlier state of what is shown. */
  async #secondCopy(
    { copy, others }: LocatedAnnotations,
    history: RevisionHistory,
  ): Promise<Recovery | null> {
    for (const other of others) {
      const known = copy !== null && same(fromWorkingCopy(other.copy), fromWorkingCopy(copy.copy));
      if (known || (await history.has(other.text))) continue;
      const { at, by } = other.copy.saved;
      const id = `copy-${versionOf(other.text)}`;
      const { path, text } = other;
      return { id, kind: 'second-copy', path, text, baseText: null, changedAt: at, changedBy: by };
    }
    return null;
  }

  #readOnly(located: LocatedAnnotations, reason: string, text: string | null): LoadedAnnotations {
    return {
      place: { ...pick(located), notice: reason, readOnly: true },
      text,
      version: versionOf(text),
      problem: describeProblems(located, null),
      recovery: null,
    };
  }

  async #save(study: StudyInstanceUID, work: JournalWork, version: string): Promise<SaveResult> {
    const { text } = work;
    const session = this.#sessions.get(study);
    if (session === undefined || session.place.readOnly) return notOpen;
    if (version !== versionOf(session.base)) {
      return {
        ok: false,
        message: 'The annotations were saved from another version than this one; nothing was overwritten.',
      };
    }
    // A full data folder refuses the journal; the file itself may still be written.
    await session.journals.own.append(session.base, work);

    const refused = await this.#holdLock(session);
    if (refused !== null) return { ok: false, message: refused };
    const conflict = await this.#changedMeanwhile(session, text);
    if (conflict !== null) return conflict;

    // The file may hold an older state than the window, when that came from another folder.
    if (session.expected !== null) await session.history.keep(session.expected);
    const kept = session.base === null ? null : await session.history.keep(session.base);
    const first = await atomicWrite(session.place.path, text);
    if (!first.ok) {
      const second = await this.#fallBack(session, text, first.error.message);
      if (second !== null) return { ok: false, message: second };
    }
    session.base = text;
    session.expected = text;
    // In this order: until this session's journal goes it says that the other one is spent.
    if (work.recovered !== null) await this.discardRecovery(study, work.recovered);
    await session.journals.own.settle(text, work.change);
    const keptNow = await session.history.keep(text);
    await this.#places.note(studyToken(study), session.place.path);
    const unkept = [kept, keptNow].find((each) => each !== null && !each.ok);
    const place =
      unkept === undefined
        ? session.place
        : {
            ...session.place,
            notice:
              'Saved, but the list of earlier versions could not be written; the disk of the app’s own folder may be full.',
          };
    return { ok: true, place, savedAt: new Date().toISOString(), version: versionOf(text) };
  }

  /** Null when the lock is ours; otherwise why nothing can be written now. */
  async #holdLock(session: Session): Promise<string | null> {
    if (session.lock !== null) {
      if (await session.lock.isOurs()) return null;
      await session.lock.release();
      session.lock = null;
    }
    const taken = await this.#lock(session.place.path);
    if (taken.kind === 'taken') {
      session.lock = taken.lock;
      return null;
    }
    const file = basename(session.place.path);
    if (taken.kind === 'busy') {
      return `${file} was not written: ${heldBy(taken.holder)} Your changes are kept here and are merged as soon as that ends.`;
    }
    if (session.place.kind === 'case-folder' && NOT_OURS_TO_WRITE.has(taken.code)) return null;
    return `${file} was not written: ${taken.message}.`;
  }

  /** Somebody wrote past the lock, or a synchronised folder brought another copy. */
  async #changedMeanwhile(session: Session, ours: string): Promise<SaveResult | null> {
    const { path } = session.place;
    const onDisk = await readText(path);
    // A file that was deleted meanwhile is written again: nothing is overwritten.
    if (onDisk === null || onDisk === session.expected || onDisk === ours) return null;
    const theirs = parseWorkingCopy(onDisk, basename(path));
    if (!theirs.ok) {
      return { ok: false, message: `${theirs.error.message} Your changes are kept here.` };
    }
    // Both stay among the earlier versions, whatever becomes of the merge.
    await session.history.keep(onDisk);
    await session.history.keep(ours);
    const baseText = session.base;
    session.base = onDisk;
    session.expected = onDisk;
    const { by, at } = theirs.value.saved;
    return {
      ok: false,
      message: `${basename(path)} was changed by ${by || 'somebody else'} at ${clock(at)}.`,
      conflict: { text: onDisk, baseText, version: versionOf(onDisk) },
    };
  }

  /** The folder beside the images refused: the work goes to the app's own folder. Null when it is written there. */
  async #fallBack(session: Session, text: string, first: string): Promise<string | null> {
    if (session.place.kind === 'app-folder') return first;
    const why = `${first} The annotations are kept in the app’s own folder instead.`;
    const place = await appPlace(this.#appFolder(), session.study, why);
    const older = await readText(place.path);
    if (older !== null) await session.history.keep(older);
    const unmade = await makeFolder(this.#appFolder());
    if (unmade !== null) return `${first} The app’s own folder cannot be made: ${unmade}.`;
    const second = await atomicWrite(place.path, text);
    if (!second.ok) return `${first} ${second.error.message}`;
    await session.lock?.release();
    const taken = await this.#lock(place.path);
    session.lock = taken.kind === 'taken' ? taken.lock : null;
    session.place = { ...place, readOnly: false };
    return null;
  }

  async #end(study: StudyInstanceUID): Promise<void> {
    await this.#sessions.get(study)?.lock?.release();
    this.#sessions.delete(study);
  }

  async #lock(path: string): Promise<LockOutcome> {
    const unmade = dirname(path) === this.#appFolder() ? await makeFolder(dirname(path)) : null;
    if (unmade !== null) return { kind: 'impossible', code: '', message: unmade };
    return WriterLock.take(path, this.#options.userName(), this.#options.lockTimes);
  }

  #next<T>(study: StudyInstanceUID, work: () => Promise<T>): Promise<T> {
    const result = (this.#turns.get(study) ?? Promise.resolve()).then(work);
    this.#turns.set(
      study,
      result.catch(() => undefined),
    );
    return result;
  }

  #appFolder(): string {
    return join(this.#options.dataFolder, 'annotations');
  }

  #historyOf(study: StudyInstanceUID): RevisionHistory {
    return (
      this.#sessions.get(study)?.history ??
      new RevisionHistory(join(this.#options.dataFolder, 'history', studyToken(study)))
    );
  }
}

const notOpen = {
  ok: false,
  message: 'These annotations are open read-only; nothing was saved.',
} as const;

const pick = ({ kind, path, notice }: LocatedAnnotations): Omit<AnnotationPlace, 'readOnly'> => ({
  kind,
  path,
  notice,
});

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return `unreadable: ${describeFileError(cause)}`;
  }
}
