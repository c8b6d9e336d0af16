/**
 * The pointer over a viewport, for marks: drawing, selecting, moving, reshaping. It goes before the viewport's own
 * navigation and prevents what it takes; everything that it changes goes through the store's commands.
 */
import type { Region, Shape } from '../../annotations/finding/region.ts';
import type { RegionUID } from '../../annotations/ids.ts';
import { sameFrame } from '../../annotations/image/hierarchy.ts';
import type { CanvasPoint, ImagePoint } from '../../annotations/image/plane.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import { type Hit, hitTest } from './hit-test.ts';
import { MarkDrag } from './mark-drag.ts';
import { MarkDrawing } from './mark-drawing.ts';
import { isNear, type MarkSurroundings, type PendingText } from './mark-surroundings.ts';

export class MarkInteraction {
  readonly #viewport: ImageViewport;
  readonly #around: MarkSurroundings;
  readonly #drawing: MarkDrawing;
  readonly #drag: MarkDrag;
  readonly #end = new AbortController();
  #hovered: RegionUID | null = null;
  /** A press beside all marks: as a click it lets go of the selection. */
  #emptyPress: CanvasPoint | null = null;

  constructor(viewport: ImageViewport, around: MarkSurroundings) {
    this.#viewport = viewport;
    this.#around = around;
    this.#drawing = new MarkDrawing(viewport, around);
    this.#drag = new MarkDrag(viewport, around);
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

  get draftShape(): Shape | null {
    return this.#drawing.shape;
  }

  get draftCorners(): readonly ImagePoint[] {
    return this.#drawing.corners;
  }

  get pendingText(): PendingText | null {
    return this.#drawing.pendingText;
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
    const dragged = this.#drag.cancel();
    const drawn = this.#drawing.cancel();
    if (dragged || drawn) this.#around.changed();
    return dragged || drawn;
  }

  /** Closes a polygon that is being clicked. True when there was one. */
  finish(): boolean {
    return this.#drawing.finish();
  }

  commitText(text: string): void {
    this.#drawing.commitText(text);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#viewport.transform === null || this.#viewport.frame === null) return;
    if (this.#drawing.pendingText !== null || this.#around.store() === null) return;
    const at = this.#canvasPoint(event);
    const tool = this.#around.tool();
    if (this.#drawing.isClickingCorners) {
      this.#take(event);
      this.#drawing.corner(at);
      return;
    }
    const hit = this.#hit(at);
    if (hit !== null && (tool === null || hit.kind === 'handle')) {
      this.#take(event);
      this.#around.select(hit.region.uid);
      this.#drag.begin(hit, at, event.pointerId);
    } else if (tool === null) {
      this.#emptyPress = at;
    } else {
      this.#take(event);
      this.#drawing.begin(tool, at, event.pointerId, event.shiftKey);
    }
  }

  #move(event: PointerEvent): void {
    if (this.#viewport.transform === null) return;
    const dragging = this.#drag.isBy(event.pointerId);
    if (dragging || this.#drawing.isDrawing) {
      event.preventDefault();
      event.stopPropagation();
      if (dragging) this.#drag.follow(this.#canvasPoint(event));
      else {
        const points = coalesced(event).map((each) => this.#canvasPoint(each));
        this.#drawing.follow(points, event.shiftKey);
      }
      return;
    }
    if (event.buttons === 0) this.#look(this.#canvasPoint(event));
  }

  #up(event: PointerEvent): void {
    const at = this.#viewport.transform === null ? null : this.#canvasPoint(event);
    const from = this.#emptyPress;
    this.#emptyPress = null;
    if (from !== null && at !== null && isNear(at, from)) this.#around.select(null);
    if (this.#drag.isBy(event.pointerId)) {
      this.#drag.end();
      event.preventDefault();
    } else if (at !== null && this.#drawing.release(at, event.pointerId)) {
      event.preventDefault();
    }
  }

  #doubleClick(event: MouseEvent): void {
    if (!this.#drawing.isClickingCorners && this.#around.tool() === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.finish();
  }

  /** What lies under a pointer that is up. */
  #look(at: CanvasPoint): void {
    const hit = this.#hit(at);
    this.#hover(hit?.region.uid ?? null);
    const tool = this.#around.tool();
    this.#viewport.element.style.cursor =
      hit?.kind === 'handle' ? 'move' : tool !== null ? 'crosshair' : hit !== null ? 'pointer' : '';
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
