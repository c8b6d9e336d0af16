/**
 * Paints a frame of stored values into a canvas without WebGL: grey by the domain's window or table (PS3.3 C.11.2,
 * floored as the exporter does), placed by the same affine map as everything above the picture.
 * A painting that would not differ is left out.
 */
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import { BYTES_PER_PIXEL } from '../../annotations/image/hierarchy.ts';
import { greyLevel, type Voi } from '../../annotations/image/voi.ts';
import type { CanvasSize, ViewTransform } from './view-transform.ts';

/** How a frame shall look now. */
export type Look = {
  readonly voi: Voi;
  /** White for black, of whatever cause. */
  readonly inverted: boolean;
  readonly smoothed: boolean;
  /** In CSS pixels. */
  readonly canvas: CanvasSize;
  /** Image to CSS pixels. */
  readonly transform: ViewTransform;
};

/**
 * Pictures that are only enlarged and moved go through a sampler of Chromium's with 4 bits of fraction, which lays
 * them a thirty-second of an image pixel aside (up to 114 also with smoothing 'medium'). A shear of half a
 * thousandth of a pixel over a whole frame keeps them off it, and costs no time that could be measured.
 */
const OFF_THE_FAST_SAMPLER = 1e-6;

export class FramePainter {
  readonly #painted: () => void;
  readonly #raster = document.createElement('canvas');
  #imageData: ImageData | null = null;
  #rasterKey: unknown[] = [];
  #paintedKey: unknown[] = [];
  #table = new Uint32Array(0);
  #tableKey: unknown[] = [];

  constructor(painted: () => void) {
    this.#painted = painted;
  }

  /** The next call of `paint` paints. */
  forget(): void {
    this.#paintedKey = [];
  }

  /** Makes the table of greys while the frame is on its way. */
  prepare(described: Pick<FramePixels, 'storedType' | 'rescale'>, voi: Voi, inverted: boolean): void {
    if (BYTES_PER_PIXEL[described.storedType] <= 2) this.#tableFor(described, voi, inverted);
  }

  paint(canvas: HTMLCanvasElement, frame: FramePixels, look: Look): void {
    const rasterKey = [frame.values, look.voi, look.inverted];
    const { a, b, c, d, e, f } = look.transform;
    const deviceSize = toDevicePixels(look.canvas);
    const key = [...rasterKey, look.smoothed, a, b, c, d, e, f, deviceSize.width, deviceSize.height];
    const fits = canvas.width === deviceSize.width && canvas.height === deviceSize.height;
    if (fits && same(key, this.#paintedKey)) return;
    if (!fits) Object.assign(canvas, deviceSize);
    this.#paintedKey = key;
    if (!same(rasterKey, this.#rasterKey)) {
      this.#rasterKey = rasterKey;
      this.#rasterise(frame, look.voi, look.inverted);
    }
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('The canvas of a viewport gives no 2D context.');
    const rx = deviceSize.width / look.canvas.width;
    const ry = deviceSize.height / look.canvas.height;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = look.smoothed;
    // 'medium' averages where pixels are reduced, so that thin things do not flicker.
    context.imageSmoothingQuality = 'medium';
    const shear = look.smoothed ? OFF_THE_FAST_SAMPLER : 0;
    context.setTransform(a * rx + shear, b * ry + shear, c * rx + shear, d * ry + shear, e * rx, f * ry);
    context.drawImage(this.#raster, 0, 0);
    this.#painted();
  }

  #rasterise(frame: FramePixels, voi: Voi, inverted: boolean): void {
    const { rows, columns, storedType, values } = frame;
    if (this.#imageData?.width !== columns || this.#imageData.height !== rows) {
      this.#raster.width = columns;
      this.#raster.height = rows;
      this.#imageData = new ImageData(columns, rows);
    }
    const pixels = new Uint32Array(this.#imageData.data.buffer);
    if (storedType === 'rgb8') {
      copyColour(values as Uint8Array, pixels, inverted);
    } else if (values.BYTES_PER_ELEMENT <= 2) {
      const table = this.#tableFor(frame, voi, inverted);
      const patterns = bitPatterns(values);
      for (let i = 0; i < pixels.length; i += 1) {
        pixels[i] = table[patterns[i] as number] as number;
      }
    } else {
      const { slope, intercept } = frame.rescale;
      for (let i = 0; i < pixels.length; i += 1) {
        pixels[i] = opaqueGrey(greyLevel(voi, slope * (values[i] as number) + intercept, inverted));
      }
    }
    const context = this.#raster.getContext('2d', { alpha: false });
    if (context === null) throw new Error('No 2D context for the raster of a frame.');
    context.putImageData(this.#imageData, 0, 0);
  }

  /** Colour of every bit pattern that 8 or 16 bits can hold. */
  #tableFor(frame: Pick<FramePixels, 'storedType' | 'rescale'>, voi: Voi, inverted: boolean): Uint32Array {
    const { storedType, rescale } = frame;
    const key = [storedType, voi, inverted, rescale.slope, rescale.intercept];
    if (same(key, this.#tableKey)) return this.#table;
    const bits = storedType === 'int8' || storedType === 'uint8' ? 8 : 16;
    const size = 2 ** bits;
    const signed = storedType === 'int8' || storedType === 'int16';
    if (this.#table.length !== size) this.#table = new Uint32Array(size);
    for (let pattern = 0; pattern < size; pattern += 1) {
      const stored = signed && pattern >= size / 2 ? pattern - size : pattern;
      const hu = rescale.slope * stored + rescale.intercept;
      this.#table[pattern] = opaqueGrey(greyLevel(voi, hu, inverted));
    }
    this.#tableKey = key;
    return this.#table;
  }
}

const toDevicePixels = (size: CanvasSize): CanvasSize => ({
  width: Math.round(size.width * window.devicePixelRatio),
  height: Math.round(size.height * window.devicePixelRatio),
});

/** Red, green, blue and alpha from the lowest byte up, on every platform that Chromium runs on. */
const opaqueGrey = (grey: number): number => (grey * 0x010101 + 0xff000000) >>> 0;

function copyColour(rgb: Uint8Array, pixels: Uint32Array, inverted: boolean): void {
  const flip = inverted ? 0x00ffffff : 0;
  for (let i = 0, s = 0; i < pixels.length; i += 1, s += 3) {
    const colour = (rgb[s] as number) | ((rgb[s + 1] as number) << 8) | ((rgb[s + 2] as number) << 16);
    pixels[i] = ((colour ^ flip) | 0xff000000) >>> 0;
  }
}

function bitPatterns(values: FramePixels['values']): Uint8Array | Uint16Array {
  const { buffer, byteOffset, length, BYTES_PER_ELEMENT } = values;
  return BYTES_PER_ELEMENT === 1
    ? new Uint8Array(buffer, byteOffset, length)
    : new Uint16Array(buffer, byteOffset, length);
}

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
