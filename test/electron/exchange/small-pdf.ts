/** PDFs, by hand and by a real writer, and documents in DICOM, as small as their formats allow. */
import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@napi-rs/canvas';
import { encodePart10 } from '../../../electron/exchange/part10.ts';

/** A PDF of one page with these lines, as small as the format allows; its table of offsets is left to the reader. */
export const smallPdf = (lines: readonly string[]): Uint8Array =>
  pdfAround(
    Buffer.from(`BT /F1 12 Tf 50 700 Td ${lines.map((line) => `(${line}) Tj 0 -14 Td`).join(' ')} ET`),
  );

/** One page that unfolds, in two steps, to so many spaces. */
export const bombPdf = (bytes: number): Uint8Array =>
  pdfAround(deflateSync(deflateSync(Buffer.alloc(bytes, ' '))), '/Filter [/FlateDecode /FlateDecode]');

/** A list of pages that contains itself. */
export const endlessPdf = (): Uint8Array =>
  Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
      '2 0 obj <</Type /Pages /Kids [2 0 R 2 0 R] /Count 3>> endobj',
      'trailer <</Root 1 0 R /Size 3>>',
      '%%EOF',
    ].join('\n'),
  );

function pdfAround(stream: Buffer, filter = ''): Uint8Array {
  return Buffer.concat([
    Buffer.from(
      [
        '%PDF-1.4',
        '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
        '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
        '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj',
        `4 0 obj <</Length ${stream.length} ${filter}>> stream\n`,
      ].join('\n'),
    ),
    stream,
    Buffer.from(
      [
        '\nendstream endobj',
        '5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj',
        'trailer <</Root 1 0 R /Size 6>>',
        '%%EOF',
      ].join('\n'),
    ),
  ]);
}

/** As a hospital's system prints it: pages with subset fonts whose letters stand in a table, written by Skia. */
export function printedPdf(pages: readonly (readonly string[])[]): Uint8Array {
  const document = new PDFDocument();
  for (const lines of pages) {
    const page = document.beginPage(595, 842);
    page.font = '11px sans-serif';
    lines.forEach((line, index) => {
      page.fillText(line, 50, 60 + index * 16);
    });
    document.endPage();
  }
  return document.close();
}

/** `more`: further attributes by keyword. */
export const encapsulated = (
  sopClassUID: string,
  document: Uint8Array,
  more: Readonly<Record<string, unknown>> = {},
): Uint8Array =>
  encodePart10({
    ...more,
    SOPClassUID: sopClassUID,
    SOPInstanceUID: '2.25.41',
    Modality: 'DOC',
    EncapsulatedDocument: [Uint8Array.from(document).buffer],
  });
