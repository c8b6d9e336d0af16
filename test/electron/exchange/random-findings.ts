/** Random findings that a reader could have made, for what is written and read back. Coordinates are 32-bit floats. */
import fc from 'fast-check';
import type { ImportRecord } from '../../../annotations/codecs/import-record.ts';
import {
  ATTENUATION_REFERENCES,
  ATTENUATIONS,
  ENHANCEMENT_DEGREES,
  ENHANCEMENT_PATTERNS,
  LATERALITIES,
  MARGINS,
  PRESENCES,
  SITES,
  TISSUE_PRESENCES,
} from '../../../annotations/finding/descriptors.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import { makeUid } from '../../../annotations/ids.ts';
import { PHASES } from '../../../annotations/image/hierarchy.ts';

const uid = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => makeUid<never>(bytes));
const coordinate = fc
  .float({ min: 0, max: 512, noNaN: true, noDefaultInfinity: true })
  .map((v) => Math.fround(v) + 0);
const point = fc.record({ x: coordinate, y: coordinate });
/** Far apart, so that no two fall together in the file. */
const pair = fc.tuple(point, point).filter(([a, b]) => Math.hypot(a.x - b.x, a.y - b.y) > 1);
const corners = fc
  .array(point, { minLength: 3, maxLength: 20 })
  .filter(([first, ...rest]) => rest.every((each) => each.x !== first?.x || each.y !== first?.y));

const shape: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ kind: fc.constant('point' as const), point }),
  fc.record({ kind: fc.constant('text' as const), anchor: point }),
  pair.map(([tip, tail]) => ({ kind: 'arrow' as const, tip, tail })),
  pair.map((points) => ({ kind: 'polyline' as const, points })),
  fc.tuple(pair, pair).map(([long, short]) => ({ kind: 'bidirectional' as const, long, short })),
  corners.map((points) => ({ kind: 'polygon' as const, points })),
  fc
    .tuple(
      fc.integer({ min: 50, max: 400 }),
      fc.integer({ min: 50, max: 400 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([x, y, radiusX, radiusY]) => ({
      kind: 'ellipse' as const,
      center: { x: x + 0.5, y: y + 0.25 },
      radiusX,
      radiusY,
      rotation: 0,
    })),
);

/** Names and words in any script; no control characters, no blanks at the ends, which DICOM takes away. */
const words = fc
  .string({ unit: 'grapheme', minLength: 0, maxLength: 60 })
  .map((text) => text.replace(/\p{C}/gu, '').replace(/\\/g, '/').trim());

const source = fc.oneof(
  fc.constant({ kind: 'reader' as const }),
  fc.constant({ kind: 'report' as const }),
  words.map((basis) => ({ kind: 'measurement' as const, basis })),
);
const answered = <T>(value: fc.Arbitrary<T>) => fc.record({ value, source });
const tissues = fc.array(fc.constantFrom('aorta', 'renal vessels', 'Neuroforamen L1'), {
  minLength: 1,
  maxLength: 3,
});
const decimal = fc.integer({ min: -9000, max: 30000 }).map((value) => value / 10);

const descriptors = fc.record(
  {
    presence: answered(fc.constantFrom(...PRESENCES)),
    attenuation: answered(fc.constantFrom(...ATTENUATIONS)),
    attenuationReference: answered(fc.constantFrom(...ATTENUATION_REFERENCES)),
    attenuationHu: answered(fc.record({ fromHu: decimal, toHu: decimal })),
    attenuationPhase: answered(fc.constantFrom(...PHASES)),
    fat: answered(fc.constantFrom(...TISSUE_PRESENCES)),
    calcification: answered(fc.constantFrom(...TISSUE_PRESENCES)),
    enhancementDegree: answered(
      fc.uniqueArray(fc.constantFrom(...ENHANCEMENT_DEGREES), { minLength: 1, maxLength: 3 }),
    ),
    enhancementPattern: answered(fc.constantFrom(...ENHANCEMENT_PATTERNS)),
    margin: answered(fc.constantFrom(...MARGINS)),
    sizeMm: answered(
      fc.array(
        fc.integer({ min: 1, max: 3000 }).map((v) => v / 10),
        { minLength: 1, maxLength: 3 },
      ),
    ),
    encases: answered(tissues),
    extendsTo: answered(tissues),
  },
  { requiredKeys: [] },
);

const stamp = fc.record({
  by: words,
  at: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((d) => d.toISOString()),
});

export const randomRegion = (sopInstanceUIDs: readonly string[]): fc.Arbitrary<Region> =>
  fc.record({
    uid,
    frame: fc.record({ sopInstanceUID: fc.constantFrom(...sopInstanceUIDs), frameNumber: fc.constant(1) }),
    shape,
    text: words,
  }) as unknown as fc.Arbitrary<Region>;

/** Findings with one region at least, on the given images. */
export const randomFinding = (sopInstanceUIDs: readonly string[]): fc.Arbitrary<Finding> =>
  fc.record({
    trackingUID: uid,
    trackingIdentifier: words,
    site: fc.option(fc.constantFrom(...SITES)),
    laterality: fc.option(fc.constantFrom(...LATERALITIES)),
    levels: fc.option(fc.constantFrom(['T10', 'L1'] as const, ['T12', 'T12'] as const)),
    descriptors,
    note: words,
    evidence: fc.array(
      fc.record({
        start: fc.nat({ max: 500 }),
        end: fc.nat({ max: 900 }),
        text: words.filter((text) => text !== ''),
      }),
      { maxLength: 3 },
    ),
    regions: fc.array(randomRegion(sopInstanceUIDs), { minLength: 1, maxLength: 5 }),
    origin: fc.constant(null),
    locked: fc.boolean(),
    created: stamp,
    modified: stamp,
  }) as unknown as fc.Arbitrary<Finding>;

/** Imports with their ledgers, of any words. */
export const randomImport: fc.Arbitrary<ImportRecord> = fc.record({
  uid,
  origin: fc.record({
    kind: fc.constantFrom('SR', 'GSPS', 'RTSTRUCT', 'SEG', 'JSON'),
    description: words,
    sopInstanceUID: fc.option(uid),
  }),
  file: words,
  imported: stamp,
  findings: fc.array(uid, { maxLength: 3 }),
  references: fc.array(uid, { maxLength: 1 }),
  known: fc.nat({ max: 9 }),
  ledger: fc.array(fc.record({ what: words, where: words, why: words }), { maxLength: 4 }),
}) as unknown as fc.Arbitrary<ImportRecord>;
