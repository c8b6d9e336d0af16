import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { frameKey } from '../../../../annotations/image/hierarchy.ts';
import { inflatedFile } from '../../../../electron/reader/bytes/inflated-file.ts';
import {
  type Changes,
  ctElements,
  type ElementSpec,
  EXPLICIT_BE,
  EXPLICIT_LE,
  encode,
  IMPLICIT_LE,
  metaHeader,
  part10,
} from '../make-dicom.ts';
import { T } from '../tags.ts';
import { messages, onlyStack, scanFiles } from './scan-files.ts';

const SEQUENCE: Changes = {
  [T.ReferencedImageSequence]: [
    'SQ',
    [
      [
        [0x00081150, 'UI', '1.2'],
        [0x00081155, 'UI', '1.9'],
      ],
      [],
    ],
  ],
};
const elements = ctElements(7.5, 1, SEQUENCE);
const DEFLATED = '1.2.840.10008.1.2.1.99';

async function read(file: Uint8Array) {
  const result = await scanFiles({ slice: file });
  const stack = onlyStack(result);
  const frame = stack.frames[0];
  const found = frame && result.locations.get(frameKey(frame.ref));
  return { stack, frame, location: found?.location };
}

describe('how a data set may be encoded', () => {
  const encodings: [string, Buffer, string][] = [
    ['explicit little endian', part10(elements), EXPLICIT_LE],
    ['implicit little endian', part10(elements, IMPLICIT_LE, { explicit: false }), IMPLICIT_LE],
    ['explicit big endian', part10(elements, EXPLICIT_BE, { bigEndian: true }), EXPLICIT_BE],
    ['undefined lengths', part10(elements, EXPLICIT_LE, { undefinedLengths: true }), EXPLICIT_LE],
    [
      'implicit, undefined lengths',
      part10(elements, IMPLICIT_LE, { explicit: false, undefinedLengths: true }),
      IMPLICIT_LE,
    ],
    ['no preamble and no meta, explicit', encode(elements), EXPLICIT_LE],
    ['no preamble and no meta, implicit', encode(elements, { explicit: false }), IMPLICIT_LE],
    ['no preamble and no meta, big endian', encode(elements, { bigEndian: true }), EXPLICIT_BE],
    ['meta without transfer syntax', Buffer.concat([metaHeader(null), encode(elements)]), EXPLICIT_LE],
    [
      'meta that says implicit but is explicit',
      Buffer.concat([metaHeader(IMPLICIT_LE), encode(elements)]),
      EXPLICIT_LE,
    ],
    [
      'meta that says big endian but is little',
      Buffer.concat([metaHeader(EXPLICIT_BE), encode(elements)]),
      EXPLICIT_LE,
    ],
    ['magic word without preamble', part10(elements).subarray(128), EXPLICIT_LE],
  ];

  it.each(encodings)('reads %s', async (_name, file, syntax) => {
    const { frame, location } = await read(file);
    expect(frame?.plane?.position).toEqual({ x: -10, y: -20, z: 7.5 });
    expect(frame?.rescale).toEqual({ slope: 1, intercept: -1024, type: null });
    expect(location?.transferSyntaxUID).toBe(syntax);
    expect(location?.valueLength).toBe(24);
    const at = location?.valueOffset ?? 0;
    const second = syntax === EXPLICIT_BE ? file.readUInt16BE(at + 2) : file.readUInt16LE(at + 2);
    expect(second).toBe(1);
  });

  it('counts offsets of a deflated data set in the inflated bytes', async () => {
    const meta = metaHeader(DEFLATED);
    const file = Buffer.concat([meta, deflateRawSync(encode(elements))]);
    const { frame, location } = await read(file);
    expect(frame?.plane?.position.z).toBe(7.5);
    const inflated = Buffer.from(inflatedFile(file, meta.length));
    expect(inflated.readUInt16LE((location?.valueOffset ?? 0) + 2)).toBe(1);
  });

  it('says so when the label is wrong and the bytes were believed', async () => {
    const { stack } = await read(Buffer.concat([metaHeader(IMPLICIT_LE), encode(elements)]));
    expect(messages(stack).join()).toContain('encoded in another way than it is');
  });

  it('reads on when the header is longer than the first read', async () => {
    const long: ElementSpec[] = [...elements, [0x00091010, 'OB', new Uint8Array(300_000)]];
    expect((await read(part10(long))).location?.valueLength).toBe(24);
  });

  it('takes plain pixels under a compressed label as plain, and says so', async () => {
    const { stack, location } = await read(part10(elements, '1.2.840.10008.1.2.4.70'));
    expect(location?.transferSyntaxUID).toBe(EXPLICIT_LE);
    expect(messages(stack).join()).toContain('its pixels are not compressed');
  });

  it('knows encapsulated pixels by their undefined length', async () => {
    const head = part10(
      elements.filter(([tag]) => tag !== 0x7fe00010),
      '1.2.840.10008.1.2.4.70',
    );
    const pixels = Buffer.from(
      'e07f1000' + '4f420000' + 'ffffffff' + 'feff00e000000000' + 'feff00e002000000ffd8' + 'feffdde000000000',
      'hex',
    );
    const { location } = await read(Buffer.concat([head, pixels]));
    expect(location).toMatchObject({
      valueLength: null,
      transferSyntaxUID: '1.2.840.10008.1.2.4.70',
      valueOffset: head.length + 12,
    });
  });

  it('recognises compressed pixels under an uncompressed label', async () => {
    const head = part10(elements.filter(([tag]) => tag !== 0x7fe00010));
    // A lossless JPEG (SOF3) of 3 × 4 pixels of 16 bits, its scan left out.
    const jpeg = 'ffd8' + 'ffc3000b10000300040' + '1011100' + 'ffd9';
    const length = (jpeg.length / 2).toString(16).padStart(2, '0');
    const pixels = `e07f10004f420000fffffffffeff00e000000000feff00e0${length}000000${jpeg}feffdde000000000`;
    const { stack, location } = await read(Buffer.concat([head, Buffer.from(pixels, 'hex')]));
    expect(location?.transferSyntaxUID).toBe('1.2.840.10008.1.2.4.57');
    expect(messages(stack).join()).toContain('uncompressed, but they are JPEG Lossless');
  });

  it('reads UN of undefined length as implicit little endian, also within big endian', async () => {
    const un = Buffer.from(
      '00082112' +
        '554e0000' +
        'ffffffff' +
        'feff00e0ffffffff' +
        '0800501102000000' +
        '3100' +
        'feff0de000000000' +
        'feffdde000000000',
      'hex',
    );
    const big = { bigEndian: true };
    const before = encode(
      elements.filter(([tag]) => tag < 0x00082112),
      big,
    );
    const after = encode(
      elements.filter(([tag]) => tag > 0x00082112),
      big,
    );
    const { frame } = await read(Buffer.concat([metaHeader(EXPLICIT_BE), before, un, after]));
    expect(frame?.plane?.position.z).toBe(7.5);
  });
});
