/** Labels over random regions and sizes: never over a mark, another label, reserved text or the edge. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Descriptors } from '../../../annotations/finding/descriptors.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import { asUid } from '../../../annotations/ids.ts';
import { buildMarks, type MarkFrame, type MarkInput } from '../../../annotations/scene/marks.ts';
import { clipSegment, outlineSegments, rectsOverlap } from '../../../annotations/scene/output-geometry.ts';
import type { MeasureText, OutputRect, TextItem } from '../../../annotations/scene/scene.ts';
import { fontPxFor, styleOf } from '../../../annotations/scene/style.ts';

/** Near Inter's mean widths. */
const measureText: MeasureText = (text, sizePx, weight) =>
  text.length * sizePx * (weight === 600 ? 0.58 : 0.55);

const source = { kind: 'reader' } as const;
const DESCRIPTORS: Descriptors = {
  attenuation: { value: 'hypo', source },
  attenuationReference: { value: 'muscle', source },
  enhancementDegree: { value: ['mild', 'moderate'], source },
  enhancementPattern: { value: 'homogeneous', source },
};

const stamp = { by: '', at: '2026-01-01T00:00:00Z' };
const finding = (number: number, regions: readonly Region[], name = `Finding ${number}`): Finding => ({
  trackingUID: asUid(`2.25.${number + 1000}`),
  trackingIdentifier: name,
  site: 'paraspinal',
  laterality: 'left',
  levels: null,
  descriptors: DESCRIPTORS,
  note: '',
  evidence: [],
  regions,
  origin: null,
  locked: false,
  created: stamp,
  modified: stamp,
});

const region = (number: number, shape: Shape, text = ''): Region => ({
  uid: asUid(`2.25.${number + 1}`),
  frame: { sopInstanceUID: asUid('1.2.3'), frameNumber: 1 },
  shape,
  text,
});

const input = (number: number, shape: Shape, text = ''): MarkInput => {
  const own = region(number, shape, text);
  return {
    region: own,
    finding: finding(number, [own]),
    number: null,
    numbers: '−12 ± 9 HU · 418 mm²',
    state: 'plain',
  };
};

const frameOf = (size: number, scale: number, reserved: readonly OutputRect[] = []): MarkFrame => ({
  transform: { a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 },
  widthPx: size * scale,
  heightPx: size * scale,
  style: styleOf(fontPxFor(size * scale, size * scale)),
  measureText,
  reserved,
  labels: true,
});

/** All shapes within a frame of 512 pixels, or partly beyond its edge. */
const place = fc.record({
  x: fc.double({ min: -20, max: 532, noNaN: true }),
  y: fc.double({ min: -20, max: 532, noNaN: true }),
});
const size = fc.double({ min: 1, max: 120, noNaN: true });
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  fc
    .tuple(place, size, size, fc.double({ min: 0, max: 3, noNaN: true }))
    .map(([center, radiusX, radiusY, rotation]) => ({
      kind: 'ellipse' as const,
      center,
      radiusX,
      radiusY,
      rotation,
    })),
  fc.array(place, { minLength: 3, maxLength: 12 }).map((points) => ({ kind: 'polygon' as const, points })),
  fc.tuple(place, place).map(([tip, tail]) => ({ kind: 'arrow' as const, tip, tail })),
  fc.array(place, { minLength: 2, maxLength: 4 }).map((points) => ({ kind: 'polyline' as const, points })),
  place.map((point) => ({ kind: 'point' as const, point })),
  place.map((anchor) => ({ kind: 'text' as const, anchor })),
);

describe('labels', () => {
  it('never cover a stroke, another label or reserved text, and stay in the picture', () => {
    fc.assert(
      fc.property(
        fc.array(shapes, { minLength: 1, maxLength: 20 }),
        fc.constantFrom([128, 1], [512, 1], [512, 2], [512, 4]),
        (drawn, [sizePx = 512, scale = 1]) => {
          const reserved = [{ x: 0, y: 0, width: sizePx * scale * 0.3, height: sizePx * scale * 0.1 }];
          const frame = frameOf(sizePx, scale, reserved);
          const { marks, unlabelled } = buildMarks(
            drawn.map((shape, index) => input(index, shape)),
            frame,
          );
          const labels = marks.flatMap(({ label }) => (label === null ? [] : [label]));
          const strokes = marks.flatMap(({ items }) => items).flatMap((item) => outlineSegments(item));
          for (const { rect } of labels) {
            expect(rect.x).toBeGreaterThanOrEqual(0);
            expect(rect.y).toBeGreaterThanOrEqual(0);
            expect(rect.x + rect.width).toBeLessThanOrEqual(frame.widthPx);
            expect(rect.y + rect.height).toBeLessThanOrEqual(frame.heightPx);
            expect(strokes.some((stroke) => clipSegment(stroke, rect) !== null)).toBe(false);
            expect(reserved.some((one) => rectsOverlap(one, rect))).toBe(false);
          }
          labels.forEach((one, index) => {
            for (const other of labels.slice(index + 1)) {
              expect(rectsOverlap(one.rect, other.rect)).toBe(false);
              // No leader line runs through words.
              for (const [a, b] of [
                [one, other],
                [other, one],
              ] as const) {
                const [from, to] = a.leader?.points ?? [];
                if (from !== undefined && to !== undefined)
                  expect(clipSegment({ from, to }, b.rect)).toBeNull();
              }
            }
          });
          // Every visible mark is labelled or named as unlabelled, never both.
          for (const { region: own, label } of marks) {
            if (label !== null) expect(unlabelled).not.toContain(own.uid);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are the same for the same marks', () => {
    const inputs = [0, 1, 2, 3].map((index) =>
      input(index, {
        kind: 'ellipse',
        center: { x: 200 + 30 * index, y: 250 },
        radiusX: 20,
        radiusY: 14,
        rotation: 0.2,
      }),
    );
    expect(buildMarks(inputs, frameOf(512, 2))).toEqual(buildMarks(inputs, frameOf(512, 2)));
  });

  it('all find a place for 20 findings on a 512² slice', () => {
    const inputs = Array.from({ length: 20 }, (_, index) =>
      input(index, {
        kind: 'ellipse',
        center: { x: 110 + 70 * (index % 5), y: 150 + 70 * Math.floor(index / 5) },
        radiusX: 12,
        radiusY: 8,
        rotation: 0,
      }),
    );
    expect(buildMarks(inputs, frameOf(512, 2)).unlabelled).toEqual([]);
  });

  it('say the name in bold, then the notes, then the numbers', () => {
    const [mark] = buildMarks(
      [input(0, { kind: 'ellipse', center: { x: 256, y: 300 }, radiusX: 30, radiusY: 20, rotation: 0 })],
      frameOf(512, 4),
    ).marks;
    const words = (mark?.label?.items ?? []).filter((item): item is TextItem => item.kind === 'text');
    expect(words.map(({ weight }) => weight)).toEqual([600, ...words.slice(1).map(() => 400)]);
    expect(words.map(({ text }) => text).join(' ')).toBe(
      'Finding 0 hypoattenuating to muscle mild to moderate homogeneous enhancement −12 ± 9 HU · 418 mm²',
    );
  });

  it('join the diameters of a mass to the label of its outline', () => {
    const outline = region(1, {
      kind: 'ellipse',
      center: { x: 256, y: 256 },
      radiusX: 30,
      radiusY: 20,
      rotation: 0,
    });
    const diameters = region(2, {
      kind: 'bidirectional',
      long: [
        { x: 226, y: 256 },
        { x: 286, y: 256 },
      ],
      short: [
        { x: 256, y: 236 },
        { x: 256, y: 276 },
      ],
    });
    const mass = finding(1, [outline, diameters]);
    const { marks } = buildMarks(
      [
        { region: diameters, finding: mass, number: 3, numbers: '42.2 × 28.1 mm', state: 'plain' },
        { region: outline, finding: mass, number: 3, numbers: '−12 ± 9 HU', state: 'plain' },
      ],
      frameOf(512, 2),
    );
    expect(marks.map(({ label }) => label !== null)).toEqual([false, true]);
    const texts = (marks[1]?.label?.items ?? []).flatMap((item) => (item.kind === 'text' ? [item.text] : []));
    expect(texts[0]).toBe('3 Finding 1');
    expect(texts.slice(-2)).toEqual(['−12 ± 9 HU', '42.2 × 28.1 mm']);
  });

  it('break a name that is wider than the picture, letter by letter if need be', () => {
    const own = region(1, { kind: 'point', point: { x: 256, y: 256 } });
    const name = `Left ${'Donaudampfschifffahrt'.repeat(4)} mass`;
    const { marks } = buildMarks(
      [{ region: own, finding: finding(1, [own], name), number: null, numbers: '', state: 'plain' }],
      frameOf(512, 1),
    );
    const label = marks[0]?.label;
    const bold = (label?.items ?? []).flatMap((item) =>
      item.kind === 'text' && item.weight === 600 ? [item.text] : [],
    );
    expect(bold.length).toBeGreaterThan(2);
    expect(bold.join('').replaceAll(' ', '')).toBe(name.replaceAll(' ', ''));
    expect(label?.rect.width).toBeLessThanOrEqual(512 * 0.45);
  });

  it('are names and numbers in a narrow picture, and the number alone where no name finds room', () => {
    const words = (size: number, count: number) => {
      const inputs = Array.from({ length: count }, (_, i) => ({
        ...input(i, {
          kind: 'ellipse',
          center: { x: 70 + (i % 5) * 90, y: 70 + Math.floor(i / 5) * 90 },
          radiusX: 24,
          radiusY: 24,
          rotation: 0,
        }),
        number: i + 1,
      }));
      const { marks, unlabelled } = buildMarks(inputs, {
        ...frameOf(512, size / 512),
        style: styleOf(14),
      });
      expect(unlabelled).toEqual([]);
      return marks.map(({ label }) =>
        (label?.items ?? []).flatMap((item) => (item.kind === 'text' ? [item.text] : [])),
      );
    };
    expect(words(300, 1)).toEqual([['1 Finding 0', '−12 ± 9 HU · 418 mm²']]);
    const crowded = words(300, 25);
    expect(crowded.some((lines) => lines[0]?.includes('Finding'))).toBe(true);
    const bare = crowded.flatMap((lines, i) => (lines.join('') === `${i + 1}` ? [i] : []));
    expect(bare.length).toBeGreaterThan(0);
  });

  it('are left out for marks beyond the picture, without a word about it', () => {
    const { marks, unlabelled } = buildMarks(
      [input(0, { kind: 'ellipse', center: { x: 900, y: 900 }, radiusX: 10, radiusY: 10, rotation: 0 })],
      frameOf(512, 1),
    );
    expect(marks[0]?.label).toBeNull();
    expect(unlabelled).toEqual([]);
  });
});
