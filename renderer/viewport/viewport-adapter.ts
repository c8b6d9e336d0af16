/**
 * `ImageViewport` over a picture on the CPU or the GPU: holds the state, tells the picture, tells the listeners.
 *
 * A change is noted at once and painted with the next animation frame (`picture-host.ts`); marks drawn in the same
 * frame therefore move together with the picture.
 * (Longer than other files: one state, and the whole of an interface over it.)
 */
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { Frame, Stack } from '../../annotations/image/hierarchy.ts';
import {
  type EdgeLetters,
  flippedHorizontally,
  flippedVertically,
  rotated,
  type Turn,
} from '../../annotations/image/orientation.ts';
import type { CanvasPoint, ImagePoint, PatientPoint } from '../../annotations/image/plane.ts';
import { DEFAULT_CT_VOI, isValidVoi, sameVoi, storedVoi, type Voi } from '../../annotations/image/voi.ts';
import type { Backend } from './backend.ts';
import { Camera } from './camera.ts';
import type { FrameState, ImageViewport, PrimaryTool, StackStart, Unsubscribe } from './image-viewport.ts';
import { Listeners } from './listeners.ts';
import type { PictureState } from './picture.ts';
import { PictureHost } from './picture-host.ts';
import { attachNavigation, type NavigationPreferences } from './pointer-navigation.ts';
import type { StackPixels } from './stack-pixels.ts';
import { type CanvasSize, FITTED, type Presentation, type ViewTransform } from './view-transform.ts';

export type ViewportOptions = {
  /** Detected when left out. */
  readonly backend?: Backend;
  readonly preferences?: (stack: Stack | null) => NavigationPreferences;
};

/** Fills `element`, which must be positioned and keep a size of its own. */
export function createImageViewport(element: HTMLElement, options: ViewportOptions = {}): ImageViewport {
  return new PictureViewport(element, options);
}

const NOTHING = (): void => undefined;

const NOT_REVERSED: NavigationPreferences = {
  widthReversed: false,
  levelReversed: false,
  slicesReversed: false,
};
type Event = 'rendered' | 'stack' | 'slice' | 'frameState' | 'voi' | 'camera';

class PictureViewport implements ImageViewport {
  readonly element: HTMLElement;
  readonly #picture: PictureHost;
  readonly #listeners = new Listeners<Event>();
  readonly #detachNavigation: () => void;
  #stopWaiting: () => void = NOTHING;
  readonly #resizes: ResizeObserver;
  #pixels: StackPixels | null = null;
  #begin: Required<Pick<StackStart, 'voi' | 'inverted'>> = { voi: DEFAULT_CT_VOI, inverted: false };
  #slice = 0;
  #frameState: FrameState = { kind: 'empty' };
  #voi: Voi = DEFAULT_CT_VOI;
  #inverted = false;
  #smoothed = true;
  #primaryTool: PrimaryTool = 'window';
  #pixelRatio = window.devicePixelRatio;
  readonly #camera: Camera;

  constructor(element: HTMLElement, options: ViewportOptions) {
    this.element = element;
    this.#camera = new Camera(sizeOf(element));
    this.#picture = new PictureHost(element, options.backend ?? null, {
      state: () => this.#pictureState(),
      rendered: () => this.#listeners.tell('rendered'),
    });
    this.#detachNavigation = attachNavigation(this, options.preferences ?? (() => NOT_REVERSED));
    this.#resizes = new ResizeObserver(() => this.resize());
    this.#resizes.observe(element);
    // Another screen may have other pixels at the same size; the window's resize event tells of that.
    window.addEventListener('resize', this.#onWindowResize);
  }

  setStack(pixels: StackPixels | null, start: StackStart = {}): void {
    this.#pixels = pixels;
    const count = pixels?.stack.frames.length ?? 0;
    this.#slice = clampIndex(start.slice ?? Math.floor(count / 2), count);
    const frame = pixels?.stack.frames[this.#slice];
    this.#begin = {
      voi: start.voi ?? (frame === undefined ? null : storedVoi(frame)) ?? DEFAULT_CT_VOI,
      inverted: start.inverted ?? false,
    };
    this.#voi = this.#begin.voi;
    this.#inverted = this.#begin.inverted;
    this.#camera.presentation = start.presentation ?? FITTED;
    this.#stopWaiting();
    this.#stopWaiting =
      pixels?.onSettled((index) => {
        if (index === this.#slice && this.#frameState.kind !== 'shown') this.#changed();
      }) ?? NOTHING;
    if (pixels === null) this.#picture.clear();
    else pixels.want(this.#slice);
    this.#changed('stack', 'slice', 'voi');
    if (this.#frameState.kind === 'loading') this.#prepare();
  }

  get pixels(): StackPixels | null {
    return this.#pixels;
  }

  get stack(): Stack | null {
    return this.#pixels?.stack ?? null;
  }

  get slice(): number {
    return this.#slice;
  }

  get sliceCount(): number {
    return this.stack?.frames.length ?? 0;
  }

  setSlice(index: number): void {
    const slice = clampIndex(index, this.sliceCount);
    if (slice === this.#slice) return;
    this.#slice = slice;
    this.#pixels?.want(slice);
    this.#changed('slice');
  }

  get frame(): Frame | null {
    return this.stack?.frames[this.#slice] ?? null;
  }

  get framePixels(): FramePixels | null {
    return this.#pixels?.frame(this.#slice) ?? null;
  }

  get frameState(): FrameState {
    return this.#frameState;
  }

  get voi(): Voi {
    return this.#voi;
  }

  setVoi(voi: Voi): void {
    if (!isValidVoi(voi)) throw new RangeError(`Not a window: ${JSON.stringify(voi)}`);
    if (sameVoi(voi, this.#voi)) return;
    this.#voi = voi;
    this.#changed('voi');
  }

  get inverted(): boolean {
    return this.#inverted;
  }

  setInverted(inverted: boolean): void {
    if (inverted === this.#inverted) return;
    this.#inverted = inverted;
    this.#changed('voi');
  }

  get smoothed(): boolean {
    return this.#smoothed;
  }

  setSmoothed(smoothed: boolean): void {
    if (smoothed === this.#smoothed) return;
    this.#smoothed = smoothed;
    this.#changed('voi');
  }

  get presentation(): Presentation {
    return this.#camera.presentation;
  }

  setPresentation(presentation: Presentation): void {
    this.#camera.presentation = presentation;
    this.#changed();
  }

  fit(): void {
    this.setPresentation({ ...FITTED, turn: this.presentation.turn });
  }

  zoomBy(factor: number, at?: CanvasPoint): void {
    const zoomed = this.#camera.zoomed(factor, at);
    if (zoomed !== null) this.setPresentation(zoomed);
  }

  panBy(dx: number, dy: number): void {
    const panned = this.#camera.panned(dx, dy);
    if (panned !== null) this.setPresentation(panned);
  }

  rotate(by: 90 | -90): void {
    this.#setTurn(rotated(this.presentation.turn, by));
  }

  flipHorizontal(): void {
    this.#setTurn(flippedHorizontally(this.presentation.turn));
  }

  flipVertical(): void {
    this.#setTurn(flippedVertically(this.presentation.turn));
  }

  reset(): void {
    this.#camera.presentation = FITTED;
    this.#inverted = this.#begin.inverted;
    this.#voi = this.#begin.voi;
    this.#changed('voi');
  }

  get primaryTool(): PrimaryTool {
    return this.#primaryTool;
  }

  setPrimaryTool(tool: PrimaryTool): void {
    this.#primaryTool = tool;
  }

  get canvasSize(): CanvasSize {
    return this.#camera.canvasSize;
  }

  get transform(): ViewTransform | null {
    return this.#camera.transform;
  }

  imageToCanvas(point: ImagePoint): CanvasPoint {
    return this.#camera.imageToCanvas(point);
  }

  canvasToImage(point: CanvasPoint): ImagePoint {
    return this.#camera.canvasToImage(point);
  }

  patientToCanvas(point: PatientPoint): { readonly point: CanvasPoint; readonly distanceMm: number } | null {
    return this.#camera.patientToCanvas(point);
  }

  canvasToPatient(point: CanvasPoint): PatientPoint | null {
    return this.#camera.canvasToPatient(point);
  }

  get canvasPxPerMm(): number | null {
    return this.#camera.canvasPxPerMm;
  }

  get edgeLetters(): EdgeLetters | null {
    return this.#camera.edgeLetters;
  }

  readonly #onWindowResize = (): void => this.resize();

  onRendered = (listener: () => void): Unsubscribe => this.#listeners.add('rendered', listener);
  onStackChanged = (listener: () => void): Unsubscribe => this.#listeners.add('stack', listener);
  onSliceChanged = (listener: () => void): Unsubscribe => this.#listeners.add('slice', listener);
  onFrameStateChanged = (listener: () => void): Unsubscribe => this.#listeners.add('frameState', listener);
  onVoiChanged = (listener: () => void): Unsubscribe => this.#listeners.add('voi', listener);
  onCameraChanged = (listener: () => void): Unsubscribe => this.#listeners.add('camera', listener);

  resize(): void {
    const size = sizeOf(this.element);
    const { width, height } = this.canvasSize;
    const ratio = window.devicePixelRatio;
    if (size.width === width && size.height === height && ratio === this.#pixelRatio) return;
    this.#pixelRatio = ratio;
    this.#camera.canvasSize = size;
    this.#picture.resize();
    this.#changed();
    // At once: a canvas of another size is blank until it is painted again.
    this.#picture.showNow();
  }

  destroy(): void {
    this.#resizes.disconnect();
    window.removeEventListener('resize', this.#onWindowResize);
    this.#detachNavigation();
    this.#stopWaiting();
    this.#pixels = null;
    this.#camera.look(null, null);
    this.#listeners.clear();
    this.#picture.destroy();
  }

  #setTurn(turn: Turn): void {
    this.setPresentation({ ...this.presentation, turn });
  }

  /** After any change: brings the rest into line, and only then tells of it. */
  #changed(...events: readonly Event[]): void {
    const told: Event[] = [...events];
    if (this.#camera.look(this.stack, this.frame)) told.push('camera');
    const state = this.#currentFrameState();
    // A stack that does not fit into memory as a whole may have let go of the frame meanwhile.
    if (state.kind === 'loading' && this.#frameState.kind === 'shown' && !events.includes('slice')) {
      this.#pixels?.want(this.#slice);
    }
    if (state.kind !== this.#frameState.kind || state.kind === 'failed') told.push('frameState');
    const arrived = state.kind === 'shown' && this.#frameState.kind !== 'shown';
    this.#frameState = state;
    if (this.element.dataset.frameState !== state.kind) this.element.dataset.frameState = state.kind;
    if (arrived) {
      // Somebody waits for it.
      this.#picture.showNow();
    } else if (state.kind === 'shown') {
      this.#picture.request();
    } else {
      this.#picture.hide();
    }
    for (const event of told) this.#listeners.tell(event);
  }

  #currentFrameState(): FrameState {
    if (this.#pixels === null || this.frame === null) return { kind: 'empty' };
    if (this.framePixels !== null) return { kind: 'shown' };
    const failed = this.#pixels.failureOf(this.#slice);
    return failed === null ? { kind: 'loading' } : { kind: 'failed', reason: failed.message };
  }

  #pictureState(): PictureState | null {
    const { frameSize: frame, transform, canvasSize: canvas, presentation } = this.#camera;
    if (this.#pixels === null || frame === null || transform === null) return null;
    if (this.#frameState.kind !== 'shown') return null;
    return {
      pixels: this.#pixels,
      index: this.#slice,
      voi: this.#voi,
      inverted: this.#paintedInverted(this.#pixels),
      smoothed: this.#smoothed,
      transform,
      frame,
      canvas,
      presentation,
    };
  }

  #prepare(): void {
    const pixels = this.#pixels;
    if (pixels === null) return;
    this.#picture.prepare({
      pixels,
      index: this.#slice,
      voi: this.#voi,
      inverted: this.#paintedInverted(pixels),
    });
  }

  #paintedInverted({ stack }: StackPixels): boolean {
    return this.#inverted !== (stack.photometric === 'MONOCHROME1');
  }
}

const sizeOf = (element: HTMLElement): CanvasSize => ({
  width: element.clientWidth,
  height: element.clientHeight,
});

const clampIndex = (index: number, count: number): number =>
  Math.min(Math.max(0, Math.round(index)), Math.max(0, count - 1));
