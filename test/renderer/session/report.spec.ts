import { describe, expect, it } from 'vitest';
import type { SavedReport } from '../../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { type AnnotationState, emptyState } from '../../../annotations/store/state.ts';
import { lostQuotations } from '../../../renderer/session/report.ts';

const freshStore = () =>
  createAnnotationStore(emptyState('1.2.3' as StudyInstanceUID), {
    now: () => '2026-01-01T00:00:00.000Z',
    userName: () => 'A. Reader',
    random16: () => crypto.getRandomValues(new Uint8Array(16)),
  });

function must(result: { readonly ok: boolean }): void {
  expect(result).toMatchObject({ ok: true });
}

const text = (words: string): SavedReport => ({ text: words, source: 'pasted' });

/** Two findings with quotations of "A mass. Another one.", then another text. */
function replaced(by: string): readonly [AnnotationState, AnnotationState] {
  const store = freshStore();
  must(store.attachReport(text('A mass. Another one.')));
  must(store.addFinding({ evidence: [{ start: 0, end: 7, text: 'A mass.' }] }));
  must(
    store.addFinding({
      evidence: [
        { start: 0, end: 7, text: 'A mass.' },
        { start: 8, end: 20, text: 'Another one.' },
      ],
    }),
  );
  const before = store.state;
  must(store.attachReport(text(by)));
  return [before, store.state];
}

describe('a report that takes the place of another', () => {
  it('says nothing while all quotations stand in it', () => {
    expect(lostQuotations(...replaced('A mass. Another one. Signed.'))).toBeNull();
  });

  it('counts the quotations that went, and the findings that lost them', () => {
    expect(lostQuotations(...replaced('A mass. No other.'))).toBe(
      '1 quotation of 1 finding does not stand in the new text and went with the old one. Undo brings both back.',
    );
    expect(lostQuotations(...replaced('Something else.'))).toContain(
      '3 quotations of 2 findings do not stand',
    );
  });
});
