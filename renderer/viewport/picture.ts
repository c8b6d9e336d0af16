/**
 * The pixels of a viewport, on whichever backend. It decides nothing: the state comes whole from
 * `viewport-adapter.ts`, and every change of it is passed on in `show`.
 */
import type { Look } from './frame-painter.ts';
import type { StackPixels } from './stack-pixels.ts';
import type { FrameSize, Presentation } from './view-transform.ts';

export type PictureState = Look & {
  readonly pixels: StackPixels;
  readonly index: number;
  readonly frame: FrameSize;
  readonly presentation: Presentation;
};

export interface Picture {
  /** It waits for the animation frame by itself; others paint at once. */
  readonly waitsForAnimationFrame: boolean;
  /** What can be done for a frame that has yet to come, where something can. */
  prepare?(coming: Pick<PictureState, 'pixels' | 'index' | 'voi' | 'inverted'>): void;
  /** Shows the state's frame, which must have arrived. */
  show(state: PictureState): void;
  /** The next `show` paints, and tells of it, even where nothing has changed. */
  forget(): void;
  /** The element has another size; `show` follows with what fits it. */
  resize?(): void;
  clear(): void;
  destroy(): void;
}
