/**
 * Where a frame lies in the patient (PS3.3 C.7.6.2).
 *
 * Four kinds of point, never interchangeable:
 * - `PixelIndex`: column and row of a pixel, integers from 0.
 * - `ImagePoint`: sub-pixel position in the frame. (0,0) is the top left CORNER of the first pixel, its centre is
 *   (0.5,0.5): the convention of SCOORD and of graphic annotations in PIXEL units (PS3.3 C.18.6.1.2, C.10.5.1.2).
 * - `CanvasPoint`: CSS pixels from the top left corner of the area in which a frame is shown, x right, y down.
 * - `PatientPoint`: mm, in the patient's coordinate system, LPS: +x to the left, +y to the back, +z to the head.
 */

declare const space: unique symbol;

export type PixelIndex = { readonly column: number; readonly row: number; readonly [space]?: 'index' };
export type ImagePoint = { readonly x: number; readonly y: number; readonly [space]?: 'image' };
export type CanvasPoint = { readonly x: number; readonly y: number; readonly [space]?: 'canvas' };
export type PatientPoint = { readonly x: number; readonly y: number; readonly z: number };
/** A direction in LPS; of length 1 where named so. */
export type PatientVector = PatientPoint;

/** Distances between pixel centres in mm; rows come first (PS3.3 10.7.1.3). */
export type PixelSpacing = { readonly betweenRowsMm: number; readonly betweenColumnsMm: number };

export type FramePlane = {
  /** Centre of the first pixel: ImagePositionPatient (0020,0032). */
  readonly position: PatientPoint;
  /** Unit vector along a row, towards increasing columns: first triple of ImageOrientationPatient (0020,0037). */
  readonly rowDirection: PatientVector;
  /** Unit vector along a column, towards increasing rows: second triple. */
  readonly columnDirection: PatientVector;
  readonly spacing: PixelSpacing;
};

/** The pixel whose square holds the point; outside of the frame, indices below 0 or beyond its size. */
export const pixelAt = ({ x, y }: ImagePoint): PixelIndex => ({ column: Math.floor(x), row: Math.floor(y) });

export const pixelCenter = ({ column, row }: PixelIndex): ImagePoint => ({ x: column + 0.5, y: row + 0.5 });

export const dot = (a: PatientVector, b: PatientVector): number => a.x * b.x + a.y * b.y + a.z * b.z;

export const cross = (a: PatientVector, b: PatientVector): PatientVector => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
});

/** The normal of the plane: row × column (right-handed; to the head for a plain axial frame). */
export const planeNormal = (plane: Pick<FramePlane, 'rowDirection' | 'columnDirection'>): PatientVector =>
  cross(plane.rowDirection, plane.columnDirection);

/** Distance in mm of the plane from the origin along its own normal: the key that orders a stack. */
export const distanceAlongNormal = (plane: FramePlane): number => dot(planeNormal(plane), plane.position);

/** PS3.3 C.7.6.2.1.1, equation C.7.6.2.1-1, with the half pixel between index centres and image corners. */
export function imageToPatient(plane: FramePlane, point: ImagePoint): PatientPoint {
  const alongRow = (point.x - 0.5) * plane.spacing.betweenColumnsMm;
  const alongColumn = (point.y - 0.5) * plane.spacing.betweenRowsMm;
  const { position: p, rowDirection: r, columnDirection: c } = plane;
  return {
    x: p.x + r.x * alongRow + c.x * alongColumn,
    y: p.y + r.y * alongRow + c.y * alongColumn,
    z: p.z + r.z * alongRow + c.z * alongColumn,
  };
}

/** The foot of the perpendicular from a patient point onto the frame, with its signed distance in mm. */
export function patientToImage(
  plane: FramePlane,
  point: PatientPoint,
): { readonly point: ImagePoint; readonly distanceMm: number } {
  const d = { x: point.x - plane.position.x, y: point.y - plane.position.y, z: point.z - plane.position.z };
  return {
    point: {
      x: dot(d, plane.rowDirection) / plane.spacing.betweenColumnsMm + 0.5,
      y: dot(d, plane.columnDirection) / plane.spacing.betweenRowsMm + 0.5,
    },
    distanceMm: dot(d, planeNormal(plane)),
  };
}

/** Length in mm between two points of the same frame. */
export function distanceMm(spacing: PixelSpacing, a: ImagePoint, b: ImagePoint): number {
  return Math.hypot((b.x - a.x) * spacing.betweenColumnsMm, (b.y - a.y) * spacing.betweenRowsMm);
}
