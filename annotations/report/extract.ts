/**
 * The findings of a report. Deterministic; never throws; the same text gives the same findings. `explainFindings`
 * adds for each value the words and the rule that gave it; `extractFindings` is the same without them.
 */
import { decidingVote, type Lesion, statusOf, type Told } from './lesions.ts';
import { type Draft, mergeLesion } from './merge.ts';
import { codePointOffsets } from './offsets.ts';
import { readReport } from './read-report.ts';
import type { ReportField, ReportFinding, ReportSpan } from './schema.ts';

export type Reason = {
  readonly field: ReportField;
  readonly value: unknown;
  readonly rule: string;
  /** Where the words stand, in code points; absent when the value follows from silence (present, phase unspecified). */
  readonly words: ReportSpan | null;
};

export type ExplainedFinding = { readonly finding: ReportFinding; readonly reasons: readonly Reason[] };

export function extractFindings(report: string): ReportFinding[] {
  return explainFindings(report).map((explained) => explained.finding);
}

export function explainFindings(report: string): ExplainedFinding[] {
  const points = codePointOffsets(report);
  const { lesions, phase } = readReport(report);
  const drafts: Draft[] = [];
  for (const lesion of reported(lesions)) {
    const draft = mergeLesion(lesion, phase);
    if (draft !== null) drafts.push(draft);
  }
  const span = (start: number, end: number): ReportSpan => ({
    start: points(start),
    end: points(end),
    text: report.slice(start, end),
  });
  return drafts.map(({ finding, because, evidence }) => {
    const sentences = [...evidence].sort((a, b) => a.start - b.start);
    const reasons: Reason[] = [];
    for (const [field, list] of because)
      for (const told of list)
        reasons.push({ field, value: told.value, rule: told.rule, words: wordSpan(told, span) });
    return { finding: { ...finding, evidence: sentences.map((s) => span(s.start, s.end)) }, reasons };
  });
}

function wordSpan(told: Told<unknown>, span: (start: number, end: number) => ReportSpan): ReportSpan | null {
  if (told.words === null) return null;
  const { sentence, from, to } = told.words;
  const first = sentence.tokens[from];
  const last = sentence.tokens[to - 1];
  return first === undefined || last === undefined ? null : span(first.start, last.end);
}

/** Which lesions make findings: a pair is split only when both sides have words of their own. */
function reported(lesions: readonly Lesion[]): Lesion[] {
  const list: Lesion[] = [];
  for (const lesion of lesions) {
    if (lesion.distractor || lesion.superseded || lesion.site === null || lesion.whole !== null) continue;
    if (!isWorthTelling(lesion)) continue;
    const halves = [...lesion.halves.values()];
    const split = halves.length >= 2 && halves.every(hasOwnWords);
    if (lesion.members.length > 1) list.push(...lesion.members);
    else if (split) list.push(...halves);
    else list.push(lesion);
  }
  return list.filter((l, i) => !isRepeatedDenial(l, list, i));
}

const hasOwnWords = (lesion: Lesion): boolean =>
  lesion.statements.some((s) => s.claim.state === 'stated') ||
  lesion.votes.some((v) => v.status === 'absent');

/** A weak noun ("swelling", "tissue") makes a finding only when something is said of it. */
function isWorthTelling(lesion: Lesion): boolean {
  if (lesion.strong || (statusOf(lesion) !== 'present' && !lesion.diagnosisOnly)) return true;
  const all = [...lesion.statements, ...[...lesion.halves.values()].flatMap((h) => h.statements)];
  return all.some((s) => s.claim.state === 'stated' && s.claim.field !== 'fat');
}

/** One denial a site and side; none where a finding at the same place is present. */
function isRepeatedDenial(lesion: Lesion, list: readonly Lesion[], at: number): boolean {
  if (decidingVote(lesion)?.status !== 'absent') return false;
  const site = lesion.site?.value;
  return list.some((other, i) => {
    if (other === lesion || other.site?.value !== site) return false;
    const sameSide = other.side?.value === lesion.side?.value || lesion.side === null;
    if (!sameSide) return false;
    return statusOf(other) === 'absent'
      ? i < at
      : lesion.side === null || other.side?.value === lesion.side.value;
  });
}
