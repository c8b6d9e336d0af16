/** What the reader of this window has opened: the only paths that requests of the window can lead to. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Source, SourceId } from '../contract.ts';

export type OpenSource = {
  readonly source: Source;
  readonly paths: readonly string[];
  readonly folders: readonly string[];
  /** Called otherwise than its file or folder, as the sample case is. */
  readonly named: boolean;
};

/** In any order. */
const samePaths = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((path) => others.includes(path));

export class Sources {
  readonly #open = new Map<SourceId, OpenSource>();

  /** `missing` names a path that does not exist. The very paths of an open source are that source, read anew. */
  async add(paths: readonly string[], name?: string): Promise<OpenSource | { readonly missing: string }> {
    const absolute = paths.map((path) => resolve(path));
    const folders = new Set<string>();
    for (const path of absolute) {
      const info = await stat(path).catch(() => null);
      if (info === null) return { missing: path };
      folders.add(info.isDirectory() ? path : dirname(path));
    }
    const open = this.all().find(({ paths }) => samePaths(paths, absolute));
    if (open !== undefined) return open;
    const first = absolute[0] as string;
    const source: Source = {
      id: randomUUID() as unknown as SourceId,
      name:
        name ??
        (absolute.length === 1 ? basename(first) : `${absolute.length} items of ${basename(dirname(first))}`),
      path: first,
    };
    const opened = { source, paths: absolute, folders: [...folders], named: name !== undefined };
    this.#open.set(source.id, opened);
    return opened;
  }

  get(id: SourceId): OpenSource | undefined {
    return this.#open.get(id);
  }

  remove(id: SourceId): void {
    this.#open.delete(id);
  }

  all(): readonly OpenSource[] {
    return [...this.#open.values()];
  }
}
