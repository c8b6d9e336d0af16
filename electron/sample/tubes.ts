/** Vessels, bowel and other tubes: chains of tapered capsules in patient coordinates, cut by slices. */
import { clamp } from './shapes.ts';
import type { Box, Distance } from './slice-canvas.ts';

export type Node = readonly [x: number, y: number, z: number, radius: number];

/** One tapered piece between two nodes. */
type Piece = readonly [a: Node, b: Node];

export type Tube = { readonly pieces: readonly Piece[] };

/** A smooth tube through the nodes (Catmull-Rom, `steps` pieces between two nodes). */
export function tube(nodes: readonly Node[], steps = 5): Tube {
  const at = (i: number) => nodes[clamp(i, 0, nodes.length - 1)] as Node;
  const points: Node[] = [];
  for (let i = 0; i < nodes.length - 1; i += 1) {
    for (let s = 0; s < steps; s += 1)
      points.push(between(at(i - 1), at(i), at(i + 1), at(i + 2), s / steps));
  }
  points.push(at(nodes.length - 1));
  return chain(points);
}

export function chain(points: readonly Node[]): Tube {
  return { pieces: points.slice(1).map((b, i) => [points[i] as Node, b] as const) };
}

function between(p0: Node, p1: Node, p2: Node, p3: Node, t: number): Node {
  const c = (k: 0 | 1 | 2 | 3) =>
    0.5 *
    (2 * p1[k] +
      (p2[k] - p0[k]) * t +
      (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k]) * t * t +
      (3 * p1[k] - p0[k] - 3 * p2[k] + p3[k]) * t * t * t);
  return [c(0), c(1), c(2), Math.max(0.3, c(3))];
}

/** The tube's cut at height z: its bounding box and signed distance, or nothing. `grow` widens it (mm). */
export function cut(tubeToCut: Tube, z: number, grow = 0): { box: Box; distance: Distance } | undefined {
  const near = tubeToCut.pieces.filter(([a, b]) => {
    const reach = Math.max(a[3], b[3]) + grow + 1.5;
    return z > Math.min(a[2], b[2]) - reach && z < Math.max(a[2], b[2]) + reach;
  });
  if (near.length === 0) return undefined;
  let x0 = Infinity;
  let x1 = -Infinity;
  let y0 = Infinity;
  let y1 = -Infinity;
  for (const piece of near) {
    for (const node of piece) {
      const reach = node[3] + grow + 2;
      x0 = Math.min(x0, node[0] - reach);
      x1 = Math.max(x1, node[0] + reach);
      y0 = Math.min(y0, node[1] - reach);
      y1 = Math.max(y1, node[1] + reach);
    }
  }
  const distance: Distance = (x, y) => {
    let least = Infinity;
    for (const [a, b] of near) {
      const d = capsule(x, y, z, a, b);
      if (d < least) least = d;
    }
    return least - grow;
  };
  return { box: { x0, x1, y0, y1 }, distance };
}

function capsule(x: number, y: number, z: number, a: Node, b: Node): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const dz = b[2] - a[2];
  const px = x - a[0];
  const py = y - a[1];
  const pz = z - a[2];
  const t = clamp((px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz + 1e-9), 0, 1);
  const ex = px - t * dx;
  const ey = py - t * dy;
  const ez = pz - t * dz;
  return Math.sqrt(ex * ex + ey * ey + ez * ez) - (a[3] + t * (b[3] - a[3]));
}

/** Where the tube's axis crosses height z: x and y, or nothing. */
export function centreAt(tubeToCut: Tube, z: number): { x: number; y: number } | undefined {
  for (const [a, b] of tubeToCut.pieces) {
    if ((a[2] - z) * (b[2] - z) > 0 || a[2] === b[2]) continue;
    const t = (z - a[2]) / (b[2] - a[2]);
    return { x: a[0] + t * (b[0] - a[0]), y: a[1] + t * (b[1] - a[1]) };
  }
  return undefined;
}
