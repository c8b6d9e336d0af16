/** Tells the session the value under the pointer, and again when another slice comes under a resting pointer. */
import { isHounsfield } from '../../../annotations/finding/statistics.ts';
import { rescaledAt } from '../../../annotations/image/frame-pixels.ts';
import type { Stack } from '../../../annotations/image/hierarchy.ts';
import { imageToPatient, pixelAt, pixelCenter } from '../../../annotations/image/plane.ts';
import { setPointer } from '../../session/pointer.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { voxelAt } from '../../viewport/voxel-point.ts';

/** `cutFrom` gives the stack that a cut was made of: its pixels are named, since the cut's are in no file. */
export function followPointer(
  viewport: ImageViewport,
  pane: number,
  cutFrom: () => Stack | null = () => null,
): () => void {
  const { element } = viewport;
  const end = new AbortController();
  const options = { signal: end.signal, passive: true } as const;
  let at: { x: number; y: number } | null = null;
  let pending = 0;

  const read = (): void => {
    pending = 0;
    const { frame, framePixels, transform } = viewport;
    if (at === null || frame === null || framePixels === null || transform === null) {
      setPointer(null);
      return;
    }
    const pixel = pixelAt(viewport.canvasToImage(at));
    const { column, row } = pixel;
    const inside = column >= 0 && row >= 0 && column < framePixels.columns && row < framePixels.rows;
    const unit = isHounsfield(framePixels.rescale) ? 'HU' : 'value';
    if (!inside) {
      setPointer(null);
      return;
    }
    const source = cutFrom();
    const voxel =
      source === null || frame.plane === null
        ? { ...pixel, slice: null }
        : voxelAt(source, imageToPatient(frame.plane, pixelCenter(pixel)));
    setPointer(voxel === null ? null : { pane, ...voxel, hu: rescaledAt(framePixels, pixel), unit });
  };
  const request = (): void => {
    if (pending === 0) pending = requestAnimationFrame(read);
  };

  element.addEventListener(
    'pointermove',
    (event) => {
      const box = element.getBoundingClientRect();
      at = { x: event.clientX - box.left, y: event.clientY - box.top };
      request();
    },
    options,
  );
  element.addEventListener(
    'pointerleave',
    () => {
      at = null;
      request();
    },
    options,
  );
  const stops = [
    viewport.onSliceChanged(request),
    viewport.onFrameStateChanged(request),
    viewport.onCameraChanged(request),
  ];
  return () => {
    end.abort();
    cancelAnimationFrame(pending);
    for (const stop of stops) stop();
    setPointer(null);
  };
}
