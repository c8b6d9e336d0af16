/** What a file that is not DICOM looks like, in words. */
import { decodeText } from '../../files/decode-text.ts';

type Signature = { readonly what: string; readonly at: number; readonly bytes: readonly number[] };

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

const SIGNATURES: readonly Signature[] = [
  { what: 'a PNG picture', at: 0, bytes: [0x89, ...ascii('PNG')] },
  { what: 'a JPEG picture', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { what: 'a GIF picture', at: 0, bytes: ascii('GIF8') },
  { what: 'a BMP picture', at: 0, bytes: ascii('BM') },
  { what: 'a TIFF picture', at: 0, bytes: [0x49, 0x49, 0x2a, 0] },
  { what: 'a TIFF picture', at: 0, bytes: [0x4d, 0x4d, 0, 0x2a] },
  { what: 'a WebP picture', at: 8, bytes: ascii('WEBP') },
  { what: 'a JPEG 2000 picture', at: 4, bytes: ascii('jP  ') },
  { what: 'formatted text (RTF)', at: 0, bytes: ascii('{\\rtf') },
  { what: 'a PDF document', at: 0, bytes: ascii('%PDF') },
  { what: 'a gzip archive', at: 0, bytes: [0x1f, 0x8b] },
  { what: 'a 7z archive', at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { what: 'a RAR archive', at: 0, bytes: ascii('Rar!') },
  { what: 'a Windows program', at: 0, bytes: ascii('MZ') },
  { what: 'a Linux program', at: 0, bytes: [0x7f, ...ascii('ELF')] },
  { what: 'an Office document', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { what: 'a NIfTI volume', at: 344, bytes: ascii('n+1') },
  { what: 'an MP4 video', at: 4, bytes: ascii('ftyp') },
  { what: 'an SQLite database', at: 0, bytes: ascii('SQLite') },
];

const ZIP_LOCAL = [0x50, 0x4b, 0x03, 0x04];
const ZIP_EMPTY = [0x50, 0x4b, 0x05, 0x06];

const hasBytes = (bytes: Uint8Array, at: number, expected: readonly number[]): boolean =>
  expected.every((byte, i) => bytes[at + i] === byte);

export const looksLikeZip = (bytes: Uint8Array): boolean =>
  hasBytes(bytes, 0, ZIP_LOCAL) || hasBytes(bytes, 0, ZIP_EMPTY);

/** "a PNG picture", "plain text", or null when nothing is recognised. */
export function looksLike(bytes: Uint8Array): string | null {
  const signature = SIGNATURES.find(({ at, bytes: expected }) => hasBytes(bytes, at, expected));
  if (signature !== undefined) return signature.what;
  if (isUtf16Text(bytes)) return 'plain text';
  if (!isText(bytes)) return null;
  const start = Buffer.from(bytes.subarray(0, 512)).toString('utf8').trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'an HTML page';
  if (start.startsWith('<?xml') || start.startsWith('<')) return 'an XML document';
  if (start.startsWith('{') || start.startsWith('[')) return 'a JSON document';
  return 'plain text';
}

/** By its mark, and no control characters in the first kilobytes. */
function isUtf16Text(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  if (!((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))) return false;
  const start = decodeText(bytes.subarray(0, 4096));
  for (let i = 0; i < start.length; i++) if (isControl(start.charCodeAt(i))) return false;
  return start.length > 0;
}

/** No control characters but white space in the first kilobytes. */
function isText(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, 4096);
  for (let i = 0; i < end; i++) if (isControl(bytes[i] as number)) return false;
  return end > 0;
}

const isControl = (code: number): boolean =>
  code === 0x7f || (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13);
