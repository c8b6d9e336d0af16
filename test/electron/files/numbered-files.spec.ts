import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numberedPath, takenFurtherNames } from '../../../electron/files/numbered-files.ts';
import { temporaryFolder } from './children.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('numbered');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('several files under one name', () => {
  it('are numbered from the second on, before the ending', () => {
    const path = join(folder, 'states.v1.dcm');
    expect([0, 1, 2].map((index) => numberedPath(path, index))).toEqual(
      ['states.v1.dcm', 'states.v1-2.dcm', 'states.v1-3.dcm'].map((name) => join(folder, name)),
    );
  });

  it('are asked about where a further name has a file already; the first was asked about before', async () => {
    const path = join(folder, 'states.dcm');
    writeFileSync(path, '');
    expect(await takenFurtherNames(path, 3)).toEqual([]);
    writeFileSync(join(folder, 'states-3.dcm'), '');
    expect(await takenFurtherNames(path, 2)).toEqual([]);
    expect(await takenFurtherNames(path, 3)).toEqual(['states-3.dcm']);
  });
});
