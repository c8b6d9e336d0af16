/**
 * Activity of a lesion by the published imaging rules, as a table of votes. The rules are those of a case report and
 * assume extramedullary haematopoiesis; they never diagnose it.
 */
import type { ReportFinding } from './schema.ts';

export type ActivityLabel =
  | 'new/active'
  | 'probably new'
  | 'older'
  | 'probably older'
  | 'mixed'
  | 'indeterminate'
  | 'not assessed';

export type ActivityVote = {
  readonly for: 'new' | 'older';
  readonly field: 'attenuation' | 'enhancement' | 'fat';
  readonly because: string;
};

export type ActivityAssessment = {
  readonly label: ActivityLabel;
  readonly votes: readonly ActivityVote[];
  /** Marked, heterogeneous or peripheral enhancement, or calcification: unusual for the entity. */
  readonly atypical: boolean;
  readonly atypicalBecause: readonly string[];
  readonly note: string;
};

export const ACTIVITY_NOTE = 'Histology remains the gold standard.';

export type ActivityInput = Pick<
  ReportFinding,
  | 'present'
  | 'attenuation'
  | 'attenuationReference'
  | 'fat'
  | 'calcification'
  | 'enhancementDegree'
  | 'enhancementPattern'
>;

export function assessActivity(finding: ActivityInput): ActivityAssessment {
  const votes = finding.present === 'present' ? votesOf(finding) : [];
  const atypicalBecause = atypicalSigns(finding);
  return {
    label: labelOf(finding, votes),
    votes,
    atypical: atypicalBecause.length > 0,
    atypicalBecause,
    note: ACTIVITY_NOTE,
  };
}

const degreesOf = ({ enhancementDegree }: ActivityInput): readonly string[] =>
  enhancementDegree === null
    ? []
    : typeof enhancementDegree === 'string'
      ? [enhancementDegree]
      : enhancementDegree;

function votesOf(finding: ActivityInput): ActivityVote[] {
  const votes: ActivityVote[] = [];
  const { attenuation, attenuationReference: reference } = finding;
  const degrees = degreesOf(finding);
  const within = (...allowed: string[]): boolean =>
    degrees.length > 0 && degrees.every((d) => allowed.includes(d));
  if (attenuation === 'hypo' && (reference === null || reference === 'muscle'))
    votes.push({
      for: 'new',
      field: 'attenuation',
      because: 'hypoattenuating to muscle, or without a stated reference',
    });
  if (attenuation === 'iso' && reference === 'muscle')
    votes.push({ for: 'older', field: 'attenuation', because: 'isoattenuating to muscle' });
  if (within('mild', 'moderate') && finding.enhancementPattern === 'homogeneous')
    votes.push({ for: 'new', field: 'enhancement', because: 'mild to moderate, homogeneous enhancement' });
  if (within('none', 'minimal'))
    votes.push({ for: 'older', field: 'enhancement', because: 'minimal or no enhancement' });
  if (finding.fat === 'present') votes.push({ for: 'older', field: 'fat', because: 'fat inside' });
  return votes;
}

function labelOf(finding: ActivityInput, votes: readonly ActivityVote[]): ActivityLabel {
  if (finding.present !== 'present') return 'not assessed';
  const forNew = votes.filter((v) => v.for === 'new').length;
  const forOlder = votes.length - forNew;
  if (forNew > 0 && forOlder > 0) return 'mixed';
  if (forNew > 0) return forNew === 2 ? 'new/active' : 'probably new';
  if (forOlder > 0) return forOlder >= 2 ? 'older' : 'probably older';
  return 'indeterminate';
}

function atypicalSigns(finding: ActivityInput): string[] {
  const signs: string[] = [];
  if (degreesOf(finding).includes('marked')) signs.push('marked enhancement');
  if (finding.enhancementPattern === 'heterogeneous') signs.push('heterogeneous enhancement');
  if (finding.enhancementPattern === 'peripheral') signs.push('peripheral enhancement');
  if (finding.calcification === 'present') signs.push('calcification');
  return signs;
}
