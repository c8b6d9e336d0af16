/**
 * Annotations of Cornerstone3D and OHIF: one finding each. An annotation that names its image by UID lies on that
 * image and must lie in its plane; one that names a frame of reference alone lies on the opened image in whose plane
 * its points are. What is no single shape of ours goes to the ledger.
 */
import type { Finding, Origin } from '../../finding/finding.ts';
import type { Region, Shape } from '../../finding/region.ts';
import type { FrameRef } from '../../image/hierarchy.ts';
import { distanceMm, type ImagePoint, type PatientPoint, patientToImage } from '../../image/plane.ts';
import { faultIn } from '../field-fault.ts';
import {
  type ImportContext,
  type Imported,
  importedFinding,
  importedRegion,
  type PlacedFrame,
  seriesAssumed,
  uidGivenAs,
} from '../imported-findings.ts';
import type { LedgerEntry } from '../loss-ledger.ts';
import { type CornerstoneAnnotation, type Entry, parseAnnotation } from './cornerstone-annotation.ts';
import { ellipseFromHalfAxes } from './ellipse-axes.ts';

/** `entries`: what `annotationsIn` found. */
export function readCornerstoneAnnotations(entries: readonly Entry[], context: ImportContext): Imported {
  const origin: Origin = { kind: 'JSON', description: 'Cornerstone3D annotations', sopInstanceUID: null };
  const ledger: LedgerEntry[] = [];
  const findings: Finding[] = [];
  const taken = new Map<string, number>();
  for (const { value, where, group } of entries) {
    const parsed = parseAnnotation(value, group);
    if (!parsed.success) {
      ledger.push({ what: 'Annotation', ...faultIn(parsed.error, value, where) });
      continue;
    }
    const annotation = parsed.data;
    const what = `${annotation.tool || 'Annotation'}${annotation.label === '' ? '' : ` “${annotation.label}”`}`;
    const lost = (why: string): void => void ledger.push({ what, where, why });
    const regions = regionsOf(annotation, context, lost);
    if (regions.length === 0) continue;
    const uid = uidGivenAs(annotation.uid);
    const key = uid || JSON.stringify(annotation);
    // Two with one identity stay two.
    const again = taken.get(key) ?? 0;
    taken.set(key, again + 1);
    const identity = uid !== '' && again === 0 ? { uid } : { words: `${key} ${again || ''}` };
    const name = annotation.label || annotation.tool;
    findings.push(importedFinding(context, origin, name, regions, identity));
  }
  return { origin, findings, references: [], ledger };
}

type Lost = (why: string) => void;

function regionsOf(annotation: CornerstoneAnnotation, context: ImportContext, lost: Lost): readonly Region[] {
  const { tool, outline, points, label } = annotation;
  // A name that every object has, such as “constructor”, is no tool.
  const draw = Object.hasOwn(DRAWN, tool) ? DRAWN[tool] : undefined;
  if (draw === undefined) {
    const contours = /ContourSegmentation/.test(tool);
    lost(
      contours
        ? 'it is a contour of a segmentation; import the segmentation as SEG or RTSTRUCT'
        : `annotations of the tool ${tool || 'without a name'} are not read`,
    );
    return [];
  }
  if (annotation.hole) {
    lost('it is a hole in another outline; regions here have no holes, and that one is drawn filled');
    return [];
  }
  const all = outline?.points ?? points;
  if (all.length === 0) {
    lost('it has no points');
    return [];
  }
  const located = locate(annotation, all, context);
  if (typeof located === 'string') {
    lost(located);
    return [];
  }
  const shapes = draw(located.points, annotation, located.place, lost);
  if (typeof shapes === 'string') {
    lost(shapes);
    return [];
  }
  const assumed = seriesAssumed([located.others]);
  if (assumed !== null) lost(assumed);
  return shapes.map((shape) =>
    importedRegion(context, located.frame, shape, SPEAKING.has(shape.kind) ? label : ''),
  );
}

/** Marks beside which the words stand; of others the words are the finding's name. */
const SPEAKING: ReadonlySet<Shape['kind']> = new Set(['arrow', 'text', 'point']);

type Located = {
  readonly frame: FrameRef;
  readonly place: PlacedFrame;
  readonly points: readonly ImagePoint[];
  readonly others: number;
};

/** On the image that it names, or on the one in whose plane its points lie; otherwise why not. */
function locate(
  { image, frameOfReferenceUID }: CornerstoneAnnotation,
  points: readonly PatientPoint[],
  context: ImportContext,
): Located | string {
  if (image === null) {
    if (frameOfReferenceUID === '') return 'it names neither an image nor a frame of reference';
    const found = context.locate(frameOfReferenceUID, points);
    const place = found === null ? null : context.placeOf(found.frame);
    if (found !== null && place !== null) return { ...found, place };
    return context.framesOfReference.includes(frameOfReferenceUID)
      ? 'none of the opened images lies in the plane of its points'
      : 'none of the opened images is of its frame of reference';
  }
  const place = context.placeOf(image);
  if (place === null)
    return context.hasImage(image)
      ? 'the image that it names does not say where it lies'
      : 'the image that it names is not among the opened ones';
  if (
    frameOfReferenceUID !== '' &&
    frameOfReferenceUID !== (place.frameOfReferenceUID ?? frameOfReferenceUID)
  )
    return 'it and the image that it names are of different frames of reference';
  const mapped = points.map((point) => patientToImage(place.plane, point));
  const off = mapped.reduce((most, one) => Math.max(most, Math.abs(one.distanceMm)), 0);
  if (off > place.reachMm + 1e-3)
    return `its points lie up to ${off.toFixed(1)} mm off the image that it names`;
  return { frame: image, place, others: 0, points: mapped.map(({ point }) => point) };
}

type Draw = (
  points: readonly ImagePoint[],
  annotation: CornerstoneAnnotation,
  place: PlacedFrame,
  lost: Lost,
) => readonly Shape[] | string;

/** Exactly so many points, or why not. */
const of =
  (count: number, draw: Draw): Draw =>
  (points, ...rest) =>
    points.length === count ? draw(points, ...rest) : `it has ${points.length} points and needs ${count}`;

const line: Draw = (points) => [{ kind: 'polyline', points }];

/** In a later version a probe keeps further points for its label. */
const point: Draw = ([at]) => (at === undefined ? 'it has no points' : [{ kind: 'point', point: at }]);

const outline: Draw = (points, { outline: drawn }, _, lost) => {
  const [first, last] = [points[0], points[points.length - 1]] as [ImagePoint, ImagePoint];
  const closed = drawn?.closed ?? null;
  if (closed === false) return points.length < 2 ? 'it has a single point' : [{ kind: 'polyline', points }];
  const corners = first.x === last.x && first.y === last.y ? points.slice(0, -1) : points;
  if (corners.length < 3) return `its ${corners.length} points enclose nothing`;
  if (closed === null) lost('the file does not say whether the outline is closed; it is drawn closed');
  return [{ kind: 'polygon', points: corners }];
};

/** One a tool, by the tool's name; the order of its points is Cornerstone3D's. */
const DRAWN: { readonly [tool: string]: Draw | undefined } = {
  Length: of(2, line),
  Probe: point,
  DragProbe: point,
  Label: ([anchor]) => (anchor === undefined ? 'it has no points' : [{ kind: 'text', anchor }]),
  ArrowAnnotate: of(2, (points, { tipFirst }) => {
    const [tip, tail] = (tipFirst ? points : [...points].reverse()) as [ImagePoint, ImagePoint];
    return [{ kind: 'arrow', tip, tail }];
  }),
  Bidirectional: of(4, ([a, b, c, d], _, { plane }) => {
    const [one, other] = [
      [a, b],
      [c, d],
    ] as [[ImagePoint, ImagePoint], [ImagePoint, ImagePoint]];
    const longer = distanceMm(plane.spacing, ...one) >= distanceMm(plane.spacing, ...other);
    return [{ kind: 'bidirectional', long: longer ? one : other, short: longer ? other : one }];
  }),
  /** Two ends of one axis, then of the other. */
  EllipticalROI: of(4, ([bottom, top, left, right], _, { plane }) =>
    ellipse(bottom as ImagePoint, top as ImagePoint, left as ImagePoint, right as ImagePoint, plane.spacing),
  ),
  /** The center, then a point of the circle; further handles repeat it. */
  CircleROI: ([center, rim], _, { plane }) => {
    if (center === undefined || rim === undefined) return 'it has a single point';
    const { betweenColumnsMm, betweenRowsMm } = plane.spacing;
    const radiusMm = distanceMm(plane.spacing, center, rim);
    if (!(radiusMm > 0)) return 'the circle has no radius';
    const [radiusX, radiusY] = [radiusMm / betweenColumnsMm, radiusMm / betweenRowsMm];
    return [{ kind: 'ellipse', center, radiusX, radiusY, rotation: 0 }];
  },
  /** Corners in the order of reading: the second and the third lie opposite each other. */
  RectangleROI: of(4, ([a, b, c, d]) => [{ kind: 'polygon', points: [a, b, d, c] as ImagePoint[] }]),
  PlanarFreehandROI: outline,
  SplineROI: outline,
  LivewireContour: outline,
  Angle: of(3, (points, _, __, lost) => {
    lost('its two sides are drawn as a line; the angle between them is not measured here');
    return [{ kind: 'polyline', points }];
  }),
  CobbAngle: of(4, ([a, b, c, d], _, __, lost) => {
    lost('its two lines are drawn; the angle between them is not measured here');
    return [
      { kind: 'polyline', points: [a, b] as ImagePoint[] },
      { kind: 'polyline', points: [c, d] as ImagePoint[] },
    ];
  }),
};

/** Saved with rounding; farther apart, in pixels, the two axes have no common center. Product choice. */
const CENTER_PX = 0.5;
/** As a cosine; product choice. */
const SLANT = 0.02;

function ellipse(
  bottom: ImagePoint,
  top: ImagePoint,
  left: ImagePoint,
  right: ImagePoint,
  { betweenColumnsMm: sx, betweenRowsMm: sy }: PlacedFrame['plane']['spacing'],
): readonly Shape[] | string {
  const middle = (p: ImagePoint, q: ImagePoint): ImagePoint => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
  const half = (p: ImagePoint, q: ImagePoint): ImagePoint => ({ x: (q.x - p.x) / 2, y: (q.y - p.y) / 2 });
  const [one, other] = [middle(left, right), middle(bottom, top)];
  if (Math.hypot(one.x - other.x, one.y - other.y) > CENTER_PX)
    return 'its two axes have no common center: no ellipse has these four points';
  const [a, b] = [half(left, right), half(bottom, top)];
  const lengths = Math.hypot(a.x * sx, a.y * sy) * Math.hypot(b.x * sx, b.y * sy);
  if (Math.abs(a.x * b.x * sx * sx + a.y * b.y * sy * sy) > SLANT * lengths)
    return 'its two axes are not at right angles: no ellipse has these four points';
  const shape = ellipseFromHalfAxes(middle(one, other), a, b);
  return shape === null ? 'the ellipse has no area' : [shape];
}
