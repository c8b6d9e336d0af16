/**
 * From the bytes of a file to its data set: preamble and File Meta Information (PS3.10 7.1), the transfer syntax or,
 * where the file lies or says nothing, what the bytes show; deflated data sets inflated.
 */
import { inflatedFile } from '../bytes/inflated-file.ts';
import { textCodec } from './character-sets.ts';
import { DataSet } from './data-set.ts';
import { type ElementMap, type Encoding, isVr, walkElements } from './elements.ts';
import { T } from './tags.ts';
import { DEFLATED_LE, EXPLICIT_BE, EXPLICIT_LE, IMPLICIT_LE } from './transfer-syntaxes.ts';

export type Parsed =
  | {
      readonly kind: 'data-set';
      readonly dataSet: DataSet;
      /** As declared, or as the bytes show where that is plainly wrong. */
      readonly transferSyntaxUID: string;
      readonly mediaSOPClassUID: string | null;
      /** Pixel data was reached. */
      readonly pixels: boolean;
      /** Sentences on what the file gets wrong. */
      readonly notices: readonly string[];
    }
  | { readonly kind: 'need-more'; readonly bytes: number }
  | { readonly kind: 'not-dicom' }
  | { readonly kind: 'truncated' | 'hostile' | 'damaged'; readonly message: string };

/** DICM. */
const MAGIC = [0x44, 0x49, 0x43, 0x4d];
/** Groups that a data set without preamble and meta begins with. */
const FIRST_GROUPS: ReadonlySet<number> = new Set([0x0002, 0x0004, 0x0008]);

/**
 * `bytes` is the whole file when `complete`, otherwise its start. `wanted` null reads every element, for the tag
 * browser. Never throws.
 */
export function parsePart10(
  bytes: Uint8Array,
  complete: boolean,
  wanted: ReadonlySet<number> | null,
): Parsed & { readonly meta?: DataSet } {
  const start = metaStart(bytes);
  if (start === null) return { kind: 'not-dicom' };
  const meta: ElementMap = new Map();
  let at = start;
  const metaEncoding = encodingAt(bytes, start);
  if (metaEncoding !== null && groupAt(bytes, start, metaEncoding) === 0x0002) {
    const end = walkElements(bytes, start, metaEncoding, null, complete, meta, 0x0002);
    if (end.kind === 'need-more') return { kind: 'need-more', bytes: end.bytes };
    if ('message' in end) return { kind: end.kind, message: end.message };
    at = end.at;
  }
  const metaSet = new DataSet(bytes, metaEncoding ?? LITTLE_EXPLICIT, meta, textCodec([]));
  const declared = metaSet.string(T.TransferSyntaxUID);
  let data = bytes;
  let whole = complete;
  const notices: string[] = [];
  if (declared === DEFLATED_LE) {
    if (!complete) return { kind: 'need-more', bytes: Number.POSITIVE_INFINITY };
    const inflated = inflate(bytes, at);
    if (typeof inflated === 'string') return { kind: 'damaged', message: inflated };
    data = inflated;
    whole = true;
  }
  const encoding = encodingAt(data, at, declared);
  if (encoding === null) {
    return whole
      ? { kind: 'truncated', message: 'the file ends before its data set' }
      : { kind: 'need-more', bytes: data.length * 2 };
  }
  const elements: ElementMap = new Map();
  const end = walkElements(data, at, encoding, wanted, whole, elements);
  if (end.kind === 'need-more') return { kind: 'need-more', bytes: end.bytes };
  if ('message' in end) {
    // What stood before the damage tells whether this is DICOM at all.
    if (start === 0 && elements.size === 0) return { kind: 'not-dicom' };
    return { kind: end.kind, message: end.message };
  }
  if (start === 0 && meta.size === 0 && elements.size === 0) return { kind: 'not-dicom' };
  return {
    kind: 'data-set',
    dataSet: new DataSet(data, encoding, elements),
    transferSyntaxUID: believed(declared, encoding, notices),
    mediaSOPClassUID: metaSet.string(T.MediaStorageSOPClassUID),
    pixels: end.kind === 'pixel-data',
    notices,
    meta: metaSet,
  };
}

/** Groups up to that of image pixels. */
const HIGHEST_PLAIN_GROUP = 0x0028;

const LITTLE_EXPLICIT: Encoding = { explicit: true, littleEndian: true };

/** Offset of the first element after the magic word, 0 for a bare data set, null for what is not DICOM. */
function metaStart(bytes: Uint8Array): number | null {
  if (hasMagic(bytes, 128)) return 132;
  if (hasMagic(bytes, 0)) return 4;
  const encoding = encodingAt(bytes, 0);
  if (encoding === null || !FIRST_GROUPS.has(groupAt(bytes, 0, encoding))) return null;
  // In implicit VR only a modest first length tells DICOM from chance.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding.explicit || view.getUint32(4, encoding.littleEndian) <= 1024 ? 0 : null;
}

/**
 * How the element at `at` is encoded, by its bytes: a VR or none; the byte order that makes its group one that data
 * sets begin with, else the declared one, else the one of the lower group.
 */
function encodingAt(bytes: Uint8Array, at: number, declared: string | null = null): Encoding | null {
  if (at + 8 > bytes.length) return null;
  const little = (bytes[at] as number) + (bytes[at + 1] as number) * 256;
  const big = (bytes[at] as number) * 256 + (bytes[at + 1] as number);
  const plain = little <= HIGHEST_PLAIN_GROUP || big <= HIGHEST_PLAIN_GROUP || declared === null;
  return {
    explicit: isVr(bytes[at + 4] as number, bytes[at + 5] as number),
    littleEndian: plain ? little <= big : declared !== EXPLICIT_BE,
  };
}

function groupAt(bytes: Uint8Array, at: number, encoding: Encoding): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint16(at, encoding.littleEndian);
}

/** The declared syntax, unless it is missing, or uncompressed and contradicted by how the elements are encoded. */
function believed(declared: string | null, encoding: Encoding, notices: string[]): string {
  const shown = encoding.explicit ? (encoding.littleEndian ? EXPLICIT_LE : EXPLICIT_BE) : IMPLICIT_LE;
  if (declared === null) {
    notices.push('The file does not say how it is encoded; its bytes were taken as they look.');
    return shown;
  }
  const uncompressed = declared === IMPLICIT_LE || declared === EXPLICIT_LE || declared === EXPLICIT_BE;
  if (uncompressed && declared !== shown) {
    notices.push('The file says that it is encoded in another way than it is; its bytes were believed.');
    return shown;
  }
  return declared;
}

function inflate(bytes: Uint8Array, at: number): Uint8Array | string {
  try {
    return inflatedFile(bytes, at);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? 'its deflated data set unpacks to more than 256 MB'
      : `its deflated data set cannot be unpacked (${(error as Error).message})`;
  }
}

const hasMagic = (bytes: Uint8Array, at: number): boolean => MAGIC.every((byte, i) => bytes[at + i] === byte);
