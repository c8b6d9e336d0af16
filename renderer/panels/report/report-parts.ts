/** A report's text cut where quotations and section headings begin and end. Offsets count Unicode code points. */
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { TrackingUID } from '../../../annotations/ids.ts';
import { recogniseSections } from '../../../annotations/report/report.ts';

export type ReportPart = {
  readonly start: number;
  readonly text: string;
  /** Whose quotation it is; empty between quotations. */
  readonly findings: readonly TrackingUID[];
  /** A section's heading, colon included. */
  readonly heading: boolean;
};

export function reportParts(text: string, findings: readonly Finding[]): readonly ReportPart[] {
  const characters = Array.from(text);
  const quotations = findings.flatMap((finding) =>
    finding.evidence.map(({ start, end }) => ({ start, end, uid: finding.trackingUID })),
  );
  const headings = recogniseSections(text)
    .filter(({ heading }) => heading !== '')
    .map(({ start, contentStart }) => ({ start, end: contentStart }));
  const ends = [...quotations, ...headings].flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, characters.length, ...ends])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] as number;
    const owners = quotations.filter((one) => one.start <= start && one.end >= end).map((one) => one.uid);
    return {
      start,
      text: characters.slice(start, end).join(''),
      findings: [...new Set(owners)],
      heading: headings.some((one) => one.start <= start && one.end >= end),
    };
  });
}
