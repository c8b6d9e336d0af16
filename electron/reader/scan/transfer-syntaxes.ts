/**
 * Transfer syntaxes by name (PS3.6 table A-1), and those whose pixels are not read here. The decoders decide about
 * the rest; an unknown UID is refused, since nothing can be said about its bytes.
 */
export const IMPLICIT_LE = '1.2.840.10008.1.2';
export const EXPLICIT_LE = '1.2.840.10008.1.2.1';
export const DEFLATED_LE = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BE = '1.2.840.10008.1.2.2';
/** GE private: implicit VR little endian with big endian pixel data. */
export const GE_PRIVATE_BE = '1.2.840.113619.5.2';

const NAMES: { readonly [uid: string]: string } = {
  [IMPLICIT_LE]: 'Implicit VR Little Endian',
  [EXPLICIT_LE]: 'Explicit VR Little Endian',
  '1.2.840.10008.1.2.1.98': 'Encapsulated Uncompressed',
  [DEFLATED_LE]: 'Deflated Explicit VR Little Endian',
  [EXPLICIT_BE]: 'Explicit VR Big Endian',
  [GE_PRIVATE_BE]: 'GE Private Implicit VR Big Endian',
  '1.2.840.10008.1.2.4.50': 'JPEG Baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless SV1',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS Lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS Near-Lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.4.92': 'JPEG 2000 Part 2 Lossless',
  '1.2.840.10008.1.2.4.93': 'JPEG 2000 Part 2',
  '1.2.840.10008.1.2.4.94': 'JPIP Referenced',
  '1.2.840.10008.1.2.4.95': 'JPIP Referenced Deflate',
  '1.2.840.10008.1.2.4.100': 'MPEG-2 Main Profile',
  '1.2.840.10008.1.2.4.101': 'MPEG-2 High Level',
  '1.2.840.10008.1.2.4.102': 'MPEG-4 AVC/H.264',
  '1.2.840.10008.1.2.4.103': 'MPEG-4 AVC/H.264 BD-compatible',
  '1.2.840.10008.1.2.4.104': 'MPEG-4 AVC/H.264 2D',
  '1.2.840.10008.1.2.4.105': 'MPEG-4 AVC/H.264 3D',
  '1.2.840.10008.1.2.4.106': 'MPEG-4 AVC/H.264 Stereo',
  '1.2.840.10008.1.2.4.107': 'HEVC/H.265 Main Profile',
  '1.2.840.10008.1.2.4.108': 'HEVC/H.265 Main 10 Profile',
  '1.2.840.10008.1.2.4.110': 'JPEG XL Lossless',
  '1.2.840.10008.1.2.4.111': 'JPEG XL JPEG Recompression',
  '1.2.840.10008.1.2.4.112': 'JPEG XL',
  '1.2.840.10008.1.2.4.201': 'HTJ2K Lossless',
  '1.2.840.10008.1.2.4.202': 'HTJ2K Lossless RPCL',
  '1.2.840.10008.1.2.4.203': 'HTJ2K',
  '1.2.840.10008.1.2.4.204': 'JPIP HTJ2K Referenced',
  '1.2.840.10008.1.2.4.205': 'JPIP HTJ2K Referenced Deflate',
  '1.2.840.10008.1.2.5': 'RLE Lossless',
  '1.2.840.10008.1.2.8.1': 'Deflated Image Frame Compression',
};

const NATIVE: ReadonlySet<string> = new Set([
  IMPLICIT_LE,
  EXPLICIT_LE,
  DEFLATED_LE,
  EXPLICIT_BE,
  GE_PRIVATE_BE,
]);
const NOT_READ = /^1\.2\.840\.10008\.1\.2\.(4\.(9[2-5]|10[0-8]|11[0-2]|20[45])(\.\d+)?|8\.1)$/;

/** The name, or the UID when it is not known. */
export const transferSyntaxName = (uid: string): string => NAMES[uid] ?? uid;

/** Pixels follow each other uncompressed. */
export const isNative = (uid: string): boolean => NATIVE.has(uid);

/** A sentence when pixels in this syntax cannot be read here, null when a decoder may try. */
export function whyNotRead(uid: string): string | null {
  if (NOT_READ.test(uid)) {
    return `Its pixels are stored as ${transferSyntaxName(uid)} (${uid}), which is not read here.`;
  }
  if (NAMES[uid] === undefined) return `Its transfer syntax ${uid} is not known.`;
  return null;
}
