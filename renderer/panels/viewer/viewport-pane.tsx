/** One stack as it was acquired, with what lies over it: marks, corner text, letters, scale bar; in MPR the crosshair. */
import { useStore } from '@nanostores/react';
import { runCommand } from '../../session/commands.ts';
import { showPictures } from '../../session/shown-pictures.ts';
import { $layout, $overlayText, type Layout } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { CornerText } from './corner-text.tsx';
import { Crosshair, CrosshairPointer } from './crosshair.tsx';
import { EdgeMarks } from './edge-marks.tsx';
import { FrameNotice } from './frame-notice.tsx';
import { Marks } from './marks.tsx';
import { OverlayPlanes } from './overlay-planes.tsx';
import { useOwnViewport } from './own-viewport.ts';
import { PaneFrame } from './pane-frame.tsx';
import { followPointer } from './pointer-value.ts';

function begin(viewport: ImageViewport, pane: number): () => void {
  const stops = [followPointer(viewport, pane), showPictures(pane, viewport)];
  return () => {
    for (const stop of stops) stop();
  };
}

const DOUBLE_CLICK: { readonly [L in Layout]: string } = {
  single: 'view.sideBySide',
  'side-by-side': 'view.single',
  mpr: 'view.fullPane',
};

export function ViewportPane({ pane }: { readonly pane: number }) {
  const { stage, viewport } = useOwnViewport(pane, begin);
  const layout = useStore($layout);
  const text = useStore($overlayText);

  return (
    <PaneFrame
      pane={pane}
      stage={stage}
      viewport={viewport}
      label={layout === 'single' ? 'Viewport' : `Viewport ${pane + 1}`}
      onDoubleClick={() => runCommand(DOUBLE_CLICK[layout])}
    >
      {viewport !== null && (
        <>
          <OverlayPlanes viewport={viewport} />
          {layout === 'mpr' && <Crosshair viewport={viewport} pane={pane} />}
          <Marks viewport={viewport} />
          {layout === 'mpr' && <CrosshairPointer viewport={viewport} pane={pane} />}
          {text && <CornerText viewport={viewport} pane={pane} />}
          <EdgeMarks viewport={viewport} />
          <FrameNotice viewport={viewport} />
        </>
      )}
    </PaneFrame>
  );
}
