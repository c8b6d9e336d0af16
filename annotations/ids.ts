/**
 * Branded DICOM unique identifiers (PS3.5 9.1). Only the parsers and makers of this file produce them, so a
 * series can never be passed where a study is asked for.
 */

declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

export type StudyInstanceUID = Branded<'StudyInstanceUID'>;
export type SeriesInstanceUID = Branded<'SeriesInstanceUID'>;
export type SOPInstanceUID = Branded<'SOPInstanceUID'>;
export type FrameOfReferenceUID = Branded<'FrameOfReferenceUID'>;
/** Identity of a tracked finding over reports and saves (PS3.16 TID 1501, Tracking Unique Identifier). */
export type TrackingUID = Branded<'TrackingUID'>;
/** Identity of one drawn region; a UID, so that it survives in any exchange format. */
export type RegionUID = Branded<'RegionUID'>;
/** Identity of one import of foreign marks, kept with what it could not take over. */
export type ImportUID = Branded<'ImportUID'>;
/** Ours: a stack within a series; stable for the same files. */
export type StackId = Branded<'StackId'>;

export type AnyUID =
  | StudyInstanceUID
  | SeriesInstanceUID
  | SOPInstanceUID
  | FrameOfReferenceUID
  | TrackingUID
  | RegionUID
  | ImportUID;

/** Dots and digits, 64 characters at most, no component with a leading zero (PS3.5 9.1). */
export const UID_PATTERN = /^(?=.{1,64}$)(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*$/;

export const isValidUid = (text: string): boolean => UID_PATTERN.test(text);

/**
 * Reads an identifier as files have it: padding removed. Many real files break PS3.5 9.1 (leading zeros, over-long
 * roots); reading forgives them, since the identity they give is still an identity. Returns null for an empty one.
 */
export function readUid<U extends AnyUID>(text: string | null | undefined): U | null {
  // Nearly all: nothing to remove. A header has several, and a scan has thousands of headers.
  if (text && isVisible(text.charCodeAt(0)) && isVisible(text.charCodeAt(text.length - 1))) return text as U;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: UI values are padded with NUL (PS3.5 6.2).
  const trimmed = (text ?? '').replace(/[\u0000\s]+$/g, '').trim();
  return trimmed === '' ? null : (trimmed as U);
}

const isVisible = (ascii: number): boolean => ascii > 0x20 && ascii < 0x7f;

/** As `readUid` for places where the identity has been checked already, for example a schema. Throws on ''. */
export function asUid<U extends AnyUID>(text: string): U {
  const uid = readUid<U>(text);
  if (uid === null) throw new Error('An empty text is not a UID.');
  return uid;
}

export const asStackId = (text: string): StackId => text as StackId;

/**
 * A new UID under the UUID-derived root 2.25 (PS3.5 B.2) from 16 random bytes that the caller supplies, since the
 * domain has no source of randomness of its own.
 */
export function makeUid<U extends AnyUID>(random: Uint8Array): U {
  if (random.length !== 16) throw new RangeError('A UUID has 16 bytes.');
  let integer = 0n;
  for (const byte of random) integer = (integer << 8n) | BigInt(byte);
  return uuidUid(integer, 4n);
}

/** Odd multipliers, one a lane of 32 bits: no two lanes run alike. Product choice. */
const LANES = [0x01000193, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];

/**
 * The same UID for the same words, for things that come without an identity and may come again: a UUID of version 8
 * (RFC 9562 5.8) from a hash of the words. Enough to tell things apart, no proof of what they hold.
 */
export function uidOfWords<U extends AnyUID>(words: string): U {
  let bits = 0n;
  for (const multiplier of LANES) {
    let hash = multiplier ^ words.length;
    for (let i = 0; i < words.length; i += 1) {
      hash = Math.imul(hash ^ words.charCodeAt(i), multiplier);
      hash ^= hash >>> 15;
    }
    bits = (bits << 32n) | BigInt(hash >>> 0);
  }
  return uuidUid(bits, 8n);
}

/** 128 bits as a UUID of a version, in the variant of RFC 9562, as a UID. */
function uuidUid<U extends AnyUID>(bits: bigint, version: bigint): U {
  const versioned = (bits & ~(0xfn << 76n)) | (version << 76n);
  return `2.25.${(versioned & ~(0x3n << 62n)) | (0x2n << 62n)}` as U;
}
