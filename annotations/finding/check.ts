/**
 * The report against the pixels: beside each answer that a report or reader gave, what was measured, and whether they
 * agree. It changes neither; where a figure is missing it says which.
 */
import type { StackId } from '../ids.ts';
import type { Phase } from '../image/hierarchy.ts';
import { formatNumber } from '../units.ts';
import {
  CALCIUM_ABSENT_SHARE,
  CALCIUM_PRESENT_SHARE,
  ENHANCEMENT_BANDS,
  FAT_ABSENT_SHARE,
  FAT_PRESENT_SHARE,
  HETEROGENEOUS_SD_HU,
  HU_TOLERANCE,
  ISO_WITHIN_HU,
  SIZE_TOLERANCE_MM,
  SIZE_TOLERANCE_SHARE,
} from './check-rules.ts';
import type { Attenuation, Descriptors, DescriptorValues, Question } from './descriptors.ts';

export type Verdict = 'agrees' | 'differs' | 'cannot be checked';

export type CheckRow = {
  readonly question: Question;
  /** What the report or the reader says, in words. */
  readonly stated: string;
  readonly verdict: Verdict;
  /** The measured figures in words, or why there are none. */
  readonly measured: string;
  /** The rule that the verdict rests on; empty when nothing was compared. */
  readonly rule: string;
};

/** What was measured in all regions of one phase, pooled over their pixels. */
export type PhaseFigures = {
  readonly phase: Phase;
  /** Of an unspecified phase: two stacks of unknown phases are never pooled or compared. Null for a known phase. */
  readonly stack: StackId | null;
  readonly meanHu: number;
  readonly sdHu: number;
  readonly fatShare: number;
  readonly calciumShare: number;
};

export type CheckFigures = {
  readonly finding: readonly PhaseFigures[];
  /** The reader's muscle reference, in the phases where it is drawn. */
  readonly muscle: readonly PhaseFigures[];
  /** The largest bidirectional: long and short axis in mm; null when none is drawn. */
  readonly axesMm: readonly [number, number] | null;
};

export function checkFinding(descriptors: Descriptors, figures: CheckFigures): readonly CheckRow[] {
  return (Object.keys(checks) as Question[]).flatMap((question) => {
    const answer = descriptors[question];
    // A measured answer cannot be held against the measurement that it came from.
    if (answer === undefined || answer.source.kind === 'measurement') return [];
    const check = checks[question] as (
      value: unknown,
      descriptors: Descriptors,
      figures: CheckFigures,
    ) => Outcome;
    return [{ question, ...check(answer.value, descriptors, figures) }];
  });
}

type Outcome = Omit<CheckRow, 'question'>;

const unchecked = (stated: string, measured: string): Outcome => ({
  stated,
  verdict: 'cannot be checked',
  measured,
  rule: '',
});
const decided = (stated: string, agrees: boolean, measured: string, rule: string): Outcome => ({
  stated,
  verdict: agrees ? 'agrees' : 'differs',
  measured,
  rule,
});

const hu = (value: number): string => `${formatNumber(value, 0)} HU`;
const share = (value: number): string => `${formatNumber(value * 100, 1)} %`;
const signed = (value: number): string => `${value > 0 ? '+' : ''}${hu(value)}`;
const NOT_MEASURED = 'no number of this program speaks of it';
const NO_REGION = 'no region with pixels is drawn';
const CONTRAST_PHASES: readonly Phase[] = ['portal-venous', 'arterial', 'delayed'];

const inPhase = (list: readonly PhaseFigures[], phase: Phase): PhaseFigures | undefined =>
  list.find((each) => each.phase === phase);

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

type Check<Q extends Question> = (
  value: DescriptorValues[Q],
  descriptors: Descriptors,
  figures: CheckFigures,
) => Outcome;

const checks: { readonly [Q in Question]: Check<Q> } = {
  sizeMm: checkSize,
  attenuationHu: checkHu,
  attenuation: checkAttenuation,
  enhancementDegree: checkDegree,
  enhancementPattern: checkPattern,
  fat: checkFat,
  calcification: checkCalcification,
  presence: (value) => unchecked(value, NOT_MEASURED),
  attenuationReference: (value) => unchecked(value, 'checked with the attenuation'),
  attenuationPhase: (value) => unchecked(value, 'checked with the reported HU'),
  margin: (value) => unchecked(value, NOT_MEASURED),
  encases: (value) => unchecked(value.join(', '), NOT_MEASURED),
  extendsTo: (value) => unchecked(value.join(', '), NOT_MEASURED),
};

/**
 * Each drawn axis with the stated diameter that is nearest to it, none taken twice. The pair is drawn on one slice: of
 * three stated diameters one, usually the craniocaudal, stays unchecked.
 */
function checkSize(value: DescriptorValues['sizeMm'], _: Descriptors, { axesMm }: CheckFigures): Outcome {
  const stated = `${value.map((each) => formatNumber(each, 0)).join(' × ')} mm`;
  if (axesMm === null) return unchecked(stated, 'no diameters are drawn');
  const left = [...value];
  const compared = Math.min(left.length, axesMm.length);
  let fits = true;
  // A single diameter in a report is the longest one; of several any two may lie in the slice.
  for (const axis of axesMm.slice(0, compared)) {
    const nearest = left.reduce((a, b) => (Math.abs(b - axis) < Math.abs(a - axis) ? b : a));
    left.splice(left.indexOf(nearest), 1);
    fits &&= Math.abs(nearest - axis) <= Math.max(SIZE_TOLERANCE_MM, nearest * SIZE_TOLERANCE_SHARE);
  }
  const rest =
    left.length === 0 ? '' : `; ${left.map((each) => formatNumber(each, 0)).join(', ')} mm not drawn`;
  return decided(
    stated,
    fits,
    `${formatNumber(axesMm[0], 1)} × ${formatNumber(axesMm[1], 1)} mm${rest}`,
    `within ${SIZE_TOLERANCE_MM} mm or ${SIZE_TOLERANCE_SHARE * 100} %`,
  );
}

function checkHu(
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
function checkAttenuation(
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

/** The strongest contrast phase that is measured against the noncontrast one. */
function checkDegree(
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
function checkPattern(
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

/** Contrast hides fat less than it feigns calcium: any phase will do, the one without contrast first. */
function checkFat(value: DescriptorValues['fat'], _: Descriptors, { finding }: CheckFigures): Outcome {
  const figures = inPhase(finding, 'noncontrast') ?? finding[0];
  if (figures === undefined) return unchecked(value, NO_REGION);
  return checkShare(
    value,
    figures.fatShare,
    FAT_PRESENT_SHARE,
    FAT_ABSENT_SHARE,
    `−150…−30 HU, ${figures.phase}`,
  );
}

function checkCalcification(
  value: DescriptorValues['calcification'],
  _: Descriptors,
  { finding }: CheckFigures,
): Outcome {
  const plain = inPhase(finding, 'noncontrast');
  if (plain === undefined)
    return unchecked(value, 'no region is drawn without contrast, and contrast looks like calcium');
  return checkShare(
    value,
    plain.calciumShare,
    CALCIUM_PRESENT_SHARE,
    CALCIUM_ABSENT_SHARE,
    '130 HU or more, noncontrast',
  );
}

function checkShare(
  value: 'present' | 'absent',
  measured: number,
  present: number,
  absent: number,
  range: string,
): Outcome {
  const words = `${share(measured)} of the pixels are ${range}`;
  const rule = `present from ${share(present)}, absent below ${share(absent)}`;
  // Between the two limits the pixels decide nothing.
  if (measured >= absent && measured < present)
    return { ...unchecked(value, `${words}: neither many nor none`), rule };
  return decided(value, measured >= present === (value === 'present'), words, rule);
}
