import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RevisionHistory, revisionsToDrop } from '../../../electron/files/revision-history.ts';
import { documentWith, named } from './documents.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const idAt = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:.]/g, '')}-r00000001-00000000`;

describe('the earlier versions', () => {
  it('are listed with who, when and what each changed, the latest first', async () => {
    const history = new RevisionHistory(folder);
    const first = documentWith([named('One')], 1, 'Anna');
    const second = documentWith([named('One'), named('Two')], 2, 'Ben').replace(
      /"at": "20\d\d/,
      '"at": "2099',
    );
    await history.keep(second);
    await history.keep(first);
    await history.keep(first);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await history.list(second)).toMatchObject([
      { revision: 2, savedBy: 'Ben', summary: '1 finding added', current: true },
      { revision: 1, savedBy: 'Anna', summary: '1 finding, 0 marks', current: false },
    ]);
    const [entry] = await history.list(null);
    expect(await history.read(entry?.id as string)).toBe(second);
    expect((await history.latest())?.text).toBe(second);
  });

  it('clear away what a killed program left half-written, and nothing that may still be written', async () => {
    const [old, fresh] = ['.a.tmp', '.b.tmp'].map((name) => join(folder, name)) as [string, string];
    writeFileSync(old, '{');
    writeFileSync(fresh, '{');
    const twoHoursAgo = Date.now() / 1000 - 7200;
    utimesSync(old, twoHoursAgo, twoHoursAgo);
    await new RevisionHistory(folder).keep(documentWith([named('One')], 1));
    expect(existsSync(old)).toBe(false);
    expect(existsSync(fresh)).toBe(true);
  });

  it('are read by their ids only, never by a path', async () => {
    const history = new RevisionHistory(join(folder, 'below'));
    expect(await history.read('../secret')).toBeNull();
  });

  it('are thinned with age: all of the last hour’s work, then one in ten minutes, then one a day', () => {
    const now = Date.UTC(2026, 5, 1, 12);
    const ids = Array.from({ length: 40_000 }, (_, i) => idAt(now - i * 60_000));
    const dropped = new Set(revisionsToDrop(ids, now));
    const kept = ids.filter((id) => !dropped.has(id));
    expect(kept.slice(0, 150)).toEqual(ids.slice(0, 150));
    expect(kept.length).toBeLessThan(350);
    // Something of every day since the beginning is left.
    const days = new Set(kept.map((id) => id.slice(0, 8)));
    expect(days.size).toBe(new Set(ids.map((id) => id.slice(0, 8))).size);
    expect(revisionsToDrop(kept, now)).toEqual([]);
  });
});
