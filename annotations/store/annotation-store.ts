/**
 * The annotations of one study while they are worked on: read by everybody, changed by its commands alone. Every
 * change has a name, can be undone, and raises `changes` by one (undoing is a change as well).
 *
 * Steps of one drag carry the same `gesture` and become a single undo step.
 */
import type { ImportRecord } from '../codecs/import-record.ts';
import type { Imported } from '../codecs/imported-findings.ts';
import type { SavedReport } from '../codecs/working-copy.ts';
import type { Answer, Laterality, Question, Site, VertebralLevel } from '../finding/descriptors.ts';
import type { Evidence, Finding } from '../finding/finding.ts';
import type { Shape } from '../finding/region.ts';
import {
  type AnyUID,
  type ImportUID,
  makeUid,
  type RegionUID,
  type SeriesInstanceUID,
  type TrackingUID,
} from '../ids.ts';
import type { Phase } from '../image/hierarchy.ts';
import { err, failure, ok, type Result } from '../result.ts';
import { attachReport, setPhase } from './case-edits.ts';
import { type Edit, type EditContext, editFinding, type StoreFailure } from './edit.ts';
import {
  addFinding,
  type FindingDraft,
  fillFinding,
  mergeFindings,
  removeFinding,
  setDescriptor,
  setLocked,
} from './finding-edits.ts';
import { importMarks, removeImport } from './import-edits.ts';
import {
  type AddedRegion,
  addReference,
  addRegion,
  changeShape,
  joinRegion,
  makeReference,
  type RegionDraft,
  removeRegion,
  setRegionText,
} from './region-edits.ts';
import { type Split, splitFinding } from './split-edit.ts';
import type { AnnotationState } from './state.ts';
import { levelsFault } from './validate.ts';

export type { StoreFailure } from './edit.ts';
export type { FindingDraft } from './finding-edits.ts';
export type { AddedRegion, RegionDraft } from './region-edits.ts';
export type { Split } from './split-edit.ts';
export type { AnnotationState } from './state.ts';

/** What the domain has none of: a clock, a name and randomness. */
export type StoreEnvironment = {
  /** ISO 8601 in UTC. */
  now(): string;
  userName(): string;
  /** 16 random bytes. */
  random16(): Uint8Array;
};

export type Done<T = null> = Result<T, StoreFailure>;

export type AnnotationStore = {
  readonly state: AnnotationState;
  /** Rises with every change, undo and redo included. */
  readonly changes: number;
  /** Why nothing may be changed, in a sentence; null when it may. */
  readonly readOnly: string | null;
  setReadOnly(reason: string | null): void;
  /** Called after each change, with `state` already new. */
  subscribe(listener: () => void): () => void;

  readonly undoName: string | null;
  readonly redoName: string | null;
  /** Gives the name of what was undone. */
  undo(): Done<string>;
  redo(): Done<string>;

  addFinding(draft: FindingDraft): Done<TrackingUID>;
  /** Several at once as one step, for proposals from a report. */
  addFindings(drafts: readonly FindingDraft[], name: string): Done<readonly TrackingUID[]>;
  removeFinding(uid: TrackingUID): Done;
  renameFinding(uid: TrackingUID, name: string): Done;
  setSite(uid: TrackingUID, site: Site | null): Done;
  setLaterality(uid: TrackingUID, laterality: Laterality | null): Done;
  setLevels(uid: TrackingUID, levels: readonly [VertebralLevel, VertebralLevel] | null): Done;
  setDescriptor<Q extends Question>(uid: TrackingUID, question: Q, answer: Answer<Q> | null): Done;
  setNote(uid: TrackingUID, note: string): Done;
  setEvidence(uid: TrackingUID, evidence: readonly Evidence[]): Done;
  setLocked(uid: TrackingUID, locked: boolean): Done;
  mergeFindings(into: TrackingUID, from: TrackingUID): Done;
  /** Gives the new finding, which has the chosen marks and words. */
  splitFinding(uid: TrackingUID, split: Split): Done<TrackingUID>;
  /** Answers of the finding stand; what it does not know yet comes from the draft. */
  fillFinding(uid: TrackingUID, draft: FindingDraft): Done;
  /** With the record of the import and its ledger; what is there already, by its UID, is left as it is. */
  importMarks(imported: Imported, file: string): Done<ImportRecord>;
  /** The import's ledger and its findings, but those that were unlocked meanwhile. */
  removeImport(uid: ImportUID): Done;

  /** Null for the finding begins a new one. */
  addRegion(finding: TrackingUID | null, draft: RegionDraft): Done<AddedRegion>;
  moveRegion(uid: RegionUID, shape: Shape, gesture?: string): Done;
  reshapeRegion(uid: RegionUID, shape: Shape, gesture?: string): Done;
  setRegionText(uid: RegionUID, text: string): Done;
  removeRegion(uid: RegionUID): Done;
  joinRegion(uid: RegionUID, to: TrackingUID | null): Done<TrackingUID>;
  addReference(draft: RegionDraft): Done<RegionUID>;
  /** Takes the region out of its finding; a finding that is left empty stays. */
  makeReference(uid: RegionUID): Done;

  setPhase(series: SeriesInstanceUID, phase: Phase | null): Done;
  attachReport(report: SavedReport | null): Done;
  /** Everything as it was in an earlier version; undone like any other change. */
  restore(earlier: AnnotationState, name: string): Done;
};

type Step = {
  readonly name: string;
  readonly before: AnnotationState;
  readonly after: AnnotationState;
  readonly gesture: string | null;
};

/** States share what has not changed, so a long history is cheap; it still has an end. Product choice. */
const HISTORY_LIMIT = 500;

/** How the questions are called in names of changes. */
const QUESTION_NAMES: { readonly [Q in Question]: string } = {
  presence: 'presence',
  attenuation: 'attenuation',
  attenuationReference: 'attenuation reference',
  attenuationHu: 'reported HU',
  attenuationPhase: 'phase of the reported HU',
  fat: 'fat',
  calcification: 'calcification',
  enhancementDegree: 'enhancement',
  enhancementPattern: 'enhancement pattern',
  margin: 'margin',
  sizeMm: 'reported size',
  encases: 'encased structures',
  extendsTo: 'extension',
};

export function createAnnotationStore(
  initial: AnnotationState,
  environment: StoreEnvironment,
): AnnotationStore {
  let state = initial;
  let changes = 0;
  let readOnly: string | null = null;
  let past: Step[] = [];
  let future: Step[] = [];
  const listeners = new Set<() => void>();

  const context = (): EditContext => ({
    stamp: { by: environment.userName(), at: environment.now() },
    newUid: <U extends AnyUID>() => makeUid<U>(environment.random16()),
  });

  function settle(next: AnnotationState): void {
    state = next;
    changes += 1;
    for (const listener of [...listeners]) listener();
  }

  function run<T>(edit: (context: EditContext) => Edit<T>, gesture: string | null = null): Done<T> {
    if (readOnly !== null) return err(failure('read-only', readOnly));
    const result = edit(context());
    if (!result.ok) return result;
    const { state: after, name, value } = result.value;
    const last = past[past.length - 1];
    const continues = gesture !== null && last?.gesture === gesture && future.length === 0;
    const before = continues && last !== undefined ? last.before : state;
    past = [
      ...(continues ? past.slice(0, -1) : past.slice(1 - HISTORY_LIMIT)),
      { name, before, after, gesture },
    ];
    future = [];
    settle(after);
    return ok(value);
  }

  const change = (uid: TrackingUID, name: string, part: Partial<Finding>): Done =>
    run((ctx) => editFinding(state, ctx, uid, name, part));

  /** Takes one step off a list and gives its name. */
  function travel(from: Step[], where: string): Done<Step> {
    if (readOnly !== null) return err(failure('read-only', readOnly));
    const step = from.pop();
    return step === undefined ? err(failure('nothing-to-undo', `There is nothing to ${where}.`)) : ok(step);
  }

  return {
    get state() {
      return state;
    },
    get changes() {
      return changes;
    },
    get readOnly() {
      return readOnly;
    },
    setReadOnly(reason) {
      readOnly = reason;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get undoName() {
      return past[past.length - 1]?.name ?? null;
    },
    get redoName() {
      return future[future.length - 1]?.name ?? null;
    },
    undo() {
      const step = travel(past, 'undo');
      if (!step.ok) return step;
      future.push(step.value);
      settle(step.value.before);
      return ok(step.value.name);
    },
    redo() {
      const step = travel(future, 'redo');
      if (!step.ok) return step;
      past.push({ ...step.value, gesture: null });
      settle(step.value.after);
      return ok(step.value.name);
    },

    addFinding: (draft) => run((ctx) => addFinding(state, ctx, draft)),
    addFindings: (drafts, name) =>
      run((ctx) => {
        const made: TrackingUID[] = [];
        let next = state;
        for (const draft of drafts) {
          const added = addFinding(next, ctx, draft);
          if (!added.ok) return added;
          next = added.value.state;
          made.push(added.value.value);
        }
        return ok({ state: next, name, value: made });
      }),
    removeFinding: (uid) => run(() => removeFinding(state, uid)),
    renameFinding(uid, name) {
      const trimmed = name.trim();
      if (trimmed === '') return err(failure('invalid', 'A finding needs a name.'));
      return change(uid, 'Rename finding', { trackingIdentifier: trimmed });
    },
    setSite: (uid, site) => change(uid, 'Set site', { site }),
    setLaterality: (uid, laterality) => change(uid, 'Set side', { laterality }),
    setLevels(uid, levels) {
      const fault = levels === null ? null : levelsFault(levels);
      return fault === null ? change(uid, 'Set levels', { levels }) : err(failure('invalid', fault));
    },
    setDescriptor: (uid, question, answer) =>
      run((ctx) => setDescriptor(state, ctx, uid, question, answer, `Set ${QUESTION_NAMES[question]}`)),
    setNote: (uid, note) => change(uid, 'Change note', { note }),
    setEvidence: (uid, evidence) => change(uid, 'Link report', { evidence }),
    setLocked: (uid, to) => run((ctx) => setLocked(state, ctx, uid, to)),
    mergeFindings: (into, from) => run((ctx) => mergeFindings(state, ctx, into, from)),
    splitFinding: (uid, split) => run((ctx) => splitFinding(state, ctx, uid, split)),
    fillFinding: (uid, draft) => run((ctx) => fillFinding(state, ctx, uid, draft)),
    importMarks: (imported, file) => run((ctx) => importMarks(state, ctx, imported, file)),
    removeImport: (uid) => run(() => removeImport(state, uid)),

    addRegion: (finding, draft) => run((ctx) => addRegion(state, ctx, finding, draft)),
    moveRegion: (uid, shape, gesture) =>
      run((ctx) => changeShape(state, ctx, uid, shape, 'Move'), gesture ?? null),
    reshapeRegion: (uid, shape, gesture) =>
      run((ctx) => changeShape(state, ctx, uid, shape, 'Reshape'), gesture ?? null),
    setRegionText: (uid, text) => run((ctx) => setRegionText(state, ctx, uid, text)),
    removeRegion: (uid) => run((ctx) => removeRegion(state, ctx, uid)),
    joinRegion: (uid, to) => run((ctx) => joinRegion(state, ctx, uid, to)),
    addReference: (draft) => run((ctx) => addReference(state, ctx, draft)),
    makeReference: (uid) => run((ctx) => makeReference(state, ctx, uid)),

    setPhase: (series, phase) => run((ctx) => setPhase(state, ctx, series, phase)),
    attachReport: (report) => run(() => attachReport(state, report)),
    restore: (earlier, name) => run(() => ok({ state: earlier, name, value: null })),
  };
}
