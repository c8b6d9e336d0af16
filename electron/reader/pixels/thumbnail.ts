/** A small picture of a frame: grey in its own default window, or in colour where the frame is. */
import type { StoredValues } from '../../../annotations/image/frame-pixels.ts';
import type { Frame, Stack } from '../../../annotations/image/hierarchy.ts';
import { DEFAULT_CT_VOI, greyLevel, storedVoi, type VoiWindow } from '../../../annotations/image/voi.ts';

const MAX_THUMBNAIL_PX = 96;

export type Thumbnail = {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Row by row, the channels of a pixel side by side. */
  readonly values: Uint8Array;
};

/** Pixels that are not square become square; each picture pixel is the mean of the stored values under it. */
export function thumbnailOf(stack: Stack, frame: Frame, values: StoredValues): Thumbnail {
  const aspect =
    frame.spacing === null ? 1 : frame.spacing.betweenRowsMm / Math.max(1e-6, frame.spacing.betweenColumnsMm);
  const fullHeight = stack.rows * aspect;
  const scale = Math.min(1, MAX_THUMBNAIL_PX / Math.max(stack.columns, fullHeight));
  const width = Math.max(1, Math.min(MAX_THUMBNAIL_PX, Math.round(stack.columns * scale)));
  const height = Math.max(1, Math.min(MAX_THUMBNAIL_PX, Math.round(fullHeight * scale)));
  const channels = stack.storedType === 'rgb8' ? 3 : 1;
  const picture = new Uint8Array(width * height * channels);
  const toShown = channels === 3 ? Math.round : greyOf(stack, frame, values);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = span(y, height, stack.rows);
    for (let x = 0; x < width; x += 1) {
      const [left, right] = span(x, width, stack.columns);
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let row = top; row < bottom; row += 1) {
          for (let column = left; column < right; column += 1) {
            sum += values[(row * stack.columns + column) * channels + channel] as number;
          }
        }
        picture[(y * width + x) * channels + channel] = toShown(sum / ((bottom - top) * (right - left)));
      }
    }
  }
  return { width, height, channels, values: picture };
}

/** The source rows or columns of one thumbnail pixel; one at least. */
function span(index: number, of: number, from: number): readonly [number, number] {
  const begin = Math.min(from - 1, Math.floor((index * from) / of));
  return [begin, Math.max(begin + 1, Math.floor(((index + 1) * from) / of))];
}

function greyOf(stack: Stack, frame: Frame, values: StoredValues): (stored: number) => number {
  const { slope, intercept } = frame.rescale;
  const voi = storedVoi(frame) ?? (isCt(frame) ? DEFAULT_CT_VOI : fullRange(values, slope, intercept));
  const inverted = stack.photometric === 'MONOCHROME1';
  return (stored) => {
    const level = greyLevel(voi, slope * stored + intercept);
    return inverted ? 255 - level : level;
  };
}

const isCt = (frame: Frame): boolean => frame.rescale.type === 'HU';

function fullRange(values: StoredValues, slope: number, intercept: number): VoiWindow {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const a = slope * low + intercept;
  const b = slope * high + intercept;
  return { function: 'LINEAR_EXACT', centerHu: (a + b) / 2, widthHu: Math.max(1, Math.abs(b - a)) };
}
