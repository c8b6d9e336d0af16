import { describe, expect, it } from 'vitest';
import {
  directionLetters,
  edgeLetters,
  flippedHorizontally,
  flippedVertically,
  planePlace,
  type QuarterTurn,
  rotated,
  type Turn,
  turnMatrix,
  UNTURNED,
} from '../../../annotations/image/orientation.ts';

const AXIAL = { rowDirection: { x: 1, y: 0, z: 0 }, columnDirection: { x: 0, y: 1, z: 0 } };
const CORONAL = { rowDirection: { x: 1, y: 0, z: 0 }, columnDirection: { x: 0, y: 0, z: -1 } };
const SAGITTAL = { rowDirection: { x: 0, y: 1, z: 0 }, columnDirection: { x: 0, y: 0, z: -1 } };
const ALL: readonly Turn[] = ([0, 90, 180, 270] as const satisfies QuarterTurn[]).flatMap((rotation) => [
  { rotation, flipHorizontal: false },
  { rotation, flipHorizontal: true },
]);

type Matrix = readonly [number, number, number, number];
const times = ([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix => [
  a * e + c * f + 0,
  b * e + d * f + 0,
  a * g + c * h + 0,
  b * g + d * h + 0,
];

describe('letters at the edges', () => {
  it.each([
    ['axial', AXIAL, { left: 'R', right: 'L', top: 'A', bottom: 'P' }],
    ['coronal', CORONAL, { left: 'R', right: 'L', top: 'H', bottom: 'F' }],
    ['sagittal', SAGITTAL, { left: 'A', right: 'P', top: 'H', bottom: 'F' }],
  ])('name the sides of an untouched %s frame', (_, plane, letters) => {
    expect(edgeLetters(plane, UNTURNED)).toEqual(letters);
  });

  it('turn clockwise with the picture: what was on top comes to the right', () => {
    expect(edgeLetters(AXIAL, { rotation: 90, flipHorizontal: false })).toEqual({
      left: 'P',
      right: 'A',
      top: 'R',
      bottom: 'L',
    });
  });

  it('swap left and right in a mirrored picture, and only those', () => {
    expect(edgeLetters(AXIAL, { rotation: 0, flipHorizontal: true })).toEqual({
      left: 'L',
      right: 'R',
      top: 'A',
      bottom: 'P',
    });
  });

  it('name a second side from about eleven degrees of tilt on, the telling one first', () => {
    const tilted = (degrees: number) => ({
      rowDirection: { x: 1, y: 0, z: 0 },
      columnDirection: {
        x: 0,
        y: Math.cos((degrees * Math.PI) / 180),
        z: -Math.sin((degrees * Math.PI) / 180),
      },
    });
    expect(edgeLetters(tilted(10), UNTURNED).bottom).toBe('P');
    expect(edgeLetters(tilted(20), UNTURNED).bottom).toBe('PF');
    expect(edgeLetters(tilted(20), UNTURNED).top).toBe('AH');
    expect(edgeLetters(tilted(70), UNTURNED).bottom).toBe('FP');
  });

  it('are empty for a direction of no length', () => {
    expect(directionLetters({ x: 0, y: 0, z: 0 })).toBe('');
  });
});

describe('where a plane lies', () => {
  const spacing = { betweenRowsMm: 1, betweenColumnsMm: 1 };
  const axial = { rowDirection: { x: 1, y: 0, z: 0 }, columnDirection: { x: 0, y: 1, z: 0 }, spacing };
  const coronal = { ...axial, columnDirection: { x: 0, y: 0, z: -1 } };

  it('is told by the patient’s side and the distance from the origin', () => {
    const place = { x: -200, y: -12.4, z: 35 };
    expect(planePlace({ ...axial, position: place })).toEqual({ letters: 'H', distanceMm: 35 });
    expect(planePlace({ ...axial, position: { ...place, z: -35 } })).toEqual({
      letters: 'F',
      distanceMm: 35,
    });
    expect(planePlace({ ...coronal, position: place })).toEqual({ letters: 'A', distanceMm: 12.4 });
    expect(planePlace({ ...coronal, position: { ...place, y: 8 } })).toEqual({ letters: 'P', distanceMm: 8 });
  });
});

describe('turns', () => {
  it('of a further quarter turn what is on the screen clockwise, mirrored or not', () => {
    for (const turn of ALL) {
      expect(turnMatrix(rotated(turn, 90))).toEqual(times([0, 1, -1, 0], turnMatrix(turn)));
      expect(turnMatrix(rotated(turn, -90))).toEqual(times([0, -1, 1, 0], turnMatrix(turn)));
    }
  });

  it('mirror what is on the screen, however it lies', () => {
    for (const turn of ALL) {
      expect(turnMatrix(flippedHorizontally(turn))).toEqual(times([-1, 0, 0, 1], turnMatrix(turn)));
      expect(turnMatrix(flippedVertically(turn))).toEqual(times([1, 0, 0, -1], turnMatrix(turn)));
    }
  });

  it('are eight different ones', () => {
    expect(new Set(ALL.map((turn) => turnMatrix(turn).join(' '))).size).toBe(8);
  });
});
