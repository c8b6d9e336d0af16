/**
 * Saves a study's annotations by itself, within a second of a change. One save at a time; a failed one keeps the work,
 * says why, and is tried again with the next change or when the reader asks.
 */
import { atom, type ReadableAtom } from 'nanostores';
import { serializeWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import type { AnnotationStore } from '../../annotations/store/annotation-store.ts';
import { toWorkingCopy } from '../../annotations/store/state.ts';
import type { AnnotationPlace, SourceId } from '../../electron/contract.ts';
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
};

export class Autosave {
  readonly #subject: AutosaveSubject;
  readonly #state;
  #revision: number;
  #savedChanges: number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;

  constructor(subject: AutosaveSubject) {
    this.#subject = subject;
    this.#revision = subject.revision;
    this.#savedChanges = subject.store.changes;
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
    const { sourceId, studyInstanceUID, store } = this.#subject;
    const changes = store.changes;
    const text = this.text();
    this.#set({ kind: 'saving' });
    const outcome = await request('annotations.save', {
      sourceId,
      studyInstanceUID,
      text,
      baseRevision: this.#revision,
    }).catch((cause: unknown) => ({
      ok: false as const,
      message: `The annotations could not be handed over for saving: ${String(cause)}`,
    }));
    if (!outcome.ok) {
      this.#set({ kind: 'failed', failure: outcome.message });
      return;
    }
    this.#revision += 1;
    this.#savedChanges = changes;
    this.#set({ kind: 'saved', place: outcome.place, savedAt: outcome.savedAt, failure: null });
  }

  #set(change: Partial<SaveState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}
