import { describe, expect, it } from 'vitest';
import type { Frame, Stack } from '../../../annotations/image/hierarchy.ts';
import type { PatientPoint, PatientVector } from '../../../annotations/image/plane.ts';
import { intoPlane, movedAlong, onVoxel, voxelAt } from '../../../renderer/viewport/voxel-point.ts';

/** 10 columns by 6 rows of 0.5 × 1.5 mm, 4 slices of 2.5 mm from (10, −20, 30) on. */
function stack(row: PatientVector, column: PatientVector, normal: PatientVector): Stack {
  const spacing = { betweenRowsMm: 1.5, betweenColumnsMm: 0.5 };
  const frames = Array.from({ length: 4 }, (_, index) => {
    const far = 2.5 * index;
    const position = { x: 10 + far * normal.x, y: -20 + far * normal.y, z: 30 + far * normal.z };
    return { plane: { position, rowDirection: row, columnDirection: column, spacing } } as Frame;
  });
  return { rows: 6, columns: 10, frames } as unknown as Stack;
}

const AXIAL = stack({ x: 1, y: 0, z: 0 }, { x: 0, y: 1, z: 0 }, { x: 0, y: 0, z: 1 });
const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
const TURNED = stack({ x: cos, y: sin, z: 0 }, { x: -sin, y: cos, z: 0 }, { x: 0, y: 0, z: 1 });

const near = (a: PatientPoint | null, b: PatientPoint): boolean =>
  a !== null && Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z) < 1e-9;

describe('a point of the patient and its voxel', () => {
  it('is the voxel whose box holds it', () => {
    const point = { x: 10 + 3 * 0.5 + 0.2, y: -20 + 2 * 1.5 - 0.7, z: 30 + 2.5 + 1.2 };
    expect(voxelAt(AXIAL, point)).toEqual({ column: 3, row: 2, slice: 1 });
    expect(near(onVoxel(AXIAL, point), { x: 11.5, y: -17, z: 32.5 })).toBe(true);
  });

  it('is one at the edge for what lies outside', () => {
    expect(voxelAt(AXIAL, { x: -99, y: 99, z: 99 })).toEqual({ column: 0, row: 5, slice: 3 });
  });

  it('stays what it is once it is a voxel’s centre, however the stack is turned', () => {
    const point = { x: 10.9, y: -17.3, z: 36 };
    const once = onVoxel(TURNED, point);
    expect(once).not.toBeNull();
    expect(near(onVoxel(TURNED, once as PatientPoint), once as PatientPoint)).toBe(true);
  });

  it('is nothing where frames lie nowhere', () => {
    const nowhere = { rows: 6, columns: 10, frames: [{ plane: null }] } as unknown as Stack;
    expect(voxelAt(nowhere, { x: 0, y: 0, z: 0 })).toBeNull();
  });
});

describe('a point that follows a plane', () => {
  it('moves along the normal and nowhere else', () => {
    const plane = AXIAL.frames[2]?.plane;
    if (plane == null) throw new Error('No plane.');
    expect(near(intoPlane({ x: 1, y: 2, z: 3 }, plane), { x: 1, y: 2, z: 35 })).toBe(true);
  });

  it('moves along a line that is dragged, as far as the pointer along it', () => {
    const moved = movedAlong({ x: 1, y: 2, z: 3 }, { x: 0, y: 1, z: 0 }, { x: 50, y: 7, z: 60 });
    expect(moved).toEqual({ x: 1, y: 7, z: 3 });
  });
});
