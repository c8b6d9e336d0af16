/**
 * Full and read-only disks at every step of a save, wherever the tests run: whatever fails, the last committed
 * annotations can be read, while the disk fails and afterwards, and a sentence names file and cause.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { defaultFileName } from '../../../electron/files/annotation-files.ts';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { atomicWrite } from '../../../electron/files/atomic-write.ts';
import { quickFolder } from './children.ts';
import { numbered, numberOf, STUDY } from './documents.ts';
import { beginFault, endFault, type Fault, faultIsOn } from './failing-disk.ts';

const root = quickFolder('failing');
afterEach(() => {
  // Of a test that failed half-way.
  if (faultIsOn()) endFault();
});
let refusals = 0;
afterAll(() => {
  rmSync(root, { recursive: true });
  console.log(`${refusals} saves and loads, each with a disk that refused another step`);
});

const CAUSES = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk is read-only',
} as const;
type Code = Fault['code'];
const CODES = Object.keys(CAUSES) as Code[];

const halfWritten = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));

describe('a file that is written while the disk fails', () => {
  const write = async (fault: Omit<Fault, 'folders'>) => {
    const folder = mkdtempSync(join(root, 'write-'));
    const path = join(folder, 'a.json');
    writeFileSync(path, 'old'.repeat(500));
    beginFault({ ...fault, folders: [folder] });
    const written = await atomicWrite(path, 'new'.repeat(500));
    const { refused, steps } = endFault();
    return { written, refused, steps, there: readFileSync(path, 'utf8'), rest: halfWritten(folder) };
  };

  it.each(CODES)('stays as it was, at whatever step it says %s', async (code) => {
    let step = 1;
    for (; ; step += 1) {
      const { written, refused, there, rest } = await write({ code, step });
      if (written.ok) {
        // All that may still fail is the flush of the folder: the new content stands.
        expect(there).toBe('new'.repeat(500));
        expect(refused === null || refused.startsWith('flushes')).toBe(true);
        if (refused === null) break;
        continue;
      }
      expect(written.error.message).toBe(`a.json was not written: ${CAUSES[code]}.`);
      expect(there).toBe('old'.repeat(500));
      if (code !== 'EROFS') expect(rest).toEqual([]);
    }
    // Made, written, flushed, renamed, and the folder flushed.
    expect(step).toBe(6);
  });

  it('stays as it was, after whatever byte the disk is full', async () => {
    for (let room = 0; room < 1500; room += 83) {
      const { written, there, rest } = await write({ code: 'ENOSPC', room });
      expect(written).toMatchObject({
        ok: false,
        error: { message: 'a.json was not written: the disk is full.' },
      });
      expect([there, rest]).toEqual(['old'.repeat(500), []]);
    }
    expect((await write({ code: 'ENOSPC', room: 1500 })).written.ok).toBe(true);
  });
});

/** Which disk fails: that of the images, that of the app's own folder, or the only one. */
const DISKS = {
  'of the images': ['case'],
  'of the app’s own folder': ['data'],
  'of everything': ['case', 'data'],
} as const;
type Disk = keyof typeof DISKS;

const work = (number: number, change: number) => ({
  text: numbered(number, number, 40),
  change,
  recovered: null,
});

/** Revision 1 is committed; revision 2 is noted and saved while the disk fails. False: the fault was never reached. */
async function saveWhileFailing(disk: Disk, fault: Omit<Fault, 'folders'>): Promise<boolean> {
  const top = mkdtempSync(join(root, 'save-'));
  const [caseFolder, dataFolder] = [join(top, 'case'), join(top, 'data')];
  for (const folder of [caseFolder, dataFolder]) mkdirSync(folder);
  const keeperOf = (data = dataFolder) =>
    new AnnotationKeeper({ dataFolder: data, userName: () => 'A. Reader' });
  const keeper = keeperOf();
  const first = await keeper.load([caseFolder], STUDY);
  const one = await keeper.save(STUDY, work(1, 1), first.version);
  if (!one.ok) throw new Error(one.message);

  beginFault({ ...fault, folders: DISKS[disk].map((name) => join(top, name)) });
  const noted = await keeper.note(STUDY, work(2, 2));
  const saved = await keeper.save(STUDY, work(2, 2), one.version);
  // A second window opens them meanwhile: it may only look.
  const meanwhile = await keeperOf(join(top, 'other-data')).load([caseFolder], STUDY);
  const { refused } = endFault();
  const at = `${fault.code} ${disk}, ${refused}`;

  const cause = CAUSES[fault.code];
  const usual = join(caseFolder, defaultFileName(STUDY));
  const beside = numberOf(readFileSync(usual, 'utf8'));
  expect(numberOf(meanwhile.text as string), at).toBe(beside);
  if (!noted.ok)
    expect(noted.message, at).toMatch(new RegExp(`^\\S+\\.journal was not written: ${cause}\\.$`));
  if (saved.ok) {
    expect(numberOf(readFileSync(saved.place.path, 'utf8')), at).toBe(2);
    if (saved.place.kind === 'app-folder') {
      expect(beside, at).toBe(1);
      expect(saved.place.notice, at).toContain(`${defaultFileName(STUDY)} was not written: ${cause}. `);
    }
  } else {
    expect(beside, at).toBe(1);
    expect(saved.message, at).toContain(`${defaultFileName(STUDY)} was not written: ${cause}.`);
  }
  if (fault.code !== 'EROFS') expect(halfWritten(caseFolder), at).toEqual([]);

  // The program ends here, and begins again on a sound disk: nothing that was acknowledged is lost.
  await keeper.close(STUDY);
  const again = keeperOf();
  const loaded = await again.load([caseFolder], STUDY);
  expect(loaded.place.readOnly, at).toBe(false);
  expect(numberOf(loaded.text as string), at).toBe(saved.ok ? 2 : 1);
  // A change that was refused at its flush may stand in the journal all the same: it is offered, too.
  const offered = loaded.recovery === null ? null : numberOf(loaded.recovery.text);
  expect(saved.ok ? [null] : noted.ok ? [2] : [null, 2], at).toContain(offered);
  const taken = { ...work(3, 1), recovered: loaded.recovery?.id ?? null };
  const three = await again.save(STUDY, taken, loaded.version);
  if (!three.ok) throw new Error(`${at}: ${three.message}`);
  expect(numberOf(readFileSync(three.place.path, 'utf8')), at).toBe(3);
  // On a disk that was read-only half-way through a write its part stays where nobody saves any more.
  if (fault.code !== 'EROFS') expect(halfWritten(caseFolder), at).toEqual([]);
  const kept = await Promise.all((await again.history(STUDY)).map(({ id }) => again.revision(STUDY, id)));
  expect(
    kept.map((text) => numberOf(text as string)),
    at,
  ).toContain(1);
  await again.close(STUDY);
  rmSync(top, { recursive: true });
  return refused !== null;
}

describe.each(Object.keys(DISKS) as Disk[])('a save while the disk %s fails', (disk) => {
  it.each(CODES)('loses nothing that was committed, at whatever step it says %s', async (code) => {
    let steps = 0;
    while (await saveWhileFailing(disk, { code, step: steps + 1 })) steps += 1;
    refusals += steps;
    expect(steps).toBeGreaterThan(5);
  });

  it('loses nothing that was committed, after whatever byte it is full', async () => {
    let room = 0;
    for (; await saveWhileFailing(disk, { code: 'ENOSPC', room }); refusals += 1) room += 631;
    expect(room).toBeGreaterThan(3000);
  });
});

/** Revision 1 is committed; one session crashed with revision 2, a later one left a journal that is spent. */
async function loadWhileFailing(disk: Disk, fault: Omit<Fault, 'folders'>): Promise<boolean> {
  const top = mkdtempSync(join(root, 'load-'));
  const [caseFolder, dataFolder] = [join(top, 'case'), join(top, 'data')];
  for (const folder of [caseFolder, dataFolder]) mkdirSync(folder);
  const keeperOf = () => new AnnotationKeeper({ dataFolder, userName: () => 'A. Reader' });
  const keeper = keeperOf();
  const { version } = await keeper.load([caseFolder], STUDY);
  const one = await keeper.save(STUDY, work(1, 1), version);
  if (!one.ok) throw new Error(one.message);
  for (const number of [2, 1]) {
    await keeper.load([caseFolder], STUDY);
    const noted = await keeper.note(STUDY, work(number, 1));
    if (!noted.ok) throw new Error(noted.message);
  }
  await keeper.close(STUDY);

  beginFault({ ...fault, folders: DISKS[disk].map((name) => join(top, name)) });
  const next = keeperOf();
  const { place, text, recovery, problem } = await next.load([caseFolder], STUDY);
  const { refused } = endFault();
  const at = `${fault.code} ${disk}, ${refused}`;
  expect(numberOf(text as string), at).toBe(1);
  expect(numberOf(recovery?.text as string), at).toBe(2);
  expect([place.readOnly, problem], at).toEqual([false, null]);
  if (refused?.includes(caseFolder)) {
    expect(place.notice, at).toMatch(new RegExp(`${CAUSES[fault.code]}|cannot be written`));
  }
  const saved = await next.save(STUDY, work(3, 1), one.version);
  expect(saved.ok || saved.message, at).toBe(true);
  await next.close(STUDY);
  rmSync(top, { recursive: true });
  return refused !== null;
}

describe.each(Object.keys(DISKS) as Disk[])('annotations that are opened while the disk %s fails', (disk) => {
  it.each(CODES)('are shown, with what was not saved, at whatever step it says %s', async (code) => {
    let steps = 0;
    while (await loadWhileFailing(disk, { code, step: steps + 1 })) steps += 1;
    refusals += steps;
  });
});
