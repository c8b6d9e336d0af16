/**
 * The questions that a finding answers, and the answers that each allows. The values are those of the report schema,
 * so that what is read from a report and what a reader picks are the same words; `codes.ts` gives each its code.
 */

export const SITES = [
  'paraspinal',
  'perirenal',
  'pararenal',
  'periaortic',
  'retroperitoneal',
  'paracostal',
  'prevertebral',
  'presacral',
  'mediastinal',
  'other',
] as const;
export type Site = (typeof SITES)[number];

export const LATERALITIES = ['left', 'right', 'bilateral', 'midline'] as const;
export type Laterality = (typeof LATERALITIES)[number];

export const PRESENCES = ['present', 'absent', 'uncertain'] as const;
export type Presence = (typeof PRESENCES)[number];

export const ATTENUATIONS = ['hypo', 'iso', 'hyper'] as const;
export type Attenuation = (typeof ATTENUATIONS)[number];

export const ATTENUATION_REFERENCES = ['muscle', 'liver', 'spleen', 'kidney', 'blood-pool'] as const;
export type AttenuationReference = (typeof ATTENUATION_REFERENCES)[number];

export const TISSUE_PRESENCES = ['present', 'absent'] as const;
export type TissuePresence = (typeof TISSUE_PRESENCES)[number];

/** In rising order; a range such as mild to moderate is the list of its members. */
export const ENHANCEMENT_DEGREES = ['none', 'minimal', 'mild', 'moderate', 'marked'] as const;
export type EnhancementDegree = (typeof ENHANCEMENT_DEGREES)[number];

export const ENHANCEMENT_PATTERNS = ['homogeneous', 'heterogeneous', 'peripheral'] as const;
export type EnhancementPattern = (typeof ENHANCEMENT_PATTERNS)[number];

export const MARGINS = ['well-defined', 'ill-defined', 'infiltrative'] as const;
export type Margin = (typeof MARGINS)[number];

/** Vertebral level: C1…C7, T1…T13, L1…L6, S1…S5. */
export type VertebralLevel = `${'C' | 'T' | 'L' | 'S'}${number}`;
export const VERTEBRAL_LEVEL_PATTERN = /^(C[1-7]|T([1-9]|1[0-3])|L[1-6]|S[1-5])$/;

/** HU as reported: one value or a range. */
export type ReportedHu = { readonly fromHu: number; readonly toHu: number };

/** Every question with the type of its answer. */
export type DescriptorValues = {
  readonly presence: Presence;
  readonly attenuation: Attenuation;
  readonly attenuationReference: AttenuationReference;
  /** HU that the report states, with the phase it states them for. */
  readonly attenuationHu: ReportedHu;
  readonly attenuationPhase: 'noncontrast' | 'arterial' | 'portal-venous' | 'delayed' | 'unspecified';
  readonly fat: TissuePresence;
  readonly calcification: TissuePresence;
  readonly enhancementDegree: readonly EnhancementDegree[];
  readonly enhancementPattern: EnhancementPattern;
  readonly margin: Margin;
  /** Stated diameters in mm, in the order of the report. */
  readonly sizeMm: readonly number[];
  /** Structures in words, singular, lower case: "aorta", "renal vessels". */
  readonly encases: readonly string[];
  readonly extendsTo: readonly string[];
};

export type Question = keyof DescriptorValues;

/** Who gave the answer. A measurement names what it rests on. */
export type AnswerSource =
  | { readonly kind: 'reader' }
  | { readonly kind: 'report' }
  | { readonly kind: 'measurement'; readonly basis: string };

export type Answer<Q extends Question> = {
  readonly value: DescriptorValues[Q];
  readonly source: AnswerSource;
};

/** Absent keys are questions that nobody has answered. */
export type Descriptors = { readonly [Q in Question]?: Answer<Q> };
