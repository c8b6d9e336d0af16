/**
 * Any file with marks to findings: DICOM objects by their SOP class, JSON and AIM by what they hold. Runs where hostile bytes
 * are parsed, never in main.
 */
import { readAim } from '../../annotations/codecs/aim/read-aim.ts';
import type { ImportContext, Imported } from '../../annotations/codecs/imported-findings.ts';
import { readAnnotationJson } from '../../annotations/codecs/json/read-annotation-json.ts';
import { readPresentationState } from '../../annotations/codecs/read-presentation-state.ts';
import { readSegmentation } from '../../annotations/codecs/read-segmentation.ts';
import { readStructureSet } from '../../annotations/codecs/read-structure-set.ts';
import { textOf } from '../../annotations/codecs/sr/content-node.ts';
import { readMeasurementReport } from '../../annotations/codecs/sr/read-measurement-report.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { decodeText } from '../files/decode-text.ts';
import { readDataset } from './read-dataset.ts';
import { segmentationMasks } from './segmentation-masks.ts';

const STRUCTURED_REPORTS = '1.2.840.10008.5.1.4.1.1.88.';
/** Grayscale, Color, Pseudo-Color, Blending…: their graphics are alike (PS3.3 C.10.5). */
const PRESENTATION_STATES = '1.2.840.10008.5.1.4.1.1.11.';
const STRUCTURE_SET = '1.2.840.10008.5.1.4.1.1.481.3';
const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

export type ImportFailure = Failure<'not-dicom' | 'damaged' | 'no-marks'>;

/** By the first sign after blanks and the marks of Unicode; what says that it is DICOM is no text. */
function textKind(bytes: Uint8Array): 'json' | 'xml' | null {
  if (bytes[128] === 0x44 && bytes[129] === 0x49 && bytes[130] === 0x43 && bytes[131] === 0x4d) return null;
  const start = decodeText(bytes.subarray(0, 64))
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('<')) return 'xml';
  return start.startsWith('{') || start.startsWith('[') ? 'json' : null;
}

/** `name` is what messages call the file. Never throws for what a file can hold. */
export async function importObject(
  bytes: Uint8Array,
  name: string,
  context: ImportContext,
): Promise<Result<Imported, ImportFailure>> {
  const text = textKind(bytes);
  if (text === 'json') return readAnnotationJson(decodeText(bytes), name, context);
  if (text === 'xml') return readAim(decodeText(bytes), name, context);
  const dataset = readDataset(bytes, name);
  if (!dataset.ok) return dataset;
  const sopClass = textOf(dataset.value.SOPClassUID);
  if (sopClass.startsWith(STRUCTURED_REPORTS)) return ok(readMeasurementReport(dataset.value, context));
  if (sopClass.startsWith(PRESENTATION_STATES)) return ok(readPresentationState(dataset.value, context));
  if (sopClass === STRUCTURE_SET) return ok(readStructureSet(dataset.value, context));
  if (sopClass === SEGMENTATION) {
    const masks = await segmentationMasks(bytes, dataset.value, name);
    return ok(readSegmentation(dataset.value, masks, context));
  }
  return err(
    failure(
      'no-marks',
      `${name} is an object of a kind that holds no marks (SOP class ${sopClass || 'missing'}).`,
    ),
  );
}
