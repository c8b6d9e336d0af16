/**
 * The element type that a decoder hands out for an instance. The scan groups stacks by it and the decoder fills it,
 * so both ask here.
 */
import type { StoredType } from '../../../annotations/image/hierarchy.ts';
import type { PixelLocation } from '../pixel-location.ts';

export type StoredLayout = Pick<
  PixelLocation,
  'samplesPerPixel' | 'photometricInterpretation' | 'bitsAllocated' | 'pixelRepresentation' | 'modalityLut'
>;

/** Null where the header describes pixels that nobody can hold: 0 or more than 32 bits, 2 or 4 samples. */
export function storedTypeOf(layout: StoredLayout): StoredType | null {
  const { samplesPerPixel, bitsAllocated, pixelRepresentation, modalityLut } = layout;
  if (bitsAllocated < 1 || bitsAllocated > 32) return null;
  if (samplesPerPixel === 3) return 'rgb8';
  if (samplesPerPixel !== 1) return null;
  if (layout.photometricInterpretation === 'PALETTE COLOR') return 'rgb8';
  if (modalityLut !== null) return modalityLut.values instanceof Int16Array ? 'int16' : 'uint16';
  const signed = pixelRepresentation === 1;
  if (bitsAllocated <= 8) return signed ? 'int8' : 'uint8';
  if (bitsAllocated <= 16) return signed ? 'int16' : 'uint16';
  return signed ? 'int32' : 'uint32';
}
