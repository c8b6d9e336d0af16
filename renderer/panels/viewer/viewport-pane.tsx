/** One viewport with what lies over it: marks, corner text, letters, scale bar; the slice bar at its right. */
import { Loader } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconPhotoOff } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { asStackId } from '../../../annotations/ids.ts';
import { runCommand } from '../../session/commands.ts';
import { $activePane, activatePane, registerViewport, showStack } from '../../session/panes.ts';
import { $settings } from '../../session/settings.ts';
import { showPictures } from '../../session/shown-pictures.ts';
import { $layout, $overlayText, $tool, isDrawingTool } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { createImageViewport } from '../../viewport/viewport-adapter.ts';
import { useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import { CornerText } from './corner-text.tsx';
import { EdgeMarks } from './edge-marks.tsx';
import { Marks } from './marks.tsx';
import { OverlayPlanes } from './overlay-planes.tsx';
import { followPointer } from './pointer-value.ts';
import { SliceBar } from './slice-bar.tsx';
import classes from './viewer.module.css';

const FRAME: readonly ViewportEvent[] = ['onFrameStateChanged', 'onStackChanged'];
const EMPTY = { kind: 'empty' } as const;

/** Makes the viewport for as long as the pane is there. */
function useOwnViewport(pane: number) {
  const stage = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState<ImageViewport | null>(null);
  useEffect(() => {
    if (stage.current === null) return;
    const made = createImageViewport(stage.current, {
      preferences: () => ({ widthReversed: false, levelReversed: $settings.get().invertWindowDrag }),
    });
    const stopFollowing = followPointer(made, pane);
    const stopShowing = showPictures(pane, made);
    registerViewport(pane, made);
    setViewport(made);
    return () => {
      stopShowing();
      stopFollowing();
      registerViewport(pane, null);
      setViewport(null);
      made.destroy();
    };
  }, [pane]);
  return { stage, viewport };
}

function FrameNotice({ viewport }: { readonly viewport: ImageViewport }) {
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

const STACK_TYPE = 'application/x-marginalia-stack';

export function ViewportPane({ pane }: { readonly pane: number }) {
  const { stage, viewport } = useOwnViewport(pane);
  const tool = useStore($tool);
  const active = useStore($activePane) === pane;
  const several = useStore($layout) === 'side-by-side';
  const text = useStore($overlayText);

  useEffect(() => {
    viewport?.setPrimaryTool(isDrawingTool(tool) ? 'none' : tool);
  }, [viewport, tool]);

  const drop = (event: DragEvent): void => {
    const id = event.dataTransfer.getData(STACK_TYPE);
    if (id === '') return;
    event.preventDefault();
    activatePane(pane);
    showStack(asStackId(id), {}, pane);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes which pane is in use; keys do the same.
    <div
      className={classes.pane}
      data-active={active}
      data-several={several}
      data-testid={`pane-${pane}`}
      onPointerDownCapture={() => activatePane(pane)}
      onWheelCapture={() => activatePane(pane)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(STACK_TYPE)) event.preventDefault();
      }}
      onDrop={drop}
    >
      <section
        ref={stage}
        className={classes.stage}
        data-tool={tool}
        data-drawing={isDrawingTool(tool)}
        data-testid={`viewport-${pane}`}
        aria-label={several ? `Viewport ${pane + 1}` : 'Viewport'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys while it has the focus.
        tabIndex={0}
        onFocus={() => activatePane(pane)}
        onDoubleClick={() => {
          // While drawing a double click closes an outline.
          if (isDrawingTool(tool)) return;
          activatePane(pane);
          runCommand(several ? 'view.single' : 'view.sideBySide');
        }}
      >
        {viewport !== null && (
          <>
            <OverlayPlanes viewport={viewport} />
            <Marks viewport={viewport} />
            {text && <CornerText viewport={viewport} pane={pane} />}
            <EdgeMarks viewport={viewport} />
            <FrameNotice viewport={viewport} />
          </>
        )}
      </section>
      <SliceBar viewport={viewport} />
    </div>
  );
}
