/** Modality LUT (PS3.3 C.11.1) and palette colour tables (C.7.6.3.1.5, segmented: C.7.9.2) from a header. */
import type { ModalityLut, PaletteChannel, PixelLocation } from '../pixel-location.ts';
import type { DataSet } from './data-set.ts';
import { T } from './tags.ts';

const MAX_LUT_ENTRIES = 65_536;

type Descriptor = { readonly entries: number; readonly firstMapped: number; readonly bits: number };

/** Three values: entries (0 means 65,536), first mapped stored value (signed as the pixels are), bits. */
export function descriptor(dataSet: DataSet, tag: number, signed: boolean): Descriptor | null {
  const values = dataSet.shorts(tag, false);
  if (values.length < 3) return null;
  const [entries, first, bits] = values as [number, number, number];
  return {
    entries: entries === 0 ? MAX_LUT_ENTRIES : entries,
    firstMapped: signed && first > 0x7fff ? first - 0x10000 : first,
    bits,
  };
}

/** Null when the file has none, or one that is damaged (the caller says so). */
export function modalityLut(
  dataSet: DataSet,
  signed: boolean,
): (ModalityLut & { type: string | null }) | null {
  const item = dataSet.item(T.ModalityLUTSequence);
  if (item === null) return null;
  const head = descriptor(item, T.LUTDescriptor, signed);
  if (head === null) return null;
  const words = item.shorts(T.LUTData, false);
  if (words.length < head.entries) return null;
  return {
    firstMapped: head.firstMapped,
    values: Uint16Array.from(words.slice(0, head.entries)),
    type: item.string(T.ModalityLUTType),
  };
}

/** Red, green, blue, expanded to 8 bits; null when one is missing or damaged. */
export function palette(dataSet: DataSet, signed: boolean): PixelLocation['palette'] {
  const red = channel(dataSet, T.RedPaletteDescriptor, T.RedPaletteData, T.SegmentedRedPaletteData, signed);
  const green = channel(
    dataSet,
    T.GreenPaletteDescriptor,
    T.GreenPaletteData,
    T.SegmentedGreenPaletteData,
    signed,
  );
  const blue = channel(
    dataSet,
    T.BluePaletteDescriptor,
    T.BluePaletteData,
    T.SegmentedBluePaletteData,
    signed,
  );
  return red === null || green === null || blue === null ? null : [red, green, blue];
}

function channel(
  dataSet: DataSet,
  descriptorTag: number,
  dataTag: number,
  segmentedTag: number,
  signed: boolean,
): PaletteChannel | null {
  const head = descriptor(dataSet, descriptorTag, signed);
  if (head === null) return null;
  const values = paletteValues(dataSet, dataTag, segmentedTag, head);
  return values === null ? null : { firstMapped: head.firstMapped, values };
}

function paletteValues(
  dataSet: DataSet,
  dataTag: number,
  segmentedTag: number,
  { entries, bits }: Descriptor,
): Uint8Array | null {
  const raw = dataSet.raw(dataTag);
  if (raw !== null) {
    // Eight-bit tables may be packed two to a word.
    if (bits <= 8 && raw.length < 2 * entries) {
      return raw.length < entries ? null : Uint8Array.from(raw.subarray(0, entries));
    }
    const words = dataSet.shorts(dataTag, false);
    return words.length < entries ? null : to8Bits(words.slice(0, entries), bits);
  }
  const segments = dataSet.shorts(segmentedTag, false);
  if (segments.length === 0) return null;
  const words = expandSegments(segments, entries);
  return words === null ? null : to8Bits(words, bits);
}

/** Tables that say 16 bits but hold 8-bit numbers exist; their values are taken as they are. */
function to8Bits(words: readonly number[], bits: number): Uint8Array {
  const shift = bits > 8 && words.some((word) => word > 0xff) ? 8 : 0;
  return Uint8Array.from(words, (word) => (word >> shift) & 0xff);
}

/** Discrete (0), linear (1) and indirect (2) segments; null when they do not make `entries` values. */
function expandSegments(data: readonly number[], entries: number): number[] | null {
  const out: number[] = [];
  const run = (from: number, to: number, budget: { segments: number }): boolean => {
    let at = from;
    while (at < to && out.length < entries) {
      if (budget.segments-- <= 0) return false;
      const [opcode, length] = [data[at], data[at + 1]];
      if (opcode === undefined || length === undefined) return false;
      if (opcode === 0) {
        out.push(...data.slice(at + 2, at + 2 + length));
        at += 2 + length;
      } else if (opcode === 1) {
        const first = out[out.length - 1];
        const last = data[at + 2];
        if (first === undefined || last === undefined) return false;
        for (let i = 1; i <= length; i++) out.push(Math.round(first + ((last - first) * i) / length));
        at += 3;
      } else if (opcode === 2) {
        const offset = (data[at + 2] ?? 0) + (data[at + 3] ?? 0) * 0x10000;
        let end = offset;
        for (let segment = 0; segment < length; segment++) {
          end += data[end] === 1 ? 3 : 2 + (data[end + 1] ?? 0);
        }
        if (data.slice(offset, end).includes(2) && data[offset] === 2) return false;
        if (!run(offset, end, budget)) return false;
        at += 4;
      } else return false;
    }
    return true;
  };
  return run(0, data.length, { segments: MAX_LUT_ENTRIES }) && out.length >= entries
    ? out.slice(0, entries)
    : null;
}
