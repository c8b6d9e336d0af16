/** A series on disk, with the stack and the locations that a scan would give, and the values that it holds. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asStackId } from '../../../annotations/ids.ts';
import { type FrameRef, frameKey, type Stack } from '../../../annotations/image/hierarchy.ts';
import type { FrameCatalog } from '../../../electron/reader/frame-service.ts';
import type { PixelLocation } from '../../../electron/reader/pixel-location.ts';
import { frameRef, plainFrame, plainStack } from '../../annotations/image/plain-stack.ts';
import { locationOf } from './pixel-locations.ts';

export type StackOfFiles = {
  readonly stack: Stack;
  readonly refs: readonly FrameRef[];
  readonly locations: ReadonlyMap<string, PixelLocation>;
};

/** `bytesOf` gives what each file holds: the pixel data alone. */
export function stackOfFiles(
  folder: string,
  id: string,
  count: number,
  size: { readonly rows: number; readonly columns: number },
  bytesOf: (index: number) => Uint8Array,
  differing: Partial<PixelLocation> = {},
): StackOfFiles {
  const place = join(folder, id);
  mkdirSync(place, { recursive: true });
  const locations = new Map<string, PixelLocation>();
  const refs = Array.from({ length: count }, (_, i): FrameRef => {
    const ref = frameRef(`1.2.3.${id.charCodeAt(0)}.${i + 1}`);
    const file = join(place, `slice-${i}`);
    const bytes = bytesOf(i);
    writeFileSync(file, bytes);
    const { size: fileSize, mtimeMs } = statSync(file);
    locations.set(
      frameKey(ref),
      locationOf(bytes, {
        file,
        fileSize,
        modifiedMs: mtimeMs,
        pixelRepresentation: 1,
        ...size,
        ...differing,
      }),
    );
    return ref;
  });
  const frames = refs.map((ref, i) => plainFrame(ref.sopInstanceUID, { instanceNumber: i + 1 }));
  const stack = plainStack(frames, { id: asStackId(id), ...size });
  return { stack, refs, locations };
}

export function catalogOf(...stacks: readonly StackOfFiles[]): FrameCatalog {
  return {
    growing: false,
    justOpened: false,
    stack: (id) => stacks.find(({ stack }) => stack.id === id)?.stack ?? null,
    locate(ref) {
      for (const { locations } of stacks) {
        const found = locations.get(frameKey(ref));
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}
