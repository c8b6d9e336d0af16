/** The viewport of a pane, for as long as the pane is there. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { registerViewport } from '../../session/panes.ts';
import { $settings } from '../../session/settings.ts';
import { sliceDirection } from '../../session/slice-direction.ts';
import { $tool, isDrawingTool } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { createImageViewport } from '../../viewport/viewport-adapter.ts';

export type OwnViewport = {
  readonly stage: RefObject<HTMLDivElement | null>;
  /** Null until it is made. */
  readonly viewport: ImageViewport | null;
};

/** `begin` is called with the new viewport and gives back what ends it; a function that never changes. */
export function useOwnViewport(
  pane: number,
  begin: (viewport: ImageViewport, pane: number) => () => void,
): OwnViewport {
  const stage = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState<ImageViewport | null>(null);
  useEffect(() => {
    if (stage.current === null) return;
    const made = createImageViewport(stage.current, {
      preferences(stack) {
        const { invertWindowDrag, headFirst } = $settings.get();
        return {
          widthReversed: false,
          levelReversed: invertWindowDrag,
          slicesReversed: sliceDirection(stack, headFirst) === -1,
        };
      },
    });
    const end = begin(made, pane);
    registerViewport(pane, made);
    setViewport(made);
    return () => {
      end();
      registerViewport(pane, null);
      setViewport(null);
      made.destroy();
    };
  }, [pane, begin]);

  useEffect(() => {
    if (viewport === null) return;
    return $tool.subscribe((tool) => viewport.setPrimaryTool(isDrawingTool(tool) ? 'none' : tool));
  }, [viewport]);
  return { stage, viewport };
}
