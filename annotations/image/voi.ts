/**
 * Values of interest to grey (PS3.3 C.11.2). Input HU (or whatever the modality transform yields), output 0…255.
 */
import { assertNever } from '../result.ts';
import { isValidLut, type VoiLut, voiLutGrey } from './voi-lut.ts';

export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

export type VoiWindow = {
  readonly function: VoiFunction;
  readonly centerHu: number;
  readonly widthHu: number;
};

/** A window, or a lookup table of the file's; told apart by `function`. */
export type Voi = VoiWindow | VoiLut;

export type VoiPreset = { readonly name: string; readonly key: string; readonly voi: VoiWindow };

const linear = (widthHu: number, centerHu: number): VoiWindow => ({ function: 'LINEAR', centerHu, widthHu });

/** The windows of daily CT, width/level as OHIF has them, mediastinum added; "fat" is a product choice. */
export const VOI_PRESETS: readonly VoiPreset[] = [
  { name: 'abdomen', key: '1', voi: linear(400, 40) },
  { name: 'liver', key: '2', voi: linear(150, 90) },
  { name: 'mediastinum', key: '3', voi: linear(350, 50) },
  { name: 'lung', key: '4', voi: linear(1500, -600) },
  { name: 'bone', key: '5', voi: linear(2500, 480) },
  { name: 'brain', key: '6', voi: linear(80, 40) },
  { name: 'fat', key: '7', voi: linear(400, -50) },
];

export const DEFAULT_CT_VOI: VoiWindow = linear(400, 40);

/** LINEAR needs a width of 1 at least, the others more than 0 (C.11.2.1.2, C.11.2.1.3). */
export function isValidVoi(voi: Voi): boolean {
  if (voi.function === 'TABLE') return isValidLut(voi);
  return (
    Number.isFinite(voi.centerHu) &&
    Number.isFinite(voi.widthHu) &&
    (voi.function === 'LINEAR' ? voi.widthHu >= 1 : voi.widthHu > 0)
  );
}

/**
 * The grey 0…255 as a real number, by the clause's pseudo-code. The standard does not fix the rounding to integers;
 * `greyLevel` floors, which is what dcmtk does.
 */
export function voiToUnitGrey(voi: Voi, hu: number): number {
  if (voi.function === 'TABLE') return voiLutGrey(voi, hu);
  const { centerHu: c, widthHu: w } = voi;
  switch (voi.function) {
    case 'LINEAR': {
      if (hu <= c - 0.5 - (w - 1) / 2) return 0;
      if (hu > c - 0.5 + (w - 1) / 2) return 255;
      // ((hu − (c − 0.5)) / (w − 1) + 0.5) × 255 in dcmtk's order of operations: where that is a whole number, the last
      // bit decides what rounding down gives, and both should give the same.
      const grey = hu * (255 / (w - 1)) + (255 - ((c - 0.5) / (w - 1) + 0.5) * 255);
      return Math.min(255, Math.max(0, grey));
    }
    case 'LINEAR_EXACT': {
      if (hu <= c - w / 2) return 0;
      if (hu > c + w / 2) return 255;
      return ((hu - c) / w + 0.5) * 255;
    }
    case 'SIGMOID':
      return 255 / (1 + Math.exp((-4 * (hu - c)) / w));
    default:
      return assertNever(voi);
  }
}

/**
 * The grey 0…255 that is shown. Inverted (MONOCHROME1, or on demand) the ramp falls, and is rounded down as well: this
 * is dcmtk's picture; 255 less the upright grey would be one level above it nearly everywhere.
 */
export function greyLevel(voi: Voi, hu: number, inverted = false): number {
  if (!inverted) return Math.floor(voiToUnitGrey(voi, hu));
  const grey = voiToUnitGrey(voi, hu);
  if (voi.function !== 'LINEAR' || grey === 0 || grey === 255) return Math.floor(255 - grey);
  const { centerHu: c, widthHu: w } = voi;
  const falling = hu * (-255 / (w - 1)) + ((c - 0.5) / (w - 1) + 0.5) * 255;
  return Math.floor(Math.min(255, Math.max(0, falling)));
}

/** What the file itself wants to be shown with: its first window, else its first table (PS3.3 C.11.2.1.1). */
export const storedVoi = (frame: {
  readonly voi: readonly VoiWindow[];
  readonly voiLuts: readonly VoiLut[];
}): Voi | null => frame.voi.find(isValidVoi) ?? frame.voiLuts.find(isValidVoi) ?? null;

export const sameVoi = (one: Voi, other: Voi): boolean =>
  one.function === 'TABLE'
    ? other.function === 'TABLE' && sameTable(one, other)
    : one.function === other.function && one.centerHu === other.centerHu && one.widthHu === other.widthHu;

const sameTable = (one: VoiLut, other: VoiLut): boolean =>
  one === other ||
  (one.explanation === other.explanation &&
    one.firstMapped === other.firstMapped &&
    one.bits === other.bits &&
    one.values.length === other.values.length &&
    one.values.every((value, index) => value === other.values[index]));
