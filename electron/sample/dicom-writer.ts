/** One slice as a CT Image Storage file (PS3.3 A.3), unsigned 12 in 16 bits, HU = stored − 1024. */
import { bytes, decimals, type Element, part10, text, unsignedShort } from './dicom-elements.ts';
import { columns, firstPixelX, firstPixelY, pixelSpacingMm, rows, sliceSpacingMm, sliceZ } from './grid.ts';
import {
  frameOfReferenceUID,
  patient,
  type SamplePhase,
  sampleVersion,
  seriesInstanceUID,
  sopInstanceUID,
  studyDate,
  studyDescription,
  studyInstanceUID,
} from './identity.ts';

export const rescaleIntercept = -1024;

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const explicitLittleEndian = '1.2.840.10008.1.2.1';
/** A fixed UUID of this writer, as a UID (PS3.5 B.2). */
const implementationClass = '2.25.229871936310573928664912743029814720156';

/** The whole file. `stored` holds rows × columns values, row by row. */
export function ctFile(phase: SamplePhase, slice: number, stored: Uint16Array): Uint8Array {
  const uid = sopInstanceUID(phase.phase, slice);
  const meta = [
    bytes(0x00020001, 'OB', Uint8Array.of(0, 1)),
    text(0x00020002, 'UI', ctImageStorage),
    text(0x00020003, 'UI', uid),
    text(0x00020010, 'UI', explicitLittleEndian),
    text(0x00020012, 'UI', implementationClass),
    text(0x00020013, 'SH', 'MARGINALIA_SMPL'),
  ];
  const pixels = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
  return part10(meta, [
    ...identification(phase, uid),
    ...acquisition(phase),
    ...image(phase, slice),
    bytes(0x7fe00010, 'OW', pixels),
  ]);
}

function identification(phase: SamplePhase, uid: string): Element[] {
  const time = phase.acquisitionTime;
  return [
    text(0x00080005, 'CS', 'ISO_IR 192'),
    text(0x00080008, 'CS', 'ORIGINAL', 'PRIMARY', 'AXIAL'),
    text(0x00080016, 'UI', ctImageStorage),
    text(0x00080018, 'UI', uid),
    ...[0x00080020, 0x00080021, 0x00080022, 0x00080023].map((tag) => text(tag, 'DA', studyDate)),
    text(0x00080030, 'TM', '101000'),
    ...[0x00080031, 0x00080032, 0x00080033].map((tag) => text(tag, 'TM', time)),
    text(0x00080050, 'SH', ''),
    text(0x00080060, 'CS', 'CT'),
    text(0x00080070, 'LO', 'Marginalia'),
    text(0x00080080, 'LO', 'Synthetic data, no patient'),
    text(0x00080090, 'PN', ''),
    text(0x00081030, 'LO', studyDescription),
    text(0x0008103e, 'LO', phase.description),
    text(0x00081090, 'LO', 'Synthetic phantom'),
    text(0x00100010, 'PN', patient.name),
    text(0x00100020, 'LO', patient.id),
    text(0x00100030, 'DA', patient.birthDate),
    text(0x00100040, 'CS', patient.sex),
    text(0x00101010, 'AS', patient.age),
    text(0x00104000, 'LT', 'Synthetic image computed by Marginalia. It shows no person.'),
    text(0x00120062, 'CS', 'YES'),
    text(0x00120063, 'LO', 'Synthetic: there never was a patient'),
    text(0x00200010, 'SH', 'SAMPLE'),
    text(0x0020000d, 'UI', studyInstanceUID),
    text(0x0020000e, 'UI', seriesInstanceUID(phase.phase)),
    text(0x00200011, 'IS', String(phase.seriesNumber)),
    text(0x00200052, 'UI', frameOfReferenceUID),
    text(0x00201040, 'LO', ''),
  ];
}

function acquisition(phase: SamplePhase): Element[] {
  const elements = [
    text(0x00180015, 'CS', 'ABDOMEN'),
    text(0x00180022, 'CS', 'HELICAL MODE'),
    decimals(0x00180050, sliceSpacingMm),
    decimals(0x00180060, 120),
    text(0x00181020, 'LO', `Marginalia sample ${sampleVersion}`),
    text(0x00181030, 'LO', phase.protocol),
    decimals(0x00181100, columns * pixelSpacingMm),
    decimals(0x00181120, 0),
    text(0x00181210, 'SH', 'B30f'),
    text(0x00185100, 'CS', 'HFS'),
  ];
  const { contrast } = phase;
  if (contrast === null) return elements;
  return [
    ...elements,
    text(0x00180010, 'LO', contrast.agent),
    text(0x00181040, 'LO', contrast.route),
    text(0x00181041, 'DS', contrast.volumeMl),
    text(0x00181042, 'TM', contrast.startTime),
    text(0x00181043, 'TM', contrast.stopTime),
    text(0x00181046, 'DS', contrast.flowMlPerS),
    text(0x00181048, 'CS', 'IODINE'),
  ];
}

function image(phase: SamplePhase, slice: number): Element[] {
  const z = sliceZ(slice);
  return [
    text(0x00200012, 'IS', String(phase.seriesNumber - 1)),
    text(0x00200013, 'IS', String(slice + 1)),
    decimals(0x00200032, firstPixelX, firstPixelY, z),
    decimals(0x00200037, 1, 0, 0, 0, 1, 0),
    decimals(0x00201041, z),
    unsignedShort(0x00280002, 1),
    text(0x00280004, 'CS', 'MONOCHROME2'),
    unsignedShort(0x00280010, rows),
    unsignedShort(0x00280011, columns),
    decimals(0x00280030, pixelSpacingMm, pixelSpacingMm),
    unsignedShort(0x00280100, 16),
    unsignedShort(0x00280101, 12),
    unsignedShort(0x00280102, 11),
    unsignedShort(0x00280103, 0),
    text(0x00281050, 'DS', '40', '-600'),
    text(0x00281051, 'DS', '400', '1500'),
    decimals(0x00281052, rescaleIntercept),
    decimals(0x00281053, 1),
    text(0x00281054, 'LO', 'HU'),
    text(0x00281055, 'LO', 'ABDOMEN', 'LUNG'),
  ];
}
