import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../electron/exchange/read-dataset.ts';
import {
  type ElementSpec,
  type Encoding,
  EXPLICIT_BE,
  EXPLICIT_LE,
  encode,
  IMPLICIT_LE,
  metaHeader,
} from '../reader/make-dicom.ts';

const SR = '1.2.840.10008.5.1.4.1.1.88.34';

function floats(values: readonly number[], size: 4 | 8, bigEndian = false): Uint8Array {
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    if (size === 4) view.setFloat32(4 * i, value, !bigEndian);
    else view.setFloat64(8 * i, value, !bigEndian);
  });
  return bytes;
}

/** GraphicData (FL) and RealWorldValueSlope (FD) within an item, where reports have them. */
const elements = (bigEndian: boolean, vrs: readonly [string, string] = ['FL', 'FD']): ElementSpec[] => [
  [0x00080016, 'UI', SR],
  [
    0x0040a730,
    'SQ',
    [
      [
        [0x00409225, vrs[1], floats([0.25], 8, bigEndian)],
        [0x00700022, vrs[0], floats([1.5, 2.25, 30.5, 40.75], 4, bigEndian)],
      ],
    ],
  ],
];

const read = (syntax: string, encoding: Encoding, data: readonly ElementSpec[]) => {
  const file = Buffer.concat([metaHeader(syntax, SR), encode(data, encoding)]);
  const dataset = readDataset(file, 'the report');
  if (!dataset.ok) throw new Error(dataset.error.message);
  return (dataset.value.ContentSequence as unknown[])[0];
};

describe('binary numbers of an object', () => {
  it.each([
    ['explicit VR little endian', EXPLICIT_LE, {}],
    ['implicit VR, which names no type', IMPLICIT_LE, { explicit: false }],
    ['explicit VR big endian', EXPLICIT_BE, { bigEndian: true }],
  ] as const)('are read from %s', (_name, syntax, encoding) => {
    expect(read(syntax, encoding, elements('bigEndian' in encoding))).toMatchObject({
      GraphicData: [1.5, 2.25, 30.5, 40.75],
      RealWorldValueSlope: 0.25,
    });
  });

  it('are read where an archive has made their type unknown (UN)', () => {
    expect(read(EXPLICIT_LE, {}, elements(false, ['UN', 'UN']))).toMatchObject({
      GraphicData: [1.5, 2.25, 30.5, 40.75],
      RealWorldValueSlope: 0.25,
    });
  });
});
