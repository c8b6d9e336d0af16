/**
 * Mouse and trackpad over a viewport: left the primary tool, middle pan, right zoom, wheel slices, Ctrl+wheel zoom.
 *
 * Whoever draws above the picture goes first: an event that it has prevented (`preventDefault`) is left alone.
 */
import type { Stack } from '../../annotations/image/hierarchy.ts';
import type { CanvasPoint } from '../../annotations/image/plane.ts';
import type { Voi, VoiWindow } from '../../annotations/image/voi.ts';
import { lutRange } from '../../annotations/image/voi-lut.ts';
import type { ImageViewport, PrimaryTool } from './image-viewport.ts';

export type NavigationPreferences = {
  /** Dragging left widens the window instead of dragging right. */
  readonly widthReversed: boolean;
  /** Dragging up lowers the level instead of dragging down. */
  readonly levelReversed: boolean;
  /** The wheel and a scrolling drag go up the stack instead of down. */
  readonly slicesReversed: boolean;
};

type Drag = (from: PointerEvent, to: PointerEvent) => void;

/** A window changes by its whole width over this many CSS pixels, so that lung and brain feel alike. */
const PX_PER_WINDOW_WIDTH = 300;
/** A press that travels less is a click, and leaves the window as it is (CSS px). */
const CLICK_REACH_PX = 3;
/** Zoom doubles or halves over this many CSS pixels. */
const PX_PER_DOUBLING = 120;
/** Smaller wheel deltas come from trackpads, which send many of them. */
const WHEEL_NOTCH_FROM_PX = 50;
const WHEEL_NOTCH_PX = 120;
const TRACKPAD_PX_PER_SLICE = 40;
const WHEEL_LINE_PX = 40;

export function attachNavigation(
  viewport: ImageViewport,
  preferences: (stack: Stack | null) => NavigationPreferences,
): () => void {
  const { element } = viewport;
  const end = new AbortController();
  const options = { signal: end.signal };
  let dragging: {
    readonly pointerId: number;
    readonly start: PointerEvent;
    last: PointerEvent;
    drag: Drag;
  } | null = null;
  let wheelRest = 0;

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.defaultPrevented || dragging !== null || viewport.stack === null) return;
      const drag = dragFor(viewport, event, preferences(viewport.stack));
      if (drag === null) return;
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      dragging = { pointerId: event.pointerId, start: event, last: event, drag };
    },
    options,
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (dragging?.pointerId !== event.pointerId) return;
      dragging.drag(dragging.last, event);
      dragging.last = event;
    },
    options,
  );
  const release = (event: PointerEvent) => {
    if (dragging?.pointerId === event.pointerId) dragging = null;
  };
  element.addEventListener('pointerup', release, options);
  element.addEventListener('pointercancel', release, options);
  element.addEventListener('lostpointercapture', release, options);
  // The right button zooms: no menu comes up at its release.
  element.addEventListener('contextmenu', (event) => event.preventDefault(), options);
  // The middle button pans: no autoscroll.
  element.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), options);

  element.addEventListener(
    'wheel',
    (event) => {
      if (event.defaultPrevented || viewport.stack === null) return;
      event.preventDefault();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * WHEEL_LINE_PX;
      if (event.ctrlKey) {
        viewport.zoomBy(wheelZoom(px), canvasPoint(element, event));
        return;
      }
      const { slices, rest } = wheelSlices(px, wheelRest);
      wheelRest = rest;
      if (slices === 0) return;
      const step = preferences(viewport.stack).slicesReversed ? -1 : 1;
      viewport.setSlice(viewport.slice + step * slices);
    },
    { ...options, passive: false },
  );
  return () => end.abort();
}

/** One slice a notch; the small steps of a trackpad add up. Pure, for its tests. */
export function wheelSlices(px: number, rest: number): { readonly slices: number; readonly rest: number } {
  if (Math.abs(px) >= WHEEL_NOTCH_FROM_PX) {
    return { slices: Math.sign(px) * Math.max(1, Math.round(Math.abs(px) / WHEEL_NOTCH_PX)), rest: 0 };
  }
  const sum = Math.sign(rest) === -Math.sign(px) ? px : rest + px;
  const slices = Math.trunc(sum / TRACKPAD_PX_PER_SLICE) + 0; // never -0
  return { slices, rest: sum - slices * TRACKPAD_PX_PER_SLICE };
}

/** A notch zooms by a fifth; a pinch, which comes as Ctrl+wheel of small steps, follows the fingers. */
export const wheelZoom = (px: number): number =>
  Math.abs(px) >= WHEEL_NOTCH_FROM_PX ? 1.2 ** (-px / WHEEL_NOTCH_PX) : Math.exp(-px / 100);

/** Where a drag of the window begins: a table cannot be dragged, the window over its range can. */
const draggable = (voi: Voi): VoiWindow =>
  voi.function === 'TABLE' ? { function: 'LINEAR_EXACT', ...lutRange(voi) } : voi;

/** The window after a drag of so many CSS pixels from where it was `start`. Pure, for its tests. */
export function draggedVoi(
  start: VoiWindow,
  dx: number,
  dy: number,
  how: Pick<NavigationPreferences, 'widthReversed' | 'levelReversed'>,
): VoiWindow {
  const perPx = Math.max(start.widthHu, 1) / PX_PER_WINDOW_WIDTH;
  const width = start.widthHu + dx * perPx * (how.widthReversed ? -1 : 1);
  const center = start.centerHu - dy * perPx * (how.levelReversed ? -1 : 1);
  // Whole HU, except where the values themselves are small.
  const whole = start.widthHu >= 20;
  return {
    function: start.function,
    centerHu: whole ? Math.round(center) : center,
    widthHu: Math.max(1, whole ? Math.round(width) : width),
  };
}

function dragFor(viewport: ImageViewport, down: PointerEvent, how: NavigationPreferences): Drag | null {
  if (down.button === 1) return panDrag(viewport);
  if (down.button === 2) return zoomDrag(viewport, canvasPoint(viewport.element, down));
  if (down.button !== 0) return null;
  return primaryDrag(viewport, viewport.primaryTool, down, how);
}

function primaryDrag(
  viewport: ImageViewport,
  tool: PrimaryTool,
  down: PointerEvent,
  how: NavigationPreferences,
): Drag | null {
  switch (tool) {
    case 'window': {
      const start = draggable(viewport.voi);
      let begun = false;
      return (_, to) => {
        const [dx, dy] = [to.clientX - down.clientX, to.clientY - down.clientY];
        begun ||= Math.hypot(dx, dy) > CLICK_REACH_PX;
        if (begun) viewport.setVoi(draggedVoi(start, dx, dy, how));
      };
    }
    case 'pan':
      return panDrag(viewport);
    case 'zoom':
      return zoomDrag(viewport, canvasPoint(viewport.element, down));
    case 'scroll': {
      const start = viewport.slice;
      const pxPerSlice = Math.min(12, Math.max(2, viewport.canvasSize.height / viewport.sliceCount));
      const pxDown = how.slicesReversed ? -pxPerSlice : pxPerSlice;
      return (_, to) => viewport.setSlice(start + Math.round((to.clientY - down.clientY) / pxDown));
    }
    case 'none':
      return null;
  }
}

const panDrag =
  (viewport: ImageViewport): Drag =>
  (from, to) =>
    viewport.panBy(to.clientX - from.clientX, to.clientY - from.clientY);

/** Up enlarges, about the point where the drag began. */
const zoomDrag =
  (viewport: ImageViewport, at: CanvasPoint): Drag =>
  (from, to) =>
    viewport.zoomBy(2 ** ((from.clientY - to.clientY) / PX_PER_DOUBLING), at);

export function canvasPoint(element: HTMLElement, event: MouseEvent): CanvasPoint {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left - element.clientLeft, y: event.clientY - box.top - element.clientTop };
}
