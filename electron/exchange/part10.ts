/**
 * Data sets of keywords to DICOM files (PS3.10), by dcmjs: explicit little endian, UTF-8 text; our implementation
 * names itself in the file meta information. Reading is `read-dataset.ts`: dcmjs forgets the character set in items.
 */
import dcmjs from 'dcmjs';
import type { Dataset } from '../../annotations/codecs/sr/content-item.ts';

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** A UUID-derived UID made once for this program (PS3.5 B.2). */
const IMPLEMENTATION_CLASS_UID = '2.25.141874628716542107836104528712390671243';
const IMPLEMENTATION_VERSION_NAME = 'MARGINALIA_1';

const { DicomDict, DicomMetaDictionary } = dcmjs.data;

export function encodePart10(dataset: Dataset): Uint8Array {
  const meta = {
    FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
    MediaStorageSOPClassUID: dataset.SOPClassUID,
    MediaStorageSOPInstanceUID: dataset.SOPInstanceUID,
    TransferSyntaxUID: EXPLICIT_LITTLE_ENDIAN,
    ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
    ImplementationVersionName: IMPLEMENTATION_VERSION_NAME,
  };
  const file = new DicomDict(DicomMetaDictionary.denaturalizeDataset(meta));
  file.dict = DicomMetaDictionary.denaturalizeDataset({ SpecificCharacterSet: 'ISO_IR 192', ...dataset });
  return new Uint8Array(file.write({ fragmentMultiframe: false }));
}
