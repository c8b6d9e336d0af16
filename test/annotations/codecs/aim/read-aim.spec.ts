import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAim } from '../../../../annotations/codecs/aim/read-aim.ts';
import { parseXml } from '../../../../annotations/codecs/aim/xml-elements.ts';
import type { Imported } from '../../../../annotations/codecs/imported-findings.ts';
import { axialStack, contextOf, FRAME_OF_REFERENCE, sliceUid } from '../json/opened-study.ts';

const context = contextOf(axialStack());

const coordinates = (dimensions: 'two' | 'three', points: readonly (readonly number[])[]): string => {
  const name = `${dimensions === 'two' ? 'Two' : 'Three'}DimensionSpatialCoordinate`;
  const items = points.map(
    (point, index) =>
      `<${name}><coordinateIndex value="${index}"/>${point
        .map((value, axis) => `<${'xyz'[axis]} value="${value}"/>`)
        .join('')}</${name}>`,
  );
  const collection = `${dimensions}DimensionSpatialCoordinateCollection`;
  return `<${collection}>${items.join('\n')}</${collection}>`;
};

const flat = (type: string, points: readonly (readonly number[])[], changes = ''): string =>
  `<MarkupEntity xsi:type="TwoDimension${type}"><uniqueIdentifier root="2.25.3"/><shapeIdentifier value="1"/>
   <includeFlag value="true"/><imageReferenceUid root="${sliceUid(20)}"/><referencedFrameNumber value="1"/>${changes}
   ${coordinates('two', points)}</MarkupEntity>`;

const spatial = (type: string, points: readonly (readonly number[])[]): string =>
  `<MarkupEntity xsi:type="ThreeDimension${type}"><includeFlag value="true"/>
   <frameOfReferenceUid root="${FRAME_OF_REFERENCE}"/>${coordinates('three', points)}</MarkupEntity>`;

const document = (markups: string, more = '', name = 'Lesion &lt;1&gt;'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!-- written by another program -->
<ImageAnnotationCollection xmlns="gme://caCORE.caCORE/4.4/edu.northwestern.radiology.AIM"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" aimVersion="AIMv4_0">
  <uniqueIdentifier root="2.25.1"/><user><name value="B. Reader"/><loginName value="b"/></user>
  <imageAnnotations><ImageAnnotation>
    <uniqueIdentifier root="2.25.77"/><name value="${name}"/><comment value="Look again."/>${more}
    <markupEntityCollection>${markups}</markupEntityCollection>
  </ImageAnnotation></imageAnnotations>
</ImageAnnotationCollection>`;

function read(text: string): Imported {
  const result = readAim(text, 'mass.xml', context);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const shapesOf = (markup: string) =>
  read(document(markup)).findings.flatMap(({ regions }) =>
    regions.map(({ frame, shape }) => ({ image: frame.sopInstanceUID, shape })),
  );

describe('marks of AIM 4', () => {
  it('become a locked finding of that reader, with name, comment and identity', () => {
    expect(read(document(flat('Point', [[10.5, 20.25]]))).findings).toMatchObject([
      {
        trackingUID: '2.25.77',
        trackingIdentifier: 'Lesion <1>',
        note: 'Look again.',
        locked: true,
        origin: { kind: 'AIM', description: 'AIM annotations of B. Reader' },
        regions: [
          {
            frame: { sopInstanceUID: sliceUid(20), frameNumber: 1 },
            shape: { kind: 'point', point: { x: 10.5, y: 20.25 } },
          },
        ],
      },
    ]);
  });

  it('in two dimensions are shapes of the image that they name, as SCOORD counts', () => {
    const [a, b, c] = [
      { x: 10, y: 20 },
      { x: 30, y: 20 },
      { x: 30, y: 40 },
    ];
    const points = [a, b, c].map(({ x, y }) => [x, y]);
    const shapes = (type: string, given: readonly (readonly number[])[]) =>
      shapesOf(flat(type, given)).map(({ shape }) => shape);
    expect(shapes('Polyline', [...points, points[0] as number[]])).toEqual([
      { kind: 'polygon', points: [a, b, c] },
    ]);
    expect(shapes('Polyline', points.slice(0, 2))).toEqual([{ kind: 'polyline', points: [a, b] }]);
    expect(shapes('MultiPoint', points.slice(0, 2))).toEqual([{ kind: 'polyline', points: [a, b] }]);
    expect(
      shapes('Circle', [
        [20, 20],
        [23, 24],
      ]),
    ).toEqual([{ kind: 'ellipse', center: { x: 20, y: 20 }, radiusX: 5, radiusY: 5, rotation: 0 }]);
    expect(
      shapes('Ellipse', [
        [10, 20],
        [30, 20],
        [20, 16],
        [20, 24],
      ]),
    ).toEqual([{ kind: 'ellipse', center: { x: 20, y: 20 }, radiusX: 10, radiusY: 4, rotation: 0 }]);
  });

  it('in three dimensions lie where their coordinates say, in the frame of reference', () => {
    // x = (X + 100) / 0.5 + 0.5, y = (Y + 50) / 0.8 + 0.5.
    const corners = [
      [-60, -10, 20],
      [-40, -10, 20],
      [-40, 6, 20],
    ];
    expect(shapesOf(spatial('Polygon', corners))).toEqual([
      {
        image: sliceUid(20),
        shape: {
          kind: 'polygon',
          points: [
            { x: expect.closeTo(80.5, 9), y: expect.closeTo(50.5, 9) },
            { x: expect.closeTo(120.5, 9), y: expect.closeTo(50.5, 9) },
            { x: expect.closeTo(120.5, 9), y: expect.closeTo(70.5, 9) },
          ],
        },
      },
    ]);
  });

  it('come in the order of their indices, not of the file', () => {
    const turned = flat('Polyline', [
      [1, 2],
      [3, 4],
    ]).replace('coordinateIndex value="0"', 'coordinateIndex value="9"');
    expect(shapesOf(turned)[0]?.shape).toEqual({
      kind: 'polyline',
      points: [
        { x: 3, y: 4 },
        { x: 1, y: 2 },
      ],
    });
  });

  it('with words stand at their place; words without one are told', () => {
    const shape = `<geometricShapeEntity xsi:type="TwoDimensionMultiPoint">
      <imageReferenceUid root="${sliceUid(20)}"/>${coordinates('two', [[5, 6]])}</geometricShapeEntity>`;
    const text = (inner: string) =>
      `<MarkupEntity xsi:type="TextAnnotationEntity"><textValue value="here"/>${inner}</MarkupEntity>`;
    expect(read(document(text(shape))).findings[0]?.regions).toMatchObject([
      { shape: { kind: 'text', anchor: { x: 5, y: 6 } }, text: 'here' },
    ]);
    expect(read(document(text(''))).ledger).toMatchObject([
      { what: 'TextAnnotationEntity', why: 'its words stand at no place of the image' },
    ]);
  });

  it('that cannot be drawn stand in the ledger, and so does what AIM says beside them', () => {
    const triangle = [
      [1, 1],
      [2, 1],
      [2, 2],
    ];
    const elsewhere = flat('Point', [[1, 1]]).replace(sliceUid(20), '1.2.840.404');
    const imported = read(
      document(
        [
          flat('Point', [[1, 1]], '').replace('value="true"', 'value="false"'),
          elsewhere,
          flat('Polyline', triangle),
          flat('Circle', [[1, 1]]),
          flat('Point', [[Number.NaN, 1]]),
          flat('Point', [[1, 1]]).replace(sliceUid(20), 'slice-20'),
          flat('Point', []),
          spatial('Point', [[0, 0, 900]]),
          spatial('Ellipsoid', [[-60, -10, 20]]),
          '<MarkupEntity xsi:type="Sketch"/>',
        ].join(''),
        '<imagingObservationEntityCollection><ImagingObservationEntity/><ImagingObservationEntity/></imagingObservationEntityCollection>',
        'Mass',
      ),
    );
    expect(imported.findings.flatMap(({ regions }) => regions)).toHaveLength(1);
    expect(imported.ledger.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'TwoDimensionPoint: it marks what does not belong to the region; regions here have no holes',
      'TwoDimensionPoint: the image that it names is not among the opened ones',
      'TwoDimensionPolyline: its last point does not repeat its first; the outline is drawn closed',
      'TwoDimensionCircle: the circle has no radius',
      'TwoDimensionPoint: point 1, field x: expected a number within 1000000, found "NaN"',
      'TwoDimensionPoint: imageReferenceUid: expected a DICOM UID, found "slice-20"',
      'TwoDimensionPoint: it has no points (twoDimensionSpatialCoordinateCollection)',
      'ThreeDimensionPoint: none of the opened images lies in the plane of its points',
      'ThreeDimensionEllipsoid: markups of type Ellipsoid are not read',
      'Sketch: markups of type Sketch are not read',
      '2 observations: of AIM only marks, names and comments are read',
    ]);
    expect(imported.ledger.every(({ where }) => where === 'annotation 1 “Mass”')).toBe(true);
  });
});

describe('XML that may be hostile', () => {
  it.each([
    [
      'a document type',
      '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
      /a document type is not read at line 1, column 1/,
    ],
    ['half a document', '<a><b>', /it ends before its elements do/],
    ['crossed elements', '<a><b></a></b>', /ends twice/],
    ['two roots', '<a/><b/>', /no single root/],
    ['an endless depth', '<a>'.repeat(500), /nested more than 100 deep/],
    ['an open comment', `<a><!--${'-'.repeat(10_000)}`, /no element begins/],
    ['blanks without end', `<a${' '.repeat(100_000)}`, /no element begins/],
    ['another document', '<html><body/></html>', /holds no AIM image annotations/],
    ['AIM 3', '<ImageAnnotation aimVersion="3.0"/>', /it says AIM 3\.0; version 4 is read/],
  ])('as %s is refused with a sentence that names it', (_, text, message) => {
    const result = readAim(text, 'mass.xml', context);
    expect(!result.ok && result.error.message).toMatch(/^mass\.xml /);
    expect(!result.ok && result.error.message).toMatch(message);
  });

  it('expands no entity but those of XML', () => {
    const parsed = parseXml('<a b="&lt;&#65;&#x42;&amp;lt;&evil;">&gt;<![CDATA[<&amp;>]]></a>');
    expect(parsed.ok && [parsed.value.attributes.get('b'), parsed.value.text]).toEqual([
      '<AB&lt;&evil;',
      '><&amp;>',
    ]);
  });

  it('never throws, whatever it is made of', () => {
    const part = fc.constantFrom(
      '<a>',
      '</a>',
      '<a/>',
      '<',
      '>',
      '&',
      '"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 30 }), (parts) => {
        const result = readAim(parts.join(''), 'mass.xml', context);
        expect(result.ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
