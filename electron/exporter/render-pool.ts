/**
 * Draws several pictures at a time on worker threads. Where the bundled worker does not lie beside the code that runs
 * (from source), the same function draws on this thread.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { answerQuestion, type ExporterAnswer, type ExporterQuestion } from './exporter-session.ts';

/** Each thread holds its own fonts and canvas, some 60 MB for a picture of 2048²; product choice. */
const MAX_THREADS = 4;

export type RenderPool = {
  /** How many pictures are drawn at a time; asking for more only queues them. */
  readonly size: number;
  render(request: SnapshotRequest): Promise<ExporterAnswer>;
  close(): void;
};

export type RenderPoolOptions = { readonly size?: number; readonly workerFile?: string };

export function createRenderPool(options: RenderPoolOptions = {}): RenderPool {
  const file = options.workerFile ?? fileURLToPath(new URL('./exporter-worker.cjs', import.meta.url));
  const size = options.size ?? Math.max(1, Math.min(MAX_THREADS, availableParallelism()));
  return existsSync(file) ? threadPool(file, size) : sameThread();
}

function sameThread(): RenderPool {
  return {
    size: 1,
    render: (request) => Promise.resolve(answerQuestion({ id: 0, request })),
    close: () => undefined,
  };
}

type Task = { readonly question: ExporterQuestion; readonly resolve: (answer: ExporterAnswer) => void };

function threadPool(file: string, size: number): RenderPool {
  const queue: Task[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Task>();
  let closed = false;
  let next = 1;

  const start = (): Worker => {
    const worker = new Worker(file);
    worker.on('message', (answer: ExporterAnswer) => finish(worker, answer));
    // A thread that ends takes down its own picture only.
    worker.on('error', (cause) => lose(worker, cause.message));
    worker.on('exit', () => lose(worker, 'the drawing thread ended'));
    return worker;
  };
  const finish = (worker: Worker, answer: ExporterAnswer): void => {
    busy.get(worker)?.resolve(answer);
    busy.delete(worker);
    if (closed) return;
    idle.push(worker);
    work();
  };
  const lose = (worker: Worker, why: string): void => {
    const task = busy.get(worker);
    busy.delete(worker);
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    task?.resolve({ id: task.question.id, ok: false, message: `The picture could not be drawn: ${why}.` });
    if (!closed) work();
  };
  const work = (): void => {
    while (queue.length > 0 && busy.size < size) {
      const task = queue.shift() as Task;
      const worker = idle.pop() ?? start();
      busy.set(worker, task);
      worker.postMessage(task.question);
    }
  };

  return {
    size,
    render: (request) =>
      new Promise((resolve) => {
        queue.push({ question: { id: next++, request: detached(request) }, resolve });
        work();
      }),
    close: () => {
      closed = true;
      for (const worker of [...idle, ...busy.keys()]) void worker.terminate();
    },
  };
}

/** A view would take the whole buffer behind it along, a stack of 200 MB for one slice. */
export function detached(request: SnapshotRequest): SnapshotRequest {
  const { pixels } = request;
  const { values } = pixels;
  if (values.byteLength === values.buffer.byteLength) return request;
  const own: FramePixels = { ...pixels, values: values.slice() };
  return { ...request, pixels: own };
}
