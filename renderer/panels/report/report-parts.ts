/** A report's text cut where quotations begin and end. Offsets count Unicode code points. */
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { TrackingUID } from '../../../annotations/ids.ts';

export type ReportPart = {
  readonly start: number;
  readonly text: string;
  /** Whose quotation it is; empty between quotations. */
  readonly findings: readonly TrackingUID[];
};

export function reportParts(text: string, findings: readonly Finding[]): readonly ReportPart[] {
  const characters = Array.from(text);
  const quotations = findings.flatMap((finding) =>
    finding.evidence.map(({ start, end }) => ({ start, end, uid: finding.trackingUID })),
  );
  const cuts = [
    ...new Set([0, characters.length, ...quotations.flatMap(({ start, end }) => [start, end])]),
  ].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] as number;
    const owners = quotations.filter((one) => one.start <= start && one.end >= end).map((one) => one.uid);
    return { start, text: characters.slice(start, end).join(''), findings: [...new Set(owners)] };
  });
}
