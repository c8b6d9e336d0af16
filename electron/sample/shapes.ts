/**
 * Signed distances (mm, negative inside) of the solids that organs are made of, and ways to join them.
 * The forms follow Inigo Quilez' published distance functions; ellipsoids are first-order approximations.
 */

/** A curve through [position, value] pairs (Catmull-Rom), constant outside them. Positions ascend or descend. */
export function keyed(pairs: readonly (readonly [number, number])[]): (at: number) => number {
  const sorted = pairs.slice().sort((a, b) => a[0] - b[0]);
  const at = (i: number) => sorted[Math.min(sorted.length - 1, Math.max(0, i))] as readonly [number, number];
  return (position) => {
    if (position <= at(0)[0]) return at(0)[1];
    const last = sorted.length - 1;
    if (position >= at(last)[0]) return at(last)[1];
    let i = 0;
    while (at(i + 1)[0] < position) i += 1;
    const [p1, v1] = at(i);
    const [p2, v2] = at(i + 1);
    const span = p2 - p1;
    const m1 = i > 0 ? ((v2 - at(i - 1)[1]) / (p2 - at(i - 1)[0])) * span : v2 - v1;
    const m2 = i + 1 < last ? ((at(i + 2)[1] - v1) / (at(i + 2)[0] - p1)) * span : v2 - v1;
    const t = (position - p1) / span;
    const t2 = t * t;
    const t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * v1 + (t3 - 2 * t2 + t) * m1 + (3 * t2 - 2 * t3) * v2 + (t3 - t2) * m2;
  };
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function ramp(value: number, from: number, to: number): number {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

/** Union with a fillet of about `k` mm. */
export function join(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - h * h * k * 0.25;
}

/** Intersection with a rounded edge of about `k` mm. */
export function meet(a: number, b: number, k: number): number {
  return -join(-a, -b, k);
}

/** Ellipsoid at the origin with half axes a, b, c. */
export function ellipsoid(x: number, y: number, z: number, a: number, b: number, c: number): number {
  const qx = x / a;
  const qy = y / b;
  const qz = z / c;
  const k0 = Math.sqrt(qx * qx + qy * qy + qz * qz);
  const k1 = Math.sqrt((qx / a) ** 2 + (qy / b) ** 2 + (qz / c) ** 2);
  return k1 < 1e-9 ? -Math.min(a, b, c) : (k0 * (k0 - 1)) / k1;
}

export function ellipse(x: number, y: number, a: number, b: number): number {
  return ellipsoid(x, y, 0, a, b, 1);
}

/** Ellipse whose first axis is turned by `angle` radians from x towards y. */
export function turnedEllipse(x: number, y: number, a: number, b: number, angle: number): number {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return ellipsoid(x * c + y * s, y * c - x * s, 0, a, b, 1);
}

/** Distance of a point to a flat segment, and where along it (0…1) the nearest point lies. */
export function segment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const t = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1);
  const ex = x - ax - t * dx;
  const ey = y - ay - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}
