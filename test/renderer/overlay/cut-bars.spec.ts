import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Shape } from '../../../annotations/finding/region.ts';
import { type FrameRef, frameKey } from '../../../annotations/image/hierarchy.ts';
import type { FramePlane } from '../../../annotations/image/plane.ts';
import { type BarGroup, barGroups } from '../../../annotations/scene/cut-bars.ts';
import type { AnnotationState } from '../../../annotations/store/state.ts';
import { barHit, barLabels } from '../../../renderer/overlay/cut-bars.ts';

/** Axial slices 5 mm apart with pixels of 1 mm; the cut is coronal, through the centres of row 50. */
const slice = (index: number): FramePlane => ({
  position: { x: 0, y: 0, z: 5 * index },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 1, z: 0 },
  spacing: { betweenRowsMm: 1, betweenColumnsMm: 1 },
});
const CUT: FramePlane = {
  position: { x: 0, y: 50, z: 45 },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 0, z: -1 },
  spacing: { betweenRowsMm: 5, betweenColumnsMm: 1 },
};
const ref = (index: number): FrameRef => ({ sopInstanceUID: `1.2.${index}`, frameNumber: 1 }) as FrameRef;
const SLICES = new Map(
  Array.from({ length: 10 }, (_, index) => [frameKey(ref(index)), { index, plane: slice(index) }]),
);
/** As many CSS pixels as millimetres. */
const TRANSFORM = { a: 1, b: 0, c: 0, d: 5, e: 0, f: 0 };

const round = (x: number, y: number, radius: number): Shape => ({
  kind: 'ellipse',
  center: { x, y },
  radiusX: radius,
  radiusY: radius,
  rotation: 0,
});
const finding = (uid: string, ...regions: readonly (readonly [number, Shape])[]): Finding =>
  ({
    trackingUID: uid,
    trackingIdentifier: `Mass ${uid}`,
    site: null,
    laterality: null,
    regions: regions.map(([index, shape], at) => ({
      uid: `${uid}.${at}`,
      frame: ref(index),
      shape,
      text: '',
    })),
  }) as unknown as Finding;
const groupsAt = (apartPx: number, ...findings: readonly Finding[]): readonly BarGroup[] =>
  barGroups({ findings, references: [] } as unknown as AnnotationState, SLICES, CUT, TRANSFORM, apartPx);
const groupsOf = (...findings: readonly Finding[]): readonly BarGroup[] => groupsAt(20, ...findings);

describe('findings in a cut', () => {
  it('are bars on their slices, numbered as in the list; those that the plane misses are left out', () => {
    const groups = groupsOf(
      finding('1', [2, round(30, 90, 10)]),
      finding('2', [2, round(30, 50.5, 10)], [4, round(34, 50.5, 6)], [5, round(34, 80, 6)]),
    );
    expect(groups.map(({ number, title }) => [number, title])).toEqual([[2, 'Mass 2']]);
    const bars = groups[0]?.bars.map(({ from, to }) => [from.x, to.x, from.y].map(Math.round));
    // Slice 2 is the eighth row from above: its centre is 7.5 rows of 5 px below the edge.
    expect(bars?.map(([a = 0, b = 0, y]) => [Math.min(a, b), Math.max(a, b), y])).toEqual([
      [20, 40, 38],
      [28, 40, 28],
    ]);
  });

  it('are areas only, on slices of this stack only', () => {
    const length: Shape = {
      kind: 'polyline',
      points: [
        { x: 0, y: 50 },
        { x: 9, y: 51 },
      ],
    };
    expect(groupsOf(finding('1', [2, length], [77, round(30, 50, 10)]))).toEqual([]);
  });

  it('are found under the pointer', () => {
    const groups = groupsOf(finding('1', [2, round(30, 50.5, 10)]), finding('2', [4, round(34, 50.5, 6)]));
    expect(barHit(groups, { x: 25, y: 40 })?.group.number).toBe(1);
    expect(barHit(groups, { x: 34, y: 26 })?.bar.region).toBe('2.0');
    expect(barHit(groups, { x: 50, y: 38 })).toBeNull();
  });

  it('are open between two others when slices are close: the picture below stays to be seen, and to be clicked', () => {
    const mass = finding('1', ...[2, 3, 4, 5, 6, 8].map((index) => [index, round(30, 50.5, 10)] as const));
    const open = (apartPx: number) => groupsAt(apartPx, mass)[0]?.bars.map((bar) => bar.open);
    expect(open(20)).toEqual([false, false, false, false, false, false]);
    expect(open(3)).toEqual([false, true, true, true, false, false]);
    const groups = groupsAt(3, mass);
    // Slice 4 is the sixth row from above.
    expect(barHit(groups, { x: 30, y: 27.5 })).toBeNull();
    expect(barHit(groups, { x: 41, y: 27.5 })?.bar.region).toBe('1.2');
  });

  it('have one label each, at the longest bar, within the canvas and apart from each other', () => {
    const groups = groupsOf(
      finding('1', [2, round(30, 50.5, 10)], [4, round(30, 50.5, 4)]),
      finding('2', [3, round(30, 50.5, 10)]),
      finding('3', [8, round(190, 50.5, 8)]),
    );
    const labels = barLabels(
      groups,
      ({ number }) => `${number}`,
      () => 20,
      200,
    );
    expect(labels.map(({ text, anchor }) => [text, anchor])).toEqual([
      ['1', 'start'],
      ['2', 'start'],
      ['3', 'end'],
    ]);
    const [one, two, three] = labels;
    expect(one?.at.x).toBeCloseTo(47, 6);
    // Their bars are 5 px apart, which is less than a line of text.
    expect(Math.abs((one?.at.y ?? 0) - (two?.at.y ?? 0))).toBeGreaterThanOrEqual(15);
    expect(three?.at.x).toBeCloseTo(175, 6);
  });
});
