/**
 * What is kept of an import for as long as the annotations live: where it came from, who took it over and when, which
 * findings it brought, and the ledger of what it could not bring. A record never changes after it was made; undoing
 * the import takes it along, and so does removing it.
 */
import type { Origin, Stamp } from '../finding/finding.ts';
import type { ImportUID, RegionUID, TrackingUID } from '../ids.ts';
import type { LedgerEntry } from './loss-ledger.ts';

export type ImportRecord = {
  readonly uid: ImportUID;
  readonly origin: Origin;
  /** The file's name without its folders, which tell of a machine and sometimes of a patient; '' when not known. */
  readonly file: string;
  readonly imported: Stamp;
  /** Taken over; some may have been deleted since. */
  readonly findings: readonly TrackingUID[];
  /** Muscle references taken over. */
  readonly references: readonly RegionUID[];
  /** Findings that were here already and were left as they are. */
  readonly known: number;
  readonly ledger: readonly LedgerEntry[];
};

/** A segmentation of thousands of frames can fail in each of them; nobody reads more, and every save
 * writes them. Product choice. */
export const KEPT_ENTRIES = 500;
/** Reasons of which the rest is counted; product choice. */
const COUNTED_REASONS = 50;
/** Names in files have no end; product choice. */
const MAX_WORDS = 400;

const brief = (text: string): string =>
  text.length <= MAX_WORDS ? text : `${text.slice(0, MAX_WORDS - 1)}…`;

/** The ledger as it is kept: entries in full up to `KEPT_ENTRIES`, all further ones counted by their reason. */
export function keptLedger(ledger: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const kept = ledger.slice(0, KEPT_ENTRIES);
  const counts = new Map<string, number>();
  for (const { why } of ledger.slice(KEPT_ENTRIES)) {
    const reason = counts.has(why) || counts.size < COUNTED_REASONS ? why : 'for further reasons';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const counted = [...counts].map(([why, count]) => ({
    what: `${count} further ${count === 1 ? 'entry' : 'entries'}`,
    where: 'after those above',
    why,
  }));
  return [...kept, ...counted].map(({ what, where, why }) => ({
    what: brief(what),
    where: brief(where),
    why: brief(why),
  }));
}
