/** Headers of images that exist only in a test: enough of a CT to be referred to. */
import type { Dataset } from '../../../annotations/codecs/sr/content-item.ts';
import { type SourceImages, sourceImage } from '../../../electron/exchange/source-attributes.ts';

export const TEST_IMAGE_UIDS = ['2.25.111', '2.25.112', '2.25.113'] as const;

export function testHeader(sopInstanceUID: string, more: Dataset = {}): Dataset {
  return {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: sopInstanceUID,
    StudyInstanceUID: '2.25.11',
    SeriesInstanceUID: '2.25.12',
    FrameOfReferenceUID: '2.25.13',
    PatientName: 'Prüfer^Żaneta',
    PatientID: 'T-1',
    PatientBirthDate: '19600102',
    PatientSex: 'F',
    StudyDate: '20250102',
    StudyTime: '101112',
    StudyID: 'S1',
    AccessionNumber: 'A1',
    ReferringPhysicianName: 'Doe^Jane',
    Modality: 'CT',
    BodyPartExamined: 'ABDOMEN',
    Rows: 512,
    Columns: 512,
    PixelSpacing: [0.78, 0.78],
    RescaleSlope: 1,
    RescaleIntercept: -1024,
    RescaleType: 'HU',
    WindowCenter: 40,
    WindowWidth: 400,
    ...more,
  };
}

export const testImages: SourceImages = (frame) =>
  (TEST_IMAGE_UIDS as readonly string[]).includes(frame.sopInstanceUID)
    ? sourceImage(testHeader(frame.sopInstanceUID))
    : null;
