/**
 * The bars of the findings above one cut, drawn in step with its picture, and the pointer over them: hovered they tell
 * their name, clicked they are chosen. Nothing is drawn or moved here: a cut's pixels are in no file.
 */
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import type { CanvasPoint } from '../../annotations/image/plane.ts';
import {
  type Bar,
  type BarGroup,
  barGroups,
  barLines,
  type Slices,
  tickOf,
} from '../../annotations/scene/cut-bars.ts';
import type { MeasureText } from '../../annotations/scene/scene.ts';
import {
  HALO_COLOR,
  MARK_COLORS,
  REFERENCE_COLOR,
  SCREEN_FONT_PX,
  TEXT_COLOR,
} from '../../annotations/scene/style.ts';
import type { AnnotationState } from '../../annotations/store/state.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import { canvasPoint } from '../viewport/pointer-navigation.ts';
import { type BarHit, barHit, barLabels } from './cut-bars.ts';
import { NextPainting } from './next-painting.ts';

export type CutMarksState = {
  /** Null while marks are hidden, or there are none. */
  readonly annotations: AnnotationState | null;
  /** Of the stack that the cut was made of. */
  readonly slices: Slices;
  readonly apartMm: number;
  readonly selected: TrackingUID | null;
  readonly hovered: TrackingUID | null;
  readonly labels: boolean;
};

export type CutMarksSurroundings = {
  readonly state: () => CutMarksState;
  readonly hover: (finding: TrackingUID | null, region: RegionUID | null) => void;
  readonly choose: (region: RegionUID) => void;
  /** A drawing tool is in hand: the left button is not ours. */
  readonly drawing: () => boolean;
  /** The middle of the crosshair is there, which comes first: a jump to a finding puts it upon a bar. */
  readonly taken: (at: CanvasPoint) => boolean;
  readonly measureText: MeasureText;
};

const SVG = 'http://www.w3.org/2000/svg';
const BAR_PX = 2;
const CHOSEN_BAR_PX = 2.75;
const HALO_PX = 1;

export class CutMarksLayer {
  readonly #viewport: ImageViewport;
  readonly #svg: SVGSVGElement;
  readonly #around: CutMarksSurroundings;
  readonly #end = new AbortController();
  readonly #stops: readonly (() => void)[];
  #groups: readonly BarGroup[] = [];
  #hovered: RegionUID | null = null;
  readonly #painting = new NextPainting(() => this.draw());

  constructor(viewport: ImageViewport, svg: SVGSVGElement, around: CutMarksSurroundings) {
    this.#viewport = viewport;
    this.#svg = svg;
    this.#around = around;
    const { element } = viewport;
    const capture = { signal: this.#end.signal, capture: true };
    element.addEventListener('pointerdown', (event) => this.#down(event), capture);
    element.addEventListener('pointermove', (event) => this.#move(event), capture);
    element.addEventListener('pointerleave', () => this.#hover(null), { signal: this.#end.signal });
    this.#stops = [
      viewport.onRendered(() => this.draw()),
      viewport.onCameraChanged(() => this.request()),
      viewport.onFrameStateChanged(() => this.request()),
    ];
    this.request();
  }

  destroy(): void {
    this.#end.abort();
    for (const stop of this.#stops) stop();
    this.#painting.callOff();
    this.#hover(null);
    this.#svg.replaceChildren();
  }

  request(): void {
    this.#painting.request();
  }

  draw(): void {
    this.#painting.callOff();
    const { frame, transform, frameState, canvasSize } = this.#viewport;
    const { annotations, slices, selected, hovered, labels } = this.#around.state();
    const shown = annotations !== null && frameState.kind === 'shown' && transform !== null;
    this.#groups =
      shown && frame?.plane != null
        ? barGroups(annotations, slices, frame.plane, transform, this.#apartPx())
        : [];
    const isHovered = ({ finding, bars }: BarGroup): boolean =>
      (finding !== null && finding === hovered) || bars.some(({ region }) => region === this.#hovered);
    const tick = tickOf(SCREEN_FONT_PX, this.#apartPx());
    const elements: SVGElement[] = [];
    for (const group of this.#groups) {
      const chosen = group.finding !== null && group.finding === selected;
      const color = isHovered(group)
        ? MARK_COLORS.hovered
        : chosen
          ? MARK_COLORS.selected
          : group.finding === null
            ? REFERENCE_COLOR
            : MARK_COLORS.plain;
      const width = chosen ? CHOSEN_BAR_PX : BAR_PX;
      const d = group.bars.map((bar) => barPath(bar, tick)).join('');
      elements.push(stroke(d, HALO_COLOR, width + 2 * HALO_PX), stroke(d, color, width, group));
    }
    const textOf = (group: BarGroup): string => {
      const number = group.number === null ? '' : String(group.number);
      return isHovered(group) ? `${number} ${group.title}`.trim() : labels ? number : '';
    };
    const width = (text: string): number => this.#around.measureText(text, SCREEN_FONT_PX, 600);
    for (const label of barLabels(this.#groups, textOf, width, canvasSize.width)) {
      const text = element('text', {
        x: label.at.x.toFixed(1),
        y: label.at.y.toFixed(1),
        'text-anchor': label.anchor,
        'font-size': SCREEN_FONT_PX,
        'font-weight': 600,
        fill: label.group.finding === null ? REFERENCE_COLOR : TEXT_COLOR,
        stroke: HALO_COLOR,
        'stroke-width': 2.5,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      });
      text.textContent = label.text;
      elements.push(text);
    }
    this.#svg.replaceChildren(...elements);
  }

  /** Between two slices of the stack, in CSS px. */
  #apartPx(): number {
    const pxPerMm = this.#viewport.canvasPxPerMm;
    const { apartMm } = this.#around.state();
    return pxPerMm === null ? 0 : pxPerMm * apartMm;
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || event.defaultPrevented || this.#around.drawing()) return;
    const hit = this.#hit(event);
    if (hit === null) return;
    event.preventDefault();
    this.#viewport.element.focus({ preventScroll: true });
    this.#around.choose(hit.bar.region);
  }

  #move(event: PointerEvent): void {
    if (event.buttons !== 0 || event.shiftKey) return;
    const hit = this.#around.drawing() ? null : this.#hit(event);
    this.#hover(hit);
    this.#viewport.element.style.cursor = hit === null ? '' : 'pointer';
  }

  #hit(event: PointerEvent): BarHit | null {
    const at = canvasPoint(this.#viewport.element, event);
    return this.#around.taken(at) ? null : barHit(this.#groups, at);
  }

  #hover(hit: BarHit | null): void {
    const region = hit?.bar.region ?? null;
    if (region === this.#hovered) return;
    this.#hovered = region;
    this.#around.hover(hit?.group.finding ?? null, region);
    this.request();
  }
}

/** The bar with a tick across each of its ends: of many they make an outline. */
const barPath = (bar: Bar, tick: number): string =>
  barLines(bar, tick)
    .map(([from, to]) => `M${from.x.toFixed(2)} ${from.y.toFixed(2)}L${to.x.toFixed(2)} ${to.y.toFixed(2)}`)
    .join('');

function stroke(d: string, color: string, widthPx: number, group?: BarGroup): SVGElement {
  return element('path', {
    d,
    fill: 'none',
    stroke: color,
    'stroke-width': widthPx,
    ...(group === undefined
      ? {}
      : { 'data-testid': 'cut-bar', 'data-finding': group.number ?? '', 'data-bars': group.bars.length }),
  });
}

function element(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
