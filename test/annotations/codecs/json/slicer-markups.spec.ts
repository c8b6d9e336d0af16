/**
 * Markups of 3D Slicer, each kind and each fault with places worked out by hand.
 * (Longer than other files: one format, and a case for each of its kinds.)
 */
import { describe, expect, it } from 'vitest';
import type { ImportContext, Imported } from '../../../../annotations/codecs/imported-findings.ts';
import { readAnnotationJson } from '../../../../annotations/codecs/json/read-annotation-json.ts';
import { openedImages } from '../../../../annotations/codecs/plane-locator.ts';
import type { Shape } from '../../../../annotations/finding/region.ts';
import { isValidUid } from '../../../../annotations/ids.ts';
import { axialStack, contextOf, FRAME_OF_REFERENCE, localizer, sliceUid, studyOf } from './opened-study.ts';

const SCHEMA =
  'https://raw.githubusercontent.com/slicer/slicer/master/Modules/Loadable/Markups/Resources/Schema/markups-schema-v1.0.3.json#';

type Position = readonly [number, number, number];
const points = (...positions: readonly Position[]) =>
  positions.map((position, index) => ({
    id: `${index + 1}`,
    label: `F-${index + 1}`,
    description: '',
    associatedNodeID: '',
    position,
    orientation: [-1, -0, -0, -0, -1, -0, 0, 0, 1],
    selected: true,
    locked: false,
    visibility: true,
    positionStatus: 'defined',
  }));

const markup = (type: string, fields: object) => ({
  type,
  name: `${type} 1`,
  coordinateSystem: 'LPS',
  coordinateUnits: 'mm',
  locked: false,
  measurements: [],
  display: { visibility: true },
  ...fields,
});

function read(markups: readonly object[], context: ImportContext = contextOf(axialStack())): Imported {
  const result = readAnnotationJson(JSON.stringify({ '@schema': SCHEMA, markups }), 'a.mrk.json', context);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const marksOf = ({ findings }: Imported) =>
  findings.flatMap(({ regions }) =>
    regions.map(({ frame, shape, text }) => ({ image: frame.sopInstanceUID, shape, text })),
  );
/** Without the one that says which frame of reference was assumed. */
const losses = ({ ledger }: Imported) => ledger.filter(({ what }) => what !== 'Frame of reference');

/** Worked out by hand: x = (X + 100) / 0.5 + 0.5, y = (Y + 50) / 0.8 + 0.5. */
const at = (x: number, y: number) => ({ x: expect.closeTo(x, 9), y: expect.closeTo(y, 9) });

describe('markups of 3D Slicer', () => {
  it('put each control point of a list where its coordinates say, with its label', () => {
    const imported = read([markup('Fiducial', { controlPoints: points([-60, -10, 20], [-100, -50, 0]) })]);
    expect(marksOf(imported)).toEqual([
      { image: sliceUid(20), shape: { kind: 'point', point: at(80.5, 50.5) }, text: 'F-1' },
      { image: sliceUid(0), shape: { kind: 'point', point: at(0.5, 0.5) }, text: 'F-2' },
    ]);
    expect(imported.findings).toMatchObject([
      {
        trackingIdentifier: 'Fiducial 1',
        locked: true,
        origin: { kind: 'JSON', description: '3D Slicer markups' },
      },
    ]);
    expect(losses(imported)).toEqual([]);
  });

  it('in RAS lie where the same point lies in LPS: x and y change their signs, z does not', () => {
    const lps = markup('Line', { controlPoints: points([-60, -10, 20], [-40, 6, 20]) });
    const ras = markup('Line', {
      coordinateSystem: 'RAS',
      controlPoints: points([60, 10, 20], [40, -6, 20]),
    });
    const shape = { kind: 'polyline', points: [at(80.5, 50.5), at(120.5, 70.5)] };
    for (const one of [lps, ras])
      expect(marksOf(read([one]))).toEqual([{ image: sliceUid(20), shape, text: '' }]);
  });

  it('without a coordinate system are in LPS, in µm a thousandth of a mm', () => {
    const { coordinateSystem: _, ...silent } = markup('Fiducial', {
      coordinateUnits: ['um', 'UCUM', 'micrometer'],
      controlPoints: points([-60_000, -10_000, 20_000]),
    });
    expect(marksOf(read([silent]))).toMatchObject([{ shape: { point: at(80.5, 50.5) } }]);
  });

  it('of unknown systems and units are not drawn, and the ledger says which', () => {
    const controlPoints = points([-60, -10, 20]);
    const imported = read([
      markup('Fiducial', { coordinateSystem: 'HFS', controlPoints }),
      markup('Fiducial', { coordinateUnits: 'inch', controlPoints }),
    ]);
    expect(marksOf(imported)).toEqual([]);
    expect(losses(imported).map(({ why }) => why)).toEqual([
      'its coordinate system “HFS” is neither LPS nor RAS',
      'its unit “inch” is neither mm nor µm',
    ]);
  });

  it('draw curves as lines and outlines between their points, and say that they are not smooth', () => {
    const controlPoints = points([-60, -10, 20], [-40, -10, 20], [-40, 6, 20]);
    const corners = [at(80.5, 50.5), at(120.5, 50.5), at(120.5, 70.5)];
    for (const [type, kind] of [
      ['Curve', 'polyline'],
      ['ClosedCurve', 'polygon'],
      ['Angle', 'polyline'],
    ] as const) {
      const imported = read([markup(type, { controlPoints })]);
      expect(marksOf(imported)).toMatchObject([{ image: sliceUid(20), shape: { kind, points: corners } }]);
      expect(losses(imported)).toMatchObject([{ what: type, where: `${type} “${type} 1”` }]);
      expect(losses(imported)[0]?.why).toMatch(type === 'Angle' ? /angle/ : /straight lines between its 3/);
    }
  });

  it('that lie on no single image are told, with what they are', () => {
    const imported = read([
      markup('Line', { controlPoints: points([-60, -10, 20], [-60, -10, 40]) }),
      markup('Fiducial', { controlPoints: points([-60, -10, 500], [900, -10, 20]) }),
      markup('ClosedCurve', { controlPoints: points([-60, -10, 20], [-40, -10, 20]) }),
    ]);
    expect(marksOf(imported)).toEqual([]);
    expect(losses(imported)).toEqual([
      { what: 'Line', where: 'Line “Line 1”', why: 'its points lie on no single opened image' },
      {
        what: 'Control point “F-1”',
        where: 'Fiducial “Fiducial 1”',
        why: 'it lies on none of the opened images',
      },
      {
        what: 'Control point “F-2”',
        where: 'Fiducial “Fiducial 1”',
        why: 'it lies on none of the opened images',
      },
      {
        what: 'Line',
        where: 'ClosedCurve “ClosedCurve 1”',
        why: 'it has 2 control points and needs at least 3',
      },
    ]);
  });

  it('whose points are not placed yet are told; the others are drawn', () => {
    const [first, second] = points([-60, -10, 20], [0, 0, 0]);
    const imported = read([
      markup('Fiducial', { controlPoints: [first, { ...second, positionStatus: 'undefined' }] }),
    ]);
    expect(marksOf(imported)).toHaveLength(1);
    expect(losses(imported)).toEqual([
      { what: 'Control point 2 “F-2”', where: 'Fiducial “Fiducial 1”', why: 'it has no position yet' },
    ]);
  });

  it('as a plane are a rectangle where an image lies in it, and told otherwise', () => {
    const flat = {
      center: [-60, -10, 20],
      normal: [0, 0, 1],
      size: [20, 16, 0],
      planeBounds: [-10, 10, -8, 8],
    };
    // In RAS the same plane has its first two axes turned round, so that the corners come in another order.
    const ras = { ...flat, center: [60, 10, 20], coordinateSystem: 'RAS' };
    const corners = [at(60.5, 40.5), at(100.5, 40.5), at(100.5, 60.5), at(60.5, 60.5)];
    const [a, b, c, d] = corners;
    const orientation = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    expect(marksOf(read([markup('Plane', { ...flat, orientation })]))).toMatchObject([
      { image: sliceUid(20), shape: { kind: 'polygon', points: corners } },
    ]);
    expect(marksOf(read([markup('Plane', { ...ras, orientation })]))).toMatchObject([
      { image: sliceUid(20), shape: { kind: 'polygon', points: [c, d, a, b] } },
    ]);
    const upright = read([markup('Plane', { ...flat, orientation: [1, 0, 0, 0, 0, -1, 0, 1, 0] })]);
    expect(marksOf(upright)).toEqual([]);
    expect(losses(upright)[0]?.why).toBe('it does not lie in the plane of an opened image');
  });

  it('as a box are its outline on every slice that cuts it, faces included', () => {
    const roi = markup('ROI', {
      roiType: 'Box',
      center: [-60, -10, 15],
      orientation: [-1, -0, -0, -0, -1, -0, 0, 0, 1],
      size: [20, 16, 10],
      controlPoints: points([-60, -10, 15]),
    });
    const imported = read([roi]);
    const marks = marksOf(imported);
    expect(marks.map(({ image }) => image)).toEqual([10, 15, 20].map((zMm) => sliceUid(zMm)));
    for (const { shape } of marks) expect(boundsOf(shape)).toEqual([60.5, 40.5, 100.5, 60.5]);
    expect(losses(imported)).toEqual([
      {
        what: 'ROI',
        where: 'ROI “ROI 1”',
        why: 'the box is drawn as its outline on the 3 slices that cut it',
      },
    ]);
    const ras = { ...roi, coordinateSystem: 'RAS', center: [60, 10, 15] };
    expect(marksOf(read([ras])).map(({ shape }) => boundsOf(shape))).toEqual(
      marks.map(({ shape }) => boundsOf(shape)),
    );
  });

  it('as a turned box have the outline of the turned box', () => {
    const half = Math.SQRT1_2;
    const imported = read([
      markup('ROI', {
        center: [-60, -10, 20],
        orientation: [half, -half, 0, half, half, 0, 0, 0, 1],
        size: [20, 20, 4],
      }),
    ]);
    // A square on its corner: its diagonals are 20·√2 mm, in pixels of 0.5 and 0.8 mm.
    const reach = 10 * Math.SQRT2;
    const [left, top, right, bottom] = boundsOf(marksOf(imported)[0]?.shape);
    expect([left, top, right, bottom]).toEqual(
      [80.5 - reach / 0.5, 50.5 - reach / 0.8, 80.5 + reach / 0.5, 50.5 + reach / 0.8].map((value) =>
        expect.closeTo(value, 3),
      ),
    );
  });

  it('as boxes that cannot be drawn say why', () => {
    const box = { center: [-60, -10, 20], size: [20, 16, 10] };
    const imported = read([
      markup('ROI', { ...box, insideOut: true }),
      markup('ROI', { ...box, roiType: 'Sphere' }),
      markup('ROI', { ...box, size: [20, 0, 10] }),
      markup('ROI', { ...box, orientation: [1, 1, 0, 0, 1, 0, 0, 0, 1] }),
      markup('ROI', { ...box, center: [-60, -10, 700] }),
      markup('Sketch', {}),
    ]);
    expect(marksOf(imported)).toEqual([]);
    expect(losses(imported).map(({ why }) => why)).toEqual([
      'it means what lies outside of its box',
      'regions of type Sphere are not read',
      'it says no size',
      'its axes are not at right angles',
      'none of the opened images cuts the box',
      'markups of type Sketch are not read',
    ]);
  });

  it('name no images: they belong to the only frame of reference of the study, which the ledger says', () => {
    const list = [markup('Fiducial', { controlPoints: points([-60, -10, 20]) })];
    expect(read(list).ledger).toEqual([
      {
        what: 'Frame of reference',
        where: 'the whole file',
        why: expect.stringMatching(/name neither images nor a frame of reference; the only one/),
      },
    ]);
    const two = read(list, contextOf(axialStack(), axialStack(2, { frameOfReferenceUID: '1.5' as never })));
    expect(two.findings).toEqual([]);
    expect(two.ledger[0]?.why).toMatch(/the opened study has 2: nothing was drawn/);
    expect(read(list, contextOf(localizer)).ledger[0]?.why).toMatch(/no opened image has one/);
  });

  it('lie all on the first of several phases with the same slices, and the ledger says so once', () => {
    const list = [
      markup('Fiducial', { controlPoints: points([-60, -10, 20], [-60, -10, 25]) }),
      markup('ROI', { center: [-60, -10, 20], size: [20, 16, 1] }),
    ];
    const imported = read(list, contextOf(axialStack(), axialStack(2)));
    expect(marksOf(imported).map(({ image }) => image)).toEqual([20, 25, 20].map((zMm) => sliceUid(zMm, 1)));
    expect(losses(imported).filter(({ what }) => what === 'Series')).toEqual([
      {
        what: 'Series',
        where: 'the whole file',
        why: '3 marks lie on slices of 2 series, and nothing tells which is meant: the one on the screen is taken, otherwise the first',
      },
    ]);
  });

  it('lie on the phase that is shown, where it has a slice there', () => {
    const list = [markup('Fiducial', { controlPoints: points([-60, -10, 20]) })];
    const [first, second] = [axialStack(1), axialStack(2)];
    const shown = { ...contextOf(), ...openedImages([studyOf(first, second)], second.id) };
    expect(marksOf(read(list, shown))).toMatchObject([{ image: sliceUid(20, 2) }]);
  });

  it('put single points on slices and not on the overview that crosses them', () => {
    // Exactly in the overview's plane, and 2 mm off the slice's.
    const list = [markup('Fiducial', { controlPoints: points([-60, -10, 22]) })];
    const context = contextOf(localizer, axialStack());
    expect(context.framesOfReference).toEqual([FRAME_OF_REFERENCE]);
    expect(marksOf(read(list, context))).toMatchObject([{ image: sliceUid(20) }]);
  });

  it('with a bad field lose that markup alone, and the ledger names the field', () => {
    const imported = read([
      markup('Fiducial', { controlPoints: [{ label: 'x', position: [1, 2] }] }),
      markup('Fiducial', { controlPoints: [{ label: 'x', position: [1, 2, 1e300] }] }),
      { name: 'no type' },
      markup('Fiducial', { controlPoints: points([-60, -10, 20]) }),
    ]);
    expect(marksOf(imported)).toHaveLength(1);
    expect(losses(imported).map(({ what, where, why }) => `${what}, ${where}: ${why}`)).toEqual([
      'Markup 1, markups[0].controlPoints[0].position: expected three numbers within 1000000 mm, found [1, 2]',
      'Markup 2, markups[1].controlPoints[0].position: expected three numbers within 1000000 mm, found [1, 2, 1e+300]',
      'Markup 3, markups[2].type: a text is missing',
    ]);
  });

  it.each([
    ['type', 7, 'expected a text, found 7'],
    ['size', [1, 2], 'expected exactly 3 entries, found [1, 2]'],
    ['size', [1, 2, 1e9], null],
    ['orientation', ['x', 0, 0, 0, 1, 0, 0, 0, 1], null],
    ['coordinateUnits', 5, 'expected a text or a list of three texts, found 5'],
    ['coordinateUnits', ['mm'], 'expected exactly 3 entries, found ["mm"]'],
    ['controlPoints', 'all', 'expected a list, found "all"'],
    ['center', null, 'expected three numbers within 1000000 mm, found null'],
    ['insideOut', 'yes', 'expected true or false, found "yes"'],
  ])('say in plain words what is wrong with %s of %j', (field, value, words) => {
    const [loss, ...others] = losses(read([markup('ROI', { [field]: value })]));
    expect(others).toEqual([]);
    expect(loss?.where).toMatch(new RegExp(`^markups\\[0\\]\\.${field}`));
    if (words !== null) expect(loss?.why).toBe(words);
    // Nothing of the schema library's own.
    expect(loss?.why).not.toMatch(/Invalid|Too (big|small)|Unrecognized|>=|<=|received/);
  });

  it('whose list of markups is none, or without end, are refused by file and field', () => {
    const message = (markups: unknown): string => {
      const result = readAnnotationJson(
        JSON.stringify({ '@schema': SCHEMA, markups }),
        'a.mrk.json',
        contextOf(axialStack()),
      );
      return result.ok ? 'read' : result.error.message;
    };
    expect(message({ first: 1 })).toBe(
      'a.mrk.json cannot be read: field markups: expected a list, found an object.',
    );
    expect(message(Array.from({ length: 10_001 }, () => 0))).toBe(
      'a.mrk.json cannot be read: field markups: expected at most 10000 entries, found a list of 10001.',
    );
  });

  it('are the same findings with the same marks whenever they are read; two alike stay two', () => {
    const [one, other] = [
      markup('Fiducial', { controlPoints: points([-60, -10, 20], [-60, -10, 20]) }),
      markup('Fiducial', { controlPoints: points([-40, -10, 20]) }),
    ];
    const identities = (markups: readonly object[]) =>
      read(markups).findings.map(({ trackingUID, regions }) => [
        trackingUID,
        ...regions.map(({ uid }) => uid),
      ]);
    const [first, second] = identities([one, other]);
    expect(identities([other, one])).toEqual([second, first]);
    expect(identities([{ ...one, display: { color: [1, 0, 0] } }])).toEqual([first]);
    expect(new Set(first).size).toBe(3);
    const twice = identities([one, one]).flat();
    expect(new Set(twice).size).toBe(6);
    expect(twice.every((uid) => isValidUid(uid as string))).toBe(true);
  });

  it('of another version of the format are told and not guessed', () => {
    const text = JSON.stringify({ '@schema': 'https://x/markups-schema-v2.0.0.json#', markups: [] });
    const result = readAnnotationJson(text, 'a.mrk.json', contextOf(axialStack()));
    expect(result.ok && result.value.ledger[0]?.why).toMatch(/only version 1 is read/);
  });
});

/** Left, top, right, bottom; rounded, since a section is drawn a millionth of a mm large. */
function boundsOf(shape: Shape | undefined): readonly number[] {
  if (shape?.kind !== 'polygon') throw new Error('expected an outline');
  const [xs, ys] = [shape.points.map(({ x }) => x), shape.points.map(({ y }) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(
    (value) => Math.round(value * 1e4) / 1e4,
  );
}
