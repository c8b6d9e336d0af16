/** What main and the reader's process say to each other; the window has a port of its own (`contract.ts`). */
import type { Source, SourceId } from '../contract.ts';

/** Main → reader. */
export type MainToReader =
  /** Comes with one transferred MessagePortMain; it replaces the window's port before. */
  | { readonly type: 'port' }
  /** `setAside`: files that a reader died of; they are listed as skipped and not touched. A known id starts anew. */
  | {
      readonly type: 'scan';
      readonly source: Source;
      readonly paths: readonly string[];
      readonly setAside: readonly string[];
    }
  | { readonly type: 'close'; readonly sourceId: SourceId };

/** Reader → main. */
export type FromReaderToMain =
  /** Files whose bytes are being parsed or decoded from now on; an empty list when none are. */
  { readonly type: 'in-hand'; readonly files: readonly string[] };
