/**
 * Anything that bytes can be read from by offset: a file, or a zip that lies in memory because it was inside another.
 * Nothing stays open between two reads, so that a medium can be taken out and a file can be replaced at any time.
 */
import { open, stat } from 'node:fs/promises';
import { READ_WITHOUT_WAITING } from './open-flags.ts';

export type ByteSource = {
  readonly size: number;
  /** Milliseconds since 1970; the file's own, also for what lies inside it. */
  readonly modifiedMs: number;
  /** Fewer bytes than asked for come back only at the end. Rejects with the system's error. */
  read(offset: number, length: number): Promise<Uint8Array>;
};

/** Bytes of a file from `offset`; fewer than `length` only at the end of the file. */
export async function readFileRange(file: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await open(file, READ_WITHOUT_WAITING);
  try {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled === length ? bytes : bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

export async function fileSource(file: string): Promise<ByteSource> {
  const { size, mtimeMs } = await stat(file);
  return {
    size,
    modifiedMs: mtimeMs,
    read: (offset, length) => readFileRange(file, offset, Math.max(0, Math.min(length, size - offset))),
  };
}

export const memorySource = (bytes: Uint8Array, modifiedMs: number): ByteSource => ({
  size: bytes.length,
  modifiedMs,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});
