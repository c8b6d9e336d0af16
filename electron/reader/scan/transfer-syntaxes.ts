/** Transfer syntaxes as the scan needs them: names, and whether the decoders read them (`pixels/transfer-syntax.ts`). */
import { pixelCodingOf } from '../pixels/transfer-syntax.ts';

export const IMPLICIT_LE = '1.2.840.10008.1.2';
export const EXPLICIT_LE = '1.2.840.10008.1.2.1';
export const DEFLATED_LE = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BE = '1.2.840.10008.1.2.2';

const UNCOMPRESSED_NAMES: { readonly [uid: string]: string } = {
  [IMPLICIT_LE]: 'Implicit VR Little Endian',
  [EXPLICIT_LE]: 'Explicit VR Little Endian',
  [DEFLATED_LE]: 'Deflated Explicit VR Little Endian',
  [EXPLICIT_BE]: 'Explicit VR Big Endian',
  '1.2.840.113619.5.2': 'GE Private Implicit VR Big Endian',
};

/** The name, or the UID when it is not known. */
export function transferSyntaxName(uid: string): string {
  const coding = pixelCodingOf(uid);
  if (coding === null) return uid;
  return coding.kind === 'native' ? (UNCOMPRESSED_NAMES[uid] ?? uid) : coding.name;
}

/** Pixels follow each other uncompressed. */
export const isNative = (uid: string): boolean => pixelCodingOf(uid)?.kind === 'native';

/** A sentence when pixels in this syntax cannot be read here, null when a decoder may try. */
export function whyNotRead(uid: string): string | null {
  const coding = pixelCodingOf(uid);
  if (coding === null) return `Its transfer syntax ${uid} is not known.`;
  return coding.kind === 'refused'
    ? `Its pixels are stored as ${coding.name} (${uid}), which is not read here.`
    : null;
}
