/** Colour to interleaved 8-bit RGB (PS3.3 C.7.6.3.1.2). Colour is looked at, never measured. */
import type { PaletteChannel } from '../pixel-location.ts';

type Samples = ArrayLike<number>;

/** `sampleAt(i, c)`: sample c of pixel i, interleaved or in planes. */
function reader(samples: Samples, pixels: number, planar: boolean): (i: number, c: number) => number {
  return planar ? (i, c) => samples[c * pixels + i] as number : (i, c) => samples[i * 3 + c] as number;
}

/** Bits beyond eight are cut off. */
export function rgbFromRgb(
  samples: Samples,
  pixels: number,
  planar: boolean,
  bitsStored: number,
): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(pixels * 3);
  const shift = Math.max(0, bitsStored - 8);
  if (!planar) {
    for (let i = 0; i < rgb.length; i += 1) rgb[i] = (samples[i] as number) >>> shift;
    return rgb;
  }
  const at = reader(samples, pixels, planar);
  for (let i = 0; i < pixels; i += 1) {
    for (let c = 0; c < 3; c += 1) rgb[i * 3 + c] = at(i, c) >>> shift;
  }
  return rgb;
}

const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));

function putFullRange(rgb: Uint8Array, i: number, y: number, cb: number, cr: number): void {
  rgb[i * 3] = clamped(y + 1.402 * (cr - 128));
  rgb[i * 3 + 1] = clamped(y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128));
  rgb[i * 3 + 2] = clamped(y + 1.772 * (cb - 128));
}

function putPartialRange(rgb: Uint8Array, i: number, y: number, cb: number, cr: number): void {
  const luma = 1.1644 * (y - 16);
  rgb[i * 3] = clamped(luma + 1.596 * (cr - 128));
  rgb[i * 3 + 1] = clamped(luma - 0.3917 * (cb - 128) - 0.8129 * (cr - 128));
  rgb[i * 3 + 2] = clamped(luma + 2.0173 * (cb - 128));
}

export function rgbFromYbrFull(samples: Samples, pixels: number, planar: boolean): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(pixels * 3);
  const at = reader(samples, pixels, planar);
  for (let i = 0; i < pixels; i += 1) putFullRange(rgb, i, at(i, 0), at(i, 1), at(i, 2));
  return rgb;
}

/** Native 4:2:2: Y Y Cb Cr for every two pixels. */
export function rgbFromYbr422(samples: Samples, pixels: number, partial: boolean): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(pixels * 3);
  const put = partial ? putPartialRange : putFullRange;
  for (let i = 0; i < pixels; i += 1) {
    const pair = (i >> 1) * 4;
    put(rgb, i, samples[pair + (i & 1)] as number, samples[pair + 2] as number, samples[pair + 3] as number);
  }
  return rgb;
}

/** Values below the first mapped one take the first entry, values beyond the last the last (C.7.6.3.1.5). */
export function rgbFromPalette(
  stored: Samples,
  pixels: number,
  palette: readonly [PaletteChannel, PaletteChannel, PaletteChannel],
): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(pixels * 3);
  for (let c = 0; c < 3; c += 1) {
    const { firstMapped, values } = palette[c] as PaletteChannel;
    const last = values.length - 1;
    for (let i = 0; i < pixels; i += 1) {
      const entry = (stored[i] as number) - firstMapped;
      rgb[i * 3 + c] = values[entry < 0 ? 0 : entry > last ? last : entry] as number;
    }
  }
  return rgb;
}
