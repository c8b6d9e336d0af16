/**
 * Axial, coronal and sagittal views of one stack (MPR): cut from its frames without interpolation, as stacks of
 * their own, so that a viewport shows them like any other, with the same values, windows, letters and coordinates.
 *
 * A cut is honest only where the voxels form a regular box: evenly spaced parallel slices with one rescale. Other
 * stacks are refused in words, never resampled in silence.
 */
import { asStackId, asUid } from '../../annotations/ids.ts';
import type { FramePixels, StoredValues } from '../../annotations/image/frame-pixels.ts';
import type { Frame, FrameRef, Stack } from '../../annotations/image/hierarchy.ts';
import { dot, type FramePlane, type PatientPoint, planeNormal } from '../../annotations/image/plane.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import type { FrameResult, StackPixels } from './stack-pixels.ts';
import { type Cut, type Layout, layOut, ofLength, plus, type Sides, sidesOf, voxelBox } from './voxel-box.ts';

export { CUTS, type Cut, type Sides } from './voxel-box.ts';

/** Frames of a cut are no DICOM frames: nothing may be saved that refers to one. */
export const isCutFrame = (ref: FrameRef): boolean => ref.sopInstanceUID === CUT_UID;

/** The view of `pixels` from one side; it is there as soon as all its frames are. */
export function cutVolume(pixels: StackPixels, cut: Cut): Result<StackPixels, Failure<'not-a-volume'>> {
  if (!pixels.holdsAll) {
    const message =
      'The series cannot be shown from other sides: it is larger than the memory for images, which the settings have.';
    return err(failure('not-a-volume', message));
  }
  const box = voxelBox(pixels.stack);
  return box.ok ? ok(new CutPixels(pixels, layOut(box.value, cut), cut)) : box;
}

/** From which side the stack was acquired, and the two from which it can be cut. */
export function sidesOfStack(stack: Stack): Result<Sides, Failure<'not-a-volume'>> {
  const box = voxelBox(stack);
  if (!box.ok) return box;
  const sides = sidesOf(box.value);
  if (sides !== null) return ok(sides);
  const message =
    'The series cannot be shown from other sides: it lies too obliquely to tell its sides apart as axial, coronal and sagittal.';
  return err(failure('not-a-volume', message));
}

/** Index of the frame that lies nearest to a point of the patient; null where frames lie nowhere. */
export function nearestSlice(stack: Stack, point: PatientPoint): number | null {
  let nearest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  stack.frames.forEach(({ plane }, index) => {
    if (plane === null) return;
    const { x, y, z } = plane.position;
    const away = Math.abs(dot({ x: point.x - x, y: point.y - y, z: point.z - z }, planeNormal(plane)));
    if (away < least) {
      least = away;
      nearest = index;
    }
  });
  return nearest;
}

const CUT_UID = asUid<FrameRef['sopInstanceUID']>('0.0');

/** Frames cut last, so that a viewport, its listeners and its neighbours ask for one many times for one cut. */
const FRAMES_KEPT = 4;

class CutPixels implements StackPixels {
  readonly stack: Stack;
  readonly holdsAll = true;
  readonly mostHeld: number;
  readonly bytesPerFrame: number;
  readonly #source: StackPixels;
  readonly #layout: Layout;
  readonly #kept = new Map<number, FramePixels>();

  constructor(source: StackPixels, layout: Layout, cut: Cut) {
    this.#source = source;
    this.#layout = layout;
    this.stack = cutStack(source.stack, layout, cut);
    this.mostHeld = this.stack.frames.length;
    const bytesPerValue = source.bytesPerFrame / (source.stack.rows * source.stack.columns);
    this.bytesPerFrame = this.stack.rows * this.stack.columns * bytesPerValue;
  }

  get arrivedCount(): number {
    return this.#complete ? this.stack.frames.length : 0;
  }

  frame(index: number): FramePixels | null {
    const kept = this.#kept.get(index);
    if (kept !== undefined) return kept;
    const described = this.stack.frames[index];
    const sample = this.#source.frame(0);
    if (!this.#complete || described === undefined || sample === null) return null;
    const frame = { ...sample, ...this.#size, values: this.#cut(sample.values, index) };
    this.#kept.set(index, frame);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > FRAMES_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return frame;
  }

  failureOf(index: number): Failure | null {
    if (this.stack.frames[index] === undefined) return null;
    const { frames } = this.#source.stack;
    const at = frames.findIndex((_, source) => this.#source.failureOf(source) !== null);
    const cause = this.#source.failureOf(at);
    if (cause === null) return null;
    return failure(
      'not-a-volume',
      `The series cannot be shown from other sides, since slice ${at + 1} is missing: ${cause.message}`,
    );
  }

  async settled(index: number): Promise<FrameResult> {
    for (let source = 0; source < this.#source.stack.frames.length; source += 1) {
      const result = await this.#source.settled(source);
      if (!result.ok) return err(this.failureOf(index) ?? result.error);
    }
    const frame = this.frame(index);
    if (frame === null) throw new RangeError(`The cut has no frame at index ${index}.`);
    return ok(frame);
  }

  put(): void {
    throw new Error('A cut is made from its stack; it takes no frames.');
  }

  fail(): void {
    throw new Error('A cut is made from its stack; it takes no failures.');
  }

  /** Every frame of the stack is needed: the middle one is as good as any to begin with. */
  want(): void {
    if (!this.#complete) this.#source.want(Math.floor(this.#source.stack.frames.length / 2));
  }

  /** Nobody needs to fetch anything for a cut but for its stack. */
  onWanted(): () => void {
    return () => undefined;
  }

  onSettled(listener: (index: number) => void): () => void {
    return this.#source.onSettled((source) => {
      if (!this.#complete && this.#source.failureOf(source) === null) return;
      for (let index = 0; index < this.stack.frames.length; index += 1) listener(index);
    });
  }

  get #complete(): boolean {
    return this.#source.arrivedCount === this.#source.stack.frames.length;
  }

  get #size(): { readonly rows: number; readonly columns: number } {
    return { rows: this.stack.rows, columns: this.stack.columns };
  }

  /** Voxels are counted through the whole stack, slice after slice; within a row mostly one slice is met. */
  #cut(sample: StoredValues, index: number): StoredValues {
    const { offset, right, down, through } = this.#layout;
    const values = new (sample.constructor as new (length: number) => StoredValues)(right.count * down.count);
    const perSlice = sample.length;
    const acrossSlices = Math.abs(right.stride) === perSlice;
    let into = 0;
    let row = offset + index * through.stride;
    for (let y = 0; y < down.count; y += 1, row += down.stride) {
      let slice = Math.floor(row / perSlice);
      let voxels = this.#valuesOf(slice);
      let from = row - slice * perSlice;
      for (let x = 0; x < right.count; x += 1) {
        values[into] = voxels[from] as number;
        into += 1;
        if (!acrossSlices) {
          from += right.stride;
        } else if (x + 1 < right.count) {
          slice += Math.sign(right.stride);
          voxels = this.#valuesOf(slice);
        }
      }
    }
    return values;
  }

  #valuesOf(slice: number): StoredValues {
    const frame = this.#source.frame(slice);
    if (frame === null) throw new Error(`Slice ${slice + 1} has left while a cut was made of it.`);
    return frame.values;
  }
}

function cutStack(source: Stack, layout: Layout, cut: Cut): Stack {
  const { right, down, through, origin } = layout;
  const spacing = { betweenRowsMm: down.spacingMm, betweenColumnsMm: right.spacingMm };
  const first = source.frames[0];
  if (first === undefined) throw new Error('A box has frames.');
  const frames = Array.from({ length: through.count }, (_, index): Frame => {
    const plane: FramePlane = {
      position: plus(origin, ofLength(through.direction, index * through.spacingMm)),
      rowDirection: right.direction,
      columnDirection: down.direction,
      spacing,
    };
    return {
      ...first,
      ref: { sopInstanceUID: CUT_UID, frameNumber: index + 1 },
      instanceNumber: null,
      plane,
      spacing,
      sliceLocationMm: null,
      sliceThicknessMm: through.spacingMm,
      acquisitionNumber: null,
      acquisitionTime: null,
    };
  });
  return {
    ...source,
    id: asStackId(`${source.id}/${cut}`),
    rows: down.count,
    columns: right.count,
    orientation: source.orientation === 'oblique' ? 'oblique' : cut,
    normal: planeNormal({ rowDirection: right.direction, columnDirection: down.direction }),
    sliceSpacingMm: through.spacingMm,
    frames,
  };
}
