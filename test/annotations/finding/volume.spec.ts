import { describe, expect, it } from 'vitest';
import type { AreaShape } from '../../../annotations/finding/region.ts';
import { findingVolume, type PlacedContour } from '../../../annotations/finding/volume.ts';
import { asUid } from '../../../annotations/ids.ts';

/** A square of so many mm at z mm, on pixels of 0.5 mm. */
function contour(sideMm: number, zMm: number, tilt = 0): PlacedContour {
  const side = sideMm / 0.5;
  const shape: AreaShape = {
    kind: 'polygon',
    points: [
      { x: 3, y: 3 },
      { x: 3 + side, y: 3 },
      { x: 3 + side, y: 3 + side },
      { x: 3, y: 3 + side },
    ],
  };
  return {
    region: asUid(`2.25.${Math.round(zMm * 10) + 1000}`),
    shape,
    plane: {
      position: { x: 0, y: 0, z: zMm },
      rowDirection: { x: 1, y: 0, z: 0 },
      columnDirection: { x: 0, y: Math.cos(tilt), z: Math.sin(tilt) },
      spacing: { betweenRowsMm: 0.5, betweenColumnsMm: 0.5 },
    },
  };
}

describe('the volume of a finding', () => {
  it('is area sum times slice distance when every slice has a contour', () => {
    const result = findingVolume([contour(10, 0), contour(20, 5), contour(10, 10)], 5);
    expect(result.ok && result.value).toMatchObject({
      volumeMm3: (100 + 400 + 100) * 5,
      planeCount: 3,
      gaps: [],
    });
  });

  it('does not depend on the order of the contours', () => {
    const result = findingVolume([contour(10, 10), contour(10, 0), contour(20, 5)], 5);
    expect(result.ok && result.value.volumeMm3).toBe(3000);
  });

  it('adds two outlines on one plane', () => {
    const result = findingVolume([contour(10, 0), contour(10, 0), contour(10, 5)], 5);
    expect(result.ok && result.value.volumeMm3).toBe((200 + 100) * 5);
  });

  it('bridges a gap and says so', () => {
    const result = findingVolume([contour(10, 0), contour(10, 5), contour(10, 20)], 5);
    expect(result.ok && result.value.volumeMm3).toBe(100 * (5 + 10 + 10));
    expect(result.ok && result.value.gaps).toEqual([
      { fromMm: 5, toMm: 20, message: '2 slices without contour over 15.0 mm, bridged.' },
    ]);
  });

  /** A bow-tie: what it goes round one way is taken off the other. */
  const crossing = (zMm: number): PlacedContour => ({
    ...contour(10, zMm),
    region: asUid('2.25.7'),
    shape: {
      kind: 'polygon',
      points: [
        { x: 3, y: 3 },
        { x: 23, y: 23 },
        { x: 23, y: 3 },
        { x: 3, y: 23 },
      ],
    },
  });

  it('leaves out what crosses itself, says so, and rests on the others alone', () => {
    const result = findingVolume([contour(10, 0), crossing(5), contour(10, 10), contour(10, 15)], 5);
    const without = findingVolume([contour(10, 0), contour(10, 10), contour(10, 15)], 5);
    if (!result.ok || !without.ok) throw new Error('no volume');
    expect(without.value.leftOut).toBeNull();
    expect(result.value).toEqual({ ...without.value, leftOut: '1 outline crosses itself and is left out.' });
    expect(result.value.regions).not.toContain('2.25.7');
    expect(result.value.gaps).toHaveLength(1);
  });

  it('is refused with that reason where too little is left', () => {
    const result = findingVolume([contour(10, 0), crossing(5), crossing(10)], 5);
    expect(result.ok ? null : result.error).toEqual({
      kind: 'crossing-outlines',
      message:
        '2 outlines cross themselves, and without them fewer than two planes have contours; no volume is given.',
    });
  });

  it('is refused for fewer than two planes and for planes that are not parallel', () => {
    const one = findingVolume([contour(10, 0), contour(10, 0)], 5);
    expect(one.ok ? '' : one.error.message).toBe(
      'A volume needs contours on two planes at least; there is one.',
    );
    const tilted = findingVolume([contour(10, 0), contour(10, 5, 0.1)], 5);
    expect(tilted.ok ? '' : tilted.error.kind).toBe('not-parallel');
  });
});
