import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportRecord } from '../../../annotations/codecs/import-record.ts';
import {
  type ImportContext,
  type Imported,
  importedFinding,
  importedRegion,
} from '../../../annotations/codecs/imported-findings.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import {
  makeUid,
  type RegionUID,
  type StudyInstanceUID,
  type TrackingUID,
} from '../../../annotations/ids.ts';
import { same } from '../../../annotations/same.ts';
import { type AnnotationStore, createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { mergeCopies } from '../../../annotations/store/merge-copies.ts';
import { type AnnotationState, emptyState, findingOf } from '../../../annotations/store/state.ts';

let counter = 0;
/** Identities that repeat with each run, so that a failure can be told again. */
const random16 = (): Uint8Array => {
  counter += 1;
  return new Uint8Array(16).map((_, i) => (i < 4 ? (counter >> (8 * i)) & 255 : 7));
};
const newUid = <U>(): U => makeUid(random16()) as U;

const storeOf = (state: AnnotationState, by: string): AnnotationStore =>
  createAnnotationStore(state, {
    now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * counter).toISOString(),
    userName: () => by,
    random16,
  });

const circle = (x: number) => ({
  kind: 'ellipse' as const,
  center: { x, y: 100 },
  radiusX: 5,
  radiusY: 5,
  rotation: 0,
});
const frame = { sopInstanceUID: '1.2.3' as never, frameNumber: 1 };

const value = <T>(done: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
};

/** Two people who begin with the same: two findings with two marks each, and a muscle reference. */
function twoPeople() {
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
const foreign = (uid: string, marks: readonly { frame: typeof frame; shape: Shape }[]): Imported => {
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

const regionsOf = (state: AnnotationState): readonly Region[] => [
  ...state.findings.flatMap((finding) => finding.regions),
  ...state.references.map(({ region }) => region),
];
const names = (state: AnnotationState): readonly string[] =>
  state.findings.map((finding) => finding.trackingIdentifier);

describe('joining the work of two on the same annotations', () => {
  it('takes from each what that one alone has changed, field by field within one finding', () => {
    const { ours, theirs, one, a, b, merged } = twoPeople();
    value(ours.setSite(one, 'paraspinal'));
    value(ours.moveRegion(a, circle(60)));
    value(theirs.setNote(one, 'Look again.'));
    value(theirs.removeRegion(b));
    value(theirs.addFinding({ name: 'Three' }));
    const { state, clashes } = merged();
    expect(clashes).toEqual([]);
    expect(names(state)).toEqual(['One', 'Two', 'Three']);
    expect(findingOf(state, one)).toMatchObject({
      site: 'paraspinal',
      note: 'Look again.',
      regions: [{ uid: a, shape: { center: { x: 60 } } }],
    });
  });

  it('keeps both versions of a finding whose same field both have changed, and says so', () => {
    const { ours, theirs, one, merged } = twoPeople();
    value(ours.setSite(one, 'paraspinal'));
    value(theirs.setSite(one, 'perirenal'));
    const { state, clashes } = merged();
    expect(state.findings.map(({ trackingIdentifier, site }) => [trackingIdentifier, site])).toEqual([
      ['One', 'perirenal'],
      ['One (version of Anna)', 'paraspinal'],
      ['Two', null],
    ]);
    expect(clashes).toEqual(['“One” was changed by both in site; both versions are kept as two findings.']);
  });

  it('keeps both places of a mark that both have moved', () => {
    const { ours, theirs, one, a, merged } = twoPeople();
    value(ours.moveRegion(a, circle(60)));
    value(theirs.moveRegion(a, circle(70)));
    const { state, clashes } = merged();
    const centers = findingOf(state, one)?.regions.map(({ shape }) => 'center' in shape && shape.center.x);
    expect(centers).toEqual([70, 60, 100]);
    expect(clashes).toHaveLength(1);
  });

  it('follows a mark into the finding that one gave it to, with the shape that the other gave it', () => {
    const { ours, theirs, two, a, c, merged } = twoPeople();
    value(ours.joinRegion(a, two));
    value(theirs.moveRegion(a, circle(70)));
    const { state } = merged();
    expect(findingOf(state, two)?.regions).toMatchObject([{ uid: c }, { uid: a, shape: circle(70) }]);
    expect(regionsOf(state)).toHaveLength(4);
  });

  it('lets a deletion stand, unless the other has worked on the finding: then it stays, marks and all', () => {
    const { ours, theirs, one, two, merged } = twoPeople();
    value(ours.removeFinding(one));
    value(ours.removeFinding(two));
    value(theirs.setNote(two, 'Look again.'));
    const { state } = merged();
    expect(names(state)).toEqual(['Two']);
    expect(findingOf(state, two)?.regions).toHaveLength(1);
  });

  it('brings a finding back that one deleted while the other gave it a mark', () => {
    const { ours, theirs, two, a, merged } = twoPeople();
    value(ours.joinRegion(a, two));
    value(theirs.removeFinding(two));
    expect(findingOf(merged().state, two)?.regions.map(({ uid }) => uid)).toContain(a);
  });

  it('unites the ledgers of what each has imported, the earlier first', () => {
    const { ours, theirs, merged } = twoPeople();
    const mine = value(ours.importMarks(foreign('2.25.51', []), 'a.dcm'));
    const yours = value(theirs.importMarks(foreign('2.25.52', []), 'b.dcm'));
    expect(merged().state.imports).toEqual([mine, yours]);
  });

  it('keeps one record where both took over the same object alike: the earlier one', () => {
    const { ours, theirs, merged } = twoPeople();
    const yours = value(theirs.importMarks(foreign('2.25.51', []), 'a.dcm'));
    value(ours.importMarks(foreign('2.25.51', []), 'a.dcm'));
    expect(merged().state.imports).toEqual([yours]);
  });

  it('has each mark once where both took over the same file, which gives its marks no identities', () => {
    const { ours, theirs, two, merged } = twoPeople();
    const marks = [50, 60].map((x) => ({ frame, shape: circle(x) }));
    value(theirs.importMarks(foreign('2.25.51', marks), 'a.dcm'));
    value(ours.importMarks(foreign('2.25.51', marks), 'a.dcm'));
    value(ours.setNote(two, 'Mine.'));
    const { state, clashes } = merged();
    expect(clashes).toEqual([]);
    expect(findingOf(state, '2.25.51' as TrackingUID)?.regions.map(({ shape }) => shape)).toEqual(
      marks.map(({ shape }) => shape),
    );
    expect(state.imports).toHaveLength(1);
  });

  it('lets a removed import go with its ledger, unless the other works on what it brought', () => {
    const begun = storeOf(emptyState('1.2.3' as StudyInstanceUID), 'Anna');
    const records = ['2.25.51', '2.25.52'].map((uid) =>
      value(begun.importMarks(foreign(uid, [{ frame, shape: circle(9) }]), `${uid}.dcm`)),
    ) as [ImportRecord, ImportRecord];
    const base = begun.state;
    const [ours, theirs] = [storeOf(base, 'Anna'), storeOf(base, 'Ben')];
    for (const { uid } of records) value(ours.removeImport(uid));
    const worked = records[1].findings[0] as TrackingUID;
    value(theirs.setLocked(worked, false));
    value(theirs.setNote(worked, 'Look again.'));
    const { state } = mergeCopies(base, ours.state, theirs.state, { oursBy: 'Anna', newUid });
    expect(state.findings.map(({ trackingUID }) => trackingUID)).toEqual([worked]);
    expect(state.imports).toEqual([records[1]]);
  });

  it('merges copies whose common base nobody knows: what differs is kept twice', () => {
    const { ours, theirs, one } = twoPeople();
    value(theirs.setNote(one, 'Look again.'));
    value(ours.addFinding({ name: 'Mine' }));
    value(ours.renameFinding(one, 'First'));
    const { state, clashes } = mergeCopies(null, ours.state, theirs.state, { oursBy: 'Anna', newUid });
    expect(names(state)).toEqual(['One', 'First (version of Anna)', 'Two', 'Mine']);
    expect(findingOf(state, one)?.note).toBe('Look again.');
    expect(clashes).toHaveLength(1);
  });
});

/** One random change of a reader; those that the store refuses are no change. */
function change(store: AnnotationStore, kind: number, pick: number): void {
  const { findings } = store.state;
  const regions = regionsOf(store.state);
  const finding: Finding | undefined = findings[pick % Math.max(1, findings.length)];
  const region: Region | undefined = regions[pick % Math.max(1, regions.length)];
  switch (kind) {
    case 0:
      store.addFinding({ name: `New ${pick}` });
      break;
    case 1:
      if (finding !== undefined) store.removeFinding(finding.trackingUID);
      break;
    case 2:
      if (finding !== undefined) store.setNote(finding.trackingUID, `note ${pick}`);
      break;
    case 3:
      if (finding !== undefined) store.setSite(finding.trackingUID, pick % 2 ? 'perirenal' : 'paraspinal');
      break;
    case 4:
      store.addRegion(finding?.trackingUID ?? null, { frame, shape: circle(pick) });
      break;
    case 5:
      if (region !== undefined) store.moveRegion(region.uid, circle(pick));
      break;
    case 6:
      if (region !== undefined) store.removeRegion(region.uid);
      break;
    case 7:
      if (region !== undefined) store.joinRegion(region.uid, finding?.trackingUID ?? null);
      break;
    case 8:
      if (region !== undefined) store.makeReference(region.uid);
      break;
    case 9: {
      store.importMarks(foreign(`2.25.5${pick}`, [{ frame, shape: circle(pick) }]), `${pick}.dcm`);
      break;
    }
    case 10: {
      const record = store.state.imports[pick % Math.max(1, store.state.imports.length)];
      if (record !== undefined) store.removeImport(record.uid);
      break;
    }
    case 11:
      if (finding !== undefined) store.setLocked(finding.trackingUID, !finding.locked);
      break;
    case 12: {
      const going = finding?.regions.filter((_, at) => (pick >> at) % 2 === 1) ?? [];
      const split = { regions: going.map(({ uid }) => uid), quotations: [] };
      if (finding !== undefined) store.splitFinding(finding.trackingUID, split);
      break;
    }
    default: {
      const other = findings[(pick + 1) % Math.max(1, findings.length)];
      if (finding !== undefined && other !== undefined) {
        store.mergeFindings(finding.trackingUID, other.trackingUID);
      }
    }
  }
}

const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 200 })), {
  maxLength: 12,
});

const content = ({ uid: _, ...rest }: Region): unknown => rest;
const byUid = (state: AnnotationState): ReadonlyMap<string, Region> =>
  new Map(regionsOf(state).map((region) => [region.uid, region]));

describe('joining random work of two', () => {
  it('loses no region that either of them drew or changed, and gives no identity twice', () => {
    fc.assert(
      fc.property(changes, changes, (mine, yours) => {
        const { base, ours, theirs, merged } = twoPeople();
        for (const [kind, pick] of mine) change(ours, kind, pick);
        for (const [kind, pick] of yours) change(theirs, kind, pick);
        const { state } = merged();
        const [was, here, there, now] = [base, ours.state, theirs.state, state].map(byUid) as [
          ReadonlyMap<string, Region>,
          ReadonlyMap<string, Region>,
          ReadonlyMap<string, Region>,
          ReadonlyMap<string, Region>,
        ];
        const contents = [...now.values()].map(content);
        for (const [own, other] of [
          [here, there],
          [there, here],
        ] as const) {
          for (const [uid, region] of own) {
            const old = was.get(uid);
            const worked = old === undefined || !same(content(old), content(region));
            // Its shape and words stand in the result, under its own identity or a second one.
            if (worked) expect(contents.some((each) => same(each, content(region)))).toBe(true);
            if (other.has(uid)) expect(now.has(uid)).toBe(true);
          }
        }
        for (const uid of now.keys()) {
          const regions = regionsOf(state).filter((region) => region.uid === uid);
          expect(regions).toHaveLength(1);
        }
        const findings = state.findings.map((finding) => finding.trackingUID);
        expect(new Set(findings).size).toBe(findings.length);
        const imports = new Set(state.imports.map(({ uid }) => uid));
        expect(imports.size).toBe(state.imports.length);
        const told = new Set(state.imports.flatMap((record) => record.findings));
        for (const record of [...ours.state.imports, ...theirs.state.imports]) {
          // Nobody has removed it: it stands, or its twin of the same object does.
          const elsewhere = state.imports.some(
            ({ file, ledger }) => file === record.file && same(ledger, record.ledger),
          );
          expect(imports.has(record.uid) || elsewhere).toBe(true);
          for (const uid of record.findings) expect(told.has(uid)).toBe(true);
        }
        for (const finding of [...ours.state.findings, ...theirs.state.findings]) {
          const old = findingOf(base, finding.trackingUID);
          if (old === null || !same(old, finding)) expect(findings).toContain(finding.trackingUID);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is nothing but the other’s where one has done nothing', () => {
    fc.assert(
      fc.property(changes, (work) => {
        const { base, theirs } = twoPeople();
        for (const [kind, pick] of work) change(theirs, kind, pick);
        const context = { oursBy: 'Anna', newUid };
        const inOrder = (state: AnnotationState) => ({
          ...state,
          findings: [...state.findings]
            .map((finding) => ({ ...finding, regions: [...finding.regions].sort(byIdentity) }))
            .sort((a, b) => (a.trackingUID < b.trackingUID ? -1 : 1)),
          references: [...state.references].sort((a, b) => byIdentity(a.region, b.region)),
        });
        const taken = mergeCopies(base, base, theirs.state, context);
        expect(inOrder(taken.state)).toEqual(inOrder(theirs.state));
        const kept = mergeCopies(base, theirs.state, base, context);
        expect(inOrder(kept.state)).toEqual(inOrder(theirs.state));
        expect([...taken.clashes, ...kept.clashes]).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const byIdentity = (a: Region, b: Region): number => (a.uid < b.uid ? -1 : 1);
