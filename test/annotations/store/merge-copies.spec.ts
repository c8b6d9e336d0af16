import { describe, expect, it } from 'vitest';
import type { ImportRecord } from '../../../annotations/codecs/import-record.ts';
import type { StudyInstanceUID, TrackingUID } from '../../../annotations/ids.ts';
import { mergeCopies } from '../../../annotations/store/merge-copies.ts';
import { emptyState, findingOf } from '../../../annotations/store/state.ts';
import { circle, foreign, frame, names, newUid, regionsOf, storeOf, twoPeople, value } from './two-people.ts';

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
