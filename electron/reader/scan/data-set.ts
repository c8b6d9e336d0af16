/**
 * One data set (the top level or an item), read on demand. Values are given as the caller asks for them, whatever
 * VR the file claims: an unsigned short is read by its length, a decimal from text or binary. Unreadable is null.
 */
import { type TextCodec, textCodec } from './character-sets.ts';
import type { Element, ElementMap, Encoding } from './elements.ts';
import { sequenceItems } from './sequence-items.ts';

const SPECIFIC_CHARACTER_SET = 0x00080005;

export class DataSet {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly elements: ElementMap;
  readonly #text: Buffer;
  readonly #view: DataView;
  #codec: TextCodec | (() => TextCodec) | null;

  /** `codec` null: by the data set's own SpecificCharacterSet; a function is asked when there is text to read. */
  constructor(
    bytes: Uint8Array,
    encoding: Encoding,
    elements: ElementMap,
    codec: TextCodec | (() => TextCodec) | null = null,
  ) {
    this.bytes = bytes;
    this.encoding = encoding;
    this.elements = elements;
    this.#codec = codec;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get codec(): TextCodec {
    if (typeof this.#codec === 'function') this.#codec = this.#codec();
    this.#codec ??= textCodec(this.strings(SPECIFIC_CHARACTER_SET));
    return this.#codec;
  }

  has(tag: number): boolean {
    return this.elements.has(tag);
  }

  /** The value's bytes; null when absent or empty. */
  raw(tag: number): Uint8Array | null {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return null;
    return this.bytes.subarray(element.offset, element.offset + element.length);
  }

  /** ASCII text without padding (CS, UI, DS, IS, DA, TM, AS); null when absent or blank. */
  string(tag: number): string | null {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return null;
    const text = trimmed(this.#text.toString('latin1', element.offset, element.offset + element.length));
    return text === '' ? null : text;
  }

  /** Values of an ASCII element; an empty list when absent. */
  strings(tag: number): readonly string[] {
    const text = this.string(tag);
    if (text === null) return [];
    return text.includes('\\') ? text.split('\\').map((value) => value.trim()) : [text];
  }

  /** Text in the data set's character set (LO, SH, ST, LT, UT, UC); '' when absent. */
  text(tag: number): string {
    const bytes = this.raw(tag);
    return bytes === null ? '' : trimmed(this.codec.decode(bytes, '\\'));
  }

  /** A person name in the data set's character set, with carets and groups. */
  name(tag: number): string {
    const bytes = this.raw(tag);
    return bytes === null ? '' : trimmed(this.codec.decode(bytes, '^=\\'));
  }

  /** Decimals from text (DS, IS) or binary (FD, FL, by the VR). Values that are no numbers are NaN. */
  decimals(tag: number): readonly number[] {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return [];
    if (element.vr === 'FD') return this.#binary(element, 8, (view, at, le) => view.getFloat64(at, le));
    if (element.vr === 'FL') return this.#binary(element, 4, (view, at, le) => view.getFloat32(at, le));
    if (element.vr === 'US') return this.#binary(element, 2, (view, at, le) => view.getUint16(at, le));
    const text = this.string(tag);
    return text === null ? [] : text.split('\\').map(decimal);
  }

  decimal(tag: number): number | null {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return null;
    const text = isBinary(element.vr) ? null : this.string(tag);
    // One value as a rule: no list is made for it.
    const value = text === null || text.includes('\\') ? this.decimals(tag)[0] : decimal(text);
    return value === undefined || !Number.isFinite(value) ? null : value;
  }

  /** FL whatever the VR: four bytes a value. */
  floats(tag: number): readonly number[] {
    const element = this.elements.get(tag);
    if (element === undefined) return [];
    return this.#binary(element, 4, (view, at, le) => view.getFloat32(at, le));
  }

  /** FD whatever the VR: eight bytes a value, for implicit VR. */
  doubles(tag: number): readonly number[] {
    const element = this.elements.get(tag);
    if (element === undefined) return [];
    return this.#binary(element, 8, (view, at, le) => view.getFloat64(at, le));
  }

  /** IS, or a binary integer where the VR says so. */
  integer(tag: number): number | null {
    const element = this.elements.get(tag);
    if (element?.vr === 'US' || element?.vr === 'UL' || element?.vr === 'SS' || element?.vr === 'SL') {
      return this.unsigned(tag);
    }
    const value = this.decimal(tag);
    return value === null || !Number.isInteger(value) ? null : value;
  }

  /** The first value of US or UL, by the element's length. */
  unsigned(tag: number): number | null {
    const element = this.elements.get(tag);
    if (element === undefined || element.length < 2) return null;
    const view = this.#view;
    return element.length >= 4 && element.vr !== 'US' && element.vr !== 'OW'
      ? view.getUint32(element.offset, this.encoding.littleEndian)
      : view.getUint16(element.offset, this.encoding.littleEndian);
  }

  /** Shorts (US, SS, OW): signed or not, as the caller knows. */
  shorts(tag: number, signed: boolean): readonly number[] {
    const element = this.elements.get(tag);
    if (element === undefined) return [];
    return this.#binary(element, 2, (view, at, le) =>
      signed ? view.getInt16(at, le) : view.getUint16(at, le),
    );
  }

  longs(tag: number): readonly number[] {
    const element = this.elements.get(tag);
    if (element === undefined) return [];
    return this.#binary(element, 4, (view, at, le) => view.getUint32(at, le));
  }

  /** 64-bit integers (OV, UV) that fit a double; beyond that NaN. */
  bigs(tag: number): readonly number[] {
    const element = this.elements.get(tag);
    if (element === undefined) return [];
    return this.#binary(element, 8, (view, at, le) => {
      const value = view.getBigUint64(at, le);
      return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.NaN : Number(value);
    });
  }

  /** Items of a sequence; an empty list when absent, damaged, or nested beyond reason. */
  items(tag: number): readonly DataSet[] {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return [];
    return sequenceItems(this.bytes, this.encoding, tag, element).map(
      ({ elements, encoding }) =>
        new DataSet(
          this.bytes,
          encoding,
          elements,
          // An item may bring a character set of its own (PS3.5 7.5.3).
          elements.has(SPECIFIC_CHARACTER_SET) ? null : () => this.codec,
        ),
    );
  }

  /** The first item. */
  item(tag: number): DataSet | null {
    return this.items(tag)[0] ?? null;
  }

  #binary(
    element: Element,
    size: number,
    get: (view: DataView, at: number, le: boolean) => number,
  ): number[] {
    const view = this.#view;
    const end = Math.min(element.offset + element.length, this.bytes.length);
    const values: number[] = [];
    for (let at = element.offset; at + size <= end; at += size) {
      values.push(get(view, at, this.encoding.littleEndian));
    }
    return values;
  }
}

const isBinary = (vr: string): boolean => vr === 'FD' || vr === 'FL' || vr === 'US';

/** Padding is a space, or NUL in UIDs and in files of careless writers. */
function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end--;
  let start = 0;
  while (start < end && text.charCodeAt(start) === 0x20) start++;
  return text.slice(start, end);
}

/** DS: a comma for the point and surrounding blanks are seen in files. An empty value is NaN, not zero. */
function decimal(text: string): number {
  const value = Number(text);
  // Of blanks, too, `Number` makes zero.
  if (value === 0 && text.trim() === '') return Number.NaN;
  return Number.isNaN(value) ? Number(text.replace(',', '.')) : value;
}
