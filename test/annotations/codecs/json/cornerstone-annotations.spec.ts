/**
 * Annotations of Cornerstone3D and OHIF, each tool and each fault with places worked out by hand.
 * (Longer than other files: one format, and a case for each of its tools.)
 */
import { describe, expect, it } from 'vitest';
import type { ImportContext, Imported } from '../../../../annotations/codecs/imported-findings.ts';
import { imageNamedBy } from '../../../../annotations/codecs/json/cornerstone-annotation.ts';
import { readAnnotationJson } from '../../../../annotations/codecs/json/read-annotation-json.ts';
import { axialStack, contextOf, FRAME_OF_REFERENCE, sliceUid } from './opened-study.ts';

type Position = readonly [number, number, number];

const imageId = (uid: string, frame = 1): string =>
  `wadors:https://pacs.example/dicom-web/studies/1.2/series/1.3/instances/${uid}/frames/${frame}`;

/** As the annotation manager keeps it. */
const annotation = (
  tool: string,
  points: readonly unknown[],
  fields: object = {},
  metadata: object = {},
) => ({
  annotationUID: '9b2d0b0e-5d5e-4c57-9a39-3a2a0f6f9f01',
  highlighted: false,
  invalidated: false,
  isLocked: false,
  isVisible: true,
  metadata: {
    toolName: tool,
    FrameOfReferenceUID: FRAME_OF_REFERENCE,
    referencedImageId: imageId(sliceUid(20)),
    viewPlaneNormal: [0, 0, 1],
    viewUp: [0, -1, 0],
    ...metadata,
  },
  data: {
    label: '',
    cachedStats: { [`imageId:${imageId(sliceUid(20))}`]: { Modality: 'CT', length: 3 } },
    handles: { points, activeHandleIndex: null, textBox: { hasMoved: false, worldPosition: [0, 0, 0] } },
    ...fields,
  },
});

const onePhase = contextOf(axialStack());

function read(document: unknown, context: ImportContext = contextOf(axialStack(), axialStack(2))): Imported {
  const result = readAnnotationJson(JSON.stringify(document), 'annotations.json', context);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const marksOf = ({ findings }: Imported) =>
  findings.flatMap(({ regions }) =>
    regions.map(({ frame, shape }) => ({ image: frame.sopInstanceUID, shape })),
  );
const shapeOf = (document: unknown) => marksOf(read(document))[0]?.shape;

/** Worked out by hand: x = (X + 100) / 0.5 + 0.5, y = (Y + 50) / 0.8 + 0.5. */
const at = (x: number, y: number) => ({ x: expect.closeTo(x, 9), y: expect.closeTo(y, 9) });

const A: Position = [-60, -10, 20];
const B: Position = [-40, -10, 20];
const C: Position = [-40, 6, 20];
const D: Position = [-60, 6, 20];
const [a, b, c, d] = [at(80.5, 50.5), at(120.5, 50.5), at(120.5, 70.5), at(80.5, 70.5)];

describe('annotations of Cornerstone3D', () => {
  it('lie on the image that they name, in whichever phase it is, at the place of their coordinates', () => {
    const other = annotation('Length', [A, C], {}, { referencedImageId: imageId(sliceUid(20, 2)) });
    expect(marksOf(read([annotation('Length', [A, C]), other]))).toEqual([
      { image: sliceUid(20, 1), shape: { kind: 'polyline', points: [a, c] } },
      { image: sliceUid(20, 2), shape: { kind: 'polyline', points: [a, c] } },
    ]);
  });

  it('become findings with their label, locked, under an identity that stays the same', () => {
    const one = annotation('Length', [A, C], { label: 'Node' });
    const [first, second] = [read([one]), read([one])];
    expect(first.findings).toMatchObject([
      {
        trackingIdentifier: 'Node',
        trackingUID: `2.25.${BigInt('0x9b2d0b0e5d5e4c579a393a2a0f6f9f01')}`,
        locked: true,
        origin: { kind: 'JSON', description: 'Cornerstone3D annotations' },
      },
    ]);
    expect(second.findings[0]?.trackingUID).toBe(first.findings[0]?.trackingUID);
    const twice = read([one, one]).findings.map(({ trackingUID }) => trackingUID);
    expect(new Set(twice).size).toBe(2);
  });

  it('keep the longer of two diameters first, in mm and not in pixels', () => {
    // 20 mm along the row are 40 pixels; 24 mm along the column are 30.
    const cross = annotation('Bidirectional', [A, B, [-50, -22, 20], [-50, 2, 20]]);
    expect(shapeOf(cross)).toEqual({
      kind: 'bidirectional',
      long: [at(100.5, 35.5), at(100.5, 65.5)],
      short: [a, b],
    });
  });

  it('as an ellipse have their half-axes in the pixels of each direction', () => {
    const upright = annotation('EllipticalROI', [
      [-50, -18, 20],
      [-50, -2, 20],
      [-60, -10, 20],
      [-40, -10, 20],
    ]);
    // 10 mm are 20 columns, 8 mm are 10 rows.
    const ellipse = { kind: 'ellipse', center: at(100.5, 50.5), radiusX: 20, radiusY: 10, rotation: 0 };
    expect(shapeOf(upright)).toEqual({
      ...ellipse,
      radiusX: expect.closeTo(20, 9),
      radiusY: expect.closeTo(10, 9),
    });
    // In a view that was turned by a right angle the pairs change places.
    const [bottom, top, left, right] = upright.data.handles.points;
    expect(shapeOf(annotation('EllipticalROI', [left, right, bottom, top]))).toEqual(shapeOf(upright));
  });

  it('as a turned ellipse have the outline of the turned ellipse, on pixels that are not square', () => {
    const turn = Math.PI / 6;
    const [long, short] = [10, 4];
    const end = (mm: number, angle: number): Position => [
      -50 + mm * Math.cos(angle),
      -10 + mm * Math.sin(angle),
      20,
    ];
    const shape = shapeOf(
      annotation('EllipticalROI', [
        end(short, turn + Math.PI / 2),
        end(-short, turn + Math.PI / 2),
        end(-long, turn),
        end(long, turn),
      ]),
    );
    if (shape?.kind !== 'ellipse') throw new Error('expected an ellipse');
    for (let step = 0; step < 12; step += 1) {
      const t = (step * Math.PI) / 6;
      const [u, v] = [long * Math.cos(t), short * Math.sin(t)];
      const mm = { x: u * Math.cos(turn) - v * Math.sin(turn), y: u * Math.sin(turn) + v * Math.cos(turn) };
      const [x, y] = [mm.x / 0.5, mm.y / 0.8];
      const [cos, sin] = [Math.cos(shape.rotation), Math.sin(shape.rotation)];
      const [along, across] = [x * cos + y * sin, y * cos - x * sin];
      expect((along / shape.radiusX) ** 2 + (across / shape.radiusY) ** 2).toBeCloseTo(1, 9);
    }
  });

  it('as a circle stay round in mm', () => {
    const rim = annotation('CircleROI', [[-50, -10, 20], [-40, -10, 20], A, B, C]);
    expect(shapeOf(rim)).toEqual({
      kind: 'ellipse',
      center: at(100.5, 50.5),
      radiusX: expect.closeTo(20, 9),
      radiusY: expect.closeTo(12.5, 9),
      rotation: 0,
    });
  });

  it('as a rectangle go round its corners, not across', () => {
    expect(shapeOf(annotation('RectangleROI', [A, B, D, C]))).toEqual({
      kind: 'polygon',
      points: [a, b, c, d],
    });
  });

  it('as outlines are closed or open as they say, in the places of old and new versions', () => {
    const contour = (fields: object) => annotation('PlanarFreehandROI', [], fields);
    const closed = { kind: 'polygon', points: [a, b, c] };
    expect(shapeOf(contour({ contour: { polyline: [A, B, C], closed: true } }))).toEqual(closed);
    expect(shapeOf(contour({ contour: { polyline: [A, B, C, A], closed: true } }))).toEqual(closed);
    expect(shapeOf(contour({ contour: { polyline: [A, B, C], closed: false } }))).toEqual({
      kind: 'polyline',
      points: [a, b, c],
    });
    expect(shapeOf(contour({ polyline: [A, B, C], isOpenContour: false }))).toEqual(closed);
  });

  it('as arrows point to their first point, unless they say otherwise', () => {
    const arrow = annotation('ArrowAnnotate', [A, C], { text: 'here' });
    const imported = read([arrow]);
    expect(imported.findings[0]?.regions).toMatchObject([
      { shape: { kind: 'arrow', tip: a, tail: c }, text: 'here' },
    ]);
    const turned = annotation('ArrowAnnotate', [], { handles: { points: [A, C], arrowFirst: false } });
    expect(shapeOf(turned)).toEqual({ kind: 'arrow', tip: c, tail: a });
  });

  it('as probes are points; typed arrays count as coordinates', () => {
    expect(shapeOf(annotation('Probe', [{ '0': -60, '1': -10, '2': 20 }]))).toEqual({
      kind: 'point',
      point: a,
    });
  });

  it.each([
    ['one alone', annotation('Probe', [A])],
    ['a list', [annotation('Probe', [A])]],
    ['a list by name', { version: 2, annotations: [annotation('Probe', [A])] }],
    ['by tool', { Length: [], Probe: [annotation('Probe', [A])] }],
    [
      'by frame of reference and tool',
      { [FRAME_OF_REFERENCE]: { Probe: [annotation('Probe', [A])], Length: [] } },
    ],
    [
      'of which only the group names the frame of reference',
      {
        [FRAME_OF_REFERENCE]: {
          Probe: [
            annotation('Probe', [A], {}, { FrameOfReferenceUID: undefined, referencedImageId: undefined }),
          ],
        },
      },
    ],
    [
      'as measurements of OHIF',
      [
        {
          uid: 'a1',
          SOPInstanceUID: sliceUid(20),
          FrameOfReferenceUID: FRAME_OF_REFERENCE,
          points: [A],
          metadata: { toolName: 'Probe' },
          referenceSeriesUID: '1.3',
          toolName: 'Probe',
          label: 'Node',
          displayText: { primary: [], secondary: [] },
          data: { 'imageId:x': { value: 12 } },
          type: 'value_type::point',
        },
      ],
    ],
  ])('are found packed as %s', (_, document) => {
    const imported = read(document, onePhase);
    expect(marksOf(imported)).toEqual([{ image: sliceUid(20), shape: { kind: 'point', point: a } }]);
    expect(imported.ledger).toEqual([]);
  });

  it('of OHIF as outlines are drawn closed, which the ledger says, since the file does not', () => {
    const imported = read(
      [
        {
          uid: 'a1',
          toolName: 'PlanarFreehandROI',
          FrameOfReferenceUID: FRAME_OF_REFERENCE,
          points: [A, B, C],
        },
      ],
      onePhase,
    );
    expect(marksOf(imported)[0]?.shape).toEqual({ kind: 'polygon', points: [a, b, c] });
    expect(imported.ledger).toMatchObject([{ what: 'PlanarFreehandROI', where: '[0]' }]);
    expect(imported.ledger[0]?.why).toMatch(/does not say whether the outline is closed/);
  });

  it('without an image lie on the opened one in whose plane they are, of the same frame of reference', () => {
    const local = { referencedImageId: 'dicomfile:3' };
    const imported = read(
      [
        annotation('Probe', [[-60, -10, 21]], {}, local),
        annotation('Probe', [A], {}, { ...local, FrameOfReferenceUID: '1.2.840.99.5' }),
        annotation('Length', [A, [-60, -10, 40]], {}, local),
        annotation('Probe', [A], {}, { ...local, FrameOfReferenceUID: '' }),
      ],
      onePhase,
    );
    expect(marksOf(imported)).toMatchObject([{ image: sliceUid(20) }]);
    expect(imported.ledger).toEqual([
      { what: 'Probe', where: '[1]', why: 'none of the opened images is of its frame of reference' },
      { what: 'Length', where: '[2]', why: 'none of the opened images lies in the plane of its points' },
      { what: 'Probe', where: '[3]', why: 'it names neither an image nor a frame of reference' },
    ]);
  });

  it('without an image lie on the first of several phases with the same slices, and the ledger says so', () => {
    const imported = read(annotation('Probe', [A], {}, { referencedImageId: 'dicomfile:3' }));
    expect(marksOf(imported)).toMatchObject([{ image: sliceUid(20, 1) }]);
    expect(imported.ledger).toEqual([
      {
        what: 'Probe',
        where: '[0]',
        why: '1 mark lies on slices of 2 series, and nothing tells which is meant: the one on the screen is taken, otherwise the first',
      },
    ]);
  });

  it('that do not fit the image that they name are not moved to another one', () => {
    const imported = read([
      annotation('Probe', [A], {}, { referencedImageId: imageId('1.2.840.404') }),
      annotation('Probe', [[-60, -10, 27.5]]),
      annotation('Probe', [A], {}, { FrameOfReferenceUID: '1.2.840.99.5' }),
    ]);
    expect(marksOf(imported)).toEqual([]);
    expect(imported.ledger.map(({ why }) => why)).toEqual([
      'the image that it names is not among the opened ones',
      'its points lie up to 7.5 mm off the image that it names',
      'it and the image that it names are of different frames of reference',
    ]);
  });

  it('of other tools, holes and impossible shapes stand in the ledger', () => {
    const imported = read([
      annotation('UltrasoundDirectionalTool', [A, B]),
      annotation('constructor', [A]),
      annotation('PlanarFreehandContourSegmentationTool', [A]),
      { ...annotation('SplineROI', []), parentAnnotationUID: 'x' },
      annotation('Length', [A, B, C]),
      annotation('Length', []),
      annotation('EllipticalROI', [A, B, C, D]),
      annotation('EllipticalROI', [
        [-50, -18, 20],
        [-50, -2, 20],
        [-60, -14, 20],
        [-40, -6, 20],
      ]),
      annotation('CircleROI', [A, A]),
      annotation('PlanarFreehandROI', [], { contour: { polyline: [A, B], closed: true } }),
    ]);
    expect(marksOf(imported)).toEqual([]);
    expect(imported.ledger.map(({ why }) => why)).toEqual([
      'annotations of the tool UltrasoundDirectionalTool are not read',
      'annotations of the tool constructor are not read',
      'it is a contour of a segmentation; import the segmentation as SEG or RTSTRUCT',
      'it is a hole in another outline; regions here have no holes, and that one is drawn filled',
      'it has 3 points and needs 2',
      'it has no points',
      'its two axes have no common center: no ellipse has these four points',
      'its two axes are not at right angles: no ellipse has these four points',
      'the circle has no radius',
      'its 2 points enclose nothing',
    ]);
  });

  it('of angles are their lines, without the number', () => {
    const imported = read([annotation('Angle', [A, B, C]), annotation('CobbAngle', [A, B, C, D])]);
    expect(marksOf(imported).map(({ shape }) => shape)).toEqual([
      { kind: 'polyline', points: [a, b, c] },
      { kind: 'polyline', points: [a, b] },
      { kind: 'polyline', points: [c, d] },
    ]);
    expect(imported.ledger).toHaveLength(2);
  });

  it('with a bad field lose that annotation alone, and the ledger names the field', () => {
    const imported = read([
      annotation('Probe', [[1, 2]]),
      annotation('Probe', [A]),
      { ...annotation('Probe', [A]), annotationUID: 5 },
    ]);
    expect(marksOf(imported)).toHaveLength(1);
    expect(imported.ledger.map(({ where, why }) => `${where}: ${why}`)).toEqual([
      '[0].data.handles.points[0]: expected three numbers within 1000000 mm, found [1, 2]',
      '[2].annotationUID: expected a text, found 5',
    ]);
  });

  it('name their image in the address, as DICOMweb and WADO-URI write it', () => {
    const frame = (sopInstanceUID: string, frameNumber: number) => ({ sopInstanceUID, frameNumber });
    expect(imageNamedBy(imageId('1.2.3', 4))).toEqual(frame('1.2.3', 4));
    expect(imageNamedBy('wadors:/studies/1/series/2/instances/1.2.3')).toEqual(frame('1.2.3', 1));
    expect(imageNamedBy('wadouri:http://x/wado?requestType=WADO&objectUID=1.2.3&frame=7')).toEqual(
      frame('1.2.3', 7),
    );
    expect(imageNamedBy('dicomfile:17')).toBeNull();
    expect(imageNamedBy('wadouri:http://x/1.2.3.dcm')).toBeNull();
  });
});
