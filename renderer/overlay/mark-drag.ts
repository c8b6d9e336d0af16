/** A saved mark under the hand: moved as a whole, or reshaped by one of its handles. */
import type { Shape } from '../../annotations/finding/region.ts';
import type { RegionUID } from '../../annotations/ids.ts';
import type { CanvasPoint, ImagePoint } from '../../annotations/image/plane.ts';
import type { AnnotationStore, Done } from '../../annotations/store/annotation-store.ts';
import { regionOf } from '../../annotations/store/state.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import type { Hit } from './hit-test.ts';
import { isNear, type MarkSurroundings, pixelAspect } from './mark-surroundings.ts';
import { translated, withHandleAt } from './shape-handles.ts';

type Grab = {
  readonly pointerId: number;
  readonly hit: Hit;
  readonly from: ImagePoint;
  readonly shape: Shape;
  /** Changes of one drag are one step to undo. */
  readonly gesture: string;
  moved: boolean;
};

export class MarkDrag {
  readonly #viewport: ImageViewport;
  readonly #around: MarkSurroundings;
  #grab: Grab | null = null;
  #gestures = 0;

  constructor(viewport: ImageViewport, around: MarkSurroundings) {
    this.#viewport = viewport;
    this.#around = around;
  }

  begin(hit: Hit, at: CanvasPoint, pointerId: number): void {
    this.#gestures += 1;
    this.#grab = {
      pointerId,
      hit,
      from: this.#viewport.canvasToImage(at),
      shape: hit.region.shape,
      gesture: `drag-${this.#gestures}-${hit.region.uid}`,
      moved: false,
    };
  }

  isBy(pointerId: number): boolean {
    return this.#grab?.pointerId === pointerId;
  }

  follow(at: CanvasPoint): void {
    const grab = this.#grab;
    const store = this.#around.store();
    if (grab === null || store === null) return;
    if (!grab.moved && isNear(at, this.#viewport.imageToCanvas(grab.from))) return;
    const done = this.#change(store, grab, this.#viewport.canvasToImage(at));
    if (done.ok) {
      grab.moved = true;
    } else {
      this.#grab = null;
      this.#around.refused(done.error.message);
    }
  }

  end(): void {
    this.#grab = null;
  }

  /** What was dragged goes back. True when something was held. */
  cancel(): boolean {
    const grab = this.#grab;
    this.#grab = null;
    if (grab?.moved) this.#around.store()?.undo();
    return grab !== null;
  }

  #change(store: AnnotationStore, { hit, shape, from, gesture }: Grab, to: ImagePoint): Done {
    const { uid } = hit.region;
    if (hit.kind === 'handle') {
      return store.reshapeRegion(
        uid,
        withHandleAt(shape, hit.handle, to, pixelAspect(this.#viewport)),
        gesture,
      );
    }
    return store.moveRegion(uid, translated(shape, to.x - from.x, to.y - from.y), gesture);
  }
}

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
