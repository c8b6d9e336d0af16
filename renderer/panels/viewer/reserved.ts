/** Where the corner text stands, so that labels keep clear of it. In CSS pixels of the viewport. */
import { useEffect, useState } from 'react';
import type { OutputRect } from '../../../annotations/scene/scene.ts';
import { afterPicture } from '../../session/first-picture.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';

const KEPT_CLEAR = '[data-keep-clear]';

function measured(element: HTMLElement): readonly OutputRect[] {
  const stage = element.getBoundingClientRect();
  return [...element.querySelectorAll(KEPT_CLEAR)].map((each) => {
    const box = each.getBoundingClientRect();
    return { x: box.left - stage.left, y: box.top - stage.top, width: box.width, height: box.height };
  });
}

const same = (a: readonly OutputRect[], b: readonly OutputRect[]): boolean =>
  a.length === b.length &&
  a.every((rect, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      Math.abs(rect.x - other.x) < 1 &&
      Math.abs(rect.y - other.y) < 1 &&
      Math.abs(rect.width - other.width) < 24 &&
      Math.abs(rect.height - other.height) < 1
    );
  });

/** Measured again when the words may have moved: another stack, another size, text shown or hidden. */
export function useReserved(viewport: ImageViewport): readonly OutputRect[] {
  const [rects, setRects] = useState<readonly OutputRect[]>([]);
  useEffect(() => {
    const update = (): void => {
      const next = measured(viewport.element);
      setRects((before) => (same(before, next) ? before : next));
    };
    const sizes = new ResizeObserver(update);
    sizes.observe(viewport.element);
    const words = new MutationObserver(update);
    words.observe(viewport.element, { childList: true });
    const stop = viewport.onStackChanged(() => afterPicture(() => requestAnimationFrame(update)));
    update();
    return () => {
      sizes.disconnect();
      words.disconnect();
      stop();
    };
  }, [viewport]);
  return rects;
}
