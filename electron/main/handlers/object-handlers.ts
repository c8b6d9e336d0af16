/** DICOM objects that the reader's process has made: kept where the reader wants them. */
import { basename, extname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { atomicWrite } from '../../files/atomic-write.ts';
import { numberedPath, takenFurtherNames } from '../../files/numbered-files.ts';
import type { Handlers } from '../requests.ts';

export function objectHandlers(
  window: () => BrowserWindow | null,
  onWritten: (path: string) => void,
): Pick<Handlers, 'objects.save'> {
  return {
    async 'objects.save'({ files, suggestedName }) {
      const parent = window();
      if (parent === null) return null;
      const chosen = await dialog.showSaveDialog(parent, {
        title: 'Save as a DICOM object',
        defaultPath: basename(suggestedName),
        filters: [{ name: 'DICOM objects', extensions: ['dcm'] }],
      });
      if (chosen.canceled || chosen.filePath === undefined || chosen.filePath === '') return null;
      const first = extname(chosen.filePath) === '' ? `${chosen.filePath}.dcm` : chosen.filePath;
      const taken = await takenFurtherNames(first, files.length);
      if (taken.length > 0) {
        const { response } = await dialog.showMessageBox(parent, {
          type: 'question',
          message: `Replace ${taken.join(', ')} as well?`,
          detail: `${files.length} files are saved, numbered after the first.`,
          buttons: ['Replace', 'Cancel'],
          defaultId: 1,
          cancelId: 1,
        });
        if (response !== 0) return null;
      }
      const paths: string[] = [];
      for (const [index, bytes] of files.entries()) {
        const path = numberedPath(first, index);
        const written = await atomicWrite(path, bytes);
        if (!written.ok) return { ok: false, message: written.error.message };
        onWritten(path);
        paths.push(path);
      }
      return { ok: true, paths };
    },
  };
}
