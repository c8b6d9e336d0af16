/**
 * Saved annotations of another copy of the study, taken over as marks of somebody else: matched by the images' UIDs,
 * locked, under their own identities. Its report and its phases belong to that copy and are not taken.
 */
import type { Origin } from '../../finding/finding.ts';
import type { Region } from '../../finding/region.ts';
import type { ImportContext, Imported } from '../imported-findings.ts';
import type { LedgerEntry } from '../loss-ledger.ts';
import type { WorkingCopy } from '../working-copy.ts';

export function readForeignCopy(copy: WorkingCopy, context: ImportContext): Imported {
  const ledger: LedgerEntry[] = [];
  const by = copy.saved.by === '' ? '' : ` of ${copy.saved.by}`;
  const origin: Origin = { kind: 'JSON', description: `annotations${by}`, sopInstanceUID: null };
  const opened = (region: Region, where: string): boolean => {
    if (context.hasImage(region.frame)) return true;
    const what = `Mark (${region.shape.kind})`;
    ledger.push({ what, where, why: 'the image that it lies on is not among the opened ones' });
    return false;
  };
  const findings = copy.findings.flatMap((finding) => {
    const regions = finding.regions.filter((region) => opened(region, `“${finding.trackingIdentifier}”`));
    // Without a single mark left it would speak of nothing that can be seen.
    if (regions.length === 0 && finding.regions.length > 0) return [];
    return [{ ...finding, regions, origin: finding.origin ?? origin, locked: true }];
  });
  const references = copy.references.filter(({ region }) => opened(region, 'muscle reference'));
  if (copy.report !== null)
    ledger.push({
      what: `Report “${copy.report.source}”`,
      where: 'the whole file',
      why: 'marks are taken over, not reports; attach it by itself, so that quotations find their places',
    });
  for (const { seriesInstanceUID, phase } of copy.phases)
    ledger.push({
      what: `Phase ${phase}`,
      where: `series ${seriesInstanceUID}`,
      why: 'phases are set by this study’s own reader',
    });
  return { origin, findings, references, ledger, imports: copy.imports };
}
