import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type OpenSource, Sources } from '../../../electron/main/sources.ts';
import { folderOf } from '../reader/scan/scan-files.ts';

const bytes = Buffer.from('x');

async function opened(sources: Sources, ...paths: string[]): Promise<OpenSource> {
  const source = await sources.add(paths);
  if ('missing' in source) throw new Error(`${source.missing} is missing`);
  return source;
}

describe('what is open', () => {
  it('has a folder once, however often it is opened', async () => {
    const sources = new Sources();
    const folder = folderOf({ a: bytes, b: bytes });
    const first = await opened(sources, folder);
    expect(await opened(sources, `${folder}/`)).toBe(first);
    expect(sources.all()).toEqual([first]);
    const both = await opened(sources, join(folder, 'a'), join(folder, 'b'));
    expect(await opened(sources, join(folder, 'b'), join(folder, 'a'))).toBe(both);
    expect((await opened(sources, join(folder, 'a'))).source.id).not.toBe(both.source.id);
  });

  it('has a folder anew once it was closed', async () => {
    const sources = new Sources();
    const folder = folderOf({ a: bytes });
    const first = await opened(sources, folder);
    sources.remove(first.source.id);
    expect((await opened(sources, folder)).source.id).not.toBe(first.source.id);
  });

  it('names what is not there, and opens nothing of the rest', async () => {
    const sources = new Sources();
    const folder = folderOf({ a: bytes });
    const missing = join(folder, 'gone');
    expect(await sources.add([folder, missing])).toEqual({ missing });
    expect(sources.all()).toEqual([]);
  });
});
