/** Where annotations are found and go, of every version of the program, and what a crash has left. Real files. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORKING_COPY_VERSION } from '../../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { defaultFileName } from '../../../electron/files/annotation-files.ts';
import { numbered, numberOf, STUDY } from './documents.ts';
import { caseFolder, dataFolder, diskOf, keeperOf, saveAll, usual, work } from './keeper-folders.ts';
import { canMountDisk } from './small-disk.ts';

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
