/** What the exporter answers, without the channel that asks: the process, its worker threads and tests share it. */
import type { SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { type Rendered, renderSnapshot } from './render-snapshot.ts';

export type ExporterQuestion = { readonly id: number; readonly request: SnapshotRequest };

export type ExporterAnswer =
  | { readonly id: number; readonly ok: true; readonly snapshot: Rendered }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** Never throws: what goes wrong with one picture must not end the process that draws the others. */
export function answerQuestion({ id, request }: ExporterQuestion): ExporterAnswer {
  try {
    const result = renderSnapshot(request);
    return result.ok
      ? { id, ok: true, snapshot: result.value }
      : { id, ok: false, message: result.error.message };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { id, ok: false, message: `The picture could not be drawn: ${why}` };
  }
}
