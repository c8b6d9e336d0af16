/**
 * The SVG above one viewport: marks with their labels, the mark being drawn, the handles of the selected one. It
 * draws the same items as the exporter, in CSS pixels, in step with the picture below.
 */
import { isAreaShape, type Region, type Shape } from '../../annotations/finding/region.ts';
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import { referenceTitle } from '../../annotations/scene/label-text.ts';
import { buildMarks, type MarkInput } from '../../annotations/scene/marks.ts';
import type { OutputRect, PathItem, VectorItem } from '../../annotations/scene/scene.ts';
import {
  HALO_COLOR,
  MARK_COLORS,
  type MarkState,
  SCREEN_FONT_PX,
  styleOf,
} from '../../annotations/scene/style.ts';
import type { AnnotationStore } from '../../annotations/store/annotation-store.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import { MarkInteraction } from './mark-interaction.ts';
import type { MarkSurroundings } from './mark-surroundings.ts';
import { NextPainting } from './next-painting.ts';
import { handlesOf } from './shape-handles.ts';
import { SvgScene } from './svg-scene.ts';
import { measureText } from './text-width.ts';

export type OverlayState = {
  readonly store: AnnotationStore | null;
  readonly selectedRegion: RegionUID | null;
  readonly selectedFinding: TrackingUID | null;
  readonly showMarks: boolean;
  readonly showLabels: boolean;
  /** Places that labels keep clear of, in CSS pixels: corner text, letters, scale bar. */
  readonly reserved: readonly OutputRect[];
};

/** What is measured in a region, in words for its label; `pixels` are null until the frame is here. */
export type NumbersOf = (region: Region, pixels: FramePixels | null) => string;

/** Half the side of a handle; smaller where they would stand one upon the other and hide the line. */
const HANDLE_HALF_PX = { most: 3.5, least: 2 };
const CORNER_DOT_HALF_PX = 2;

export class OverlayLayer {
  readonly interaction: MarkInteraction;
  readonly #viewport: ImageViewport;
  readonly #svg: SVGSVGElement;
  readonly #state: () => OverlayState;
  readonly #numbersOf: NumbersOf;
  readonly #scene: SvgScene;
  readonly #leave: (() => void)[] = [];
  readonly #style = styleOf(SCREEN_FONT_PX);
  /** Numbers of shapes that have not changed since they were measured on these pixels. */
  #measured = new WeakMap<Shape, { pixels: FramePixels | null; numbers: string }>();
  readonly #painting = new NextPainting(() => this.draw());

  constructor(
    viewport: ImageViewport,
    svg: SVGSVGElement,
    state: () => OverlayState,
    surroundings: Omit<
      MarkSurroundings,
      'changed' | 'store' | 'selectedRegion' | 'selectedFinding' | 'marksShown'
    >,
    numbersOf: NumbersOf,
  ) {
    this.#viewport = viewport;
    this.#svg = svg;
    this.#state = state;
    this.#numbersOf = numbersOf;
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g') as SVGGElement;
    svg.replaceChildren(group);
    this.#scene = new SvgScene(group);
    this.interaction = new MarkInteraction(viewport, {
      ...surroundings,
      store: () => state().store,
      selectedRegion: () => state().selectedRegion,
      selectedFinding: () => state().selectedFinding,
      marksShown: () => state().showMarks,
      changed: () => this.request(),
    });
    // With the picture, never before it: marks that run ahead of their slice would lie.
    this.#leave.push(
      viewport.onRendered(() => this.draw()),
      viewport.onCameraChanged(() => this.request()),
      viewport.onSliceChanged(() => {
        this.interaction.cancel();
        this.request();
      }),
      viewport.onFrameStateChanged(() => this.request()),
    );
  }

  destroy(): void {
    for (const leave of this.#leave) leave();
    this.interaction.destroy();
    this.#painting.callOff();
    this.#svg.replaceChildren();
  }

  /** Draws with the next painting; many requests make one drawing. */
  request(): void {
    this.#painting.request();
  }

  draw(): void {
    // Painted with the picture, it need not be painted once more for the request that came with it.
    this.#painting.callOff();
    const { transform, canvasSize } = this.#viewport;
    if (transform === null) {
      this.#scene.draw([]);
      return;
    }
    const state = this.#state();
    const { marks } = buildMarks(this.#inputs(state), {
      transform,
      widthPx: canvasSize.width,
      heightPx: canvasSize.height,
      style: this.#style,
      measureText,
      reserved: state.reserved,
      labels: state.showLabels,
    });
    const items: VectorItem[] = marks.flatMap((mark) => [...mark.items]);
    for (const { label } of marks) {
      if (label === null) continue;
      if (label.leader !== null) items.push(label.leader);
      items.push(...label.items);
    }
    this.#scene.draw([...items, ...this.#draftItems(), ...this.#handleItems(state)]);
  }

  #inputs(state: OverlayState): readonly MarkInput[] {
    const here = this.interaction.regionsHere();
    if (here.length === 0 || state.store === null) return [];
    const shown = new Set(here.map((region) => region.uid));
    const { findings, references } = state.store.state;
    const inputs: MarkInput[] = [];
    for (const [index, finding] of findings.entries()) {
      for (const region of finding.regions) {
        if (!shown.has(region.uid)) continue;
        inputs.push({
          region,
          finding,
          number: index + 1,
          numbers: this.#numbers(region),
          state: this.#markState(region, state),
        });
      }
    }
    for (const reference of references) {
      const { region } = reference;
      if (!shown.has(region.uid)) continue;
      inputs.push({
        region,
        finding: null,
        referenceName: referenceTitle(reference),
        number: null,
        numbers: this.#numbers(region),
        state: this.#markState(region, state),
      });
    }
    return inputs;
  }

  #markState(region: Region, state: OverlayState): MarkState {
    if (region.uid === state.selectedRegion) return 'selected';
    return region.uid === this.interaction.hovered ? 'hovered' : 'plain';
  }

  #numbers(region: Region): string {
    const pixels = isAreaShape(region.shape) ? this.#viewport.framePixels : null;
    const known = this.#measured.get(region.shape);
    if (known !== undefined && known.pixels === pixels) return known.numbers;
    const numbers = this.#numbersOf(region, pixels);
    this.#measured.set(region.shape, { pixels, numbers });
    return numbers;
  }

  /** The mark being drawn, in the colour of the selected. */
  #draftItems(): readonly VectorItem[] {
    const frame = this.#viewport.frame;
    const shape = this.interaction.draftShape;
    const corners = this.interaction.draftCorners.map((point) =>
      square(this.#viewport.imageToCanvas(point), CORNER_DOT_HALF_PX, MARK_COLORS.selected),
    );
    if (shape === null || frame === null || this.#viewport.transform === null) return corners;
    const region: Region = { uid: '' as RegionUID, frame: frame.ref, shape, text: '' };
    const { marks } = buildMarks([{ region, finding: null, number: null, numbers: '', state: 'selected' }], {
      transform: this.#viewport.transform,
      widthPx: this.#viewport.canvasSize.width,
      heightPx: this.#viewport.canvasSize.height,
      style: this.#style,
      measureText,
      reserved: [],
      labels: false,
    });
    return [...marks.flatMap((mark) => mark.items), ...corners];
  }

  #handleItems(state: OverlayState): readonly PathItem[] {
    const selected = this.interaction.regionsHere().find((region) => region.uid === state.selectedRegion);
    if (selected === undefined) return [];
    const places = handlesOf(selected.shape).map(({ point }) => this.#viewport.imageToCanvas(point));
    const half = Math.max(HANDLE_HALF_PX.least, Math.min(HANDLE_HALF_PX.most, nearestApart(places) / 4));
    return places.map((place) => square(place, half, 'rgb(13,15,18)'));
  }
}

/** The least distance between neighbours in the order of the outline. */
function nearestApart(places: readonly { x: number; y: number }[]): number {
  return places.reduce((least, place, index) => {
    const next = places[(index + 1) % places.length] ?? place;
    return next === place ? least : Math.min(least, Math.hypot(next.x - place.x, next.y - place.y));
  }, Number.POSITIVE_INFINITY);
}

function square(at: { x: number; y: number }, half: number, fill: string): PathItem {
  return {
    kind: 'path',
    points: [
      { x: at.x - half, y: at.y - half },
      { x: at.x + half, y: at.y - half },
      { x: at.x + half, y: at.y + half },
      { x: at.x - half, y: at.y + half },
    ],
    closed: true,
    stroke: {
      color: MARK_COLORS.selected,
      widthPx: 1.5,
      dashPx: null,
      halo: { color: HALO_COLOR, widthPx: 1 },
    },
    fill,
  };
}
