/** One writer at a time, over processes: real ones, really killed. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultFileName } from '../../../electron/files/annotation-files.ts';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { lockPathOf, WriterLock } from '../../../electron/files/writer-lock.ts';
import { bundledChild, startChild } from './children.ts';
import { namesIn, numbered, STUDY } from './documents.ts';

let program: string;
let folder: string;
let file: string;

beforeAll(async () => {
  program = await bundledChild();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-lock-'));
  file = join(folder, 'annotations-0.marginalia.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As another machine would leave it, last touched so long ago. */
function lockOfAnother(secondsAgo: number): void {
  const holder = {
    id: 'x',
    machine: 'another',
    host: 'ward-3',
    process: process.pid,
    user: 'B. Reader',
    since: '2026-01-02T03:04:05.000Z',
  };
  writeFileSync(lockPathOf(file), `${JSON.stringify(holder)}\n`);
  const time = Date.now() / 1000 - secondsAgo;
  utimesSync(lockPathOf(file), time, time);
}

describe('the lock of a writer', () => {
  it('holds others off until it is released, and leaves nothing behind', async () => {
    const first = await WriterLock.take(file, 'A. Reader');
    if (first.kind !== 'taken') throw new Error(first.kind);
    expect(await WriterLock.take(file, 'B. Reader')).toMatchObject({
      kind: 'busy',
      holder: { user: 'A. Reader', process: process.pid },
    });
    await first.lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of another machine counts while it is touched, and is taken over a minute after the last time', async () => {
    lockOfAnother(50);
    expect(await WriterLock.take(file, 'A. Reader')).toMatchObject({
      kind: 'busy',
      holder: { host: 'ward-3' },
    });
    lockOfAnother(70);
    const taken = await WriterLock.take(file, 'A. Reader');
    if (taken.kind !== 'taken') throw new Error(taken.kind);
    expect(readFileSync(lockPathOf(file), 'utf8')).toContain('A. Reader');
    await taken.lock.release();
  });

  it('is touched again and again, so that it does not grow stale', async () => {
    const times = { beatMs: 50, staleMs: 400 };
    const first = await WriterLock.take(file, 'A. Reader', times);
    if (first.kind !== 'taken') throw new Error(first.kind);
    await wait(900);
    expect(await WriterLock.take(file, 'B. Reader', times)).toMatchObject({ kind: 'busy' });
    await first.lock.release();
  });

  it('that came back with a folder that had gone away is its own again', async () => {
    const first = await WriterLock.take(file, 'A. Reader');
    if (first.kind !== 'taken') throw new Error(first.kind);
    const left = readFileSync(lockPathOf(file), 'utf8');
    await first.lock.release();
    writeFileSync(lockPathOf(file), left);
    const again = await WriterLock.take(file, 'A. Reader');
    if (again.kind !== 'taken') throw new Error(again.kind);
    await again.lock.release();
  });

  it('that was taken away is noticed, and the new one is not removed', async () => {
    const first = await WriterLock.take(file, 'A. Reader');
    if (first.kind !== 'taken') throw new Error(first.kind);
    lockOfAnother(0);
    expect(await first.lock.isOurs()).toBe(false);
    await first.lock.release();
    expect(existsSync(lockPathOf(file))).toBe(true);
  });
});

describe('two processes on one folder', () => {
  it('are told of each other; after a kill the next one takes over at once', async () => {
    const data = join(folder, 'data');
    writeFileSync(join(folder, defaultFileName(STUDY)), numbered(1, 1));
    const child = startChild(program, 'hold', folder, join(folder, 'other'), 'Anna Reader');
    await child.line(/^open$/);
    const keeper = new AnnotationKeeper({ dataFolder: data, userName: () => 'B. Reader' });
    const { place } = await keeper.load([folder], STUDY);
    expect(place).toMatchObject({ readOnly: true });
    expect(place.notice).toContain('Anna Reader has these annotations open');
    await child.kill();
    expect((await keeper.load([folder], STUDY)).place.readOnly).toBe(false);
    await keeper.close(STUDY);
  });

  it('that only look at images without annotations leave nothing beside them', async () => {
    const images = join(folder, 'images');
    mkdirSync(images);
    const keeper = new AnnotationKeeper({ dataFolder: join(folder, 'data'), userName: () => 'B. Reader' });
    expect((await keeper.load([images], STUDY)).place).toMatchObject({
      kind: 'case-folder',
      readOnly: false,
    });
    expect(readdirSync(images)).toEqual([]);
    await keeper.close(STUDY);
  });

  it('that write in turns as fast as they can lose nothing of either', async () => {
    const children = ['A', 'B'].map((name) =>
      startChild(program, 'share', folder, join(folder, name), name, '30'),
    );
    await Promise.all(children.map((child) => child.line(/^done$/)));
    const [saved] = readdirSync(folder).filter((name) => name.endsWith('.marginalia.json'));
    const names = namesIn(readFileSync(join(folder, saved as string), 'utf8'));
    const expected = ['A', 'B'].flatMap((name) => Array.from({ length: 30 }, (_, i) => `${name} ${i + 1}`));
    expect([...names].sort()).toEqual(expected.sort());
  }, 60_000);
});
