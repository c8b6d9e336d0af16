import { describe, expect, it } from 'vitest';
import { checkFinding } from '../../../annotations/finding/check.ts';
import { checkFigures, type MeasuredInPhase } from '../../../annotations/finding/check-figures.ts';
import type { CheckFigures, PhaseFigures } from '../../../annotations/finding/check-outcome.ts';
import type { Descriptors } from '../../../annotations/finding/descriptors.ts';
import { asStackId, asUid } from '../../../annotations/ids.ts';

const reported = { kind: 'report' } as const;
const figures = (
  phase: PhaseFigures['phase'],
  meanHu: number,
  more: Partial<PhaseFigures> = {},
): PhaseFigures => ({
  phase,
  stack: null,
  meanHu,
  sdHu: 10,
  fatShare: 0,
  calciumShare: 0,
  ...more,
});
const none: CheckFigures = { finding: [], muscle: [], axesMm: null };
const twoPhases: CheckFigures = {
  finding: [figures('noncontrast', 34), figures('portal-venous', 79)],
  muscle: [figures('noncontrast', 55), figures('portal-venous', 62)],
  axesMm: [62, 41],
};
const only = (descriptors: Descriptors, measured: CheckFigures) => {
  const rows = checkFinding(descriptors, measured);
  expect(rows).toHaveLength(1);
  return rows[0];
};

describe('the report against the pixels', () => {
  it('agrees with a diameter within 3 mm or a tenth, and differs beyond', () => {
    const size = (mm: number[]) => only({ sizeMm: { value: mm, source: reported } }, twoPhases)?.verdict;
    expect(size([65, 44])).toBe('agrees');
    expect(size([48, 39, 115])).toBe('differs');
    expect(size([41, 62, 115])).toBe('agrees');
    expect(size([40, 62])).toBe('agrees');
    expect(size([80])).toBe('differs');
  });

  it('takes HU of the phase that the report names, and of no other', () => {
    const stated = (phase: 'noncontrast' | 'arterial') =>
      checkFinding(
        {
          attenuationHu: { value: { fromHu: 30, toHu: 40 }, source: reported },
          attenuationPhase: { value: phase, source: reported },
        },
        twoPhases,
      )[0];
    expect(stated('noncontrast')).toMatchObject({ verdict: 'agrees', measured: 'mean 34 HU, noncontrast' });
    expect(stated('arterial')).toMatchObject({
      verdict: 'cannot be checked',
      measured: 'no region is drawn in the arterial phase',
    });
  });

  it('calls a mass hypoattenuating only against muscle that was drawn', () => {
    const hypo: Descriptors = { attenuation: { value: 'hypo', source: reported } };
    expect(only(hypo, twoPhases)).toMatchObject({
      verdict: 'agrees',
      measured: '\u221221 HU to muscle, noncontrast: hypo',
    });
    expect(only(hypo, { ...twoPhases, muscle: [] })).toMatchObject({
      verdict: 'cannot be checked',
      measured: 'no reference region of muscle is drawn',
    });
    expect(only({ attenuation: { value: 'iso', source: reported } }, twoPhases)?.verdict).toBe('differs');
    const fatty = { ...twoPhases, finding: [figures('noncontrast', 34, { fatShare: 0.1 })] };
    expect(only(hypo, fatty)?.measured).toContain('10.0 % of the pixels are fat, which lowers the mean');
  });

  it('never compares, nor pools, two stacks of unknown phases', () => {
    const measured = (stack: string, meanHu: number): MeasuredInPhase => ({
      phase: 'unspecified',
      stack: asStackId(stack),
      measured: {
        region: asUid('2.25.1'),
        measurements: [],
        problems: [],
        statistics: {
          pixelCount: 9,
          paddingCount: 0,
          outsideCount: 0,
          meanHu,
          sdHu: 5,
          minHu: 0,
          maxHu: 0,
          medianHu: 0,
          areaMm2: 9,
          fatShare: 0,
          calciumShare: 0,
        },
      },
    });
    const hyper: Descriptors = { attenuation: { value: 'hyper', source: reported } };
    const muscle = [measured('early', 60)];
    expect(only(hyper, checkFigures([measured('late', 110)], muscle))).toMatchObject({
      verdict: 'cannot be checked',
      measured:
        'finding and muscle are drawn in different phases, or in different series or passes whose phase is unknown',
    });
    expect(only(hyper, checkFigures([measured('late', 110), measured('early', 90)], muscle))).toMatchObject({
      verdict: 'agrees',
      measured: '+30 HU to muscle, unspecified: hyper',
    });
  });

  it('holds enhancement against ΔHU between phases, and says which phase is missing', () => {
    const degree = (value: ('none' | 'moderate')[], measured = twoPhases) =>
      only({ enhancementDegree: { value, source: reported } }, measured);
    expect(degree(['moderate'])).toMatchObject({ verdict: 'agrees', measured: 'Δ +45 HU, portal-venous' });
    expect(degree(['none'])?.verdict).toBe('differs');
    expect(degree(['none'], { ...twoPhases, finding: [figures('portal-venous', 79)] })).toMatchObject({
      verdict: 'cannot be checked',
      measured: 'no region is drawn without contrast',
    });
  });

  it('never takes contrast for calcium', () => {
    const calcified: Descriptors = { calcification: { value: 'present', source: reported } };
    const contrastOnly = { ...none, finding: [figures('portal-venous', 120, { calciumShare: 0.4 })] };
    expect(only(calcified, contrastOnly)?.verdict).toBe('cannot be checked');
  });

  it('decides nothing about fat between the two limits', () => {
    const fat = (fatShare: number) =>
      only(
        { fat: { value: 'present', source: reported } },
        { ...none, finding: [figures('noncontrast', 20, { fatShare })] },
      )?.verdict;
    expect([fat(0.2), fat(0.01), fat(0)]).toEqual(['agrees', 'cannot be checked', 'differs']);
  });

  it('compares the spread of values with that of muscle', () => {
    const pattern = (sdHu: number) =>
      only(
        { enhancementPattern: { value: 'heterogeneous', source: reported } },
        { ...twoPhases, finding: [figures('portal-venous', 79, { sdHu })] },
      )?.verdict;
    expect([pattern(30), pattern(11)]).toEqual(['agrees', 'differs']);
  });

  it('says that nothing is drawn, when nothing is', () => {
    const rows = checkFinding(
      {
        sizeMm: { value: [20], source: reported },
        fat: { value: 'absent', source: reported },
        margin: { value: 'ill-defined', source: reported },
      },
      none,
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      'cannot be checked',
      'cannot be checked',
      'cannot be checked',
    ]);
  });

  it('does not hold a measured answer against its own measurement', () => {
    const measured: Descriptors = {
      fat: { value: 'present', source: { kind: 'measurement', basis: 'share of pixels' } },
    };
    expect(checkFinding(measured, twoPhases)).toEqual([]);
  });
});
