import { describe, expect, it } from 'vitest';
import type { CheckRow } from '../../../annotations/finding/check-outcome.ts';
import { checkNotes } from '../../../annotations/scene/check-text.ts';

const row = (question: CheckRow['question'], verdict: CheckRow['verdict']): CheckRow => ({
  question,
  stated: '80 mm',
  verdict,
  measured: '62.0 × 41.0 mm',
  rule: '',
});

describe('the report against the pixels, in a label', () => {
  it('names what agrees in one line, and what differs with its figures', () => {
    expect(
      checkNotes([
        row('attenuation', 'agrees'),
        row('fat', 'agrees'),
        row('sizeMm', 'differs'),
        row('margin', 'cannot be checked'),
      ]),
    ).toEqual(['report agrees: attenuation, fat', 'size differs: stated 80 mm, measured 62.0 × 41.0 mm']);
  });

  it('says nothing where nothing could be checked', () => {
    expect(checkNotes([row('margin', 'cannot be checked')])).toEqual([]);
  });
});
