/** What drawing and dragging marks need to know of the window around them, and how they see the viewport. */
import type { Shape } from '../../annotations/finding/region.ts';
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import type { CanvasPoint } from '../../annotations/image/plane.ts';
import type { AddedRegion, AnnotationStore } from '../../annotations/store/annotation-store.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import type { MarkTool } from './drawing.ts';

/** Read anew at every event. */
export type MarkSurroundings = {
  readonly store: () => AnnotationStore | null;
  readonly tool: () => MarkTool | null;
  readonly selectedRegion: () => RegionUID | null;
  /** New marks join it; null begins a new finding. */
  readonly selectedFinding: () => TrackingUID | null;
  readonly marksShown: () => boolean;
  readonly select: (region: RegionUID | null) => void;
  readonly drawn: (added: AddedRegion) => void;
  /** A sentence: why a change was not taken. */
  readonly refused: (message: string) => void;
  /** A finished arrow or label waits for its words, or no longer does. */
  readonly textPending: (pending: PendingText | null) => void;
  /** The draft or the hover changed: draw again. */
  readonly changed: () => void;
};

/** A finished arrow or text label that waits for its words. */
export type PendingText = { readonly shape: Shape; readonly at: CanvasPoint };

/** A press that travels less than this is a click (CSS pixels). */
export const CLICK_REACH_PX = 3;

export const isNear = (a: CanvasPoint, b: CanvasPoint, reachPx = CLICK_REACH_PX): boolean =>
  Math.hypot(a.x - b.x, a.y - b.y) <= reachPx;

/** Height of a pixel of the frame over its width; 1 where it is not known. */
export function pixelAspect(viewport: ImageViewport): number {
  const spacing = viewport.frame?.spacing ?? null;
  return spacing === null ? 1 : spacing.betweenRowsMm / spacing.betweenColumnsMm;
}
