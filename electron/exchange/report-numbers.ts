/** What is measured in a region, as the numbers of a measurement report. */
import { DERIVATIONS, QUANTITIES, UNIT_CODES } from '../../annotations/codecs/codes.ts';
import type { ReportedNumber } from '../../annotations/codecs/sr/write-measurement-report.ts';
import { measureRegion, type Quantity } from '../../annotations/finding/measurements.ts';
import type { Region } from '../../annotations/finding/region.ts';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { PixelSpacing } from '../../annotations/image/plane.ts';

type Coding = Omit<ReportedNumber, 'value'>;

const coding = (
  quantity: Coding['quantity'],
  unit: Coding['unit'],
  derivation: Coding['derivation'] = null,
): Coding => ({
  quantity,
  unit,
  derivation,
});

/** Quantities without a public code (counts, shares, median) are not written: they follow from the pixels. */
const CODINGS: { readonly [Q in Quantity]?: Coding } = {
  length: coding(QUANTITIES.length, UNIT_CODES.mm),
  'long-axis': coding(QUANTITIES.longAxis, UNIT_CODES.mm),
  'short-axis': coding(QUANTITIES.shortAxis, UNIT_CODES.mm),
  area: coding(QUANTITIES.area, UNIT_CODES.mm2),
  mean: coding(QUANTITIES.attenuation, UNIT_CODES.hu, DERIVATIONS.mean),
  sd: coding(QUANTITIES.attenuation, UNIT_CODES.hu, DERIVATIONS.sd),
  min: coding(QUANTITIES.attenuation, UNIT_CODES.hu, DERIVATIONS.min),
  max: coding(QUANTITIES.attenuation, UNIT_CODES.hu, DERIVATIONS.max),
};

export function reportNumbers(
  region: Region,
  pixels: FramePixels | null,
  spacing: PixelSpacing | null,
): readonly ReportedNumber[] {
  return measureRegion(region, pixels, spacing).measurements.flatMap(({ quantity, value }) => {
    const code = CODINGS[quantity];
    return code === undefined ? [] : [{ ...code, value }];
  });
}
