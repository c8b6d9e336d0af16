import { describe, expect, it } from 'vitest';
import {
  muscleDifferences,
  type PhaseSample,
  phaseDifferences,
} from '../../../annotations/finding/comparisons.ts';
import { measureRegion, pooledMean } from '../../../annotations/finding/measurements.ts';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import type { RegionStatistics } from '../../../annotations/finding/statistics.ts';
import { asStackId, asUid } from '../../../annotations/ids.ts';
import type { FramePixels } from '../../../annotations/image/frame-pixels.ts';
import type { Phase } from '../../../annotations/image/hierarchy.ts';
import { measuredText, regionNumbers } from '../../../annotations/scene/number-text.ts';

const region = (shape: Shape): Region => ({
  uid: asUid('2.25.1'),
  frame: { sopInstanceUID: asUid('1.2.3'), frameNumber: 1 },
  shape,
  text: '',
});

const pixels: FramePixels = {
  rows: 20,
  columns: 20,
  storedType: 'int16',
  values: Int16Array.from({ length: 400 }, (_, index) => 1012 + (index % 2) * 18),
  rescale: { slope: 1, intercept: -1024, type: null },
  padding: null,
};
const spacing = { betweenRowsMm: 2, betweenColumnsMm: 0.5 };

const numbers = (shape: Shape, given: FramePixels | null = pixels) =>
  Object.fromEntries(
    measureRegion(region(shape), given, spacing).measurements.map(({ quantity, value }) => [quantity, value]),
  );

describe('what a region measures', () => {
  it('measures lengths in mm with the spacing of each direction', () => {
    expect(
      numbers({
        kind: 'polyline',
        points: [
          { x: 0, y: 0 },
          { x: 8, y: 0 },
          { x: 8, y: 3 },
        ],
      }),
    ).toEqual({ length: 10 });
    expect(
      numbers({
        kind: 'bidirectional',
        long: [
          { x: 0, y: 5 },
          { x: 12, y: 5 },
        ],
        short: [
          { x: 6, y: 0 },
          { x: 6, y: 10 },
        ],
      }),
    ).toEqual({ 'long-axis': 20, 'short-axis': 6 });
  });

  it('gives the axes of an ellipse in mm, which non-square pixels change', () => {
    const ellipse = {
      kind: 'ellipse',
      center: { x: 10, y: 10 },
      radiusX: 4,
      radiusY: 4,
      rotation: 0.7,
    } as const;
    const measured = numbers(ellipse);
    expect(measured['long-axis']).toBeCloseTo(16, 12);
    expect(measured['short-axis']).toBeCloseTo(4, 12);
    expect(measured.area).toBeCloseTo(Math.PI * 16, 12);
    // Perimeter of an ellipse with semi-axes 8 and 2 (elliptic integral: 34.3136…).
    expect(measured.perimeter).toBeCloseTo(34.3137, 3);
  });

  it('gives the HU of the pixel that holds a point', () => {
    expect(numbers({ kind: 'point', point: { x: 3.9, y: 7.2 } })).toEqual({ value: 6 });
    const outside = measureRegion(region({ kind: 'point', point: { x: 20, y: 7 } }), pixels, spacing);
    expect(outside.measurements).toEqual([]);
    expect(outside.problems).toEqual([expect.stringMatching(/^No HU at this point/)]);
  });

  it('says of an outline that crosses itself that area and HU speak of different surfaces', () => {
    const bow = [
      { x: 1, y: 1 },
      { x: 9, y: 9 },
      { x: 9, y: 1 },
      { x: 1, y: 9 },
    ];
    const result = measureRegion(region({ kind: 'polygon', points: bow }), pixels, spacing);
    expect(result.problems).toEqual([expect.stringMatching(/^The outline crosses itself/)]);
    expect(numbers({ kind: 'polygon', points: bow }).area).toBe(0);
    expect(result.statistics?.pixelCount).toBeGreaterThan(0);
  });

  it('has no area in the label of an outline that crosses itself, where the sentence has no room', () => {
    const corner = (x: number, y: number) => ({ x, y });
    const square: Shape = {
      kind: 'polygon',
      points: [corner(1, 1), corner(9, 1), corner(9, 9), corner(1, 9)],
    };
    const bow: Shape = { kind: 'polygon', points: [corner(1, 1), corner(9, 9), corner(9, 1), corner(1, 9)] };
    expect(regionNumbers(region(square), pixels, spacing)).toMatch(/\u00a0HU · 64\u00a0mm²$/);
    expect(regionNumbers(region(bow), pixels, spacing)).toMatch(/^\S+\u00a0±\u00a0\S+\u00a0HU$/);
    expect(regionNumbers(region(bow), null, spacing)).toBe('');
  });

  it('says why there is no number, and never gives one without its pixels or spacing', () => {
    const polygon: Shape = {
      kind: 'polygon',
      points: [
        { x: 1, y: 1 },
        { x: 9, y: 1 },
        { x: 9, y: 9 },
      ],
    };
    const result = measureRegion(region(polygon), null, null);
    expect(result.measurements).toEqual([]);
    expect(result.problems).toEqual([
      'The image tells no pixel spacing, so nothing is measured in mm.',
      'The pixels of this image are not at hand, so no HU is measured.',
    ]);
  });

  it('gives each number its unit and its region', () => {
    const polygon: Shape = {
      kind: 'polygon',
      points: [
        { x: 1, y: 1 },
        { x: 9, y: 1 },
        { x: 9, y: 9 },
        { x: 1, y: 9 },
      ],
    };
    const { measurements } = measureRegion(region(polygon), pixels, spacing);
    const mean = measurements.find(({ quantity }) => quantity === 'mean');
    expect(mean).toMatchObject({ value: -3, unit: 'hu', source: { regions: ['2.25.1'] } });
    expect(measuredText({ measurements })).toBe('\u22123\u00a0±\u00a09\u00a0HU · 64\u00a0mm²');
  });
});

const statistics = (meanHu: number, pixelCount: number): RegionStatistics => ({
  pixelCount,
  paddingCount: 0,
  outsideCount: 0,
  meanHu,
  sdHu: 1,
  minHu: 0,
  maxHu: 0,
  medianHu: 0,
  areaMm2: 1,
  fatShare: 0,
  calciumShare: 0,
});
const sample = (phase: Phase, meanHu: number, pixelCount = 1, series = `1.${phase.length}`): PhaseSample => ({
  series: asUid(series.split('/')[0] as string),
  stack: asStackId(series),
  phase,
  statistics: statistics(meanHu, pixelCount),
});

describe('differences in HU', () => {
  it('pools regions by their pixels', () => {
    expect(pooledMean([statistics(10, 1), statistics(40, 3)])).toEqual({ meanHu: 32.5, pixelCount: 4 });
    expect(pooledMean([])).toBeNull();
  });

  it('goes from the earliest known phase to each later one', () => {
    const result = phaseDifferences([
      sample('portal-venous', 70),
      sample('noncontrast', 20, 1),
      sample('noncontrast', 40, 3),
      sample('delayed', 60),
      sample('unspecified', 500),
    ]);
    expect(result.ok && result.value.map(({ from, to, deltaHu }) => [from, to, deltaHu])).toEqual([
      ['noncontrast', 'portal-venous', 35],
      ['noncontrast', 'delayed', 25],
    ]);
  });

  it('gives none for one phase', () => {
    const result = phaseDifferences([sample('noncontrast', 20), sample('unspecified', 50)]);
    expect(result.ok ? null : result.error.kind).toBe('one-phase');
  });

  it('does not compare two passes of one series', () => {
    const finding = [sample('unspecified', 90, 1, '1.1/arterial')];
    const other = muscleDifferences(finding, [sample('unspecified', 60, 1, '1.1/portal')]);
    expect(other.ok ? null : other.error.message).toBe(
      'The muscle reference region lies in another series than the finding, or in another pass of it.',
    );
    const own = muscleDifferences(finding, [sample('unspecified', 60, 1, '1.1/arterial')]);
    expect(own.ok && own.value.map(({ deltaHu }) => deltaHu)).toEqual([30]);
  });

  it('compares with muscle within one series only', () => {
    const finding = [sample('noncontrast', 30, 1, '1.1'), sample('portal-venous', 70, 1, '1.2')];
    const own = muscleDifferences(finding, [sample('portal-venous', 60, 1, '1.2')]);
    expect(own.ok && own.value.map(({ phase, deltaHu }) => [phase, deltaHu])).toEqual([
      ['portal-venous', 10],
    ]);
    const other = muscleDifferences(finding, [sample('arterial', 60, 1, '1.3')]);
    expect(other.ok ? null : other.error.kind).toBe('no-common-series');
    const none = muscleDifferences(finding, []);
    expect(none.ok ? null : none.error.kind).toBe('no-reference');
  });
});
