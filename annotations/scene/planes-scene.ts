/**
 * A picture of three planes: axial, coronal and sagittal in one row, all in one scale of mm, each with its own letters
 * and scale bar. The slice is drawn as it is alone; in cuts findings are bars. Output pixels.
 */
import { frameKey } from '../image/hierarchy.ts';
import { type FramePlane, planeNormal } from '../image/plane.ts';
import { err, failure, ok, type Result } from '../result.ts';
import { formatNumber } from '../units.ts';
import {
  labelItems,
  layered,
  type NumbersOfRegions,
  type Panel,
  type SceneFailure,
  type SceneRequest,
  sceneIn,
  surroundingText,
} from './build-scene.ts';
import { type CornerLines, planeTag } from './corner-text.ts';
import { crossOn, drawnParts } from './cross-lines.ts';
import { type BarGroup, barGroups, barLines, CLOSE_PX, tickOf } from './cut-bars.ts';
import { layoutLabels } from './labels.ts';
import { PLANE_SIDES, planeStroke } from './plane-style.ts';
import type { MeasureText, PathItem, Scene, VectorItem } from './scene.ts';
import type { ImageArea, SnapshotCut, SnapshotPlanes, SnapshotRequest } from './snapshot.ts';
import { fontPxFor, MARK_COLORS, markStroke, REFERENCE_COLOR, SCREEN_FONT_PX, styleOf } from './style.ts';
import { MAX_OUTPUT_PX, type OutputGeometry, outputGeometry } from './turn.ts';

export type PlanesRequest = SceneRequest & { readonly planes: SnapshotPlanes };

/** `x`: where the panel begins. `cut`: which of the request's cuts it shows; null for the slice. */
export type PlanePanel = { readonly x: number; readonly cut: 0 | 1 | null; readonly scene: Scene };

export type PlanesScene = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** From left to right; what is between them has the colour `gutter`. */
  readonly panels: readonly PlanePanel[];
  readonly gutter: string;
  readonly unlabelled: readonly string[];
};

const GUTTER = 'rgb(64,64,64)';
/** Three panels are looked at from farther away than one. */
const LARGER_WORDS = 1.2;
/** In parts of the font's size: as on the screen, where the middle of 13 px stays free. */
const FREE_EM = 1;

type Failed = { readonly kind: SceneFailure; readonly message: string };

/** One of the three before anything is drawn. */
type Sight = Pick<SnapshotCut, 'side' | 'frame' | 'turn' | 'area'> & {
  readonly cut: 0 | 1 | null;
  readonly rows: number;
  readonly columns: number;
};

export function buildPlanesScene(
  request: PlanesRequest,
  numbers: NumbersOfRegions,
  measureText: MeasureText,
): Result<PlanesScene, Failed> {
  const sights = sightsOf(request);
  const scale = scaleOf(request, sights);
  if (scale === null)
    return err(failure('bad-size', 'Three planes cannot be drawn: the slices have no spacing or no area.'));
  const { mmPerPx, gutterPx } = scale;
  const own: OutputGeometry[] = [];
  let doneMm = 0;
  for (const sight of sights) {
    // From rounded place to rounded place: the panels together are as wide as was asked.
    const before = Math.round(doneMm / mmPerPx);
    doneMm += extentMm(sight).width;
    const widthPx = Math.max(1, Math.round(doneMm / mmPerPx) - before);
    const geometry = outputGeometry(spaced(sight), sight.area, sight.turn, { kind: 'width', widthPx });
    if (!geometry.ok) return geometry;
    own.push(geometry.value);
  }
  const heightPx = Math.max(...own.map((one) => one.heightPx));
  const widthPx = own.reduce((sum, one) => sum + one.widthPx, 2 * gutterPx);
  if (widthPx > MAX_OUTPUT_PX)
    return err(
      failure(
        'bad-size',
        `A picture of ${widthPx} × ${heightPx} pixels is too large: at most ${MAX_OUTPUT_PX} a side are drawn.`,
      ),
    );
  const narrowest = Math.min(...own.map((one) => one.widthPx));
  const style = styleOf(Math.round(LARGER_WORDS * fontPxFor(narrowest, heightPx)));
  let x = 0;
  const panels = sights.map((sight, index): PlanePanel => {
    const at = x;
    const geometry = inMiddle(own[index] as OutputGeometry, heightPx);
    x += geometry.widthPx + gutterPx;
    const { plane } = sight.frame;
    const panel: Panel = {
      geometry,
      style,
      measureText,
      tag: planeTag(sight.side, plane, request.planes.crosshair !== null),
      lines: plane === null ? [] : crossLines(request.planes, sight, plane, sights, geometry, style),
    };
    const scene = sight.cut === null ? sceneIn(panel, request, numbers) : cutScene(panel, request, sight);
    return { x: at, cut: sight.cut, scene };
  });
  return ok({
    widthPx,
    heightPx,
    panels,
    gutter: GUTTER,
    unlabelled: panels.flatMap(({ cut, scene }) => (cut === null ? scene.unlabelled : [])),
  });
}

function sightsOf({ planes, frame, turn, area, rows, columns }: PlanesRequest): readonly Sight[] {
  const cuts = planes.cuts.map(({ pixels, ...cut }, index): Sight => {
    const { rows, columns } = pixels;
    return { ...cut, rows, columns, cut: index as 0 | 1 };
  });
  const slice: Sight = { side: planes.side, cut: null, frame, turn, area, rows, columns };
  return [slice, ...cuts].sort((a, b) => PLANE_SIDES.indexOf(a.side) - PLANE_SIDES.indexOf(b.side));
}

const spaced = ({ rows, columns, frame }: Sight) => ({ rows, columns, spacing: frame.spacing });

const areaOf = ({ area, rows, columns }: Sight): ImageArea =>
  area ?? { x: 0, y: 0, width: columns, height: rows };

/** As it lies in the picture. */
function extentMm(sight: Sight): { readonly width: number; readonly height: number } {
  const { width, height } = areaOf(sight);
  const { betweenColumnsMm = 0, betweenRowsMm = 0 } = sight.frame.spacing ?? {};
  const lying = sight.turn.rotation === 90 || sight.turn.rotation === 270;
  const [across, down] = [width * betweenColumnsMm, height * betweenRowsMm];
  return lying ? { width: down, height: across } : { width: across, height: down };
}

type Scale = { readonly mmPerPx: number; readonly gutterPx: number };

/** One scale for all: at ×1 the slice keeps its pixels. Null where there is none. */
function scaleOf({ size, frame }: PlanesRequest, sights: readonly Sight[]): Scale | null {
  const { spacing } = frame;
  const extents = sights.map(extentMm);
  if (spacing === null || extents.some(({ width, height }) => !(width > 0 && height > 0))) return null;
  const heightMm = Math.max(...extents.map(({ height }) => height));
  if (size.kind === 'scale') {
    const mmPerPx = Math.min(spacing.betweenColumnsMm, spacing.betweenRowsMm) / size.scale;
    return { mmPerPx, gutterPx: gutterOf(heightMm / mmPerPx) };
  }
  const widthMm = extents.reduce((sum, { width }) => sum + width, 0);
  const gutterPx = gutterOf((size.widthPx * heightMm) / widthMm);
  return { mmPerPx: widthMm / (size.widthPx - 2 * gutterPx), gutterPx };
}

const gutterOf = (heightPx: number): number => Math.max(2, Math.round(heightPx / 256));

/** Panels are equally high; a lower picture stands in the middle, on whole pixels. */
function inMiddle(geometry: OutputGeometry, heightPx: number): OutputGeometry {
  const { transform } = geometry;
  const down = Math.floor((heightPx - geometry.heightPx) / 2);
  return { ...geometry, heightPx, transform: { ...transform, f: transform.f + down } };
}

/** Where the two other planes cross this one. */
function crossLines(
  { crosshair }: SnapshotPlanes,
  sight: Sight,
  plane: FramePlane,
  sights: readonly Sight[],
  { transform }: OutputGeometry,
  style: Panel['style'],
): readonly VectorItem[] {
  if (crosshair === null) return [];
  const others = sights.flatMap(({ side, frame }) =>
    side === sight.side || frame.plane === null ? [] : [{ side, normal: planeNormal(frame.plane) }],
  );
  const { rows, columns } = sight;
  const cross = crossOn({ plane, rows, columns, transform }, crosshair, others);
  return cross.lines.flatMap((line) =>
    drawnParts(line, cross.centre, FREE_EM * style.fontPx).map(
      (points): PathItem => ({
        kind: 'path',
        points,
        closed: false,
        stroke: planeStroke(line.side, style),
        fill: null,
      }),
    ),
  );
}

/** A cut: its picture, and the findings seen from their edge. */
function cutScene(panel: Panel, request: PlanesRequest, sight: Sight): Scene {
  const { style, measureText, geometry } = panel;
  const { widthPx, heightPx } = geometry;
  const surroundings = surroundingText(panel, request, cutCorners(request), sight);
  const groups = groupsIn(panel, request, sight);
  const apartPx = apartIn(panel, request);
  const drawn = groups.map((group) => ({ group, items: barItems(group, apartPx, style) }));
  const wanted = request.layers.includes('labels');
  const labels = wanted
    ? layoutLabels(
        drawn.map(({ group, items }) => ({
          key: keyOf(group),
          number: null,
          title: group.title,
          notes: [],
          numbers: [],
          color: colorOf(group),
          items,
          inside: false,
          anchor: null,
          first: false,
          atAnchor: false,
        })),
        { widthPx, heightPx, style, measureText, reserved: surroundings.reserved },
      )
    : null;
  return layered(
    panel,
    request.layers,
    surroundings,
    drawn.flatMap(({ items }) => items),
    labelItems([...(labels?.placed.values() ?? [])]),
    labels?.unlabelled ?? [],
  );
}

/** Patient, window and place stand with the slice. */
const cutCorners = ({ planes, context }: Pick<SnapshotRequest, 'context'> & PlanesRequest): CornerLines => ({
  topLeft: [],
  topRight: [],
  bottomLeft: [],
  bottomRight: [`${context.count} slices`, `${formatNumber(planes.apartMm, 1)} mm apart`],
});

const apartIn = ({ geometry: { mmPerPx } }: Panel, { planes }: PlanesRequest): number =>
  mmPerPx === null ? 0 : planes.apartMm / mmPerPx;

function groupsIn(panel: Panel, request: PlanesRequest, { frame }: Sight): readonly BarGroup[] {
  if (frame.plane === null) return [];
  const { findings, references = [], planes } = request;
  const slices = new Map(planes.slices.map(({ ref, index, plane }) => [frameKey(ref), { index, plane }]));
  const { style, geometry } = panel;
  const close = (CLOSE_PX * style.fontPx) / SCREEN_FONT_PX;
  return barGroups(
    { findings, references },
    slices,
    frame.plane,
    geometry.transform,
    apartIn(panel, request),
    close,
  );
}

const keyOf = ({ finding, bars }: BarGroup): string => finding ?? bars[0]?.region ?? '';

const colorOf = ({ finding }: BarGroup): string => (finding === null ? REFERENCE_COLOR : MARK_COLORS.plain);

function barItems(group: BarGroup, apartPx: number, style: Panel['style']): readonly PathItem[] {
  const stroke = markStroke(style, colorOf(group), 'plain', false);
  const tick = tickOf(style.fontPx, apartPx);
  return group.bars.flatMap((bar) =>
    barLines(bar, tick).map(
      (points): PathItem => ({ kind: 'path', points, closed: false, stroke, fill: null }),
    ),
  );
}
