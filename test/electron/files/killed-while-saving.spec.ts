/** Power cuts, as far as one machine can show them: a process that saves all the time is killed at random moments. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { bundledChild, quickFolder, startChild } from './children.ts';
import { numberOf, STUDY } from './documents.ts';

const SAVES = 1000;
const LONGEST_MS = 400;

let program: string;
let caseFolder: string;
let dataFolder: string;

beforeAll(async () => {
  program = await bundledChild();
  caseFolder = quickFolder('case');
  dataFolder = quickFolder('data');
});
afterAll(() => {
  rmSync(caseFolder, { recursive: true });
  rmSync(dataFolder, { recursive: true });
});

const last = (lines: readonly string[], what: string): number =>
  lines
    .filter((line) => line.startsWith(`${what} `))
    .map((line) => Number(line.split(' ')[1]))
    .reduce((a, b) => Math.max(a, b), 0);

describe('a program that is killed while it saves', () => {
  it(`loses at most the change in flight, in ${SAVES} saves and however often it is killed`, async () => {
    let saves = 0;
    let kills = 0;
    let offered = 0;
    let noted = 0;
    let saved = 0;
    while (saves < SAVES) {
      const child = startChild(program, 'save', caseFolder, dataFolder);
      await child.line(/^begin/);
      await wait(Math.random() * LONGEST_MS);
      await child.kill();
      kills += 1;
      saves += child.lines.filter((line) => line.startsWith('saved')).length;
      noted = Math.max(noted, last(child.lines, 'noted'), last(child.lines, 'begin'));
      saved = Math.max(saved, last(child.lines, 'saved'));

      const [file] = readdirSync(caseFolder).filter((name) => name.endsWith('.marginalia.json'));
      const committed = file === undefined ? 0 : numberOf(readFileSync(join(caseFolder, file), 'utf8'));
      expect(committed).toBeGreaterThanOrEqual(saved);

      const keeper = new AnnotationKeeper({ dataFolder, userName: () => 'B. Reader' });
      const { place, text, recovery } = await keeper.load([caseFolder], STUDY);
      expect(place.readOnly).toBe(false);
      expect(text === null ? 0 : numberOf(text)).toBe(committed);
      const known = recovery === null ? committed : numberOf(recovery.text);
      expect(known).toBeGreaterThanOrEqual(noted);
      expect(known).toBeLessThanOrEqual(noted + 1);
      if (recovery !== null) offered += 1;
      await keeper.close(STUDY);
      // Nothing half-written stays behind, and no lock.
      expect(readdirSync(caseFolder)).toEqual(file === undefined ? [] : [file]);
    }
    console.log(
      `${saves} saves, ${kills} kills, unsaved work offered ${offered} times, last change ${noted}`,
    );
    expect(kills).toBeGreaterThan(5);
  }, 120_000);
});
