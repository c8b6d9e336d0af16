/**
 * Hands each change to main's journal without waiting for the save, so that the end of the program costs no more than
 * the change in flight. Steps of a drag come faster than a disk can flush: of those the latest goes.
 */
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import type { AnnotationStore } from '../../annotations/store/annotation-store.ts';
import { request } from '../host.ts';

/** The first change goes at once; the next ones not more often than this. Product choice. */
const SPACING_MS = 100;

export type JournalSubject = {
  readonly studyInstanceUID: StudyInstanceUID;
  readonly store: AnnotationStore;
  readonly text: () => string;
  /** The recovery whose work the text holds. */
  readonly recovered: () => string | null;
  readonly onRefused: () => void;
};

export function feedJournal({ studyInstanceUID, store, text, recovered, onRefused }: JournalSubject): void {
  let noted = store.changes;
  let busy = false;

  async function note(): Promise<void> {
    if (busy || noted === store.changes) return;
    busy = true;
    const change = store.changes;
    const work = { text: text(), change, recovered: recovered() };
    const outcome = await request('annotations.note', { studyInstanceUID, ...work }).catch(() => ({
      ok: false,
    }));
    noted = change;
    if (!outcome.ok) onRefused();
    setTimeout(() => {
      busy = false;
      void note();
    }, SPACING_MS);
  }

  store.subscribe(() => void note());
}
