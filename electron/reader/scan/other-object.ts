/** Objects without pixels of their own to show, by SOP class (PS3.4 B.5), and what they refer to. */
import {
  readUid,
  type SeriesInstanceUID,
  type SOPInstanceUID,
  type StudyInstanceUID,
} from '../../../annotations/ids.ts';
import type { OtherObject } from '../../../annotations/image/hierarchy.ts';
import type { DataSet } from './data-set.ts';
import { T } from './tags.ts';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';

export const DICOMDIR_CLASS = '1.2.840.10008.1.3.10';

/** The kind of object that a SOP class is, or null for images and for what is not known. */
export function objectKind(sopClassUID: string): OtherObject['kind'] | null {
  if (!sopClassUID.startsWith(STORAGE)) return null;
  const rest = sopClassUID.slice(STORAGE.length);
  if (rest.startsWith('88.')) return 'SR';
  if (/^11\.\d+$/.test(rest)) return 'GSPS';
  if (rest === '66.4' || rest === '66.7') return 'SEG';
  if (rest === '481.3') return 'RTSTRUCT';
  if (rest === '104.1') return 'PDF';
  if (rest === '104.2') return 'CDA';
  // Other RT objects but RT Image, raw data, registration, surfaces, parametric maps, other encapsulated files,
  // waveforms, measurements.
  if (
    /^(481\.([2-9]|\d\d)|66|66\.\d|67|68\.\d|30|104\.\d|9(\.\d+)*|78\.\d+|79\.1|80\.1|131|200\.\d+)$/.test(
      rest,
    )
  ) {
    return 'other';
  }
  return null;
}

/** Classes that are images: without pixel data they are broken, not something else (PS3.4 table B.5-1). */
const IMAGE_CLASS =
  /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(1|1\.\d+(\.\d+)?|2|2\.[12]|3(\.1)?|4|4\.[134]|5|6|6\.[12]|7|7\.[1-4]|12\.\d+(\.\d+)?|13\.1\.\d|14\.[12]|20|77\.1\..*|128|130|481\.1)$/;

export const isImageClass = (sopClassUID: string): boolean => IMAGE_CLASS.test(sopClassUID);

export function otherObject(
  kind: OtherObject['kind'],
  sopClassUID: string,
  dataSet: DataSet,
  shownFile: string,
): OtherObject | null {
  const sopInstanceUID = readUid<SOPInstanceUID>(dataSet.string(T.SOPInstanceUID));
  if (sopInstanceUID === null) return null;
  return {
    sopInstanceUID,
    sopClassUID,
    kind,
    modality: dataSet.string(T.Modality) ?? '',
    description: title(dataSet),
    studyInstanceUID: readUid<StudyInstanceUID>(dataSet.string(T.StudyInstanceUID)),
    seriesInstanceUID: readUid<SeriesInstanceUID>(dataSet.string(T.SeriesInstanceUID)),
    references: references(dataSet),
    file: shownFile,
  };
}

/** What the object is called, the most telling name first. */
function title(dataSet: DataSet): string {
  return (
    dataSet.text(T.ContentDescription) ||
    contentLabel(dataSet) ||
    dataSet.text(T.DocumentTitle) ||
    dataSet.text(T.StructureSetLabel) ||
    dataSet.text(T.RTPlanLabel) ||
    (dataSet.item(T.ConceptNameCodeSequence)?.text(T.CodeMeaning) ?? '') ||
    dataSet.text(T.SeriesDescription)
  );
}

/** Some writers put the character set there. */
function contentLabel(dataSet: DataSet): string {
  const label = dataSet.text(T.ContentLabel);
  return label.startsWith('ISO_IR') ? '' : label;
}

/** Sequences that lead to references, from the top level down. */
const PATHS: readonly (readonly number[])[] = [
  [T.ReferencedSeriesSequence],
  [T.ReferencedSeriesSequence, T.ReferencedImageSequence],
  [T.ReferencedSeriesSequence, T.ReferencedInstanceSequence],
  [T.ReferencedSeriesSequence, T.ReferencedSOPSequence],
  [T.ReferencedImageSequence],
  [T.ReferencedInstanceSequence],
  [T.CurrentRequestedProcedureEvidenceSequence, T.ReferencedSeriesSequence],
  [T.CurrentRequestedProcedureEvidenceSequence, T.ReferencedSeriesSequence, T.ReferencedSOPSequence],
  [T.PertinentOtherEvidenceSequence, T.ReferencedSeriesSequence],
  [T.PertinentOtherEvidenceSequence, T.ReferencedSeriesSequence, T.ReferencedSOPSequence],
  [T.ReferencedFrameOfReferenceSequence, T.RTReferencedStudySequence, T.RTReferencedSeriesSequence],
  [
    T.ReferencedFrameOfReferenceSequence,
    T.RTReferencedStudySequence,
    T.RTReferencedSeriesSequence,
    T.ContourImageSequence,
  ],
];

/** Series and instances, each once, in the order of the file. */
function references(dataSet: DataSet): (SeriesInstanceUID | SOPInstanceUID)[] {
  const found = new Set<SeriesInstanceUID | SOPInstanceUID>();
  for (const path of PATHS) {
    let sets: readonly DataSet[] = [dataSet];
    for (const tag of path) sets = sets.flatMap((set) => set.items(tag));
    for (const set of sets) {
      const series = readUid<SeriesInstanceUID>(set.string(T.SeriesInstanceUID));
      const instance = readUid<SOPInstanceUID>(set.string(T.ReferencedSOPInstanceUID));
      if (series !== null) found.add(series);
      if (instance !== null) found.add(instance);
    }
  }
  return [...found];
}
