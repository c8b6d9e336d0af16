/**
 * What a zip may ask of us. Deflate cannot do better than 1032:1; CT series reach 2:1 to 20:1, an empty mask some
 * hundreds. All product choices.
 */

/** One entry that is read whole: a long multi-frame image at most. */
export const MAX_ENTRY_BYTES = 2 ** 31;
/** A zip inside a zip is held in memory. */
export const MAX_INNER_ZIP_BYTES = 2 ** 30;
/** Zips inside zips inside zips. */
export const MAX_ZIP_DEPTH = 4;
export const MAX_ZIP_ENTRIES = 500_000;
/** Above this size a ratio is held against an entry, or a whole archive. */
const RATIO_MATTERS_FROM_BYTES = 2 ** 26;
const MAX_RATIO = 300;

/** A sentence when sizes are those of a bomb, null when they are fine. */
export function bombReason(compressedBytes: number, inflatedBytes: number): string | null {
  if (inflatedBytes < RATIO_MATTERS_FROM_BYTES) return null;
  const ratio = inflatedBytes / Math.max(1, compressedBytes);
  if (ratio <= MAX_RATIO) return null;
  return `it would grow ${Math.round(ratio)}-fold, to ${Math.round(inflatedBytes / 2 ** 20)} MB, as only a zip bomb does`;
}
