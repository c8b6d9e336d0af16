/** One viewport with what lies over it: marks, corner text, letters, scale bar; the slice bar at its right. */
import { Loader } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconPhotoOff } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { asStackId } from '../../../annotations/ids.ts';
import { fullRangeWindow } from '../../../annotations/image/full-range-window.ts';
import { type FrameRef, sameFrame } from '../../../annotations/image/hierarchy.ts';
import { storedVoi } from '../../../annotations/image/voi.ts';
import { runCommand } from '../../session/commands.ts';
import { $activePane, $shown, activatePane, registerViewport, showStack } from '../../session/panes.ts';
import { stackPixels } from '../../session/pixels.ts';
import { $settings } from '../../session/settings.ts';
import { $sources } from '../../session/sources.ts';
import { $stacks } from '../../session/studies.ts';
import { $layout, $overlayText, $tool, isDrawingTool } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import type { StackPixels } from '../../viewport/stack-pixels.ts';
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
    registerViewport(pane, made);
    setViewport(made);
    return () => {
      stopFollowing();
      registerViewport(pane, null);
      setViewport(null);
      made.destroy();
    };
  }, [pane]);
  return { stage, viewport };
}

/**
 * Shows what the session has chosen for this pane. A stack that grows while its files are read goes on where it was;
 * when they have all been read, a reader who has not moved yet is taken to the middle.
 */
function useShown(pane: number, viewport: ImageViewport | null): void {
  const shown = useStore($shown)[pane] ?? null;
  const place = useStore($stacks).find((each) => each.stack.id === shown?.stackId) ?? null;
  const scanning = useStore($sources).some(
    (open) => open.source.id === place?.sourceId && open.scan.kind === 'running',
  );
  const stack = place?.stack ?? null;
  const modality = place?.series.modality;
  const begun = useRef<typeof shown>(null);
  /** The frame that came up by itself, until the reader goes to another. */
  const untouched = useRef<FrameRef | null>(null);
  useEffect(() => {
    if (viewport === null) return;
    if (shown === null || stack === null) {
      viewport.setStack(null);
      return;
    }
    const pixels = stackPixels(stack);
    if (begun.current !== shown || viewport.stack?.id !== stack.id) {
      begun.current = shown;
      viewport.setStack(pixels, shown.start);
      if (shown.start.voi === undefined && modality !== 'CT') void windowByPixels(viewport, pixels);
      untouched.current = shown.start.slice === undefined ? (viewport.frame?.ref ?? null) : null;
      return;
    }
    const { frame, voi, inverted, presentation } = viewport;
    if (frame === null || untouched.current === null || !sameFrame(frame.ref, untouched.current)) {
      untouched.current = null;
    }
    const middle = untouched.current !== null && !scanning;
    if (middle) untouched.current = null;
    if (viewport.pixels !== pixels) {
      const at = frame === null ? -1 : pixels.stack.frames.findIndex(({ ref }) => sameFrame(ref, frame.ref));
      const slice = middle || at < 0 ? {} : { slice: at };
      viewport.setStack(pixels, { voi, inverted, presentation, ...slice });
    } else if (middle) {
      viewport.setSlice(Math.floor(viewport.sliceCount / 2));
    }
  }, [viewport, shown, stack, modality, scanning]);
}

/** Images that bring no window and are not CT: nobody knows their values, so all of them are shown. */
async function windowByPixels(viewport: ImageViewport, pixels: StackPixels): Promise<void> {
  if (viewport.frame === null || storedVoi(viewport.frame) !== null) return;
  const begun = viewport.voi;
  const settled = await pixels.settled(viewport.slice);
  const voi = settled.ok ? fullRangeWindow(settled.value) : null;
  if (voi !== null && viewport.pixels === pixels && viewport.voi === begun) viewport.setVoi(voi);
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
  useShown(pane, viewport);
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
