/**
 * The image grid of the sample case and the heights of its vertebrae.
 * Patient coordinates in mm, LPS: x to the left, y to the back, z to the head; z = 0 is the disc T12/L1.
 */

export const columns = 512;
export const rows = 512;
export const pixelSpacingMm = 0.78125;
export const sliceSpacingMm = 2.5;
export const sliceCount = 120;

/** Centre of the first pixel of every slice (PS3.3 C.7.6.2.1.1). */
export const firstPixelX = -((columns - 1) / 2) * pixelSpacingMm;
export const firstPixelY = -((rows - 1) / 2) * pixelSpacingMm;

/** Slice 0 is the uppermost. */
export function sliceZ(slice: number): number {
  return 147.5 - slice * sliceSpacingMm;
}

export function sliceAt(z: number): number {
  return Math.round((147.5 - z) / sliceSpacingMm);
}

export type Vertebra = {
  readonly name: string;
  /** Upper and lower end plate on the axis of the spine. */
  readonly top: number;
  readonly bottom: number;
};

/** Heights of bodies and discs: product choice within the adult range (body 22–28 mm, disc 4–11 mm). */
export const vertebrae: readonly Vertebra[] = [
  { name: 'T7', top: 168, bottom: 145.5 },
  { name: 'T8', top: 141.5, bottom: 119.5 },
  { name: 'T9', top: 115.5, bottom: 92.5 },
  { name: 'T10', top: 88, bottom: 64 },
  { name: 'T11', top: 59, bottom: 34 },
  { name: 'T12', top: 29, bottom: 3 },
  { name: 'L1', top: -4, bottom: -31 },
  { name: 'L2', top: -39, bottom: -67 },
  { name: 'L3', top: -76, bottom: -104 },
  { name: 'L4', top: -114, bottom: -142 },
  { name: 'L5', top: -153, bottom: -180 },
];

/** The vertebra whose body, with half of each neighbouring disc, holds this height. */
export function levelAt(z: number): string {
  let nearest = vertebrae[0];
  let least = Number.POSITIVE_INFINITY;
  for (const vertebra of vertebrae) {
    const outside = Math.max(z - vertebra.top, vertebra.bottom - z);
    if (outside < least) {
      least = outside;
      nearest = vertebra;
    }
  }
  return nearest?.name ?? '';
}
