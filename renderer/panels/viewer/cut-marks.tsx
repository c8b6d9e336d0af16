/** The findings in a cut, wired to the session: bars that are hovered and chosen, never drawn or changed. */
import { useStore } from '@nanostores/react';
import { useEffect, useMemo, useRef } from 'react';
import { slicesOf } from '../../../annotations/scene/cut-bars.ts';
import { crossHit } from '../../overlay/crosshair.ts';
import { crossOver } from '../../overlay/crosshair-layer.ts';
import { CutMarksLayer, type CutMarksState } from '../../overlay/cut-marks-layer.ts';
import { measureText } from '../../overlay/text-width.ts';
import { $annotationState } from '../../session/annotations.ts';
import { jumpToRegion } from '../../session/findings.ts';
import { $mpr } from '../../session/mpr.ts';
import { $hover, $selection, hoverOver } from '../../session/selection.ts';
import { $marksShown, $overlayText, $tool, isDrawingTool, showTab } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { crosshairIn } from './crosshair.tsx';
import classes from './viewer.module.css';

export function CutMarks({ viewport, pane }: { readonly viewport: ImageViewport; readonly pane: number }) {
  const svg = useRef<SVGSVGElement>(null);
  const layer = useRef<CutMarksLayer | null>(null);
  const mpr = useStore($mpr);
  const source = mpr.kind === 'cut' ? mpr.source.stack : null;
  const slices = useMemo(() => (source === null ? new Map() : slicesOf(source)), [source]);
  const annotations = useStore($annotationState);
  const shown = useStore($marksShown);
  const latest = useRef<CutMarksState | null>(null);
  latest.current = {
    annotations: shown ? annotations : null,
    slices,
    apartMm: source?.sliceSpacingMm ?? 0,
    selected: useStore($selection).finding,
    hovered: useStore($hover).finding,
    labels: useStore($overlayText),
  };

  useEffect(() => {
    if (svg.current === null) return;
    const made = new CutMarksLayer(viewport, svg.current, {
      state: () => latest.current as CutMarksState,
      hover: hoverOver,
      choose: (region) => {
        jumpToRegion(region);
        showTab('findings');
      },
      drawing: () => isDrawingTool($tool.get()),
      taken: (at) => {
        const cross = crossOver(viewport, crosshairIn(pane));
        return cross !== null && crossHit(cross, at)?.kind === 'centre';
      },
      measureText,
    });
    layer.current = made;
    return () => {
      layer.current = null;
      made.destroy();
    };
  }, [viewport, pane]);
  // Whatever of the state has changed, the next painting shows it.
  useEffect(() => layer.current?.request());

  return <svg ref={svg} className={classes.over} data-testid="cut-marks" aria-hidden="true" />;
}
