/**
 * What holding one answer against the pixels takes in and gives: the figures of each phase, the verdict with the
 * figures and the rule in words.
 */
import type { StackId } from '../ids.ts';
import type { Phase } from '../image/hierarchy.ts';
import { formatNumber } from '../units.ts';
import type { Descriptors, DescriptorValues, Question } from './descriptors.ts';

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

export type Outcome = Omit<CheckRow, 'question'>;

export const unchecked = (stated: string, measured: string): Outcome => ({
  stated,
  verdict: 'cannot be checked',
  measured,
  rule: '',
});
export const decided = (stated: string, agrees: boolean, measured: string, rule: string): Outcome => ({
  stated,
  verdict: agrees ? 'agrees' : 'differs',
  measured,
  rule,
});

export const hu = (value: number): string => `${formatNumber(value, 0)} HU`;
export const share = (value: number): string => `${formatNumber(value * 100, 1)} %`;
export const signed = (value: number): string => `${value > 0 ? '+' : ''}${hu(value)}`;
export const NOT_MEASURED = 'no number of this program speaks of it';
export const NO_REGION = 'no region with pixels is drawn';
export const CONTRAST_PHASES: readonly Phase[] = ['portal-venous', 'arterial', 'delayed'];

export const inPhase = (list: readonly PhaseFigures[], phase: Phase): PhaseFigures | undefined =>
  list.find((each) => each.phase === phase);

export type Check<Q extends Question> = (
  value: DescriptorValues[Q],
  descriptors: Descriptors,
  figures: CheckFigures,
) => Outcome;
