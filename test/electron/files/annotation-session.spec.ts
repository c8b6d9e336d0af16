/** What a save leaves on a full disk, and between two who have the same annotations open. Real files throughout. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultFileName } from '../../../electron/files/annotation-files.ts';
import { temporaryFolder } from './children.ts';
import { documentWith, named, namesIn, numbered, numberOf, STUDY } from './documents.ts';
import { caseFolder, diskOf, keeperOf, saveAll, usual, work } from './keeper-folders.ts';
import { canMountDisk } from './small-disk.ts';

describe('a disk that is full', () => {
  it.runIf(canMountDisk)(
    'refuses with a sentence, keeps the last version whole, and saves again once it has room',
    async () => {
      const disk = diskOf(256);
      const ballast = join(disk.folder, 'ballast');
      writeFileSync(ballast, Buffer.alloc(150 * 1024));
      const keeper = keeperOf('A. Reader', join(disk.folder, 'data'));
      const folder = join(disk.folder, 'case');
      mkdirSync(folder);
      let { version } = await keeper.load([folder], STUDY);
      const file = join(folder, defaultFileName(STUDY));
      let committed = 0;
      let refusal = '';
      for (let number = 1; refusal === '' && number < 40; number += 1) {
        const saved = await keeper.save(STUDY, work(numbered(number, number, 100), number), version);
        if (saved.ok) {
          committed = number;
          version = saved.version;
        } else refusal = saved.message;
        const onDisk = existsSync(file) ? numberOf(readFileSync(file, 'utf8')) : 0;
        expect(onDisk).toBe(committed);
      }
      expect(committed).toBeGreaterThan(0);
      expect(refusal).toContain('the disk is full');
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);

      rmSync(ballast);
      const again = numbered(committed + 1, committed + 1, 100);
      expect(await keeper.save(STUDY, work(again, 99), version)).toMatchObject({ ok: true });
      expect(numberOf(readFileSync(file, 'utf8'))).toBe(committed + 1);
      await keeper.close(STUDY);
    },
  );

  it.runIf(canMountDisk)(
    'under the app’s own folder stops no save beside the images, and is told',
    async () => {
      const disk = diskOf(16);
      writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(16 * 1024 - 4096));
      const keeper = keeperOf('A. Reader', join(disk.folder, 'data'));
      const { version } = await keeper.load([caseFolder], STUDY);
      expect(await keeper.note(STUDY, work(numbered(1)))).toMatchObject({ ok: false });
      const saved = await keeper.save(STUDY, work(numbered(1)), version);
      expect(saved).toMatchObject({ ok: true, place: { kind: 'case-folder' } });
      expect(saved.ok && saved.place.notice).toContain('earlier versions could not be written');
      expect(numberOf(readFileSync(usual(), 'utf8'))).toBe(1);
      await keeper.close(STUDY);
    },
  );

  it.runIf(canMountDisk)(
    'under the images sends the work to the app’s own folder, where it is found again',
    async () => {
      const disk = diskOf(64);
      const keeper = keeperOf('A. Reader');
      const { version } = await keeper.load([disk.folder], STUDY);
      writeFileSync(join(disk.folder, 'image'), Buffer.alloc(52 * 1024));
      const saved = await keeper.save(STUDY, work(numbered(1, 1, 400)), version);
      expect(saved).toMatchObject({ ok: true, place: { kind: 'app-folder' } });
      expect(saved.ok && saved.place.notice).toMatch(/the disk is full.*app’s own folder/);
      await keeper.close(STUDY);
      const again = await keeperOf('A. Reader').load([disk.folder], STUDY);
      expect(numberOf(again.text as string)).toBe(1);
      expect(again.recovery).toBeNull();
    },
  );
});

describe('two who have the same annotations open', () => {
  it('are one writer and one reader, who is told who it is', async () => {
    const first = keeperOf('Anna Reader');
    const { version } = await first.load([caseFolder], STUDY);
    await saveAll(first, version, [numbered(1)]);
    const elsewhere = temporaryFolder('other-data');
    const second = keeperOf('B. Reader', elsewhere);
    const { place, text } = await second.load([caseFolder], STUDY);
    expect(place.readOnly).toBe(true);
    expect(place.notice).toMatch(/^Anna Reader has these annotations open on \S+ since \d\d:\d\d\.$/);
    expect(numberOf(text as string)).toBe(1);
    expect(await second.save(STUDY, work(numbered(2)), version)).toMatchObject({ ok: false });
    await first.close(STUDY);
    expect((await second.load([caseFolder], STUDY)).place.readOnly).toBe(false);
    await second.close(STUDY);
    rmSync(elsewhere, { recursive: true });
  });

  it('never overwrite each other: a file that was written past the lock comes back to be merged', async () => {
    const keeper = keeperOf('A. Reader');
    const { version } = await keeper.load([caseFolder], STUDY);
    const base = documentWith([named('both')], 1);
    const known = await saveAll(keeper, version, [base]);
    // The same revision number, as two machines offline would both give it.
    const theirs = documentWith([named('both'), named('theirs')], 2, 'B. Reader');
    writeFileSync(usual(), theirs);
    const ours = documentWith([named('both'), named('ours')], 2);
    const refused = await keeper.save(STUDY, work(ours, 2), known);
    expect(refused).toMatchObject({ ok: false, conflict: { text: theirs, baseText: base } });
    expect(readFileSync(usual(), 'utf8')).toBe(theirs);
    expect(refused.ok || refused.message).toContain('B. Reader');

    // A window that did not merge cannot save either.
    expect(await keeper.save(STUDY, work(ours, 2), known)).toMatchObject({ ok: false });
    expect(readFileSync(usual(), 'utf8')).toBe(theirs);

    const merged = documentWith([named('both'), named('theirs'), named('ours')], 3);
    const next = 'conflict' in refused ? refused.conflict.version : '';
    expect(await keeper.save(STUDY, work(merged, 3), next)).toMatchObject({ ok: true });
    expect(namesIn(readFileSync(usual(), 'utf8'))).toEqual(['both', 'theirs', 'ours']);
    const kept = await Promise.all((await keeper.history(STUDY)).map(({ id }) => keeper.revision(STUDY, id)));
    expect(kept).toEqual(expect.arrayContaining([base, theirs, ours, merged]));
  });

  it.each(['readdir', 'access'] as const)(
    'meet in one file when the other saves for the first time just after this load has asked for %s',
    async (call) => {
      const theirs = documentWith([named('theirs')], 1, 'B. Reader');
      const real = fs[call] as (...args: unknown[]) => Promise<unknown>;
      const asked: unknown[] = [];
      Object.assign(fs, {
        [call]: async (path: unknown, ...rest: unknown[]) => {
          const answer = await real(path, ...rest);
          if (path === caseFolder && asked.push(path) === 1) writeFileSync(usual(), theirs);
          return answer;
        },
      });
      syncBuiltinESMExports();
      const keeper = keeperOf('A. Reader');
      const loaded = await keeper.load([caseFolder], STUDY).finally(() => {
        Object.assign(fs, { [call]: real });
        syncBuiltinESMExports();
      });
      expect(asked).not.toEqual([]);
      expect(loaded.place.path).toBe(usual());
      expect(loaded.text).toBeNull();
      const saved = await keeper.save(STUDY, work(documentWith([named('ours')], 1)), loaded.version);
      expect(saved).toMatchObject({ ok: false, conflict: { text: theirs, baseText: null } });
      expect(readFileSync(usual(), 'utf8')).toBe(theirs);
    },
  );

  it('in two files, as after a disk was read-only for a while, are offered to be merged, once', async () => {
    const other = join(caseFolder, 'annotations-of-ben.marginalia.json');
    const shown = documentWith([named('both'), named('ours')], 5);
    const second = documentWith([named('both'), named('theirs')], 4, 'Ben');
    writeFileSync(usual(), shown);
    writeFileSync(other, second);
    const keeper = keeperOf('A. Reader');
    const { text, recovery, version, problem } = await keeper.load([caseFolder], STUDY);
    expect(text).toBe(shown);
    expect(problem).toBeNull();
    expect(recovery).toMatchObject({
      kind: 'second-copy',
      path: other,
      text: second,
      baseText: null,
      changedBy: 'Ben',
    });
    const merged = documentWith([named('both'), named('ours'), named('theirs')], 6);
    expect(await keeper.save(STUDY, work(merged, 1, recovery?.id), version)).toMatchObject({ ok: true });
    expect(readFileSync(other, 'utf8')).toBe(second);
    const again = await keeper.load([caseFolder], STUDY);
    expect(again.recovery).toBeNull();
    expect(again.text).toBe(merged);
  });
});
