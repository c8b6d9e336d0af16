/**
 * Frames that lie in the file as the stack holds them, read straight into the buffer that goes to the window:
 * one copy, no thread of ours. Asynchronous, so that a slow disk holds up nothing else.
 */
import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { type StoredValues, storedView } from '../../../annotations/image/frame-pixels.ts';
import type { StoredType } from '../../../annotations/image/hierarchy.ts';
import type { Failure } from '../../../annotations/result.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { isReadAsItLies, nativeFrameOffset } from './native-frame.ts';
import { cannotOpen, changed, hasChanged } from './pixel-bytes.ts';
import { cutToStoredBits } from './stored-bits.ts';

const openFile = promisify(open);
const statFile = promisify(fstat);
const readFile = promisify(read);
const closeFile = promisify(close);

const DEFLATED = '1.2.840.10008.1.2.1.99';

export const isDirect = (location: PixelLocation): boolean =>
  location.zipEntries.length === 0 && location.transferSyntaxUID !== DEFLATED && isReadAsItLies(location);

/**
 * Fills `target`, which is exactly one frame at an offset aligned for the stored type. Null when all went well.
 */
export async function readDirect(
  location: PixelLocation,
  frameIndex: number,
  storedType: StoredType,
  target: Uint8Array,
): Promise<Failure | null> {
  let descriptor: number;
  try {
    descriptor = await openFile(location.file, 'r');
  } catch (error) {
    return cannotOpen(location, error);
  }
  try {
    const { size, mtimeMs } = await statFile(descriptor);
    if (hasChanged(location, size, mtimeMs)) return changed(location);
    const offset = nativeFrameOffset(location, frameIndex, size);
    if (!offset.ok) return offset.error;
    let done = 0;
    while (done < target.byteLength) {
      const left = target.byteLength - done;
      const { bytesRead } = await readFile(descriptor, target, done, left, offset.value + done);
      if (bytesRead === 0) return changed(location);
      done += bytesRead;
    }
  } catch (error) {
    return cannotOpen(location, error);
  } finally {
    await closeFile(descriptor);
  }
  cutToStoredBits(valuesAt(storedType, target), location);
  return null;
}

export function valuesAt(storedType: StoredType, bytes: Uint8Array): StoredValues {
  const perValue = storedType === 'rgb8' ? 1 : Number(storedType.replace(/\D+/g, '')) / 8;
  return storedView(storedType, bytes.buffer, bytes.byteOffset, bytes.byteLength / perValue);
}
