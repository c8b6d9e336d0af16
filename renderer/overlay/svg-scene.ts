/**
 * Draws the vector items of a Scene as SVG, the same items that the exporter draws to a file. Elements are kept and
 * only changed attributes are written, so that a frame with twenty regions costs well under a millisecond.
 */
import type { Stroke, VectorItem } from '../../annotations/scene/scene.ts';

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = { readonly [name: string]: string | number };

/** One drawn element with what was written to it last. */
type Slot = { element: SVGElement; tag: string; written: Map<string, string>; text: string };

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

const pathData = (points: readonly { x: number; y: number }[], closed: boolean): string => {
  let data = '';
  for (const [index, point] of points.entries()) {
    data += `${index === 0 ? 'M' : 'L'}${rounded(point.x)} ${rounded(point.y)}`;
  }
  return closed ? `${data}Z` : data;
};

const strokeAttributes = (stroke: Stroke): Attributes => ({
  fill: 'none',
  stroke: stroke.color,
  'stroke-width': rounded(stroke.widthPx),
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
  'stroke-dasharray': stroke.dashPx?.join(' ') ?? 'none',
});

const haloAttributes = (stroke: Stroke): Attributes | null =>
  stroke.halo === null
    ? null
    : strokeAttributes({
        color: stroke.halo.color,
        widthPx: stroke.widthPx + 2 * stroke.halo.widthPx,
        dashPx: null,
        halo: null,
      });

export class SvgScene {
  readonly #group: SVGGElement;
  readonly #slots: Slot[] = [];
  #used = 0;

  constructor(group: SVGGElement) {
    this.#group = group;
  }

  draw(items: readonly VectorItem[]): void {
    this.#used = 0;
    for (const item of items) this.#item(item);
    for (const slot of this.#slots.splice(this.#used)) slot.element.remove();
  }

  #item(item: VectorItem): void {
    switch (item.kind) {
      case 'path': {
        const d = pathData(item.points, item.closed);
        if (item.fill !== null) this.#put('path', { d, fill: item.fill, stroke: 'none' });
        if (item.stroke === null) return;
        this.#stroked('path', { d }, item.stroke);
        return;
      }
      case 'ellipse': {
        const turn = (item.rotation * 180) / Math.PI;
        const place: Attributes = {
          cx: rounded(item.center.x),
          cy: rounded(item.center.y),
          rx: rounded(item.radiusX),
          ry: rounded(item.radiusY),
          transform: `rotate(${rounded(turn)} ${rounded(item.center.x)} ${rounded(item.center.y)})`,
        };
        this.#stroked('ellipse', place, item.stroke);
        return;
      }
      case 'text':
        this.#put(
          'text',
          {
            x: rounded(item.at.x),
            y: rounded(item.at.y),
            fill: item.color,
            'font-size': rounded(item.sizePx),
            'font-weight': item.weight,
            'text-anchor': item.anchor,
            'paint-order': 'stroke',
            stroke: item.halo?.color ?? 'none',
            'stroke-width': rounded(2 * (item.halo?.widthPx ?? 0)),
            'stroke-linejoin': 'round',
          },
          item.text,
        );
    }
  }

  #stroked(tag: 'path' | 'ellipse', place: Attributes, stroke: Stroke): void {
    const halo = haloAttributes(stroke);
    if (halo !== null) this.#put(tag, { ...place, ...halo });
    this.#put(tag, { ...place, ...strokeAttributes(stroke) });
  }

  #put(tag: string, attributes: Attributes, text = ''): void {
    const slot = this.#slot(tag);
    for (const name of slot.written.keys()) {
      if (name in attributes) continue;
      slot.element.removeAttribute(name);
      slot.written.delete(name);
    }
    for (const [name, value] of Object.entries(attributes)) {
      const wanted = String(value);
      if (slot.written.get(name) === wanted) continue;
      slot.element.setAttribute(name, wanted);
      slot.written.set(name, wanted);
    }
    if (slot.text !== text) {
      slot.element.textContent = text;
      slot.text = text;
    }
  }

  #slot(tag: string): Slot {
    const index = this.#used++;
    const present = this.#slots[index];
    if (present?.tag === tag) return present;
    const element = document.createElementNS(SVG, tag) as SVGElement;
    const slot: Slot = { element, tag, written: new Map(), text: '' };
    if (present === undefined) {
      this.#group.append(element);
      this.#slots.push(slot);
    } else {
      present.element.replaceWith(element);
      this.#slots[index] = slot;
    }
    return slot;
  }
}
