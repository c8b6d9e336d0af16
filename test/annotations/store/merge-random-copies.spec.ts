/** Random work of two readers, joined: nothing of either is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region } from '../../../annotations/finding/region.ts';
import { same } from '../../../annotations/same.ts';
import type { AnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { mergeCopies } from '../../../annotations/store/merge-copies.ts';
import { type AnnotationState, findingOf } from '../../../annotations/store/state.ts';
import { circle, foreign, frame, newUid, regionsOf, twoPeople } from './two-people.ts';

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
