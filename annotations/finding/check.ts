/**
 * The report against the pixels: beside each answer that a report or reader gave, what was measured, and whether they
 * agree. It changes neither; where a figure is missing it says which.
 */
import { formatNumber } from '../units.ts';
import { checkAttenuation, checkHu } from './check-attenuation.ts';
import { checkCalcification, checkFat } from './check-contents.ts';
import { checkDegree, checkPattern } from './check-enhancement.ts';
import {
  type Check,
  type CheckFigures,
  type CheckRow,
  decided,
  NOT_MEASURED,
  type Outcome,
  unchecked,
} from './check-outcome.ts';
import { SIZE_TOLERANCE_MM, SIZE_TOLERANCE_SHARE } from './check-rules.ts';
import type { Descriptors, DescriptorValues, Question } from './descriptors.ts';

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
