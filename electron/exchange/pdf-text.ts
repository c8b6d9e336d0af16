/** Text of a PDF by pdf.js, line by line. Scripts in the PDF are never run; fonts and images are not loaded. */
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';

/** Reports are a few pages; a book is none. */
const MAX_PAGES = 60;

type Item = { readonly str?: string; readonly hasEOL?: boolean };

export async function pdfText(bytes: Uint8Array): Promise<Result<string, Failure<'bad-pdf'>>> {
  try {
    const { getDocument } = await import('./pdfjs.ts');
    const document = await getDocument({
      // pdf.js takes the buffer for its own.
      data: Uint8Array.from(bytes),
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      verbosity: 0,
    }).promise;
    const pages: string[] = [];
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
      const content = await (await document.getPage(number)).getTextContent();
      pages.push(
        (content.items as Item[]).map(({ str, hasEOL }) => `${str ?? ''}${hasEOL ? '\n' : ''}`).join(''),
      );
    }
    await document.destroy();
    return ok(pages.join('\n'));
  } catch (cause) {
    return err(failure('bad-pdf', cause instanceof Error ? cause.message : 'it is damaged'));
  }
}
