/** Tells the session the value under the pointer, and again when another slice comes under a resting pointer. */
import { huAt } from '../../../annotations/image/frame-pixels.ts';
import { setPointer } from '../../session/pointer.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';

export function followPointer(viewport: ImageViewport, pane: number): () => void {
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
    const point = viewport.canvasToImage(at);
    const column = Math.floor(point.x);
    const row = Math.floor(point.y);
    const inside = column >= 0 && row >= 0 && column < framePixels.columns && row < framePixels.rows;
    const type = framePixels.rescale.type;
    const unit = type === null || type === 'HU' ? 'HU' : 'value';
    setPointer(inside ? { pane, column, row, hu: huAt(framePixels, column, row), unit } : null);
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
