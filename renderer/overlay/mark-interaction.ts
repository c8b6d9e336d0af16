/**
 * The pointer over a viewport, for marks: drawing, selecting, moving, reshaping. It goes before the viewport's own
 * navigation and prevents what it takes; everything that it changes goes through the store's commands.
 */
import type { Region, Shape } from '../../annotations/finding/region.ts';
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import { sameFrame } from '../../annotations/image/hierarchy.ts';
import type { CanvasPoint, ImagePoint } from '../../annotations/image/plane.ts';
import type { AddedRegion, AnnotationStore, Done } from '../../annotations/store/annotation-store.ts';
import { regionOf } from '../../annotations/store/state.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import {
  addCorner,
  beginCorners,
  beginDraft,
  type Constraint,
  type Draft,
  draftShape,
  dragDraft,
  finishDraft,
  type MarkTool,
} from './drawing.ts';
import { type Hit, hitTest } from './hit-test.ts';
import { translated, withHandleAt } from './shape-handles.ts';

/** What the interaction asks of the window around it; read anew at every event. */
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

type Grab = {
  readonly pointerId: number;
  readonly hit: Hit;
  readonly from: ImagePoint;
  readonly shape: Shape;
  readonly gesture: string;
  moved: boolean;
};

/** A press that travels less than this is a click (CSS pixels). */
const CLICK_REACH_PX = 3;
/** A drawn mark smaller than this on the screen was a slip of the hand (CSS pixels). */
const SMALLEST_MARK_PX = 4;

export class MarkInteraction {
  readonly #viewport: ImageViewport;
  readonly #around: MarkSurroundings;
  readonly #end = new AbortController();
  #draft: Draft | null = null;
  #draftPointer: { id: number; start: CanvasPoint } | null = null;
  #round = false;
  #grab: Grab | null = null;
  #hovered: RegionUID | null = null;
  #pendingText: PendingText | null = null;
  #emptyPress: CanvasPoint | null = null;
  #gestures = 0;

  constructor(viewport: ImageViewport, around: MarkSurroundings) {
    this.#viewport = viewport;
    this.#around = around;
    const { element } = viewport;
    const capture = { signal: this.#end.signal, capture: true };
    element.addEventListener('pointerdown', (event) => this.#down(event), capture);
    element.addEventListener('pointermove', (event) => this.#move(event), capture);
    element.addEventListener('pointerup', (event) => this.#up(event), capture);
    element.addEventListener('pointercancel', () => this.cancel(), capture);
    element.addEventListener('pointerleave', () => this.#hover(null), { signal: this.#end.signal });
    element.addEventListener('dblclick', (event) => this.#doubleClick(event), capture);
  }

  destroy(): void {
    this.#end.abort();
  }

  get hovered(): RegionUID | null {
    return this.#hovered;
  }

  /** What is being drawn, as a shape; null when nothing is. */
  get draftShape(): Shape | null {
    if (this.#pendingText !== null) return this.#pendingText.shape;
    return this.#draft === null ? null : draftShape(this.#draft, this.#constraint());
  }

  /** Corners set so far by clicks, for their dots. */
  get draftCorners(): readonly ImagePoint[] {
    return this.#draft?.clicked ? this.#draft.points.slice(0, -1) : [];
  }

  get pendingText(): PendingText | null {
    return this.#pendingText;
  }

  /** The regions of the frame that is shown: those of findings, then references. */
  regionsHere(): readonly Region[] {
    const store = this.#around.store();
    const frame = this.#viewport.frame;
    if (store === null || frame === null || !this.#around.marksShown()) return [];
    const { findings, references } = store.state;
    return [
      ...findings.flatMap((finding) => finding.regions),
      ...references.map(({ region }) => region),
    ].filter((region) => sameFrame(region.frame, frame.ref));
  }

  /** Leaves the draft or the drag; what was dragged goes back. True when there was something to leave. */
  cancel(): boolean {
    const store = this.#around.store();
    if (this.#grab?.moved && store !== null) store.undo();
    const busy = this.#draft !== null || this.#grab !== null || this.#pendingText !== null;
    this.#draft = null;
    this.#draftPointer = null;
    this.#grab = null;
    this.#waitForText(null);
    if (busy) this.#around.changed();
    return busy;
  }

  /** Closes a polygon that is being clicked. True when there was one. */
  finish(): boolean {
    if (this.#draft === null || !this.#draft.clicked) return false;
    this.#complete();
    return true;
  }

  /** The words for the pending arrow or label; an arrow may stay without. */
  commitText(text: string): void {
    const pending = this.#pendingText;
    this.#waitForText(null);
    const words = text.trim();
    if (pending !== null && (words !== '' || pending.shape.kind === 'arrow')) this.#add(pending.shape, words);
    this.#around.changed();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#viewport.transform === null || this.#viewport.frame === null) return;
    if (this.#pendingText !== null) return;
    const at = this.#canvasPoint(event);
    const tool = this.#around.tool();
    const store = this.#around.store();
    if (store === null) return;
    if (this.#draft?.clicked) {
      this.#take(event);
      this.#cornerAt(at);
      return;
    }
    const hit = this.#hit(at);
    if (hit !== null && (tool === null || hit.kind === 'handle')) {
      this.#take(event);
      this.#around.select(hit.region.uid);
      this.#gestures += 1;
      this.#grab = {
        pointerId: event.pointerId,
        hit,
        from: this.#viewport.canvasToImage(at),
        shape: hit.region.shape,
        gesture: `drag-${this.#gestures}-${hit.region.uid}`,
        moved: false,
      };
      return;
    }
    if (tool === null) {
      this.#emptyPress = at;
      return;
    }
    this.#take(event);
    this.#round = event.shiftKey;
    this.#draft = beginDraft(tool, this.#viewport.canvasToImage(at));
    this.#draftPointer = { id: event.pointerId, start: at };
    this.#around.changed();
  }

  #move(event: PointerEvent): void {
    if (this.#viewport.transform === null) return;
    const at = this.#canvasPoint(event);
    if (this.#grab !== null && this.#grab.pointerId === event.pointerId) {
      event.preventDefault();
      event.stopPropagation();
      this.#drag(this.#grab, at);
      return;
    }
    if (this.#draft !== null) {
      event.preventDefault();
      event.stopPropagation();
      this.#round = event.shiftKey;
      for (const each of coalesced(event)) {
        this.#draft = dragDraft(this.#draft, this.#viewport.canvasToImage(this.#canvasPoint(each)));
      }
      this.#around.changed();
      return;
    }
    if (event.buttons !== 0) return;
    const hit = this.#hit(at);
    this.#hover(hit?.region.uid ?? null);
    const tool = this.#around.tool();
    this.#viewport.element.style.cursor =
      hit?.kind === 'handle' ? 'move' : tool !== null ? 'crosshair' : hit !== null ? 'pointer' : '';
  }

  #up(event: PointerEvent): void {
    const at = this.#viewport.transform === null ? null : this.#canvasPoint(event);
    if (this.#emptyPress !== null) {
      const from = this.#emptyPress;
      this.#emptyPress = null;
      if (at !== null && Math.hypot(at.x - from.x, at.y - from.y) <= CLICK_REACH_PX)
        this.#around.select(null);
    }
    if (this.#grab?.pointerId === event.pointerId) {
      this.#grab = null;
      event.preventDefault();
      return;
    }
    if (this.#draft === null || this.#draftPointer?.id !== event.pointerId || at === null) return;
    event.preventDefault();
    const { start } = this.#draftPointer;
    this.#draftPointer = null;
    const clicked = Math.hypot(at.x - start.x, at.y - start.y) <= CLICK_REACH_PX;
    if (this.#draft.tool === 'polygon' && clicked) {
      // A click begins an outline of corners; a drag was freehand.
      this.#draft = beginCorners(this.#viewport.canvasToImage(at));
      this.#around.changed();
      return;
    }
    this.#complete();
  }

  #doubleClick(event: MouseEvent): void {
    if (this.#draft?.clicked || this.#around.tool() !== null) {
      event.preventDefault();
      event.stopPropagation();
      this.finish();
    }
  }

  /** A further corner; a click on the first one closes the outline. */
  #cornerAt(at: CanvasPoint): void {
    const draft = this.#draft as Draft;
    const first = this.#viewport.imageToCanvas(draft.points[0] as ImagePoint);
    const count = draft.points.length - 1;
    if (count >= 3 && Math.hypot(first.x - at.x, first.y - at.y) <= CLICK_REACH_PX * 3) {
      this.#complete();
      return;
    }
    const last = this.#viewport.imageToCanvas(draft.points.at(-2) as ImagePoint);
    // The second press of a double click sets no corner.
    if (Math.hypot(last.x - at.x, last.y - at.y) <= CLICK_REACH_PX) return;
    this.#draft = addCorner(draft, this.#viewport.canvasToImage(at));
    this.#around.changed();
  }

  #drag(grab: Grab, at: CanvasPoint): void {
    const store = this.#around.store();
    if (store === null) return;
    const to = this.#viewport.canvasToImage(at);
    if (!grab.moved) {
      const from = this.#viewport.imageToCanvas(grab.from);
      if (Math.hypot(at.x - from.x, at.y - from.y) <= CLICK_REACH_PX) return;
    }
    const done =
      grab.hit.kind === 'handle'
        ? store.reshapeRegion(
            grab.hit.region.uid,
            withHandleAt(grab.shape, grab.hit.handle, to, this.#constraint().aspect),
            grab.gesture,
          )
        : store.moveRegion(
            grab.hit.region.uid,
            translated(grab.shape, to.x - grab.from.x, to.y - grab.from.y),
            grab.gesture,
          );
    if (done.ok) grab.moved = true;
    else this.#refuse(done, grab);
  }

  #refuse(done: Done, grab: Grab | null): void {
    if (done.ok) return;
    if (grab !== null) this.#grab = null;
    this.#around.refused(done.error.message);
  }

  #complete(): void {
    const draft = this.#draft;
    this.#draft = null;
    this.#draftPointer = null;
    if (draft !== null) {
      const shape = finishDraft(draft, this.#constraint(), {
        smallestPx: SMALLEST_MARK_PX / this.#pxPerPixel(),
      });
      if (shape?.kind === 'arrow' || shape?.kind === 'text') {
        const anchor = shape.kind === 'arrow' ? shape.tail : shape.anchor;
        this.#waitForText({ shape, at: this.#viewport.imageToCanvas(anchor) });
      } else if (shape !== null) this.#add(shape, '');
    }
    this.#around.changed();
  }

  #waitForText(pending: PendingText | null): void {
    if (this.#pendingText === pending) return;
    this.#pendingText = pending;
    this.#around.textPending(pending);
  }

  #add(shape: Shape, text: string): void {
    const store = this.#around.store();
    const frame = this.#viewport.frame;
    if (store === null || frame === null) return;
    const added = store.addRegion(this.#around.selectedFinding(), { frame: frame.ref, shape, text });
    if (added.ok) this.#around.drawn(added.value);
    else this.#around.refused(added.error.message);
  }

  #hit(at: CanvasPoint): Hit | null {
    return hitTest(this.regionsHere(), this.#around.selectedRegion(), at, (point) =>
      this.#viewport.imageToCanvas(point),
    );
  }

  #hover(region: RegionUID | null): void {
    if (this.#hovered === region) return;
    this.#hovered = region;
    this.#around.changed();
  }

  #take(event: PointerEvent): void {
    event.preventDefault();
    this.#viewport.element.focus({ preventScroll: true });
    this.#viewport.element.setPointerCapture(event.pointerId);
  }

  #constraint(): Constraint {
    const spacing = this.#viewport.frame?.spacing ?? null;
    const aspect = spacing === null ? 1 : spacing.betweenRowsMm / spacing.betweenColumnsMm;
    return { aspect, round: this.#round };
  }

  /** CSS pixels per image pixel. */
  #pxPerPixel(): number {
    const t = this.#viewport.transform;
    return t === null ? 1 : Math.sqrt(Math.abs(t.a * t.d - t.b * t.c));
  }

  #canvasPoint(event: MouseEvent): CanvasPoint {
    const box = this.#viewport.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top } as CanvasPoint;
  }
}

/** A fast hand moves further than one event a frame tells. */
const coalesced = (event: PointerEvent): readonly PointerEvent[] => {
  const all = event.getCoalescedEvents?.() ?? [];
  return all.length === 0 ? [event] : all;
};

/** Moves a mark by image pixels, as the arrow keys do. */
export function nudgeRegion(
  store: AnnotationStore,
  uid: RegionUID,
  dx: number,
  dy: number,
  gesture: string,
): Done {
  const place = regionOf(store.state, uid);
  if (place === null) return store.moveRegion(uid, { kind: 'point', point: { x: 0, y: 0 } }, gesture);
  return store.moveRegion(uid, translated(place.region.shape, dx, dy), gesture);
}
