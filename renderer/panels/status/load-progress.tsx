/** How much of the stack on the screen has been decoded. */
import { Progress } from '@mantine/core';
import { useCallback, useSyncExternalStore } from 'react';
import type { StackPixels } from '../../viewport/stack-pixels.ts';
import { useStackViewport, useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import classes from './status-bar.module.css';

const STACK: readonly ViewportEvent[] = ['onStackChanged'];

/** Frames come by the hundred a second; nobody reads as fast. */
const TOLD_EVERY_MS = 100;

/** Calls after arrivals, and after the last one. */
function afterArrivals(pixels: StackPixels, listener: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const stop = pixels.onSettled(() => {
    if (pixels.arrivedCount >= pixels.mostHeld) listener();
    waiting ??= setTimeout(() => {
      waiting = null;
      listener();
    }, TOLD_EVERY_MS);
  });
  return () => {
    stop();
    if (waiting !== null) clearTimeout(waiting);
  };
}

export function LoadProgress() {
  const viewport = useStackViewport();
  const pixels = useViewportValue(viewport, STACK, (v) => v.pixels, null);
  const subscribe = useCallback(
    (listener: () => void) => (pixels === null ? () => undefined : afterArrivals(pixels, listener)),
    [pixels],
  );
  const arrived = useSyncExternalStore(subscribe, () => pixels?.arrivedCount ?? 0);
  // Of a stack that is larger than the memory for it, what is near the reader is all that is loaded.
  const count = pixels?.mostHeld ?? 0;
  if (pixels === null || arrived >= count) return null;
  return (
    <span className={classes.item} role="status" data-testid="load-progress">
      Loading {arrived} of {count} slices
      <Progress
        className={classes.progress}
        value={(100 * arrived) / count}
        transitionDuration={0}
        aria-label="Loading slices"
      />
    </span>
  );
}
