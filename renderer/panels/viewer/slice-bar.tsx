/**
 * The stack from the slice that is read first, at the top, to its last, with a tick where findings are and the
 * patient's sides at its ends. Click or drag to go.
 */
import { Slider } from '@mantine/core';
import { useStore } from '@nanostores/react';
import type { TrackingUID } from '../../../annotations/ids.ts';
import { type Stack, sameFrame } from '../../../annotations/image/hierarchy.ts';
import { oneLine } from '../../../annotations/printable.ts';
import { $annotationState } from '../../session/annotations.ts';
import { $selection } from '../../session/selection.ts';
import { $settings } from '../../session/settings.ts';
import { barEnds, sliceDirection } from '../../session/slice-direction.ts';
import { framePlace } from '../../session/studies.ts';
import { $marksShown } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useSlice, useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import { CutExtents } from './cut-extents.tsx';
import classes from './viewer.module.css';

const STACK: readonly ViewportEvent[] = ['onStackChanged'];

type Tick = { readonly slice: number; readonly findings: readonly TrackingUID[]; readonly names: string };

function useTicks(stack: Stack | null): readonly Tick[] {
  const findings = useStore($annotationState)?.findings ?? [];
  const ticks = new Map<number, { findings: TrackingUID[]; names: string[] }>();
  for (const finding of findings) {
    for (const region of finding.regions) {
      const place = framePlace(region.frame);
      const frame = place === null ? undefined : stack?.frames[place.slice];
      if (place === null || frame === undefined || !sameFrame(frame.ref, region.frame)) continue;
      const tick = ticks.get(place.slice) ?? { findings: [], names: [] };
      if (!tick.findings.includes(finding.trackingUID)) {
        tick.findings.push(finding.trackingUID);
        tick.names.push(oneLine(finding.trackingIdentifier));
      }
      ticks.set(place.slice, tick);
    }
  }
  return [...ticks].map(([slice, { findings: uids, names }]) => ({
    slice,
    findings: uids,
    names: names.join(', '),
  }));
}

type Props = { readonly viewport: ImageViewport | null; readonly cut: boolean };

export function SliceBar({ viewport, cut }: Props) {
  const slice = useSlice(viewport);
  const stack = useViewportValue(viewport, STACK, (v) => v.stack, null);
  const ticks = useTicks(stack);
  const selected = useStore($selection).finding;
  const shown = useStore($marksShown);
  const { headFirst } = useStore($settings);
  const count = stack?.frames.length ?? 0;
  if (viewport === null || count < 2) return <div className={classes.sliceBar} />;
  const last = count - 1;
  const descending = sliceDirection(stack, headFirst) === -1;
  const ends = barEnds(stack, headFirst);
  // A vertical slider counts from below; slices are read from above.
  const turned = (slice: number): number => (descending ? slice : last - slice);
  return (
    <div className={classes.sliceBar} data-testid="slice-bar">
      {ends !== null && (
        <>
          <span className={classes.barTop} data-testid="slice-bar-top">
            {ends.top}
          </span>
          <span className={classes.barBottom} data-testid="slice-bar-bottom">
            {ends.bottom}
          </span>
        </>
      )}
      <div className={classes.sliceSlider} data-lettered={ends !== null}>
        {cut && <CutExtents viewport={viewport} descending={descending} />}
        {shown &&
          ticks.map((tick) => (
            <span
              key={tick.slice}
              className={classes.tick}
              style={{ top: `${100 - (100 * turned(tick.slice)) / last}%` }}
              data-selected={selected !== null && tick.findings.includes(selected)}
              data-testid="finding-tick"
              data-slice={tick.slice}
              title={tick.names}
            />
          ))}
        <Slider
          orientation="vertical"
          size={7}
          thumbSize={15}
          classNames={{
            root: classes.slider,
            trackContainer: classes.sliderTrack,
            track: classes.sliderRail,
            bar: classes.sliderFill,
            thumb: classes.sliderThumb,
          }}
          min={0}
          max={last}
          value={turned(slice)}
          onChange={(value) => viewport.setSlice(turned(value))}
          label={null}
          thumbLabel={`Slice ${slice + 1} of ${count}`}
          data-testid="slice-slider"
        />
      </div>
    </div>
  );
}
