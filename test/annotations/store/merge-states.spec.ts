import { describe, expect, it } from 'vitest';
import type { StudyInstanceUID, TrackingUID } from '../../../annotations/ids.ts';
import { makeUid } from '../../../annotations/ids.ts';
import { type AnnotationStore, createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { mergeStates } from '../../../annotations/store/merge-states.ts';
import { type AnnotationState, emptyState, findingOf } from '../../../annotations/store/state.ts';

const random16 = () => crypto.getRandomValues(new Uint8Array(16));
const storeOf = (state: AnnotationState, userName: string): AnnotationStore =>
  createAnnotationStore(state, { now: () => new Date().toISOString(), userName: () => userName, random16 });

/** Two people who begin with the same two findings. */
function twoPeople() {
  const begun = storeOf(emptyState('1.2.3' as StudyInstanceUID), 'A');
  const uids = ['One', 'Two'].map((name) => {
    const added = begun.addFinding({ name });
    if (!added.ok) throw new Error(added.error.message);
    return added.value;
  });
  const [one, two] = uids as [TrackingUID, TrackingUID];
  const base = begun.state;
  const [ours, theirs] = [storeOf(base, 'A'), storeOf(base, 'B. Reader')];
  const merged = () =>
    mergeStates({
      base,
      ours: ours.state,
      theirs: theirs.state,
      theirName: 'B. Reader',
      newUid: () => makeUid(random16()),
    });
  return { one, two, ours, theirs, merged };
}

describe('joining the work of two', () => {
  it('takes over what each has changed alone', () => {
    const { one, two, ours, theirs, merged } = twoPeople();
    ours.setSite(one, 'paraspinal');
    theirs.setSite(two, 'perirenal');
    theirs.addFinding({ name: 'Three' });
    const { state, twice } = merged();
    expect(twice).toEqual([]);
    expect(findingOf(state, one)?.site).toBe('paraspinal');
    expect(findingOf(state, two)?.site).toBe('perirenal');
    expect(state.findings.map((finding) => finding.trackingIdentifier)).toEqual(['One', 'Two', 'Three']);
  });

  it('keeps a finding twice that both have changed, and names it', () => {
    const { one, ours, theirs, merged } = twoPeople();
    ours.setSite(one, 'paraspinal');
    theirs.setSite(one, 'perirenal');
    const { state, twice } = merged();
    expect(twice).toEqual(['One']);
    expect(state.findings.map(({ trackingIdentifier, site }) => [trackingIdentifier, site])).toEqual([
      ['One', 'paraspinal'],
      ['One (B. Reader)', 'perirenal'],
      ['Two', null],
    ]);
    expect(new Set(state.findings.map((finding) => finding.trackingUID)).size).toBe(3);
  });

  it('lets a deletion stand unless the other has worked on the finding', () => {
    const { one, two, ours, theirs, merged } = twoPeople();
    ours.removeFinding(one);
    ours.removeFinding(two);
    theirs.setNote(two, 'Look again.');
    expect(merged().state.findings).toMatchObject([{ trackingIdentifier: 'Two', note: 'Look again.' }]);
  });

  it('is nothing but theirs where we have done nothing, and nothing but ours where they have', () => {
    const { one, ours, theirs, merged } = twoPeople();
    theirs.attachReport({ text: 'A mass.', source: 'pasted' });
    expect(merged().state).toEqual(theirs.state);
    ours.renameFinding(one, 'First');
    expect(merged().state.report?.text).toBe('A mass.');
    expect(findingOf(merged().state, one)?.trackingIdentifier).toBe('First');
  });
});
