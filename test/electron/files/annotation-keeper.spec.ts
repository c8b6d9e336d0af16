/** Where annotations go, what stands there afterwards, and what a second reader meets. Real files throughout. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WORKING_COPY_VERSION } from '../../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { defaultFileName } from '../../../electron/files/annotation-files.ts';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { temporaryFolder } from './children.ts';
import { documentWith, named, namesIn, numbered, numberOf, STUDY } from './documents.ts';
import { canMountDisk, mountDisk, type SmallDisk } from './small-disk.ts';

let caseFolder: string;
let dataFolder: string;
let keepers: AnnotationKeeper[];
let disks: SmallDisk[];

const keeperOf = (userName: string, data = dataFolder): AnnotationKeeper => {
  const keeper = new AnnotationKeeper({ dataFolder: data, userName: () => userName });
  keepers.push(keeper);
  return keeper;
};
const diskOf = (kilobytes: number): SmallDisk => {
  const disk = mountDisk(kilobytes);
  if (disk === null) throw new Error('No disk could be mounted.');
  disks.push(disk);
  return disk;
};

beforeEach(() => {
  caseFolder = temporaryFolder('case');
  dataFolder = temporaryFolder('data');
  keepers = [];
  disks = [];
});
afterEach(async () => {
  for (const keeper of keepers) await keeper.close(STUDY);
  for (const disk of disks) disk.end();
  rmSync(caseFolder, { recursive: true });
  rmSync(dataFolder, { recursive: true });
});

const work = (text: string, change = 1, recovered: string | null = null) => ({ text, change, recovered });
const usual = (): string => join(caseFolder, defaultFileName(STUDY));

/** Saves one after the other in a session that is already open; gives the last answer. */
async function saveAll(keeper: AnnotationKeeper, version: string, texts: readonly string[]) {
  let known = version;
  for (const [index, text] of texts.entries()) {
    const saved = await keeper.save(STUDY, work(text, index + 1), known);
    if (!saved.ok) throw new Error(saved.message);
    known = saved.version;
  }
  return known;
}

describe('the place of annotations', () => {
  it('is the folder of the images, and says so', async () => {
    const keeper = keeperOf('A. Reader');
    const { place, text, version } = await keeper.load([caseFolder], STUDY);
    expect(text).toBeNull();
    expect(place).toEqual({ kind: 'case-folder', path: usual(), notice: null, readOnly: false });
    await saveAll(keeper, version, [numbered(1), numbered(2)]);
    expect(numberOf(readFileSync(usual(), 'utf8'))).toBe(2);
  });

  it('is found again when the same images are opened from the folder above', async () => {
    const below = join(caseFolder, 'CT');
    mkdirSync(below);
    const keeper = keeperOf('A. Reader');
    const { version } = await keeper.load([below], STUDY);
    await saveAll(keeper, version, [numbered(1)]);
    const again = await keeper.load([caseFolder], STUDY);
    expect(again.place.path).toBe(join(below, defaultFileName(STUDY)));
    expect(again.text).toBe(numbered1(below));
  });

  it.runIf(canMountDisk)(
    'is the app’s own folder when the disk of the images is read-only; found again by the study’s identity',
    async () => {
      const disk = diskOf(64);
      writeFileSync(join(disk.folder, defaultFileName(STUDY)), numbered(1));
      disk.readOnly();
      const keeper = keeperOf('A. Reader');
      const { place, text, version } = await keeper.load([disk.folder], STUDY);
      expect(place).toMatchObject({ kind: 'app-folder', readOnly: false });
      expect(place.notice).toContain('cannot be written');
      expect(numberOf(text as string)).toBe(1);
      await saveAll(keeper, version, [numbered(2)]);
      expect(dirname(place.path)).toBe(join(dataFolder, 'annotations'));

      const later = await keeperOf('A. Reader').load([disk.folder], STUDY);
      expect(later.place.readOnly).toBe(true); // The first one still has them open.
      await keeper.close(STUDY);
      const again = await keeperOf('A. Reader').load([disk.folder], STUDY);
      expect(numberOf(again.text as string)).toBe(2);
      expect(again.place.kind).toBe('app-folder');
      expect(numberOf(readFileSync(join(disk.folder, defaultFileName(STUDY)), 'utf8'))).toBe(1);
    },
  );

  it('is another file where one of the same name cannot be read, which stays as it is', async () => {
    writeFileSync(usual(), '{"format": "marginalia-annotations", "revi');
    const keeper = keeperOf('A. Reader');
    const { place, problem, version } = await keeper.load([caseFolder], STUDY);
    expect(problem).toMatch(/not valid JSON.*left untouched/);
    await saveAll(keeper, version, [numbered(1)]);
    expect(place.path).not.toBe(usual());
    expect(readFileSync(usual(), 'utf8')).toBe('{"format": "marginalia-annotations", "revi');
  });

  it('that is damaged from outside shows the last version that was saved', async () => {
    const keeper = keeperOf('A. Reader');
    const { version } = await keeper.load([caseFolder], STUDY);
    await saveAll(keeper, version, [numbered(1), numbered(2)]);
    writeFileSync(usual(), '');
    const again = await keeper.load([caseFolder], STUDY);
    expect(numberOf(again.text as string)).toBe(2);
    expect(again.problem).toMatch(/last version that the app kept/);
  });
});

const numbered1 = (folder: string): string => readFileSync(join(folder, defaultFileName(STUDY)), 'utf8');

describe('annotations of other versions of the program', () => {
  it('of a newer one open read-only and stay as they are, byte for byte', async () => {
    const [now, next] = [`"version": ${WORKING_COPY_VERSION}`, `"version": ${WORKING_COPY_VERSION + 1}`];
    const newer = numbered(1).replace(now, `${next},\n  "colours": []`);
    writeFileSync(usual(), newer);
    const keeper = keeperOf('A. Reader');
    const { place, text, version } = await keeper.load([caseFolder], STUDY);
    expect(place).toMatchObject({ readOnly: true, path: usual() });
    expect(place.notice).toMatch(/written by a newer Marginalia.*left untouched/);
    expect(text).toBeNull();
    expect(await keeper.save(STUDY, work(numbered(2)), version)).toMatchObject({ ok: false });
    expect(await keeper.note(STUDY, work(numbered(2)))).toMatchObject({ ok: false });
    expect(readFileSync(usual(), 'utf8')).toBe(newer);
    expect(readdirSync(caseFolder)).toEqual([defaultFileName(STUDY)]);
  });

  it('of every older one open, and what they were stays among the earlier versions', async () => {
    const folder = new URL('../../annotations/codecs/working-copies/', import.meta.url);
    for (const name of readdirSync(folder)) {
      const old = join(caseFolder, name);
      copyFileSync(new URL(name, folder), old);
      const bytes = readFileSync(old, 'utf8');
      const study = JSON.parse(bytes).studyInstanceUIDs[0] as StudyInstanceUID;
      const keeper = keeperOf('A. Reader');
      const { text, place, version } = await keeper.load([caseFolder], study);
      expect(text).toBe(bytes);
      expect(place.path).toBe(old);
      const next = JSON.stringify({ ...JSON.parse(bytes), revision: 13, findings: [] });
      expect(await keeper.save(study, work(next), version)).toMatchObject({ ok: true });
      const versions = await keeper.history(study);
      expect(versions.map(({ current }) => current)).toContain(true);
      const kept = await Promise.all(versions.map(({ id }) => keeper.revision(study, id)));
      expect(kept).toContain(bytes);
      await keeper.close(study);
    }
  });
});

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

describe('work that was not saved when the program ended', () => {
  /** Notes a change, then forgets the session as a crash does. */
  async function crash(texts: readonly string[], recovered: string | null = null): Promise<void> {
    const keeper = keeperOf('A. Reader');
    const { place } = await keeper.load([caseFolder], STUDY);
    expect(place.readOnly).toBe(false);
    for (const [index, text] of texts.entries()) {
      expect(await keeper.note(STUDY, work(text, index + 1, recovered))).toEqual({ ok: true });
    }
    await keeper.close(STUDY);
  }

  it('is offered with the latest change and with what it began with', async () => {
    const keeper = keeperOf('A. Reader');
    const { version } = await keeper.load([caseFolder], STUDY);
    await saveAll(keeper, version, [numbered(1)]);
    await keeper.close(STUDY);
    await crash([numbered(2), numbered(3)]);
    const { text, recovery } = await keeper.load([caseFolder], STUDY);
    expect(numberOf(text as string)).toBe(1);
    expect(recovery).toMatchObject({ changedBy: 'A. Reader', baseText: text });
    expect(numberOf(recovery?.text as string)).toBe(3);
  });

  it('is offered until it is saved, and not once more', async () => {
    await crash([numbered(1)]);
    const keeper = keeperOf('A. Reader');
    const first = await keeper.load([caseFolder], STUDY);
    const id = first.recovery?.id as string;
    const taken = work(first.recovery?.text as string, 1, id);
    expect(await keeper.save(STUDY, taken, first.version)).toMatchObject({ ok: true });
    const again = await keeper.load([caseFolder], STUDY);
    expect(again.recovery).toBeNull();
    expect(numberOf(again.text as string)).toBe(1);
  });

  it('discarded stays among the earlier versions', async () => {
    await crash([numbered(7)]);
    const keeper = keeperOf('A. Reader');
    const { recovery } = await keeper.load([caseFolder], STUDY);
    await keeper.discardRecovery(STUDY, recovery?.id as string);
    expect((await keeper.load([caseFolder], STUDY)).recovery).toBeNull();
    const [version] = await keeper.history(STUDY);
    expect(numberOf((await keeper.revision(STUDY, version?.id as string)) as string)).toBe(7);
  });

  it('is taken as far as it is whole when the journal’s last line was cut off', async () => {
    await crash([numbered(1), numbered(2)]);
    const folder = join(dataFolder, 'journal', readdirSync(join(dataFolder, 'journal'))[0] as string);
    const journal = join(folder, readdirSync(folder)[0] as string);
    const bytes = readFileSync(journal);
    writeFileSync(journal, bytes.subarray(0, bytes.length - 100));
    const { recovery } = await keeperOf('A. Reader').load([caseFolder], STUDY);
    expect(numberOf(recovery?.text as string)).toBe(1);
  });
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
