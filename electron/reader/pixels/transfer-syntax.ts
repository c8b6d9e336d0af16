/** Transfer syntaxes (PS3.5 annex A, PS3.6 annex A) and who decodes them. */

export type Codec =
  | 'uncompressed'
  | 'deflate'
  | 'rle'
  | 'jpeg'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k'
  | 'jpeg-xl';

export type PixelCoding =
  | { readonly kind: 'native'; readonly bigEndian: boolean }
  | {
      readonly kind: 'encapsulated';
      readonly codec: Codec;
      readonly name: string;
    }
  /** Known, but not read; `name` is for the sentence that says so. */
  | { readonly kind: 'refused'; readonly name: string };

const encapsulated = (codec: Codec, name: string): PixelCoding => ({ kind: 'encapsulated', codec, name });
const refused = (name: string): PixelCoding => ({ kind: 'refused', name });
const littleEndian: PixelCoding = { kind: 'native', bigEndian: false };

const CODINGS: { readonly [uid: string]: PixelCoding } = {
  '1.2.840.10008.1.2': littleEndian,
  '1.2.840.10008.1.2.1': littleEndian,
  // The whole data set is deflated; offsets count in the inflated bytes.
  '1.2.840.10008.1.2.1.99': littleEndian,
  '1.2.840.10008.1.2.2': { kind: 'native', bigEndian: true },
  // GE's private implicit VR with big endian pixels.
  '1.2.840.113619.5.2': { kind: 'native', bigEndian: true },
  '1.2.840.10008.1.2.1.98': encapsulated('uncompressed', 'Encapsulated Uncompressed'),
  '1.2.840.10008.1.2.8.1': encapsulated('deflate', 'Deflated Image Frame'),
  '1.2.840.10008.1.2.5': encapsulated('rle', 'RLE Lossless'),
  '1.2.840.10008.1.2.4.50': encapsulated('jpeg', 'JPEG Baseline'),
  '1.2.840.10008.1.2.4.51': encapsulated('jpeg', 'JPEG Extended'),
  '1.2.840.10008.1.2.4.57': encapsulated('jpeg', 'JPEG Lossless'),
  '1.2.840.10008.1.2.4.70': encapsulated('jpeg', 'JPEG Lossless, first-order prediction'),
  '1.2.840.10008.1.2.4.80': encapsulated('jpeg-ls', 'JPEG-LS Lossless'),
  '1.2.840.10008.1.2.4.81': encapsulated('jpeg-ls', 'JPEG-LS Near-lossless'),
  '1.2.840.10008.1.2.4.90': encapsulated('jpeg-2000', 'JPEG 2000 Lossless'),
  '1.2.840.10008.1.2.4.91': encapsulated('jpeg-2000', 'JPEG 2000'),
  '1.2.840.10008.1.2.4.92': refused('JPEG 2000 Part 2 multi-component'),
  '1.2.840.10008.1.2.4.93': refused('JPEG 2000 Part 2 multi-component'),
  '1.2.840.10008.1.2.4.201': encapsulated('htj2k', 'HTJ2K Lossless'),
  '1.2.840.10008.1.2.4.202': encapsulated('htj2k', 'HTJ2K Lossless RPCL'),
  '1.2.840.10008.1.2.4.203': encapsulated('htj2k', 'HTJ2K'),
  '1.2.840.10008.1.2.4.110': encapsulated('jpeg-xl', 'JPEG XL Lossless'),
  '1.2.840.10008.1.2.4.111': encapsulated('jpeg-xl', 'JPEG XL JPEG Recompression'),
  '1.2.840.10008.1.2.4.112': encapsulated('jpeg-xl', 'JPEG XL'),
  '1.2.840.10008.1.2.4.94': refused('JPIP Referenced (the pixels are on a server)'),
  '1.2.840.10008.1.2.4.95': refused('JPIP Referenced Deflate (the pixels are on a server)'),
  '1.2.840.10008.1.2.4.100': refused('MPEG-2 video'),
  '1.2.840.10008.1.2.4.101': refused('MPEG-2 video'),
  '1.2.840.10008.1.2.4.102': refused('MPEG-4 video'),
  '1.2.840.10008.1.2.4.103': refused('MPEG-4 video'),
  '1.2.840.10008.1.2.4.104': refused('MPEG-4 video'),
  '1.2.840.10008.1.2.4.105': refused('MPEG-4 video'),
  '1.2.840.10008.1.2.4.106': refused('MPEG-4 video'),
  '1.2.840.10008.1.2.4.107': refused('HEVC video'),
  '1.2.840.10008.1.2.4.108': refused('HEVC video'),
};

/** Null for a syntax that we have never heard of. */
export const pixelCodingOf = (transferSyntaxUID: string): PixelCoding | null =>
  CODINGS[transferSyntaxUID] ?? null;
