/** Attenuation as stated, in HU or against muscle, held against the measured means. */
import type { Phase } from '../image/hierarchy.ts';
import { formatNumber } from '../units.ts';
import {
  type CheckFigures,
  CONTRAST_PHASES,
  decided,
  hu,
  inPhase,
  NO_REGION,
  type Outcome,
  type PhaseFigures,
  share,
  signed,
  unchecked,
} from './check-outcome.ts';
import { FAT_PRESENT_SHARE, HU_TOLERANCE, ISO_WITHIN_HU } from './check-rules.ts';
import type { Attenuation, Descriptors, DescriptorValues } from './descriptors.ts';

export function checkHu(
  value: DescriptorValues['attenuationHu'],
  descriptors: Descriptors,
  { finding }: CheckFigures,
): Outcome {
  const low = Math.min(value.fromHu, value.toHu);
  const high = Math.max(value.fromHu, value.toHu);
  const phase = descriptors.attenuationPhase?.value ?? 'unspecified';
  const number = low === high ? hu(low) : `${formatNumber(low, 0)} to ${hu(high)}`;
  const stated = phase === 'unspecified' ? number : `${number}, ${phase}`;
  if (finding.length === 0) return unchecked(stated, NO_REGION);
  const only = finding.length === 1 ? finding[0] : undefined;
  const measured = phase === 'unspecified' ? only : inPhase(finding, phase);
  if (measured === undefined) {
    return unchecked(
      stated,
      phase === 'unspecified'
        ? 'the report names no phase, and several are measured'
        : `no region is drawn in the ${phase} phase`,
    );
  }
  return decided(
    stated,
    measured.meanHu >= low - HU_TOLERANCE && measured.meanHu <= high + HU_TOLERANCE,
    `mean ${hu(measured.meanHu)}, ${measured.phase}`,
    `within ${HU_TOLERANCE} HU`,
  );
}

/** Against muscle, without contrast where that is measured, otherwise in the first phase that both have. */
export function checkAttenuation(
  value: Attenuation,
  descriptors: Descriptors,
  { finding, muscle }: CheckFigures,
): Outcome {
  const reference = descriptors.attenuationReference?.value ?? 'muscle';
  const stated = `${value} to ${reference}${descriptors.attenuationReference === undefined ? ' (no reference stated)' : ''}`;
  if (reference !== 'muscle') return unchecked(stated, `no reference region of ${reference} can be drawn`);
  if (finding.length === 0) return unchecked(stated, NO_REGION);
  if (muscle.length === 0) return unchecked(stated, 'no reference region of muscle is drawn');
  const common = (['noncontrast', ...CONTRAST_PHASES, 'unspecified'] as const).flatMap((phase) =>
    inCommon(finding, muscle, phase),
  )[0];
  if (common === undefined) {
    return unchecked(
      stated,
      'finding and muscle are drawn in different phases, or in different series or passes whose phase is unknown',
    );
  }
  const [own, beside] = common;
  const { phase } = own;
  const delta = own.meanHu - beside.meanHu;
  if (own.fatShare >= FAT_PRESENT_SHARE) {
    return unchecked(
      stated,
      `${signed(delta)} to muscle, ${phase}, but ${share(own.fatShare)} of the pixels are fat, which lowers the mean`,
    );
  }
  const found: Attenuation = delta < -ISO_WITHIN_HU ? 'hypo' : delta > ISO_WITHIN_HU ? 'hyper' : 'iso';
  return decided(
    stated,
    found === value,
    `${signed(delta)} to muscle, ${phase}: ${found}`,
    `iso within ${ISO_WITHIN_HU} HU of muscle`,
  );
}

/** Figures of finding and muscle that may be compared: of one phase, and of one stack where the phase is unknown. */
const inCommon = (
  finding: readonly PhaseFigures[],
  muscle: readonly PhaseFigures[],
  phase: Phase,
): readonly (readonly [PhaseFigures, PhaseFigures])[] =>
  finding.flatMap((own) => {
    const reference = muscle.find((each) => each.phase === phase && each.stack === own.stack);
    return own.phase === phase && reference !== undefined ? [[own, reference]] : [];
  });
