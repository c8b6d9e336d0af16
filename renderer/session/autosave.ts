/**
 * Saves a study's annotations by itself, within a second of a change; until then each change stands in main's journal.
 * One save at a time; a failed one keeps the work, says why, and is tried again by itself. What somebody else has saved
 * meanwhile is joined with the work here, never written over.
 */
import { atom, type ReadableAtom } from 'nanostores';
import { parseWorkingCopy, serializeWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { makeUid, type StudyInstanceUID } from '../../annotations/ids.ts';
import type { AnnotationStore } from '../../annotations/store/annotation-store.ts';
import { mergeCopies } from '../../annotations/store/merge-copies.ts';
import { fromWorkingCopy, toWorkingCopy } from '../../annotations/store/state.ts';
import type { AnnotationPlace, HostRequests, Recovery, SaveConflict } from '../../electron/contract.ts';
import { request } from '../host.ts';
import { feedJournal } from './journal.ts';
import { readerName } from './settings.ts';

/** Short enough to keep within a second, long enough for one drag to be one save. */
const QUIET_MS = 300;
/** After a failure: a full disk may have been cleared, another window closed. */
const RETRY_MS = 10_000;

export type SaveState = {
  readonly kind: 'saved' | 'waiting' | 'saving' | 'failed';
  readonly place: AnnotationPlace;
  /** ISO 8601 of what is on disk; null when nothing has been saved yet. */
  readonly savedAt: string | null;
  /** Why the last save failed; null otherwise. */
  readonly failure: string | null;
};

export type AutosaveSubject = {
  readonly studyInstanceUID: StudyInstanceUID;
  readonly store: AnnotationStore;
  readonly place: AnnotationPlace;
  /** Of the copy on disk; 0 when there is none. */
  readonly revision: number;
  /** Main's name for that copy. */
  readonly version: string;
  readonly savedAt: string | null;
  /** Sentences for the reader: somebody else's changes have come in. */
  readonly onJoined: (message: string) => void;
};

/** Somebody who saves all the time must not keep this side trying for ever. */
const ATTEMPTS = 3;

export class Autosave {
  readonly #subject: AutosaveSubject;
  readonly #state;
  #revision: number;
  #version: string;
  #savedChanges: number;
  /** A recovery whose work is in the store and not yet saved. */
  #recovered: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;

  constructor(subject: AutosaveSubject) {
    this.#subject = subject;
    this.#revision = subject.revision;
    this.#version = subject.version;
    this.#savedChanges = subject.store.changes;
    this.#state = atom<SaveState>({
      kind: 'saved',
      place: subject.place,
      savedAt: subject.savedAt,
      failure: null,
    });
    subject.store.subscribe(() => this.#schedule(QUIET_MS));
    feedJournal({
      studyInstanceUID: subject.studyInstanceUID,
      store: subject.store,
      text: () => this.text(),
      recovered: () => this.#recovered,
      // What the journal cannot hold is the more urgent to save.
      onRefused: () => void this.flush(),
    });
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
    this.#stopWaiting();
    // Of two that wait for the same save only one goes on; the other finds a save running again.
    while (this.#running !== null) await this.#running;
    if (this.#isUnsaved()) await this.#save();
  }

  /** Work that was on its way when the program ended, joined with what is there; then it is saved. */
  async takeOver(recovery: Recovery): Promise<boolean> {
    const name = 'Restore unsaved changes';
    // Before the change goes to the journal.
    this.#recovered = recovery.id;
    const joined = this.#join(recovery.text, recovery.baseText, recovery.changedBy, 'ours', name);
    if (joined === null) this.#recovered = null;
    if (joined === null) return false;
    await this.flush();
    return this.#state.get().kind === 'saved';
  }

  #isUnsaved(): boolean {
    return this.#subject.store.changes !== this.#savedChanges;
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(ms: number): void {
    if (this.#running !== null) return;
    // Not pushed back by further changes: the second counts from the first of them. A retry is not waited for.
    if (this.#timer !== null && this.#state.get().kind === 'waiting') return;
    this.#stopWaiting();
    if (ms === QUIET_MS) this.#set({ kind: 'waiting' });
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#save();
    }, ms);
  }

  #save(): Promise<void> {
    this.#running = this.#saveOnce().finally(() => {
      this.#running = null;
      if (this.#isUnsaved()) this.#schedule(this.#state.get().kind === 'saved' ? QUIET_MS : RETRY_MS);
    });
    return this.#running;
  }

  async #saveOnce(): Promise<void> {
    this.#set({ kind: 'saving' });
    for (let attempt = 1; ; attempt += 1) {
      const { changes } = this.#subject.store;
      const outcome = await this.#write(changes);
      if (outcome.ok) {
        this.#revision += 1;
        this.#version = outcome.version;
        this.#recovered = null;
        this.#savedChanges = changes;
        this.#set({ kind: 'saved', place: outcome.place, savedAt: outcome.savedAt, failure: null });
        return;
      }
      if (!('conflict' in outcome) || !this.#joinTheirs(outcome) || attempt === ATTEMPTS) {
        this.#set({ kind: 'failed', failure: outcome.message });
        return;
      }
    }
  }

  #write(change: number): Promise<HostRequests['annotations.save']['result']> {
    const { studyInstanceUID } = this.#subject;
    return request('annotations.save', {
      studyInstanceUID,
      text: this.text(),
      change,
      recovered: this.#recovered,
      version: this.#version,
    }).catch((cause: unknown) => ({
      ok: false as const,
      message: `The annotations could not be handed over for saving: ${String(cause)}`,
    }));
  }

  #joinTheirs({ conflict }: SaveConflict): boolean {
    const theirs = parseWorkingCopy(conflict.text, 'The saved annotations');
    if (!theirs.ok) return false;
    const who = theirs.value.saved.by || 'somebody else';
    const name = `Join with the changes of ${who}`;
    const clashes = this.#join(conflict.text, conflict.baseText, readerName(), 'theirs', name);
    if (clashes === null) return false;
    this.#version = conflict.version;
    this.#revision = Math.max(this.#revision, theirs.value.revision);
    this.#subject.onJoined(
      [
        `These annotations were also changed by ${who}; their changes are now joined with yours.`,
        ...clashes,
      ].join(' '),
    );
    return true;
  }

  /** `text` is the other side's document; the work in the store is the opposite one. Gives what clashed. */
  #join(
    text: string,
    baseText: string | null,
    oursBy: string,
    side: 'ours' | 'theirs',
    name: string,
  ): readonly string[] | null {
    const { store } = this.#subject;
    const other = parseWorkingCopy(text, 'The other copy');
    const base = baseText === null ? null : parseWorkingCopy(baseText, 'The copy before');
    if (!other.ok) return null;
    const otherState = fromWorkingCopy(other.value);
    const { state, clashes } = mergeCopies(
      base?.ok === true ? fromWorkingCopy(base.value) : null,
      side === 'ours' ? otherState : store.state,
      side === 'ours' ? store.state : otherState,
      { oursBy, newUid: () => makeUid(crypto.getRandomValues(new Uint8Array(16))) },
    );
    return store.restore(state, name).ok ? clashes : null;
  }

  #set(change: Partial<SaveState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}
