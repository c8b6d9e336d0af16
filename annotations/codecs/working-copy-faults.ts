/** Annotations that fit the schema and cannot be right all the same: an identity that stands twice. */
import { placeOf } from './field-fault.ts';
import type { WorkingCopy } from './working-copy.ts';

/** Findings and regions are known by their UIDs alone: one that stands twice, with both places; null when none does. */
export function repeatedIdentity(copy: WorkingCopy): string | null {
  const findings = copy.findings.map(
    ({ trackingUID }, i) => [trackingUID, placeOf(['findings', i, 'trackingUID'])] as const,
  );
  const regions = [
    ...copy.findings.flatMap((finding, i) =>
      finding.regions.map(({ uid }, k) => [uid, placeOf(['findings', i, 'regions', k, 'uid'])] as const),
    ),
    ...copy.references.map(
      ({ region }, i) => [region.uid, placeOf(['references', i, 'region', 'uid'])] as const,
    ),
  ];
  return (
    repeated(findings, 'every finding needs a UID of its own') ??
    repeated(regions, 'every region needs a UID of its own')
  );
}

function repeated(uids: readonly (readonly [uid: string, place: string])[], rule: string): string | null {
  const first = new Map<string, string>();
  for (const [uid, place] of uids) {
    const before = first.get(uid);
    if (before !== undefined) return `${place}: ${rule}, but ${before} is ${uid} too`;
    first.set(uid, place);
  }
  return null;
}
