/**
 * The way from stored values to output values, and whether those are Hounsfield units. HU is never taken for
 * granted: PS3.3 C.8.2.1 requires slope and intercept of a CT, and lets only a CT that has both keep silent of
 * its unit.
 */
import type { Rescale } from '../../../annotations/image/hierarchy.ts';
import type { DataSet } from './data-set.ts';
import { T } from './tags.ts';

/** Why values are no HU though the modality promises them, or what is no valid rescale at all. */
export type RescaleFault = 'zero-slope' | 'no-rescale' | 'no-slope' | 'no-intercept';

export type ModalityRescale = { readonly rescale: Rescale; readonly fault: RescaleFault | null };

/** Unspecified (PS3.3 C.11.1.1.2). */
export const UNSPECIFIED = 'US';

const STORED: Rescale = { slope: 1, intercept: 0, type: UNSPECIFIED };

/** `dataSet` is the functional group that speaks of the transformation, or the top level. */
export function modalityRescale(dataSet: DataSet, modality: string | null): ModalityRescale {
  const slope = dataSet.decimal(T.RescaleSlope);
  const intercept = dataSet.decimal(T.RescaleIntercept);
  // It would make every pixel equal: the stored values are shown instead, whatever unit the file names.
  if (slope === 0) return { rescale: STORED, fault: 'zero-slope' };
  const type = dataSet.string(T.RescaleType);
  const values = { slope: slope ?? 1, intercept: intercept ?? 0 };
  if (modality !== 'CT') return { rescale: { ...values, type: type ?? UNSPECIFIED }, fault: null };
  if (slope !== null && intercept !== null) return { rescale: { ...values, type }, fault: null };
  return { rescale: { ...values, type: UNSPECIFIED }, fault: missing(slope, intercept) };
}

function missing(slope: number | null, intercept: number | null): RescaleFault {
  if (slope !== null) return 'no-intercept';
  return intercept === null ? 'no-rescale' : 'no-slope';
}

/** For the warning beside the stack. */
export const FAULT_WORDS: { readonly [F in RescaleFault]: string } = {
  'zero-slope': 'stored values, not Hounsfield units: the rescale slope is 0, which is not valid',
  'no-rescale': 'stored values, not Hounsfield units: the file gives no rescale slope and intercept',
  'no-slope': 'values are not Hounsfield units: the file gives no rescale slope',
  'no-intercept': 'values are not Hounsfield units: the file gives no rescale intercept',
};
