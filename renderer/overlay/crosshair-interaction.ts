/**
 * The pointer over one of several planes: a click sets the crosshair, Shift takes it along with the pointer, a line or
 * the middle is dragged. It goes before the viewport's own navigation and after the marks, and prevents what it takes.
 */
import type { CanvasPoint, PatientPoint } from '../../annotations/image/plane.ts';
import type { Cross } from '../../annotations/scene/cross-lines.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import { canvasPoint } from '../viewport/pointer-navigation.ts';
import { movedAlong } from '../viewport/voxel-point.ts';
import { type CrossHit, crossHit } from './crosshair.ts';

export type CrosshairSurroundings = {
  readonly point: () => PatientPoint | null;
  /** Null while no lines are shown: they can then not be dragged, but the point can be set. */
  readonly cross: () => Cross | null;
  readonly moveTo: (point: PatientPoint) => void;
  /** A drawing tool is in hand: the left button is not ours. */
  readonly drawing: () => boolean;
};

/** A press that travels less than this is a click (CSS px). */
const CLICK_REACH_PX = 3;
/** Slower than this, two clicks are no double click (ms); desktops have 400 to 500. */
const DOUBLE_CLICK_MS = 600;

export class CrosshairInteraction {
  readonly #viewport: ImageViewport;
  readonly #around: CrosshairSurroundings;
  readonly #end = new AbortController();
  #drag: { readonly pointerId: number; readonly hit: CrossHit } | null = null;
  #press: CanvasPoint | null = null;
  #beforeClick: { readonly point: PatientPoint; readonly time: number; readonly at: CanvasPoint } | null =
    null;

  constructor(viewport: ImageViewport, around: CrosshairSurroundings) {
    this.#viewport = viewport;
    this.#around = around;
    const { element } = viewport;
    const capture = { signal: this.#end.signal, capture: true };
    element.addEventListener('pointerdown', (event) => this.#down(event), capture);
    element.addEventListener('pointermove', (event) => this.#move(event), capture);
    element.addEventListener('pointerup', (event) => this.#up(event), capture);
    element.addEventListener('pointercancel', () => this.#release(), capture);
    element.addEventListener('dblclick', () => this.#doubleClick(), capture);
  }

  destroy(): void {
    this.#end.abort();
    this.#viewport.element.style.cursor = '';
  }

  #down(event: PointerEvent): void {
    this.#press = null;
    if (event.button !== 0 || event.defaultPrevented || this.#around.drawing()) return;
    const at = this.#at(event);
    const hit = this.#hit(at);
    this.#press = at;
    if (hit === null) return;
    event.preventDefault();
    this.#viewport.element.focus({ preventScroll: true });
    this.#viewport.element.setPointerCapture(event.pointerId);
    this.#drag = { pointerId: event.pointerId, hit };
  }

  #move(event: PointerEvent): void {
    const at = this.#at(event);
    if (this.#drag?.pointerId === event.pointerId) {
      this.#dragTo(this.#drag.hit, at);
      return;
    }
    if (event.buttons !== 0 || this.#around.drawing()) return;
    if (event.shiftKey) this.#setAt(at);
    this.#showCursor(at);
  }

  #up(event: PointerEvent): void {
    const press = this.#press;
    this.#release();
    if (press === null || event.button !== 0 || event.defaultPrevented) return;
    const at = this.#at(event);
    if (!near(press, at)) return;
    const time = performance.now();
    const before = this.#beforeClick;
    // The second click of a double click is none of its own.
    if (before !== null && time - before.time < DOUBLE_CLICK_MS && near(before.at, at)) return;
    const point = this.#around.point();
    this.#beforeClick = point === null ? null : { point, time, at };
    this.#setAt(at);
  }

  /** It means the pane, not the point: that goes back to where it was. */
  #doubleClick(): void {
    const before = this.#beforeClick;
    this.#beforeClick = null;
    if (before !== null && !this.#around.drawing()) this.#around.moveTo(before.point);
  }

  #release(): void {
    this.#drag = null;
    this.#press = null;
  }

  #dragTo(hit: CrossHit, at: CanvasPoint): void {
    const to = this.#viewport.canvasToPatient(at);
    const point = this.#around.point();
    if (to === null || point === null) return;
    this.#around.moveTo(hit.kind === 'centre' ? to : movedAlong(point, hit.line.normal, to));
  }

  /** Beside the frame there is nothing to point at. */
  #setAt(at: CanvasPoint): void {
    const { stack, transform } = this.#viewport;
    if (stack === null || transform === null) return;
    const { x, y } = this.#viewport.canvasToImage(at);
    if (x < 0 || y < 0 || x >= stack.columns || y >= stack.rows) return;
    const to = this.#viewport.canvasToPatient(at);
    if (to !== null) this.#around.moveTo(to);
  }

  #showCursor(at: CanvasPoint): void {
    const { style } = this.#viewport.element;
    // What the marks have set stands.
    if (style.cursor !== '' && !OWN_CURSORS.includes(style.cursor)) return;
    const hit = this.#hit(at);
    style.cursor = hit === null ? '' : hit.kind === 'centre' ? 'grab' : lineCursor(hit.line);
  }

  #hit(at: CanvasPoint): CrossHit | null {
    const cross = this.#around.cross();
    return cross === null ? null : crossHit(cross, at);
  }

  #at(event: MouseEvent): CanvasPoint {
    return canvasPoint(this.#viewport.element, event);
  }
}

const near = (a: CanvasPoint, b: CanvasPoint): boolean => Math.hypot(a.x - b.x, a.y - b.y) <= CLICK_REACH_PX;

const OWN_CURSORS = ['grab', 'col-resize', 'row-resize'];

const lineCursor = ({ from, to }: { readonly from: CanvasPoint; readonly to: CanvasPoint }): string =>
  Math.abs(to.x - from.x) < Math.abs(to.y - from.y) ? 'col-resize' : 'row-resize';
