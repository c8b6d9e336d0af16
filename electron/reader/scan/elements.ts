/**
 * The top level of a data set: where each wanted element's value lies (PS3.5 7.1). Written for speed and for hostile
 * bytes: it walks headers only, converts nothing, never recurses, and gives up on nesting instead of following it.
 * Sequences are handed to dicom-parser once their nesting is known to be harmless (`sequence-items.ts`); why the top
 * level is not: docs/decisions/header-scan.md.
 */

export type Encoding = { readonly explicit: boolean; readonly littleEndian: boolean };

/** Where a value lies. `vr` is '' in implicit VR. `undefinedLength`: `length` was found by its delimiter. */
export type Element = {
  readonly vr: string;
  readonly offset: number;
  readonly length: number;
  readonly undefinedLength: boolean;
  /** Items of a sequence that were parsed along with what holds it. */
  readonly items?: readonly ElementMap[];
};

export type ElementMap = Map<number, Element>;

/**
 * Why the walk ended: `pixel-data` and `end` are the good ends; `need-more` when the bytes are the start of a longer
 * file and the next value lies beyond them; otherwise what is wrong with the bytes.
 */
export type WalkEnd =
  | { readonly kind: 'pixel-data' | 'end' }
  | { readonly kind: 'need-more'; readonly bytes: number }
  | { readonly kind: 'truncated' | 'hostile' | 'damaged'; readonly message: string };

export const PIXEL_DATA = 0x7fe00010;
const FLOAT_PIXEL_DATA = 0x7fe00008;
const DOUBLE_PIXEL_DATA = 0x7fe00009;
const ITEM = 0xfffee000;
const ITEM_DELIMITER = 0xfffee00d;
const SEQUENCE_DELIMITER = 0xfffee0dd;
const UNDEFINED_LENGTH = 0xffffffff;

/** Deeper than any object of the standard; product choice. */
const MAX_NESTING = 48;
/** Elements in one sequence that are looked at: thousands of frames need some hundred thousand. Product choice. */
const MAX_SEQUENCE_ELEMENTS = 1_000_000;
/** Elements of a data set that are listed, when all are wanted. */
const MAX_LISTED_ELEMENTS = 100_000;

/** What UN of undefined length holds, whatever the data set is (PS3.5 6.2.2, note 2). */
const WITHIN_UN: Encoding = { explicit: false, littleEndian: true };

/** VR codes as two letters in one number; with a 32-bit length (PS3.5 table 7.1-1), and with a 16-bit one. */
const code = (vr: string): number => (vr.charCodeAt(0) << 8) | vr.charCodeAt(1);
const LONG_VRS = new Set(
  ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'].map(code),
);
const SHORT_VRS = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US'.split(' ').map(code),
);
/** By VR code: 0 no VR, 1 with a 16-bit length, 2 with a 32-bit one. A table, since every element asks. */
const VR_KINDS = new Uint8Array(0x10000);
for (const vr of SHORT_VRS) VR_KINDS[vr] = 1;
for (const vr of LONG_VRS) VR_KINDS[vr] = 2;
const VR_NAMES = new Map([...LONG_VRS, ...SHORT_VRS].map((c) => [c, String.fromCharCode(c >> 8, c & 0xff)]));
const SQ = code('SQ');
const UN = code('UN');

export const isVr = (first: number, second: number): boolean => VR_NAMES.has((first << 8) | second);

/**
 * Walks top-level elements from `start`, storing those of `wanted` (all when null), up to and including pixel data.
 * `complete`: the bytes are the whole file. `onlyGroup`: stops before the first element of another group.
 */
export function walkElements(
  bytes: Uint8Array,
  start: number,
  encoding: Encoding,
  wanted: ReadonlySet<number> | null,
  complete: boolean,
  into: ElementMap,
  onlyGroup: number | null = null,
): WalkEnd & { readonly at: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { littleEndian, explicit } = encoding;
  const size = bytes.length;
  let at = start;
  while (at + 8 <= size) {
    const group = view.getUint16(at, littleEndian);
    if (onlyGroup !== null && group !== onlyGroup) return { kind: 'end', at };
    const tag = ((group << 16) | view.getUint16(at + 2, littleEndian)) >>> 0;
    let vrCode = 0;
    let length: number;
    let value = at + 8;
    if (explicit && group !== 0xfffe) {
      vrCode = (bytes[at + 4] as number) * 256 + (bytes[at + 5] as number);
      const kind = VR_KINDS[vrCode];
      if (kind === 2) {
        if (at + 12 > size) break;
        length = view.getUint32(at + 8, littleEndian);
        value = at + 12;
      } else if (kind === 1) {
        length = view.getUint16(at + 6, littleEndian);
      } else if (vrCode === 0 || !isPrintable(vrCode)) {
        // Some writers leave the VR out within an explicit data set: the length is then 32 bits, as in implicit VR.
        length = view.getUint32(at + 4, littleEndian);
        if (length !== UNDEFINED_LENGTH && value + length > size && complete) {
          return { ...damaged(tag, 'has no value representation'), at };
        }
      } else {
        return { ...damaged(tag, `has the unknown value representation "${vrName(vrCode)}"`), at };
      }
    } else {
      length = view.getUint32(at + 4, littleEndian);
    }
    const pixels = tag === PIXEL_DATA || tag === FLOAT_PIXEL_DATA || tag === DOUBLE_PIXEL_DATA;
    if (pixels) {
      into.set(tag, {
        vr: vrName(vrCode),
        offset: value,
        length: length === UNDEFINED_LENGTH ? 0 : length,
        undefinedLength: length === UNDEFINED_LENGTH,
      });
      return { kind: 'pixel-data', at: value };
    }
    let end = value + length;
    if (length === UNDEFINED_LENGTH) {
      const skipped = skipUndefined(view, value, vrCode === UN ? WITHIN_UN : encoding);
      if (typeof skipped !== 'number') {
        if (skipped.kind === 'truncated' && !complete) return { kind: 'need-more', bytes: size * 2, at };
        return { ...skipped, at };
      }
      end = skipped;
    } else if (end > size) {
      if (!complete) return { kind: 'need-more', bytes: end, at };
      return {
        kind: 'truncated',
        message: `${tagName(tag)} is said to be ${length} bytes long, but the file ends after ${size - value}`,
        at,
      };
    }
    if (wanted === null || wanted.has(tag)) {
      if (into.size >= MAX_LISTED_ELEMENTS) return { ...tooMany(), at };
      into.set(tag, {
        vr: vrName(vrCode),
        offset: value,
        length: end - value,
        undefinedLength: length === UNDEFINED_LENGTH,
      });
    }
    at = end;
  }
  if (!complete) return { kind: 'need-more', bytes: size * 2, at };
  if (at < size && !isZero(bytes, at)) {
    return { kind: 'truncated', message: 'the file ends within an element', at };
  }
  return { kind: 'end', at };
}

/** Where a value of undefined length ends, after its delimiter; or what is wrong. */
function skipUndefined(
  view: DataView,
  start: number,
  encoding: Encoding,
): number | Extract<WalkEnd, { message: string }> {
  const size = view.byteLength;
  /** For each open level: whether it is a sequence (else an item), and how its elements are encoded. */
  const levels: { sequence: boolean; encoding: Encoding }[] = [{ sequence: true, encoding }];
  let at = start;
  while (levels.length > 0) {
    if (at + 8 > size) return { kind: 'truncated', message: 'the file ends within a sequence' };
    const level = levels[levels.length - 1] as { sequence: boolean; encoding: Encoding };
    const { littleEndian } = level.encoding;
    const tag = ((view.getUint16(at, littleEndian) << 16) | view.getUint16(at + 2, littleEndian)) >>> 0;
    if (tag === ITEM || tag === ITEM_DELIMITER || tag === SEQUENCE_DELIMITER) {
      const length = view.getUint32(at + 4, littleEndian);
      at += 8;
      if (tag === ITEM && level.sequence) {
        if (length === UNDEFINED_LENGTH) levels.push({ sequence: false, encoding: level.encoding });
        else at += length;
      } else if (tag === ITEM_DELIMITER) {
        if (!level.sequence) levels.pop();
      } else if (tag === SEQUENCE_DELIMITER) {
        // A missing item delimiter is forgiven.
        if (!level.sequence) levels.pop();
        levels.pop();
      } else {
        return damaged(tag, 'stands within an item');
      }
    } else {
      if (level.sequence) return damaged(tag, 'stands in a sequence outside of any item');
      const header = elementHeader(view, at, level.encoding);
      if (header === null) return damaged(tag, 'has an unknown value representation');
      at = header.value;
      if (header.length === UNDEFINED_LENGTH) {
        levels.push({ sequence: true, encoding: header.vrCode === UN ? WITHIN_UN : level.encoding });
      } else at += header.length;
    }
    if (levels.length > 2 * MAX_NESTING) return tooDeep();
  }
  return at;
}

/** Null when the sequence in `from`…`to` is nested no deeper than MAX_NESTING; defined lengths are followed too. */
export function nestingProblem(
  bytes: Uint8Array,
  from: number,
  to: number,
  encoding: Encoding,
): Extract<WalkEnd, { message: string }> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** Ends of the open sequences and items; Infinity where a delimiter ends them. */
  const levels: { end: number; encoding: Encoding }[] = [{ end: to, encoding }];
  let at = from;
  let count = 0;
  while (levels.length > 0) {
    const level = levels[levels.length - 1] as { end: number; encoding: Encoding };
    const { littleEndian } = level.encoding;
    if (at >= level.end || at + 8 > to) {
      levels.pop();
      continue;
    }
    const tag = ((view.getUint16(at, littleEndian) << 16) | view.getUint16(at + 2, littleEndian)) >>> 0;
    if (tag === ITEM_DELIMITER || tag === SEQUENCE_DELIMITER) {
      at += 8;
      if (level.end === Number.POSITIVE_INFINITY) levels.pop();
      continue;
    }
    const header =
      tag === ITEM
        ? { value: at + 8, length: view.getUint32(at + 4, littleEndian), vrCode: SQ }
        : elementHeader(view, at, level.encoding);
    if (header === null) return damaged(tag, 'has an unknown value representation');
    count += 1;
    if (count > MAX_SEQUENCE_ELEMENTS) return tooMany();
    const { value, length, vrCode } = header;
    const open =
      tag === ITEM ||
      length === UNDEFINED_LENGTH ||
      vrCode === SQ ||
      itemAt(view, value, length, littleEndian);
    if (length !== UNDEFINED_LENGTH && value + length > to) {
      return { kind: 'truncated', message: `${tagName(tag)} is longer than what holds it` };
    }
    if (open) {
      levels.push({
        end: length === UNDEFINED_LENGTH ? Number.POSITIVE_INFINITY : value + length,
        encoding: tag !== ITEM && vrCode === UN ? WITHIN_UN : level.encoding,
      });
      if (levels.length > 2 * MAX_NESTING) return tooDeep();
      at = value;
    } else at = value + length;
  }
  return null;

  function itemAt(v: DataView, value: number, length: number, littleEndian: boolean): boolean {
    if (length < 8 || value + 4 > to) return false;
    return v.getUint16(value, littleEndian) === 0xfffe && v.getUint16(value + 2, littleEndian) === 0xe000;
  }
}

function elementHeader(
  view: DataView,
  at: number,
  { explicit, littleEndian }: Encoding,
): { value: number; length: number; vrCode: number } | null {
  if (!explicit) return { value: at + 8, length: view.getUint32(at + 4, littleEndian), vrCode: 0 };
  const vrCode = view.getUint16(at + 4, false);
  if (SHORT_VRS.has(vrCode)) return { value: at + 8, length: view.getUint16(at + 6, littleEndian), vrCode };
  if (!LONG_VRS.has(vrCode) || at + 12 > view.byteLength) return null;
  return { value: at + 12, length: view.getUint32(at + 8, littleEndian), vrCode };
}

export const tagName = (tag: number): string => {
  const hex = tag.toString(16).padStart(8, '0').toUpperCase();
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
};

const vrName = (vrCode: number): string =>
  VR_NAMES.get(vrCode) ??
  (vrCode === 0 || !isPrintable(vrCode) ? '' : String.fromCharCode(vrCode >> 8, vrCode & 0xff));

const isPrintable = (vrCode: number): boolean => {
  const first = vrCode >> 8;
  const second = vrCode & 0xff;
  return first >= 0x41 && first <= 0x5a && second >= 0x41 && second <= 0x5a;
};

const damaged = (tag: number, what: string) =>
  ({ kind: 'damaged', message: `${tagName(tag)} ${what}` }) as const;

const tooDeep = () =>
  ({ kind: 'hostile', message: `its sequences are nested more than ${MAX_NESTING} deep` }) as const;

const tooMany = () => ({ kind: 'hostile', message: 'it holds more elements than any real object' }) as const;

/** Trailing zeros are padding that some writers leave. */
function isZero(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}
