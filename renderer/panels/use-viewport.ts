/** Viewports in React: a value of a viewport, read again after the events that may change it. */
import { useStore } from '@nanostores/react';
import { useMemo, useSyncExternalStore } from 'react';
import { afterPicture } from '../session/first-picture.ts';
import { $stackPane, $viewports } from '../session/panes.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';

export type ViewportEvent =
  | 'onRendered'
  | 'onStackChanged'
  | 'onSliceChanged'
  | 'onFrameStateChanged'
  | 'onVoiChanged'
  | 'onCameraChanged';

export function useViewport(pane: number): ImageViewport | null {
  return useStore($viewports)[pane] ?? null;
}

/** Of the stack in use, as it was acquired: never a cut. */
export function useStackViewport(): ImageViewport | null {
  return useViewport(useStore($stackPane));
}

/**
 * `read` must give the same value as long as nothing has changed: a number, a text, or an object that the viewport
 * itself holds. `events` is a list that never changes, best a constant.
 */
export function useViewportValue<T>(
  viewport: ImageViewport | null,
  events: readonly ViewportEvent[],
  read: (viewport: ImageViewport) => T,
  none: T,
): T {
  const subscribe = useMemo(() => subscriptionTo(viewport, events), [viewport, events]);
  return useSyncExternalStore(subscribe, () => (viewport === null ? none : read(viewport)));
}

/**
 * Outside of the component: what is made here is kept as long as the viewport, and would keep with it all that the
 * component's functions knew when it was rendered first, as the pixels of a stack that has left since.
 */
function subscriptionTo(viewport: ImageViewport | null, events: readonly ViewportEvent[]) {
  return (listener: () => void): (() => void) => {
    if (viewport === null) return () => undefined;
    let callOff: () => void = () => undefined;
    const tell = (): void => {
      callOff();
      callOff = afterPicture(listener);
    };
    const stops = events.map((event) => viewport[event](tell));
    return () => {
      callOff();
      for (const stop of stops) stop();
    };
  };
}

const SLICE: readonly ViewportEvent[] = ['onSliceChanged', 'onStackChanged'];
const VOI: readonly ViewportEvent[] = ['onVoiChanged', 'onStackChanged'];

export const useSlice = (viewport: ImageViewport | null): number =>
  useViewportValue(viewport, SLICE, (v) => v.slice, 0);
/** Null where nothing is shown, and for colour: no window changes it. */
export const useVoi = (viewport: ImageViewport | null) =>
  useViewportValue(
    viewport,
    VOI,
    (v) => (v.stack === null || v.stack.photometric === 'RGB' ? null : v.voi),
    null,
  );
