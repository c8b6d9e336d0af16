/**
 * The place of the picture in a viewport, and when it is painted: at once where somebody waits for it, otherwise with
 * the next animation frame, however many changes come before it. Nothing is seen while there is nothing to show.
 */
import { type Backend, detectBackend } from './backend.ts';
import { CpuPicture } from './cpu-picture.ts';
import type { Picture, PictureState } from './picture.ts';

let gpuModule: Promise<typeof import('./gpu-picture.ts')> | null = null;

/** Cornerstone takes a third of a second to start, so the window is painted first. */
function loadGpuPicture(): Promise<typeof import('./gpu-picture.ts')> {
  gpuModule ??= new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  }).then(() => import('./gpu-picture.ts'));
  return gpuModule;
}

export type PictureSource = {
  /** What is to be seen now; null where its frame is not there. */
  readonly state: () => PictureState | null;
  /** After each painting. */
  readonly rendered: () => void;
};

export class PictureHost {
  readonly #source: PictureSource;
  readonly #element = document.createElement('div');
  /** Null until Cornerstone is there, where it draws. */
  #picture: Picture | null = null;
  #destroyed = false;
  #animationFrame: number | null = null;

  /** Fills `parent`, below all else in it. */
  constructor(parent: HTMLElement, backend: Backend | null, source: PictureSource) {
    this.#source = source;
    this.#element.style.cssText = 'position:absolute;inset:0;overflow:hidden;visibility:hidden';
    parent.prepend(this.#element);
    if ((backend ?? detectBackend()) === 'cpu') this.#picture = new CpuPicture(this.#element, this.#rendered);
    else void this.#beginOnGpu();
  }

  /** With the next animation frame. */
  request(): void {
    if (this.#picture?.waitsForAnimationFrame) {
      this.showNow();
      return;
    }
    this.#animationFrame ??= requestAnimationFrame(() => {
      this.#animationFrame = null;
      this.showNow();
    });
  }

  showNow(): void {
    const state = this.#source.state();
    if (state !== null) this.#picture?.show(state);
  }

  prepare(coming: Parameters<NonNullable<Picture['prepare']>>[0]): void {
    this.#picture?.prepare?.(coming);
  }

  /** What was shown is not what belongs here, and the rest has yet to come. */
  hide(): void {
    this.#element.style.visibility = 'hidden';
    this.#picture?.forget();
  }

  clear(): void {
    this.#picture?.clear();
  }

  resize(): void {
    this.#picture?.resize?.();
  }

  destroy(): void {
    this.#destroyed = true;
    if (this.#animationFrame !== null) cancelAnimationFrame(this.#animationFrame);
    this.#picture?.destroy();
    this.#element.remove();
  }

  async #beginOnGpu(): Promise<void> {
    const { GpuPicture } = await loadGpuPicture();
    if (this.#destroyed) return;
    this.#picture = new GpuPicture(this.#element, this.#rendered);
    this.showNow();
  }

  readonly #rendered = (): void => {
    if (this.#source.state() !== null) this.#element.style.visibility = 'visible';
    this.#source.rendered();
  };
}
