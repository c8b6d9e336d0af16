/** DICOM objects that the reader's process has made: kept where the reader wants them. */
import { basename, dirname, join, parse } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { atomicWrite } from '../../files/atomic-write.ts';
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
      const { name, ext } = parse(chosen.filePath);
      const paths: string[] = [];
      for (const [index, bytes] of files.entries()) {
        const suffix = index === 0 ? '' : `-${index + 1}`;
        const path = join(dirname(chosen.filePath), `${name}${suffix}${ext || '.dcm'}`);
        const written = await atomicWrite(path, bytes);
        if (!written.ok) return { ok: false, message: written.error.message };
        onWritten(path);
        paths.push(path);
      }
      return { ok: true, paths };
    },
  };
}
