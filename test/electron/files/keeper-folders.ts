/**
 * For each test of the keeper of annotations an empty folder of images and an empty folder of the app, real ones;
 * gone again after it, with every keeper and disk that it has asked for. Importing this sets the hooks.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { defaultFileName } from '../../../electron/files/annotation-files.ts';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { temporaryFolder } from './children.ts';
import { STUDY } from './documents.ts';
import { mountDisk, type SmallDisk } from './small-disk.ts';

export let caseFolder: string;
export let dataFolder: string;
let keepers: AnnotationKeeper[];
let disks: SmallDisk[];

/** An app of its own, closed after the test. */
export const keeperOf = (userName: string, data = dataFolder): AnnotationKeeper => {
  const keeper = new AnnotationKeeper({ dataFolder: data, userName: () => userName });
  keepers.push(keeper);
  return keeper;
};
/** A small disk, gone after the test. */
export const diskOf = (kilobytes: number): SmallDisk => {
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

/** What goes with a save: `change` counts from 1; `recovered` is the id of a recovery that the text holds. */
export const work = (text: string, change = 1, recovered: string | null = null) => ({
  text,
  change,
  recovered,
});
/** The file beside the images. */
export const usual = (): string => join(caseFolder, defaultFileName(STUDY));

/** Saves one after the other in a session that is already open; gives the last answer. */
export async function saveAll(keeper: AnnotationKeeper, version: string, texts: readonly string[]) {
  let known = version;
  for (const [index, text] of texts.entries()) {
    const saved = await keeper.save(STUDY, work(text, index + 1), known);
    if (!saved.ok) throw new Error(saved.message);
    known = saved.version;
  }
  return known;
}
