/** What a file says of its series, study and patient, made readable once for each series. */
import {
  readUid,
  type SeriesInstanceUID,
  type SOPInstanceUID,
  type StudyInstanceUID,
} from '../../../annotations/ids.ts';
import type { DataSet } from './data-set.ts';
import type { SeriesHeader, StudyHeader } from './header.ts';
import { readableAge, readableDate, readableName, readableTime } from './readable.ts';
import { samePatient } from './same-patient.ts';
import { T } from './tags.ts';

/** Null where the file does not say. */
export type SeriesIds = {
  readonly study: StudyInstanceUID | null;
  readonly series: SeriesInstanceUID | null;
};

export const seriesIds = (dataSet: DataSet): SeriesIds => ({
  study: readUid(dataSet.string(T.StudyInstanceUID)),
  series: readUid(dataSet.string(T.SeriesInstanceUID)),
});

/** Reading names and descriptions is half of the work of a header; within a series they are the same. */
export function seriesOf(
  dataSet: DataSet,
  ids: SeriesIds,
  sopInstanceUID: SOPInstanceUID,
  soFar: Map<string, SeriesHeader>,
): SeriesHeader {
  if (ids.series === null) return seriesHeader(dataSet, ids, sopInstanceUID);
  const key = `${ids.study ?? ''}|${ids.series}`;
  let header = soFar.get(key);
  if (header === undefined) {
    header = seriesHeader(dataSet, ids, sopInstanceUID);
    soFar.set(key, header);
  }
  return header;
}

/** Whether the data set names the patient of its series; its bytes are compared first, they are nearly always the same. */
export function namesPatientOf(header: SeriesHeader, dataSet: DataSet): boolean {
  if (header.patientBytes === patientBytes(dataSet)) return true;
  return samePatient(header.study.patient, patientIdentity(dataSet));
}

const patientBytes = (dataSet: DataSet): string =>
  `${dataSet.string(T.PatientID) ?? ''}\n${dataSet.string(T.PatientName) ?? ''}`;

/** A sentence where study or series are not named: their images are not put together by guessing. */
export function standsAlone({ study, series }: SeriesIds): string | null {
  if (series === null) {
    const missing = study === null ? 'neither a Study nor a Series Instance UID' : 'no Series Instance UID';
    return `The file has ${missing}; its image stands alone.`;
  }
  return study === null ? 'The file has no Study Instance UID; its series stands alone.' : null;
}

function seriesHeader(dataSet: DataSet, ids: SeriesIds, sopInstanceUID: SOPInstanceUID): SeriesHeader {
  const study = studyHeader(dataSet, ids, sopInstanceUID);
  const agent =
    dataSet.text(T.ContrastBolusAgent) ||
    (dataSet.item(T.ContrastBolusAgentSequence)?.text(T.CodeMeaning) ?? '');
  const modality = dataSet.string(T.Modality) ?? '';
  const description = dataSet.text(T.SeriesDescription);
  return {
    // Without a series the image stands alone; its own UID keeps it apart.
    seriesInstanceUID: ids.series ?? (sopInstanceUID as string as SeriesInstanceUID),
    study,
    modality,
    number: dataSet.integer(T.SeriesNumber),
    description,
    bodyPart: dataSet.string(T.BodyPartExamined) ?? '',
    laterality: dataSet.string(T.Laterality) ?? '',
    manufacturer: dataSet.text(T.Manufacturer),
    convolutionKernel: dataSet.string(T.ConvolutionKernel) ?? '',
    contrastAgent: agent,
    patientBytes: patientBytes(dataSet),
    evidence: {
      modality,
      contrastAgent: agent,
      contrastRoute: dataSet.text(T.ContrastBolusRoute),
      seriesDescription: description,
      protocolName: dataSet.text(T.ProtocolName),
      studyDescription: study.description,
    },
  };
}

function studyHeader(dataSet: DataSet, ids: SeriesIds, sopInstanceUID: SOPInstanceUID): StudyHeader {
  return {
    // Images of one series are of one study, even where it has no name: the series lends its own.
    studyInstanceUID: ids.study ?? ((ids.series ?? sopInstanceUID) as string as StudyInstanceUID),
    patient: patientIdentity(dataSet),
    date: readableDate(dataSet.string(T.StudyDate) ?? ''),
    time: readableTime(dataSet.string(T.StudyTime) ?? ''),
    description: dataSet.text(T.StudyDescription),
    accessionNumber: dataSet.text(T.AccessionNumber),
    institution: dataSet.text(T.InstitutionName),
  };
}

export function patientIdentity(dataSet: DataSet): StudyHeader['patient'] {
  return {
    name: readableName(dataSet.name(T.PatientName)),
    id: dataSet.text(T.PatientID),
    birthDate: readableDate(dataSet.string(T.PatientBirthDate) ?? ''),
    sex: dataSet.string(T.PatientSex) ?? '',
    age: readableAge(dataSet.string(T.PatientAge) ?? ''),
  };
}
