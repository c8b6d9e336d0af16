/** Annotations in JSON, whoever wrote them, recognised by what they hold and never by the file's name. */
import { err, type Failure, failure, ok, type Result } from '../../result.ts';
import type { ImportContext, Imported } from '../imported-findings.ts';
import { jsonFault } from '../json-fault.ts';
import { parseWorkingCopy, WORKING_COPY_FORMAT } from '../working-copy.ts';
import { annotationsIn, MAX_ENTRIES } from './cornerstone-annotation.ts';
import { readCornerstoneAnnotations } from './read-cornerstone-annotations.ts';
import { readForeignCopy } from './read-foreign-copy.ts';
import { readSlicerMarkups } from './read-slicer-markups.ts';
import { isSlicerMarkups } from './slicer-markup.ts';

/** Characters; annotations of a study are a few hundred thousand. Product choice. */
const MAX_TEXT = 64 * 1024 * 1024;

export type JsonFailure = Failure<'damaged' | 'no-marks'>;

/** `name` is what messages call the file. Never throws for what a file can hold. */
export function readAnnotationJson(
  text: string,
  name: string,
  context: ImportContext,
): Result<Imported, JsonFailure> {
  if (text.length > MAX_TEXT)
    return err(failure('damaged', `${name} is too large for annotations (${text.length} characters).`));
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return err(failure('damaged', `${name} is not valid JSON: ${jsonFault(text)}.`));
  }
  if ((document as { format?: unknown } | null)?.format === WORKING_COPY_FORMAT) {
    const copy = parseWorkingCopy(text, name);
    return copy.ok ? ok(readForeignCopy(copy.value, context)) : err(failure('damaged', copy.error.message));
  }
  if (isSlicerMarkups(document)) {
    const markups = readSlicerMarkups(document, context);
    return markups.ok ? markups : err(failure('damaged', `${name} cannot be read: ${markups.error}.`));
  }
  const entries = annotationsIn(document);
  if (entries !== null && entries.length > MAX_ENTRIES)
    return err(
      failure(
        'damaged',
        `${name} holds ${entries.length} annotations; more than ${MAX_ENTRIES} are not read.`,
      ),
    );
  if (entries !== null) return ok(readCornerstoneAnnotations(entries, context));
  return err(
    failure(
      'no-marks',
      `${name} holds no annotations that are known here (3D Slicer markups, Cornerstone3D or OHIF, Marginalia).`,
    ),
  );
}
