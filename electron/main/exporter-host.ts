/** The exporter's process as main sees it: one request, one picture. Started at the first use. */
import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { RenderedSnapshot, SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { log } from './log.ts';

type Answer =
  | { readonly id: number; readonly ok: true; readonly snapshot: RenderedSnapshot }
  | { readonly id: number; readonly ok: false; readonly message: string };

export type RenderOutcome =
  | { readonly ok: true; readonly snapshot: RenderedSnapshot }
  | { readonly ok: false; readonly message: string };

export class ExporterHost {
  #process: UtilityProcess | null = null;
  #next = 1;
  readonly #waiting = new Map<number, (outcome: RenderOutcome) => void>();

  render(request: SnapshotRequest): Promise<RenderOutcome> {
    const child = this.#process ?? this.#start();
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      child.postMessage({ id, request });
    });
  }

  stop(): void {
    const child = this.#process;
    this.#process = null;
    child?.kill();
  }

  #start(): UtilityProcess {
    const child = utilityProcess.fork(join(__dirname, 'exporter.cjs'), [], {
      serviceName: 'Marginalia exporter',
    });
    child.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    child.on('exit', (code) => {
      if (this.#process !== child) return;
      this.#process = null;
      log('exporter', `the exporter ended with code ${code}`);
      for (const resolve of this.#waiting.values()) {
        resolve({
          ok: false,
          message: 'The exporting process ended before the picture was finished; try again.',
        });
      }
      this.#waiting.clear();
    });
    this.#process = child;
    return child;
  }
}
