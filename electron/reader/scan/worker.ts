/** A worker thread that reads headers: a list of files in, their outcomes out. Bundled as dist/scan-worker.cjs. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FoundFile, headerReader } from './header.ts';
import { type PackedOutcomes, packOutcomes } from './packed-outcomes.ts';
import { readFileHeader } from './read-header.ts';

export type HeaderBatch = { readonly id: number; readonly files: readonly FoundFile[] };
export type HeaderAnswer = { readonly id: number; readonly packed: PackedOutcomes };
/** `current[0]` is the index of the file that is being read, for when the thread dies over it. */
export type HeaderWorkerData = { readonly current: Int32Array };

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');
const { current } = workerData as HeaderWorkerData;
const reader = headerReader();

port.on('message', ({ id, files }: HeaderBatch) => {
  const outcomes = files.map((found, index) => {
    Atomics.store(current, 0, index);
    return readFileHeader(found, reader);
  });
  port.postMessage({ id, packed: packOutcomes(outcomes) } satisfies HeaderAnswer);
});
