import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFindings } from '../../../annotations/report/extract.ts';
import { pdfText } from '../../../electron/exchange/pdf-text.ts';
import { readReportFile } from '../../../electron/exchange/report-file.ts';
import { bundledPdfWorker } from './bundled-pdf-worker.ts';
import { bombPdf, endlessPdf, printedPdf, smallPdf } from './small-pdf.ts';

const LINES = [
  'FINDINGS: There is a left paraspinal mass at T10–T12, measuring 4.8 × 3.9 cm. It is',
  'hypoattenuating to muscle and shows moderate homogeneous enhancement. First-line',
  'comparison: none. Größe unverändert.',
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(name: string, bytes: Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return readReportFile(path);
}

async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  const result = await read(name, bytes);
  return result.ok ? `read: ${result.value.slice(0, 200)}` : result.error.message;
}

describe('a report that is a file of its own', () => {
  it('gives the words of a printed PDF, page after page, letters beyond ASCII included', async () => {
    const result = await read('report.pdf', printedPdf([LINES, ['IMPRESSION: As above.']]));
    expect(result).toEqual({ ok: true, value: `${LINES.join('\n')}\nIMPRESSION: As above.` });
  });

  it('gives the same findings as a PDF and as a text', async () => {
    const text = await read('report.txt', Buffer.from(LINES.join('\n')));
    const pdf = await read('report.pdf', printedPdf([LINES]));
    if (!text.ok || !pdf.ok) throw new Error('One was not read.');
    expect(extractFindings(pdf.value)).toEqual(extractFindings(text.value));
    expect(extractFindings(pdf.value)).toMatchObject([{ site: 'paraspinal', sizeMm: [48, 39] }]);
  });

  it('is known as a PDF by its first bytes, whatever its name and what mailers put before them', async () => {
    const pdf = Buffer.concat([Buffer.from('Content-Type: application/pdf\r\n\r\n'), smallPdf(['Mass.'])]);
    expect(await read('report.txt', pdf)).toEqual({ ok: true, value: 'Mass.' });
  });

  it('refuses formatted text, whose commands would be read as words', async () => {
    expect(
      await refusal('report.rtf', Buffer.from('{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\fs24 Mass.\\par}')),
    ).toBe('report.rtf is formatted text (RTF); save it as plain text or PDF to read it.');
  });

  it('says of a PDF without words that a scanned page has none', async () => {
    expect(await refusal('scan.pdf', printedPdf([[]]))).toBe(
      'scan.pdf holds no words that can be read; a scanned page has none.',
    );
  });

  it('says of a PDF that is cut off, empty or no PDF what is wrong with it', async () => {
    expect(await refusal('nothing.pdf', Buffer.from('%PDF-1.4 nothing'))).toMatch(
      /^nothing\.pdf could not be read as a PDF: it is damaged \(.+\)\.$/,
    );
    expect(await refusal('empty.pdf', Buffer.of())).toBe('empty.pdf holds no words.');
    expect(await refusal('picture.pdf', Buffer.from([0x89, 0x50, 0, 0, 1]))).toBe(
      'picture.pdf is not a text.',
    );
    // A page tree that holds itself is walked once.
    expect(await refusal('loop.pdf', endlessPdf())).toMatch(/^loop\.pdf holds no words/);
  });

  it('is refused when it is a book', async () => {
    const pages = Array.from({ length: 61 }, (_, index) => [`Page ${index + 1}`]);
    expect(await refusal('book.pdf', printedPdf(pages))).toBe(
      'book.pdf could not be read as a PDF: it has 61 pages, and no report has more than 60.',
    );
  });

  it('is named when it is not there or longer than a report', async () => {
    const missing = await readReportFile(join(folder, 'gone.pdf'));
    expect(!missing.ok && missing.error.message).toBe('gone.pdf could not be read: it does not exist.');
    expect(await refusal('long.txt', Buffer.alloc(2 ** 20 + 1, 'a'))).toBe(
      'long.txt is too long for a report (1048577 bytes).',
    );
  });
});

describe('a PDF in a thread of its own', () => {
  let workerFile = '';
  beforeAll(async () => {
    workerFile = await bundledPdfWorker();
  });

  it('gives the same words', async () => {
    expect(await pdfText(printedPdf([LINES]), { workerFile })).toEqual({ ok: true, value: LINES.join('\n') });
  });

  it('is ended when two kilobytes unfold without end, and the process goes on', async () => {
    const bomb = bombPdf(2 ** 29);
    expect(bomb.byteLength).toBeLessThan(5_000);
    const result = await pdfText(bomb, { workerFile, timeLimitMs: 1500 });
    expect(result.ok ? 'read' : result.error.message).toMatch(/^(it unfolds|reading it took longer)/);
    expect(await pdfText(smallPdf(['Mass.']), { workerFile })).toEqual({ ok: true, value: 'Mass.' });
  }, 60_000);

  it('is ended after its time', async () => {
    const result = await pdfText(smallPdf(['Mass.']), { workerFile, timeLimitMs: 1 });
    expect(result.ok ? 'read' : result.error.message).toBe('reading it took longer than 0.001 s');
  });
});
