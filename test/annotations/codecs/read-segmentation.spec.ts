import { describe, expect, it } from 'vitest';
import { readSegmentation } from '../../../annotations/codecs/read-segmentation.ts';
import { axialStack, contextOf, FRAME_OF_REFERENCE, sliceUid } from './json/opened-study.ts';

/** Two phases over the same slices, in the same frame of reference. */
const context = contextOf(axialStack(1), axialStack(2));

/** One mask of 2 × 2 pixels at 20 mm, made on the series with these images. */
const segmentation = (images: readonly string[]) => ({
  SOPInstanceUID: '1.2.6',
  FrameOfReferenceUID: FRAME_OF_REFERENCE,
  Rows: 2,
  Columns: 2,
  SegmentationType: 'BINARY',
  ReferencedSeriesSequence: [
    { ReferencedInstanceSequence: images.map((uid) => ({ ReferencedSOPInstanceUID: uid })) },
  ],
  SegmentSequence: [{ SegmentNumber: 1, SegmentLabel: 'Mass' }],
  SharedFunctionalGroupsSequence: [
    {
      PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
      PixelMeasuresSequence: [{ PixelSpacing: [5, 5] }],
      SegmentIdentificationSequence: [{ ReferencedSegmentNumber: 1 }],
    },
  ],
  PerFrameFunctionalGroupsSequence: [
    { PlanePositionSequence: [{ ImagePositionPatient: [-50, -5, 20.0004] }] },
  ],
});

describe('a mask that names no images of its own', () => {
  it.each([1, 2])('lies in the series that the segmentation was made on (%d)', (series) => {
    const images = [20, 25, 30].map((z) => sliceUid(z, series));
    const { findings, ledger } = readSegmentation(segmentation(images), () => [1, 1, 1, 1], context);
    expect(findings.flatMap(({ regions }) => regions.map(({ frame }) => frame.sopInstanceUID))).toEqual([
      sliceUid(20, series),
    ]);
    expect(ledger).toEqual([]);
  });
});
