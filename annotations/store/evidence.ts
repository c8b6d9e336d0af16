/** Sets of quotations: which still stand in a report, and what two readers' sets become together. */
import type { Evidence } from '../finding/finding.ts';

const key = ({ start, end, text }: Evidence): string => `${start} ${end} ${text}`;

/** Those that stand in the text where they say (offsets in code points); all of them go with the report. */
export function standingEvidence(evidence: readonly Evidence[], report: string | null): readonly Evidence[] {
  const characters = report === null ? [] : Array.from(report);
  return evidence.filter(({ start, end, text }) => characters.slice(start, end).join('') === text);
}

/** What both have, and what either added to the base; in the order of the report. */
export function joinedEvidence(
  base: readonly Evidence[],
  ours: readonly Evidence[],
  theirs: readonly Evidence[],
): readonly Evidence[] {
  const [was, here, there] = [base, ours, theirs].map((set) => new Set(set.map(key))) as [
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const all = [...theirs, ...ours.filter((one) => !there.has(key(one)))];
  return all
    .filter((one) => (here.has(key(one)) && there.has(key(one))) || !was.has(key(one)))
    .sort((a, b) => a.start - b.start);
}
