/** Frames and stacks for tests, of which each test says only what matters to it. */
import { asStackId, asUid } from '../../../annotations/ids.ts';
import type { Frame, FrameRef, Stack } from '../../../annotations/image/hierarchy.ts';

const UNPLACED: Omit<Frame, 'ref'> = {
  instanceNumber: 1,
  plane: null,
  spacingSource: null,
  spacing: null,
  rescale: { slope: 1, intercept: -1024, type: 'HU' },
  padding: null,
  voi: [],
  voiLuts: [],
  sliceLocationMm: null,
  sliceThicknessMm: null,
  acquisitionNumber: null,
  acquisitionTime: null,
};

export const frameRef = (sopInstanceUID: string, frameNumber = 1): FrameRef => ({
  sopInstanceUID: asUid(sopInstanceUID),
  frameNumber,
});

/** Lies nowhere, holds HU at the usual rescale. A plane brings its spacing. */
export function plainFrame(uid: string, differing: Partial<Frame> = {}): Frame {
  const spacing = differing.plane?.spacing ?? null;
  const spacingSource = spacing === null ? null : 'PixelSpacing';
  return { ...UNPLACED, ref: frameRef(uid), spacing, spacingSource, ...differing };
}

/** Grey, 16 bits signed, axial. */
export const plainStack = (
  frames: readonly Frame[],
  differing: Partial<Stack> & Pick<Stack, 'rows' | 'columns'>,
): Stack => ({
  id: asStackId('s'),
  seriesInstanceUID: asUid('1.2.3'),
  frameOfReferenceUID: null,
  storedType: 'int16',
  photometric: 'MONOCHROME2',
  orientation: 'axial',
  localizer: false,
  normal: null,
  sliceSpacingMm: null,
  transferSyntaxes: [],
  warnings: [],
  frames,
  ...differing,
});
