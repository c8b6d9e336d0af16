/** A picture painted by us into a canvas of its own, without WebGL and without Cornerstone. */
import type { Rescale } from '../../annotations/image/hierarchy.ts';
import { FramePainter } from './frame-painter.ts';
import type { Picture, PictureState } from './picture.ts';

export class CpuPicture implements Picture {
  readonly waitsForAnimationFrame = false;
  readonly #canvas = document.createElement('canvas');
  readonly #painter: FramePainter;

  /** Fills `element`; `rendered` is called after each painting. */
  constructor(element: HTMLDivElement, rendered: () => void) {
    this.#canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%';
    element.append(this.#canvas);
    this.#painter = new FramePainter(rendered);
  }

  prepare({
    pixels,
    index,
    voi,
    inverted,
  }: Pick<PictureState, 'pixels' | 'index' | 'voi' | 'inverted'>): void {
    const { frames, storedType } = pixels.stack;
    this.#painter.prepare({ storedType, rescale: frames[index]?.rescale ?? NO_RESCALE }, voi, inverted);
  }

  show(state: PictureState): void {
    const frame = state.pixels.frame(state.index);
    if (frame !== null) this.#painter.paint(this.#canvas, frame, state);
  }

  forget(): void {
    this.#painter.forget();
  }

  clear(): void {
    this.forget();
  }

  destroy(): void {
    this.clear();
    this.#canvas.remove();
  }
}

const NO_RESCALE: Rescale = { slope: 1, intercept: 0, type: null };
