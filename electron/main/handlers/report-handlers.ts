/** Report texts beside the images, or chosen by the reader. Read, never written. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { Outcome, ReportFile } from '../../contract.ts';
import { plainReport } from '../../exchange/plain-report.ts';
import { describeFileError } from '../../files/annotation-files.ts';
import { decodeText } from '../../files/decode-text.ts';
import type { Handlers } from '../requests.ts';
import type { Sources } from '../sources.ts';

/** Plain texts; HL7 messages and CDA documents are chosen by the reader, not found by themselves. */
const REPORT_ENDINGS = new Set(['.txt', '.md']);
/** A report is a few pages; a longer text is something else. */
const MAX_REPORT_BYTES = 1024 * 1024;

type Names = 'report.find' | 'report.read' | 'report.choose';
type ReportText = Outcome<{ name: string; text: string }>;

export function reportHandlers(window: () => BrowserWindow | null, sources: Sources): Pick<Handlers, Names> {
  return {
    async 'report.find'({ sourceId }) {
      const found: ReportFile[] = [];
      for (const folder of sources.get(sourceId)?.folders ?? []) {
        for (const name of (await readdir(folder).catch(() => [])).sort()) {
          if (!REPORT_ENDINGS.has(extname(name).toLowerCase())) continue;
          const path = join(folder, name);
          const info = await stat(path).catch(() => null);
          if (info?.isFile() && info.size > 0 && info.size <= MAX_REPORT_BYTES) found.push({ name, path });
        }
      }
      // "report.txt" before a README that happens to lie there.
      return found.sort((a, b) => Number(/report/i.test(b.name)) - Number(/report/i.test(a.name)));
    },
    async 'report.read'({ sourceId, path }) {
      const inside = sources.get(sourceId)?.folders.includes(dirname(resolve(path))) ?? false;
      if (!inside) return { ok: false, message: `${basename(path)} does not lie beside the images.` };
      return readReport(path);
    },
    async 'report.choose'() {
      const parent = window();
      if (parent === null) return null;
      const chosen = await dialog.showOpenDialog(parent, {
        title: 'Open the report',
        properties: ['openFile'],
        filters: [
          { name: 'Report texts', extensions: ['txt', 'md', 'hl7', 'xml', 'cda'] },
          { name: 'All files', extensions: ['*'] },
        ],
      });
      const path = chosen.filePaths[0];
      return chosen.canceled || path === undefined ? null : readReport(path);
    },
  };
}

async function readReport(path: string): Promise<ReportText> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > MAX_REPORT_BYTES)
      return { ok: false, message: `${name} is too long for a report (${size} bytes).` };
    const bytes = await readFile(path);
    return { ok: true, name, text: plainReport(decodeText(bytes)) };
  } catch (cause) {
    return { ok: false, message: `${name} could not be read: ${describeFileError(cause)}.` };
  }
}
