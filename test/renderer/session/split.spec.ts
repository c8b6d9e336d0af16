import { describe, expect, it } from 'vitest';
import type { Share } from '../../../annotations/finding/split.ts';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { emptyState } from '../../../annotations/store/state.ts';
import { proposalsOf, splitProposal } from '../../../renderer/session/proposals.ts';
import { wordsOfFinding } from '../../../renderer/session/report-answers.ts';

const REPORT =
  'FINDINGS: Left paraspinal mass at T10-T11, 42 x 31 mm, hypodense to muscle. The mass contains fat.';

const freshStore = () =>
  createAnnotationStore(emptyState('1.2.3' as StudyInstanceUID), {
    now: () => '2026-01-01T00:00:00.000Z',
    userName: () => '',
    random16: () => crypto.getRandomValues(new Uint8Array(16)),
  });

const proposal = () => {
  const [only, ...others] = proposalsOf(REPORT, freshStore().state);
  if (only === undefined || others.length > 0) throw new Error('The report is no longer read as one mass.');
  return only;
};

describe('a proposal that is two masses', () => {
  it('gives each of the two what its own sentences say', () => {
    const [first, second] = splitProposal(proposal(), ['stays', 'goes']);
    expect(first.evidence.map(({ text }) => text)).toEqual([expect.stringContaining('42 x 31 mm')]);
    expect(second.evidence.map(({ text }) => text)).toEqual([expect.stringContaining('contains fat')]);
    expect(first).toMatchObject({ name: 'Left paraspinal mass', site: 'paraspinal', levels: ['T10', 'T11'] });
    expect(second).toMatchObject({ name: 'Left paraspinal mass 2', site: 'paraspinal', levels: null });
    expect([first.descriptors.fat, second.descriptors.fat?.value]).toEqual([undefined, 'present']);
    expect([first.descriptors.sizeMm?.value, second.descriptors.sizeMm]).toEqual([[42, 31], undefined]);
    expect([first.descriptors.attenuation?.value, second.descriptors.attenuation]).toEqual([
      'hypo',
      undefined,
    ]);
  });

  it('is settled by accepting both: nothing is left to do', () => {
    const shares: Share[][] = [
      ['stays', 'goes'],
      ['both', 'both'],
    ];
    for (const each of shares) {
      const store = freshStore();
      store.addFindings(splitProposal(proposal(), each), 'Accept both');
      expect(store.state.findings).toHaveLength(2);
      expect(proposalsOf(REPORT, store.state).map(({ known }) => known)).toEqual([true]);
    }
  });
});

describe('the words behind the answers of a finding', () => {
  it('are found again in the report, for answers that are still the report’s', () => {
    const store = freshStore();
    const added = store.addFinding(proposal().draft);
    if (!added.ok) throw new Error(added.error.message);
    store.setDescriptor(added.value, 'fat', { value: 'absent', source: { kind: 'reader' } });
    const [finding] = store.state.findings;
    if (finding === undefined) throw new Error('No finding.');
    const words = wordsOfFinding(finding, REPORT);
    expect(words.sizeMm?.map(({ text }) => text).join(' ')).toContain('42 x 31');
    expect(words.levels?.length).toBeGreaterThan(0);
    expect(words.fat).toBeUndefined();
    expect(wordsOfFinding(finding, null)).toEqual({});
    expect(wordsOfFinding(finding, 'FINDINGS: Normal study.')).toEqual({});
  });
});
