/** How far the findings reach through a cut, beside its slice bar. */
import { useStore } from '@nanostores/react';
import { useMemo } from 'react';
import { oneLine } from '../../../annotations/printable.ts';
import { slicesOf } from '../../../annotations/scene/cut-bars.ts';
import { extentIn } from '../../overlay/cut-extent.ts';
import { $annotationState } from '../../session/annotations.ts';
import { $mpr } from '../../session/mpr.ts';
import { $selection } from '../../session/selection.ts';
import { $marksShown } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import classes from './viewer.module.css';

const STACK: readonly ViewportEvent[] = ['onStackChanged'];

type Props = {
  readonly viewport: ImageViewport;
  /** The last slice is at the top. */
  readonly descending: boolean;
};

export function CutExtents({ viewport, descending }: Props) {
  const mpr = useStore($mpr);
  const cut = useViewportValue(viewport, STACK, (v) => v.stack, null);
  const findings = useStore($annotationState)?.findings;
  const selected = useStore($selection).finding;
  const shown = useStore($marksShown);
  const source = mpr.kind === 'cut' ? mpr.source.stack : null;
  const extents = useMemo(() => {
    if (source === null || cut === null || findings === undefined) return [];
    const slices = slicesOf(source);
    return findings.flatMap(({ trackingUID, trackingIdentifier, regions }) => {
      const extent = extentIn(cut, slices, regions);
      return extent === null ? [] : [{ ...extent, uid: trackingUID, name: oneLine(trackingIdentifier) }];
    });
  }, [source, cut, findings]);
  if (!shown || cut === null) return null;
  const last = Math.max(1, cut.frames.length - 1);
  return extents.map(({ uid, name, from, to }) => (
    <span
      key={uid}
      className={classes.extent}
      style={{
        top: `${(100 * (descending ? last - Math.max(to, from + 1) : from)) / last}%`,
        height: `${(100 * Math.max(1, to - from)) / last}%`,
      }}
      data-selected={uid === selected}
      data-testid="finding-extent"
      data-from={from}
      data-to={to}
      title={name}
    />
  ));
}
