/** The lines of the other planes above one viewport, drawn in step with its picture. */
import type { PatientPoint } from '../../annotations/image/plane.ts';
import { type Cross, crossOn, drawnParts, type OtherPlane } from '../../annotations/scene/cross-lines.ts';
import { PLANE_STYLES } from '../../annotations/scene/plane-style.ts';
import type { VectorItem } from '../../annotations/scene/scene.ts';
import { HALO_COLOR } from '../../annotations/scene/style.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import { FREE_PX } from './crosshair.ts';
import { NextPainting } from './next-painting.ts';
import { SvgScene } from './svg-scene.ts';

/** Null where there is nothing to draw. */
export type CrosshairState = {
  readonly point: PatientPoint;
  readonly others: readonly OtherPlane[];
} | null;

const LINE_PX = 1.25;

/** Null while there is nothing to draw, or nothing to draw it on. */
export function crossOver(viewport: ImageViewport, state: CrosshairState): Cross | null {
  const { transform, frame, stack, frameState } = viewport;
  if (transform === null || stack === null || frame?.plane == null || state === null) return null;
  if (frameState.kind !== 'shown') return null;
  const { rows, columns } = stack;
  return crossOn({ plane: frame.plane, rows, columns, transform }, state.point, state.others);
}

export class CrosshairLayer {
  readonly #viewport: ImageViewport;
  readonly #svg: SVGSVGElement;
  readonly #state: () => CrosshairState;
  readonly #scene: SvgScene;
  readonly #stops: readonly (() => void)[];
  readonly #painting = new NextPainting(() => this.draw());

  constructor(viewport: ImageViewport, svg: SVGSVGElement, state: () => CrosshairState) {
    this.#viewport = viewport;
    this.#svg = svg;
    this.#state = state;
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g') as SVGGElement;
    svg.replaceChildren(group);
    this.#scene = new SvgScene(group);
    this.#stops = [
      viewport.onRendered(() => this.draw()),
      viewport.onCameraChanged(() => this.request()),
      viewport.onSliceChanged(() => this.request()),
      viewport.onFrameStateChanged(() => this.request()),
    ];
    this.request();
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.#painting.callOff();
    this.#svg.replaceChildren();
  }

  request(): void {
    this.#painting.request();
  }

  draw(): void {
    this.#painting.callOff();
    const cross = crossOver(this.#viewport, this.#state());
    const items = (cross?.lines ?? []).flatMap((line) =>
      drawnParts(line, (cross as Cross).centre, FREE_PX).map((points): VectorItem => {
        const { color, dashPx } = PLANE_STYLES[line.side];
        const halo = { color: HALO_COLOR, widthPx: 0.75 };
        return {
          kind: 'path',
          points,
          closed: false,
          stroke: { color, widthPx: LINE_PX, dashPx, halo },
          fill: null,
        };
      }),
    );
    this.#scene.draw(items);
    if (cross === null) delete this.#svg.dataset.centre;
    else this.#svg.dataset.centre = `${cross.centre.x.toFixed(2)},${cross.centre.y.toFixed(2)}`;
  }
}
