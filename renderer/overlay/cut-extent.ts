/** From which frame of a cut to which a finding reaches, by the outlines on the slices that the cut was made of. Pure. */
import { isAreaShape, type Region } from '../../annotations/finding/region.ts';
import { shapeBounds } from '../../annotations/finding/shape-geometry.ts';
import { frameKey, type Stack } from '../../annotations/image/hierarchy.ts';
import { dot, imageToPatient, planeNormal } from '../../annotations/image/plane.ts';
import type { Slices } from '../../annotations/scene/cut-bars.ts';

/** Frames from 0, both ends included. */
export type Extent = { readonly from: number; readonly to: number };

/** Null where no region has an area on these slices, or none that a frame meets. A cut follows the slices' own rows or columns. */
export function extentIn(cut: Stack, slices: Slices, regions: readonly Region[]): Extent | null {
  const first = cut.frames[0]?.plane ?? null;
  const spacing = cut.sliceSpacingMm;
  if (first === null || spacing === null || spacing === 0) return null;
  const normal = planeNormal(first);
  const start = dot(normal, first.position);
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { frame, shape } of regions) {
    const slice = isAreaShape(shape) ? slices.get(frameKey(frame)) : undefined;
    if (slice === undefined) continue;
    const { left, top, right, bottom } = shapeBounds(shape);
    for (const corner of [
      { x: left, y: top },
      { x: right, y: bottom },
    ]) {
      const at = (dot(normal, imageToPatient(slice.plane, corner)) - start) / spacing;
      from = Math.min(from, at);
      to = Math.max(to, at);
    }
  }
  // A frame takes part when its middle lies within.
  const extent = { from: Math.max(0, Math.ceil(from)), to: Math.min(cut.frames.length - 1, Math.floor(to)) };
  return extent.from > extent.to ? null : extent;
}
