import { describe, expect, it } from 'vitest';
import {
  addCorner,
  beginCorners,
  beginDraft,
  draftShape,
  dragDraft,
  finishDraft,
} from '../../../renderer/overlay/drawing.ts';
import { distanceToSegment } from '../../../renderer/overlay/segment-distance.ts';
import { simplified } from '../../../renderer/overlay/simplify-outline.ts';

const p = (x: number, y: number) => ({ x, y });
const plain = { aspect: 1, round: false };
const limits = { smallestPx: 2 };

describe('drawing', () => {
  it('an ellipse fills the box between press and release', () => {
    const draft = dragDraft(beginDraft('ellipse', p(10, 20)), p(30, 50));
    expect(finishDraft(draft, plain, limits)).toEqual({
      kind: 'ellipse',
      center: p(20, 35),
      radiusX: 10,
      radiusY: 15,
      rotation: 0,
    });
  });

  it('a constrained ellipse is round in millimetres', () => {
    const draft = dragDraft(beginDraft('ellipse', p(0, 0)), p(30, 5));
    const shape = draftShape(draft, { aspect: 2, round: true });
    expect(shape).toMatchObject({ radiusX: 15, radiusY: 7.5 });
  });

  it('a constrained line goes in steps of 45° in millimetres', () => {
    const draft = dragDraft(beginDraft('length', p(0, 0)), p(20, 9));
    const shape = draftShape(draft, { aspect: 2, round: true });
    if (shape?.kind !== 'polyline') throw new Error('expected a line');
    const [, end] = shape.points;
    expect((end?.y ?? 0) * 2).toBeCloseTo(end?.x ?? Number.NaN, 9);
  });

  it('the short axis of a cross is perpendicular in millimetres', () => {
    const draft = dragDraft(beginDraft('bidirectional', p(0, 0)), p(20, 10));
    const shape = draftShape(draft, { aspect: 1.5, round: false });
    if (shape?.kind !== 'bidirectional') throw new Error('expected a cross');
    const [s, t] = shape.short;
    expect(20 * (t.x - s.x) + 10 * 1.5 * ((t.y - s.y) * 1.5)).toBeCloseTo(0, 9);
  });

  it('a slip of the hand makes no mark', () => {
    const draft = dragDraft(beginDraft('length', p(5, 5)), p(6, 5));
    expect(finishDraft(draft, plain, limits)).toBeNull();
  });

  it('corners set by clicks make an outline without the point that follows the pointer', () => {
    let draft = beginCorners(p(0, 0));
    draft = addCorner(draft, p(10, 0));
    draft = addCorner(draft, p(10, 10));
    draft = dragDraft(draft, p(3, 3));
    expect(finishDraft(draft, plain, limits)).toEqual({
      kind: 'polygon',
      points: [p(0, 0), p(10, 0), p(10, 10)],
    });
  });

  it('an arrow points at where the drag began', () => {
    const draft = dragDraft(beginDraft('arrow', p(1, 1)), p(20, 20));
    expect(finishDraft(draft, plain, limits)).toEqual({ kind: 'arrow', tip: p(1, 1), tail: p(20, 20) });
  });

  it('a freehand outline loses corners but stays within the tolerance of what was drawn', () => {
    const drawn = Array.from({ length: 400 }, (_, i) =>
      p(100 + 40 * Math.cos((i * Math.PI) / 200), 100 + 30 * Math.sin((i * Math.PI) / 200)),
    );
    const kept = simplified(drawn, 0.15);
    expect(kept.length).toBeLessThan(120);
    for (const point of drawn) {
      const nearest = Math.min(
        ...kept.map((corner, index) =>
          distanceToSegment(point, corner, kept[(index + 1) % kept.length] ?? corner),
        ),
      );
      expect(nearest).toBeLessThanOrEqual(0.15 + 1e-9);
    }
  });
});
