import { describe, expect, it } from 'vitest';
import type { FrameOfReferenceUID } from '../../../annotations/ids.ts';
import type { Frame, Stack } from '../../../annotations/image/hierarchy.ts';
import { nearestSlice } from '../../../renderer/session/panes.ts';

/** Axial frames from `fromMm` upwards; only what the comparison reads is filled in. */
const axial = (fromMm: number, stepMm: number, count: number, reference = '1.2'): Stack =>
  ({
    frameOfReferenceUID: reference as FrameOfReferenceUID,
    normal: { x: 0, y: 0, z: 1 },
    frames: Array.from(
      { length: count },
      (_, index) =>
        ({
          plane: {
            position: { x: -180, y: -170, z: fromMm + index * stepMm },
            rowDirection: { x: 1, y: 0, z: 0 },
            columnDirection: { x: 0, y: 1, z: 0 },
            spacing: { betweenRowsMm: 0.7, betweenColumnsMm: 0.7 },
          },
        }) as Frame,
    ),
  }) as unknown as Stack;

describe('the slice of another phase that lies nearest', () => {
  it('goes by the place in the patient, not by the number', () => {
    expect(nearestSlice(axial(0, 5, 50), 10, axial(20, 2.5, 100))).toBe(12);
  });

  it('stops at the ends of the other stack', () => {
    expect(nearestSlice(axial(0, 5, 50), 0, axial(40, 5, 20))).toBe(0);
    expect(nearestSlice(axial(0, 5, 50), 49, axial(40, 5, 20))).toBe(19);
  });

  it('compares nothing across frames of reference', () => {
    expect(nearestSlice(axial(0, 5, 50), 10, axial(0, 5, 50, '1.3'))).toBeNull();
  });

  it('compares nothing with a plane of another direction', () => {
    const coronal = { ...axial(0, 5, 50), normal: { x: 0, y: 1, z: 0 } };
    expect(nearestSlice(axial(0, 5, 50), 10, coronal)).toBeNull();
  });
});
