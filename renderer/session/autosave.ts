/**
 * Saves a study's annotations by itself, within a second of a change. One save at a time; a failed one keeps the work,
 * says why, and is tried again with the next change or when the reader asks. What somebody else has saved meanwhile is
 * joined with the work here, never written over.
 */
import { atom, type ReadableAtom } from 'nanostores';
import { parseWorkingCopy, serializeWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { makeUid, type StudyInstanceUID } from '../../annotations/ids.ts';
import type { AnnotationState, AnnotationStore } from '../../annotations/store/annotation-store.ts';
import { mergeStates } from '../../annotations/store/merge-states.ts';
import { fromWorkingCopy, toWorkingCopy } from '../../annotations/store/state.ts';
import type { AnnotationPlace, HostRequests, SourceId } from '../../electron/contract.ts';
import { request } from '../host.ts';
import { readerName } from './settings.ts';

/** Short enough to keep within a second, long enough for one drag to be one save. */
const QUIET_MS = 500;

export type SaveState = {
  readonly kind: 'saved' | 'waiting' | 'saving' | 'failed';
  readonly place: AnnotationPlace;
  /** ISO 8601 of what is on disk; null when nothing has been saved yet. */
  readonly savedAt: string | null;
  /** Why the last save failed; null otherwise. */
  readonly failure: string | null;
};

export type AutosaveSubject = {
  readonly sourceId: SourceId;
  readonly studyInstanceUID: StudyInstanceUID;
  readonly store: AnnotationStore;
  readonly place: AnnotationPlace;
  /** Of the copy on disk; 0 when there is none. */
  readonly revision: number;
  readonly savedAt: string | null;
  /** A sentence for the reader: somebody else's changes have come in. */
  readonly onJoined: (message: string) => void;
};

/** Somebody who saves all the time must not keep this side trying for ever. */
const ATTEMPTS = 3;

export class Autosave {
  readonly #subject: AutosaveSubject;
  readonly #state;
  #revision: number;
  #savedChanges: number;
  /** As it is on disk, as far as is known here: what both sides of a merge began with. */
  #savedState: AnnotationState;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;

  constructor(subject: AutosaveSubject) {
    this.#subject = subject;
    this.#revision = subject.revision;
    this.#savedChanges = subject.store.changes;
    this.#savedState = subject.store.state;
    this.#state = atom<SaveState>({
      kind: 'saved',
      place: subject.place,
      savedAt: subject.savedAt,
      failure: null,
    });
    subject.store.subscribe(() => this.#schedule());
  }

  get $state(): ReadableAtom<SaveState> {
    return this.#state;
  }

  /** What would be written now, for saving it elsewhere. */
  text(): string {
    const saved = { by: readerName(), at: new Date().toISOString() };
    return serializeWorkingCopy(toWorkingCopy(this.#subject.store.state, this.#revision + 1, saved));
  }

  /** Saves at once what is not saved. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#running !== null) await this.#running;
    if (this.#subject.store.changes !== this.#savedChanges) await this.#save();
  }

  #schedule(): void {
    // Not pushed back by further changes: the second counts from the first of them.
    if (this.#timer !== null || this.#running !== null) return;
    this.#set({ kind: 'waiting' });
    this.#timer = setTimeout(() => void this.flush(), QUIET_MS);
  }

  #save(): Promise<void> {
    this.#running = this.#saveOnce().finally(() => {
      this.#running = null;
      const unsaved = this.#subject.store.changes !== this.#savedChanges;
      if (unsaved && this.#state.get().kind === 'saved') this.#schedule();
    });
    return this.#running;
  }

  async #saveOnce(): Promise<void> {
    this.#set({ kind: 'saving' });
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { store } = this.#subject;
      const { changes, state } = store;
      const outcome = await this.#write();
      if (outcome.ok) {
        this.#revision += 1;
        this.#savedChanges = changes;
        this.#savedState = state;
        this.#set({ kind: 'saved', place: outcome.place, savedAt: outcome.savedAt, failure: null });
        return;
      }
      const joined = attempt < ATTEMPTS && (await this.#joinTheirs());
      if (!joined) {
        this.#set({ kind: 'failed', failure: outcome.message });
        return;
      }
    }
  }

  async #write(): Promise<HostRequests['annotations.save']['result']> {
    const { sourceId, studyInstanceUID } = this.#subject;
    return request('annotations.save', {
      sourceId,
      studyInstanceUID,
      text: this.text(),
      baseRevision: this.#revision,
    }).catch((cause: unknown) => ({
      ok: false as const,
      message: `The annotations could not be handed over for saving: ${String(cause)}`,
    }));
  }

  /** When somebody else has saved meanwhile: their work and ours as one. False when that was not the reason. */
  async #joinTheirs(): Promise<boolean> {
    const { sourceId, studyInstanceUID, store, onJoined } = this.#subject;
    const loaded = await request('annotations.load', { sourceId, studyInstanceUID }).catch(() => null);
    if (loaded === null || loaded.text === null) return false;
    const parsed = parseWorkingCopy(loaded.text, loaded.place.path);
    if (!parsed.ok || parsed.value.revision === this.#revision) return false;
    const theirs = fromWorkingCopy(parsed.value);
    const theirName = parsed.value.saved.by;
    const { state, twice } = mergeStates({
      base: this.#savedState,
      ours: store.state,
      theirs,
      theirName,
      newUid: () => makeUid(crypto.getRandomValues(new Uint8Array(16))),
    });
    const who = theirName || 'somebody else';
    if (!store.restore(state, `Join with the changes of ${who}`).ok) return false;
    this.#revision = parsed.value.revision;
    this.#savedState = theirs;
    const both =
      twice.length === 0 ? '' : ` Both of you had changed ${twice.join(', ')}: theirs stands beside yours.`;
    onJoined(
      `These annotations were also changed by ${who}; their changes are now joined with yours.${both}`,
    );
    return true;
  }

  #set(change: Partial<SaveState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}
