/** The sample case, written once into the app's cache by the command line's own code in a process of its own. */
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { Refusal } from '../contract.ts';

export class SampleMaker {
  readonly #folder: string;
  readonly #onProgress: (done: number, total: number) => void;
  #making: Promise<{ ok: true; folder: string } | Refusal> | null = null;

  constructor(cacheFolder: string, onProgress: (done: number, total: number) => void) {
    this.#folder = join(cacheFolder, 'sample-case');
    this.#onProgress = onProgress;
  }

  /** The folder of the complete case. A second request while it is being written waits for the first. */
  folder(): Promise<{ ok: true; folder: string } | Refusal> {
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  #make(): Promise<{ ok: true; folder: string } | Refusal> {
    return new Promise((resolve) => {
      const child = utilityProcess.fork(join(__dirname, 'cli.cjs'), ['sample', this.#folder], {
        serviceName: 'Marginalia sample',
        stdio: 'pipe',
      });
      let said = '';
      child.stderr?.on('data', (bytes: Buffer) => {
        const text = bytes.toString();
        said = (said + text).slice(-2000);
        const progress = [...text.matchAll(/(\d+) of (\d+)/g)].at(-1);
        if (progress !== undefined) this.#onProgress(Number(progress[1]), Number(progress[2]));
      });
      child.stdout?.resume();
      child.on('exit', (code) => {
        if (code === 0) resolve({ ok: true, folder: this.#folder });
        else {
          const why = said.trim().split('\n').at(-1) ?? '';
          resolve({ ok: false, message: `The sample case could not be written. ${why}`.trim() });
        }
      });
    });
  }
}
