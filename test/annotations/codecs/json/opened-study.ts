/**
 * A study whose numbers can be worked out by hand: ten axial slices of 200 rows × 240 columns, 5 mm apart from z = 0,
 * pixels 0.5 mm wide and 0.8 mm high, the first one centered at (−100, −50). So a point of the patient in LPS lies at
 * x = (X + 100) / 0.5 + 0.5 and y = (Y + 50) / 0.8 + 0.5, on the slice whose number is Z / 5 + 1.
 */
import type { ImportContext } from '../../../../annotations/codecs/imported-findings.ts';
import { openedImages } from '../../../../annotations/codecs/plane-locator.ts';
import type { Frame, Stack, Study } from '../../../../annotations/image/hierarchy.ts';
import type { FramePlane } from '../../../../annotations/image/plane.ts';

export const FRAME_OF_REFERENCE = '1.2.840.99.1';
/** The image of the slice at `zMm`. */
export const sliceUid = (zMm: number, series = 1): string => `1.2.840.99.${series}.${zMm / 5 + 1}`;

const axial = (zMm: number): FramePlane => ({
  position: { x: -100, y: -50, z: zMm },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 1, z: 0 },
  spacing: { betweenRowsMm: 0.8, betweenColumnsMm: 0.5 },
});

const frame = (uid: string, plane: FramePlane): Frame =>
  ({
    ref: { sopInstanceUID: uid, frameNumber: 1 },
    instanceNumber: 1,
    plane,
    spacingSource: 'PixelSpacing',
    spacing: plane.spacing,
    rescale: { slope: 1, intercept: 0, type: 'HU' },
    padding: null,
    voi: [],
    voiLuts: [],
    sliceLocationMm: null,
    sliceThicknessMm: 5,
    acquisitionNumber: null,
    acquisitionTime: null,
  }) as unknown as Frame;

const stack = (frames: readonly Frame[], changes: Partial<Stack>): Stack =>
  ({
    id: frames[0]?.ref.sopInstanceUID,
    frameOfReferenceUID: FRAME_OF_REFERENCE,
    rows: 200,
    columns: 240,
    storedType: 'int16',
    photometric: 'MONOCHROME2',
    orientation: 'axial',
    localizer: false,
    normal: null,
    sliceSpacingMm: 5,
    transferSyntaxes: [],
    warnings: [],
    frames,
    ...changes,
  }) as unknown as Stack;

const heights = Array.from({ length: 10 }, (_, index) => 5 * index);

export const axialStack = (series = 1, changes: Partial<Stack> = {}): Stack =>
  stack(
    heights.map((zMm) => frame(sliceUid(zMm, series), axial(zMm))),
    changes,
  );

/** One coronal overview through y = −10; every slice crosses it. */
export const localizer: Stack = stack(
  [
    frame('1.2.840.99.7.1', {
      position: { x: -100, y: -10, z: 100 },
      rowDirection: { x: 1, y: 0, z: 0 },
      columnDirection: { x: 0, y: 0, z: -1 },
      spacing: { betweenRowsMm: 1, betweenColumnsMm: 1 },
    }),
  ],
  { localizer: true, orientation: 'coronal', sliceSpacingMm: null },
);

export const studyOf = (...stacks: readonly Stack[]): Study =>
  ({ studyInstanceUID: '1.2.840.99', series: [{ stacks }] }) as unknown as Study;

let made = 0;

export const contextOf = (...stacks: readonly Stack[]): ImportContext => ({
  ...openedImages([studyOf(...stacks)]),
  newUid: () => {
    made += 1;
    return `2.25.8${made}` as never;
  },
  stamp: { by: 'test', at: '2026-01-01T00:00:00.000Z' },
});
