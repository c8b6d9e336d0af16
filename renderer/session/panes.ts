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
import { $layout, setLayout } from './view.ts';

export const MAX_PANES = 2;

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

const viewports = atom<readonly (ImageViewport | null)[]>([null, null]);
export const $viewports: ReadableAtom<readonly (ImageViewport | null)[]> = viewports;

export function registerViewport(pane: number, viewport: ImageViewport | null): void {
  viewports.set(viewports.get().map((old, index) => (index === pane ? viewport : old)));
}

export const activeViewport = (): ImageViewport | null => viewports.get()[active.get()] ?? null;
export const activeStackId = (): StackId | null => shown.get()[active.get()]?.stackId ?? null;

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

export function showStack(stackId: StackId, start: StackStart = {}, pane = active.get()): void {
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
  const open = shown.get().slice(0, $layout.get() === 'single' ? 1 : MAX_PANES);
  const holder = open.findIndex((pane) => pane?.stackId === place.stack.id);
  if (holder >= 0) {
    activatePane(holder);
    viewports.get()[holder]?.setSlice(place.slice);
  } else {
    showStack(place.stack.id, { slice: place.slice });
  }
  return true;
}

/** Puts the two first phases of the study beside each other, or goes back to one pane. */
export function arrange(layout: 'single' | 'side-by-side', beside: StackId | null): void {
  if (layout === 'single') {
    const kept = shown.get()[active.get()] ?? shown.get()[0] ?? null;
    const viewport = activeViewport();
    if (kept !== null && active.get() !== 0 && viewport !== null) {
      const { slice, voi, presentation, inverted } = viewport;
      shown.set([{ stackId: kept.stackId, start: { slice, voi, presentation, inverted } }, null]);
    } else {
      shown.set([kept, null]);
    }
    active.set(0);
    setLayout('single');
    return;
  }
  setLayout('side-by-side');
  const first = viewports.get()[0] ?? null;
  const place = beside === null ? null : stackPlace(beside);
  if (place === null || first?.stack == null) return;
  const slice = nearestSlice(first.stack, first.slice, place.stack);
  const { voi, inverted } = first;
  showStack(place.stack.id, { voi, inverted, ...(slice === null ? {} : { slice }) }, 1);
}

const linked = atom(true);
/** Whether two panes move together: slice, window, zoom and pan. */
export const $linked: ReadableAtom<boolean> = linked;
export const toggleLinked = (): void => linked.set(!linked.get());
