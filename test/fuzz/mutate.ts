/** Faults as disks, networks and enemies make them, and those that hurt DICOM readers most: lengths and nesting. */
import type { Random } from './random.ts';

type Mutation = (bytes: Buffer, random: Random, corpus: readonly Buffer[]) => Buffer;

const LENGTHS = [0, 1, 2, 7, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const TAGS = [
  'feff00e0',
  'feff0de0',
  'feffdde0',
  '28000800',
  '28001000',
  '28001100',
  '28000001',
  '28000430',
  '00522992',
  '00523092',
  '28000030',
  '28000011',
  '08000500',
  'e07f1000',
  'e07f0100',
  '02001000',
];
const VRS = ['SQ', 'UN', 'OB', 'OW', 'US', 'UL', 'DS', 'IS', 'PN', 'UI', 'FD', 'AT', 'UT', 'ZZ', '\0\0'];
const TEXTS = [
  '1e308',
  '-1e308',
  'NaN',
  '9'.repeat(16),
  '-1',
  '0',
  '\\\\\\',
  '1\\2\\3\\4\\5\\6\\7',
  '../../..',
  '<b>x</b>',
  '\u001b$B\u001b',
  '%s%n',
  ' ',
];

/** Most interesting things stand in the header: that is where most faults go. */
const place = (bytes: Buffer, random: Random): number =>
  random.below(random.next() < 0.8 ? Math.min(bytes.length, 4096) : bytes.length);

const spliced = (bytes: Buffer, at: number, cut: number, put: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(Math.min(bytes.length, at + cut))]);

/** The start of some element's header, as far as VRs can be recognised. */
function elementAt(bytes: Buffer, random: Random): number {
  const from = place(bytes, random);
  for (let at = from; at + 8 < Math.min(bytes.length, from + 400); at++) {
    const vr = bytes.toString('latin1', at + 4, at + 6);
    if (VRS.includes(vr)) return at;
  }
  return from;
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = place(bytes, random);
    bytes.writeUInt8((bytes[at] as number) ^ (1 << random.below(8)), at);
    return bytes;
  },
  (bytes, random) => {
    bytes.writeUInt8(random.pick([0, 0xff, 0x7f, 0x80, 0x20, 0x5c, random.below(256)]), place(bytes, random));
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => spliced(bytes, place(bytes, random), 1 + random.below(64), Buffer.alloc(0)),
  (bytes, random) => {
    const from = place(bytes, random);
    return spliced(bytes, place(bytes, random), 0, bytes.subarray(from, from + random.below(512)));
  },
  (bytes, random, corpus) => {
    const other = random.pick(corpus);
    const from = place(other, random);
    return spliced(
      bytes,
      place(bytes, random),
      random.below(256),
      other.subarray(from, from + random.below(1024)),
    );
  },
  (bytes, random) => {
    const at = elementAt(bytes, random);
    const length = random.pick(LENGTHS);
    if (at + 12 > bytes.length) return bytes;
    if (random.next() < 0.5) bytes.writeUInt16LE(length & 0xffff, at + 6);
    else bytes.writeUInt32LE(length, at + (random.next() < 0.5 ? 4 : 8));
    return bytes;
  },
  (bytes, random) => {
    const at = elementAt(bytes, random);
    if (at + 6 <= bytes.length) bytes.write(random.pick(VRS), at + 4, 'latin1');
    return bytes;
  },
  (bytes, random) => {
    const at = elementAt(bytes, random);
    if (at + 4 <= bytes.length) bytes.write(random.pick(TAGS), at, 'hex');
    return bytes;
  },
  (bytes, random) => {
    const text = Buffer.from(random.pick(TEXTS), 'latin1');
    const at = elementAt(bytes, random) + 8;
    return random.next() < 0.5 ? spliced(bytes, at, text.length, text) : spliced(bytes, at, 0, text);
  },
  (bytes, random) => {
    const depth = random.pick([2, 40, 60, 5000]);
    const level = Buffer.from('0800401153510000fffffffffeff00e0ffffffff', 'hex');
    return spliced(bytes, elementAt(bytes, random), 0, Buffer.concat(Array<Buffer>(depth).fill(level)));
  },
  (bytes, random) => {
    const at = place(bytes, random);
    const end = Math.min(bytes.length, at + random.below(200));
    for (let i = at; i < end; i++) bytes.writeUInt8(random.below(256), i);
    return bytes;
  },
];

/** One to six faults in a copy. */
export function mutated(original: Buffer, random: Random, corpus: readonly Buffer[]): Buffer {
  let bytes: Buffer = Buffer.from(original);
  const count = 1 + random.below(6);
  for (let i = 0; i < count && bytes.length > 0; i++) bytes = random.pick(MUTATIONS)(bytes, random, corpus);
  return bytes;
}
