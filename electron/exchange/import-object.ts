/** Any DICOM object with marks to findings, by its SOP class. Runs where hostile bytes are parsed, never in main. */
import type { ImportContext, Imported } from '../../annotations/codecs/imported-findings.ts';
import { readPresentationState } from '../../annotations/codecs/read-presentation-state.ts';
import { readSegmentation } from '../../annotations/codecs/read-segmentation.ts';
import { readStructureSet } from '../../annotations/codecs/read-structure-set.ts';
import { textOf } from '../../annotations/codecs/sr/content-node.ts';
import { readMeasurementReport } from '../../annotations/codecs/sr/read-measurement-report.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { readDataset } from './read-dataset.ts';
import { segmentationMasks } from './segmentation-masks.ts';

const STRUCTURED_REPORTS = '1.2.840.10008.5.1.4.1.1.88.';
/** Grayscale, Color, Pseudo-Color, Blending…: their graphics are alike (PS3.3 C.10.5). */
const PRESENTATION_STATES = '1.2.840.10008.5.1.4.1.1.11.';
const STRUCTURE_SET = '1.2.840.10008.5.1.4.1.1.481.3';
const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

export type ImportFailure = Failure<'not-dicom' | 'damaged' | 'no-marks'>;

/** `name` is what messages call the file. Never throws for what a file can hold. */
export async function importObject(
  bytes: Uint8Array,
  name: string,
  context: ImportContext,
): Promise<Result<Imported, ImportFailure>> {
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
