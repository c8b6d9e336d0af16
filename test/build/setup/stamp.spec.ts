import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, stampMatches, writeStamp } from '../../../build/setup/stamp.mjs';

describe('stamps', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'marginalia-stamp-'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'a.ts'), 'a');
    writeFileSync(join(folder, 'src', 'README.md'), 'words');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const hash = () => hashOf(folder, ['src', 'later.json'], (name) => name.endsWith('.md'));

  it('stay the same when only times and ignored files change', () => {
    const before = hash();
    utimesSync(join(folder, 'src', 'a.ts'), 1, 1);
    writeFileSync(join(folder, 'src', 'README.md'), 'other words');
    expect(hash()).toBe(before);
  });

  it('change with contents, with names, and when a file appears', () => {
    const before = hash();
    writeFileSync(join(folder, 'src', 'a.ts'), 'b');
    const changed = hash();
    renameSync(join(folder, 'src', 'a.ts'), join(folder, 'src', 'b.ts'));
    const renamed = hash();
    writeFileSync(join(folder, 'later.json'), '');
    expect(new Set([before, changed, renamed, hash()]).size).toBe(4);
  });

  it('match only what was written last', () => {
    const stamp = join(folder, 'dist', '.stamp');
    expect(stampMatches(stamp, 'one')).toBe(false);
    writeStamp(stamp, 'one');
    expect(stampMatches(stamp, 'one')).toBe(true);
    expect(stampMatches(stamp, 'two')).toBe(false);
  });
});
