/** The overlay as a part of the window: an SVG over the viewport and, while words are asked for, a field at their place. */
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import type { OutputRect } from '../../annotations/scene/scene.ts';
import type { AddedRegion, AnnotationStore } from '../../annotations/store/annotation-store.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import type { MarkTool } from './drawing.ts';
import type { MarkInteraction } from './mark-interaction.ts';
import type { PendingText } from './mark-surroundings.ts';
import { type NumbersOf, OverlayLayer } from './overlay-layer.ts';
import { forgetTextWidths } from './text-width.ts';

export type OverlayProps = {
  readonly viewport: ImageViewport;
  readonly store: AnnotationStore | null;
  /** The mark tool of the left button; null leaves it to navigation and selection. */
  readonly tool: MarkTool | null;
  readonly selectedRegion: RegionUID | null;
  /** New marks join it; null begins a new finding. */
  readonly selectedFinding: TrackingUID | null;
  readonly showMarks: boolean;
  readonly showLabels: boolean;
  readonly reserved: readonly OutputRect[];
  readonly numbersOf: NumbersOf;
  readonly onSelect: (region: RegionUID | null) => void;
  readonly onDrawn: (added: AddedRegion) => void;
  readonly onRefused: (message: string) => void;
  /** For keys: cancel, finish, nudge; null when the overlay is gone. */
  readonly onInteraction?: (interaction: MarkInteraction | null) => void;
};

export function Overlay(props: OverlayProps) {
  const svg = useRef<SVGSVGElement>(null);
  const layer = useRef<OverlayLayer | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [pending, setPending] = useState<PendingText | null>(null);
  const { viewport, store } = props;

  useEffect(() => {
    if (svg.current === null) return;
    const made = new OverlayLayer(
      viewport,
      svg.current,
      () => latest.current,
      {
        tool: () => latest.current.tool,
        select: (region) => latest.current.onSelect(region),
        drawn: (added) => latest.current.onDrawn(added),
        refused: (message) => latest.current.onRefused(message),
        textPending: setPending,
      },
      (region, pixels) => latest.current.numbersOf(region, pixels),
    );
    layer.current = made;
    latest.current.onInteraction?.(made.interaction);
    void document.fonts.ready.then(() => {
      forgetTextWidths();
      made.request();
    });
    return () => {
      latest.current.onInteraction?.(null);
      made.destroy();
      layer.current = null;
    };
  }, [viewport]);

  useEffect(() => store?.subscribe(() => layer.current?.request()), [store]);
  // Whatever of the props has changed, the next painting shows it.
  useEffect(() => layer.current?.request());

  const commit = (text: string) => layer.current?.interaction.commitText(text);
  return (
    <>
      <svg
        ref={svg}
        data-testid="overlay"
        aria-hidden="true"
        style={{
          position: 'absolute',
          inset: 0,
          width: '100%',
          height: '100%',
          pointerEvents: 'none',
          fontFamily: 'Inter, sans-serif',
          // As it is measured and exported: wider digits than measured would run over the edge.
          fontVariantNumeric: 'normal',
          fontFeatureSettings: 'normal',
        }}
      />
      {pending !== null && (
        <TextInput
          key={`${pending.at.x},${pending.at.y}`}
          aria-label="Words beside the mark"
          placeholder={pending.shape.kind === 'arrow' ? 'Words (may stay empty)' : 'Words'}
          data-autofocus
          autoFocus
          size="xs"
          style={{ position: 'absolute', left: pending.at.x, top: pending.at.y, width: 220, zIndex: 3 }}
          onPointerDown={(event) => event.stopPropagation()}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Enter') commit(event.currentTarget.value);
            if (event.key === 'Escape') layer.current?.interaction.cancel();
          }}
          onBlur={(event) => commit(event.currentTarget.value)}
        />
      )}
    </>
  );
}
