/** How much of the stack on the screen has been decoded. */
import { Progress } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useActiveViewport, useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import classes from './status-bar.module.css';

const STACK: readonly ViewportEvent[] = ['onStackChanged'];

export function LoadProgress() {
  const viewport = useActiveViewport();
  const pixels = useViewportValue(viewport, STACK, (v) => v.pixels, null);
  const arrived = useSyncExternalStore(
    (listener) => pixels?.onSettled(listener) ?? (() => undefined),
    () => pixels?.arrivedCount ?? 0,
  );
  const count = pixels?.stack.frames.length ?? 0;
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
