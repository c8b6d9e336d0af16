/**
 * Where the frame on the screen lies on the canvas and in the patient: presentation, canvas and the frame's own
 * geometry, and every way between their points. Canvas coordinates in CSS pixels from its top left corner.
 */
import type { Frame, Stack } from '../../annotations/image/hierarchy.ts';
import { type EdgeLetters, edgeLetters } from '../../annotations/image/orientation.ts';
import {
  type CanvasPoint,
  type ImagePoint,
  imageToPatient,
  type PatientPoint,
  patientToImage,
} from '../../annotations/image/plane.ts';
import {
  type CanvasSize,
  FITTED,
  type FrameSize,
  fitScale,
  type Presentation,
  panned,
  toCanvas,
  toImage,
  type ViewTransform,
  viewTransform,
  zoomedAt,
} from './view-transform.ts';

export class Camera {
  presentation: Presentation = FITTED;
  canvasSize: CanvasSize;
  #frame: Frame | null = null;
  #frameSize: FrameSize | null = null;
  #transform: ViewTransform | null = null;

  constructor(canvasSize: CanvasSize) {
    this.canvasSize = canvasSize;
  }

  /** Null without a frame. */
  get frameSize(): FrameSize | null {
    return this.#frameSize;
  }

  /** Null without a frame or while the canvas has no size; as it was at the last `look`. */
  get transform(): ViewTransform | null {
    return this.#transform;
  }

  /** Takes in the frame, and what was set since the last look. True when the frame now lies elsewhere. */
  look(stack: Stack | null, frame: Frame | null): boolean {
    this.#frame = frame;
    this.#frameSize = stack === null || frame === null ? null : sizeOf(stack, frame);
    const { width, height } = this.canvasSize;
    const before = this.#transform;
    this.#transform =
      this.#frameSize === null || width === 0 || height === 0
        ? null
        : viewTransform(this.#frameSize, this.canvasSize, this.presentation);
    return !sameTransform(before, this.#transform);
  }

  /** A larger or smaller picture with the image point under `at`, or else the canvas' middle, kept there. */
  zoomed(factor: number, at?: CanvasPoint): Presentation | null {
    if (this.#frameSize === null) return null;
    const { width, height } = this.canvasSize;
    const held = at ?? { x: width / 2, y: height / 2 };
    return zoomedAt(this.presentation, this.#frameSize, this.canvasSize, factor, held);
  }

  /** The picture moved by so many CSS pixels. */
  panned(dx: number, dy: number): Presentation | null {
    if (this.#frameSize === null) return null;
    return panned(this.presentation, this.#frameSize, this.canvasSize, dx, dy);
  }

  /** This and its inverse throw where `transform` is null. */
  imageToCanvas(point: ImagePoint): CanvasPoint {
    return toCanvas(this.#needTransform(), point);
  }

  canvasToImage(point: CanvasPoint): ImagePoint {
    return toImage(this.#needTransform(), point);
  }

  /** Projected along the frame's normal; null where its place in the patient is unknown. */
  patientToCanvas(point: PatientPoint): { readonly point: CanvasPoint; readonly distanceMm: number } | null {
    const plane = this.#frame?.plane ?? null;
    if (plane === null || this.#transform === null) return null;
    const foot = patientToImage(plane, point);
    return { point: toCanvas(this.#transform, foot.point), distanceMm: foot.distanceMm };
  }

  canvasToPatient(point: CanvasPoint): PatientPoint | null {
    const plane = this.#frame?.plane ?? null;
    if (plane === null || this.#transform === null) return null;
    return imageToPatient(plane, toImage(this.#transform, point));
  }

  /** Null where the spacing is unknown. */
  get canvasPxPerMm(): number | null {
    const size = this.#frameSize;
    if (size === null || size.spacing === null || this.#transform === null) return null;
    return fitScale(size, this.canvasSize, this.presentation.turn) * this.presentation.zoom;
  }

  get edgeLetters(): EdgeLetters | null {
    const plane = this.#frame?.plane ?? null;
    return plane === null ? null : edgeLetters(plane, this.presentation.turn);
  }

  #needTransform(): ViewTransform {
    if (this.#transform === null) throw new Error('The viewport shows no frame.');
    return this.#transform;
  }
}

const sizeOf = (stack: Stack, frame: Frame): FrameSize => ({
  rows: stack.rows,
  columns: stack.columns,
  spacing: frame.plane?.spacing ?? frame.spacing,
});

function sameTransform(one: ViewTransform | null, other: ViewTransform | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.a === other.a &&
    one.b === other.b &&
    one.c === other.c &&
    one.d === other.d &&
    one.e === other.e &&
    one.f === other.f
  );
}
