/**
 * The report of the study: taken from a file beside the images, or from any text. Another text takes the quotations with
 * it that do not stand in it, and says so.
 */
import type { SavedReport } from '../../annotations/codecs/working-copy.ts';
import type { AnnotationStore } from '../../annotations/store/annotation-store.ts';
import type { AnnotationState } from '../../annotations/store/state.ts';
import type { Outcome, ReportFile } from '../../electron/contract.ts';
import { request } from '../host.ts';
import type { OpenAnnotations } from './annotations.ts';
import { accepted, counted, notify, notifyFailure } from './notices.ts';
import { closeDialog, showTab } from './view.ts';

export type ReadReport = Outcome<{ name: string; text: string }> | null;

/** Shows the report when it was read and taken, and says why when it was not; null when the reader thought better. */
export function attachReport(store: AnnotationStore, read: ReadReport): void {
  if (read === null) return;
  if (!read.ok) {
    notifyFailure('Report not read', read.message);
    return;
  }
  if (!takeReport(store, { text: read.text, source: read.name })) return;
  closeDialog();
  showTab('report');
}

export async function attachReportFile(
  { store, sourceId }: Pick<OpenAnnotations, 'store' | 'sourceId'>,
  { path }: ReportFile,
): Promise<void> {
  attachReport(store, await request('report.read', { sourceId, path }));
}

/** Gives back whether it was taken. */
export function takeReport(store: AnnotationStore, report: SavedReport): boolean {
  const before = store.state;
  if (!accepted(store.attachReport(report))) return false;
  const lost = lostQuotations(before, store.state);
  if (lost !== null) notify(lost, 'Report replaced');
  return true;
}

/** In a sentence, which quotations went; null when all stayed. */
export function lostQuotations(before: AnnotationState, after: AnnotationState): string | null {
  const kept = new Map(after.findings.map(({ trackingUID, evidence }) => [trackingUID, evidence.length]));
  const losses = before.findings
    .map(({ trackingUID, evidence }) => evidence.length - (kept.get(trackingUID) ?? 0))
    .filter((count) => count > 0);
  if (losses.length === 0) return null;
  const lost = losses.reduce((sum, count) => sum + count, 0);
  return `${counted(lost, 'quotation')} of ${counted(losses.length, 'finding')} ${lost === 1 ? 'does' : 'do'} not stand in the new text and went with the old one. Undo brings both back.`;
}
