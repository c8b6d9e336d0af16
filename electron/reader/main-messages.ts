/** What main and the reader's process say to each other; the window has a port of its own (`contract.ts`). */
import type { Outcome, Source, SourceId } from '../contract.ts';
import type { InHandNotice } from './in-hand.ts';
import type { Orders } from './suspicion.ts';

/** Main → reader. */
export type MainToReader =
  /** Comes with one transferred MessagePortMain; it replaces the window's port before. */
  | { readonly type: 'port' }
  /** A known id starts anew. */
  | {
      readonly type: 'scan';
      readonly source: Source;
      readonly paths: readonly string[];
      readonly orders: Orders;
    }
  | { readonly type: 'close'; readonly sourceId: SourceId }
  /** The words of a report's file; main has made sure that the window may see it. */
  | { readonly type: 'report.read'; readonly requestId: number; readonly path: string };

/** Reader → main. */
export type FromReaderToMain =
  /** Files whose bytes are being parsed or decoded from now on. */
  | ({ readonly type: 'in-hand' } & InHandNotice)
  | ({ readonly type: 'report.text'; readonly requestId: number } & Outcome<{ readonly text: string }>);
