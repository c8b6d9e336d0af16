/**
 * The decoded pixels of one frame: STORED values with the transform that makes HU of them. Kept apart so that no
 * rounding and no overflow ever stands between the file and a number: HU = slope × stored + intercept, in double.
 */
import { assertNever } from '../result.ts';
import type { PixelPadding, Rescale, StoredType } from './hierarchy.ts';
import type { PixelIndex } from './plane.ts';

export type StoredValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array;

export type FramePixels = {
  readonly rows: number;
  readonly columns: number;
  readonly storedType: StoredType;
  /** Row by row; length rows × columns (× 3 for rgb8). May be a view into a stack's buffer: never write to it. */
  readonly values: StoredValues;
  readonly rescale: Rescale;
  readonly padding: PixelPadding | null;
};

/** A typed view of `bytes` for the stored type, without a copy. `byteOffset` must be aligned. */
export function storedView(
  type: StoredType,
  buffer: ArrayBufferLike,
  byteOffset: number,
  length: number,
): StoredValues {
  switch (type) {
    case 'int8':
      return new Int8Array(buffer, byteOffset, length);
    case 'uint8':
    case 'rgb8':
      return new Uint8Array(buffer, byteOffset, length);
    case 'int16':
      return new Int16Array(buffer, byteOffset, length);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, length);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, length);
    case 'float32':
      return new Float32Array(buffer, byteOffset, length);
    default:
      return assertNever(type);
  }
}

/**
 * One pixel after rescaling: HU where the rescale is one to Hounsfield units, which the caller asks. Null outside the
 * frame, for padding and for colour.
 */
export function rescaledAt(pixels: FramePixels, { column, row }: PixelIndex): number | null {
  if (pixels.storedType === 'rgb8') return null;
  if (column < 0 || row < 0 || column >= pixels.columns || row >= pixels.rows) return null;
  const stored = pixels.values[row * pixels.columns + column] as number;
  const { padding, rescale } = pixels;
  if (padding !== null && stored >= padding.from && stored <= padding.to) return null;
  return rescale.slope * stored + rescale.intercept;
}
