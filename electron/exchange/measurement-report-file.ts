/** The SR document around the content tree: Comprehensive 3D SR IOD (PS3.3 A.35.13). */
import { PRIVATE_SCHEME } from '../../annotations/codecs/coded-concept.ts';
import { CT_PROCEDURE } from '../../annotations/codecs/codes.ts';
import { conceptItem, type Dataset } from '../../annotations/codecs/sr/content-item.ts';
import {
  type MeasurementReport,
  measurementReportContent,
} from '../../annotations/codecs/sr/write-measurement-report.ts';
import type { Region } from '../../annotations/finding/region.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { encodePart10 } from './part10.ts';
import { dicomDateTime, evidenceSequence, patientAndStudy, type SourceImages } from './source-attributes.ts';

const COMPREHENSIVE_3D_SR = '1.2.840.10008.5.1.4.1.1.88.34';

export type DocumentIdentity = {
  readonly sopInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly seriesNumber: number;
  readonly at: Date;
};

export type MeasurementReportRequest = Pick<
  MeasurementReport,
  'findings' | 'references' | 'observer' | 'numbersOf'
> & {
  readonly images: SourceImages;
  readonly identity: DocumentIdentity;
};

export type WrittenFile = {
  readonly bytes: Uint8Array;
  /** Regions whose image is not at hand: they are not in the file. */
  readonly left: readonly Region[];
};

/** Private codes are explained in the file itself (PS3.3 C.12.1, CodingSchemeIdentificationSequence). */
const CODING_SCHEMES: readonly Dataset[] = [
  {
    CodingSchemeDesignator: PRIVATE_SCHEME,
    CodingSchemeName: 'Marginalia lesion descriptors',
    CodingSchemeResponsibleOrganization: 'Marginalia',
  },
];

/** The modules that every object of ours has in common. */
export function commonModules(
  header: Dataset,
  identity: DocumentIdentity,
  sopClassUID: string,
  modality: string,
): Dataset {
  const { date, time } = dicomDateTime(identity.at);
  return {
    ...patientAndStudy(header),
    SOPClassUID: sopClassUID,
    SOPInstanceUID: identity.sopInstanceUID,
    SeriesInstanceUID: identity.seriesInstanceUID,
    SeriesNumber: String(identity.seriesNumber),
    InstanceNumber: '1',
    Modality: modality,
    Manufacturer: 'Marginalia',
    ManufacturerModelName: 'Marginalia',
    DeviceSerialNumber: '0',
    SoftwareVersions: '1',
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    SeriesDate: date,
    SeriesTime: time,
    ContentDate: date,
    ContentTime: time,
  };
}

export function measurementReportFile(
  request: MeasurementReportRequest,
): Result<WrittenFile, Failure<'no-images'>> {
  const { images, identity } = request;
  const regions = [
    ...request.findings.flatMap((finding) => finding.regions),
    ...request.references.map(({ region }) => region),
  ];
  const used = regions.flatMap((region) => images(region.frame) ?? []);
  const first = used[0];
  if (first === undefined) {
    return err(
      failure(
        'no-images',
        'No structured report was written: none of the marks lies on an image that is at hand.',
      ),
    );
  }
  const { content, left } = measurementReportContent({
    ...request,
    imageOf(region) {
      const image = images(region.frame);
      return image === null
        ? null
        : {
            sopInstanceUID: region.frame.sopInstanceUID,
            frameNumber: region.frame.frameNumber,
            sopClassUID: image.sopClassUID,
            numberOfFrames: image.numberOfFrames,
          };
    },
  });
  return ok({
    left,
    bytes: encodePart10({
      ...commonModules(first.header, identity, COMPREHENSIVE_3D_SR, 'SR'),
      SeriesDescription: 'Marginalia findings',
      CodingSchemeIdentificationSequence: CODING_SCHEMES,
      ReferencedPerformedProcedureStepSequence: [],
      CompletionFlag: 'PARTIAL',
      VerificationFlag: 'UNVERIFIED',
      PreliminaryFlag: 'PRELIMINARY',
      PerformedProcedureCodeSequence: [conceptItem(CT_PROCEDURE)],
      CurrentRequestedProcedureEvidenceSequence: evidenceSequence(used),
      ...content,
    }),
  });
}
