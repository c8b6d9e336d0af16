/**
 * The one way to bytes of a file, on disk or inside zips: `zipEntries` is empty for a plain file, otherwise the path
 * inside the zip, and inside the zip in it, outermost first. Directories of zips and the entry read last are kept,
 * within a budget.
 */
import { type ByteSource, fileSource, memorySource, readFileRange } from './byte-source.ts';
import { openZip, readEntry, readEntryStart, type ZipArchive, ZipError } from './zip-archive.ts';
import { MAX_INNER_ZIP_BYTES, MAX_ZIP_DEPTH } from './zip-limits.ts';

/** Bytes of unpacked entries and inner zips that stay in memory; product choice. */
const KEPT_BYTES = 2 ** 28;
/** Within this an entry is read from its start alone. */
const START_BYTES = 2 ** 17;

type Kept = { readonly bytes: Uint8Array; readonly size: number; readonly modifiedMs: number };
const keptEntries = new Map<string, Kept>();
type KnownArchive = {
  readonly archive: ZipArchive;
  readonly size: number;
  readonly modifiedMs: number;
  /** Held in memory for it: an inner zip's. */
  readonly bytes: number;
};
const archives = new Map<string, KnownArchive>();
/** Inner zips that stay in memory together; the one in use always does. */
const KEPT_INNER_BYTES = 2 ** 29;

/**
 * Bytes from `offset`; fewer than `length` only at the end. Rejects with the system's error or a ZipError.
 */
export async function readRange(
  file: string,
  zipEntries: readonly string[],
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (zipEntries.length === 0) return readFileRange(file, offset, length);
  const { archive, entry } = await locate(file, zipEntries);
  const key = keyOf(file, zipEntries);
  const kept = keptEntries.get(key);
  if (kept !== undefined && kept.modifiedMs === archive.source.modifiedMs) {
    return kept.bytes.subarray(offset, offset + length);
  }
  if (offset + length <= START_BYTES && entry.size > START_BYTES) {
    return (await readEntryStart(archive, entry, offset + length)).subarray(offset);
  }
  const bytes = await readEntry(archive, entry);
  keep(key, bytes, archive.source.modifiedMs);
  return bytes.subarray(offset, offset + length);
}

/** Size and modification time; for what lies in a zip, its unpacked size and the zip's time. */
export async function sourceStat(
  file: string,
  zipEntries: readonly string[],
): Promise<{ readonly size: number; readonly modifiedMs: number }> {
  if (zipEntries.length === 0) {
    const source = await fileSource(file);
    return { size: source.size, modifiedMs: source.modifiedMs };
  }
  const { archive, entry } = await locate(file, zipEntries);
  return { size: entry.size, modifiedMs: archive.source.modifiedMs };
}

/** All bytes. */
export async function readWhole(file: string, zipEntries: readonly string[]): Promise<Uint8Array> {
  const { size } = await sourceStat(file, zipEntries);
  return readRange(file, zipEntries, 0, size);
}

/** The table of contents of a zip file, or of a zip inside it. */
export async function zipAt(file: string, zipEntries: readonly string[]): Promise<ZipArchive> {
  if (zipEntries.length >= MAX_ZIP_DEPTH) {
    throw new ZipError('hostile', `zips are nested more than ${MAX_ZIP_DEPTH} deep`);
  }
  const key = keyOf(file, zipEntries);
  const now = await fileSource(file);
  const known = archives.get(key);
  if (known !== undefined && known.modifiedMs === now.modifiedMs && known.size === now.size) {
    return known.archive;
  }
  const source = zipEntries.length === 0 ? now : await innerZip(file, zipEntries);
  const archive = await openZip(source);
  archives.delete(key);
  const bytes = zipEntries.length === 0 ? 0 : source.size;
  archives.set(key, { archive, size: now.size, modifiedMs: now.modifiedMs, bytes });
  let total = 0;
  for (const known of archives.values()) total += known.bytes;
  for (const [oldest, known] of archives) {
    if (total <= KEPT_INNER_BYTES || oldest === key) break;
    if (known.bytes === 0) continue;
    archives.delete(oldest);
    total -= known.bytes;
  }
  return archive;
}

/** Lets go of everything that is kept; for when a case is closed. */
export function forgetZips(): void {
  archives.clear();
  keptEntries.clear();
}

async function innerZip(file: string, zipEntries: readonly string[]): Promise<ByteSource> {
  const { archive, entry } = await locate(file, zipEntries);
  if (entry.size > MAX_INNER_ZIP_BYTES)
    throw new ZipError('hostile', 'it is a zip of more than 1 GB in a zip');
  return memorySource(await readEntry(archive, entry), archive.source.modifiedMs);
}

async function locate(file: string, zipEntries: readonly string[]) {
  const archive = await zipAt(file, zipEntries.slice(0, -1));
  const name = zipEntries[zipEntries.length - 1] as string;
  const entry = archive.entries.get(name);
  if (entry === undefined) throw new ZipError('damaged', 'it is no longer in the zip');
  return { archive, entry };
}

const keyOf = (file: string, zipEntries: readonly string[]): string => [file, ...zipEntries].join('\u0000');

/** The oldest go first; what is larger than the budget is not kept at all. */
function keep(key: string, bytes: Uint8Array, modifiedMs: number): void {
  if (bytes.length > KEPT_BYTES) return;
  keptEntries.set(key, { bytes, size: bytes.length, modifiedMs });
  let total = 0;
  for (const entry of keptEntries.values()) total += entry.size;
  for (const [oldest, entry] of keptEntries) {
    if (total <= KEPT_BYTES) break;
    keptEntries.delete(oldest);
    total -= entry.size;
  }
}
