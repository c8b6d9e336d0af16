/**
 * Points of the patient and the voxels of a stack that is a regular box. A crosshair stands on the centre of a voxel,
 * so that all planes through it show that very voxel. Patient coordinates in mm (LPS). Pure.
 */
import type { Stack } from '../../annotations/image/hierarchy.ts';
import {
  dot,
  type FramePlane,
  imageToPatient,
  type PatientPoint,
  type PatientVector,
  type PixelIndex,
  patientToImage,
  pixelAt,
  pixelCenter,
  planeNormal,
} from '../../annotations/image/plane.ts';
import { nearestSlice } from './volume.ts';

/** Integers from 0; slices in the stack's own order. */
export type Voxel = PixelIndex & { readonly slice: number };

/** The nearest voxel, one at the edge for points outside. Null where the stack's frames lie nowhere. */
export function voxelAt(stack: Stack, point: PatientPoint): Voxel | null {
  const slice = nearestSlice(stack, point);
  const plane = slice === null ? null : (stack.frames[slice]?.plane ?? null);
  if (slice === null || plane === null) return null;
  const foot = patientToImage(plane, point).point;
  const { column, row } = pixelAt(foot);
  return { column: within(column, stack.columns), row: within(row, stack.rows), slice };
}

/** The centre of the nearest voxel. */
export function onVoxel(stack: Stack, point: PatientPoint): PatientPoint | null {
  const voxel = voxelAt(stack, point);
  const plane = voxel === null ? null : (stack.frames[voxel.slice]?.plane ?? null);
  if (voxel === null || plane === null) return null;
  return imageToPatient(plane, pixelCenter(voxel));
}

/** The point moved along a direction of length 1 until it is as far along it as `target`. */
export function movedAlong(
  point: PatientPoint,
  direction: PatientVector,
  target: PatientPoint,
): PatientPoint {
  const by = dot(direction, target) - dot(direction, point);
  return {
    x: point.x + by * direction.x,
    y: point.y + by * direction.y,
    z: point.z + by * direction.z,
  };
}

/** The point moved along the plane's normal into the plane. */
export const intoPlane = (point: PatientPoint, plane: FramePlane): PatientPoint =>
  movedAlong(point, planeNormal(plane), plane.position);

const within = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
