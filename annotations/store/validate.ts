/** Nothing half-valid enters the state. Each check gives a sentence for the reader, or null when all is well. */
import { type Descriptors, VERTEBRAL_LEVEL_PATTERN, type VertebralLevel } from '../finding/descriptors.ts';
import type { Shape, ShapeKind } from '../finding/region.ts';
import type { FrameRef } from '../image/hierarchy.ts';
import type { ImagePoint } from '../image/plane.ts';
import { assertNever } from '../result.ts';

/** How each kind is called in names of changes: "Move ellipse". */
export const SHAPE_NAMES: { readonly [K in ShapeKind]: string } = {
  point: 'point',
  text: 'text',
  arrow: 'arrow',
  polyline: 'length',
  bidirectional: 'bidirectional',
  ellipse: 'ellipse',
  polygon: 'polygon',
};

const finite = (points: readonly ImagePoint[]): boolean =>
  points.every((point) => Number.isFinite(point.x) && Number.isFinite(point.y));

/** Shorter lines than this, in pixels, are slips of the hand and have no direction; product choice. */
const MIN_LENGTH_PX = 0.01;

const apart = (a: ImagePoint, b: ImagePoint): boolean => Math.hypot(a.x - b.x, a.y - b.y) >= MIN_LENGTH_PX;

/** Twice the signed area in px²: zero for points that lie on one line. */
function doubleArea(points: readonly ImagePoint[]): number {
  let sum = 0;
  points.forEach((a, i) => {
    const b = points[(i + 1) % points.length] as ImagePoint;
    sum += a.x * b.y - b.x * a.y;
  });
  return sum;
}

export function shapeFault(shape: Shape): string | null {
  const name = SHAPE_NAMES[shape.kind];
  const nowhere = `The ${name} has a corner that is nowhere: its coordinates are not numbers.`;
  switch (shape.kind) {
    case 'point':
      return finite([shape.point]) ? null : nowhere;
    case 'text':
      return finite([shape.anchor]) ? null : nowhere;
    case 'arrow':
      if (!finite([shape.tip, shape.tail])) return nowhere;
      return apart(shape.tip, shape.tail) ? null : 'The arrow has no length.';
    case 'polyline':
      if (!finite(shape.points)) return nowhere;
      if (shape.points.length < 2) return 'A length needs two points at least.';
      return shape.points.some((p) => apart(p, shape.points[0] as ImagePoint))
        ? null
        : 'The line has no length.';
    case 'bidirectional':
      if (!finite([...shape.long, ...shape.short])) return nowhere;
      return apart(...shape.long) ? null : 'The long diameter has no length.';
    case 'ellipse':
      if (!finite([shape.center]) || !Number.isFinite(shape.rotation)) return nowhere;
      return shape.radiusX > 0 && shape.radiusY > 0 && Number.isFinite(shape.radiusX * shape.radiusY)
        ? null
        : 'The ellipse has no area.';
    case 'polygon':
      if (!finite(shape.points)) return nowhere;
      if (shape.points.length < 3) return 'A polygon needs three corners at least.';
      return doubleArea(shape.points) === 0 && shape.points.length < 4 ? 'The polygon has no area.' : null;
    default:
      return assertNever(shape);
  }
}

export const frameFault = (frame: FrameRef): string | null =>
  frame.sopInstanceUID !== '' && Number.isInteger(frame.frameNumber) && frame.frameNumber >= 1
    ? null
    : 'A mark needs the image that it lies on.';

/** Places of levels from head to foot, for the order of a range. */
const REGION_OF_SPINE = 'CTLS';
export const levelOrder = (level: VertebralLevel): number =>
  REGION_OF_SPINE.indexOf(level[0] as string) * 100 + Number(level.slice(1));

export function levelsFault(levels: readonly [VertebralLevel, VertebralLevel]): string | null {
  const wrong = levels.find((level) => !VERTEBRAL_LEVEL_PATTERN.test(level));
  if (wrong !== undefined) return `“${wrong}” is no vertebral level; write for example T10.`;
  return levelOrder(levels[0]) <= levelOrder(levels[1])
    ? null
    : `The upper level ${levels[0]} lies below the lower level ${levels[1]}.`;
}

export function descriptorsFault(descriptors: Descriptors): string | null {
  const hu = descriptors.attenuationHu?.value;
  if (hu !== undefined && !(Number.isFinite(hu.fromHu) && Number.isFinite(hu.toHu) && hu.fromHu <= hu.toHu)) {
    return 'The HU range has to run from the lower to the higher number.';
  }
  const size = descriptors.sizeMm?.value;
  if (size !== undefined && (size.length === 0 || size.some((mm) => !Number.isFinite(mm) || mm <= 0))) {
    return 'Sizes are numbers above 0 mm.';
  }
  if (descriptors.enhancementDegree?.value.length === 0) {
    return 'The enhancement needs one degree at least.';
  }
  return null;
}
