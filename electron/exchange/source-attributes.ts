/**
 * What a new object of a study copies from the study's own images: patient and study, as the files have them, and the
 * identity of each image. Values are copied, never made readable first.
 */
import type { Dataset } from '../../annotations/codecs/sr/content-item.ts';
import { datasets, textOf } from '../../annotations/codecs/sr/content-node.ts';
import type { FrameRef } from '../../annotations/image/hierarchy.ts';

const PATIENT_AND_STUDY = [
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'PatientBirthDate',
  'PatientSex',
  'PatientAge',
  'PatientSize',
  'PatientWeight',
  'StudyInstanceUID',
  'StudyDate',
  'StudyTime',
  'StudyID',
  'StudyDescription',
  'AccessionNumber',
  'ReferringPhysicianName',
] as const;

/** Type 2 attributes: present even when empty (PS3.3 C.7.1.1, C.7.2.1). */
const MAY_BE_EMPTY = new Set([
  'PatientName',
  'PatientID',
  'PatientBirthDate',
  'PatientSex',
  'StudyDate',
  'StudyTime',
  'StudyID',
  'AccessionNumber',
  'ReferringPhysicianName',
]);

export function patientAndStudy(header: Dataset): Dataset {
  const copied: Dataset = {};
  for (const keyword of PATIENT_AND_STUDY) {
    const value = header[keyword];
    if (value !== undefined && value !== null && value !== '') copied[keyword] = value;
    else if (MAY_BE_EMPTY.has(keyword)) copied[keyword] = '';
  }
  return copied;
}

/** An image that the new object refers to. */
export type SourceImage = {
  readonly sopClassUID: string;
  readonly sopInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly studyInstanceUID: string;
  readonly numberOfFrames: number;
  /** The image's header, for what must be copied into presentation states. */
  readonly header: Dataset;
};

export const sourceImage = (header: Dataset): SourceImage => ({
  sopClassUID: textOf(header.SOPClassUID),
  sopInstanceUID: textOf(header.SOPInstanceUID),
  seriesInstanceUID: textOf(header.SeriesInstanceUID),
  studyInstanceUID: textOf(header.StudyInstanceUID),
  numberOfFrames: Number(textOf(header.NumberOfFrames)) || 1,
  header,
});

export type SourceImages = (frame: FrameRef) => SourceImage | null;

/** Macros of functional groups (PS3.3 C.7.6.16) that say how a frame is shown. */
const SHOWING_MACROS = [
  'PixelMeasuresSequence',
  'PixelValueTransformationSequence',
  'FrameVOILUTSequence',
] as const;

/** The header as it speaks of one frame: what its functional groups say, its own first, stands at the top level. */
export function headerOfFrame(header: Dataset, frameNumber: number): Dataset {
  const own = datasets(header.PerFrameFunctionalGroupsSequence)[frameNumber - 1];
  const shared = datasets(header.SharedFunctionalGroupsSequence)[0];
  const said = SHOWING_MACROS.map((macro) => datasets(own?.[macro])[0] ?? datasets(shared?.[macro])[0] ?? {});
  return Object.assign({}, header, ...said);
}

/** One item a study, one a series within it (PS3.3 C.17.2.3, Table C.17-3). */
export function evidenceSequence(images: readonly SourceImage[]): Dataset[] {
  const studies = new Map<string, Map<string, Map<string, SourceImage>>>();
  for (const image of images) {
    const series = studies.get(image.studyInstanceUID) ?? new Map<string, Map<string, SourceImage>>();
    studies.set(image.studyInstanceUID, series);
    const instances = series.get(image.seriesInstanceUID) ?? new Map<string, SourceImage>();
    series.set(image.seriesInstanceUID, instances);
    instances.set(image.sopInstanceUID, image);
  }
  return [...studies].map(([study, series]) => ({
    StudyInstanceUID: study,
    ReferencedSeriesSequence: [...series].map(([uid, instances]) => ({
      SeriesInstanceUID: uid,
      ReferencedSOPSequence: [...instances.values()].map(imageReference),
    })),
  }));
}

export const imageReference = (image: SourceImage): Dataset => ({
  ReferencedSOPClassUID: image.sopClassUID,
  ReferencedSOPInstanceUID: image.sopInstanceUID,
});

/** DICOM date and time in local time, as clocks in a reading room show (PS3.5 6.2, DA and TM). */
export function dicomDateTime(at: Date): { readonly date: string; readonly time: string } {
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`,
    time: `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`,
  };
}
