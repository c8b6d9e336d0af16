import { describe, expect, it } from 'vitest';
import { parseWorkingCopy, serializeWorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { isValidUid, type SeriesInstanceUID, type SOPInstanceUID } from '../../../annotations/ids.ts';
import { type AnnotationStore, createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { emptyState, findingOf, fromWorkingCopy, toWorkingCopy } from '../../../annotations/store/state.ts';

const study = '1.2.3' as StudyInstanceUID;
const frame = { sopInstanceUID: '1.2.3.4' as SOPInstanceUID, frameNumber: 1 };
const ellipse = {
  kind: 'ellipse',
  center: { x: 10, y: 20 },
  radiusX: 5,
  radiusY: 3,
  rotation: 0,
} as const;

function freshStore(): AnnotationStore {
  let seed = 0;
  let second = 0;
  return createAnnotationStore(emptyState(study), {
    now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, second++)).toISOString(),
    userName: () => 'A. Reader',
    random16: () => Uint8Array.from({ length: 16 }, (_, i) => (seed++ * 31 + i * 7) & 0xff),
  });
}

/** Unwraps what must have worked. */
function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('annotation store', () => {
  it('begins a finding with the first region that belongs to none', () => {
    const store = freshStore();
    const { finding, region } = must(store.addRegion(null, { frame, shape: ellipse }));
    expect(isValidUid(finding)).toBe(true);
    expect(store.state.findings).toHaveLength(1);
    expect(store.state.findings[0]?.trackingIdentifier).toBe('Finding 1');
    expect(store.state.findings[0]?.regions[0]?.uid).toBe(region);
    must(store.undo());
    expect(store.state.findings).toHaveLength(0);
  });

  it('undoes and redoes by name, back to the very same state', () => {
    const store = freshStore();
    const before = store.state;
    const uid = must(store.addFinding({ name: 'Left paraspinal mass' }));
    must(store.setSite(uid, 'paraspinal'));
    expect(store.undoName).toBe('Set site');
    expect(must(store.undo())).toBe('Set site');
    expect(store.redoName).toBe('Set site');
    expect(must(store.undo())).toBe('Add Left paraspinal mass');
    expect(store.state).toBe(before);
    must(store.redo());
    must(store.redo());
    expect(findingOf(store.state, uid)?.site).toBe('paraspinal');
    expect(store.undo().ok && store.undo().ok && store.undo().ok).toBe(false);
  });

  it('makes one undo step of all the steps of a drag', () => {
    const store = freshStore();
    const { region } = must(store.addRegion(null, { frame, shape: ellipse }));
    for (let x = 11; x <= 40; x += 1) {
      must(store.moveRegion(region, { ...ellipse, center: { x, y: 20 } }, 'drag 1'));
    }
    must(store.moveRegion(region, { ...ellipse, center: { x: 50, y: 20 } }, 'drag 2'));
    expect(store.undoName).toBe('Move ellipse');
    must(store.undo());
    expect(store.state.findings[0]?.regions[0]?.shape).toMatchObject({ center: { x: 40 } });
    must(store.undo());
    expect(store.state.findings[0]?.regions[0]?.shape).toEqual(ellipse);
  });

  it('counts every change, undo included, and tells its listeners', () => {
    const store = freshStore();
    let told = 0;
    const stop = store.subscribe(() => {
      told += 1;
    });
    must(store.addFinding({}));
    must(store.undo());
    expect([store.changes, told]).toEqual([2, 2]);
    stop();
    must(store.redo());
    expect([store.changes, told]).toEqual([3, 2]);
  });

  it('refuses to change a locked finding, with a sentence that names it and where it came from', () => {
    const store = freshStore();
    const uid = must(
      store.addFinding({
        name: 'Mass',
        origin: { kind: 'SR', description: 'the report of 12 May', sopInstanceUID: null },
      }),
    );
    const { region } = must(store.addRegion(uid, { frame, shape: ellipse }));
    must(store.setLocked(uid, true));
    for (const attempt of [
      store.renameFinding(uid, 'Other'),
      store.removeFinding(uid),
      store.moveRegion(region, ellipse),
      store.removeRegion(region),
      store.joinRegion(region, null),
      store.addRegion(uid, { frame, shape: ellipse }),
      store.setDescriptor(uid, 'fat', { value: 'present', source: { kind: 'reader' } }),
    ]) {
      expect(attempt).toMatchObject({
        ok: false,
        error: {
          kind: 'locked',
          message: '“Mass” is locked. It came from the report of 12 May. Unlock it to change it.',
        },
      });
    }
    must(store.setLocked(uid, false));
    must(store.renameFinding(uid, 'Other'));
  });

  it('lets nothing half-valid in', () => {
    const store = freshStore();
    const uid = must(store.addFinding({}));
    const changes = store.changes;
    expect(store.addRegion(uid, { frame, shape: { ...ellipse, radiusX: 0 } }).ok).toBe(false);
    expect(store.addRegion(uid, { frame, shape: { ...ellipse, center: { x: Number.NaN, y: 0 } } }).ok).toBe(
      false,
    );
    expect(store.addRegion(uid, { frame, shape: { kind: 'polygon', points: [{ x: 0, y: 0 }] } }).ok).toBe(
      false,
    );
    expect(store.addRegion(uid, { frame: { ...frame, frameNumber: 0 }, shape: ellipse }).ok).toBe(false);
    expect(store.setLevels(uid, ['L1', 'T10'])).toMatchObject({
      error: { message: 'The upper level L1 lies below the lower level T10.' },
    });
    expect(store.setDescriptor(uid, 'sizeMm', { value: [-1], source: { kind: 'reader' } }).ok).toBe(false);
    expect(store.renameFinding(uid, '  ').ok).toBe(false);
    expect(store.changes).toBe(changes);
  });

  it('moves a region to another finding, and splits one off into a new finding', () => {
    const store = freshStore();
    const first = must(store.addRegion(null, { frame, shape: ellipse }));
    const other = must(store.addFinding({ name: 'Other' }));
    must(store.joinRegion(first.region, other));
    expect(findingOf(store.state, first.finding)?.regions).toHaveLength(0);
    expect(findingOf(store.state, other)?.regions[0]?.uid).toBe(first.region);
    const split = must(store.joinRegion(first.region, null));
    expect(findingOf(store.state, split)?.regions[0]?.uid).toBe(first.region);
    must(store.undo());
    expect(findingOf(store.state, other)?.regions[0]?.uid).toBe(first.region);
  });

  it('merges two findings: regions and quotations together, answers of the first stand', () => {
    const store = freshStore();
    const a = must(
      store.addFinding({
        name: 'A',
        descriptors: { fat: { value: 'present', source: { kind: 'reader' } } },
        evidence: [{ start: 10, end: 14, text: 'mass' }],
      }),
    );
    const b = must(
      store.addFinding({
        name: 'B',
        site: 'perirenal',
        descriptors: {
          fat: { value: 'absent', source: { kind: 'report' } },
          margin: { value: 'ill-defined', source: { kind: 'report' } },
        },
        evidence: [
          { start: 0, end: 3, text: 'The' },
          { start: 10, end: 14, text: 'mass' },
        ],
      }),
    );
    must(store.addRegion(b, { frame, shape: ellipse }));
    must(store.mergeFindings(a, b));
    expect(store.state.findings).toHaveLength(1);
    expect(findingOf(store.state, a)).toMatchObject({
      site: 'perirenal',
      descriptors: { fat: { value: 'present' }, margin: { value: 'ill-defined' } },
      evidence: [{ start: 0 }, { start: 10 }],
      regions: [{ shape: ellipse }],
    });
  });

  it('takes over from a report only what the finding does not know yet', () => {
    const store = freshStore();
    const uid = must(
      store.addFinding({
        site: 'paraspinal',
        descriptors: { fat: { value: 'present', source: { kind: 'reader' } } },
      }),
    );
    must(
      store.fillFinding(uid, {
        site: 'perirenal',
        laterality: 'left',
        descriptors: {
          fat: { value: 'absent', source: { kind: 'report' } },
          margin: { value: 'ill-defined', source: { kind: 'report' } },
        },
        evidence: [{ start: 0, end: 4, text: 'Mass' }],
      }),
    );
    expect(findingOf(store.state, uid)).toMatchObject({
      site: 'paraspinal',
      laterality: 'left',
      descriptors: { fat: { value: 'present' }, margin: { value: 'ill-defined' } },
      evidence: [{ text: 'Mass' }],
    });
  });

  it('makes a mark the muscle reference, and back', () => {
    const store = freshStore();
    const { finding, region } = must(store.addRegion(null, { frame, shape: ellipse }));
    must(store.makeReference(region));
    expect(store.state.references).toMatchObject([{ tissue: 'muscle', region: { uid: region } }]);
    expect(findingOf(store.state, finding)?.regions).toHaveLength(0);
    must(store.joinRegion(region, finding));
    expect(store.state.references).toHaveLength(0);
    expect(findingOf(store.state, finding)?.regions[0]?.uid).toBe(region);
  });

  it('drops quotations that no longer stand in a changed report', () => {
    const store = freshStore();
    must(store.attachReport({ text: 'A mass.', source: 'pasted' }));
    const uid = must(store.addFinding({ evidence: [{ start: 2, end: 6, text: 'mass' }] }));
    must(store.attachReport({ text: 'A mass. More.', source: 'pasted' }));
    expect(findingOf(store.state, uid)?.evidence).toHaveLength(1);
    must(store.attachReport({ text: 'No mass.', source: 'pasted' }));
    expect(findingOf(store.state, uid)?.evidence).toHaveLength(0);
    must(store.undo());
    expect(findingOf(store.state, uid)?.evidence).toHaveLength(1);
  });

  it('changes nothing while it is read-only, and says why', () => {
    const store = freshStore();
    must(store.addFinding({}));
    store.setReadOnly('Another window has these annotations open.');
    expect(store.addFinding({})).toMatchObject({
      error: { kind: 'read-only', message: 'Another window has these annotations open.' },
    });
    expect(store.undo().ok).toBe(false);
  });

  it('survives the working copy: written, read and the same', () => {
    const store = freshStore();
    const { finding } = must(store.addRegion(null, { frame, shape: ellipse, text: 'here' }));
    must(store.setLevels(finding, ['T10', 'L1']));
    must(
      store.setDescriptor(finding, 'enhancementDegree', {
        value: ['mild', 'moderate'],
        source: { kind: 'reader' },
      }),
    );
    must(store.addReference({ frame, shape: ellipse }));
    must(store.setPhase('1.2.3.5' as SeriesInstanceUID, 'portal-venous'));
    must(store.attachReport({ text: 'A mass.', source: 'pasted' }));
    const copy = toWorkingCopy(store.state, 7, { by: 'A. Reader', at: '2026-01-01T00:00:00.000Z' });
    const read = must(parseWorkingCopy(serializeWorkingCopy(copy), 'annotations.json'));
    expect(read.revision).toBe(7);
    expect(fromWorkingCopy(read)).toEqual(store.state);
  });
});
