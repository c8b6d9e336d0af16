/** Tiny DICOM files for tests, byte by byte (PS3.5 7.1, PS3.10 7.1), so that every fault can be made on purpose. */

export type Item = readonly ElementSpec[];
export type ElementSpec = readonly [
  tag: number,
  vr: string,
  value: string | readonly number[] | Uint8Array | readonly Item[],
];

export type Encoding = {
  readonly explicit?: boolean;
  readonly bigEndian?: boolean;
  readonly undefinedLengths?: boolean;
};

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

export const EXPLICIT_LE = '1.2.840.10008.1.2.1';
export const IMPLICIT_LE = '1.2.840.10008.1.2';
export const EXPLICIT_BE = '1.2.840.10008.1.2.2';
const CT_CLASS = '1.2.840.10008.5.1.4.1.1.2';

export function encode(elements: readonly ElementSpec[], encoding: Encoding = {}): Buffer {
  const sorted = [...elements].sort(([a], [b]) => a - b);
  return Buffer.concat(sorted.map((element) => encodeElement(element, encoding)));
}

function encodeElement([tag, vr, value]: ElementSpec, encoding: Encoding): Buffer {
  const { explicit = true, bigEndian = false, undefinedLengths = false } = encoding;
  const body = encodeValue(vr, value, encoding);
  const sequence = vr === 'SQ' && undefinedLengths;
  const length = sequence ? 0xffffffff : body.length;
  const u16 = (n: number): Buffer => {
    const b = Buffer.alloc(2);
    if (bigEndian) b.writeUInt16BE(n);
    else b.writeUInt16LE(n);
    return b;
  };
  const u32 = (n: number): Buffer => {
    const b = Buffer.alloc(4);
    if (bigEndian) b.writeUInt32BE(n);
    else b.writeUInt32LE(n);
    return b;
  };
  const head = [u16(tag >>> 16), u16(tag & 0xffff)];
  if (!explicit) head.push(u32(length));
  else if (LONG.has(vr)) head.push(Buffer.from(vr), Buffer.alloc(2), u32(length));
  else head.push(Buffer.from(vr), u16(length));
  const end = sequence ? [u16(0xfffe), u16(0xe0dd), u32(0)] : [];
  return Buffer.concat([...head, body, ...end]);
}

function encodeValue(vr: string, value: ElementSpec[2], encoding: Encoding): Buffer {
  const { bigEndian = false, undefinedLengths = false } = encoding;
  if (value instanceof Uint8Array) return padded(Buffer.from(value), 0);
  if (typeof value === 'string') return padded(Buffer.from(value, 'latin1'), vr === 'UI' ? 0 : 0x20);
  if (vr === 'SQ') {
    const items = (value as readonly Item[]).map((item) => {
      const body = encode(item, encoding);
      const head = Buffer.alloc(8);
      const write = (n: number, at: number): unknown =>
        bigEndian ? head.writeUInt16BE(n, at) : head.writeUInt16LE(n, at);
      write(0xfffe, 0);
      write(0xe000, 2);
      const length = undefinedLengths ? 0xffffffff : body.length;
      if (bigEndian) head.writeUInt32BE(length, 4);
      else head.writeUInt32LE(length, 4);
      if (!undefinedLengths) return Buffer.concat([head, body]);
      const end = Buffer.alloc(8);
      if (bigEndian) {
        end.writeUInt16BE(0xfffe, 0);
        end.writeUInt16BE(0xe00d, 2);
      } else {
        end.writeUInt16LE(0xfffe, 0);
        end.writeUInt16LE(0xe00d, 2);
      }
      return Buffer.concat([head, body, end]);
    });
    return Buffer.concat(items);
  }
  const sizes: { readonly [vr: string]: number } = { US: 2, SS: 2, OW: 2, UL: 4, SL: 4, FL: 4, FD: 8 };
  const size = sizes[vr] ?? 1;
  const numbers = value as readonly number[];
  const bytes = Buffer.alloc(numbers.length * size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  numbers.forEach((n, i) => {
    const at = i * size;
    if (vr === 'FD') view.setFloat64(at, n, !bigEndian);
    else if (vr === 'FL') view.setFloat32(at, n, !bigEndian);
    else if (size === 4) view.setInt32(at, n, !bigEndian);
    else if (size === 2) view.setInt16(at, n, !bigEndian);
    else view.setUint8(at, n);
  });
  return padded(bytes, 0);
}

const padded = (bytes: Buffer, by: number): Buffer =>
  bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([by])]);

/** Preamble, magic word and File Meta Information. */
export function metaHeader(transferSyntaxUID: string | null, sopClassUID = CT_CLASS): Buffer {
  const elements: ElementSpec[] = [
    [0x00020001, 'OB', [0, 1]],
    [0x00020002, 'UI', sopClassUID],
    [0x00020003, 'UI', '1.2.3'],
  ];
  if (transferSyntaxUID !== null) elements.push([0x00020010, 'UI', transferSyntaxUID]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), encode(elements)]);
}

export const part10 = (
  elements: readonly ElementSpec[],
  transferSyntaxUID: string = EXPLICIT_LE,
  encoding: Encoding = {},
): Buffer => {
  const sopClass = elements.find(([tag]) => tag === 0x00080016)?.[2];
  return Buffer.concat([
    metaHeader(transferSyntaxUID, typeof sopClass === 'string' ? sopClass : CT_CLASS),
    encode(elements, encoding),
  ]);
};

/** Changes to the elements of a slice: null takes one out. */
export type Changes = { readonly [tag: number]: readonly [vr: string, value: ElementSpec[2]] | null };

/** An axial CT slice of 4 × 3 signed pixels at z mm; `number` makes its instance number and UID. */
export function ctElements(z: number, number: number, changes: Changes = {}): ElementSpec[] {
  const elements = new Map<number, ElementSpec>();
  const put = (...element: ElementSpec): unknown => elements.set(element[0], element);
  put(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL');
  put(0x00080016, 'UI', CT_CLASS);
  put(0x00080018, 'UI', `1.2.3.4.${number}`);
  put(0x00080020, 'DA', '20240229');
  put(0x00080030, 'TM', '101112.5');
  put(0x00080060, 'CS', 'CT');
  put(0x00081030, 'LO', 'Abdomen');
  put(0x0008103e, 'LO', 'thin');
  put(0x00100010, 'PN', 'Doe^Jane');
  put(0x00100020, 'LO', 'P1');
  put(0x00101010, 'AS', '063Y');
  put(0x00180050, 'DS', '2.5');
  put(0x0020000d, 'UI', '1.2.3');
  put(0x0020000e, 'UI', '1.2.3.4');
  put(0x00200011, 'IS', '3');
  put(0x00200012, 'IS', '1');
  put(0x00200013, 'IS', String(number));
  put(0x00200032, 'DS', `-10\\-20\\${z}`);
  put(0x00200037, 'DS', '1\\0\\0\\0\\1\\0');
  put(0x00200052, 'UI', '1.2.3.5');
  put(0x00280002, 'US', [1]);
  put(0x00280004, 'CS', 'MONOCHROME2');
  put(0x00280010, 'US', [3]);
  put(0x00280011, 'US', [4]);
  put(0x00280030, 'DS', '0.5\\0.5');
  put(0x00280100, 'US', [16]);
  put(0x00280101, 'US', [16]);
  put(0x00280102, 'US', [15]);
  put(0x00280103, 'US', [1]);
  put(0x00281050, 'DS', '40');
  put(0x00281051, 'DS', '400');
  put(0x00281052, 'DS', '-1024');
  put(0x00281053, 'DS', '1');
  put(
    0x7fe00010,
    'OW',
    Array.from({ length: 12 }, (_, i) => i),
  );
  for (const [key, change] of Object.entries(changes)) {
    const tag = Number(key);
    if (change === null) elements.delete(tag);
    else elements.set(tag, [tag, change[0], change[1]]);
  }
  return [...elements.values()];
}

export const ctSlice = (z: number, number: number, changes: Changes = {}): Buffer =>
  part10(ctElements(z, number, changes));
