/**
 * Shapes that follow a mass on one slice, from the mask of its pixels. Image coordinates (corner origin, pixel centre
 * at +0.5); masks are rows × columns, 1 inside.
 */
import type { BidirectionalShape, EllipseShape, PolygonShape } from '../../annotations/finding/region.ts';
import { rowRange, runsInRow } from '../../annotations/finding/voxel-rule.ts';
import type { ImagePoint } from '../../annotations/image/plane.ts';
import { columns, rows } from './grid.ts';

export type Mask = Uint8Array;

export const maskOf = (labels: Uint8Array, id: number, keep: (index: number) => boolean = () => true): Mask =>
  labels.map((label, index) => (label === id && keep(index) ? 1 : 0));

/** Takes the outermost pixels away, `times` times. */
export function erode(mask: Mask, times: number): Mask {
  let from = mask;
  for (let n = 0; n < times; n += 1) {
    const last = from;
    from = last.map((inside, i) =>
      inside && last[i - 1] && last[i + 1] && last[i - columns] && last[i + columns] ? 1 : 0,
    );
  }
  return from;
}

/** Adds the pixels along the mask's edge, `times` times, as far as they lie in `within`. */
export function dilate(mask: Mask, times: number, within: Mask): Mask {
  let from = mask;
  for (let n = 0; n < times; n += 1) {
    const last = from;
    from = last.map((inside, i) =>
      within[i] && (inside || last[i - 1] || last[i + 1] || last[i - columns] || last[i + columns]) ? 1 : 0,
    );
  }
  return from;
}

/** The largest part whose pixels touch along edges. */
export function largestPart(mask: Mask): Mask {
  const part = new Int32Array(mask.length);
  const sizes = [0];
  const stack: number[] = [];
  for (let start = 0; start < mask.length; start += 1) {
    if (!mask[start] || part[start]) continue;
    const id = sizes.length;
    let size = 0;
    stack.push(start);
    part[start] = id;
    while (stack.length > 0) {
      const i = stack.pop() as number;
      size += 1;
      for (const n of [i - 1, i + 1, i - columns, i + columns]) {
        if (mask[n] && !part[n]) {
          part[n] = id;
          stack.push(n);
        }
      }
    }
    sizes.push(size);
  }
  const largest = sizes.indexOf(Math.max(...sizes));
  return mask.map((inside, i) => (inside && largest > 0 && part[i] === largest ? 1 : 0));
}

/** Cuts the mask open along a ray from a point: a ring becomes a C, which one polygon can follow. */
export function slit(mask: Mask, from: ImagePoint, direction: { x: number; y: number }): Mask {
  const length = Math.hypot(direction.x, direction.y);
  const ux = direction.x / length;
  const uy = direction.y / length;
  return mask.map((inside, i) => {
    const dx = (i % columns) + 0.5 - from.x;
    const dy = Math.floor(i / columns) + 0.5 - from.y;
    const along = dx * ux + dy * uy;
    return inside && (along < 0 || Math.abs(dx * uy - dy * ux) > 1.2) ? 1 : 0;
  });
}

/** The outer edge of a mask of one part, simplified. */
export function outlinePolygon(mask: Mask): PolygonShape | undefined {
  const cracks = traceEdge(mask);
  if (cracks.length < 4) return undefined;
  const middles = cracks.map((a, i) => {
    const b = cracks[(i + 1) % cracks.length] as ImagePoint;
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  });
  const half = Math.floor(middles.length / 2);
  const first = simplify(middles.slice(0, half + 1), 0.45);
  const second = simplify([...middles.slice(half), middles[0] as ImagePoint], 0.45);
  return { kind: 'polygon', points: [...first.slice(0, -1), ...second.slice(0, -1)] };
}

/** Corners of the pixel edges between inside and outside, inside on the right hand, from the topmost pixel on. */
function traceEdge(mask: Mask): ImagePoint[] {
  const start = mask.indexOf(1);
  if (start < 0) return [];
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && mask[y * columns + x] === 1;
  const turns = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const;
  let x = start % columns;
  let y = Math.floor(start / columns);
  const x0 = x;
  const y0 = y;
  let heading = 0;
  const points: ImagePoint[] = [];
  do {
    points.push({ x, y });
    const [dx, dy] = turns[heading] as readonly [number, number];
    x += dx;
    y += dy;
    // The two pixels ahead of the corner just reached: right hand and left hand of the heading.
    const right = [dx > 0 || dy < 0 ? x : x - 1, dy > 0 || dx > 0 ? y : y - 1] as const;
    const left = [dx > 0 || dy > 0 ? x : x - 1, dy > 0 || dx < 0 ? y : y - 1] as const;
    if (!at(...right)) heading = (heading + 1) % 4;
    else if (at(...left)) heading = (heading + 3) % 4;
  } while ((x !== x0 || y !== y0 || heading !== 0) && points.length < 20000);
  return points;
}

/** Ramer, Douglas and Peucker: keeps the ends, leaves out points nearer than `tolerance` to the chord. */
function simplify(points: readonly ImagePoint[], tolerance: number): ImagePoint[] {
  const a = points[0] as ImagePoint;
  const b = points[points.length - 1] as ImagePoint;
  let worst = 0;
  let at = 0;
  for (let i = 1; i < points.length - 1; i += 1) {
    const p = points[i] as ImagePoint;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const d =
      length < 1e-9
        ? Math.hypot(p.x - a.x, p.y - a.y)
        : Math.abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length;
    if (d > worst) {
      worst = d;
      at = i;
    }
  }
  if (worst <= tolerance) return [a, b];
  return [
    ...simplify(points.slice(0, at + 1), tolerance).slice(0, -1),
    ...simplify(points.slice(at), tolerance),
  ];
}

/** The ellipse of the mask's second moments, shrunk until all its pixels lie in the mask. */
export function innerEllipse(mask: Mask): EllipseShape | undefined {
  const { pixels: n, center } = centroid(mask);
  if (n < 20) return undefined;
  let [xx, yy, xy] = [0, 0, 0];
  mask.forEach((inside, i) => {
    if (!inside) return;
    const dx = (i % columns) + 0.5 - center.x;
    const dy = Math.floor(i / columns) + 0.5 - center.y;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  const mean = (xx + yy) / 2 / n;
  const spread = Math.hypot((xx - yy) / 2, xy) / n;
  const rotation = 0.5 * Math.atan2(2 * xy, xx - yy);
  for (let scale = 2; scale > 0.3; scale *= 0.97) {
    const ellipse: EllipseShape = {
      kind: 'ellipse',
      center: rounded(center),
      radiusX: round(scale * Math.sqrt(mean + spread)),
      radiusY: round(scale * Math.sqrt(Math.max(0.1, mean - spread))),
      rotation: Number(rotation.toFixed(4)),
    };
    if (pixelsOf(ellipse).every((index) => mask[index] === 1)) return ellipse;
  }
  return undefined;
}

/** Longest diameter of the mask, and the longest one perpendicular to it within 2 degrees. */
export function diameters(mask: Mask): BidirectionalShape | undefined {
  const edge = traceEdge(mask);
  if (edge.length < 4) return undefined;
  const long = longest(edge, () => true);
  const dx = long[1].x - long[0].x;
  const dy = long[1].y - long[0].y;
  const length = Math.hypot(dx, dy);
  const short = longest(edge, (a, b) => {
    const ex = b.x - a.x;
    const ey = b.y - a.y;
    return Math.abs(ex * dx + ey * dy) < 0.035 * length * Math.hypot(ex, ey);
  });
  return { kind: 'bidirectional', long, short };
}

function longest(
  points: readonly ImagePoint[],
  fits: (a: ImagePoint, b: ImagePoint) => boolean,
): [ImagePoint, ImagePoint] {
  let best = -1;
  let pair: [ImagePoint, ImagePoint] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ];
  for (let i = 0; i < points.length; i += 1) {
    for (let j = i + 1; j < points.length; j += 1) {
      const a = points[i] as ImagePoint;
      const b = points[j] as ImagePoint;
      const d = (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
      if (d > best && fits(a, b)) {
        best = d;
        pair = [a, b];
      }
    }
  }
  return pair;
}

/** Indices of the pixels inside, by the published voxel rule. */
export function pixelsOf(shape: EllipseShape | PolygonShape): number[] {
  const pixels: number[] = [];
  const { first, last } = rowRange(shape);
  for (let row = Math.max(0, first); row <= Math.min(rows - 1, last); row += 1) {
    for (const { from, to } of runsInRow(shape, row)) {
      for (let column = Math.max(0, from); column < Math.min(columns, to); column += 1)
        pixels.push(row * columns + column);
    }
  }
  return pixels;
}

/** The middle of the mask's pixels. */
export function middleOf(mask: Mask): ImagePoint {
  return rounded(centroid(mask).center);
}

/** Of the pixels' centres; the corner of the image for an empty mask. */
function centroid(mask: Mask): { readonly pixels: number; readonly center: ImagePoint } {
  let pixels = 0;
  let x = 0;
  let y = 0;
  mask.forEach((inside, i) => {
    if (!inside) return;
    pixels += 1;
    x += (i % columns) + 0.5;
    y += Math.floor(i / columns) + 0.5;
  });
  return { pixels, center: { x: x / Math.max(1, pixels), y: y / Math.max(1, pixels) } };
}

const round = (value: number) => Number(value.toFixed(2));
const rounded = (point: ImagePoint): ImagePoint => ({ x: round(point.x), y: round(point.y) });
