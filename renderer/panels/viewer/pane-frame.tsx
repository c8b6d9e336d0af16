/** What every pane is: a stage for its viewport, the slice bar at its right, and the notice which of several is in use. */
import { useStore } from '@nanostores/react';
import type { DragEventHandler, ReactNode, RefObject } from 'react';
import { $activePane, activatePane } from '../../session/panes.ts';
import { $fullPane, $layout, $tool, isDrawingTool } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { SliceBar } from './slice-bar.tsx';
import classes from './viewer.module.css';

type Props = {
  readonly pane: number;
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly viewport: ImageViewport | null;
  readonly label: string;
  /** Its pixels are in no file: nothing is drawn upon it. */
  readonly cut?: boolean;
  /** Not while drawing, when a double click closes an outline. */
  readonly onDoubleClick: () => void;
  readonly onDragOver?: DragEventHandler;
  readonly onDrop?: DragEventHandler;
  /** Over the picture. */
  readonly children: ReactNode;
};

export function PaneFrame({ pane, stage, viewport, label, cut = false, onDoubleClick, ...rest }: Props) {
  const tool = useStore($tool);
  const active = useStore($activePane) === pane;
  const full = useStore($fullPane);
  const several = useStore($layout) !== 'single' && full === null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes which pane is in use; keys do the same.
    <div
      className={classes.pane}
      data-active={active}
      data-several={several}
      data-full={full === null ? undefined : full === pane}
      data-testid={`pane-${pane}`}
      onPointerDownCapture={() => activatePane(pane)}
      onWheelCapture={() => activatePane(pane)}
      onDragOver={rest.onDragOver}
      onDrop={rest.onDrop}
    >
      <section
        ref={stage}
        className={classes.stage}
        data-tool={tool}
        data-drawing={isDrawingTool(tool)}
        data-cut={cut}
        data-testid={`viewport-${pane}`}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys while it has the focus.
        tabIndex={0}
        onFocus={() => activatePane(pane)}
        onDoubleClick={() => {
          if (isDrawingTool(tool)) return;
          activatePane(pane);
          onDoubleClick();
        }}
      >
        {rest.children}
      </section>
      <SliceBar viewport={viewport} />
    </div>
  );
}
