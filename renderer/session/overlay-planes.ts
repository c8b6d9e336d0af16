/** The overlay planes of frames, asked of the reader when they are shown, and kept for a while. */
import { type Frame, type FrameRef, frameKey } from '../../annotations/image/hierarchy.ts';
import type { OverlayPlane } from '../../annotations/image/overlay-plane.ts';
import { reader } from '../host.ts';

export type Overlays = {
  readonly planes: readonly OverlayPlane[];
  /** A sentence on planes that cannot be shown, or null. */
  readonly message: string | null;
};

const NONE: Overlays = { planes: [], message: null };
/** A plane of 512 × 512 takes 32 KB. */
const KEPT_FRAMES = 256;
const kept = new Map<string, Promise<Overlays>>();
const arrived = new Map<string, Overlays>();
let requests = 0;

/** Never rejects. */
export function overlaysOf(frame: Frame): Promise<Overlays> {
  if (frame.overlays !== true) return Promise.resolve(NONE);
  const key = frameKey(frame.ref);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const asked = ask(frame.ref, key);
  kept.set(key, asked);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_FRAMES && oldest !== undefined) forget(oldest);
  return asked;
}

/** What has been asked for before and has come; no planes otherwise. */
export const overlaysAtHand = (frame: Frame): readonly OverlayPlane[] =>
  arrived.get(frameKey(frame.ref))?.planes ?? [];

function forget(key: string): void {
  kept.delete(key);
  arrived.delete(key);
}

function ask(frame: FrameRef, key: string): Promise<Overlays> {
  requests += 1;
  const requestId = requests;
  return new Promise((resolve) => {
    const finish = (overlays: Overlays): void => {
      for (const stop of stops) stop();
      resolve(overlays);
    };
    const stops = [
      reader.subscribe((message) => {
        if (message.type !== 'overlays' || message.requestId !== requestId) return;
        const { planes, message: sentence } = message;
        // A file that could not be read may be back at the next look.
        if (planes.length === 0 && sentence !== null) forget(key);
        else arrived.set(key, { planes, message: sentence });
        finish({ planes, message: sentence });
      }),
      reader.onRestart(() => {
        forget(key);
        finish(NONE);
      }),
    ];
    reader.post({ type: 'overlays.want', requestId, frame });
  });
}
