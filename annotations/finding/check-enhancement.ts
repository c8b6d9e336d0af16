/** Degree and pattern of enhancement as stated, held against the measured phases. */
import { formatNumber } from '../units.ts';
import {
  type CheckFigures,
  CONTRAST_PHASES,
  decided,
  hu,
  inPhase,
  NOT_MEASURED,
  type Outcome,
  type PhaseFigures,
  signed,
  unchecked,
} from './check-outcome.ts';
import { ENHANCEMENT_BANDS, HETEROGENEOUS_SD_HU } from './check-rules.ts';
import type { Descriptors, DescriptorValues } from './descriptors.ts';

/** The strongest contrast phase that is measured against the noncontrast one. */
export function checkDegree(
  value: DescriptorValues['enhancementDegree'],
  _: Descriptors,
  { finding }: CheckFigures,
): Outcome {
  const stated = value.join(' to ');
  const plain = inPhase(finding, 'noncontrast');
  const later = CONTRAST_PHASES.flatMap((phase) => inPhase(finding, phase) ?? []);
  if (plain === undefined) return unchecked(stated, 'no region is drawn without contrast');
  if (later.length === 0) return unchecked(stated, 'no region is drawn in a contrast phase');
  const best = later.reduce((a, b) => (b.meanHu > a.meanHu ? b : a));
  const delta = best.meanHu - plain.meanHu;
  const bands = value.map((degree) => ENHANCEMENT_BANDS[degree]);
  const from = Math.min(...bands.map(({ fromHu }) => fromHu));
  const to = Math.max(...bands.map(({ toHu }) => toHu));
  const band =
    from === Number.NEGATIVE_INFINITY
      ? `below ${hu(to)}`
      : to === Number.POSITIVE_INFINITY
        ? `${hu(from)} or more`
        : `${formatNumber(from, 0)} to ${hu(to)}`;
  return decided(
    stated,
    delta >= from && delta <= to,
    `Δ ${signed(delta)}, ${best.phase}`,
    `${stated}: ${band}`,
  );
}

/** The spread of values against that of muscle, which is noise alone. A rim has no rule here. */
export function checkPattern(
  value: DescriptorValues['enhancementPattern'],
  _: Descriptors,
  { finding, muscle }: CheckFigures,
): Outcome {
  if (value === 'peripheral') return unchecked(value, NOT_MEASURED);
  const phase = CONTRAST_PHASES.find(
    (each) => inPhase(finding, each) !== undefined && inPhase(muscle, each) !== undefined,
  );
  if (phase === undefined) {
    return unchecked(value, 'finding and muscle are not both drawn in a contrast phase');
  }
  const own = inPhase(finding, phase) as PhaseFigures;
  const reference = inPhase(muscle, phase) as PhaseFigures;
  // Noise is the same in both: what exceeds it is structure.
  const beyondNoise = Math.sqrt(Math.max(0, own.sdHu ** 2 - reference.sdHu ** 2));
  const found = beyondNoise > HETEROGENEOUS_SD_HU ? 'heterogeneous' : 'homogeneous';
  return decided(
    value,
    found === value,
    `SD ${hu(own.sdHu)}, muscle ${hu(reference.sdHu)}: ${hu(beyondNoise)} beyond noise, ${found}`,
    `heterogeneous above ${HETEROGENEOUS_SD_HU} HU beyond the noise in muscle`,
  );
}
