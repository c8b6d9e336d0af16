/** Pictures: shown before they are written, written atomically, or copied. The exporter draws; main only keeps. */
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { RenderedSnapshot, SnapshotRequest } from '../../../annotations/scene/snapshot.ts';
import { uniqueName } from '../../../annotations/scene/snapshot-name.ts';
import { type ManifestEntry, manifestEntry, pseudonyms, serializeManifest } from '../../exporter/manifest.ts';
import { atomicWrite } from '../../files/atomic-write.ts';
import { copyPicture } from '../copy-picture.ts';
import type { ExporterHost } from '../exporter-host.ts';
import type { Handlers } from '../requests.ts';

export type SnapshotParts = {
  readonly window: () => BrowserWindow | null;
  readonly exporter: ExporterHost;
  /** Paths that the window may ask to be shown in the file manager. */
  readonly onWritten: (path: string) => void;
};

type Names = 'snapshot.render' | 'snapshot.saveAs' | 'snapshot.saveAll' | 'snapshot.copy';

export function snapshotHandlers(parts: SnapshotParts): Pick<Handlers, Names> {
  const { exporter } = parts;
  return {
    async 'snapshot.render'({ request }) {
      const drawn = await exporter.render(request);
      return drawn.ok ? { ok: true, ...drawn.snapshot } : drawn;
    },
    async 'snapshot.saveAs'({ request, suggestedName }) {
      const window = parts.window();
      if (window === null) return null;
      const ending = request.format === 'png' ? 'png' : 'jpg';
      const chosen = await dialog.showSaveDialog(window, {
        title: 'Save the picture',
        defaultPath: plainName(suggestedName, ending),
        filters: [{ name: request.format === 'png' ? 'PNG picture' : 'JPEG picture', extensions: [ending] }],
      });
      if (chosen.canceled || chosen.filePath === undefined || chosen.filePath === '') return null;
      const drawn = await exporter.render(request);
      if (!drawn.ok) return drawn;
      const path = extname(chosen.filePath) === '' ? `${chosen.filePath}.${ending}` : chosen.filePath;
      const written = await atomicWrite(path, drawn.snapshot.bytes);
      if (!written.ok) return { ok: false, message: written.error.message };
      parts.onWritten(path);
      return { ok: true, path };
    },
    async 'snapshot.saveAll'({ requests, names }) {
      const window = parts.window();
      if (window === null) return null;
      const chosen = await dialog.showOpenDialog(window, {
        title: 'Save the pictures into this folder',
        properties: ['openDirectory', 'createDirectory'],
      });
      const folder = chosen.filePaths[0];
      if (chosen.canceled || folder === undefined) return null;
      return saveAll(parts, folder, requests, names);
    },
    async 'snapshot.copy'({ request }) {
      const drawn = await exporter.render({ ...request, format: 'png' });
      if (!drawn.ok) return drawn;
      await copyPicture(drawn.snapshot.bytes);
      return { ok: true };
    },
  };
}

/** Writes every picture, the manifest last: where it stands, all of them stand. */
async function saveAll(
  parts: SnapshotParts,
  folder: string,
  requests: readonly SnapshotRequest[],
  names: readonly string[],
): Promise<{ ok: true; folder: string; files: readonly string[] } | { ok: false; message: string }> {
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    return { ok: false, message: `${basename(folder)} is not a folder.` };
  }
  const replaceUid = pseudonyms(randomBytes(32));
  const entries: ManifestEntry[] = [];
  const taken = new Set<string>();
  for (const [index, request] of requests.entries()) {
    const drawn = await parts.exporter.render(request);
    if (!drawn.ok) return drawn;
    const name = uniqueName(
      plainName(names[index] ?? 'snapshot', request.format === 'png' ? 'png' : 'jpg'),
      taken,
    );
    const written = await write(folder, name, drawn.snapshot);
    if (written !== null) {
      return {
        ok: false,
        message: `${written} ${entries.length} of ${requests.length} pictures were written before.`,
      };
    }
    entries.push(manifestEntry(name, request, drawn.snapshot, replaceUid));
  }
  const manifest = await atomicWrite(join(folder, 'manifest.json'), serializeManifest(entries));
  if (!manifest.ok) return { ok: false, message: manifest.error.message };
  parts.onWritten(folder);
  return { ok: true, folder, files: [...entries.map(({ file }) => file), 'manifest.json'] };
}

/** Null when written, otherwise the sentence that says why not. */
async function write(folder: string, name: string, snapshot: RenderedSnapshot): Promise<string | null> {
  const written = await atomicWrite(join(folder, name), snapshot.bytes);
  return written.ok ? null : written.error.message;
}

/** A file's name and nothing else: no folder, no characters that some system refuses. */
function plainName(suggested: string, ending: string): string {
  const bare = basename(suggested).replace(/\.(png|jpe?g)$/i, '');
  const safe = [...bare]
    .map((letter) => (letter < ' ' || '<>:"/\\|?*'.includes(letter) ? '-' : letter))
    .join('');
  const stem = safe.replace(/^\.+/, '').slice(0, 120);
  return `${stem || 'snapshot'}.${ending}`;
}
