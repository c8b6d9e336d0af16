/**
 * A picture drawn over WebGL by one PLANAR_NEXT viewport of Cornerstone, told what to show.
 *
 * Cornerstone knows no VOI lookup tables on the GPU: there our own painter covers its picture while one is shown.
 */
import { Enums, type PlanarViewport } from '@cornerstonejs/core';
import type { Rescale } from '../../annotations/image/hierarchy.ts';
import { DEFAULT_CT_VOI, type Voi, type VoiWindow } from '../../annotations/image/voi.ts';
import { type MountedViewport, mountViewport } from './cornerstone.ts';
import { type MountedStack, mountStack } from './frame-loader.ts';
import { FramePainter } from './frame-painter.ts';
import type { Picture, PictureState } from './picture.ts';
import type { StackPixels } from './stack-pixels.ts';
import { fitScale, frameMiddle, toCanvas } from './view-transform.ts';

type Grey = { readonly voi: Voi; readonly inverted: boolean; readonly smoothed: boolean };

let viewports = 0;

export class GpuPicture implements Picture {
  readonly waitsForAnimationFrame = true;
  readonly #element: HTMLDivElement;
  readonly #mounted: MountedViewport;
  readonly #viewport: PlanarViewport;
  #state: PictureState | null = null;
  #stack: { readonly of: StackPixels; readonly mount: MountedStack; ready: boolean } | null = null;
  #greyShown: (Grey & { readonly rescale: Rescale }) | null = null;
  readonly #tableCover: TableCover;

  /** Fills `element`; `rendered` is called after each painting. */
  constructor(element: HTMLDivElement, rendered: () => void) {
    viewports += 1;
    this.#element = element;
    this.#mounted = mountViewport(element, `viewport-${viewports}`);
    this.#viewport = this.#mounted.viewport;
    this.#tableCover = tableCover(element, rendered);
    element.addEventListener(Enums.Events.IMAGE_RENDERED, () => {
      if (this.#stack?.ready === true) rendered();
    });
  }

  forget(): void {
    this.#tableCover.painter.forget();
  }

  show(state: PictureState): void {
    this.#state = state;
    if (this.#stack?.of !== state.pixels) {
      void this.#open(state.pixels);
    } else if (this.#stack.ready) {
      this.#apply(state);
    }
  }

  clear(): void {
    this.#state = null;
    this.#close();
  }

  resize(): void {
    this.#viewport.getRenderingEngine().resize(true, true);
  }

  destroy(): void {
    this.clear();
    this.#mounted.dispose();
    this.#element.replaceChildren();
  }

  async #open(pixels: StackPixels): Promise<void> {
    this.#close();
    const mount = mountStack(pixels, this.#state?.index ?? 0);
    const opened = { of: pixels, mount, ready: false };
    this.#stack = opened;
    this.#greyShown = null;
    try {
      await this.#viewport.setDisplaySets({ displaySetId: mount.displaySetId });
    } catch (error) {
      // A stack that was left while it opened is closed under Cornerstone's hands.
      if (this.#stack === opened) throw error;
    }
    if (this.#stack !== opened) {
      this.#viewport.removeData(mount.displaySetId);
      return;
    }
    opened.ready = true;
    if (this.#state !== null) this.#apply(this.#state);
  }

  #close(): void {
    const closing = this.#stack;
    if (closing === null) return;
    this.#stack = null;
    this.forget();
    if (closing.ready) this.#viewport.removeData(closing.mount.displaySetId);
    closing.mount.unmount();
  }

  #apply(state: PictureState): void {
    this.#stack?.mount.keepOnly(state.index);
    this.#applyGrey(state);
    const { frame, canvas, presentation, transform } = state;
    // Cornerstone fits the unturned frame; ours fits it as it lies.
    const scale =
      (fitScale(frame, canvas, presentation.turn) / fitScale(frame, canvas, UNTURNED_IN_CORNERSTONE)) *
      presentation.zoom;
    const middle = toCanvas(transform, frameMiddle(frame));
    this.#viewport.setViewState({
      slice: { kind: 'stackIndex', imageIdIndex: state.index },
      anchorCanvas: [middle.x / canvas.width, middle.y / canvas.height],
      scale,
      rotation: presentation.turn.rotation,
      flipHorizontal: presentation.turn.flipHorizontal,
      flipVertical: false,
    });
    this.#applyTable(state);
  }

  #applyTable(state: PictureState): void {
    const { pixels, index, voi } = state;
    const { canvas, painter } = this.#tableCover;
    const frame = pixels.frame(index);
    const covers = voi.function === 'TABLE' && frame !== null && frame.storedType !== 'rgb8';
    canvas.style.display = covers ? 'block' : 'none';
    if (covers) painter.paint(canvas, frame, state);
  }

  #applyGrey(state: PictureState): void {
    const { voi, inverted, smoothed, pixels, index } = state;
    const rescale = pixels.stack.frames[index]?.rescale ?? NO_RESCALE;
    const shown = this.#greyShown;
    if (
      shown?.voi === voi &&
      shown.inverted === inverted &&
      shown.smoothed === smoothed &&
      shown.rescale.slope === rescale.slope &&
      shown.rescale.intercept === rescale.intercept
    ) {
      return;
    }
    this.#greyShown = { voi, inverted, smoothed, rescale };
    const colour = pixels.stack.storedType === 'rgb8';
    // A table is painted above Cornerstone's picture; the window below it is not seen.
    const window = voi.function === 'TABLE' ? DEFAULT_CT_VOI : voi;
    this.#viewport.setDisplaySetPresentation({
      voiRange: colour ? { lower: 0, upper: 255 } : storedRange(window, rescale),
      voiLUTFunction:
        window.function === 'SIGMOID'
          ? Enums.VOILUTFunctionType.SAMPLED_SIGMOID
          : Enums.VOILUTFunctionType.LINEAR,
      invert: inverted !== rescale.slope < 0,
      interpolationType: smoothed ? Enums.InterpolationType.LINEAR : Enums.InterpolationType.NEAREST,
    });
  }
}

type TableCover = { readonly canvas: HTMLCanvasElement; readonly painter: FramePainter };

function tableCover(element: HTMLElement, painted: () => void): TableCover {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:none';
  element.append(canvas);
  return { canvas, painter: new FramePainter(painted) };
}

const UNTURNED_IN_CORNERSTONE = { rotation: 0, flipHorizontal: false } as const;
const NO_RESCALE: Rescale = { slope: 1, intercept: 0, type: null };

/** The ends of the window's ramp in stored values. */
function storedRange(voi: VoiWindow, rescale: Rescale): { lower: number; upper: number } {
  const { centerHu: c, widthHu: w } = voi;
  const [lowHu, highHu] =
    voi.function === 'LINEAR' ? [c - 0.5 - (w - 1) / 2, c - 0.5 + (w - 1) / 2] : [c - w / 2, c + w / 2];
  const stored = (hu: number) => (hu - rescale.intercept) / (rescale.slope === 0 ? 1 : rescale.slope);
  return rescale.slope < 0
    ? { lower: stored(highHu), upper: stored(lowHu) }
    : { lower: stored(lowHu), upper: stored(highHu) };
}
