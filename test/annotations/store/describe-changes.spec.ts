import { describe, expect, it } from 'vitest';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { describeChanges, describeContents } from '../../../annotations/store/describe-changes.ts';
import { emptyState } from '../../../annotations/store/state.ts';

const frame = { sopInstanceUID: '1.2.3' as never, frameNumber: 1 };
const point = (x: number) => ({ kind: 'point' as const, point: { x, y: 1 } });
const random16 = () => crypto.getRandomValues(new Uint8Array(16));

describe('what a version changed', () => {
  it('is said in words, each kind of change once', () => {
    const store = createAnnotationStore(emptyState('1.2' as StudyInstanceUID), {
      now: () => '2026-01-01T00:00:00.000Z',
      userName: () => 'A',
      random16,
    });
    const empty = store.state;
    const first = store.addRegion(null, { frame, shape: point(1) });
    if (!first.ok) throw new Error(first.error.message);
    const { finding, region } = first.value;
    store.addRegion(finding, { frame, shape: point(2) });
    const drawn = store.state;
    expect(describeChanges(empty, drawn)).toBe('1 finding added, 2 marks drawn');
    expect(describeContents(drawn)).toBe('1 finding, 2 marks');

    store.moveRegion(region, point(3));
    expect(describeChanges(drawn, store.state)).toBe('1 mark moved or reshaped');
    store.setNote(finding, 'x');
    store.attachReport({ text: 'A mass.', source: 'pasted' });
    expect(describeChanges(drawn, store.state)).toBe(
      '1 finding changed, 1 mark moved or reshaped, report attached',
    );
    store.makeReference(region);
    expect(describeChanges(drawn, store.state)).toContain('1 mark joined elsewhere');
    store.removeFinding(finding);
    expect(describeChanges(drawn, store.state)).toContain('1 finding removed, 1 mark removed');
    expect(describeChanges(drawn, drawn)).toBe('nothing changed');
  });
});
