/** A mark on its way: from the first press over drags or corners to the finished shape, and to its words. */
import type { Shape } from '../../annotations/finding/region.ts';
import type { CanvasPoint, ImagePoint } from '../../annotations/image/plane.ts';
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
import {
  CLICK_REACH_PX,
  isNear,
  type MarkSurroundings,
  type PendingText,
  pixelAspect,
} from './mark-surroundings.ts';

/** A drawn mark smaller than this on the screen was a slip of the hand (CSS pixels). */
const SMALLEST_MARK_PX = 4;

export class MarkDrawing {
  readonly #viewport: ImageViewport;
  readonly #around: MarkSurroundings;
  #draft: Draft | null = null;
  /** The pointer whose button is held, and where it went down. */
  #press: { readonly id: number; readonly start: CanvasPoint } | null = null;
  #round = false;
  #pendingText: PendingText | null = null;

  constructor(viewport: ImageViewport, around: MarkSurroundings) {
    this.#viewport = viewport;
    this.#around = around;
  }

  get isDrawing(): boolean {
    return this.#draft !== null;
  }

  /** An outline is set corner by corner. */
  get isClickingCorners(): boolean {
    return this.#draft?.clicked === true;
  }

  get pendingText(): PendingText | null {
    return this.#pendingText;
  }

  /** What is being drawn, as a shape; null when nothing is. */
  get shape(): Shape | null {
    if (this.#pendingText !== null) return this.#pendingText.shape;
    return this.#draft === null ? null : draftShape(this.#draft, this.#constraint());
  }

  /** Corners set so far by clicks, for their dots. */
  get corners(): readonly ImagePoint[] {
    return this.#draft?.clicked ? this.#draft.points.slice(0, -1) : [];
  }

  begin(tool: MarkTool, at: CanvasPoint, pointerId: number, round: boolean): void {
    this.#round = round;
    this.#draft = beginDraft(tool, this.#viewport.canvasToImage(at));
    this.#press = { id: pointerId, start: at };
    this.#around.changed();
  }

  /** `points`: all places that the pointer has passed since the last call. */
  follow(points: readonly CanvasPoint[], round: boolean): void {
    if (this.#draft === null) return;
    this.#round = round;
    for (const at of points) this.#draft = dragDraft(this.#draft, this.#viewport.canvasToImage(at));
    this.#around.changed();
  }

  /** The button is up. False when it was another pointer's. */
  release(at: CanvasPoint, pointerId: number): boolean {
    if (this.#draft === null || this.#press?.id !== pointerId) return false;
    const { start } = this.#press;
    this.#press = null;
    if (this.#draft.tool === 'polygon' && isNear(at, start)) {
      // A click begins an outline of corners; a drag was freehand.
      this.#draft = beginCorners(this.#viewport.canvasToImage(at));
      this.#around.changed();
    } else {
      this.#complete();
    }
    return true;
  }

  /** A further corner; a click on the first one closes the outline. */
  corner(at: CanvasPoint): void {
    const draft = this.#draft;
    if (draft === null) return;
    const first = this.#viewport.imageToCanvas(draft.points[0] as ImagePoint);
    const count = draft.points.length - 1;
    if (count >= 3 && isNear(first, at, CLICK_REACH_PX * 3)) {
      this.#complete();
      return;
    }
    const last = this.#viewport.imageToCanvas(draft.points.at(-2) as ImagePoint);
    // The second press of a double click sets no corner.
    if (isNear(last, at)) return;
    this.#draft = addCorner(draft, this.#viewport.canvasToImage(at));
    this.#around.changed();
  }

  /** Closes an outline that is being clicked. True when there was one. */
  finish(): boolean {
    if (!this.isClickingCorners) return false;
    this.#complete();
    return true;
  }

  /** True when there was something to leave. */
  cancel(): boolean {
    const busy = this.#draft !== null || this.#pendingText !== null;
    this.#draft = null;
    this.#press = null;
    this.#waitForText(null);
    return busy;
  }

  /** The words for the pending arrow or label; an arrow may stay without. */
  commitText(text: string): void {
    const pending = this.#pendingText;
    this.#waitForText(null);
    const words = text.trim();
    if (pending !== null && (words !== '' || pending.shape.kind === 'arrow')) this.#add(pending.shape, words);
    this.#around.changed();
  }

  #complete(): void {
    const draft = this.#draft;
    this.#draft = null;
    this.#press = null;
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

  #constraint(): Constraint {
    return { aspect: pixelAspect(this.#viewport), round: this.#round };
  }

  /** CSS pixels per image pixel. */
  #pxPerPixel(): number {
    const t = this.#viewport.transform;
    return t === null ? 1 : Math.sqrt(Math.abs(t.a * t.d - t.b * t.c));
  }
}
