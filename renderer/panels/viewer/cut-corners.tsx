/** The words in the corners of a cut. Patient and study stand with the stack that it was made of. */
import { useStore } from '@nanostores/react';
import { formatNumber } from '../../../annotations/units.ts';
import { $mpr } from '../../session/mpr.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { plural } from '../words.ts';
import { View } from './corner-text.tsx';
import { PlaneTag } from './plane-tag.tsx';
import classes from './viewer.module.css';

export function CutCorners({ viewport, pane }: { readonly viewport: ImageViewport; readonly pane: number }) {
  const mpr = useStore($mpr);
  if (mpr.kind !== 'cut') return null;
  const { frames, sliceSpacingMm } = mpr.source.stack;
  return (
    <>
      <div className={`${classes.corner} ${classes.topLeft}`} data-testid="corner-plane" data-keep-clear>
        <PlaneTag viewport={viewport} pane={pane} />
      </div>
      <div className={`${classes.corner} ${classes.bottomRight} ${classes.scarce}`} data-keep-clear>
        <span>{plural(frames.length, 'slice')}</span>
        {sliceSpacingMm !== null && <span>{formatNumber(sliceSpacingMm, 1)} mm apart</span>}
      </div>
      <View viewport={viewport} pane={pane} linked />
    </>
  );
}
