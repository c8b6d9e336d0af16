/** The overlay wired to the session: tool, selection, what is measured, keys for the mark in hand. */
import { useStore } from '@nanostores/react';
import { useCallback, useEffect, useRef } from 'react';
import type { Region } from '../../../annotations/finding/region.ts';
import type { RegionUID } from '../../../annotations/ids.ts';
import type { FramePixels } from '../../../annotations/image/frame-pixels.ts';
import { regionNumbers } from '../../../annotations/scene/number-text.ts';
import { regionOf } from '../../../annotations/store/state.ts';
import { nudgeRegion } from '../../overlay/mark-drag.ts';
import type { MarkInteraction } from '../../overlay/mark-interaction.ts';
import { Overlay } from '../../overlay/overlay.tsx';
import { $annotations } from '../../session/annotations.ts';
import { crossAt } from '../../session/findings.ts';
import { accepted, notifyFailure } from '../../session/notices.ts';
import { $selection, select } from '../../session/selection.ts';
import { framePlace } from '../../session/studies.ts';
import {
  $layout,
  $marksShown,
  $overlayText,
  $tool,
  chooseTool,
  isDrawingTool,
  showTab,
} from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useReserved } from './reserved.ts';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Image pixels that one press of Alt+arrow moves a mark; with Shift ten times as far. Product choice. */
const NUDGE_PX = 0.5;

export function Marks({ viewport }: { readonly viewport: ImageViewport }) {
  const store = useStore($annotations)?.store ?? null;
  const tool = useStore($tool);
  const { finding, region } = useStore($selection);
  const marksShown = useStore($marksShown);
  const labels = useStore($overlayText);
  const reserved = useReserved(viewport);
  const interaction = useRef<MarkInteraction | null>(null);

  const numbersOf = useCallback((of: Region, pixels: FramePixels | null): string => {
    const place = framePlace(of.frame);
    const frame = place?.stack.frames[place.slice];
    return regionNumbers(of, pixels, frame?.plane?.spacing ?? frame?.spacing ?? null);
  }, []);

  useEffect(() => {
    let presses = 0;
    const listener = (event: KeyboardEvent): void => {
      const drawing = interaction.current;
      if (drawing === null) return;
      const done =
        (event.key === 'Escape' && drawing.cancel()) || (event.key === 'Enter' && drawing.finish());
      const arrow = ARROWS[event.key];
      const selected = $selection.get().region;
      const own =
        store !== null && selected !== null && drawing.regionsHere().some((one) => one.uid === selected);
      if (arrow !== undefined && event.altKey && own && store !== null && selected !== null) {
        const reach = event.shiftKey ? NUDGE_PX * 10 : NUDGE_PX;
        // Held down it is one movement, and one step back.
        if (!event.repeat) presses += 1;
        accepted(
          nudgeRegion(store, selected, arrow[0] * reach, arrow[1] * reach, `nudge ${selected} ${presses}`),
        );
      } else if (!done) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the window's own keys: Escape ends a drawing before it puts the tool down.
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, [store]);

  const onSelect = (uid: RegionUID | null): void => {
    // A click beside the marks sets the crosshair there.
    if (uid === null && $layout.get() === 'mpr') return;
    const place = uid === null || store === null ? null : regionOf(store.state, uid);
    if (place !== null && uid !== $selection.get().region) crossAt(place.region);
    if (place?.kind === 'finding') {
      select(place.finding.trackingUID, uid);
      showTab('findings');
    } else {
      select(null, uid);
    }
  };

  return (
    <Overlay
      viewport={viewport}
      store={store}
      tool={isDrawingTool(tool) ? tool : null}
      selectedRegion={region}
      selectedFinding={finding}
      showMarks={marksShown}
      showLabels={labels}
      reserved={reserved}
      numbersOf={numbersOf}
      onSelect={onSelect}
      onDrawn={(added) => {
        select(added.finding, added.region);
        showTab('findings');
        // One mark a choice of tool: the next press selects or windows again.
        chooseTool('window');
      }}
      onRefused={(message) => notifyFailure('Not changed', message)}
      onInteraction={(next) => {
        interaction.current = next;
      }}
    />
  );
}
