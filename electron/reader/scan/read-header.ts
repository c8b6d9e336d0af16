/**
 * One file to one outcome: its first 64 KiB, more only when the header is longer. Nothing here throws for what a
 * file holds or for a file that cannot be read; what is wrong with it is said.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { SkippedFile } from '../../../annotations/image/hierarchy.ts';
import { READ_WITHOUT_WAITING } from '../bytes/open-flags.ts';
import { readRange, sourceStat } from '../bytes/source-bytes.ts';
import { ZipError } from '../bytes/zip-archive.ts';
import { directoryFiles } from './dicomdir.ts';
import {
  FIRST_READ_BYTES,
  type FileOutcome,
  type FoundFile,
  type HeaderReader,
  shownName,
} from './header.ts';
import { type FileFacts, imageHeader } from './image-header.ts';
import { looksLike, looksLikeZip } from './looks-like.ts';
import { DICOMDIR_CLASS, isImageClass, objectKind, otherObject } from './other-object.ts';
import { type Parsed, parsePart10 } from './part10.ts';
import { patientIdentity } from './series-header.ts';
import { T, WANTED } from './tags.ts';

/** A header beyond this is no header; product choice (enhanced images of thousands of frames need some 10 MB). */
const MAX_HEADER_BYTES = 2 ** 28;

/** Files of the program's own, by name. */
const OWN_FILES = /(\.marginalia\.|^manifest\.json$|^truth\.json$)/i;
/** What may be the report, by its ending: what it has to look like. */
const REPORTS: Readonly<Record<string, string>> = {
  '.txt': 'plain text',
  '.md': 'plain text',
  '.pdf': 'a PDF document',
};
/** Office documents and programs are zips, too; nobody keeps images in them. */
const ZIPPED_DOCUMENTS = /\.(docx|xlsx|pptx|odt|ods|odp|jar|apk|epub|key|pages|numbers)$/i;

/** A plain file, read synchronously: the quickest way, for worker threads. */
export function readFileHeader(found: FoundFile, reader: HeaderReader): FileOutcome {
  let descriptor: number;
  try {
    descriptor = openSync(found.file, READ_WITHOUT_WAITING);
  } catch (error) {
    return unreadable(found, error);
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile())
      return skipped(found, 'not-a-file', 'It is not a file (a device, a pipe or a socket).');
    const facts = { size: stat.size, modifiedMs: stat.mtimeMs };
    const { buffer } = reader;
    let bytes = buffer.subarray(0, readAt(descriptor, buffer, Math.min(reader.firstBytes, stat.size)));
    for (;;) {
      const outcome = outcomeOf(found, facts, bytes, reader);
      if (typeof outcome !== 'number') return outcome;
      const length = Math.min(outcome, stat.size, MAX_HEADER_BYTES);
      if (length <= bytes.length) return longHeader(found, bytes.length >= stat.size);
      const longer = new Uint8Array(length);
      const filled = readAt(descriptor, longer, length);
      if (filled <= bytes.length) return longHeader(found, true);
      bytes = longer.subarray(0, filled);
    }
  } catch (error) {
    return isSystemError(error) ? unreadable(found, error) : crashed(found, error);
  } finally {
    closeSync(descriptor);
  }
}

/** The same for a file within a zip. */
export async function readZippedHeader(found: FoundFile, reader: HeaderReader): Promise<FileOutcome> {
  try {
    const facts = await sourceStat(found.file, found.zipEntries);
    let length = Math.min(FIRST_READ_BYTES, facts.size);
    for (;;) {
      const bytes = await readRange(found.file, found.zipEntries, 0, length);
      const outcome = outcomeOf(found, facts, bytes, reader);
      if (typeof outcome !== 'number') return outcome;
      const next = Math.min(outcome, facts.size, MAX_HEADER_BYTES);
      if (next <= bytes.length) return longHeader(found, true);
      length = next;
    }
  } catch (error) {
    if (error instanceof ZipError) return skipped(found, error.kind, `It is not read: ${error.message}.`);
    return isSystemError(error) ? unreadable(found, error) : crashed(found, error);
  }
}

/** The outcome from the start of the file, or the number of bytes that are needed to know. */
function outcomeOf(
  found: FoundFile,
  facts: FileFacts,
  bytes: Uint8Array,
  reader: HeaderReader,
): FileOutcome | number {
  const name = basename(found.zipEntries[found.zipEntries.length - 1] ?? found.file);
  if (facts.size === 0) return skipped(found, 'empty', 'It is empty.');
  const complete = bytes.length >= facts.size;
  const parsed = parsePart10(bytes, complete, WANTED);
  switch (parsed.kind) {
    case 'data-set':
      return dataSetOutcome(found, facts, parsed, reader);
    case 'need-more':
      // By steps, so that a lie about one length does not cost the reading of the whole file at once.
      return Math.min(
        Math.max(parsed.bytes, FIRST_READ_BYTES, bytes.length * 2),
        Math.max(bytes.length * 16, 2 ** 22),
      );
    case 'not-dicom':
      return foreignFile(found, name, bytes);
    case 'truncated':
      return skipped(found, 'truncated', `It is cut off: ${parsed.message}.`);
    case 'hostile':
      return skipped(found, 'hostile', `It is not opened: ${parsed.message}.`);
    case 'damaged':
      return skipped(found, 'damaged', `It is damaged: ${parsed.message}.`);
  }
}

function dataSetOutcome(
  found: FoundFile,
  facts: FileFacts,
  parsed: Extract<Parsed, { kind: 'data-set' }>,
  reader: HeaderReader,
): FileOutcome {
  const { dataSet } = parsed;
  const sopClassUID = dataSet.string(T.SOPClassUID) ?? parsed.mediaSOPClassUID ?? '';
  if (sopClassUID === DICOMDIR_CLASS || dataSet.has(T.DirectoryRecordSequence)) {
    return { kind: 'dicomdir', files: directoryFiles(dataSet) };
  }
  const foreign = sopClassUID !== '' && !parsed.pixels && !isImageClass(sopClassUID);
  const kind = objectKind(sopClassUID) ?? (foreign ? 'other' : null);
  if (kind !== null) {
    const object = otherObject(kind, sopClassUID, dataSet, shownName(found));
    if (object === null) return skipped(found, 'damaged', 'It is a DICOM object without a SOPInstanceUID.');
    return { kind: 'object', object, patient: patientIdentity(dataSet) };
  }
  if (!parsed.pixels) {
    const why = dataSet.has(T.ElscintPixelData)
      ? 'Its pixels are stored in a private element of the manufacturer (Elscint), which is not read here.'
      : 'It is a DICOM file without an image in it.';
    return skipped(found, 'no-pixel-data', why);
  }
  const image = imageHeader(found, facts, parsed, reader.series);
  if ('reason' in image) return skipped(found, image.kind, image.reason);
  reader.firstBytes = nextFirstBytes(image.location.valueOffset);
  return { kind: 'image', image };
}

/** Headers of a series are alike: what the last one needed and a little more, in whole pages. */
const nextFirstBytes = (headerBytes: number): number =>
  Math.min(FIRST_READ_BYTES, Math.ceil((headerBytes + 1024) / 4096) * 4096);

function foreignFile(found: FoundFile, name: string, bytes: Uint8Array): FileOutcome {
  if (looksLikeZip(bytes)) {
    return ZIPPED_DOCUMENTS.test(name)
      ? skipped(found, 'not-dicom', 'It is not DICOM: it looks like an Office document or a program.')
      : { kind: 'zip' };
  }
  if (OWN_FILES.test(name)) return { kind: 'own' };
  const what = looksLike(bytes);
  if (what !== null && REPORTS[extname(name).toLowerCase()] === what) return { kind: 'report' };
  return skipped(
    found,
    'not-dicom',
    what === null
      ? 'It is not DICOM, and nothing else that is known here.'
      : `It is not DICOM: it looks like ${what}.`,
  );
}

function longHeader(found: FoundFile, atEnd: boolean): FileOutcome {
  return atEnd
    ? skipped(found, 'truncated', 'It is cut off within its header.')
    : skipped(found, 'hostile', 'Its header is longer than 256 MB, and it is not opened.');
}

const ERRNO: { readonly [code: string]: string } = {
  EACCES: 'You have no permission to read it.',
  EPERM: 'You have no permission to read it.',
  ENOENT: 'It is gone: it was there when the folder was listed.',
  EISDIR: 'It is a folder.',
  EIO: 'The medium cannot be read there; it may be damaged.',
  EMFILE: 'Too many files are open at once.',
  ENAMETOOLONG: 'Its path is too long for this system.',
  ELOOP: 'It is a link that leads round in a circle.',
  ENOTDIR: 'A part of its path is no folder.',
  EBUSY: 'Another program holds it.',
  ENODEV: 'The medium that it lies on is not there.',
  ENXIO: 'The medium that it lies on is not there.',
  ESTALE: 'The network drive that it lies on has lost it.',
  ETIMEDOUT: 'The medium that it lies on does not answer.',
};

/** What the system says about a file or folder, in a sentence. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const known = code === undefined ? undefined : ERRNO[code];
  if (known !== undefined) return known;
  if (code === undefined) throw error;
  return `It cannot be read; the system gives no other reason than ${code}.`;
}

/** The same for a path that was listed: a name that is no Unicode comes with marks in place, and opens nothing. */
export function listedReason(path: string, error: unknown): string {
  const nameless = path.includes('\ufffd') && (error as NodeJS.ErrnoException).code === 'ENOENT';
  return nameless ? 'Its name is not valid Unicode; rename it to open it.' : systemReason(error);
}

const isSystemError = (error: unknown): boolean =>
  typeof (error as NodeJS.ErrnoException).code === 'string' &&
  (error as NodeJS.ErrnoException).syscall !== undefined;

/** A bug of ours that these bytes bring out: told with the file's name, and the other files are read. */
const crashed = (found: FoundFile, error: unknown): FileOutcome =>
  skipped(
    found,
    'program-error',
    `Reading it ended with an error of the program: ${error instanceof Error ? error.message : String(error)}.`,
  );

const unreadable = (found: FoundFile, error: unknown): FileOutcome =>
  skipped(found, 'unreadable', listedReason(found.file, error));

const skipped = (found: FoundFile, kind: string, reason: string): FileOutcome => ({
  kind: 'skipped',
  skipped: skippedFile(found, kind, reason),
});

export const skippedFile = (found: FoundFile, kind: string, reason: string): SkippedFile => ({
  file: shownName(found),
  kind,
  reason,
});

function readAt(descriptor: number, into: Uint8Array, length: number): number {
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, into, filled, length - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}
