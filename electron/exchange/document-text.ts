/** The words of a report that came as a DICOM document: a structured report's texts, a PDF's, a CDA's. */

import { textOf } from '../../annotations/codecs/sr/content-node.ts';
import { reportText } from '../../annotations/codecs/sr/report-text.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { decodeText } from '../files/decode-text.ts';
import { pdfText } from './pdf-text.ts';
import { plainReport } from './plain-report.ts';
import { readDataset } from './read-dataset.ts';

const STRUCTURED_REPORTS = '1.2.840.10008.5.1.4.1.1.88.';
const ENCAPSULATED_PDF = '1.2.840.10008.5.1.4.1.1.104.1';
const ENCAPSULATED_CDA = '1.2.840.10008.5.1.4.1.1.104.2';

export type DocumentFailure = Failure<'not-dicom' | 'damaged' | 'no-text'>;

/** `name` is what the message calls the file. */
export async function documentText(
  bytes: Uint8Array,
  name: string,
): Promise<Result<string, DocumentFailure>> {
  const dataset = readDataset(bytes, name);
  if (!dataset.ok) return dataset;
  const sopClass = textOf(dataset.value.SOPClassUID);
  const document = dataset.value.EncapsulatedDocument;
  let text = '';
  if (sopClass.startsWith(STRUCTURED_REPORTS)) text = reportText(dataset.value);
  else if (sopClass === ENCAPSULATED_PDF && document instanceof Uint8Array) {
    const read = await pdfText(document);
    if (!read.ok)
      return err(failure('no-text', `${name} holds a PDF that could not be read: ${read.error.message}.`));
    text = read.value;
  } else if (sopClass === ENCAPSULATED_CDA && document instanceof Uint8Array)
    text = plainReport(decodeText(document));
  else
    return err(failure('no-text', `${name} is no document with words (SOP class ${sopClass || 'missing'}).`));
  return text.trim() === ''
    ? err(failure('no-text', `${name} holds no words that can be read; a scanned page has none.`))
    : ok(text);
}
