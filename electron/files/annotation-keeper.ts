/**
 * Keeps the annotations of open studies: finds and loads them, and leads each change to the session of its study
 * (`annotation-session.ts`), one after the other.
 *
 * The app's data folder holds: `annotations/` (of images whose folder cannot be written), `history/`, `journal/`,
 * `places/`. See docs/decisions/saving.md.
 */
import { dirname, join } from 'node:path';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import { same } from '../../annotations/same.ts';
import { fromWorkingCopy } from '../../annotations/store/state.ts';
import type { AnnotationPlace, LoadedAnnotations, Outcome, Recovery, RevisionEntry } from '../contract.ts';
import { canWriteFolder, type FoundCopy, studyToken } from './annotation-files.ts';
import type { JournalWork } from './annotation-journal.ts';
import { appPlace, KnownPlaces, type LocatedAnnotations, locateAnnotations } from './annotation-place.ts';
import {
  AnnotationSession,
  NOT_OURS_TO_WRITE,
  type SaveResult,
  type SessionHome,
  textOnDisk,
  versionOf,
} from './annotation-session.ts';
import { makeFolder, removeLeftovers } from './atomic-write.ts';
import { RevisionHistory } from './revision-history.ts';
import { describeProblems, heldBy } from './saving-sentences.ts';
import { StudyJournals } from './study-journals.ts';
import { type LockOutcome, type LockTimes, WriterLock } from './writer-lock.ts';

export type KeeperOptions = {
  /** The app's own folder. */
  readonly dataFolder: string;
  /** Whose name stands in the lock. */
  readonly userName: () => string;
  readonly lockTimes?: LockTimes;
};

export class AnnotationKeeper {
  readonly #options: KeeperOptions;
  readonly #sessions = new Map<StudyInstanceUID, AnnotationSession>();
  /** What concerns one study is done one after the other. */
  readonly #turns = new Map<StudyInstanceUID, Promise<unknown>>();
  readonly #home: SessionHome;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#home = {
      appFolder: join(options.dataFolder, 'annotations'),
      places: new KnownPlaces(join(options.dataFolder, 'places')),
      lock: (path) => this.#lock(path),
    };
  }

  /** `caseFolders`: the folders beside the images, the first preferred. A session before this one ends. */
  load(caseFolders: readonly string[], study: StudyInstanceUID): Promise<LoadedAnnotations> {
    return this.#next(study, () => this.#load(caseFolders, study));
  }

  /** The document after a change, durable once answered. */
  async note(study: StudyInstanceUID, work: JournalWork): Promise<Outcome<Record<never, never>>> {
    return this.#sessions.get(study)?.note(work) ?? notOpen;
  }

  /** `version`: what `load`, the last save or the last conflict gave: the text that this one is made from. */
  async save(study: StudyInstanceUID, work: JournalWork, version: string): Promise<SaveResult> {
    const parsed = parseWorkingCopy(work.text, 'The document to be saved');
    if (!parsed.ok) return { ok: false, message: parsed.error.message };
    return this.#next(study, async () => this.#sessions.get(study)?.save(work, version) ?? notOpen);
  }

  history(study: StudyInstanceUID): Promise<readonly RevisionEntry[]> {
    return this.#historyOf(study).list(this.#sessions.get(study)?.base ?? null);
  }

  revision(study: StudyInstanceUID, id: string): Promise<string | null> {
    return this.#historyOf(study).read(id);
  }

  /** The reader does not want the recovered work: it goes to the earlier versions. */
  async discardRecovery(study: StudyInstanceUID, id: string): Promise<void> {
    await this.#sessions.get(study)?.discardRecovery(id);
  }

  close(study: StudyInstanceUID): Promise<void> {
    return this.#next(study, () => this.#end(study));
  }

  /** For the end of the process: others need not wait until the locks are stale. */
  releaseLocks(): void {
    for (const session of this.#sessions.values()) session.releaseLockNow();
  }

  async #load(caseFolders: readonly string[], study: StudyInstanceUID): Promise<LoadedAnnotations> {
    await this.#end(study);
    const history = this.#historyOf(study);
    const locate = async (): Promise<LocatedAnnotations> => {
      const known = await this.#home.places.of(studyToken(study));
      return locateAnnotations(caseFolders, this.#home.appFolder, study, known);
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
      place = { ...(await appPlace(this.#home.appFolder, study, why)), readOnly: false };
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
    const session = new AnnotationSession(this.#home, {
      study,
      journals,
      secondCopy,
      history,
      place,
      lock: taken.kind === 'taken' ? taken.lock : null,
      base,
      expected: await expectedAt(place.path, located.copy),
    });
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

  async #end(study: StudyInstanceUID): Promise<void> {
    await this.#sessions.get(study)?.end();
    this.#sessions.delete(study);
  }

  async #lock(path: string): Promise<LockOutcome> {
    const unmade = dirname(path) === this.#home.appFolder ? await makeFolder(dirname(path)) : null;
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

/** What stands at the place as far as the load has seen it: what appeared there since is met by the first save. */
async function expectedAt(path: string, shown: FoundCopy | null): Promise<string | null> {
  if (shown === null) return null;
  return shown.path === path ? shown.text : textOnDisk(path);
}

const pick = ({ kind, path, notice }: LocatedAnnotations): Omit<AnnotationPlace, 'readOnly'> => ({
  kind,
  path,
  notice,
});
