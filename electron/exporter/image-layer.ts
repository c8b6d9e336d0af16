/**
 * The image of a snapshot as RGBA bytes. At native resolution each output pixel is one stored value through the
 * window, rounded down: equal to dcmtk's `dcm2pnm` pixel for pixel. At any other size the HU are interpolated first
 * and then windowed, so that an edge has the grey of the HU that lie there, whatever the window.
 */
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { PixelPadding } from '../../annotations/image/hierarchy.ts';
import { greyLevel, type Voi, voiToUnitGrey } from '../../annotations/image/voi.ts';
import { type Affine, invertAffine } from '../../annotations/scene/affine.ts';
import type { SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { type PlaneWalk, resample, type Taps, tapsFor } from './resample.ts';

export type ImageLayerRequest = Pick<SnapshotRequest, 'pixels' | 'photometric' | 'voi' | 'invert'>;

/** Opaque RGBA, row by row; black where no image or only padding is. */
export function imageLayer(
  request: ImageLayerRequest,
  transform: Affine,
  widthPx: number,
  heightPx: number,
): Uint8ClampedArray {
  const { pixels } = request;
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const words = new Uint32Array(rgba.buffer);
  words.fill(OPAQUE_BLACK);
  const sampling = samplingOf(transform, widthPx, heightPx, pixels);
  if (pixels.storedType === 'rgb8') drawColour(request, sampling, rgba);
  else if (sampling.across.exact && sampling.down.exact) drawExact(request, sampling, words);
  else drawInterpolated(request, sampling, words);
  return rgba;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const OPAQUE_BLACK = LITTLE_ENDIAN ? 0xff000000 : 0x000000ff;
/** An opaque grey as one word of RGBA. */
const GREY_WORDS = Uint32Array.from({ length: 256 }, (_, grey) =>
  LITTLE_ENDIAN
    ? ((0xff << 24) | (grey << 16) | (grey << 8) | grey) >>> 0
    : ((grey << 24) | (grey << 16) | (grey << 8) | 0xff) >>> 0,
);

type Sampling = { readonly across: Taps; readonly down: Taps; readonly walk: PlaneWalk };

/** Turns are multiples of 90°, so each output axis follows one image axis. */
function samplingOf(transform: Affine, widthPx: number, heightPx: number, pixels: FramePixels): Sampling {
  const back = invertAffine(transform);
  const { rows, columns } = pixels;
  // Image coordinates of the centre of the first output pixel.
  const x0 = back.a * 0.5 + back.c * 0.5 + back.e;
  const y0 = back.b * 0.5 + back.d * 0.5 + back.f;
  return back.a !== 0
    ? {
        across: tapsFor(widthPx, x0, back.a, columns),
        down: tapsFor(heightPx, y0, back.d, rows),
        walk: { strideI: 1, strideJ: columns },
      }
    : {
        across: tapsFor(widthPx, y0, back.b, rows),
        down: tapsFor(heightPx, x0, back.c, columns),
        walk: { strideI: columns, strideJ: 1 },
      };
}

const isInverted = (request: ImageLayerRequest): boolean =>
  (request.photometric === 'MONOCHROME1') !== request.invert;

const isPadding = (padding: PixelPadding | null, value: number): boolean =>
  padding !== null && value >= padding.from && value <= padding.to;

/** Grey of a stored value as it is shown. */
function greyOf(request: ImageLayerRequest): (stored: number) => number {
  const { voi, pixels } = request;
  const { slope, intercept } = pixels.rescale;
  const inverted = isInverted(request);
  return (stored) => {
    const hu = slope * stored + intercept;
    if (isPadding(pixels.padding, stored) || !Number.isFinite(hu)) return 0;
    return greyLevel(voi, hu, inverted);
  };
}

/** Stored types of at most 16 bits go through a table with one entry a value. */
const TABLE_TYPES: { readonly [type: string]: { readonly from: number; readonly size: number } } = {
  int8: { from: -128, size: 256 },
  uint8: { from: 0, size: 256 },
  int16: { from: -32768, size: 65536 },
  uint16: { from: 0, size: 65536 },
};

function drawExact(request: ImageLayerRequest, { across, down, walk }: Sampling, words: Uint32Array): void {
  const { values, storedType } = request.pixels;
  const grey = greyOf(request);
  const range = TABLE_TYPES[storedType];
  const table =
    range === undefined
      ? null
      : Uint32Array.from(
          { length: range.size },
          (_, index) => GREY_WORDS[grey(index + range.from)] as number,
        );
  const offset = range?.from ?? 0;
  const columns = exactSources(across);
  const rows = exactSources(down);
  for (let y = 0; y < down.length; y++) {
    const row = rows[y] as number;
    if (row < 0) continue;
    const start = row * walk.strideJ;
    for (let x = 0; x < across.length; x++) {
      const column = columns[x] as number;
      if (column < 0) continue;
      const stored = values[start + column * walk.strideI] as number;
      words[y * across.length + x] =
        table === null ? (GREY_WORDS[grey(stored)] as number) : (table[stored - offset] as number);
    }
  }
}

/** The one source of each output value, −1 outside the image. */
function exactSources(taps: Taps): Int32Array {
  return Int32Array.from({ length: taps.length }, (_, index) => {
    const base = index * taps.count;
    if (taps.sources[base] === -1) return -1;
    for (let tap = 0; tap < taps.count; tap++) {
      if (taps.weights[base + tap] === 1) return taps.sources[base + tap] as number;
    }
    return -1;
  });
}

function drawInterpolated(
  request: ImageLayerRequest,
  { across, down, walk }: Sampling,
  words: Uint32Array,
): void {
  const { voi } = request;
  const inverted = isInverted(request);
  const plane = hounsfieldPlane(request.pixels, blackHu(voi, inverted));
  const ramp = linearRamp(voi, inverted);
  resample(plane, walk, across, down, (line, y, covered) => {
    if (!covered) return;
    const start = y * across.length;
    for (let x = 0; x < across.length; x++) {
      const hu = line[x] as number;
      if (Number.isNaN(hu)) continue;
      let grey: number;
      if (ramp === null) {
        grey = greyLevel(voi, hu, inverted);
      } else {
        const level = ramp.perHu * hu + ramp.offset;
        grey = level <= 0 ? 0 : level >= 255 ? 255 : level | 0;
      }
      words[start + x] = GREY_WORDS[grey] as number;
    }
  });
}

/** HU that are shown black, or as dark as the table gets at its ends. */
function blackHu(voi: Voi, inverted: boolean): number {
  if (voi.function !== 'TABLE') {
    const half = voi.widthHu * (voi.function === 'SIGMOID' ? 4 : 0.5);
    return inverted ? voi.centerHu + half : voi.centerHu - half;
  }
  const last = voi.firstMapped + voi.values.length - 1;
  const rises = voiToUnitGrey(voi, voi.firstMapped) <= voiToUnitGrey(voi, last);
  return rises !== inverted ? voi.firstMapped : last;
}

/** HU of the frame, with padding as the HU that are shown black: no halo grows at its edge. */
function hounsfieldPlane(pixels: FramePixels, black: number): Float32Array {
  const { values, padding, rescale } = pixels;
  const plane = new Float32Array(pixels.rows * pixels.columns);
  for (let index = 0; index < plane.length; index++) {
    const stored = values[index] as number;
    const hu = rescale.slope * stored + rescale.intercept;
    plane[index] = isPadding(padding, stored) || !Number.isFinite(hu) ? black : hu;
  }
  return plane;
}

/** The straight part of a linear window as level = perHu × hu + offset; null where there is none. */
function linearRamp(voi: Voi, inverted: boolean): { readonly perHu: number; readonly offset: number } | null {
  if (voi.function === 'TABLE') return null;
  const { centerHu: c, widthHu: w } = voi;
  const top = inverted ? -255 : 255;
  if (voi.function === 'LINEAR' && w > 1) {
    return { perHu: top / (w - 1), offset: Math.max(top, 0) - ((c - 0.5) / (w - 1) + 0.5) * top };
  }
  return voi.function === 'LINEAR_EXACT'
    ? { perHu: top / w, offset: Math.max(top, 0) - (c / w + 0.5) * top }
    : null;
}

function drawColour(
  request: ImageLayerRequest,
  { across, down, walk }: Sampling,
  rgba: Uint8ClampedArray,
): void {
  const { values } = request.pixels;
  const tripled = { ...walk, strideI: walk.strideI * 3, strideJ: walk.strideJ * 3 };
  for (let channel = 0; channel < 3; channel++) {
    resample(values.subarray(channel), tripled, across, down, (line, y, covered) => {
      if (!covered) return;
      for (let x = 0; x < across.length; x++) {
        const value = line[x] as number;
        if (Number.isNaN(value)) continue;
        rgba[(y * across.length + x) * 4 + channel] = request.invert ? 255 - value : value;
      }
    });
  }
}
