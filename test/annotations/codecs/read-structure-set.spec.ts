import { describe, expect, it } from 'vitest';
import { readStructureSet } from '../../../annotations/codecs/read-structure-set.ts';
import { axialStack, contextOf, FRAME_OF_REFERENCE, sliceUid } from './json/opened-study.ts';

/** Two phases over the same slices, in the same frame of reference. */
const context = contextOf(axialStack(1), axialStack(2));

type Contour = { readonly zMm: number; readonly image?: string };

/** A triangle at each height, with the image that the contour names. */
const structureSet = (contours: readonly Contour[], series: readonly (readonly string[])[] = []) => ({
  SOPInstanceUID: '1.2.5',
  ReferencedFrameOfReferenceSequence: [
    {
      FrameOfReferenceUID: FRAME_OF_REFERENCE,
      RTReferencedStudySequence: [
        {
          RTReferencedSeriesSequence: series.map((images) => ({
            ContourImageSequence: images.map((uid) => ({ ReferencedSOPInstanceUID: uid })),
          })),
        },
      ],
    },
  ],
  StructureSetROISequence: [
    { ROINumber: '1', ROIName: 'Mass', ReferencedFrameOfReferenceUID: FRAME_OF_REFERENCE },
  ],
  ROIContourSequence: [
    {
      ReferencedROINumber: '1',
      ContourSequence: contours.map(({ zMm, image }) => ({
        ContourGeometricType: 'CLOSED_PLANAR',
        ContourData: [-60, -10, zMm, -40, -10, zMm, -40, 6, zMm],
        ...(image === undefined ? {} : { ContourImageSequence: [{ ReferencedSOPInstanceUID: image }] }),
      })),
    },
  ],
});

const imagesOf = (...contours: readonly Contour[]) => {
  const { findings, ledger } = readStructureSet(structureSet(contours), context);
  const images = findings.flatMap(({ regions }) => regions.map(({ frame }) => frame.sopInstanceUID));
  return { images, why: ledger.map(({ why }) => why) };
};

describe('contours of a structure set', () => {
  it('lie in the phase whose images they name', () => {
    expect(imagesOf({ zMm: 20, image: sliceUid(20, 2) }, { zMm: 25, image: sliceUid(25, 2) })).toEqual({
      images: [sliceUid(20, 2), sliceUid(25, 2)],
      why: [],
    });
  });

  it('that name none lie in the first phase, all of them, and the ledger says so', () => {
    // Written with the noise of other arithmetic, which must not scatter them over the phases.
    expect(imagesOf({ zMm: 20.0004 }, { zMm: 24.9996 })).toEqual({
      images: [sliceUid(20, 1), sliceUid(25, 1)],
      why: [
        '2 marks lie on slices of 2 series, and nothing tells which is meant: the one on the screen is taken, otherwise the first',
      ],
    });
  });

  it('that name none lie in the series that the set as a whole was drawn on', () => {
    const drawnOn = (...series: (readonly string[])[]) => {
      const set = structureSet([{ zMm: 20.0004 }, { zMm: 24.9996 }], series);
      const { findings, ledger } = readStructureSet(set, context);
      return [
        findings.flatMap(({ regions }) => regions.map(({ frame }) => frame.sopInstanceUID)),
        ledger.length,
      ];
    };
    const portal = [20, 25, 30].map((z) => sliceUid(z, 2));
    expect(drawnOn(portal)).toEqual([[sliceUid(20, 2), sliceUid(25, 2)], 0]);
    // Of two series nothing tells which is meant.
    expect(drawnOn(portal, [sliceUid(20, 1)])).toEqual([[sliceUid(20, 1), sliceUid(25, 1)], 1]);
  });

  it('that name an image in another plane lie in their own plane', () => {
    expect(imagesOf({ zMm: 20, image: sliceUid(40, 2) }).images).toEqual([sliceUid(20, 1)]);
  });

  it('in no plane say whether the image that they name is there', () => {
    expect(imagesOf({ zMm: 700, image: '1.2.404' }, { zMm: 700, image: sliceUid(20, 2) }).why).toEqual([
      'none of the opened images lies in its plane; the image that it names is not among them',
      'none of the opened images lies in its plane',
    ]);
  });
});
