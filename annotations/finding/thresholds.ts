/** Limits in HU that numbers rest on, each with its source. */

/**
 * Fat, both ends included. Adipose tissue on CT is commonly taken as −190…−30 HU (Sjöström et al., Am J Physiol 1986);
 * the lower end of −150 keeps pixels that share air out: product choice.
 */
export const FAT_FROM_HU = -150;
export const FAT_TO_HU = -30;

/** Calcium from here on, as the coronary score of Agatston et al., J Am Coll Cardiol 1990. */
export const CALCIUM_FROM_HU = 130;
