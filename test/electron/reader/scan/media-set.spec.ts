import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ctSlice, type ElementSpec, part10 } from '../make-dicom.ts';
import { zipOf } from '../zip-of.ts';
import { folderOf, onlySkipped, onlyStack, scanFiles, scanPath, stacksOf } from './scan-files.ts';

/** A DICOMDIR that lists these files, each as an image of one patient. */
const directory = (files: readonly string[]): Buffer =>
  part10([
    [0x00080016, 'UI', '1.2.840.10008.1.3.10'],
    [
      0x00041220,
      'SQ',
      [
        [[0x00041430, 'CS', 'PATIENT']],
        ...files.map((file): ElementSpec[] => [
          [0x00041430, 'CS', 'IMAGE'],
          [0x00041500, 'CS', file],
        ]),
      ],
    ],
  ]);

describe('media sets', () => {
  it('reads what the DICOMDIR lists, in any spelling, and what it does not list', async () => {
    const result = await scanFiles({
      DICOMDIR: directory(['IMAGES\\IM1', 'IMAGES\\IM2']),
      'images/im1': ctSlice(0, 1),
      'images/IM2.;1': ctSlice(1, 2),
      'more/im3': ctSlice(2, 3),
    });
    expect(onlyStack(result).frames).toHaveLength(3);
    expect(onlySkipped(result)).toEqual({
      kind: 'dicomdir',
      reason: 'It is the directory of a media set; the 2 files that it lists were looked for.',
    });
  });

  it('opens the set when only its DICOMDIR was picked', async () => {
    const folder = folderOf({ DICOMDIR: directory(['A\\1']), 'A/1': ctSlice(0, 1), 'B/2': ctSlice(1, 2) });
    expect(onlyStack(await scanPath(join(folder, 'DICOMDIR'))).frames).toHaveLength(2);
  });

  it('tells of files that are missing', async () => {
    const result = await scanFiles({ DICOMDIR: directory(['A\\1', 'A\\2']), 'A/1': ctSlice(0, 1) });
    const missing = result.skipped.find(({ kind }) => kind === 'missing');
    expect(missing?.file).toMatch(/A.2$/);
    expect(missing?.reason).toBe('The DICOMDIR lists it, but it is not there.');
  });

  it.each(['..\\X', 'A\\..\\..\\X', '/etc/passwd', 'C:\\X'])(
    'does not follow %s out of the set',
    async (reference) => {
      const folder = folderOf({
        'set/DICOMDIR': directory([reference]),
        'set/A/1': ctSlice(0, 1),
        X: ctSlice(1, 2),
      });
      const result = await scanPath(join(folder, 'set'));
      expect(onlyStack(result).frames).toHaveLength(1);
      const refused = result.skipped.find(({ kind }) => kind === 'hostile');
      expect(refused?.reason).toContain('no place within the media set');
    },
  );

  it('reads a media set in a zip and tells what is missing there', async () => {
    const zip = await zipOf({ 'cd/DICOMDIR': directory(['A\\1', 'A\\2']), 'cd/A/1': ctSlice(0, 1) });
    const result = await scanFiles({ 'cd.zip': zip });
    expect(stacksOf(result)).toHaveLength(1);
    expect(result.skipped.map(({ kind }) => kind).sort()).toEqual(['dicomdir', 'missing']);
  });

  it('finds what is listed in a zip packed with absolute paths', async () => {
    const packed = Buffer.from(
      await zipOf({ '#cd/DICOMDIR': directory(['A\\1']), '#cd/A/1': ctSlice(0, 1) }),
    );
    const zip = Buffer.from(packed.toString('latin1').replaceAll('#cd/', '/cd/'), 'latin1');
    const result = await scanFiles({ 'cd.zip': zip });
    expect(stacksOf(result)).toHaveLength(1);
    expect(result.skipped.map(({ kind }) => kind)).toEqual(['dicomdir']);
  });

  it('goes on without a DICOMDIR that is damaged', async () => {
    const result = await scanFiles({ DICOMDIR: directory(['A\\1']).subarray(0, 250), 'A/1': ctSlice(0, 1) });
    expect(onlyStack(result).frames).toHaveLength(1);
    expect(onlySkipped(result).kind).toBe('truncated');
  });

  it('finds files that appear beside it later', async () => {
    const folder = folderOf({ '1': ctSlice(0, 1) });
    mkdirSync(join(folder, 'late'));
    writeFileSync(join(folder, 'late', '2'), ctSlice(1, 2));
    expect((await scanPath(folder)).totals.images).toBe(2);
  });
});
