/**
 * A disk that fails at a chosen moment, for machines where none can be mounted (`small-disk.ts`): Node's own file
 * operations, which all programs here use, are the real ones until the n-th step that changes something below the
 * folders, or the n-th byte that is written there; from then on they answer as the system does.
 *
 * A full disk (ENOSPC, EDQUOT) still deletes, shortens and reads, and takes the part of a write that fits; a read-only
 * one (EROFS) changes nothing at all. A flush fails as well: some file systems find room only then.
 */
import { constants } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';

export type Fault = {
  readonly code: 'ENOSPC' | 'EDQUOT' | 'EROFS';
  readonly folders: readonly string[];
  /** The first step that is refused, from 1. */
  readonly step?: number;
  /** So many bytes still fit. */
  readonly room?: number;
};

type Running = { readonly fault: Fault; readonly steps: string[]; bytes: number; refused: string | null };

let running: Running | null = null;

/** From here on the fault is armed. */
export function beginFault(fault: Fault): void {
  if (running !== null) throw new Error('A disk fails already.');
  running = { fault, steps: [], bytes: 0, refused: null };
}

export const faultIsOn = (): boolean => running !== null;

/** The disk is sound again. Gives the steps that were taken, and the first that was refused; null for none. */
export function endFault(): { readonly steps: readonly string[]; readonly refused: string | null } {
  if (running === null) throw new Error('No disk fails.');
  const { steps, refused } = running;
  running = null;
  return { steps, refused };
}

type Kind = 'makes' | 'writes' | 'flushes' | 'renames' | 'shortens' | 'deletes';
const REFUSED_WHEN_FULL: readonly Kind[] = ['makes', 'writes', 'flushes', 'renames'];

const concerned = (path: string): boolean =>
  running?.fault.folders.some((folder) => path === folder || path.startsWith(folder + sep)) ?? false;

function refusal(what: string): Error {
  const { code } = (running as Running).fault;
  return Object.assign(new Error(`${code}: ${what}`), { code });
}

/** Counts the step; throws when the disk refuses it. `length`: the bytes that it would write. */
function step(kind: Kind, path: string, length = 0): void {
  if (running === null || !concerned(path)) return;
  const { fault, steps } = running;
  const what = `${kind} ${path}`;
  steps.push(what);
  const outOfRoom = fault.room !== undefined && running.bytes + length > fault.room && length > 0;
  const failed = running.refused !== null || outOfRoom || steps.length >= (fault.step ?? Infinity);
  running.bytes += length;
  if (!failed) return;
  if (fault.code !== 'EROFS' && !REFUSED_WHEN_FULL.includes(kind)) return;
  running.refused ??= what;
  throw refusal(what);
}

/** What of a refused write still fits: as far as the room goes, else half of it. */
function part(length: number): number {
  if (running === null || running.fault.code === 'EROFS') return 0;
  const { room } = running.fault;
  return room === undefined ? length >> 1 : Math.max(0, Math.min(length, room - (running.bytes - length)));
}

/** Own methods on each handle: before the step is taken, it may be refused. */
function watch(handle: FileHandle, path: string): FileHandle {
  const real = {
    write: handle.write.bind(handle) as (...args: unknown[]) => Promise<{ bytesWritten: number }>,
    truncate: handle.truncate.bind(handle),
    sync: handle.sync.bind(handle),
  };
  const write = async (bytes: Uint8Array, position: number | null): Promise<void> => {
    try {
      step('writes', path, bytes.length);
    } catch (cause) {
      const fits = part(bytes.length);
      if (fits > 0) await real.write(bytes, 0, fits, position);
      throw cause;
    }
    await real.write(bytes, 0, bytes.length, position);
  };
  return Object.assign(handle, {
    async write(data: Uint8Array | string, ...rest: (number | undefined)[]) {
      if (typeof data === 'string') {
        const bytes = Buffer.from(data);
        await write(bytes, rest[0] ?? null);
        return { bytesWritten: bytes.length };
      }
      const [offset = 0, length = data.length - offset, position] = rest;
      await write(data.subarray(offset, offset + length), position ?? null);
      return { bytesWritten: length };
    },
    async writeFile(data: Uint8Array | string) {
      await write(typeof data === 'string' ? Buffer.from(data) : data, null);
    },
    async truncate(length?: number) {
      step('shortens', path);
      return real.truncate(length);
    },
    async sync() {
      step('flushes', path);
      return real.sync();
    },
  });
}

const real = { ...fs };
const named = (path: unknown): string => String(path);

Object.assign(fs, {
  async open(...args: Parameters<typeof fs.open>) {
    const [path, flags = 'r'] = args;
    if (flags !== 'r') step(flags === 'r+' ? 'shortens' : 'makes', named(path));
    return watch(await real.open(...args), named(path));
  },
  async writeFile(...args: Parameters<typeof fs.writeFile>) {
    step('makes', named(args[0]), 1);
    return real.writeFile(...args);
  },
  async mkdir(...args: Parameters<typeof fs.mkdir>) {
    const there = await real.stat(args[0]).then(
      () => true,
      () => false,
    );
    if (!there) step('makes', named(args[0]));
    return real.mkdir(...args);
  },
  async rename(...args: Parameters<typeof fs.rename>) {
    step('renames', named(args[1]));
    return real.rename(...args);
  },
  async rm(...args: Parameters<typeof fs.rm>) {
    step('deletes', named(args[0]));
    return real.rm(...args);
  },
  async access(...args: Parameters<typeof fs.access>) {
    const writing = ((args[1] ?? 0) & constants.W_OK) !== 0;
    if (writing && running?.refused != null && running.fault.code === 'EROFS' && concerned(named(args[0]))) {
      throw refusal(`access ${named(args[0])}`);
    }
    return real.access(...args);
  },
});
syncBuiltinESMExports();
