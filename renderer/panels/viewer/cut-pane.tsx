/** One cut through the stack in use, with what lies over it: crosshair, findings as bars, corner text, letters, scale. */
import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import { runCommand } from '../../session/commands.ts';
import { $mpr } from '../../session/mpr.ts';
import { notifyFailure } from '../../session/notices.ts';
import { $overlayText, $tool, isDrawingTool } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { capitalized, plural } from '../words.ts';
import { Crosshair, CrosshairPointer } from './crosshair.tsx';
import { CutCorners } from './cut-corners.tsx';
import { CutMarks } from './cut-marks.tsx';
import { CutNotice } from './cut-notice.tsx';
import { EdgeMarks } from './edge-marks.tsx';
import { useOwnViewport } from './own-viewport.ts';
import { PaneFrame } from './pane-frame.tsx';
import { followPointer } from './pointer-value.ts';

/** Its pictures come from `linkPlanes`. */
const begin = (viewport: ImageViewport, pane: number): (() => void) =>
  followPointer(viewport, pane, () => {
    const mpr = $mpr.get();
    return mpr.kind === 'cut' ? mpr.source.stack : null;
  });

function refuseDrawing(pane: number): void {
  const mpr = $mpr.get();
  if (mpr.kind !== 'cut') return;
  const [acquired] = mpr.sides;
  const slices = plural(mpr.source.stack.frames.length, 'slice');
  notifyFailure(
    'Nothing drawn',
    `Marks belong to slices as they were acquired, and this ${mpr.sides[pane]} picture is cut from ${slices}. Draw on the ${acquired} one.`,
  );
}

/** Says why nothing comes of pressing the button with a drawing tool in hand. */
function useNoDrawing(viewport: ImageViewport | null, pane: number): void {
  useEffect(() => {
    if (viewport === null) return;
    const down = (event: PointerEvent): void => {
      if (event.button === 0 && isDrawingTool($tool.get())) refuseDrawing(pane);
    };
    viewport.element.addEventListener('pointerdown', down);
    return () => viewport.element.removeEventListener('pointerdown', down);
  }, [viewport, pane]);
}

export function CutPane({ pane }: { readonly pane: number }) {
  const { stage, viewport } = useOwnViewport(pane, begin);
  const mpr = useStore($mpr);
  const text = useStore($overlayText);
  useNoDrawing(viewport, pane);
  return (
    <PaneFrame
      pane={pane}
      stage={stage}
      viewport={viewport}
      label={mpr.kind === 'cut' ? `${capitalized(mpr.sides[pane] ?? '')} cut` : `Cut ${pane}`}
      cut
      onDoubleClick={() => runCommand('view.fullPane')}
    >
      {viewport !== null && (
        <>
          <Crosshair viewport={viewport} pane={pane} />
          <CutMarks viewport={viewport} pane={pane} />
          <CrosshairPointer viewport={viewport} pane={pane} />
          {text && <CutCorners viewport={viewport} pane={pane} />}
          <EdgeMarks viewport={viewport} />
          <CutNotice viewport={viewport} />
        </>
      )}
    </PaneFrame>
  );
}
