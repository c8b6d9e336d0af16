/** The region of normal muscle that the masses are compared with: right erector spinae at L2/L3, both phases. */
import { erectorMiddle } from './back-muscles.ts';
import { sliceAt, sliceZ } from './grid.ts';
import { imagePoint, type PlacedShape } from './mass-shapes.ts';
import { type MeasuredShape, truthOf } from './measured.ts';
import type { Truth } from './volume.ts';

export const referenceSlice = sliceAt(-72.5);

export function muscleReference(truths: ReadonlyMap<number, Truth>): MeasuredShape[] {
  const { x, y } = erectorMiddle(sliceZ(referenceSlice));
  return (['noncontrast', 'portal-venous'] as const).map((phase) => {
    const placed: PlacedShape = {
      name: `muscle reference ${phase}`,
      phase,
      slice: referenceSlice,
      shape: { kind: 'ellipse', center: imagePoint(x, y), radiusX: 9.5, radiusY: 11, rotation: 0 },
      text: '',
    };
    return { ...placed, truth: truthOf(placed, truths) };
  });
}
