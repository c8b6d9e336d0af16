/**
 * A claim is one statement about one field, found in one sentence, not yet tied to a lesion. Ranges are tokens of the
 * sentence. A claim that sets nothing (denied, in doubt, past, about a part) is kept: its sentence is evidence still.
 */
import type { EnhancementDegree } from '../finding/descriptors.ts';
import type { ReportFinding } from './schema.ts';
import type { Cue } from './scopes/reach.ts';

export type ClaimState = 'stated' | 'denied' | 'hedged' | 'prior' | 'part';

export type SizeValue = {
  readonly mm: readonly number[];
  readonly dimension: boolean;
  /** "8 to 30 mm". */
  readonly range: boolean;
  readonly now: boolean;
};
export type HuValue = {
  readonly hu: readonly number[];
  readonly phase: NonNullable<ReportFinding['attenuationPhase']> | 'after-contrast' | null;
};
export type AttenuationValue = {
  readonly attenuation: NonNullable<ReportFinding['attenuation']>;
  readonly reference: ReportFinding['attenuationReference'];
  /** Compared with something that has no code: it yields to a comparison with a listed tissue. */
  readonly unlisted?: boolean;
};
/** `reach`: only the far end is told ("down to L3"). `open`: one end is missing. */
export type LevelValue = {
  readonly ends: readonly [string, string];
  readonly reach: boolean;
  readonly open: boolean;
  /** Told of a foramen or root: the lesion's level only when no other is told. */
  readonly foramen: boolean;
};

export type ClaimValues = {
  readonly sizeMm: SizeValue;
  readonly attenuationHU: HuValue;
  readonly attenuation: AttenuationValue;
  readonly levels: LevelValue;
  readonly fat: 'present' | 'absent';
  readonly calcification: 'present' | 'absent';
  readonly enhancementDegree: readonly EnhancementDegree[];
  readonly enhancementPattern: NonNullable<ReportFinding['enhancementPattern']>;
  /** null: a margin was spoken of, in words that set nothing. */
  readonly margin: NonNullable<ReportFinding['margin']> | null;
  readonly encases: string;
  readonly extendsTo: string;
};

export type ClaimField = keyof ClaimValues;

export type ClaimOf<F extends ClaimField> = {
  readonly field: F;
  readonly value: ClaimValues[F];
  readonly state: ClaimState;
  readonly from: number;
  readonly to: number;
  /** The token that decides whose claim it is. */
  readonly key: number;
  readonly rule: string;
  readonly cue: Cue | null;
};

export type Claim = { [F in ClaimField]: ClaimOf<F> }[ClaimField];
