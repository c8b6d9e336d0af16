/** The sample case, written once into the app's cache by a process of its own. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { Refusal } from '../contract.ts';
import type { SampleAnswer, SampleRequest } from '../sample/process.ts';

type Made = { readonly ok: true; readonly folder: string } | Refusal;

export class SampleMaker {
  readonly #cache: string;
  readonly #onProgress: (done: number, total: number) => void;
  #making: Promise<Made> | null = null;

  constructor(cacheFolder: string, onProgress: (done: number, total: number) => void) {
    this.#cache = cacheFolder;
    this.#onProgress = onProgress;
  }

  /** The folder of the complete case. A second request while it is being written waits for the first. */
  folder(): Promise<Made> {
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  async #make(): Promise<Made> {
    await mkdir(this.#cache, { recursive: true });
    const child = utilityProcess.fork(join(__dirname, 'sample.cjs'), [], {
      serviceName: 'Marginalia sample',
    });
    return new Promise<Made>((resolve) => {
      child.on('message', (answer: SampleAnswer) => {
        if (answer.type === 'progress') this.#onProgress(answer.done, answer.total);
        else if (answer.type === 'written') resolve({ ok: true, folder: answer.folder });
        else resolve({ ok: false, message: answer.message });
      });
      child.on('exit', () =>
        resolve({
          ok: false,
          message: 'The process that writes the sample case ended before it was complete; try again.',
        }),
      );
      child.postMessage({ folder: join(this.#cache, 'sample-case') } satisfies SampleRequest);
    }).finally(() => void child.kill());
  }
}
