/**
 * The marks of regions as strokes in output pixels, and their labels. The exporter and the window's overlay call the
 * same function, with the transform of the file or of the viewport.
 */
import type { Finding } from '../finding/finding.ts';
import type { Region, Shape, ShapeKind } from '../finding/region.ts';
import type { TrackingUID } from '../ids.ts';
import type { ImagePoint } from '../image/plane.ts';
import { type Affine, applyAffine, applyToEllipse } from './affine.ts';
import type { LabelRequest, PlacedLabel } from './label-request.ts';
import { findingNotes, findingTitle } from './label-text.ts';
import { layoutLabels } from './labels.ts';
import type { EllipseItem, MeasureText, OutputPoint, OutputRect, PathItem, Stroke } from './scene.ts';
import { MARK_COLORS, type MarkState, markStroke, REFERENCE_COLOR, type SceneStyle } from './style.ts';

export type MarkInput = {
  readonly region: Region;
  /** Null for a reference region (muscle), which is labelled by `referenceName`. */
  readonly finding: Finding | null;
  readonly referenceName?: string;
  /** The finding's place in the list, shown before its name; null in files, whose names speak for themselves. */
  readonly number: number | null;
  /** What was measured, in words: "−12 ± 9 HU · 418 mm²"; empty for none. */
  readonly numbers: string;
  /** Further lines of the finding's label. */
  readonly moreNotes?: readonly string[];
  readonly state: MarkState;
};

export type MarkFrame = {
  /** Image coordinates → output pixels (or CSS pixels on the screen). */
  readonly transform: Affine;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly style: SceneStyle;
  readonly measureText: MeasureText;
  /** Places that labels keep clear of: corner text, letters, scale bar. */
  readonly reserved: readonly OutputRect[];
  readonly labels: boolean;
};

export type Mark = {
  readonly region: Region;
  readonly trackingUID: TrackingUID | null;
  readonly items: readonly (PathItem | EllipseItem)[];
  /** Null when it has no words, labels are off, or no place was left (`unlabelled` tells). */
  readonly label: PlacedLabel | null;
};

export type Marks = { readonly marks: readonly Mark[]; readonly unlabelled: readonly string[] };

export function buildMarks(inputs: readonly MarkInput[], frame: MarkFrame): Marks {
  const drawn = inputs.map((input) => ({ input, items: markItems(input, frame) }));
  if (!frame.labels) {
    return { marks: drawn.map(({ input, items }) => mark(input, items, null)), unlabelled: [] };
  }
  const leading = leadingRegions(inputs);
  const layout = layoutLabels(
    drawn.map(({ input, items }) => labelRequest(input, items, leading, inputs, frame)),
    frame,
  );
  return {
    marks: drawn.map(({ input, items }) => mark(input, items, layout.placed.get(input.region.uid) ?? null)),
    unlabelled: layout.unlabelled,
  };
}

const mark = (input: MarkInput, items: Mark['items'], label: PlacedLabel | null): Mark => ({
  region: input.region,
  trackingUID: input.finding?.trackingUID ?? null,
  items,
  label,
});

type Paint = { readonly transform: Affine; readonly stroke: Stroke; readonly fontPx: number };
type MarkItems = readonly (PathItem | EllipseItem)[];

/** One function a kind of shape; the marks of exactly this frame, nothing of the image. */
const drawShape: {
  readonly [K in ShapeKind]: (shape: Extract<Shape, { kind: K }>, paint: Paint) => MarkItems;
} = {
  point: (shape, paint) => crossHair(applyAffine(paint.transform, shape.point), paint),
  text: () => [],
  arrow: (shape, paint) => arrow(shape.tip, shape.tail, paint),
  polyline: (shape, paint) => {
    const points = shape.points.map((point) => applyAffine(paint.transform, point));
    return [path(points, false, paint.stroke), ...endTicks(points, paint)];
  },
  bidirectional: (shape, paint) =>
    [shape.long, shape.short].flatMap((axis) => {
      const points = axis.map((point) => applyAffine(paint.transform, point));
      return [path(points, false, paint.stroke), ...endTicks(points, paint)];
    }),
  ellipse: (shape, paint) => [
    { kind: 'ellipse', ...applyToEllipse(paint.transform, shape), stroke: paint.stroke },
  ],
  polygon: (shape, paint) => [
    path(
      shape.points.map((point) => applyAffine(paint.transform, point)),
      true,
      paint.stroke,
    ),
  ],
};

function markItems(input: MarkInput, frame: MarkFrame): MarkItems {
  const color =
    input.finding === null && input.state === 'plain' ? REFERENCE_COLOR : MARK_COLORS[input.state];
  const paint: Paint = {
    transform: frame.transform,
    stroke: markStroke(frame.style, color, input.state, input.finding === null),
    fontPx: frame.style.fontPx,
  };
  const draw = drawShape[input.region.shape.kind] as (shape: Shape, paint: Paint) => MarkItems;
  return draw(input.region.shape, paint);
}

const path = (points: readonly OutputPoint[], closed: boolean, stroke: Stroke): PathItem => ({
  kind: 'path',
  points,
  closed,
  stroke,
  fill: null,
});

/** Four arms around an open middle, so that the point itself stays visible. */
function crossHair(at: OutputPoint, paint: Paint): MarkItems {
  const inner = paint.fontPx * 0.22;
  const outer = paint.fontPx * 0.75;
  return [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ].map(([dx = 0, dy = 0]) =>
    path(
      [
        { x: at.x + dx * inner, y: at.y + dy * inner },
        { x: at.x + dx * outer, y: at.y + dy * outer },
      ],
      false,
      paint.stroke,
    ),
  );
}

/** The filled head's point is the tip itself; the shaft ends inside the head. */
function arrow(tipPoint: ImagePoint, tailPoint: ImagePoint, paint: Paint): MarkItems {
  const tip = applyAffine(paint.transform, tipPoint);
  const tail = applyAffine(paint.transform, tailPoint);
  const length = Math.hypot(tail.x - tip.x, tail.y - tip.y);
  if (length === 0) return crossHair(tip, paint);
  const ux = (tail.x - tip.x) / length;
  const uy = (tail.y - tip.y) / length;
  const head = Math.min(paint.fontPx * 0.95, length);
  const half = head * 0.42;
  const base = { x: tip.x + ux * head, y: tip.y + uy * head };
  const neck = { x: tip.x + ux * head * 0.7, y: tip.y + uy * head * 0.7 };
  return [
    path([neck, tail], false, { ...paint.stroke, dashPx: null }),
    {
      kind: 'path',
      points: [
        tip,
        { x: base.x - uy * half, y: base.y + ux * half },
        { x: base.x + uy * half, y: base.y - ux * half },
      ],
      closed: true,
      stroke: { ...paint.stroke, widthPx: paint.stroke.widthPx * 0.5, dashPx: null },
      fill: paint.stroke.color,
    },
  ];
}

/** Short strokes across both ends of a measured line. */
function endTicks(points: readonly OutputPoint[], paint: Paint): MarkItems {
  const half = paint.fontPx * 0.3;
  const tick = (end: OutputPoint | undefined, before: OutputPoint | undefined): MarkItems => {
    if (end === undefined || before === undefined) return [];
    const length = Math.hypot(end.x - before.x, end.y - before.y);
    if (length === 0) return [];
    const nx = (-(end.y - before.y) / length) * half;
    const ny = ((end.x - before.x) / length) * half;
    const ends = [
      { x: end.x - nx, y: end.y - ny },
      { x: end.x + nx, y: end.y + ny },
    ];
    return [path(ends, false, { ...paint.stroke, dashPx: null })];
  };
  const count = points.length;
  return [...tick(points[0], points[1]), ...tick(points[count - 1], points[count - 2])];
}

/** Which region of a finding carries its name: the one that shows most of it, the first of equals. */
const LEADS: readonly ShapeKind[] = [
  'polygon',
  'ellipse',
  'bidirectional',
  'polyline',
  'arrow',
  'point',
  'text',
];

function leadingRegions(inputs: readonly MarkInput[]): ReadonlySet<string> {
  const rank = (input: MarkInput) => LEADS.indexOf(input.region.shape.kind);
  const best = new Map<string, MarkInput>();
  for (const input of inputs) {
    const key = input.finding?.trackingUID ?? input.region.uid;
    const known = best.get(key);
    if (known === undefined || rank(input) < rank(known)) best.set(key, input);
  }
  return new Set([...best.values()].map((input) => input.region.uid));
}

function labelRequest(
  input: MarkInput,
  items: MarkItems,
  leading: ReadonlySet<string>,
  inputs: readonly MarkInput[],
  frame: MarkFrame,
): LabelRequest {
  const { region, finding } = input;
  const leads = leading.has(region.uid);
  const name = finding === null ? (input.referenceName ?? '') : findingTitle(finding);
  const title = leads ? (input.number === null ? name : `${input.number} ${name}`) : '';
  const notes =
    leads && finding !== null ? [...findingNotes(finding.descriptors), ...(input.moreNotes ?? [])] : [];
  return {
    key: region.uid,
    number: leads && input.number !== null ? `${input.number}` : null,
    title,
    notes: region.text.trim() === '' ? notes : [region.text.trim(), ...notes],
    numbers: numbersFor(input, leads, inputs),
    color: finding === null && input.state === 'plain' ? REFERENCE_COLOR : MARK_COLORS[input.state],
    items,
    inside: region.shape.kind === 'ellipse' || region.shape.kind === 'polygon',
    anchor: labelAnchor(region.shape, frame.transform),
    first: input.state === 'selected',
    atAnchor: region.shape.kind === 'text',
  };
}

/** Diameters measured beside an outline of the same finding stand in the outline's label: one mass, one label. */
function numbersFor(input: MarkInput, leads: boolean, inputs: readonly MarkInput[]): readonly string[] {
  const joinsLeader = (other: MarkInput) =>
    other.region.shape.kind === 'bidirectional' && other.region.text.trim() === '' && other.finding !== null;
  const own = joinsLeader(input) && !leads ? [] : [input.numbers];
  const joined = inputs
    .filter((other) => leads && other !== input && joinsLeader(other))
    .filter((other) => other.finding?.trackingUID === input.finding?.trackingUID)
    .map((other) => other.numbers);
  return [...own, ...joined].filter((numbers) => numbers !== '');
}

/** Words belong to an arrow's tail, never to its tip. */
function labelAnchor(shape: Shape, transform: Affine): OutputPoint | null {
  switch (shape.kind) {
    case 'arrow':
      return applyAffine(transform, shape.tail);
    case 'point':
      return applyAffine(transform, shape.point);
    case 'text':
      return applyAffine(transform, shape.anchor);
    default:
      return null;
  }
}
