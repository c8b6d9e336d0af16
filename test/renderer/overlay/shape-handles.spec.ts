import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../annotations/finding/region.ts';
import { handlesOf, translated, withHandleAt } from '../../../renderer/overlay/shape-handles.ts';

const p = (x: number, y: number) => ({ x, y });
const cross: Extract<Shape, { kind: 'bidirectional' }> = {
  kind: 'bidirectional',
  long: [p(0, 0), p(20, 0)],
  short: [p(10, -4), p(10, 4)],
};
const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const anyPoint = fc.record({ x: coordinate, y: coordinate });

const anyShape: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ kind: fc.constant('point' as const), point: anyPoint }),
  fc.record({ kind: fc.constant('arrow' as const), tip: anyPoint, tail: anyPoint }),
  fc.record({
    kind: fc.constant('polygon' as const),
    points: fc.array(anyPoint, { minLength: 3, maxLength: 60 }),
  }),
  fc.record({
    kind: fc.constant('ellipse' as const),
    center: anyPoint,
    radiusX: fc.double({ min: 1, max: 100, noNaN: true }),
    radiusY: fc.double({ min: 1, max: 100, noNaN: true }),
    rotation: fc.double({ min: -3, max: 3, noNaN: true }),
  }),
);

describe('the handles of a shape', () => {
  it('follow the pointer: a handle that is dragged lies where it was let go', () => {
    fc.assert(
      fc.property(anyShape, fc.double({ min: -5, max: 5, noNaN: true }), (shape, by) => {
        if (shape.kind === 'ellipse') return; // its handles slide along the axes
        for (const { id, point } of handlesOf(shape)) {
          const to = p(point.x + by, point.y - by);
          const moved = handlesOf(withHandleAt(shape, id, to, 1)).find((handle) => handle.id === id);
          expect(moved?.point.x).toBeCloseTo(to.x, 9);
          expect(moved?.point.y).toBeCloseTo(to.y, 9);
        }
      }),
    );
  });

  it('of an ellipse keep the opposite end where it is', () => {
    fc.assert(
      fc.property(anyShape, anyPoint, fc.integer({ min: 0, max: 3 }), (shape, to, id) => {
        if (shape.kind !== 'ellipse') return;
        const before = handlesOf(shape)[id ^ 1]?.point;
        const after = handlesOf(withHandleAt(shape, id, to, 1))[id ^ 1]?.point;
        expect(after?.x).toBeCloseTo(before?.x ?? Number.NaN, 6);
        expect(after?.y).toBeCloseTo(before?.y ?? Number.NaN, 6);
      }),
    );
  });

  it('move with the whole shape', () => {
    fc.assert(
      fc.property(anyShape, coordinate, coordinate, (shape, dx, dy) => {
        const before = handlesOf(shape);
        const after = handlesOf(translated(shape, dx, dy));
        for (const [index, { point }] of before.entries()) {
          expect(after[index]?.point.x).toBeCloseTo(point.x + dx, 6);
          expect(after[index]?.point.y).toBeCloseTo(point.y + dy, 6);
        }
      }),
    );
  });

  it('of the short axis keep it perpendicular in millimetres when pixels are not square', () => {
    const aspect = 1.6;
    const tilted: Shape = { ...cross, long: [p(0, 0), p(20, 10)] };
    const moved = withHandleAt(tilted, 3, p(5, 30), aspect) as typeof cross;
    const long = { x: moved.long[1].x - moved.long[0].x, y: (moved.long[1].y - moved.long[0].y) * aspect };
    const short = {
      x: moved.short[1].x - moved.short[0].x,
      y: (moved.short[1].y - moved.short[0].y) * aspect,
    };
    expect(long.x * short.x + long.y * short.y).toBeCloseTo(0, 9);
  });

  it('of the long axis turn the short one with it', () => {
    const moved = withHandleAt(cross, 1, p(0, 20), 1) as typeof cross;
    expect(moved.long).toEqual([p(0, 0), p(0, 20)]);
    expect(moved.short[0].x).toBeCloseTo(4, 9);
    expect(moved.short[0].y).toBeCloseTo(10, 9);
  });

  it('of a freehand outline are few, and pull their neighbourhood along', () => {
    const points = Array.from({ length: 120 }, (_, i) =>
      p(50 + 20 * Math.cos((i * Math.PI) / 60), 50 + 20 * Math.sin((i * Math.PI) / 60)),
    );
    const shape: Shape = { kind: 'polygon', points };
    expect(handlesOf(shape)).toHaveLength(12);
    const moved = withHandleAt(shape, 0, p(80, 50), 1) as Extract<Shape, { kind: 'polygon' }>;
    expect(moved.points[0]).toEqual(p(80, 50));
    expect(moved.points[5]?.x).toBeGreaterThan(points[5]?.x ?? 0);
    expect(moved.points[60]).toEqual(points[60]);
  });
});
