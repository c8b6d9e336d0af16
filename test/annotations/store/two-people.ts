/** Two people who work on copies of the same annotations, for tests of joining their work. */
import {
  type ImportContext,
  type Imported,
  importedFinding,
  importedRegion,
} from '../../../annotations/codecs/imported-findings.ts';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import {
  makeUid,
  type RegionUID,
  type StudyInstanceUID,
  type TrackingUID,
} from '../../../annotations/ids.ts';
import { type AnnotationStore, createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { mergeCopies } from '../../../annotations/store/merge-copies.ts';
import { type AnnotationState, emptyState } from '../../../annotations/store/state.ts';

let counter = 0;
/** Identities that repeat with each run, so that a failure can be told again. */
const random16 = (): Uint8Array => {
  counter += 1;
  return new Uint8Array(16).map((_, i) => (i < 4 ? (counter >> (8 * i)) & 255 : 7));
};
export const newUid = <U>(): U => makeUid(random16()) as U;

export const storeOf = (state: AnnotationState, by: string): AnnotationStore =>
  createAnnotationStore(state, {
    now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * counter).toISOString(),
    userName: () => by,
    random16,
  });

export const circle = (x: number) => ({
  kind: 'ellipse' as const,
  center: { x, y: 100 },
  radiusX: 5,
  radiusY: 5,
  rotation: 0,
});
export const frame = { sopInstanceUID: '1.2.3' as never, frameNumber: 1 };

export const value = <T>(done: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
};

/** Two people who begin with the same: two findings with two marks each, and a muscle reference. */
export function twoPeople() {
  const begun = storeOf(emptyState('1.2.3' as StudyInstanceUID), 'Anna');
  const [one, two] = ['One', 'Two'].map((name) => value(begun.addFinding({ name }))) as [
    TrackingUID,
    TrackingUID,
  ];
  const [a, b, c] = [one, one, two].map(
    (finding, i) => value(begun.addRegion(finding, { frame, shape: circle(50 * (i + 1)) })).region,
  ) as [RegionUID, RegionUID, RegionUID];
  value(begun.addReference({ frame, shape: circle(300) }));
  const base = begun.state;
  const [ours, theirs] = [storeOf(base, 'Anna'), storeOf(base, 'Ben')];
  const merged = () => mergeCopies(base, ours.state, theirs.state, { oursBy: 'Anna', newUid });
  return { base, ours, theirs, one, two, a, b, c, merged };
}

/** As an importer gives it: one locked finding with marks, and one thing that could not be drawn. */
export const foreign = (uid: string, marks: readonly { frame: typeof frame; shape: Shape }[]): Imported => {
  const origin = { kind: 'SR', description: 'Other vendor', sopInstanceUID: '1.9' } as const;
  const stamp = { by: 'import', at: '2026-01-01T00:00:00.000Z' };
  const context = { newUid, stamp } as unknown as ImportContext;
  const regions = marks.map(({ frame, shape }) => importedRegion(context, frame, shape));
  return {
    origin,
    findings: [importedFinding(context, origin, `Foreign ${uid}`, regions, { uid })],
    references: [],
    ledger: [{ what: 'Ellipsoid', where: `group of ${uid}`, why: 'it lies on no image' }],
  };
};

export const regionsOf = (state: AnnotationState): readonly Region[] => [
  ...state.findings.flatMap((finding) => finding.regions),
  ...state.references.map(({ region }) => region),
];
export const names = (state: AnnotationState): readonly string[] =>
  state.findings.map((finding) => finding.trackingIdentifier);
