/**
 * A thread that stands in for the window: the window's own frame client at the end of a port. With `bare` it only
 * copies what comes into one buffer, as the floor of what any client must do.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { StackId } from '../../annotations/ids.ts';
import type { FromReader, ToReader } from '../../electron/contract.ts';
import { FrameClient } from '../../renderer/session/frame-client.ts';

export type StandInData = { readonly port: MessagePort; readonly bareBytes: number | null };
export type StandInReport =
  | { readonly type: 'first' }
  | { readonly type: 'all'; readonly frames: number; readonly failed: number; readonly rssBytes: number };

const { port, bareBytes } = workerData as StandInData;
const report = (message: StandInReport): void => parentPort?.postMessage(message);

if (bareBytes === null) beWindow();
else beBare(bareBytes);

function beBare(total: number): void {
  const whole = new Uint8Array(total);
  let at = 0;
  port.on('message', ({ buffer }: { buffer: ArrayBuffer }) => {
    if (at === 0) report({ type: 'first' });
    whole.set(new Uint8Array(buffer), at);
    at += buffer.byteLength;
    if (at >= total) report({ type: 'all', frames: 0, failed: 0, rssBytes: process.memoryUsage().rss });
  });
}

function beWindow(): void {
  const listeners = new Set<(message: FromReader) => void>();
  const client = new FrameClient(
    {
      post: (message: ToReader) => port.postMessage(message),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      onRestart: () => () => undefined,
    },
    2e9,
  );
  let first = false;
  let done = false;
  let complete = false;
  let opened: StackId | null = null;
  const finish = (stackId: StackId): void => {
    const progress = client.progress(stackId);
    if (progress === null || progress.arrived === 0) return;
    if (!first) report({ type: 'first' });
    first = true;
    if (!complete || done || progress.arrived + progress.failed < progress.total) return;
    done = true;
    const { arrived, failed } = progress;
    report({ type: 'all', frames: arrived, failed, rssBytes: process.memoryUsage().rss });
  };
  client.onProgress(finish);
  port.on('message', (message: FromReader) => {
    for (const listener of listeners) listener(message);
    if (message.type === 'scan.studies') {
      const stack = message.studies[0]?.series[0]?.stacks[0];
      if (stack !== undefined) {
        opened = stack.id;
        const pixels = client.open(stack);
        client.show([stack.id]);
        if (!first) pixels.want(stack.frames.length >> 1);
      }
    }
    if (message.type === 'scan.done') {
      complete = true;
      if (opened !== null) finish(opened);
    }
  });
}
