/** The words of a report that came as a document: a structured report's texts, a CDA's, a PDF's in DICOM or by itself. */
import { textOf } from '../../annotations/codecs/sr/content-node.ts';
import { reportText } from '../../annotations/codecs/sr/report-text.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { decodeText } from '../files/decode-text.ts';
import { isPdf, pdfText } from './pdf-text.ts';
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
  if (!dataset.ok)
    return dataset.error.kind === 'not-dicom' && isPdf(bytes) ? pdfReport(bytes, name) : dataset;
  const sopClass = textOf(dataset.value.SOPClassUID);
  const document = dataset.value.EncapsulatedDocument;
  let text = '';
  if (sopClass.startsWith(STRUCTURED_REPORTS)) text = reportText(dataset.value);
  else if (sopClass === ENCAPSULATED_PDF && document instanceof Uint8Array)
    return pdfReport(document, name, 'holds a PDF that could not be read');
  else if (sopClass === ENCAPSULATED_CDA && document instanceof Uint8Array)
    text = plainReport(decodeText(document));
  else
    return err(failure('no-text', `${name} is no document with words (SOP class ${sopClass || 'missing'}).`));
  return spoken(text, name);
}

/** `fault` goes between the name and the cause. */
export async function pdfReport(
  bytes: Uint8Array,
  name: string,
  fault = 'could not be read as a PDF',
): Promise<Result<string, Failure<'no-text'>>> {
  const read = await pdfText(bytes);
  return read.ok
    ? spoken(read.value, name)
    : err(failure('no-text', `${name} ${fault}: ${read.error.message}.`));
}

const spoken = (text: string, name: string): Result<string, Failure<'no-text'>> =>
  text.trim() === ''
    ? err(failure('no-text', `${name} holds no words that can be read; a scanned page has none.`))
    : ok(text);
