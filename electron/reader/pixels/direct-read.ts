/**
 * Frames that lie in the file as the stack holds them, read straight into the buffer that goes to the window:
 * one copy, no thread of ours. A slow disk is read asynchronously, so that it holds up nothing else; a fast one at
 * once, since handing four calls a file to other threads costs more than the reading.
 */
import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { type StoredValues, storedView } from '../../../annotations/image/frame-pixels.ts';
import type { StoredType } from '../../../annotations/image/hierarchy.ts';
import type { Failure } from '../../../annotations/result.ts';
import { READ_WITHOUT_WAITING } from '../bytes/open-flags.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { isReadAsItLies, nativeFrameOffset } from './native-frame.ts';
import { cannotOpen, changed, hasChanged, openPixelFile } from './pixel-bytes.ts';
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
    descriptor = await openFile(location.file, READ_WITHOUT_WAITING);
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

/** The same, in this turn. */
export function readDirectNow(
  location: PixelLocation,
  frameIndex: number,
  storedType: StoredType,
  target: Uint8Array,
): Failure | null {
  const opened = openPixelFile(location);
  if (!opened.ok) return opened.error;
  try {
    const offset = nativeFrameOffset(location, frameIndex, opened.value.size);
    if (!offset.ok) return offset.error;
    if (opened.value.readInto(target, offset.value) < target.byteLength) return changed(location);
  } catch (error) {
    return cannotOpen(location, error);
  } finally {
    opened.value.close();
  }
  cutToStoredBits(valuesAt(storedType, target), location);
  return null;
}

/**
 * Whether files come so fast that they are read at once: from memory, or from a good disk. They are taken to until a
 * reading has shown otherwise: the first frame, which somebody waits for, does not queue behind the scan.
 */
export class ReadingPace {
  #fast = true;

  get isFast(): boolean {
    return this.#fast;
  }

  note(bytes: number, ms: number): void {
    const bytesPerMs = bytes / Math.max(ms, 0.01);
    if (this.#fast && bytesPerMs < SLOW_BYTES_PER_MS) this.#fast = false;
    else if (!this.#fast && bytesPerMs > FAST_BYTES_PER_MS) this.#fast = true;
  }
}

/** At 300 MB/s a batch of 4 MB takes 14 ms, at 100 MB/s 42 ms: longer than a new wish should wait. */
const FAST_BYTES_PER_MS = 300_000;
const SLOW_BYTES_PER_MS = 100_000;

export function valuesAt(storedType: StoredType, bytes: Uint8Array): StoredValues {
  const perValue = storedType === 'rgb8' ? 1 : Number(storedType.replace(/\D+/g, '')) / 8;
  return storedView(storedType, bytes.buffer, bytes.byteOffset, bytes.byteLength / perValue);
}
