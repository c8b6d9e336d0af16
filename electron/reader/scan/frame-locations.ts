/** Where the pixels of each frame lie; filled while a scan runs, so that the first frames can be shown at once. */
import type { SOPInstanceUID } from '../../../annotations/ids.ts';
import type { PixelLocation } from '../pixel-location.ts';

export type FrameLocation = {
  readonly location: PixelLocation;
  /** From 0 within the instance. */
  readonly frameIndex: number;
};

export class FrameLocations {
  readonly #byInstance = new Map<string, PixelLocation>();

  set(sopInstanceUID: SOPInstanceUID, location: PixelLocation): void {
    this.#byInstance.set(sopInstanceUID, location);
  }

  /** By `frameKey` of annotations/image/hierarchy.ts. */
  get(key: string): FrameLocation | undefined {
    const hash = key.lastIndexOf('#');
    const location = this.#byInstance.get(key.slice(0, hash));
    const frameIndex = Number(key.slice(hash + 1)) - 1;
    if (location === undefined || !(frameIndex >= 0 && frameIndex < location.numberOfFrames))
      return undefined;
    return { location, frameIndex };
  }

  /** Number of instances. */
  get size(): number {
    return this.#byInstance.size;
  }
}
