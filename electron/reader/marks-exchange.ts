/** The window's wishes for marks of other programs and for DICOM objects of its own, answered where files are parsed. */
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { Imported } from '../../annotations/codecs/imported-findings.ts';
import { openedImages } from '../../annotations/codecs/plane-locator.ts';
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { makeUid, type StackId, type StudyInstanceUID } from '../../annotations/ids.ts';
import { type FrameRef, frameKey, type OtherObject } from '../../annotations/image/hierarchy.ts';
import type { Outcome } from '../contract.ts';
import { documentText } from '../exchange/document-text.ts';
import { importObject } from '../exchange/import-object.ts';
import { writtenObjects } from '../exchange/written-objects.ts';
import { describeFileError } from '../files/annotation-files.ts';
import { sourceOf } from './annotation-documents.ts';
import { readRange, sourceStat } from './bytes/source-bytes.ts';
import type { CaseCatalog } from './case-catalog.ts';
import { type FramePlace, placesOf, readFramePixels } from './case-reader.ts';
import type { WorkerPool } from './pixels/worker-pool.ts';

/** Larger objects hold no marks that a reader could look at. */
const MAX_OBJECT_BYTES = 1024 * 1024 * 1024;

export async function importMarks(
  object: OtherObject,
  studyInstanceUID: StudyInstanceUID,
  shown: StackId | null,
  catalog: CaseCatalog,
): Promise<Outcome<{ imported: Imported }>> {
  const read = await objectBytes(object, catalog);
  if (!read.ok) return read;
  // Annotations are kept by study: marks on the images of another one would be lost among these.
  const studies = catalog.studies.filter((study) => study.studyInstanceUID === studyInstanceUID);
  const imported = await importObject(read.bytes, basename(object.file), {
    ...openedImages(studies, shown),
    newUid: () => makeUid<never>(randomBytes(16)),
    stamp: { by: `import of ${object.kind}`, at: new Date().toISOString() },
  });
  return imported.ok
    ? { ok: true, imported: imported.value }
    : { ok: false, message: imported.error.message };
}

export async function readDocument(
  object: OtherObject,
  catalog: CaseCatalog,
): Promise<Outcome<{ text: string }>> {
  const read = await objectBytes(object, catalog);
  if (!read.ok) return read;
  const text = await documentText(read.bytes, basename(object.file));
  return text.ok ? { ok: true, text: text.value } : { ok: false, message: text.error.message };
}

export async function writeMarks(
  copy: WorkingCopy,
  to: 'sr' | 'gsps',
  catalog: CaseCatalog,
  pool: WorkerPool,
): Promise<Outcome<{ files: readonly Uint8Array[]; notices: readonly string[] }>> {
  const places = placesOf(catalog.studies);
  const placeOf = (ref: FrameRef): FramePlace | null => places.get(frameKey(ref)) ?? null;
  const written = await writtenObjects(copy, to, {
    frameOf: (ref) => placeOf(ref)?.frame ?? null,
    locationOf: (ref) => catalog.locate(ref),
    readFrame: (ref) => readFramePixels(ref, placeOf(ref), catalog.find(ref), pool),
  });
  return written.ok ? { ok: true, ...written.value } : { ok: false, message: written.error.message };
}

async function objectBytes(
  asked: OtherObject,
  catalog: CaseCatalog,
): Promise<Outcome<{ bytes: Uint8Array }>> {
  const name = basename(asked.file);
  const object = catalog.object(asked);
  if (object === null) return { ok: false, message: `${name} is not part of an open case.` };
  const { file, entries } = sourceOf(object.file);
  try {
    const { size } = await sourceStat(file, entries);
    return size > MAX_OBJECT_BYTES
      ? { ok: false, message: `${name} is too large (${size} bytes).` }
      : { ok: true, bytes: await readRange(file, entries, 0, size) };
  } catch (cause) {
    return { ok: false, message: `${name} could not be read: ${describeFileError(cause)}.` };
  }
}
