/**
 * The outlines of a binary mask along the edges of its pixels, so that exactly the mask's pixels lie inside by the
 * voxel rule. Pixels that touch only at a corner belong to different outlines (4-connectivity). Outer outlines run
 * clockwise on the screen, holes the other way.
 */
import type { ImagePoint } from '../image/plane.ts';

export type MaskOutline = { readonly points: readonly ImagePoint[]; readonly hole: boolean };

/** `mask`: rows × columns, row by row, non-zero inside. Image coordinates: corners of pixels, integers. */
export function maskOutlines(mask: ArrayLike<number>, rows: number, columns: number): readonly MaskOutline[] {
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < columns && y < rows && mask[y * columns + x] !== 0;
  // Edges by their starting corner; each keeps the inside on its right. A corner starts two edges at most.
  const starts = new Map<number, number[]>();
  const width = columns + 1;
  const edge = (x0: number, y0: number, x1: number, y1: number): void => {
    const from = y0 * width + x0;
    const ends = starts.get(from);
    const to = y1 * width + x1;
    if (ends === undefined) starts.set(from, [to]);
    else ends.push(to);
  };
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      if (!inside(x, y)) continue;
      if (!inside(x, y - 1)) edge(x, y, x + 1, y);
      if (!inside(x + 1, y)) edge(x + 1, y, x + 1, y + 1);
      if (!inside(x, y + 1)) edge(x + 1, y + 1, x, y + 1);
      if (!inside(x - 1, y)) edge(x, y + 1, x, y);
    }
  }
  const outlines: MaskOutline[] = [];
  for (const start of starts.keys()) {
    while ((starts.get(start)?.length ?? 0) > 0) {
      const points = trace(start, starts, width);
      outlines.push({ points, hole: signedArea(points) < 0 });
    }
  }
  return outlines;
}

/** Follows edges from a corner until it is back, corners of straight runs left out. */
function trace(start: number, starts: Map<number, number[]>, width: number): readonly ImagePoint[] {
  const corners: number[] = [];
  let at = start;
  let heading = 0;
  do {
    const ends = starts.get(at) as number[];
    // At a corner that two pixels share, the turn to the right stays with the same pixel.
    const next = ends.length === 1 ? (ends[0] as number) : rightmost(at, heading, ends, width);
    ends.splice(ends.indexOf(next), 1);
    const step = next - at;
    if (step !== heading) corners.push(at);
    heading = step;
    at = next;
  } while (at !== start);
  // The start may lie within a straight run.
  const first = corners[0] as number;
  if (first === start && corners.length > 1 && (corners[1] as number) - start !== 0) {
    const lastStep = Math.sign(start - (corners[corners.length - 1] as number));
    const firstStep = Math.sign((corners[1] as number) - start);
    const sameAxis =
      isHorizontal(corners[corners.length - 1] as number, start, width) ===
      isHorizontal(start, corners[1] as number, width);
    if (sameAxis && lastStep === firstStep) corners.shift();
  }
  return corners.map((corner) => ({ x: corner % width, y: Math.floor(corner / width) }));
}

const isHorizontal = (from: number, to: number, width: number): boolean =>
  Math.floor(from / width) === Math.floor(to / width);

/** Steps in clockwise order on the screen: right, down, left, up. */
function rightmost(at: number, heading: number, ends: readonly number[], width: number): number {
  const order = [1, width, -1, -width];
  const right = order[(order.indexOf(heading) + 1) % 4] as number;
  return ends.find((end) => end - at === right) ?? (ends[0] as number);
}

/** Shoelace; positive for clockwise on the screen, where y runs down. */
function signedArea(points: readonly ImagePoint[]): number {
  let sum = 0;
  for (const [index, a] of points.entries()) {
    const b = points[(index + 1) % points.length] as ImagePoint;
    sum += a.x * b.y - b.x * a.y;
  }
  return sum / 2;
}
