/** What every pane is: a stage for its viewport, the slice bar at its right, and the notice which of several is in use. */
import { useStore } from '@nanostores/react';
import type { DragEvent, ReactNode, RefObject } from 'react';
import { asStackId } from '../../../annotations/ids.ts';
import { $activePane, activatePane, showStack } from '../../session/panes.ts';
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
  /** Over the picture. */
  readonly children: ReactNode;
};

const STACK_TYPE = 'application/x-marginalia-stack';

export function PaneFrame({ pane, stage, viewport, label, cut = false, onDoubleClick, children }: Props) {
  const tool = useStore($tool);
  const active = useStore($activePane) === pane;
  const full = useStore($fullPane);
  const several = useStore($layout) !== 'single' && full === null;
  const drop = (event: DragEvent): void => {
    const id = event.dataTransfer.getData(STACK_TYPE);
    if (id === '') return;
    event.preventDefault();
    activatePane(pane);
    showStack(asStackId(id));
  };
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
        {children}
      </section>
      <SliceBar viewport={viewport} cut={cut} />
    </div>
  );
}
