/**
 * The stack in use from three sides: as it was acquired, and cut from the two others. One point, the crosshair, is in
 * all three planes; scrolling a plane moves it, moving it scrolls the others. Windows go together, zoom and pan do not.
 */
import { atom, type ReadableAtom } from 'nanostores';
import { shapeCentre } from '../../annotations/finding/shape-geometry.ts';
import type { FrameOfReferenceUID } from '../../annotations/ids.ts';
import { type Frame, type Stack, sameFrame } from '../../annotations/image/hierarchy.ts';
import { imageToPatient, type PatientPoint } from '../../annotations/image/plane.ts';
import type { Failure } from '../../annotations/result.ts';
import { regionOf } from '../../annotations/store/state.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import type { StackPixels } from '../viewport/stack-pixels.ts';
import { cutVolume, nearestSlice, type Sides, sidesOfStack } from '../viewport/volume.ts';
import { intoPlane, onVoxel } from '../viewport/voxel-point.ts';
import { $annotationState } from './annotations.ts';
import { $selection } from './selection.ts';
import { $sources } from './sources.ts';
import { stackPlace } from './studies.ts';

export const MPR_PANES = 3;

export type Mpr =
  /** There is no stack. */
  | { readonly kind: 'empty' }
  /** Files are still being read: slices may be missing, and gaps be none. */
  | { readonly kind: 'reading' }
  /** `reason` is a whole sentence for the reader. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** A side a pane, the acquired one first. Slices of `source` may still be on their way. */
  | { readonly kind: 'cut'; readonly sides: Sides; readonly source: StackPixels };

const mpr = atom<Mpr>({ kind: 'empty' });
export const $mpr: ReadableAtom<Mpr> = mpr;

const crosshair = atom<PatientPoint | null>(null);
/** The centre of a voxel of the stack in use while it is cut; where it was last otherwise. */
export const $crosshair: ReadableAtom<PatientPoint | null> = crosshair;

/** The point is of the patient: it outlasts a change of phase, and of layout. */
let reference: FrameOfReferenceUID | null = null;

let linked: LinkedPlanes | null = null;

/**
 * Brings the point into all planes. `into view` also pans a plane in which it lies off the screen. Does nothing in
 * other layouts, and where the series cannot be cut.
 */
export function moveCrosshair(point: PatientPoint, how: 'only scroll' | 'into view' = 'only scroll'): void {
  linked?.goTo(point, how);
}

export type Viewports = readonly [ImageViewport, ImageViewport, ImageViewport];

/** Until the returned function is called. The first viewport shows the stack; the others are given its cuts. */
export function linkPlanes(viewports: Viewports): () => void {
  const made = new LinkedPlanes(viewports);
  linked = made;
  return () => {
    made.end();
    if (linked === made) linked = null;
  };
}

class LinkedPlanes {
  readonly #viewports: Viewports;
  readonly #stops: readonly (() => void)[];
  /** What one viewport has told the others comes back from them. */
  #busy = false;

  constructor(viewports: Viewports) {
    this.#viewports = viewports;
    const [acquired] = viewports;
    this.#stops = [
      acquired.onStackChanged(() => this.#cut()),
      $sources.listen(() => this.#cut()),
      ...viewports.flatMap((viewport) => [
        viewport.onSliceChanged(() => this.#scrolled(viewport)),
        viewport.onVoiChanged(() => this.#windowed(viewport)),
      ]),
    ];
    this.#cut();
  }

  end(): void {
    for (const stop of this.#stops) stop();
    mpr.set({ kind: 'empty' });
  }

  goTo(point: PatientPoint, how: 'only scroll' | 'into view'): void {
    const { stack } = this.#viewports[0];
    if (stack === null || mpr.get().kind !== 'cut') return;
    const voxel = onVoxel(stack, point);
    if (voxel === null) return;
    // First: a viewport that tells of its slice is asked where the point is.
    crosshair.set(voxel);
    this.#quietly(() => {
      for (const viewport of this.#viewports) {
        const slice = viewport.stack === null ? null : nearestSlice(viewport.stack, voxel);
        if (slice !== null) viewport.setSlice(slice);
        if (how === 'into view') bringIntoView(viewport, voxel);
      }
    });
  }

  #cut(): void {
    const [acquired, ...others] = this.#viewports;
    const next = cutsOf(acquired.pixels);
    const now = mpr.get();
    if (same(now, next)) return;
    if (next.kind !== 'cut') {
      mpr.set(next);
      for (const viewport of others) if (viewport.stack !== null) viewport.setStack(null);
      return;
    }
    const { stack } = next.source;
    const point = onVoxel(stack, this.#begin(now.kind === 'cut', stack));
    reference = stack.frameOfReferenceUID;
    const { voi, inverted } = acquired;
    mpr.set({ kind: 'cut', sides: next.sides, source: next.source });
    crosshair.set(point);
    this.#quietly(() => {
      next.cuts.forEach((cut, index) => {
        const viewport = others[index] as ImageViewport;
        const slice = point === null ? null : nearestSlice(cut.stack, point);
        const alike = viewport.stack !== null && sameGrid(viewport, cut);
        const { presentation } = viewport;
        viewport.setStack(cut, {
          voi,
          inverted,
          ...(slice === null ? {} : { slice }),
          ...(alike ? { presentation } : {}),
        });
      });
    });
  }

  /** On the slice that is shown: at the selected mark when it has just begun, else where it was, or in the middle. */
  #begin(going: boolean, { frameOfReferenceUID }: Stack): PatientPoint {
    const [acquired] = this.#viewports;
    const frame = acquired.frame;
    if (frame?.plane == null) throw new Error('A stack that can be cut has places.');
    const marked = going ? null : selectedPoint(frame);
    if (marked !== null) return marked;
    const known = crosshair.get();
    if (known !== null && reference !== null && reference === frameOfReferenceUID) {
      return intoPlane(known, frame.plane);
    }
    const { width, height } = acquired.canvasSize;
    return acquired.canvasToPatient({ x: width / 2, y: height / 2 }) ?? frame.plane.position;
  }

  #scrolled(viewport: ImageViewport): void {
    const point = crosshair.get();
    const plane = viewport.frame?.plane ?? null;
    if (this.#busy || point === null || plane === null || mpr.get().kind !== 'cut') return;
    crosshair.set(intoPlane(point, plane));
  }

  #windowed(from: ImageViewport): void {
    if (this.#busy || from.stack === null) return;
    this.#quietly(() => {
      for (const viewport of this.#viewports) {
        if (viewport === from || viewport.stack === null) continue;
        viewport.setVoi(from.voi);
        viewport.setInverted(from.inverted);
        viewport.setSmoothed(from.smoothed);
      }
    });
  }

  #quietly(change: () => void): void {
    const before = this.#busy;
    this.#busy = true;
    try {
      change();
    } finally {
      this.#busy = before;
    }
  }
}

type Cuts =
  | Exclude<Mpr, { kind: 'cut' }>
  | (Extract<Mpr, { kind: 'cut' }> & { readonly cuts: readonly [StackPixels, StackPixels] });

function cutsOf(source: StackPixels | null): Cuts {
  if (source === null) return { kind: 'empty' };
  const sourceId = stackPlace(source.stack.id)?.sourceId;
  const reading = $sources.get().some((open) => open.source.id === sourceId && open.scan.kind === 'running');
  if (reading) return { kind: 'reading' };
  const refused = ({ message }: Failure): Cuts => ({ kind: 'refused', reason: message });
  const sides = sidesOfStack(source.stack);
  if (!sides.ok) return refused(sides.error);
  const one = cutVolume(source, sides.value[1]);
  const other = cutVolume(source, sides.value[2]);
  if (!one.ok) return refused(one.error);
  if (!other.ok) return refused(other.error);
  return { kind: 'cut', sides: sides.value, source, cuts: [one.value, other.value] };
}

function same(now: Mpr, next: Mpr): boolean {
  if (now.kind === 'cut') return next.kind === 'cut' && next.source === now.source;
  if (now.kind === 'refused') return next.kind === 'refused' && next.reason === now.reason;
  return now.kind === next.kind;
}

/** The middle of the selected mark, if it lies on this slice. */
function selectedPoint({ ref, plane }: Frame): PatientPoint | null {
  const state = $annotationState.get();
  const { region: uid } = $selection.get();
  const region = state === null || uid === null ? null : regionOf(state, uid)?.region;
  if (region == null || plane === null || !sameFrame(region.frame, ref)) return null;
  return imageToPatient(plane, shapeCentre(region.shape));
}

/** Zoom and pan are in pixels of the frame: they mean the same only where the frames are alike. */
function sameGrid({ stack, frame }: ImageViewport, { stack: next }: StackPixels): boolean {
  const spacing = next.frames[0]?.spacing;
  return (
    stack?.rows === next.rows &&
    stack.columns === next.columns &&
    stack.orientation === next.orientation &&
    frame?.spacing?.betweenRowsMm === spacing?.betweenRowsMm &&
    frame?.spacing?.betweenColumnsMm === spacing?.betweenColumnsMm
  );
}

function bringIntoView(viewport: ImageViewport, point: PatientPoint): void {
  const at = viewport.patientToCanvas(point)?.point;
  if (at === undefined) return;
  const { width, height } = viewport.canvasSize;
  if (at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height) return;
  viewport.setPresentation({ ...viewport.presentation, center: viewport.canvasToImage(at) });
}
