/**
 * What a JPEG XL picture says of itself before any decoder sees it: its size, channels and depth (ISO 18181-1 annex
 * D, its container ISO 18181-2). Bits are counted from the lowest of each byte.
 */
import type { Codestream } from './codestream.ts';

/** Null where no JPEG XL begins, and for pictures that DICOM does not hold: previews, animations, turned ones. */
export function inspectJpegXl(bytes: Uint8Array): Codestream | null {
  const start = startOfJpegXl(bytes);
  if (start === null) return null;
  const bits = new Bits(bytes.subarray(start + 2, start + 2 + HEADER_BYTES));
  const { rows, columns } = readSize(bits);
  const picture = readMetadata(bits);
  if (picture === null || bits.ended) return null;
  return {
    kind: 'jpeg-xl',
    columns,
    rows,
    ...picture,
    signed: null,
    lossless: null,
    ycc: null,
    // The decoder notices by itself when something has been cut off.
    ends: true,
  };
}

/** More than the parts that are read can take. */
const HEADER_BYTES = 64;
const CONTAINER = [0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20, 0x0d, 0x0a, 0x87, 0x0a];

/** Where the codestream's signature FF0A stands: at the beginning, or in a box of the container. */
function startOfJpegXl(bytes: Uint8Array): number | null {
  const isSignature = (at: number) => bytes[at] === 0xff && bytes[at + 1] === 0x0a;
  if (isSignature(0)) return 0;
  if (!CONTAINER.every((byte, i) => bytes[i] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = CONTAINER.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    // A box in parts begins with their count.
    const content = at + 8 + (type === 'jxlp' ? 4 : 0);
    if (type === 'jxlc' || type === 'jxlp') return isSignature(content) ? content : null;
    if (length < 8) return null;
    at += length;
  }
  return null;
}

class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Something was asked for that is not there; zeros were given. */
  get ended(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1, this.#at += 1) {
      const bit = ((this.#bytes[this.#at >> 3] ?? 0) >> (this.#at & 7)) & 1;
      value += bit * 2 ** i;
    }
    return value;
  }

  flag(): boolean {
    return this.take(1) === 1;
  }

  /** Two bits choose one of four: a constant, or so many bits above a least value. */
  choose(...ways: readonly (number | { readonly bits: number; readonly from: number })[]): number {
    const way = ways[this.take(2)] ?? 0;
    return typeof way === 'number' ? way : way.from + this.take(way.bits);
  }
}

/** Width to height for the ratios 1 to 7. */
const RATIOS = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

function readSize(bits: Bits): { readonly rows: number; readonly columns: number } {
  const small = bits.flag();
  const side = (): number =>
    small
      ? (bits.take(5) + 1) * 8
      : bits.choose(
          { bits: 9, from: 1 },
          { bits: 13, from: 1 },
          { bits: 18, from: 1 },
          { bits: 30, from: 1 },
        );
  const rows = side();
  const ratio = RATIOS[bits.take(3) - 1];
  const columns = ratio === undefined ? side() : Math.floor((rows * ratio[0]) / ratio[1]);
  return { rows, columns };
}

type Channels = { readonly components: number; readonly bitsPerSample: number };

function readMetadata(bits: Bits): Channels | null {
  if (bits.flag()) return { components: 3, bitsPerSample: 8 };
  if (bits.flag()) {
    const upright = bits.take(3) === 0;
    if (bits.flag()) readSize(bits);
    const [preview, animation] = [bits.flag(), bits.flag()];
    if (!upright || preview || animation) return null;
  }
  const float = bits.flag();
  if (float) return null;
  const bitsPerSample = bits.choose(8, 10, 12, { bits: 6, from: 1 });
  bits.flag(); // Whether 16 bits are enough for a decoder's buffers.
  const extra = bits.choose(0, 1, { bits: 4, from: 2 }, { bits: 12, from: 1 });
  // What describes them stands before the colours; DICOM has no place for them.
  if (extra > 0) return null;
  bits.flag(); // Whether colours are in XYB; they come out in RGB all the same.
  if (bits.flag()) return { components: 3, bitsPerSample };
  bits.flag(); // Whether a profile follows.
  const colours = bits.choose(0, 1, { bits: 4, from: 2 }, { bits: 6, from: 18 });
  return { components: colours === GREY ? 1 : 3, bitsPerSample };
}

const GREY = 1;
