import { describe, expect, it } from 'vitest';
import { ctSlice, type Item } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { scanFiles } from './scan-files.ts';

describe('objects without images', () => {
  it('ties a report to the series and images that it speaks of', async () => {
    const evidence: Item = [
      [
        0x00081115,
        'SQ',
        [
          [
            [0x0020000e, 'UI', '1.2.3.4'],
            [0x00081199, 'SQ', [[[0x00081155, 'UI', '1.2.3.4.1']]]],
          ],
        ],
      ],
      [0x0020000d, 'UI', '1.2.3'],
    ];
    const { objects, studies, skipped } = await scanFiles({
      sr: ctSlice(0, 8, {
        [T.SOPClassUID]: ['UI', '1.2.840.10008.5.1.4.1.1.88.33'],
        [T.Modality]: ['CS', 'SR'],
        [T.PixelData]: null,
        [T.CurrentRequestedProcedureEvidenceSequence]: ['SQ', [evidence]],
        [T.ConceptNameCodeSequence]: ['SQ', [[[0x00080104, 'LO', 'Imaging Measurement Report']]]],
        [T.SeriesDescription]: null,
      }),
      image: ctSlice(0, 1),
    });
    expect(skipped).toEqual([]);
    expect(studies).toHaveLength(1);
    expect(objects).toHaveLength(1);
    expect(objects[0]).toMatchObject({
      kind: 'SR',
      description: 'Imaging Measurement Report',
      references: ['1.2.3.4', '1.2.3.4.1'],
    });
  });

  it.each([
    ['1.2.840.10008.5.1.4.1.1.11.1', 'GSPS'],
    ['1.2.840.10008.5.1.4.1.1.66.4', 'SEG'],
    ['1.2.840.10008.5.1.4.1.1.481.3', 'RTSTRUCT'],
    ['1.2.840.10008.5.1.4.1.1.104.1', 'PDF'],
    ['1.2.840.10008.5.1.4.1.1.104.2', 'CDA'],
    ['1.2.840.10008.5.1.4.1.1.481.2', 'other'],
    ['1.2.840.10008.5.1.4.1.1.9.1.1', 'other'],
  ])('knows %s as %s, with pixels or without', async (sopClass, kind) => {
    const { objects, studies } = await scanFiles({
      a: ctSlice(0, 1, { [T.SOPClassUID]: ['UI', sopClass] }),
      b: ctSlice(0, 2, { [T.SOPClassUID]: ['UI', sopClass], [T.PixelData]: null }),
    });
    expect(studies).toEqual([]);
    expect(objects.map((object) => object.kind)).toEqual([kind, kind]);
  });
});
