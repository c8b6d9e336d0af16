import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ENTRIES } from '../../../../annotations/codecs/json/cornerstone-annotation.ts';
import { readAnnotationJson } from '../../../../annotations/codecs/json/read-annotation-json.ts';
import { serializeWorkingCopy, type WorkingCopy } from '../../../../annotations/codecs/working-copy.ts';
import type { Finding } from '../../../../annotations/finding/finding.ts';
import { emptyState, toWorkingCopy } from '../../../../annotations/store/state.ts';
import { axialStack, contextOf, sliceUid } from './opened-study.ts';

const context = contextOf(axialStack());
const read = (text: string) => readAnnotationJson(text, 'file.json', context);
const stamp = { by: 'B. Reader', at: '2026-01-01T00:00:00.000Z' };

const finding = (uid: string, images: readonly string[], changes: Partial<Finding> = {}): Finding =>
  ({
    trackingUID: `2.25.${uid}`,
    trackingIdentifier: `Mass ${uid}`,
    site: 'paraspinal',
    laterality: null,
    levels: null,
    descriptors: {},
    note: 'mine',
    evidence: [],
    regions: images.map((sopInstanceUID, index) => ({
      uid: `2.25.${uid}${index}`,
      frame: { sopInstanceUID, frameNumber: 1 },
      shape: { kind: 'point', point: { x: 1, y: 2 } },
      text: '',
    })),
    origin: null,
    locked: false,
    created: stamp,
    modified: stamp,
    ...changes,
  }) as unknown as Finding;

const copyWith = (changes: Partial<WorkingCopy>): string =>
  serializeWorkingCopy({ ...toWorkingCopy(emptyState('1.2.840.98' as never), 4, stamp), ...changes });

describe('saved annotations of another copy of the study', () => {
  it('come as locked findings of that reader, each with its identity, its answers and its marks', () => {
    const imported = read(copyWith({ findings: [finding('7', [sliceUid(20)])] }));
    expect(imported.ok && imported.value).toMatchObject({
      origin: { kind: 'JSON', description: 'annotations of B. Reader' },
      findings: [
        {
          ...finding('7', [sliceUid(20)]),
          locked: true,
          origin: { kind: 'JSON', description: 'annotations of B. Reader', sopInstanceUID: null },
        },
      ],
      ledger: [],
    });
  });

  it('lose the marks on images that are not opened, and tell of them, of the report and of the phases', () => {
    const away = finding('8', ['1.2.840.404']);
    const half = finding('9', [sliceUid(0), '1.2.840.404']);
    const words = finding('10', []);
    const imported = read(
      copyWith({
        findings: [away, half, words],
        references: [{ tissue: 'muscle', region: { ...away.regions[0], uid: '2.25.11' } as never }],
        phases: [{ seriesInstanceUID: '1.3' as never, phase: 'arterial', corrected: stamp }],
        report: { text: 'A mass.', source: 'report.txt' },
      }),
    );
    if (!imported.ok) throw new Error(imported.error.message);
    expect(imported.value.findings.map(({ trackingUID, regions }) => [trackingUID, regions.length])).toEqual([
      ['2.25.9', 1],
      ['2.25.10', 0],
    ]);
    expect(imported.value.references).toEqual([]);
    expect(imported.value.ledger.map(({ what, where }) => [what, where])).toEqual([
      ['Mark (point)', '“Mass 8”'],
      ['Mark (point)', '“Mass 9”'],
      ['Mark (point)', 'muscle reference'],
      ['Report “report.txt”', 'the whole file'],
      ['Phase arterial', 'series 1.3'],
    ]);
  });

  it('bring what they remember of their own imports, and findings keep the origin that they had', () => {
    const origin = { kind: 'SR', description: 'Other vendor', sopInstanceUID: '1.9' } as const;
    const record = {
      uid: '2.25.5' as never,
      origin,
      file: 'sr.dcm',
      imported: stamp,
      findings: ['2.25.7' as never],
      references: [],
      known: 0,
      ledger: [{ what: 'Ellipsoid', where: 'group 1', why: 'it is a volume' }],
    };
    const imported = read(
      copyWith({ findings: [finding('7', [sliceUid(20)], { origin, locked: true })], imports: [record] }),
    );
    expect(imported.ok && imported.value).toMatchObject({ findings: [{ origin }], imports: [record] });
  });

  it('of a newer version are refused in the words of saved annotations', () => {
    const newer = read(copyWith({ version: 99 as never }));
    expect(newer.ok).toBe(false);
    expect(!newer.ok && newer.error.message).toMatch(/newer Marginalia/);
  });
});

describe('a JSON file that may be hostile', () => {
  it.each([
    ['half a document', '{"markups": [', /is not valid JSON/],
    ['another document', '{"hello": [1, 2]}', /holds no annotations that are known here/],
    ['a number', '17', /holds no annotations/],
    ['null', 'null', /holds no annotations/],
    ['an empty list', '[]', /holds no annotations/],
    ['a list of lists', '[[[1]]]', /holds no annotations/],
    [
      'a list without end in depth',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      /holds no annotations|JSON/,
    ],
    [
      'more annotations than anyone draws',
      JSON.stringify(
        Array.from({ length: MAX_ENTRIES + 1 }, () => ({ toolName: 'Probe', points: [], uid: '' })),
      ),
      /holds 50001 annotations; more than 50000/,
    ],
  ])('as %s is refused with a sentence that names it', (_, text, message) => {
    const result = read(text);
    expect(!result.ok && result.error.message).toMatch(/^file\.json /);
    expect(!result.ok && result.error.message).toMatch(message);
  });

  it('never throws, whatever stands in the fields that are read, and never makes a mark without numbers', () => {
    const field = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('__proto__', 'constructor', 1e308, -0, '1.2.840.99.1', 'Length', 'ROI', 'RAS'),
      fc.array(fc.array(fc.double({ noNaN: true }), { minLength: 3, maxLength: 3 }), { maxLength: 5 }),
    );
    const any = (...keys: string[]) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, field])), { requiredKeys: [] });
    const document = fc.oneof(
      fc.record({
        markups: fc.array(
          any('type', 'controlPoints', 'center', 'size', 'orientation', 'coordinateSystem', 'planeBounds'),
          { maxLength: 3 },
        ),
      }),
      fc.array(
        fc.record({
          toolName: fc.constantFrom('Length', 'EllipticalROI', 'CircleROI', 'SplineROI', 'toString'),
          points: field,
          metadata: fc.oneof(field, any('toolName', 'referencedImageId', 'FrameOfReferenceUID')),
          data: fc.oneof(field, fc.record({ handles: any('points'), contour: any('polyline', 'closed') })),
        }),
        { maxLength: 3 },
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(document, (value) => {
        const result = read(JSON.stringify(value));
        if (!result.ok) return;
        const numbers = JSON.stringify(result.value.findings.flatMap(({ regions }) => regions));
        expect(numbers).not.toMatch(/null|NaN|Infinity/);
      }),
      { numRuns: 1000 },
    );
  });
});
