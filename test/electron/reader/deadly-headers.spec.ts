/** The reader's process dies while it reads a header: which file it was is found out, and everything else opens. */
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SkippedFile } from '../../../annotations/image/hierarchy.ts';
import type { FromReader } from '../../../electron/contract.ts';
import { ctFile } from './ct-file.ts';
import { DEADLY } from './deadly-disk.ts';
import { type Survived, scanUntilDone } from './mortal-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-deadly-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TIMEOUT_MS = 60_000;

const slice = (number: number, patientName: string): Uint8Array =>
  ctFile({
    sopInstanceUID: `1.2.3.${number}`,
    rows: 4,
    columns: 4,
    z: number,
    instanceNumber: number,
    patientName,
    // Larger than the end of a zip in which its directory is looked for.
    pixels: new Uint8Array(32),
  });

function sliceFolder(name: string, count: number, deadly: number): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (let i = 1; i <= count; i += 1) {
    writeFileSync(join(place, `IM${i}`), slice(i, i === deadly ? DEADLY : 'Doe^Jane'));
  }
  return place;
}

function last<T extends FromReader['type']>(
  { messages }: Survived,
  type: T,
): Extract<FromReader, { type: T }> | undefined {
  return messages.find((message): message is Extract<FromReader, { type: T }> => message.type === type);
}

const frames = (survived: Survived): number =>
  (last(survived, 'scan.studies')?.studies ?? [])
    .flatMap(({ series }) => series.flatMap(({ stacks }) => stacks))
    .reduce((sum, stack) => sum + stack.frames.length, 0);

const setAside = (survived: Survived): readonly SkippedFile[] =>
  (last(survived, 'scan.skipped')?.files ?? []).filter(({ kind }) => kind === 'set-aside');

describe('a reader that dies over a header', () => {
  it(
    'has told which files it reads: the second death names one, and 599 of 600 slices open',
    async () => {
      const place = sliceFolder('plain', 600, 400);
      const survived = await scanUntilDone(place);
      const [first, second, ...more] = survived.verdicts;
      expect(first?.named).toEqual([]);
      expect(first?.suspected).toBeGreaterThan(1);
      expect(second).toEqual({ named: [join(place, 'IM400')], suspected: 0 });
      expect(more).toEqual([]);
      expect(setAside(survived)).toEqual([
        {
          file: join(place, 'IM400'),
          kind: 'set-aside',
          reason: 'The reader stopped while it read this file; it was set aside.',
        },
      ]);
      expect(frames(survived)).toBe(599);
      // The suspects came one by one, the others in groups, and in the end nothing was in hand.
      const sizes = (survived.told[2] ?? []).map((files) => files.length);
      expect(sizes.filter((size) => size === 1).length).toBeGreaterThanOrEqual((first?.suspected ?? 0) - 1);
      expect(Math.max(...sizes)).toBeGreaterThan(50);
      expect(sizes[sizes.length - 1]).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'dies once over a file that was opened alone',
    async () => {
      const place = sliceFolder('single', 1, 1);
      const survived = await scanUntilDone(join(place, 'IM1'));
      expect(survived.verdicts).toEqual([{ named: [join(place, 'IM1')], suspected: 0 }]);
      expect(setAside(survived)).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  it(
    'finds the one entry of a zip, and opens the others of the same zip',
    async () => {
      const place = sliceFolder('zipped', 40, 17);
      const zip = join(folder, 'case.zip');
      execFileSync('/usr/bin/python3', ['-c', ZIP, zip, place]);
      const survived = await scanUntilDone(zip);
      expect(survived.verdicts[survived.verdicts.length - 1]?.named).toEqual([`${zip} › IM17`]);
      expect(survived.verdicts.length).toBeLessThanOrEqual(2);
      expect(setAside(survived).map(({ file }) => file)).toEqual([`${zip} › IM17`]);
      expect(frames(survived)).toBe(39);
    },
    TIMEOUT_MS,
  );

  it(
    'passes over the directory of a media set that it dies of, and finds the files without it',
    async () => {
      const place = sliceFolder('media', 30, 0);
      writeFileSync(join(place, 'DICOMDIR'), slice(99, DEADLY));
      const survived = await scanUntilDone(place);
      expect(survived.verdicts[survived.verdicts.length - 1]?.named).toEqual([join(place, 'DICOMDIR')]);
      expect(setAside(survived).map(({ file }) => file)).toEqual([join(place, 'DICOMDIR')]);
      expect(frames(survived)).toBe(30);
    },
    TIMEOUT_MS,
  );

  it(
    'finds the file that a thread took the whole process down with',
    async () => {
      const place = sliceFolder('many', 40, 0);
      // Enough for threads to start; the deadly one is met when they run.
      for (let i = 0; i < 14_000; i += 1) linkSync(join(place, `IM${1 + (i % 40)}`), join(place, `L${i}`));
      writeFileSync(join(place, 'Z'), slice(99, DEADLY));
      const survived = await scanUntilDone(place);
      const [first, ...others] = survived.verdicts;
      expect(first?.named).toEqual([]);
      expect(first?.suspected).toBeGreaterThan(1);
      expect(others).toEqual([{ named: [join(place, 'Z')], suspected: 0 }]);
      expect(frames(survived)).toBe(40);
      expect(survived.told[0]?.some((files) => files.length === 64)).toBe(true);
    },
    TIMEOUT_MS,
  );
});

/** Stored, not packed: the bytes of an entry come from the disk as they are. */
const ZIP = `
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_STORED) as z:
    for name in sorted(os.listdir(sys.argv[2])):
        z.write(os.path.join(sys.argv[2], name), name)
`;
