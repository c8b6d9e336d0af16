/** What a scan is asked, what it tells while it runs, and what it comes to. */
import type { OtherObject, SkippedFile, Study } from '../../../annotations/image/hierarchy.ts';
import type { ScanTotals } from '../../contract.ts';
import type { InHand } from '../in-hand.ts';
import type { FrameLocations } from './frame-locations.ts';

export type ScanEvent =
  /** All studies as known so far; replaces what was told before. */
  | { readonly type: 'studies'; readonly studies: readonly Study[] }
  | { readonly type: 'progress'; readonly filesSeen: number; readonly filesRead: number }
  /** These are new ones, each told once. */
  | { readonly type: 'skipped'; readonly files: readonly SkippedFile[] }
  | { readonly type: 'objects'; readonly objects: readonly OtherObject[] }
  | { readonly type: 'reports'; readonly files: readonly string[] };

export type ScanOptions = {
  onEvent(event: ScanEvent): void;
  readonly signal?: AbortSignal;
  /** Threads; 0 reads in this thread. Default: as many as the machine has cores, four at most. */
  readonly workers?: number;
  /** Files that must wait before threads start, when not the default. */
  readonly threadsFrom?: number;
  /** The bundled worker, when it does not lie beside the code that runs. */
  readonly workerFile?: string;
  /** Names (as in SkippedFile) of files that are not to be touched: they stopped the reader before. */
  readonly setAside?: readonly string[];
  /** Names of files that may have stopped the reader: each is read while no other is. */
  readonly suspects?: readonly string[];
  /** Told before the bytes of files are parsed. */
  readonly inHand?: InHand;
  /** Filled while the scan runs. */
  readonly locations?: FrameLocations;
};

export type ScanResult = {
  readonly studies: readonly Study[];
  readonly objects: readonly OtherObject[];
  readonly skipped: readonly SkippedFile[];
  readonly totals: ScanTotals & { readonly filesPerSecond: number };
  /** Plain texts (.txt, .md) and PDFs (.pdf), which may be reports. */
  readonly reportFiles: readonly string[];
  /** By `frameKey`. */
  readonly locations: FrameLocations;
};
