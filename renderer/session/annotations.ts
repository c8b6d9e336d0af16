/**
 * The annotations of the study on the screen. Each study keeps its store (and so its undo list) for as long as it is
 * open; what is saved, where and when is `autosave.ts`.
 */
import { atom, type ReadableAtom, type WritableAtom } from 'nanostores';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import type { Phase, PhaseGuess, Series } from '../../annotations/image/hierarchy.ts';
import {
  type AnnotationState,
  type AnnotationStore,
  createAnnotationStore,
} from '../../annotations/store/annotation-store.ts';
import { emptyState, fromWorkingCopy } from '../../annotations/store/state.ts';
import type { AnnotationPlace, Recovery, SourceId } from '../../electron/contract.ts';
import { request } from '../host.ts';
import { Autosave } from './autosave.ts';
import { notify } from './notices.ts';
import { select } from './selection.ts';
import { readerName } from './settings.ts';
import { openDialog } from './view.ts';

export type OpenAnnotations = {
  readonly sourceId: SourceId;
  readonly studyInstanceUID: StudyInstanceUID;
  readonly store: AnnotationStore;
  readonly autosave: Autosave;
  /** Why the saved annotations could not be read; they stay untouched and nothing is saved over them. */
  readonly problem: string | null;
  /** Work that an earlier session did not get onto the disk, until the reader has decided about it. */
  readonly $recovery: WritableAtom<Recovery | null>;
};

const documents = new Map<StudyInstanceUID, OpenAnnotations>();
const current = atom<OpenAnnotations | null>(null);
export const $annotations: ReadableAtom<OpenAnnotations | null> = current;

const state = atom<AnnotationState | null>(null);
/** The state of `$annotations`, new after each change. */
export const $annotationState: ReadableAtom<AnnotationState | null> = state;

export const annotationStore = (): AnnotationStore | null => current.get()?.store ?? null;

const environment = {
  now: () => new Date().toISOString(),
  userName: readerName,
  random16: () => crypto.getRandomValues(new Uint8Array(16)),
};

async function load(sourceId: SourceId, studyInstanceUID: StudyInstanceUID): Promise<OpenAnnotations> {
  const loaded = await request('annotations.load', { sourceId, studyInstanceUID });
  const { place, text, version, problem, recovery } = loaded;
  const parsed = text === null ? null : parseWorkingCopy(text, fileName(place));
  const copy = parsed?.ok === true ? parsed.value : null;
  const fault = problem ?? (parsed?.ok === false ? parsed.error.message : null);
  const store = createAnnotationStore(
    copy === null ? emptyState(studyInstanceUID) : fromWorkingCopy(copy),
    environment,
  );
  if (place.readOnly) store.setReadOnly(place.notice ?? 'These annotations are open read-only.');
  const autosave = new Autosave({
    studyInstanceUID,
    store,
    place,
    version,
    revision: copy?.revision ?? 0,
    savedAt: copy?.saved.at ?? null,
    onJoined: (message) => notify(message, 'Changed by two'),
  });
  store.subscribe(() => {
    if (current.get()?.store === store) state.set(store.state);
  });
  return { sourceId, studyInstanceUID, store, autosave, problem: fault, $recovery: atom(recovery) };
}

export const fileName = (place: AnnotationPlace): string => place.path.split(/[\\/]/).pop() ?? place.path;

let asked: StudyInstanceUID | null = null;

/** Makes a study's annotations the current ones, reading them when this is the first time. */
export async function openAnnotations(
  sourceId: SourceId,
  studyInstanceUID: StudyInstanceUID | null,
): Promise<void> {
  if (asked === studyInstanceUID) return;
  asked = studyInstanceUID;
  const known = studyInstanceUID === null ? null : (documents.get(studyInstanceUID) ?? null);
  const next = studyInstanceUID === null ? null : (known ?? (await load(sourceId, studyInstanceUID)));
  if (next !== null) documents.set(next.studyInstanceUID, next);
  // Meanwhile the reader may have gone to another study.
  if (asked !== studyInstanceUID) return;
  select(null);
  current.set(next);
  state.set(next?.store.state ?? null);
  if (next?.$recovery.get() != null) openDialog('recovery');
}

/** Once more from the disk: others may have closed what was open read-only here. */
export async function reopenAnnotations({
  sourceId,
  studyInstanceUID,
  autosave,
}: OpenAnnotations): Promise<void> {
  await autosave.flush();
  documents.delete(studyInstanceUID);
  asked = null;
  await openAnnotations(sourceId, studyInstanceUID);
}

/** The recovered work is joined with what is there, and leaves the journal when it has been saved. */
export async function restoreRecovery(open: OpenAnnotations): Promise<boolean> {
  const recovery = open.$recovery.get();
  if (recovery === null) return true;
  const saved = await open.autosave.takeOver(recovery);
  if (saved) open.$recovery.set(null);
  return saved;
}

/** It stays among the earlier versions. */
export async function discardRecovery({ studyInstanceUID, $recovery }: OpenAnnotations): Promise<void> {
  const id = $recovery.get()?.id;
  if (id === undefined) return;
  $recovery.set(null);
  await request('annotations.discardRecovery', { studyInstanceUID, id });
}

/** Everything that is not saved yet is saved; for the moment before the window closes. */
export const saveEverything = (): Promise<unknown> =>
  Promise.all([...documents.values()].map((open) => open.autosave.flush()));

/** Writes what is left to write, then forgets the annotations of a source that is closed. */
export async function closeAnnotations(sourceId: SourceId): Promise<void> {
  for (const open of [...documents.values()].filter((each) => each.sourceId === sourceId)) {
    await open.autosave.flush();
    documents.delete(open.studyInstanceUID);
    await request('annotations.close', { studyInstanceUID: open.studyInstanceUID });
    if (asked === open.studyInstanceUID) await openAnnotations(sourceId, null);
  }
}

/** A series' phase as the reader has corrected it, otherwise as the files tell it. */
export function phaseOf(series: Series, annotations: AnnotationState | null): PhaseGuess {
  const correction = annotations?.phases.find((one) => one.seriesInstanceUID === series.seriesInstanceUID);
  if (correction === undefined) return series.phase;
  const who = correction.corrected.by === '' ? 'the reader' : correction.corrected.by;
  return { phase: correction.phase, reason: `Set by ${who}.`, corrected: true };
}

export const PHASE_NAMES: { readonly [P in Phase]: string } = {
  noncontrast: 'Noncontrast',
  arterial: 'Arterial',
  'portal-venous': 'Portal venous',
  delayed: 'Delayed',
  unspecified: 'Phase unknown',
};
/** For badges. */
export const PHASE_LETTERS: { readonly [P in Phase]: string } = {
  noncontrast: 'NC',
  arterial: 'ART',
  'portal-venous': 'PV',
  delayed: 'DEL',
  unspecified: '?',
};
