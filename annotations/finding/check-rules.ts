/**
 * The limits by which a report's words are held against measured figures. A radiologist's words have no agreed
 * numbers; where literature gives one it is named, the rest are product choices, shown with every verdict.
 */
import type { EnhancementDegree } from './descriptors.ts';

/** Diameters agree within 3 mm or a tenth, whichever is more: product choice, about what two readers differ by. */
export const SIZE_TOLERANCE_MM = 3;
export const SIZE_TOLERANCE_SHARE = 0.1;

/** A mean agrees with a reported HU within 10 HU: product choice, about the spread between scanners and placements. */
export const HU_TOLERANCE = 10;

/** Within 10 HU of the reference tissue is "iso": product choice. */
export const ISO_WITHIN_HU = 10;

/**
 * ΔHU from noncontrast to the contrast phase. Below 10 HU nothing is taken to enhance, from 20 HU on enhancement is
 * beyond doubt (Bosniak classification, version 2019); the bands above are product choices.
 */
export const ENHANCEMENT_BANDS: {
  readonly [D in EnhancementDegree]: { readonly fromHu: number; readonly toHu: number };
} = {
  none: { fromHu: Number.NEGATIVE_INFINITY, toHu: 10 },
  minimal: { fromHu: 5, toHu: 20 },
  mild: { fromHu: 10, toHu: 40 },
  moderate: { fromHu: 25, toHu: 80 },
  marked: { fromHu: 60, toHu: Number.POSITIVE_INFINITY },
};

/** Share of pixels of −150…−30 HU from which fat is taken to be there, and below which it is not: product choice. */
export const FAT_PRESENT_SHARE = 0.02;
export const FAT_ABSENT_SHARE = 0.005;

/** Share of pixels of 130 HU or more, without contrast: product choice. */
export const CALCIUM_PRESENT_SHARE = 0.005;
export const CALCIUM_ABSENT_SHARE = 0.001;

/**
 * Spread of a mass in the contrast phase beyond the noise, √(SD² − SD² of muscle in the same phase): above, it is
 * heterogeneous. Product choice.
 */
export const HETEROGENEOUS_SD_HU = 7;
