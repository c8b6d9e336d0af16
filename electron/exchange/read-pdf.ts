/**
 * The words of a PDF by pdf.js, line by line, in the thread that calls. Scripts in the PDF are never run; fonts and
 * pictures are not loaded. What bounds its time and memory is around it (`pdf-text.ts`).
 */
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';

/** Reports are a few pages; a book is none. */
const MAX_PAGES = 60;
/** Product choice: some 300 pages of small print. */
const MAX_CHARACTERS = 1024 * 1024;

type Item = { readonly str?: string; readonly hasEOL?: boolean };

export type PdfFailure = Failure<'bad-pdf'>;

const refused = (message: string): Result<never, PdfFailure> => err(failure('bad-pdf', message));

/** Messages are clauses: what the file is said to be stands before them. Takes the bytes for its own; never throws. */
export async function readPdf(bytes: Uint8Array): Promise<Result<string, PdfFailure>> {
  try {
    const { getDocument } = await import('./pdfjs.ts');
    const document = await getDocument({
      data: bytes,
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      stopAtErrors: false,
      verbosity: 0,
    }).promise;
    const { numPages } = document;
    if (numPages > MAX_PAGES)
      return refused(`it has ${numPages} pages, and no report has more than ${MAX_PAGES}`);
    const pages: string[] = [];
    let characters = 0;
    for (let number = 1; number <= numPages; number += 1) {
      const content = await (await document.getPage(number)).getTextContent();
      const page = (content.items as Item[])
        .map(({ str, hasEOL }) => `${str ?? ''}${hasEOL ? '\n' : ''}`)
        .join('');
      characters += page.length;
      if (characters > MAX_CHARACTERS) return refused('it holds more words than any report');
      pages.push(page);
    }
    await document.destroy();
    return ok(withoutControls(pages.join('\n')));
  } catch (cause) {
    return refused(causeOf(cause));
  }
}

/** Fonts without a table of letters give such characters; no report means any. */
const withoutControls = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out.
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

function causeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'it is damaged';
  if (cause.name === 'PasswordException') return 'it is protected by a password';
  return `it is damaged (${cause.message.replace(/\.\s*$/, '')})`;
}
