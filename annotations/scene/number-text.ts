/** What was measured, in the few words that fit beside a mark: "−12 ± 9 HU · 418 mm²". */
import {
  CROSSING_OUTLINE,
  measureRegion,
  type Quantity,
  type RegionMeasurements,
} from '../finding/measurements.ts';
import type { Region } from '../finding/region.ts';
import type { FramePixels } from '../image/frame-pixels.ts';
import type { PixelSpacing } from '../image/plane.ts';
import { formatHu, formatMm, formatMm2, formatNumber } from '../units.ts';

/**
 * Empty when nothing could be measured: no number is better than a doubtful one. So an outline that crosses itself has
 * no area here: there is no room for the sentence that belongs to it.
 */
export function measuredText({
  measurements,
  problems = [],
}: Pick<RegionMeasurements, 'measurements'> & Partial<Pick<RegionMeasurements, 'problems'>>): string {
  const value = (quantity: Quantity) => measurements.find((one) => one.quantity === quantity)?.value;
  const [mean, sd] = [value('mean'), value('sd')];
  const area = problems.includes(CROSSING_OUTLINE) ? undefined : value('area');
  const [long, short] = [value('long-axis'), value('short-axis')];
  const [length, point] = [value('length'), value('value')];
  const parts = [
    mean !== undefined && sd !== undefined
      ? `${formatNumber(mean, 0)}\u00a0±\u00a0${formatNumber(sd, 0)}\u00a0HU`
      : null,
    area !== undefined ? joined(formatMm2(area)) : null,
    area === undefined && long !== undefined && short !== undefined
      ? joined(`${formatNumber(long, 1)} × ${formatMm(short)}`)
      : null,
    length !== undefined ? joined(formatMm(length)) : null,
    point !== undefined ? joined(formatHu(point)) : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** A number and its unit stay on one line. */
const joined = (text: string): string => text.replaceAll(' ', '\u00a0');

export const regionNumbers = (
  region: Region,
  pixels: FramePixels | null,
  spacing: PixelSpacing | null,
): string => measuredText(measureRegion(region, pixels, spacing));
