/**
 * Reports beside the images, or chosen by the reader. Never written, and not opened here: their bytes are parsed in the
 * reader's process.
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { Outcome, ReportFile } from '../../contract.ts';
import { MAX_PDF_BYTES, MAX_TEXT_BYTES } from '../../exchange/report-limits.ts';
import type { Handlers } from '../requests.ts';
import type { Sources } from '../sources.ts';

/**
 * Plain texts and PDFs, with what such a report may weigh; HL7 messages and CDA documents are chosen by the reader, not
 * found by themselves.
 */
const MAX_BYTES: Readonly<Record<string, number>> = {
  '.txt': MAX_TEXT_BYTES,
  '.md': MAX_TEXT_BYTES,
  '.pdf': MAX_PDF_BYTES,
};

type Names = 'report.find' | 'report.read' | 'report.choose';
type ReportText = Outcome<{ name: string; text: string }>;

/** `wordsOf` has the file read in the reader's process. */
export function reportHandlers(
  window: () => BrowserWindow | null,
  sources: Sources,
  wordsOf: (path: string) => Promise<Outcome<{ text: string }>>,
): Pick<Handlers, Names> {
  const read = async (path: string): Promise<ReportText> => {
    const words = await wordsOf(path);
    return words.ok ? { ...words, name: basename(path) } : words;
  };
  return {
    async 'report.find'({ sourceId }) {
      const found: ReportFile[] = [];
      for (const folder of sources.get(sourceId)?.folders ?? []) {
        for (const name of (await readdir(folder).catch(() => [])).sort()) {
          const maxBytes = MAX_BYTES[extname(name).toLowerCase()];
          if (maxBytes === undefined) continue;
          const path = join(folder, name);
          const info = await stat(path).catch(() => null);
          if (info?.isFile() && info.size > 0 && info.size <= maxBytes) found.push({ name, path });
        }
      }
      return found.sort((a, b) => rank(a) - rank(b));
    },
    async 'report.read'({ sourceId, path }) {
      const inside = sources.get(sourceId)?.folders.includes(dirname(resolve(path))) ?? false;
      if (!inside) return { ok: false, message: `${basename(path)} does not lie beside the images.` };
      return read(path);
    },
    async 'report.choose'() {
      const parent = window();
      if (parent === null) return null;
      const chosen = await dialog.showOpenDialog(parent, {
        title: 'Open the report',
        properties: ['openFile'],
        filters: [
          { name: 'Reports', extensions: ['txt', 'md', 'pdf', 'hl7', 'xml', 'cda'] },
          { name: 'All files', extensions: ['*'] },
        ],
      });
      const path = chosen.filePaths[0];
      return chosen.canceled || path === undefined ? null : read(path);
    },
  };
}

/** "report.txt" before a README that happens to lie there, and a text before the same as a PDF. */
const rank = ({ name }: ReportFile): number =>
  (/report/i.test(name) ? 0 : 2) + (/\.pdf$/i.test(name) ? 1 : 0);
