/** In place of a cut: that slices are still on their way, or why there is none. */
import { Progress } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconCube } from '@tabler/icons-react';
import { $mpr } from '../../session/mpr.ts';
import { $arrivals } from '../../session/pixels.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import type { StackPixels } from '../../viewport/stack-pixels.ts';
import { useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import { FrameNotice } from './frame-notice.tsx';
import classes from './viewer.module.css';

const FRAME: readonly ViewportEvent[] = ['onFrameStateChanged', 'onStackChanged'];

function Arriving({ source }: { readonly source: StackPixels }) {
  useStore($arrivals);
  const count = source.stack.frames.length;
  return (
    <div className={classes.frameState} role="status" data-testid="cut-loading">
      <span>
        Loading {source.arrivedCount} of {count} slices
      </span>
      <Progress
        w={160}
        size={3}
        value={(100 * source.arrivedCount) / count}
        transitionDuration={0}
        aria-label="Loading slices"
      />
    </div>
  );
}

export function CutNotice({ viewport }: { readonly viewport: ImageViewport }) {
  const mpr = useStore($mpr);
  const frame = useViewportValue(viewport, FRAME, (v) => v.frameState.kind, 'empty');
  switch (mpr.kind) {
    case 'empty':
      return null;
    case 'reading':
      return (
        <div className={classes.frameState} role="status" data-testid="cut-loading">
          The series is still being read.
        </div>
      );
    case 'refused':
      return (
        <div className={classes.frameState} role="note" data-testid="cut-refused">
          <IconCube size={24} stroke={1.3} />
          <span>{mpr.reason}</span>
        </div>
      );
    case 'cut':
      return frame === 'loading' ? <Arriving source={mpr.source} /> : <FrameNotice viewport={viewport} />;
  }
}
