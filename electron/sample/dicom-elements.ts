/**
 * Explicit VR little endian elements, just what the sample's CT images need (PS3.5 7.1). A library's writer would
 * have to be loaded in every worker thread and takes longer for a header than a slice takes to be written.
 */

export type Element = {
  /** Group and element as one number, 0xGGGGEEEE. */
  readonly tag: number;
  readonly vr:
    | 'AS'
    | 'CS'
    | 'DA'
    | 'DS'
    | 'IS'
    | 'LO'
    | 'PN'
    | 'SH'
    | 'TM'
    | 'UI'
    | 'US'
    | 'OB'
    | 'OW'
    | 'SQ'
    | 'LT';
  readonly value: Uint8Array;
};

/** A text element; several values are joined by backslashes. */
export function text(
  tag: number,
  vr: Exclude<Element['vr'], 'US' | 'OB' | 'OW' | 'SQ'>,
  ...values: string[]
): Element {
  const joined = values.join('\\');
  const padding = joined.length % 2 === 0 ? '' : vr === 'UI' ? '\0' : ' ';
  return { tag, vr, value: Uint8Array.from(Buffer.from(joined + padding, 'ascii')) };
}

/** DS values have 16 characters at most (PS3.5 6.2). */
export function decimals(tag: number, ...values: number[]): Element {
  return text(tag, 'DS', ...values.map((value) => String(Number(value.toPrecision(10)))));
}

export function unsignedShort(tag: number, value: number): Element {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, true);
  return { tag, vr: 'US', value: bytes };
}

export const bytes = (tag: number, vr: 'OB' | 'OW', value: Uint8Array): Element => ({ tag, vr, value });

/** Preamble, file meta group and data set (PS3.10 7.1). The elements need no order. */
export function part10(meta: readonly Element[], dataset: readonly Element[]): Uint8Array {
  const metaBytes = encode(meta);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, metaBytes.length, true);
  const groupLength = encode([{ tag: 0x00020000, vr: 'OB', value: length }]);
  // (0002,0000) is UL, of 4 bytes: short form, unlike OB.
  const head = Uint8Array.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0, ...groupLength.subarray(12)]);
  const prefix = new Uint8Array(132);
  prefix.set([0x44, 0x49, 0x43, 0x4d], 128);
  return concat([prefix, head, metaBytes, encode(dataset)]);
}

const longForm: ReadonlySet<Element['vr']> = new Set(['OB', 'OW', 'SQ']);

function encode(elements: readonly Element[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { tag, vr, value } of elements.slice().sort((a, b) => a.tag - b.tag)) {
    const long = longForm.has(vr);
    const head = new Uint8Array(long ? 12 : 8);
    const view = new DataView(head.buffer);
    view.setUint16(0, tag >>> 16, true);
    view.setUint16(2, tag & 0xffff, true);
    head.set(Buffer.from(vr, 'ascii'), 4);
    if (long) view.setUint32(8, value.length, true);
    else view.setUint16(6, value.length, true);
    parts.push(head, value);
  }
  return concat(parts);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
