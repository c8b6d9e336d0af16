/** A worker thread of the sample case: takes one task, answers it, waits for the next. */
import { parentPort } from 'node:worker_threads';
import { createSliceRunner, type SliceTask } from './slice-tasks.ts';

const run = createSliceRunner();

parentPort?.on('message', (task: SliceTask) => {
  void run(task).then((outcome) => {
    const transfer =
      outcome.kind === 'truth'
        ? [outcome.truth.native.buffer, outcome.truth.portal.buffer, outcome.truth.mass.buffer]
        : [];
    parentPort?.postMessage(outcome, transfer as ArrayBuffer[]);
  });
});
