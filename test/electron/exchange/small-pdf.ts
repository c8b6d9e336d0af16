/** Documents in DICOM, as small as their formats allow. */
import { encodePart10 } from '../../../electron/exchange/part10.ts';

/** A PDF of one page with these lines, as small as the format allows; its table of offsets is left to the reader. */
export function smallPdf(lines: readonly string[]): Uint8Array {
  const stream = `BT /F1 12 Tf 50 700 Td ${lines.map((line) => `(${line}) Tj 0 -14 Td`).join(' ')} ET`;
  return Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
      '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
      '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj',
      `4 0 obj <</Length ${stream.length}>> stream\n${stream}\nendstream endobj`,
      '5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj',
      'trailer <</Root 1 0 R /Size 6>>',
      '%%EOF',
    ].join('\n'),
  );
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
