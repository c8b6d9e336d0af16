import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../annotations/finding/finding.ts';
import type { RegionUID, SOPInstanceUID, StudyInstanceUID } from '../../../annotations/ids.ts';
import { createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { describeChanges } from '../../../annotations/store/describe-changes.ts';
import { mergeCopies } from '../../../annotations/store/merge-copies.ts';
import { nameOfPart } from '../../../annotations/store/split-edit.ts';
import { type AnnotationState, emptyState, findingOf } from '../../../annotations/store/state.ts';

const shape = { kind: 'ellipse', center: { x: 10, y: 20 }, radiusX: 5, radiusY: 3, rotation: 0 } as const;
const frame = (image: number) => ({ sopInstanceUID: `1.2.3.${image}` as SOPInstanceUID, frameNumber: 1 });
const QUOTED: readonly Evidence[] = [
  { start: 0, end: 5, text: 'Left.' },
  { start: 6, end: 12, text: 'Right.' },
];

function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const storeOf = (state = emptyState('1.2.3' as StudyInstanceUID)) =>
  createAnnotationStore(state, {
    now: () => '2026-01-01T00:00:00.000Z',
    userName: () => 'A. Reader',
    random16: () => crypto.getRandomValues(new Uint8Array(16)),
  });

/** A finding with three marks and two quotations, and a second finding. */
function marked() {
  const store = storeOf();
  const uid = must(store.addFinding({ name: 'Paraspinal mass', site: 'paraspinal', evidence: QUOTED }));
  must(store.setNote(uid, 'seen twice'));
  const regions = [1, 2, 3].map((image) => must(store.addRegion(uid, { frame: frame(image), shape })).region);
  const other = must(store.addFinding({ name: 'Paraspinal mass 2' }));
  return { store, uid, other, regions };
}

const uidsOf = (state: AnnotationState, uid: Parameters<typeof findingOf>[1]): RegionUID[] =>
  findingOf(state, uid)?.regions.map((region) => region.uid) ?? [];

describe('splitting a finding', () => {
  it('takes the chosen marks and quotations into a new one at the end of the list', () => {
    const { store, uid, other, regions } = marked();
    const before = store.state;
    const [first, second, third] = regions as [RegionUID, RegionUID, RegionUID];
    const part = must(store.splitFinding(uid, { regions: [third, first], quotations: ['stays', 'goes'] }));
    expect(store.state.findings.map((finding) => finding.trackingUID)).toEqual([uid, other, part]);
    expect(uidsOf(store.state, uid)).toEqual([second]);
    expect(uidsOf(store.state, part)).toEqual([first, third]);
    expect(findingOf(store.state, uid)).toMatchObject({ note: 'seen twice', evidence: [QUOTED[0]] });
    expect(findingOf(store.state, part)).toMatchObject({
      trackingIdentifier: 'Paraspinal mass 3',
      site: 'paraspinal',
      note: '',
      evidence: [QUOTED[1]],
      created: { by: 'A. Reader' },
    });
    expect(describeChanges(before, store.state)).toBe(
      '1 finding added, 1 finding changed, 2 marks joined elsewhere',
    );
  });

  it('is one step of the undo list, with a name', () => {
    const { store, uid, regions } = marked();
    const before = store.state;
    must(store.splitFinding(uid, { regions: regions.slice(0, 1), quotations: [], name: ' The right one ' }));
    const after = store.state;
    expect(after.findings[2]?.trackingIdentifier).toBe('The right one');
    expect(store.undoName).toBe('Split Paraspinal mass');
    expect(must(store.undo())).toBe('Split Paraspinal mass');
    expect(store.state).toBe(before);
    must(store.redo());
    expect(store.state).toBe(after);
  });

  it('is undone by merging, too: every mark and quotation is back', () => {
    const { store, uid, regions } = marked();
    const before = findingOf(store.state, uid);
    const part = must(store.splitFinding(uid, { regions: regions.slice(2), quotations: ['both', 'goes'] }));
    must(store.mergeFindings(uid, part));
    expect(findingOf(store.state, uid)).toEqual(before);
  });

  it('refuses what would leave one of the two with nothing, in a sentence, and changes nothing', () => {
    const { store, uid, other, regions } = marked();
    const { state, changes } = store;
    const says = (...[of, split]: Parameters<typeof store.splitFinding>): string => {
      const done = store.splitFinding(of, split);
      return done.ok ? 'done' : done.error.message;
    };
    expect(says(uid, { regions: [], quotations: ['stays', 'stays'] })).toBe(
      'Choose a mark or a quotation for the new finding.',
    );
    expect(says(uid, { regions, quotations: ['goes', 'goes'] })).toBe(
      'Leave a mark or a quotation with the finding; to call it something else, rename it.',
    );
    expect(says(other, { regions: [], quotations: [] })).toBe(
      'Choose a mark or a quotation for the new finding.',
    );
    expect(says(uid, { regions: ['2.25.1' as RegionUID], quotations: [] })).toBe(
      'One of the marks is no longer there.',
    );
    expect([store.state, store.changes]).toEqual([state, changes]);
    must(store.setLocked(uid, true));
    expect(says(uid, { regions: regions.slice(1), quotations: [] })).toBe(
      '“Paraspinal mass” is locked. Unlock it to change it.',
    );
  });

  it('meets the work of another reader: marks that one split off and the other moved stay moved and split off', () => {
    const { store: base, uid, regions } = marked();
    const [ours, theirs] = [storeOf(base.state), storeOf(base.state)];
    const moved = { ...shape, center: { x: 40, y: 40 } };
    const part = must(ours.splitFinding(uid, { regions: regions.slice(0, 1), quotations: [] }));
    must(theirs.moveRegion(regions[0] as RegionUID, moved));
    const { state, clashes } = mergeCopies(base.state, ours.state, theirs.state, {
      oursBy: '',
      newUid: () => {
        throw new Error('Nothing new is needed.');
      },
    });
    expect(clashes).toEqual([]);
    expect(uidsOf(state, part)).toEqual(regions.slice(0, 1));
    expect(findingOf(state, part)?.regions[0]?.shape).toEqual(moved);
    expect(uidsOf(state, uid)).toEqual(regions.slice(1));
  });

  it('names the part by the lowest number that is free', () => {
    expect(nameOfPart('Mass', [])).toBe('Mass 2');
    expect(nameOfPart('Mass', ['Mass', 'Mass 2', 'Mass 3'])).toBe('Mass 4');
    expect(nameOfPart(' ', [])).toBe('Finding 2');
  });
});
