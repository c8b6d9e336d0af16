/**
 * Random access to the bytes that a `PixelLocation` counts in: a plain file, or bytes already in memory (inflated
 * data sets, entries of a zip). Synchronous, since it runs in a worker thread that does nothing else.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { err, type Failure, failure, ok, type Result } from '../../../annotations/result.ts';
import { READ_WITHOUT_WAITING } from '../bytes/open-flags.ts';
import type { PixelLocation } from '../pixel-location.ts';

export interface PixelBytes {
  readonly size: number;
  /** Fills `target` from `offset` on; returns how many bytes there were. */
  readInto(target: Uint8Array, offset: number): number;
  close(): void;
}

/** What a reader knows the file by: its name, with the name inside the zip where there is one. */
export function nameOf(location: Pick<PixelLocation, 'file' | 'zipEntries'>): string {
  return [basename(location.file), ...location.zipEntries].join(' › ');
}

export function bytesInMemory(bytes: Uint8Array): PixelBytes {
  return {
    size: bytes.byteLength,
    readInto(target, offset) {
      const part = bytes.subarray(offset, offset + target.byteLength);
      target.set(part);
      return part.byteLength;
    },
    close() {
      // Nothing is held but memory.
    },
  };
}

/** Opens a plain file and makes sure that it is the one whose header was read. */
export function openPixelFile(location: PixelLocation): Result<PixelBytes, Failure> {
  let descriptor: number;
  try {
    descriptor = openSync(location.file, READ_WITHOUT_WAITING);
  } catch (error) {
    return err(cannotOpen(location, error));
  }
  const stat = fstatSync(descriptor);
  if (hasChanged(location, stat.size, stat.mtimeMs)) {
    closeSync(descriptor);
    return err(changed(location));
  }
  return ok({
    size: stat.size,
    readInto(target, offset) {
      let done = 0;
      while (done < target.byteLength) {
        const read = readSync(descriptor, target, done, target.byteLength - done, offset + done);
        if (read === 0) break;
        done += read;
      }
      return done;
    },
    close: () => closeSync(descriptor),
  });
}

/** File systems keep times to the millisecond, to 2 s (FAT) or finer than a double can say: 2 s are forgiven. */
export const hasChanged = (location: PixelLocation, size: number, modifiedMs: number): boolean =>
  size !== location.fileSize || Math.abs(modifiedMs - location.modifiedMs) > 2000;

export const changed = (location: PixelLocation): Failure =>
  failure('changed', `${nameOf(location)} has changed since it was opened: open it again to see it.`);

export function cannotOpen(location: PixelLocation, error: unknown): Failure {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  const cause =
    code === 'ENOENT'
      ? 'it is no longer there'
      : code === 'EACCES' || code === 'EPERM'
        ? 'reading it is not allowed'
        : `the system says ${code}`;
  return failure('unreadable', `${nameOf(location)} cannot be read: ${cause}.`);
}
