/** Where the other planes cross this one: lines to see and to drag, and the point that a click sets. */
import { useEffect, useRef } from 'react';
import { planeNormal } from '../../../annotations/image/plane.ts';
import type { OtherPlane } from '../../../annotations/scene/cross-lines.ts';
import { CrosshairInteraction } from '../../overlay/crosshair-interaction.ts';
import { CrosshairLayer, type CrosshairState, crossOver } from '../../overlay/crosshair-layer.ts';
import { $crosshair, $mpr, moveCrosshair } from '../../session/mpr.ts';
import { $viewports } from '../../session/panes.ts';
import { $crosshairShown, $tool, isDrawingTool } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import classes from './viewer.module.css';

function stateOf(pane: number): CrosshairState {
  const mpr = $mpr.get();
  const point = $crosshair.get();
  if (mpr.kind !== 'cut' || point === null) return null;
  const viewports = $viewports.get();
  const others = mpr.sides.flatMap((side, index): OtherPlane[] => {
    const plane = viewports[index]?.frame?.plane;
    return index === pane || plane == null ? [] : [{ side, normal: planeNormal(plane) }];
  });
  return { point, others };
}

/** Nothing while the crosshair is hidden. */
export const crosshairIn = (pane: number): CrosshairState => ($crosshairShown.get() ? stateOf(pane) : null);

type Props = { readonly viewport: ImageViewport; readonly pane: number };

/** Below the marks and their words. */
export function Crosshair({ viewport, pane }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  useEffect(() => {
    if (svg.current === null) return;
    const layer = new CrosshairLayer(viewport, svg.current, () => crosshairIn(pane));
    const request = (): void => layer.request();
    const stops = [$crosshair.listen(request), $mpr.listen(request), $crosshairShown.listen(request)];
    return () => {
      for (const stop of stops) stop();
      layer.destroy();
    };
  }, [viewport, pane]);
  return <svg ref={svg} className={classes.over} data-testid="crosshair" aria-hidden="true" />;
}

/** Draws nothing. It stands after the marks, which take the pointer first. */
export function CrosshairPointer({ viewport, pane }: Props) {
  useEffect(() => {
    const interaction = new CrosshairInteraction(viewport, {
      point: () => ($mpr.get().kind === 'cut' ? $crosshair.get() : null),
      cross: () => crossOver(viewport, crosshairIn(pane)),
      moveTo: (point) => moveCrosshair(point),
      drawing: () => isDrawingTool($tool.get()),
    });
    return () => interaction.destroy();
  }, [viewport, pane]);
  return null;
}
