/** In place of a picture: that it is on its way, or why it will not come. */
import { Loader } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import classes from './viewer.module.css';

const FRAME: readonly ViewportEvent[] = ['onFrameStateChanged', 'onStackChanged'];
const EMPTY = { kind: 'empty' } as const;

export function FrameNotice({ viewport }: { readonly viewport: ImageViewport }) {
  const state = useViewportValue(viewport, FRAME, (v) => v.frameState, EMPTY);
  if (state.kind === 'loading') {
    return (
      <div className={classes.frameState} role="status">
        <Loader size={18} />
      </div>
    );
  }
  if (state.kind !== 'failed') return null;
  return (
    <div className={classes.frameState} role="alert" data-testid="frame-failed">
      <IconPhotoOff size={24} stroke={1.3} />
      <span>{state.reason}</span>
    </div>
  );
}
