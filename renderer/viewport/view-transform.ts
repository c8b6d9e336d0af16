/**
 * Where a frame's pixels lie on the screen: one affine map, from which everything takes its place: the painted
 * picture, the marks above it, the pointer. Pure; image coordinates as in `annotations/image/plane.ts` (corner
 * origin), canvas coordinates in CSS pixels.
 */
import { type Turn, turnMatrix, UNTURNED } from '../../annotations/image/orientation.ts';
import type { CanvasPoint, ImagePoint, PixelSpacing } from '../../annotations/image/plane.ts';
import { type Affine, applyAffine } from '../../annotations/scene/affine.ts';

/** What of the frame is looked at, independent of the canvas' size. */
export type Presentation = {
  /** 1 shows the whole frame as large as the canvas allows. */
  readonly zoom: number;
  /** The image point in the middle of the canvas; null for the middle of the frame. */
  readonly center: ImagePoint | null;
  readonly turn: Turn;
};

export const FITTED: Presentation = { zoom: 1, center: null, turn: UNTURNED };

const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 64;

/** From image points to canvas points. */
export type ViewTransform = Affine;

export type FrameSize = {
  readonly rows: number;
  readonly columns: number;
  /** Null when the file tells none: pixels are then taken as square. */
  readonly spacing: PixelSpacing | null;
};

export type CanvasSize = { readonly width: number; readonly height: number };

const SQUARE: PixelSpacing = { betweenRowsMm: 1, betweenColumnsMm: 1 };

/** CSS pixels per mm (per pixel where no spacing is known) at which the turned frame just fits the canvas. */
export function fitScale(frame: FrameSize, canvas: CanvasSize, turn: Turn): number {
  const spacing = frame.spacing ?? SQUARE;
  const width = frame.columns * spacing.betweenColumnsMm;
  const height = frame.rows * spacing.betweenRowsMm;
  const lying = turn.rotation === 90 || turn.rotation === 270;
  return Math.min(canvas.width / (lying ? height : width), canvas.height / (lying ? width : height));
}

export const frameMiddle = (frame: FrameSize): ImagePoint => ({ x: frame.columns / 2, y: frame.rows / 2 });

export function viewTransform(
  frame: FrameSize,
  canvas: CanvasSize,
  presentation: Presentation,
): ViewTransform {
  const scale = fitScale(frame, canvas, presentation.turn) * presentation.zoom;
  const spacing = frame.spacing ?? SQUARE;
  const [ta, tb, tc, td] = turnMatrix(presentation.turn);
  const a = ta * scale * spacing.betweenColumnsMm;
  const b = tb * scale * spacing.betweenColumnsMm;
  const c = tc * scale * spacing.betweenRowsMm;
  const d = td * scale * spacing.betweenRowsMm;
  const center = presentation.center ?? frameMiddle(frame);
  return {
    a,
    b,
    c,
    d,
    e: canvas.width / 2 - a * center.x - c * center.y,
    f: canvas.height / 2 - b * center.x - d * center.y,
  };
}

export const toCanvas = (t: ViewTransform, p: ImagePoint): CanvasPoint => applyAffine(t, p);

export function toImage(t: ViewTransform, p: CanvasPoint): ImagePoint {
  const determinant = t.a * t.d - t.b * t.c;
  const x = p.x - t.e;
  const y = p.y - t.f;
  return { x: (t.d * x - t.c * y) / determinant, y: (t.a * y - t.b * x) / determinant };
}

/** Zooms so that the image point under `at` stays under it. */
export function zoomedAt(
  presentation: Presentation,
  frame: FrameSize,
  canvas: CanvasSize,
  factor: number,
  at: CanvasPoint,
): Presentation {
  const held = toImage(viewTransform(frame, canvas, presentation), at);
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, presentation.zoom * factor));
  const now = toImage(viewTransform(frame, canvas, { ...presentation, zoom }), at);
  return { ...presentation, zoom, center: movedCenter(presentation, frame, held.x - now.x, held.y - now.y) };
}

/** Moves the picture by so many CSS pixels. */
export function panned(
  presentation: Presentation,
  frame: FrameSize,
  canvas: CanvasSize,
  dx: number,
  dy: number,
): Presentation {
  const t = viewTransform(frame, canvas, presentation);
  const from = toImage(t, { x: 0, y: 0 });
  const to = toImage(t, { x: dx, y: dy });
  return { ...presentation, center: movedCenter(presentation, frame, from.x - to.x, from.y - to.y) };
}

/** The middle of the canvas always shows some of the frame, so that no picture is lost off the screen. */
function movedCenter(presentation: Presentation, frame: FrameSize, dx: number, dy: number): ImagePoint {
  const center = presentation.center ?? frameMiddle(frame);
  return {
    x: Math.min(frame.columns, Math.max(0, center.x + dx)),
    y: Math.min(frame.rows, Math.max(0, center.y + dy)),
  };
}
