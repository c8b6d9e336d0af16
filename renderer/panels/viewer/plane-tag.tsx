/** Which plane a pane shows and where it lies, with the line by which it is found in the other planes. */
import { useStore } from '@nanostores/react';
import { planePlace } from '../../../annotations/image/orientation.ts';
import { PLANE_STYLES } from '../../../annotations/scene/plane-style.ts';
import { formatNumber } from '../../../annotations/units.ts';
import { $mpr } from '../../session/mpr.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import { capitalized } from '../words.ts';
import classes from './viewer.module.css';

const SLICE: readonly ViewportEvent[] = ['onSliceChanged', 'onStackChanged'];

export function PlaneTag({ viewport, pane }: { readonly viewport: ImageViewport; readonly pane: number }) {
  const mpr = useStore($mpr);
  const plane = useViewportValue(viewport, SLICE, (v) => v.frame?.plane ?? null, null);
  const side = mpr.kind === 'cut' ? mpr.sides[pane] : undefined;
  if (side === undefined || plane === null) return null;
  const { color, dashPx } = PLANE_STYLES[side];
  const { letters, distanceMm } = planePlace(plane);
  const oblique = viewport.stack?.orientation === 'oblique';
  return (
    <span className={classes.planeTag} data-testid="plane-tag">
      <svg width="22" height="8" aria-hidden="true">
        <line
          x1="0"
          x2="22"
          y1="4"
          y2="4"
          stroke={color}
          strokeWidth="2"
          strokeDasharray={dashPx?.join(' ')}
        />
      </svg>
      <span className={classes.strong}>{capitalized(side)}</span>
      <span>
        {oblique && 'oblique '}
        {letters} {formatNumber(distanceMm, 1)} mm
      </span>
    </span>
  );
}
