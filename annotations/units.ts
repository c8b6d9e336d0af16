/**
 * Units as they are shown, and as UCUM writes them (PS3.16 CID 7460, 7461, 7462, 7181).
 * Numbers carry their unit in their name: `Mm`, `Mm2`, `Hu`, `Deg`.
 */
export const UNITS = {
  mm: { ucum: 'mm', shown: 'mm' },
  mm2: { ucum: 'mm2', shown: 'mm²' },
  mm3: { ucum: 'mm3', shown: 'mm³' },
  hu: { ucum: "[hnsf'U]", shown: 'HU' },
  /** Shares of a whole, 0…1. */
  one: { ucum: '1', shown: '' },
  pixels: { ucum: '{pixels}', shown: 'pixels' },
} as const;

export type Unit = keyof typeof UNITS;

/**
 * A number for a reader, at most `decimals` places, trailing zeros kept so that columns align, a true minus sign.
 * Never "-0".
 */
export function formatNumber(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  if (Number(text) === 0) return (0).toFixed(decimals);
  return text.replace('-', '\u2212');
}

export const formatMm = (value: number): string => `${formatNumber(value, 1)} mm`;
export const formatHu = (value: number): string => `${formatNumber(value, 0)} HU`;
/** Areas over 1 cm² stay in mm², as in every report of this product: one unit for one quantity. */
export const formatMm2 = (value: number): string => `${formatNumber(value, 0)} mm²`;
