/** Makes two panes move together: place in the patient, window, zoom and pan. Draws nothing. */
import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import { $linked, nearestSlice } from '../../session/panes.ts';
import { $layout } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useViewport } from '../use-viewport.ts';

/** Pan and zoom are in pixels of the frame: they mean the same only where the frames are alike. */
function alike({ stack: a, frame: f }: ImageViewport, { stack: b, frame: g }: ImageViewport): boolean {
  return (
    a?.rows === b?.rows &&
    a?.columns === b?.columns &&
    f?.spacing?.betweenRowsMm === g?.spacing?.betweenRowsMm &&
    f?.spacing?.betweenColumnsMm === g?.spacing?.betweenColumnsMm
  );
}

/** Follows `from` with `to` until the returned function is called. `busy` keeps the two from chasing each other. */
function follow(from: ImageViewport, to: ImageViewport, busy: { now: boolean }): () => void {
  const alone = (change: () => void) => () => {
    if (busy.now || from.stack === null || to.stack === null) return;
    busy.now = true;
    try {
      change();
    } finally {
      busy.now = false;
    }
  };
  const stops = [
    from.onSliceChanged(
      alone(() => {
        const slice =
          from.stack === null || to.stack === null ? null : nearestSlice(from.stack, from.slice, to.stack);
        if (slice !== null) to.setSlice(slice);
      }),
    ),
    from.onVoiChanged(
      alone(() => {
        to.setVoi(from.voi);
        to.setInverted(from.inverted);
      }),
    ),
    from.onCameraChanged(
      alone(() => {
        if (alike(from, to)) to.setPresentation(from.presentation);
      }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export function PaneLink() {
  const left = useViewport(0);
  const right = useViewport(1);
  const layout = useStore($layout);
  const linked = useStore($linked) && layout === 'side-by-side';
  useEffect(() => {
    if (!linked || left === null || right === null) return;
    const busy = { now: false };
    const stops = [follow(left, right, busy), follow(right, left, busy)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [linked, left, right]);
  return null;
}
