/**
 * The picture of a viewport: one PLANAR_NEXT viewport of Cornerstone, told what to show. It decides nothing: the
 * state comes whole from `viewport-adapter.ts`, and every change of it is passed on in `show`.
 *
 * Cornerstone knows no VOI lookup tables on the GPU: there our own painter covers its picture while one is shown.
 */
import { Enums, type PlanarViewport } from '@cornerstonejs/core';
import type { Rescale } from '../../annotations/image/hierarchy.ts';
import { DEFAULT_CT_VOI, type Voi, type VoiWindow } from '../../annotations/image/voi.ts';
import { type Backend, detectBackend, type MountedViewport, mountViewport } from './cornerstone.ts';
import { type MountedStack, mountStack } from './frame-loader.ts';
import { FramePainter, type Look, registerPainter } from './frame-painter.ts';
import type { StackPixels } from './stack-pixels.ts';
import { type FrameSize, fitScale, frameMiddle, type Presentation, toCanvas } from './view-transform.ts';

export type PictureState = Look & {
  readonly pixels: StackPixels;
  readonly frame: FrameSize;
  readonly presentation: Presentation;
};

type Grey = { readonly voi: Voi; readonly inverted: boolean; readonly smoothed: boolean };

let viewports = 0;

export class PlanarPicture {
  readonly #element: HTMLDivElement;
  readonly #mounted: MountedViewport;
  readonly #viewport: PlanarViewport;
  #state: PictureState | null = null;
  #stack: { readonly of: StackPixels; readonly mount: MountedStack; ready: boolean } | null = null;
  #greyShown: (Grey & { readonly rescale: Rescale }) | null = null;
  readonly #painter: FramePainter | null;
  readonly #tableCover: TableCover | null;

  /** `element` is filled; the backend is detected where null; `rendered` is called after each painting. */
  constructor(element: HTMLDivElement, backend: Backend | null, rendered: () => void) {
    viewports += 1;
    this.#element = element;
    const chosen = backend ?? detectBackend();
    this.#mounted = mountViewport(element, `viewport-${viewports}`, chosen);
    this.#viewport = this.#mounted.viewport;
    this.#painter = chosen === 'cpu' ? new FramePainter(() => this.#state, rendered) : null;
    this.#tableCover = chosen === 'gpu' ? tableCover(element, () => this.#state, rendered) : null;
    if (this.#painter !== null) {
      registerPainter(element, this.#painter);
    } else {
      element.addEventListener(Enums.Events.IMAGE_RENDERED, () => {
        if (this.#stack?.ready === true) rendered();
      });
    }
  }

  /** On the GPU Cornerstone waits for the animation frame; the painter paints at once. */
  get waitsForAnimationFrame(): boolean {
    return this.#painter === null;
  }

  /** The next `show` paints, and calls `rendered`, even where nothing has changed. */
  forget(): void {
    this.#painter?.forget();
    this.#tableCover?.painter.forget();
  }

  /** Shows the state's frame, which must have arrived. */
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

  /** The element has another size; `show` follows with what fits it. */
  resize(): void {
    if (this.#painter !== null) this.#viewport.resize();
    else this.#viewport.getRenderingEngine().resize(true, true);
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

  #applyTable({ pixels, index, voi }: PictureState): void {
    if (this.#tableCover === null) return;
    const { canvas, painter } = this.#tableCover;
    const frame = pixels.frame(index);
    const covers = voi.function === 'TABLE' && frame !== null && frame.storedType !== 'rgb8';
    canvas.style.display = covers ? 'block' : 'none';
    if (covers) painter.paint(canvas, index, frame);
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

function tableCover(element: HTMLElement, look: () => Look | null, painted: () => void): TableCover {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:none';
  element.append(canvas);
  return { canvas, painter: new FramePainter(look, painted) };
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
