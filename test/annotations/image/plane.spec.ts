/** Points of image and patient by the equation of PS3.3 C.7.6.2.1.1, worked out by hand. */
import { describe, expect, it } from 'vitest';
import {
  distanceMm,
  type FramePlane,
  imageToPatient,
  patientToImage,
  pixelAt,
  pixelCenter,
} from '../../../annotations/image/plane.ts';

/** Coronal: rows run to the patient's left, columns to the feet; pixels twice as high as wide. */
const CORONAL: FramePlane = {
  position: { x: -100, y: 20, z: 300 },
  rowDirection: { x: 1, y: 0, z: 0 },
  columnDirection: { x: 0, y: 0, z: -1 },
  spacing: { betweenRowsMm: 2, betweenColumnsMm: 1 },
};

describe('a frame in the patient', () => {
  it('has the centre of its first pixel, not the corner, at ImagePositionPatient', () => {
    expect(imageToPatient(CORONAL, { x: 0.5, y: 0.5 })).toEqual(CORONAL.position);
    expect(imageToPatient(CORONAL, { x: 0, y: 0 })).toEqual({ x: -100.5, y: 20, z: 301 });
  });

  it('counts columns along the rows with the spacing between columns, and rows with that between rows', () => {
    expect(imageToPatient(CORONAL, pixelCenter({ column: 10, row: 3 }))).toEqual({ x: -90, y: 20, z: 294 });
  });

  it('takes a point off its plane to the foot of the perpendicular, with the distance along row × column', () => {
    const foot = patientToImage(CORONAL, { x: -90, y: 27, z: 294 });
    expect(foot.point).toEqual({ x: 10.5, y: 3.5 });
    expect(foot.distanceMm).toBe(7);
  });

  it('measures lengths in mm when spacing is anisotropic', () => {
    expect(distanceMm(CORONAL.spacing, { x: 1, y: 1 }, { x: 4, y: 3 })).toBe(5);
  });
});

describe('a pixel', () => {
  it('holds its left and top edge, and not its right and bottom one', () => {
    expect(pixelAt({ x: 3, y: 7 })).toEqual({ column: 3, row: 7 });
    expect(pixelAt({ x: 3.999, y: 7.999 })).toEqual({ column: 3, row: 7 });
    expect(pixelAt({ x: -0.001, y: 8 })).toEqual({ column: -1, row: 8 });
  });
});
