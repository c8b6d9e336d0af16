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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: UI values are padded with NUL (PS3.5 6.2).
  const trimmed = (text ?? '').replace(/[\u0000\s]+$/g, '').trim();
  return trimmed === '' ? null : (trimmed as U);
}

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
  const bytes = Uint8Array.from(random);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40; // version 4
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80; // variant of RFC 4122
  let integer = 0n;
  for (const byte of bytes) integer = (integer << 8n) | BigInt(byte);
  return `2.25.${integer}` as U;
}
