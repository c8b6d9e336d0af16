import { describe, expect, it } from 'vitest';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { emptyState } from '../../../annotations/store/state.ts';
import { proposalsOf } from '../../../renderer/session/proposals.ts';

const REPORT =
  'FINDINGS: Left paraspinal mass at T10-T11, 42 x 31 mm, hypodense to muscle with mild homogeneous enhancement. ' +
  'Right paraspinal mass at T9, 20 mm, isodense to muscle.';

const freshStore = () =>
  createAnnotationStore(emptyState('1.2.3' as StudyInstanceUID), {
    now: () => '2026-01-01T00:00:00.000Z',
    userName: () => '',
    random16: () => crypto.getRandomValues(new Uint8Array(16)),
  });

describe('findings proposed from a report', () => {
  it('carries place, answers and quotation, each marked as the report’s', () => {
    const [left] = proposalsOf(REPORT, freshStore().state);
    expect(left).toMatchObject({
      same: null,
      known: false,
      draft: {
        name: 'Left paraspinal mass',
        site: 'paraspinal',
        laterality: 'left',
        levels: ['T10', 'T11'],
        descriptors: {
          attenuation: { value: 'hypo', source: { kind: 'report' } },
          sizeMm: { value: [42, 31] },
          enhancementDegree: { value: ['mild'] },
        },
      },
    });
  });

  it('recognises the finding that is there already, by site and side', () => {
    const store = freshStore();
    const added = store.addFinding({ name: 'Mine', site: 'paraspinal', laterality: 'right' });
    const [left, right] = proposalsOf(REPORT, store.state);
    expect(left?.same).toBeNull();
    expect(added.ok && right?.same === added.value).toBe(true);
  });

  it('has nothing left to do once a proposal is accepted', () => {
    const store = freshStore();
    for (const proposal of proposalsOf(REPORT, store.state)) store.addFinding(proposal.draft);
    expect(store.state.findings).toHaveLength(2);
    expect(proposalsOf(REPORT, store.state).every((proposal) => proposal.known)).toBe(true);
  });
});
