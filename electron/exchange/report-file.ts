/**
 * The words of a report that is a file of its own: plain text, an HL7 message, a CDA document or a PDF. Read where
 * hostile bytes are read: in the reader's process and on the command line.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { describeFileError } from '../files/annotation-files.ts';
import { decodeText } from '../files/decode-text.ts';
import { pdfReport } from './document-text.ts';
import { isPdf } from './pdf-text.ts';
import { plainReport } from './plain-report.ts';
import { MAX_PDF_BYTES, MAX_TEXT_BYTES } from './report-limits.ts';

export type ReportFailure = Failure<'unreadable' | 'too-long' | 'no-text'>;

/** Never rejects; messages are sentences that name the file. */
export async function readReportFile(path: string): Promise<Result<string, ReportFailure>> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    return size > MAX_PDF_BYTES ? tooLong(name, size) : reportWords(await readFile(path), name);
  } catch (cause) {
    return err(failure('unreadable', `${name} could not be read: ${describeFileError(cause)}.`));
  }
}

/** `name` is what the message calls the file. */
export async function reportWords(bytes: Uint8Array, name: string): Promise<Result<string, ReportFailure>> {
  if (isPdf(bytes)) return pdfReport(bytes, name);
  if (bytes.byteLength > MAX_TEXT_BYTES) return tooLong(name, bytes.byteLength);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (bytes.includes(0) && !utf16) return err(failure('no-text', `${name} is not a text.`));
  const decoded = decodeText(bytes);
  if (decoded.startsWith('{\\rtf')) {
    return err(
      failure('no-text', `${name} is formatted text (RTF); save it as plain text or PDF to read it.`),
    );
  }
  const text = plainReport(decoded);
  return text.trim() === '' ? err(failure('no-text', `${name} holds no words.`)) : ok(text);
}

const tooLong = (name: string, size: number): Result<never, ReportFailure> =>
  err(failure('too-long', `${name} is too long for a report (${size} bytes).`));
