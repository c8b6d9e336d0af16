/**
 * Brings to a pane's viewport what the session has chosen for it, as soon as it is chosen: the panels around it are
 * rendered later. A stack that grows while its files are read goes on where it was; when they have all been read, a
 * reader who has not moved yet is taken to the middle.
 */
import { isHounsfield } from '../../annotations/finding/statistics.ts';
import { fullRangeWindow } from '../../annotations/image/full-range-window.ts';
import { type FrameRef, type Stack, sameFrame } from '../../annotations/image/hierarchy.ts';
import { storedVoi } from '../../annotations/image/voi.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import type { StackPixels } from '../viewport/stack-pixels.ts';
import { pictureCame } from './first-picture.ts';
import { $shown, type Shown } from './panes.ts';
import { stackPixels } from './pixels.ts';
import { $sources } from './sources.ts';
import { $stacks } from './studies.ts';

/** Until the returned function is called. */
export function showPictures(pane: number, viewport: ImageViewport): () => void {
  const shown = new ShownPicture(viewport);
  const bring = (): void => {
    const chosen = $shown.get()[pane] ?? null;
    const place = $stacks.get().find((each) => each.stack.id === chosen?.stackId) ?? null;
    const scanning = $sources
      .get()
      .some((open) => open.source.id === place?.sourceId && open.scan.kind === 'running');
    shown.bring(chosen, place?.stack ?? null, place?.series.modality ?? null, scanning);
  };
  bring();
  const stops = [
    viewport.onRendered(pictureCame),
    $shown.listen(bring),
    $stacks.listen(bring),
    $sources.listen(bring),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

class ShownPicture {
  readonly #viewport: ImageViewport;
  #begun: Shown | null = null;
  /** The frame that came up by itself, until the reader goes to another. */
  #untouched: FrameRef | null = null;

  constructor(viewport: ImageViewport) {
    this.#viewport = viewport;
  }

  bring(chosen: Shown | null, stack: Stack | null, modality: string | null, scanning: boolean): void {
    const viewport = this.#viewport;
    if (chosen === null || stack === null) {
      if (viewport.stack !== null) viewport.setStack(null);
      return;
    }
    const pixels = stackPixels(stack);
    if (this.#begun !== chosen || viewport.stack?.id !== stack.id) {
      this.#begun = chosen;
      viewport.setStack(pixels, chosen.start);
      const inHu = modality === 'CT' && viewport.frame !== null && isHounsfield(viewport.frame.rescale);
      if (chosen.start.voi === undefined && !inHu) void windowByPixels(viewport, pixels);
      this.#untouched = chosen.start.slice === undefined ? (viewport.frame?.ref ?? null) : null;
      return;
    }
    const { frame, voi, inverted, presentation } = viewport;
    if (frame === null || this.#untouched === null || !sameFrame(frame.ref, this.#untouched)) {
      this.#untouched = null;
    }
    if (viewport.pixels !== pixels) {
      const at = frame === null ? -1 : pixels.stack.frames.findIndex(({ ref }) => sameFrame(ref, frame.ref));
      viewport.setStack(pixels, { voi, inverted, presentation, ...(at < 0 ? {} : { slice: at }) });
    }
    if (this.#untouched !== null && !scanning) void this.#goToMiddle(pixels);
  }

  /** The picture that is there stays until that of the middle has come. */
  async #goToMiddle(pixels: StackPixels): Promise<void> {
    const viewport = this.#viewport;
    const from = this.#untouched;
    this.#untouched = null;
    const middle = Math.floor(viewport.sliceCount / 2);
    pixels.want(middle);
    await pixels.settled(middle);
    const moved = from === null || viewport.frame === null || !sameFrame(viewport.frame.ref, from);
    if (viewport.pixels === pixels && !moved) viewport.setSlice(middle);
  }
}

/** Images that bring no window and are not in HU: nobody knows their values, so all of them are shown. */
async function windowByPixels(viewport: ImageViewport, pixels: StackPixels): Promise<void> {
  if (viewport.frame === null || storedVoi(viewport.frame) !== null) return;
  const begun = viewport.voi;
  const settled = await pixels.settled(viewport.slice);
  const voi = settled.ok ? fullRangeWindow(settled.value) : null;
  if (voi !== null && viewport.pixels === pixels && viewport.voi === begun) viewport.setVoi(voi);
}
