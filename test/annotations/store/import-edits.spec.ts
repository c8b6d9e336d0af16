import { describe, expect, it } from 'vitest';
import { KEPT_ENTRIES } from '../../../annotations/codecs/import-record.ts';
import {
  type ImportContext,
  type Imported,
  importedFinding,
  importedRegion,
} from '../../../annotations/codecs/imported-findings.ts';
import type { LedgerEntry } from '../../../annotations/codecs/loss-ledger.ts';
import { parseWorkingCopy, serializeWorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import type { Shape } from '../../../annotations/finding/region.ts';
import { makeUid, type StudyInstanceUID } from '../../../annotations/ids.ts';
import { createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { describeChanges } from '../../../annotations/store/describe-changes.ts';
import { emptyState, fromWorkingCopy, toWorkingCopy } from '../../../annotations/store/state.ts';

let made = 0;
const random16 = (): Uint8Array => {
  made += 1;
  return new Uint8Array(16).map((_, i) => (i < 2 ? (made >> (8 * i)) & 255 : 3));
};
const newUid = <U>(): U => makeUid(random16()) as U;
const stamp = { by: 'import of SR', at: '2026-01-02T03:04:05.000Z' };
const context = { newUid, stamp } as unknown as ImportContext;
const origin = { kind: 'SR', description: 'Other vendor', sopInstanceUID: '1.9' } as const;
const frame = { sopInstanceUID: '1.2.3' as never, frameNumber: 1 };
const point: Shape = { kind: 'point', point: { x: 1, y: 2 } };
const loss: LedgerEntry = { what: 'Ellipsoid', where: 'group 2', why: 'it is a volume' };

const imported = (
  uids: readonly string[],
  ledger = [loss],
  shapes: readonly Shape[] = [point],
): Imported => ({
  origin,
  findings: uids.map((uid) =>
    importedFinding(
      context,
      origin,
      `Mass ${uid}`,
      shapes.map((shape) => importedRegion(context, frame, shape)),
      { uid },
    ),
  ),
  references: [{ tissue: 'muscle', region: importedRegion(context, frame, point) }],
  ledger,
});

const freshStore = () =>
  createAnnotationStore(emptyState('1.2.3' as StudyInstanceUID), {
    now: () => '2026-05-06T07:08:09.000Z',
    userName: () => 'A. Reader',
    random16,
  });

function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('an import', () => {
  it('is kept with its ledger: from what, when, by whom, what it brought and what it could not', () => {
    const store = freshStore();
    const record = must(store.importMarks(imported(['2.25.1', '2.25.2']), 'findings.dcm'));
    expect(record).toMatchObject({
      origin,
      file: 'findings.dcm',
      imported: { by: 'A. Reader', at: '2026-05-06T07:08:09.000Z' },
      findings: ['2.25.1', '2.25.2'],
      known: 0,
      ledger: [loss],
    });
    const text = serializeWorkingCopy(toWorkingCopy(store.state, 1, stamp));
    expect(fromWorkingCopy(must(parseWorkingCopy(text, 'copy')))).toEqual(store.state);
    expect(describeChanges(emptyState('1.2.3' as StudyInstanceUID), store.state)).toContain(
      '1 import taken over',
    );
  });

  it('is undone with its ledger and done again with it, in one step', () => {
    const store = freshStore();
    const before = store.state;
    must(store.importMarks(imported(['2.25.1']), 'findings.dcm'));
    const after = store.state;
    expect(must(store.undo())).toBe('Import from findings.dcm');
    expect(store.state).toBe(before);
    must(store.redo());
    expect(store.state).toBe(after);
  });

  it('that brings nothing at all still keeps what it could not take over', () => {
    const store = freshStore();
    must(store.importMarks({ origin, findings: [], references: [], ledger: [loss] }, 'empty.dcm'));
    expect(store.state.imports[0]?.ledger).toEqual([loss]);
  });

  it('leaves findings that are here already as they are, and counts them', () => {
    const store = freshStore();
    must(store.importMarks(imported(['2.25.1']), 'a.dcm'));
    must(store.setLocked('2.25.1' as never, false));
    must(store.setNote('2.25.1' as never, 'mine'));
    const again = must(store.importMarks(imported(['2.25.1', '2.25.2']), 'b.dcm'));
    expect(again).toMatchObject({ known: 1, findings: ['2.25.2'] });
    expect(store.state.findings.map(({ note }) => note)).toEqual(['mine', '']);
  });

  it('gives no identity twice: what the file calls alike is told apart, said so, and known when it comes again', () => {
    const store = freshStore();
    const first = imported(['1.5']);
    const [finding] = first.findings;
    const [reference] = first.references;
    if (finding === undefined || reference === undefined) throw new Error('nothing was imported');
    const [mark] = finding.regions;
    if (mark === undefined) throw new Error('the finding has no mark');
    const other = { ...finding, trackingUID: '1.6' as never, regions: [mark, mark] };
    const twice = { ...first, findings: [finding, finding, other], references: [reference, reference] };
    const { ledger } = must(store.importMarks(twice, 'twice.json'));
    expect(ledger.filter(({ what }) => what.startsWith('Identity of a'))).toHaveLength(5);
    expect(ledger).toContainEqual({
      what: 'Identity of a finding',
      where: 'Mass 1.5',
      why: '1.5 is the identity of another one already',
    });
    const text = serializeWorkingCopy(toWorkingCopy(store.state, 1, stamp));
    const copy = must(parseWorkingCopy(text, 'copy'));
    expect(copy.findings.map(({ regions }) => regions.length)).toEqual([1, 1, 2]);
    expect(copy.references).toHaveLength(2);
    const again = must(store.importMarks(twice, 'twice.json'));
    expect(again).toMatchObject({ findings: [], references: [], known: 3 });
  });

  it('of a mark that has been made muscle here brings it under another identity; of muscle that is a mark here, nothing', () => {
    const store = freshStore();
    const first = imported(['1.5']);
    must(store.importMarks(first, 'one.json'));
    const [muscle] = first.references;
    const [mark] = first.findings[0]?.regions ?? [];
    if (muscle === undefined || mark === undefined) throw new Error('nothing was imported');
    const crossed = {
      ...imported(['1.6']),
      findings: [{ ...imported(['1.6']).findings[0], regions: [muscle.region] }] as Imported['findings'],
      references: [{ tissue: 'muscle' as const, region: mark }],
    };
    expect(must(store.importMarks(crossed, 'two.json'))).toMatchObject({ references: [] });
    must(parseWorkingCopy(serializeWorkingCopy(toWorkingCopy(store.state, 1, stamp)), 'copy'));
    expect(store.state.findings.map(({ regions }) => regions.length)).toEqual([1, 1]);
  });

  it('puts a mark that cannot be into the ledger and takes the others', () => {
    const store = freshStore();
    const flat: Shape = { kind: 'ellipse', center: { x: 1, y: 1 }, radiusX: 0, radiusY: 3, rotation: 0 };
    const { ledger } = must(store.importMarks(imported(['2.25.1'], [], [flat, point]), 'a.dcm'));
    expect(store.state.findings[0]?.regions.map(({ shape }) => shape)).toEqual([point]);
    expect(ledger).toEqual([
      { what: 'Mark (ellipse)', where: 'Mass 2.25.1', why: 'The ellipse has no area' },
    ]);
  });

  it('is removed with its ledger, its muscle and its locked findings; what was unlocked is the reader’s', () => {
    const store = freshStore();
    const other = must(store.importMarks(imported(['2.25.9']), 'other.dcm'));
    const { uid } = must(store.importMarks(imported(['2.25.1', '2.25.2']), 'findings.dcm'));
    must(store.setLocked('2.25.2' as never, false));
    const before = store.state;
    must(store.removeImport(uid));
    expect(store.state.imports).toEqual([other]);
    expect(store.state.findings.map(({ trackingUID }) => trackingUID)).toEqual(['2.25.9', '2.25.2']);
    expect(store.state.references).toHaveLength(1);
    expect(describeChanges(before, store.state)).toContain('1 import removed');
    must(store.undo());
    expect(store.state).toBe(before);
    expect(must(store.undo())).toContain('Unlock');
    expect(store.removeImport('2.25.404' as never).ok).toBe(false);
  });

  it('of hundreds of losses keeps the first in full and counts the rest by their reasons', () => {
    const many = Array.from({ length: KEPT_ENTRIES + 7 }, (_, i) => ({
      what: `Mask ${i}`,
      where: `frame ${i}`,
      why: i % 2 === 0 ? 'even' : 'odd',
    }));
    const { ledger } = must(freshStore().importMarks(imported([], many), 'seg.dcm'));
    expect(ledger).toHaveLength(KEPT_ENTRIES + 2);
    expect(ledger.slice(-2)).toEqual([
      { what: '4 further entries', where: 'after those above', why: 'even' },
      { what: '3 further entries', where: 'after those above', why: 'odd' },
    ]);
    const [endless] = must(
      freshStore().importMarks(imported([], [{ ...loss, what: 'x'.repeat(5000) }]), 'a.dcm'),
    ).ledger;
    expect(endless?.what).toHaveLength(400);
  });
});
