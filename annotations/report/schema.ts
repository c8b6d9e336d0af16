/**
 * What is read from a report: one ReportFinding for each lesion, in the words of the published annotation schema.
 * Offsets count Unicode code points of the whole report, the end is exclusive.
 */
import type {
  Attenuation,
  AttenuationReference,
  DescriptorValues,
  EnhancementDegree,
  EnhancementPattern,
  Laterality,
  Margin,
  Presence,
  Site,
  TissuePresence,
} from '../finding/descriptors.ts';

export type ReportPhase = DescriptorValues['attenuationPhase'];

export type ReportSpan = { readonly start: number; readonly end: number; readonly text: string };

export type ReportFinding = {
  readonly site: Site;
  readonly laterality: Laterality | null;
  /** The two ends, cranial first; a single level is repeated. */
  readonly levels: readonly [string, string] | null;
  readonly present: Presence;
  /** mm, in the order stated. */
  readonly sizeMm: readonly number[] | null;
  /** HU: one value, or the two ends of a range. */
  readonly attenuationHU: number | readonly [number, number] | null;
  readonly attenuationPhase: ReportPhase | null;
  readonly attenuation: Attenuation | null;
  readonly attenuationReference: AttenuationReference | null;
  readonly fat: TissuePresence | null;
  readonly calcification: TissuePresence | null;
  readonly enhancementDegree: EnhancementDegree | readonly EnhancementDegree[] | null;
  readonly enhancementPattern: EnhancementPattern | null;
  readonly margin: Margin | null;
  readonly encases: readonly string[];
  readonly extendsTo: readonly string[];
  readonly evidence: readonly ReportSpan[];
};

/** Every field that holds a value of its own; `evidence` is made from the explanations of the others. */
export type ReportField = Exclude<keyof ReportFinding, 'evidence'>;
