/** Opening and closing: dialogs, dropped paths, recent cases, the sample. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { Outcome, RecentSource, Source } from '../../contract.ts';
import type { JsonFile } from '../json-file.ts';
import type { ReaderHost } from '../reader-host.ts';
import type { Handlers } from '../requests.ts';
import type { SampleMaker } from '../sample-maker.ts';
import type { OpenSource, Sources } from '../sources.ts';

const KEPT_RECENTS = 12;

export type SourceParts = {
  readonly window: () => BrowserWindow | null;
  readonly sources: Sources;
  readonly reader: ReaderHost;
  readonly recents: JsonFile<readonly RecentSource[]>;
  readonly sample: SampleMaker;
};

type Names =
  | 'source.choose'
  | 'source.openPaths'
  | 'source.openRecent'
  | 'source.openSample'
  | 'source.close'
  | 'recents.list'
  | 'recents.keep'
  | 'recents.clear';

export function sourceHandlers(parts: SourceParts): Pick<Handlers, Names> {
  const { sources, reader, recents } = parts;
  return {
    async 'source.choose'({ kind }) {
      const window = parts.window();
      if (window === null) return null;
      const chosen = await dialog.showOpenDialog(window, {
        title: kind === 'folder' ? 'Open a folder of CT images' : 'Open CT images',
        properties: kind === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
      });
      if (chosen.canceled || chosen.filePaths.length === 0) return null;
      return openPaths(parts, chosen.filePaths);
    },
    'source.openPaths': ({ paths }) => openPaths(parts, paths),
    async 'source.openRecent'({ id }) {
      const recent = recents.get().find((each) => each.id === id);
      if (recent === undefined) return { ok: false, message: 'This case is no longer in the list.' };
      return openPaths(parts, [recent.path]);
    },
    async 'source.openSample'() {
      const made = await parts.sample.folder();
      return made.ok ? openPaths(parts, [made.folder], 'Sample case') : made;
    },
    async 'source.close'({ sourceId }) {
      sources.remove(sourceId);
      reader.close(sourceId);
      return null;
    },
    async 'recents.list'() {
      return recents.get();
    },
    async 'recents.keep'({ sourceId }) {
      const opened = sources.get(sourceId);
      if (opened !== undefined) await remember(recents, opened);
      return null;
    },
    async 'recents.clear'() {
      await recents.set([]);
      return null;
    },
  };
}

/** Opens paths together as one source and starts its scan. */
export async function openPaths(
  parts: SourceParts,
  paths: readonly string[],
  name?: string,
): Promise<Outcome<{ source: Source }>> {
  const opened = await parts.sources.add(paths, name);
  if ('missing' in opened) {
    return {
      ok: false,
      message: `${basename(opened.missing)} cannot be opened: it does not exist (${opened.missing}).`,
    };
  }
  parts.reader.scan(opened);
  return { ok: true, source: opened.source };
}

/**
 * Asked for once images have been found: a folder without any, an SR or a text alone is no case. A handful of dropped
 * files is not one thing to come back to, and the sample case has its own button.
 */
async function remember(
  recents: JsonFile<readonly RecentSource[]>,
  { source, paths, named }: OpenSource,
): Promise<void> {
  const path = paths[0];
  if (named || paths.length !== 1 || path === undefined) return;
  if (!(await stat(path).catch(() => null))) return;
  const others = recents.get().filter((each) => each.path !== path);
  const entry: RecentSource = { id: source.id, name: source.name, path, openedAt: new Date().toISOString() };
  await recents.set([entry, ...others].slice(0, KEPT_RECENTS));
}
