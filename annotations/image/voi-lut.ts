/**
 * VOI lookup tables (PS3.3 C.11.2.1.1): grey by a table of the file's maker, often the curve of a film. Input HU (or
 * whatever the modality transform yields), output 0…255.
 */

export type VoiLut = {
  readonly function: 'TABLE';
  /** LUT Explanation, the maker's free text; may be empty. */
  readonly explanation: string;
  /** The HU of the first entry. HU below are shown as the first entry, HU above the last as the last. */
  readonly firstMapped: number;
  /** As stored, from 0 (black) to 2^`bits` − 1 (white). Never empty. */
  readonly values: Uint16Array;
  /** 8…16 */
  readonly bits: number;
};

export const isValidLut = ({ values, bits, firstMapped }: VoiLut): boolean =>
  values.length > 0 && bits >= 8 && bits <= 16 && Number.isFinite(firstMapped);

/**
 * The grey, a whole number 0…255: the entry's upper eight bits, which is what dcmtk shows. HU between two entries take
 * the nearest: the standard knows whole inputs only.
 */
export function voiLutGrey({ values, firstMapped, bits }: VoiLut, hu: number): number {
  const index = Math.min(values.length - 1, Math.max(0, Math.round(hu - firstMapped)));
  return Math.min(255, (values[index] as number) >> (bits - 8));
}

/** The HU from the first entry to the last, as a window: where dragging begins. */
export const lutRange = ({ values, firstMapped }: VoiLut) => ({
  centerHu: firstMapped + (values.length - 1) / 2,
  widthHu: Math.max(1, values.length - 1),
});

/** What it is called where its maker gave it no name. */
export const lutName = ({ explanation }: VoiLut): string => explanation || 'Lookup table';
