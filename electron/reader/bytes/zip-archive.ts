/**
 * The table of contents of a zip, and the bytes of one entry. zip.js reads the directory (zip64, names in UTF-8 or
 * code page 437, encryption flags); the entry's bytes go through Node's own inflate, always with the declared size
 * as the upper limit.
 */
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { constants, createInflateRaw, inflateRaw } from 'node:zlib';
import { configure, type Entry, Reader, ZipReader } from '@zip.js/zip.js';
import type { ByteSource } from './byte-source.ts';
import { bombReason, MAX_ENTRY_BYTES, MAX_ZIP_ENTRIES } from './zip-limits.ts';

configure({ useWebWorkers: false });

export type ZipEntry = {
  /** Path inside the zip, with forward slashes. */
  readonly name: string;
  readonly size: number;
  readonly compressedSize: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc32: number;
  /** Of the local header. */
  readonly headerOffset: number;
};

export type ZipArchive = { readonly source: ByteSource; readonly entries: ReadonlyMap<string, ZipEntry> };

/** Thrown with a clause that says what is wrong with the archive or the entry; callers put the name before it. */
export class ZipError extends Error {
  readonly kind: 'hostile' | 'damaged' | 'unsupported';
  constructor(kind: ZipError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_MAGIC = 0x04034b50;

class SourceReader extends Reader<ByteSource> {
  readonly source: ByteSource;
  constructor(source: ByteSource) {
    super(source);
    this.source = source;
    this.size = source.size;
  }
  override async readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.source.read(offset, length)) as Uint8Array<ArrayBuffer>;
  }
}

/** Throws a ZipError for what is no zip, or one that no honest person packs. Folders are left out. */
export async function openZip(source: ByteSource): Promise<ZipArchive> {
  const entries = new Map<string, ZipEntry>();
  let inflated = 0;
  // Names like ../x or /x do no harm: entries are looked up by name, never unpacked to where it points.
  const reader = new ZipReader(new SourceReader(source), { filenameValidation: 'tolerant' });
  try {
    for await (const entry of reader.getEntriesGenerator() as AsyncGenerator<Entry>) {
      if (entries.size >= MAX_ZIP_ENTRIES) {
        throw new ZipError('hostile', `it lists more than ${MAX_ZIP_ENTRIES} files`);
      }
      if (entry.directory) continue;
      inflated += entry.uncompressedSize;
      entries.set(entry.filename, {
        name: entry.filename,
        size: entry.uncompressedSize,
        compressedSize: entry.compressedSize,
        method: entry.compressionMethod,
        encrypted: entry.encrypted,
        crc32: entry.signature ?? 0,
        headerOffset: entry.offset,
      });
    }
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError('damaged', `its directory cannot be read (${(error as Error).message})`);
  } finally {
    await reader.close();
  }
  const bomb = bombReason(source.size, inflated);
  if (bomb !== null) throw new ZipError('hostile', bomb);
  return { source, entries };
}

/** The first `length` bytes of an entry, without reading the rest; fewer when the entry is shorter. */
export async function readEntryStart(
  archive: ZipArchive,
  entry: ZipEntry,
  length: number,
): Promise<Uint8Array> {
  checkEntry(entry);
  const wanted = Math.min(length, entry.size);
  const start = await dataOffset(archive, entry);
  if (entry.method === STORED) return archive.source.read(start, wanted);
  const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH });
  const chunks: Uint8Array[] = [];
  let filled = 0;
  const done = new Promise<void>((resolve, reject) => {
    inflate.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      filled += chunk.length;
      if (filled >= wanted) resolve();
    });
    inflate.on('end', resolve);
    inflate.on('error', (error) =>
      reject(new ZipError('damaged', `it cannot be unpacked (${error.message})`)),
    );
  });
  try {
    const feed = async (): Promise<void> => {
      const step = 1 << 16;
      for (let at = 0; at < entry.compressedSize && filled < wanted; at += step) {
        const piece = await archive.source.read(start + at, Math.min(step, entry.compressedSize - at));
        if (piece.length === 0) break;
        await new Promise<void>((resolve) => inflate.write(piece, () => resolve()));
      }
      inflate.end();
    };
    await Promise.race([done, feed().then(() => done)]);
  } finally {
    inflate.destroy();
  }
  return joined(chunks, wanted);
}

const inflateWhole = promisify(inflateRaw) as (
  bytes: Uint8Array,
  options: zlib.ZlibOptions,
) => Promise<Buffer>;

/** The whole entry, its checksum compared where the runtime can (Node 20.15 and later). */
export async function readEntry(archive: ZipArchive, entry: ZipEntry): Promise<Uint8Array> {
  checkEntry(entry);
  const start = await dataOffset(archive, entry);
  const packed = await archive.source.read(start, entry.compressedSize);
  if (packed.length < entry.compressedSize) throw new ZipError('damaged', 'the zip ends within it');
  const bytes = entry.method === STORED ? packed : await inflated(packed, entry);
  if (bytes.length !== entry.size) throw new ZipError('damaged', 'its size is not what the zip says');
  const crc32 = (zlib as { crc32?: (bytes: Uint8Array) => number }).crc32;
  if (crc32 !== undefined && crc32(bytes) !== entry.crc32) {
    throw new ZipError('damaged', 'its checksum is wrong, so it was damaged on its way');
  }
  return bytes;
}

async function inflated(packed: Uint8Array, entry: ZipEntry): Promise<Uint8Array> {
  try {
    return await inflateWhole(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ZipError('hostile', 'it unpacks to more than the zip says');
    }
    throw new ZipError('damaged', `it cannot be unpacked (${(error as Error).message})`);
  }
}

function checkEntry(entry: ZipEntry): void {
  if (entry.encrypted) throw new ZipError('unsupported', 'it is protected by a password');
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new ZipError('unsupported', `it is packed by method ${entry.method}, which is not read here`);
  }
  if (entry.size > MAX_ENTRY_BYTES) throw new ZipError('hostile', 'it is larger than 2 GB');
  const bomb = bombReason(entry.compressedSize, entry.size);
  if (bomb !== null) throw new ZipError('hostile', bomb);
}

/** The local header repeats name and extra field with lengths of its own. */
async function dataOffset(archive: ZipArchive, entry: ZipEntry): Promise<number> {
  const bytes = await archive.source.read(entry.headerOffset, LOCAL_HEADER_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LOCAL_HEADER_BYTES || view.getUint32(0, true) !== LOCAL_HEADER_MAGIC) {
    throw new ZipError('damaged', 'the zip has no entry where its directory says');
  }
  return entry.headerOffset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(
    Math.min(
      length,
      chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    ),
  );
  let at = 0;
  for (const chunk of chunks) {
    const piece = chunk.subarray(0, bytes.length - at);
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
