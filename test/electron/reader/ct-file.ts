/** DICOM files made for tests: CT-like by default, every field of the pixel description open to lies. */
import { bytes, type Element, part10, text, unsignedShort } from '../../../electron/sample/dicom-elements.ts';

export type CtFile = {
  readonly sopInstanceUID: string;
  readonly seriesInstanceUID?: string;
  readonly transferSyntaxUID?: string;
  readonly rows: number;
  readonly columns: number;
  readonly frames?: number;
  readonly samplesPerPixel?: number;
  readonly photometric?: string;
  readonly planarConfiguration?: 0 | 1;
  readonly bitsAllocated?: number;
  readonly bitsStored?: number;
  readonly highBit?: number;
  readonly pixelRepresentation?: 0 | 1;
  /** Position along z in mm. */
  readonly z?: number;
  readonly instanceNumber?: number;
  readonly patientName?: string;
  /** Native pixel data, as they lie in the file. */
  readonly pixels?: Uint8Array;
  /** Encapsulated pixel data: one entry a fragment; offset table as given, empty by default. */
  readonly fragments?: readonly Uint8Array[];
  readonly basicOffsets?: readonly number[];
};

export const EXPLICIT_LE = '1.2.840.10008.1.2.1';
const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';

export function ctFile(file: CtFile): Uint8Array {
  const syntax = file.transferSyntaxUID ?? EXPLICIT_LE;
  const bitsAllocated = file.bitsAllocated ?? 16;
  const bitsStored = file.bitsStored ?? bitsAllocated;
  const elements: Element[] = [
    text(0x00080016, 'UI', CT_IMAGE),
    text(0x00080018, 'UI', file.sopInstanceUID),
    text(0x00080060, 'CS', 'CT'),
    ...(file.patientName === undefined ? [] : [text(0x00100010, 'PN', file.patientName)]),
    text(0x0020000d, 'UI', '1.2.826.0.1.3680043.10.1'),
    text(0x0020000e, 'UI', file.seriesInstanceUID ?? '1.2.826.0.1.3680043.10.2'),
    text(0x00200052, 'UI', '1.2.826.0.1.3680043.10.3'),
    text(0x00200013, 'IS', String(file.instanceNumber ?? 1)),
    text(0x00200032, 'DS', '-250', '-250', String(file.z ?? 0)),
    text(0x00200037, 'DS', '1', '0', '0', '0', '1', '0'),
    unsignedShort(0x00280002, file.samplesPerPixel ?? 1),
    text(0x00280004, 'CS', file.photometric ?? 'MONOCHROME2'),
    unsignedShort(0x00280010, file.rows),
    unsignedShort(0x00280011, file.columns),
    text(0x00280030, 'DS', '0.9765625', '0.9765625'),
    unsignedShort(0x00280100, bitsAllocated),
    unsignedShort(0x00280101, bitsStored),
    unsignedShort(0x00280102, file.highBit ?? bitsStored - 1),
    unsignedShort(0x00280103, file.pixelRepresentation ?? 1),
    text(0x00281052, 'DS', '-1024'),
    text(0x00281053, 'DS', '1'),
    text(0x00281054, 'LO', 'HU'),
  ];
  if (file.frames !== undefined) elements.push(text(0x00280008, 'IS', String(file.frames)));
  if (file.samplesPerPixel === 3) elements.push(unsignedShort(0x00280006, file.planarConfiguration ?? 0));
  if (file.fragments === undefined) {
    elements.push(bytes(0x7fe00010, bitsAllocated > 8 ? 'OW' : 'OB', file.pixels ?? new Uint8Array()));
  }
  const whole = part10(
    [
      bytes(0x00020001, 'OB', Uint8Array.of(0, 1)),
      text(0x00020002, 'UI', CT_IMAGE),
      text(0x00020003, 'UI', file.sopInstanceUID),
      text(0x00020010, 'UI', syntax),
    ],
    elements,
  );
  return file.fragments === undefined
    ? whole
    : Buffer.concat([whole, encapsulated(file.fragments, file.basicOffsets ?? [])]);
}

/** (7FE0,0010) OB of undefined length with its items (PS3.5 A.4). */
function encapsulated(fragments: readonly Uint8Array[], offsets: readonly number[]): Buffer {
  const table = Buffer.alloc(offsets.length * 4);
  offsets.forEach((offset, i) => {
    table.writeUInt32LE(offset, i * 4);
  });
  const parts = [Buffer.from([0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff])];
  for (const fragment of [table, ...fragments]) {
    const head = Buffer.from([0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(fragment.length, 4);
    parts.push(head, Buffer.from(fragment));
  }
  parts.push(Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]));
  return Buffer.concat(parts);
}

/** A believable slice: a body of soft tissue in air with noise, the same for the same seed. */
export function sliceValues(rows: number, columns: number, seed: number): Int16Array {
  const values = new Int16Array(rows * columns);
  let state = seed * 2654435761 + 12345;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const noise = (state >>> 24) % 41;
      const inside = Math.hypot((row - rows / 2) / rows, (column - columns / 2) / columns) < 0.4;
      values[row * columns + column] = (inside ? 1064 + ((row >> 4) % 7) * 12 : 24) + noise - 20;
    }
  }
  return values;
}
