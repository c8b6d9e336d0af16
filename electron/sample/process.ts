/**
 * Entry of the utility process that writes the sample case for the window: main sends the folder, progress and the
 * outcome come back. It waits to be ended: a utility process has no end of its own.
 */
import { writeSampleCase } from './case.ts';

export type SampleRequest = { readonly folder: string };

export type SampleAnswer =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'written'; readonly folder: string }
  | { readonly type: 'failed'; readonly message: string };

const { parentPort } = process;
const answer = (message: SampleAnswer): void => parentPort.postMessage(message);

parentPort.on('message', ({ data }) => {
  const { folder } = data as SampleRequest;
  writeSampleCase(folder, { onProgress: (done, total) => answer({ type: 'progress', done, total }) }).then(
    (made) =>
      answer(
        made.ok
          ? { type: 'written', folder: made.value.folder }
          : { type: 'failed', message: made.error.message },
      ),
    (cause: unknown) => {
      const why = cause instanceof Error ? cause.message : 'unknown';
      answer({ type: 'failed', message: `The sample case could not be computed: ${why}.` });
    },
  );
});
