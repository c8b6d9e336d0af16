import { describe, expect, it } from 'vitest';
import { isHounsfield } from '../../../../annotations/finding/statistics.ts';
import { type Changes, ctSlice, type Item } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { messages, onlyStack, scanSlices } from './scan-files.ts';

const warningsOf = async (slices: readonly Uint8Array[]): Promise<readonly string[]> =>
  messages(onlyStack(await scanSlices(slices)));

const series = (positions: readonly number[], changes: Changes = {}): Uint8Array[] =>
  positions.map((z, i) => ctSlice(z, i + 1, changes));

describe('what is said beside a stack', () => {
  it('says nothing about an even series', async () => {
    expect(await warningsOf(series([0, 2.5, 5, 7.5]))).toEqual([]);
  });

  it('says nothing about positions rounded to a tenth', async () => {
    expect(await warningsOf(series([0, 1.3, 2.5, 3.8, 5]))).toEqual([]);
    expect(await warningsOf(series([0, 2.51, 5, 7.49, 10]))).toEqual([]);
  });

  it('names a gap by its width and the slice before it', async () => {
    expect(await warningsOf(series([0, 2.5, 5, 12.4, 14.9, 17.4]))).toEqual([
      'gap: gap of 7.4 mm after slice 3',
    ]);
  });

  it('sums up many gaps', async () => {
    const positions = Array.from({ length: 24 }, (_, i) => i + Math.floor(i / 4));
    expect(await warningsOf(series(positions))).toEqual([
      'gap: 5 gaps, the widest of 2.0 mm, after slices 4, 8, 12, 16 and 1 more',
    ]);
  });

  it('tells of distances that vary', async () => {
    expect(await warningsOf(series([0, 2.3, 5, 7.5, 10]))).toEqual([
      'variable-spacing: distances between slices vary from 2.30 mm to 2.70 mm',
    ]);
  });

  it('measures the gantry tilt from the shift of the slices', async () => {
    const angle = (20 * Math.PI) / 180;
    const tilted: Changes = {
      [T.ImageOrientationPatient]: ['DS', `1\\0\\0\\0\\${Math.cos(angle)}\\${-Math.sin(angle)}`],
    };
    expect(await warningsOf(series([0, 2.5, 5], tilted))).toEqual([
      'gantry-tilt: slices are shifted by 20.0° against each other (gantry tilt); reformatted planes are skewed',
    ]);
  });

  it('tells of slices that lie beside the others', async () => {
    const aside = ctSlice(5, 3, { [T.ImagePositionPatient]: ['DS', '-6\\-20\\5'] });
    expect(await warningsOf([...series([0, 2.5]), aside, ctSlice(7.5, 4)])).toEqual([
      'variable-spacing: slices are shifted sideways against each other by up to 4.0 mm; reformatted planes are skewed',
    ]);
  });

  it('takes the header’s word for the tilt of a single slice', async () => {
    expect(await warningsOf([ctSlice(0, 1, { [T.GantryDetectorTilt]: ['DS', '-22.5'] })])).toEqual([
      'gantry-tilt: the gantry was tilted by −22.5°',
    ]);
  });

  it('tells of pixels that are not square', async () => {
    expect(await warningsOf([ctSlice(0, 1, { [T.PixelSpacing]: ['DS', '0.7\\0.5'] })])).toEqual([
      'non-square-pixels: pixels are not square: 0.700 mm between rows, 0.500 mm between columns',
    ]);
  });

  it('tells when no length can be measured', async () => {
    const said = await warningsOf([ctSlice(0, 1, { [T.PixelSpacing]: null })]);
    expect(said).toContain('no-spacing: the size of a pixel is not known; nothing can be measured in mm');
  });

  it('tells when spacing is that of the detector', async () => {
    const said = await warningsOf([
      ctSlice(0, 1, {
        [T.PixelSpacing]: null,
        [T.ImagerPixelSpacing]: ['DS', '0.2\\0.2'],
        [T.Modality]: ['CS', 'CR'],
      }),
    ]);
    expect(said.some((message) => message.includes('ImagerPixelSpacing'))).toBe(true);
  });

  it('orders by number and says so where positions are missing', async () => {
    const stack = onlyStack(
      await scanSlices([3, 1, 2].map((n) => ctSlice(0, n, { [T.ImagePositionPatient]: null }))),
    );
    expect(stack.frames.map((frame) => frame.instanceNumber)).toEqual([1, 2, 3]);
    expect(stack.normal).toBeNull();
    expect(messages(stack)).toEqual([
      'missing-position: the files do not say where these images lie; they are in the order of their numbers',
    ]);
  });

  it.each([
    ['US', 'not-hounsfield: values are not Hounsfield units (rescale type US)'],
    ['HU', null],
    ['Houndsfield Unit', null],
  ])('judges rescale type %s', async (type, expected) => {
    expect(await warningsOf([ctSlice(0, 1, { [T.RescaleType]: ['LO', type] })])).toEqual(
      expected === null ? [] : [expected],
    );
  });

  const SLOPE = 0x00281053;
  const INTERCEPT = 0x00281052;
  const TYPE = 0x00281054;

  it.each<[string, Changes, string]>([
    [
      'neither slope nor intercept',
      { [SLOPE]: null, [INTERCEPT]: null },
      'stored values, not Hounsfield units: the file gives no rescale slope and intercept',
    ],
    [
      'neither, though it names HU',
      { [SLOPE]: null, [INTERCEPT]: null, [TYPE]: ['LO', 'HU'] },
      'stored values, not Hounsfield units: the file gives no rescale slope and intercept',
    ],
    ['no slope', { [SLOPE]: null }, 'values are not Hounsfield units: the file gives no rescale slope'],
    [
      'no intercept',
      { [INTERCEPT]: null },
      'values are not Hounsfield units: the file gives no rescale intercept',
    ],
    [
      'a slope that is no number',
      { [SLOPE]: ['DS', 'one'] },
      'values are not Hounsfield units: the file gives no rescale slope',
    ],
    [
      'slope 0',
      { [SLOPE]: ['DS', '0'], [TYPE]: ['LO', 'HU'] },
      'stored values, not Hounsfield units: the rescale slope is 0, which is not valid',
    ],
  ])('claims no HU for a CT with %s', async (_, changes, expected) => {
    const stack = onlyStack(await scanSlices([ctSlice(0, 1, changes)]));
    expect(messages(stack)).toEqual([`not-hounsfield: ${expected}`]);
    const rescale = stack.frames[0]?.rescale ?? { type: null };
    expect(isHounsfield(rescale)).toBe(false);
    if (expected.startsWith('stored')) expect(rescale).toEqual({ slope: 1, intercept: 0, type: 'US' });
  });

  it('counts the slices without HU in a series that has it otherwise', async () => {
    const slices = [ctSlice(0, 1), ctSlice(1, 2, { [SLOPE]: ['DS', '0'] }), ctSlice(2, 3)];
    expect(await warningsOf(slices)).toEqual([
      'not-hounsfield: stored values, not Hounsfield units: the rescale slope is 0, which is not valid (1 of 3 images)',
    ]);
  });

  it('claims no HU for a lookup table that keeps silent of its unit', async () => {
    const table: Item = [
      [0x00283002, 'US', [2, 0, 16]],
      [0x00283006, 'US', [5, 9]],
    ];
    const changes: Changes = { [SLOPE]: null, [INTERCEPT]: null, [T.ModalityLUTSequence]: ['SQ', [table]] };
    const stack = onlyStack(await scanSlices([ctSlice(0, 1, changes)]));
    expect(messages(stack)).toEqual(['not-hounsfield: values are not Hounsfield units (rescale type US)']);
    expect(stack.frames[0]?.rescale.type).toBe('US');
  });

  it('says that other modalities have no Hounsfield units', async () => {
    expect(await warningsOf([ctSlice(0, 1, { [T.Modality]: ['CS', 'MR'] })])).toEqual([
      'not-hounsfield: values are not Hounsfield units (modality MR)',
    ]);
  });

  it('says that directions make no sense instead of using them', async () => {
    const stack = onlyStack(
      await scanSlices([ctSlice(0, 1, { [T.ImageOrientationPatient]: ['DS', '1\\0\\0\\1\\0\\0'] })]),
    );
    expect(stack.frames[0]?.plane).toBeNull();
    expect(messages(stack).join()).toContain('makes no sense');
  });
});
