/** Fat and calcification as stated, held against the shares of pixels in their ranges. */
import {
  type CheckFigures,
  decided,
  inPhase,
  NO_REGION,
  type Outcome,
  share,
  unchecked,
} from './check-outcome.ts';
import {
  CALCIUM_ABSENT_SHARE,
  CALCIUM_PRESENT_SHARE,
  FAT_ABSENT_SHARE,
  FAT_PRESENT_SHARE,
} from './check-rules.ts';
import type { Descriptors, DescriptorValues } from './descriptors.ts';

/** Contrast hides fat less than it feigns calcium: any phase will do, the one without contrast first. */
export function checkFat(value: DescriptorValues['fat'], _: Descriptors, { finding }: CheckFigures): Outcome {
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

export function checkCalcification(
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
