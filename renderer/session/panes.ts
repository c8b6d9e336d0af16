/**
 * The panes in the middle of the window: which stack each shows, and its viewport while it is on the screen. A
 * viewport holds its own slice, window and presentation; whoever wants them asks it.
 */
import { atom, computed, type ReadableAtom } from 'nanostores';
import type { StackId } from '../../annotations/ids.ts';
import type { FrameRef, Stack } from '../../annotations/image/hierarchy.ts';
import { dot, planeNormal } from '../../annotations/image/plane.ts';
import type { ImageViewport, StackStart } from '../viewport/image-viewport.ts';
import { framePlace, stackPlace } from './studies.ts';
import { $layout, type Layout, setFullPane, setLayout } from './view.ts';

/** Panes that show a stack of their own; in MPR the first of three does. */
const MAX_PANES = 2;

export type Shown = { readonly stackId: StackId; readonly start: StackStart };

const shown = atom<readonly (Shown | null)[]>([null, null]);
export const $shown: ReadableAtom<readonly (Shown | null)[]> = shown;
export const $nothingShown: ReadableAtom<boolean> = computed(shown, (panes) =>
  panes.every((pane) => pane === null),
);

const active = atom(0);
export const $activePane: ReadableAtom<number> = active;
export const activatePane = (pane: number): void => {
  if (active.get() !== pane) active.set(pane);
};

/** The pane whose stack is in use: the active one, and in MPR the first, of whose stack the others are cuts. */
export const $stackPane: ReadableAtom<number> = computed([active, $layout], (pane, layout) =>
  layout === 'mpr' ? 0 : pane,
);

const viewports = atom<readonly (ImageViewport | null)[]>([null, null, null]);
export const $viewports: ReadableAtom<readonly (ImageViewport | null)[]> = viewports;

export function registerViewport(pane: number, viewport: ImageViewport | null): void {
  viewports.set(viewports.get().map((old, index) => (index === pane ? viewport : old)));
}

/** The viewport with the slices as they were acquired, whichever pane is in use. */
export const stackViewport = (): ImageViewport | null => viewports.get()[$stackPane.get()] ?? null;
/** The viewport that keys act upon. A pane without a picture leaves them to the stack in use. */
export function activeViewport(): ImageViewport | null {
  const viewport = viewports.get()[active.get()] ?? null;
  return viewport?.stack == null ? stackViewport() : viewport;
}
export const activeStackId = (): StackId | null => shown.get()[$stackPane.get()]?.stackId ?? null;

/** Axes of two planes that differ by less than this still count as parallel: cos 5°, product choice. */
const PARALLEL_FROM = 0.996;

/** The slice of `stack` nearest to where `frame` lies; null where the two cannot be compared. */
export function nearestSlice(from: Stack, slice: number, stack: Stack): number | null {
  const plane = from.frames[slice]?.plane;
  if (plane === undefined || plane === null || stack.normal === null) return null;
  if (from.frameOfReferenceUID === null || from.frameOfReferenceUID !== stack.frameOfReferenceUID)
    return null;
  const normal = planeNormal(plane);
  if (Math.abs(dot(normal, stack.normal)) < PARALLEL_FROM) return null;
  const at = dot(normal, plane.position);
  let best: { slice: number; distance: number } | null = null;
  stack.frames.forEach((frame, index) => {
    if (frame.plane === null) return;
    const distance = Math.abs(dot(normal, frame.plane.position) - at);
    if (best === null || distance < best.distance) best = { slice: index, distance };
  });
  return (best as { slice: number } | null)?.slice ?? null;
}

/** What a pane goes on with when another phase of the same examination comes into it. */
function continued(pane: number, next: Stack): StackStart {
  const viewport = viewports.get()[pane] ?? null;
  if (viewport?.stack == null) return {};
  const slice = nearestSlice(viewport.stack, viewport.slice, next);
  if (slice === null) return {};
  const { voi, presentation, inverted } = viewport;
  return { slice, voi, presentation, inverted };
}

export function showStack(stackId: StackId, start: StackStart = {}, pane = $stackPane.get()): void {
  const place = stackPlace(stackId);
  if (place === null) return;
  const from = shown.get()[pane]?.stackId === stackId ? {} : continued(pane, place.stack);
  shown.set(
    shown.get().map((old, index) => (index === pane ? { stackId, start: { ...from, ...start } } : old)),
  );
}

export function clearPane(pane: number): void {
  shown.set(shown.get().map((old, index) => (index === pane ? null : old)));
}

/** Brings a frame to the active pane, whatever it shows now. False when the frame's file is not open. */
export function goToFrame(ref: FrameRef): boolean {
  const place = framePlace(ref);
  if (place === null) return false;
  const open = shown.get().slice(0, $layout.get() === 'side-by-side' ? MAX_PANES : 1);
  const holder = open.findIndex((pane) => pane?.stackId === place.stack.id);
  if (holder >= 0) {
    if (holder !== $stackPane.get()) activatePane(holder);
    viewports.get()[holder]?.setSlice(place.slice);
  } else {
    showStack(place.stack.id, { slice: place.slice });
  }
  return true;
}

/** Goes to another layout. `beside` is what comes beside the stack in use, where the layout has two. */
export function arrange(layout: Layout, beside: StackId | null): void {
  setFullPane(null);
  if (layout !== 'side-by-side') {
    keepStackInUse();
    setLayout(layout);
    return;
  }
  if ($layout.get() === 'mpr') active.set(0);
  setLayout('side-by-side');
  const first = viewports.get()[0] ?? null;
  const place = beside === null ? null : stackPlace(beside);
  if (place === null || first?.stack == null) return;
  const slice = nearestSlice(first.stack, first.slice, place.stack);
  const { voi, inverted } = first;
  showStack(place.stack.id, { voi, inverted, ...(slice === null ? {} : { slice }) }, 1);
}

/** In the first pane, as it is shown now; the second is empty. */
function keepStackInUse(): void {
  const pane = $stackPane.get();
  const kept = shown.get()[pane] ?? shown.get()[0] ?? null;
  const viewport = stackViewport();
  if (kept !== null && pane !== 0 && viewport !== null) {
    const { slice, voi, presentation, inverted } = viewport;
    shown.set([{ stackId: kept.stackId, start: { slice, voi, presentation, inverted } }, null]);
  } else {
    shown.set([kept, null]);
  }
  active.set(0);
}

const linked = atom(true);
/** Whether two panes move together: slice, window, zoom and pan. */
export const $linked: ReadableAtom<boolean> = linked;
export const toggleLinked = (): void => linked.set(!linked.get());
