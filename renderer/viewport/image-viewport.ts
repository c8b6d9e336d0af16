/**
 * What the rest of the window knows of a viewport: pixels and navigation, in the domain's own points. How the
 * picture is made stays behind `viewport-adapter.ts`.
 *
 * Events come after the change, synchronously unless said otherwise; each `on…` returns its own unsubscription.
 * Everything that a listener may ask for (slice, transform, …) already has its new value.
 */
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { Frame, Stack } from '../../annotations/image/hierarchy.ts';
import type { EdgeLetters } from '../../annotations/image/orientation.ts';
import type { CanvasPoint, ImagePoint, PatientPoint } from '../../annotations/image/plane.ts';
import type { Voi } from '../../annotations/image/voi.ts';
import type { StackPixels } from './stack-pixels.ts';
import type { CanvasSize, Presentation, ViewTransform } from './view-transform.ts';

/** The tool of the left button; `none` leaves it to whoever draws above the picture. */
export type PrimaryTool = 'window' | 'pan' | 'zoom' | 'scroll' | 'none';

/** What is on the screen for the current slice. While it loads the picture is blank: never another slice's. */
export type FrameState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown' }
  /** `reason` is a whole sentence for the reader. */
  | { readonly kind: 'failed'; readonly reason: string };

export type Unsubscribe = () => void;

export type StackStart = {
  /** Index from 0; the middle of the stack when left out. */
  readonly slice?: number;
  /** The frame's stored window or table, or the abdomen's window, when left out. */
  readonly voi?: Voi;
  readonly presentation?: Presentation;
  readonly inverted?: boolean;
};

export interface ImageViewport {
  /** The element given at creation; overlays lie in it, above the picture. */
  readonly element: HTMLElement;

  /** Shows a stack, or nothing for null. */
  setStack(pixels: StackPixels | null, start?: StackStart): void;
  readonly pixels: StackPixels | null;
  readonly stack: Stack | null;

  /** Index from 0 of the slice asked for last; 0 without a stack. */
  readonly slice: number;
  readonly sliceCount: number;
  /** Beyond the ends it stops at the ends. */
  setSlice(index: number): void;
  readonly frame: Frame | null;
  /** The current slice's stored values; null until they are here. */
  readonly framePixels: FramePixels | null;
  readonly frameState: FrameState;

  /** A window or a lookup table of the file's. */
  readonly voi: Voi;
  /** An invalid one is a bug of the caller and throws. */
  setVoi(voi: Voi): void;
  readonly inverted: boolean;
  setInverted(inverted: boolean): void;
  /** Whether enlarged pixels are smoothed (the default) or shown as the squares that they are. */
  readonly smoothed: boolean;
  setSmoothed(smoothed: boolean): void;

  readonly presentation: Presentation;
  setPresentation(presentation: Presentation): void;
  /** Whole frame in the middle; the turn stays. */
  fit(): void;
  zoomBy(factor: number, at?: CanvasPoint): void;
  /** Moves the picture by CSS pixels. */
  panBy(dx: number, dy: number): void;
  rotate(by: 90 | -90): void;
  flipHorizontal(): void;
  flipVertical(): void;
  /** Fitted, unturned, not inverted, with the window that the stack began with. The slice stays. */
  reset(): void;

  readonly primaryTool: PrimaryTool;
  setPrimaryTool(tool: PrimaryTool): void;

  readonly canvasSize: CanvasSize;
  /** Null without a stack or while the element has no size. */
  readonly transform: ViewTransform | null;
  /** These two throw where `transform` is null. */
  imageToCanvas(point: ImagePoint): CanvasPoint;
  canvasToImage(point: CanvasPoint): ImagePoint;
  /** Null where the frame's place in the patient is unknown. The point is projected along the normal. */
  patientToCanvas(point: PatientPoint): { readonly point: CanvasPoint; readonly distanceMm: number } | null;
  canvasToPatient(point: CanvasPoint): PatientPoint | null;
  /** For the scale bar; null where the spacing is unknown. */
  readonly canvasPxPerMm: number | null;
  /** Null where the frame's place in the patient is unknown. */
  readonly edgeLetters: EdgeLetters | null;

  /** The canvas shows the current state; once a painting. */
  onRendered(listener: () => void): Unsubscribe;
  onStackChanged(listener: () => void): Unsubscribe;
  onSliceChanged(listener: () => void): Unsubscribe;
  onFrameStateChanged(listener: () => void): Unsubscribe;
  /** Window, inversion or smoothing. */
  onVoiChanged(listener: () => void): Unsubscribe;
  /** `transform` has changed: presentation, canvas size, or a slice of another geometry. */
  onCameraChanged(listener: () => void): Unsubscribe;

  /** The element's size has changed; called by itself through a ResizeObserver. */
  resize(): void;
  destroy(): void;
}
