/**
 * A snapshot's request becomes a display list. Pure: the pixels stay with the exporter, fonts come as a capability.
 *
 * Strokes of findings and of the tissue that they are compared with are the layer `marks`, their words the layer
 * `labels`; where room is short the findings' words go first.
 */
import type { ReferenceRegion } from '../codecs/working-copy.ts';
import type { Finding } from '../finding/finding.ts';
import type { Region } from '../finding/region.ts';
import type { RegionUID } from '../ids.ts';
import { sameFrame } from '../image/hierarchy.ts';
import { ok, type Result } from '../result.ts';
import { checkNotes } from './check-text.ts';
import { type CornerLines, cornerLines, cornerText, type PlaneTag } from './corner-text.ts';
import type { PlacedLabel } from './label-request.ts';
import { referenceTitle } from './label-text.ts';
import { buildMarks, type MarkInput } from './marks.ts';
import { orientationLetters } from './orientation-letters.ts';
import { scaleBar } from './scale-bar.ts';
import type { MeasureText, OutputRect, Scene, SceneItem, SceneLayer, VectorItem } from './scene.ts';
import type { Layer, SnapshotRequest } from './snapshot.ts';
import { BACKGROUND, fontPxFor, type SceneStyle, styleOf } from './style.ts';
import { type OutputGeometry, outputGeometry } from './turn.ts';

export type SceneRequest = Omit<SnapshotRequest, 'pixels'> & {
  readonly rows: number;
  readonly columns: number;
};

export type SceneFailure = 'bad-area' | 'bad-size';

/** What was measured in each region, in words; regions without an entry have no numbers. */
export type NumbersOfRegions = ReadonlyMap<RegionUID, string>;

export function buildScene(
  request: SceneRequest,
  numbers: NumbersOfRegions,
  measureText: MeasureText,
): Result<Scene, { readonly kind: SceneFailure; readonly message: string }> {
  const { rows, columns, frame } = request;
  const geometry = outputGeometry(
    { rows, columns, spacing: frame.spacing },
    request.area,
    request.turn,
    request.size,
  );
  if (!geometry.ok) return geometry;
  const { widthPx, heightPx } = geometry.value;
  const panel: Panel = {
    geometry: geometry.value,
    style: styleOf(fontPxFor(widthPx, heightPx)),
    measureText,
    tag: null,
    lines: [],
  };
  return ok(sceneIn(panel, request, numbers));
}

/** The place of a picture, which may be a part of a larger one. */
export type Panel = {
  readonly geometry: OutputGeometry;
  readonly style: SceneStyle;
  readonly measureText: MeasureText;
  /** Which of several planes it is. */
  readonly tag: PlaneTag | null;
  /** Where other planes cross it. */
  readonly lines: readonly VectorItem[];
};

/** The slice of a request, drawn there. */
export function sceneIn(panel: Panel, request: SceneRequest, numbers: NumbersOfRegions): Scene {
  const { style, measureText } = panel;
  const { widthPx, heightPx, transform } = panel.geometry;
  const wants = (layer: Layer) => request.layers.includes(layer);
  const surroundings = surroundingText(panel, request, cornerLines(request), request);
  const marks = buildMarks(marksOf(request, numbers), {
    transform,
    widthPx,
    heightPx,
    style,
    measureText,
    reserved: surroundings.reserved,
    labels: wants('labels'),
  });
  return layered(
    panel,
    request.layers,
    surroundings,
    marks.marks.flatMap((mark) => mark.items),
    labelItems(marks.marks.flatMap(({ label }) => (label === null ? [] : [label]))),
    wants('labels') ? marks.unlabelled : [],
  );
}

/** From back to front; only what was asked for. */
export function layered(
  { geometry, lines }: Panel,
  wanted: readonly Layer[],
  surroundings: Surroundings,
  marks: readonly SceneItem[],
  labels: readonly SceneItem[],
  unlabelled: readonly string[],
): Scene {
  const { widthPx, heightPx, transform } = geometry;
  const layers: readonly SceneLayer[] = [
    layer('image', [{ kind: 'image', transform }]),
    layer('crosshair', lines),
    layer('scale', surroundings.scale),
    layer('orientation', surroundings.orientation),
    layer('text', surroundings.text),
    layer('marks', marks),
    layer('labels', labels),
  ];
  return {
    widthPx,
    heightPx,
    background: BACKGROUND,
    layers: layers.filter(({ layer: name, items }) =>
      name === 'crosshair' ? items.length > 0 : wanted.includes(name),
    ),
    unlabelled,
  };
}

const layer = (name: SceneLayer['layer'], items: readonly SceneItem[]): SceneLayer => ({
  layer: name,
  items,
});

/** Leader lines first: no line crosses words. */
export const labelItems = (labels: readonly PlacedLabel[]): readonly VectorItem[] => [
  ...labels.flatMap(({ leader }) => (leader === null ? [] : [leader])),
  ...labels.flatMap(({ items }) => items),
];

/** The regions of the request's findings that lie on its frame. */
export const regionsOnFrame = (
  request: Pick<SnapshotRequest, 'findings' | 'frame'>,
): readonly { readonly finding: Finding; readonly region: Region }[] =>
  request.findings.flatMap((finding) =>
    finding.regions
      .filter((region) => sameFrame(region.frame, request.frame.ref))
      .map((region) => ({ finding, region })),
  );

/** The references of the request that lie on its frame. */
export const referencesOnFrame = ({
  references,
  frame,
}: Pick<SnapshotRequest, 'references' | 'frame'>): readonly ReferenceRegion[] =>
  (references ?? []).filter(({ region }) => sameFrame(region.frame, frame.ref));

const marksOf = (request: SceneRequest, numbers: NumbersOfRegions): readonly MarkInput[] => [
  ...regionsOnFrame(request).map(({ finding, region }) => ({
    region,
    finding,
    number: null,
    numbers: numbers.get(region.uid) ?? '',
    moreNotes: checkNotes(
      request.checks?.find(({ trackingUID }) => trackingUID === finding.trackingUID)?.rows ?? [],
    ),
    state: 'plain' as const,
  })),
  ...referencesOnFrame(request).map((reference) => ({
    region: reference.region,
    finding: null,
    referenceName: referenceTitle(reference),
    number: null,
    numbers: numbers.get(reference.region.uid) ?? '',
    state: 'plain' as const,
  })),
];

/** What stands round the marks, and the places that it takes. */
export type Surroundings = {
  readonly reserved: readonly OutputRect[];
  readonly orientation: readonly VectorItem[];
  readonly scale: readonly VectorItem[];
  readonly text: readonly VectorItem[];
};

/** Letters, scale bar and corner text, each only when it is asked for. */
export function surroundingText(
  { geometry, style, measureText, tag }: Panel,
  { layers }: Pick<SnapshotRequest, 'layers'>,
  corner: CornerLines,
  { frame, turn }: Pick<SnapshotRequest, 'frame' | 'turn'>,
): Surroundings {
  const { widthPx, heightPx, mmPerPx } = geometry;
  const wants = (name: Layer) => layers.includes(name);
  const reserved: OutputRect[] = [];
  const letters = wants('orientation')
    ? orientationLetters(frame.plane, turn, widthPx, heightPx, style, measureText)
    : { items: [], rects: [] };
  const bar = wants('scale') ? scaleBar(widthPx, heightPx, mmPerPx, style) : null;
  const corners = wants('text')
    ? cornerText(corner, widthPx, heightPx, style, measureText, tag)
    : { items: [], rects: [] };
  reserved.push(...letters.rects, ...corners.rects);
  if (bar !== null) reserved.push(bar.rect);
  return { reserved, orientation: letters.items, scale: bar?.items ?? [], text: corners.items };
}
