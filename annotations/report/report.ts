/** The public face of the report language. */
export {
  type ActivityAssessment,
  type ActivityLabel,
  type ActivityVote,
  assessActivity,
} from './activity.ts';
export { type ExplainedFinding, explainFindings, extractFindings, type Reason } from './extract.ts';
export type { ReportField, ReportFinding, ReportPhase, ReportSpan } from './schema.ts';
export { recogniseSections, type Section, type SectionKind } from './sections.ts';
