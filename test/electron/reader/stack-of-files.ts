/** A series on disk, with the stack and the locations that a scan would give, and the values that it holds. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asStackId, asUid, type SeriesInstanceUID, type SOPInstanceUID } from '../../../annotations/ids.ts';
import { type FrameRef, frameKey, type Stack } from '../../../annotations/image/hierarchy.ts';
import type { FrameCatalog } from '../../../electron/reader/frame-service.ts';
import type { PixelLocation } from '../../../electron/reader/pixel-location.ts';
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
    const ref = {
      sopInstanceUID: asUid<SOPInstanceUID>(`1.2.3.${id.charCodeAt(0)}.${i + 1}`),
      frameNumber: 1,
    };
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
  const stack: Stack = {
    id: asStackId(id),
    seriesInstanceUID: asUid<SeriesInstanceUID>('1.2.3'),
    frameOfReferenceUID: null,
    ...size,
    storedType: 'int16',
    photometric: 'MONOCHROME2',
    orientation: 'axial',
    localizer: false,
    normal: null,
    sliceSpacingMm: null,
    transferSyntaxes: [],
    warnings: [],
    frames: refs.map((ref, i) => ({
      ref,
      instanceNumber: i + 1,
      plane: null,
      spacingSource: null,
      spacing: null,
      rescale: { slope: 1, intercept: -1024, type: 'HU' },
      padding: null,
      voi: [],
      voiLuts: [],
      sliceLocationMm: null,
      sliceThicknessMm: null,
      acquisitionNumber: null,
      acquisitionTime: null,
    })),
  };
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
