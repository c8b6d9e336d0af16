import { describe, expect, it } from 'vitest';
import type { FramePlane } from '../../../annotations/image/plane.ts';
import { crossOn, drawnParts, type OtherPlane } from '../../../annotations/scene/cross-lines.ts';
import { crossHit, FREE_PX } from '../../../renderer/overlay/crosshair.ts';

const PLANE: FramePlane = {
  position: { x: 0, y: 0, z: 0 },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 1, z: 0 },
  spacing: { betweenRowsMm: 1, betweenColumnsMm: 1 },
};
/** Two CSS pixels a pixel, 30 from the left, 10 from above. */
const VIEW = {
  plane: PLANE,
  rows: 100,
  columns: 100,
  transform: { a: 2, b: 0, c: 0, d: 2, e: 30, f: 10 },
};
const CORONAL: OtherPlane = { side: 'coronal', normal: { x: 0, y: 1, z: 0 } };
const SAGITTAL: OtherPlane = { side: 'sagittal', normal: { x: 1, y: 0, z: 0 } };
const CROSS = crossOn(VIEW, { x: 49.5, y: 19.5, z: 0 }, [CORONAL, SAGITTAL]);

describe('the crosshair on the screen', () => {
  it('stands on the centre of the voxel, with a line for each other plane across the picture', () => {
    expect(CROSS.centre).toEqual({ x: 130, y: 50 });
    const [coronal, sagittal] = CROSS.lines;
    expect([coronal?.from.y, coronal?.to.y]).toEqual([50, 50]);
    expect([coronal?.from.x, coronal?.to.x].sort()).toEqual([230, 30]);
    expect([sagittal?.from.x, sagittal?.to.x]).toEqual([130, 130]);
  });

  it('leaves the voxel itself free to be seen', () => {
    const [coronal] = CROSS.lines;
    const parts = coronal === undefined ? [] : drawnParts(coronal, CROSS.centre, FREE_PX);
    expect(parts.map(([from]) => Math.abs(from.x - 130))).toEqual([FREE_PX, FREE_PX]);
    const edge = crossOn(VIEW, { x: 0, y: 19.5, z: 0 }, [CORONAL]);
    expect(edge.lines.flatMap((line) => drawnParts(line, edge.centre, FREE_PX))).toHaveLength(1);
  });

  it('is taken in the middle by both lines, elsewhere by the one under the pointer, beside them not at all', () => {
    expect(crossHit(CROSS, { x: 135, y: 45 })).toEqual({ kind: 'centre' });
    expect(crossHit(CROSS, { x: 60, y: 52 })).toMatchObject({ kind: 'line', line: { side: 'coronal' } });
    expect(crossHit(CROSS, { x: 128, y: 150 })).toMatchObject({ kind: 'line', line: { side: 'sagittal' } });
    expect(crossHit(CROSS, { x: 60, y: 70 })).toBeNull();
  });
});
