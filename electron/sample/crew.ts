/** Shares slice tasks out to worker threads, or runs them in this thread; the results are the same. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createSliceRunner, type SliceOutcome, type SliceTask } from './slice-tasks.ts';

export type Crew = {
  /** Outcomes in the order of the tasks. `onDone` is called as each ends. */
  run(tasks: readonly SliceTask[], onDone?: (outcome: SliceOutcome) => void): Promise<SliceOutcome[]>;
  end(): Promise<void>;
};

/** The bundled worker, which lies beside the bundle that this code is part of; nothing when run from source. */
export function bundledWorker(): string | undefined {
  const file = fileURLToPath(new URL('./sample-worker.cjs', import.meta.url));
  return existsSync(file) ? file : undefined;
}

/** Without a worker file, or for 0 workers, everything runs in this thread. */
export function createCrew(workers: number, workerFile: string | undefined): Crew {
  return workers < 1 || workerFile === undefined ? soloCrew() : threadCrew(workers, workerFile);
}

function soloCrew(): Crew {
  const run = createSliceRunner();
  return {
    async run(tasks, onDone) {
      const outcomes: SliceOutcome[] = [];
      for (const task of tasks) {
        const outcome = await run(task);
        onDone?.(outcome);
        outcomes.push(outcome);
      }
      return outcomes;
    },
    async end() {
      // Nothing was started.
    },
  };
}

function threadCrew(count: number, workerFile: string): Crew {
  const threads = Array.from({ length: count }, () => new Worker(workerFile));
  return {
    async run(tasks, onDone) {
      const outcomes: SliceOutcome[] = new Array(tasks.length);
      let next = 0;
      const drain = async (thread: Worker) => {
        while (next < tasks.length) {
          const n = next;
          next += 1;
          const outcome = await ask(thread, tasks[n] as SliceTask);
          outcomes[n] = outcome;
          onDone?.(outcome);
        }
      };
      await Promise.all(threads.map(drain));
      return outcomes;
    },
    async end() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function ask(thread: Worker, task: SliceTask): Promise<SliceOutcome> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
      act();
    };
    const onMessage = (outcome: SliceOutcome) => settle(() => resolve(outcome));
    const onError = (cause: Error) => settle(() => reject(cause));
    const onExit = (code: number) =>
      settle(() => reject(new Error(`A worker of the sample case ended with code ${code}.`)));
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
    thread.postMessage(task);
  });
}
