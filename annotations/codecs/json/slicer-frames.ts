/**
 * Planes and boxes of 3D Slicer: a center, axes as the columns of a 3×3 matrix written row by row, and lengths along
 * them. All in the markup's own coordinates unless said otherwise.
 */
import { dot, type PatientPoint, type PatientVector } from '../../image/plane.ts';
import type { PatientBox } from './box-section.ts';
import type { SlicerMarkup } from './slicer-markup.ts';

/** To LPS in mm: `sign` −1 turns x and y round (from RAS). */
export type Axes = { readonly sign: 1 | -1; readonly mmPerUnit: number };

const UPRIGHT = [1, 0, 0, 0, 1, 0, 0, 0, 1];
/** Axes are written with rounding; more than this is another thing than a box. Product choice. */
const SLANT = 0.01;

/** Unit vectors at right angles, or null where the matrix holds none. */
function columnsOf(matrix: readonly number[] = UPRIGHT): readonly PatientVector[] | null {
  const columns = [0, 1, 2].map((k) => ({
    x: matrix[k] as number,
    y: matrix[3 + k] as number,
    z: matrix[6 + k] as number,
  })) as [PatientVector, PatientVector, PatientVector];
  const [a, b, c] = columns;
  const unlike = [dot(a, a) - 1, dot(b, b) - 1, dot(c, c) - 1, dot(a, b), dot(b, c), dot(c, a)];
  return unlike.some((value) => Math.abs(value) > SLANT) ? null : columns;
}

const AXES_FAULT = 'its axes are not at right angles';

/** Four corners in order, or why there are none. */
export function planeCorners(markup: SlicerMarkup): readonly PatientPoint[] | string {
  const { center, size } = markup;
  if (center === undefined) return 'it says no center';
  const bounds =
    markup.planeBounds ??
    (size === undefined
      ? undefined
      : [
          -(size[0] as number) / 2,
          (size[0] as number) / 2,
          -(size[1] as number) / 2,
          (size[1] as number) / 2,
        ]);
  const [left, right, low, high] = bounds ?? [];
  if (left === undefined || right === undefined || low === undefined || high === undefined)
    return 'it says no size';
  if (!(right > left && high > low)) return 'it has no area';
  const axes = columnsOf(markup.orientation);
  if (axes === null) return AXES_FAULT;
  const [u, v] = axes as [PatientVector, PatientVector];
  const corner = (along: number, across: number): PatientPoint => ({
    x: center.x + u.x * along + v.x * across,
    y: center.y + u.y * along + v.y * across,
    z: center.z + u.z * along + v.z * across,
  });
  return [corner(left, low), corner(right, low), corner(right, high), corner(left, high)];
}

/** In mm and LPS, or why there is none. Without a center the first control point is it, as Slicer writes boxes. */
export function boxOf(
  markup: SlicerMarkup,
  inLps: (point: PatientPoint) => PatientPoint,
  { sign, mmPerUnit }: Axes,
): PatientBox | string {
  const { roiType = 'Box', size, insideOut } = markup;
  const center = markup.center ?? markup.controlPoints?.[0]?.position;
  if (roiType !== 'Box' && roiType !== 'BoundingBox') return `regions of type ${roiType} are not read`;
  if (insideOut === true) return 'it means what lies outside of its box';
  if (center == null) return 'it says no center';
  if (size === undefined || !size.every((length) => length > 0)) return 'it says no size';
  const axes = columnsOf(markup.orientation);
  if (axes === null) return AXES_FAULT;
  return {
    center: inLps(center),
    axes: axes.map(({ x, y, z }, k) => ({
      direction: { x: sign * x, y: sign * y, z },
      halfMm: ((size[k] as number) * mmPerUnit) / 2,
    })),
  };
}
