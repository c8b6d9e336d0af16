/** An export onto a disk that gets full, or read-only, at any of its steps: all of it or nothing, and a sentence. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportCommand } from '../../../electron/cli/export.ts';
import { beginFault, endFault, type Fault } from '../files/failing-disk.ts';
import { folderOf } from '../reader/scan/scan-files.ts';
import { annotationsFile, runCommand, slice } from './marked-case.ts';

async function exportOnto(images: string, fault: Omit<Fault, 'folders'>) {
  const out = mkdtempSync(join(tmpdir(), 'marginalia-out-'));
  beginFault({ ...fault, folders: [out] });
  const { code, err } = await runCommand(exportCommand, images, '--out', out);
  const { refused } = endFault();
  const left = readdirSync(out).filter((name) => !name.endsWith('.tmp'));
  rmSync(out, { recursive: true });
  return { code, sentence: err.replaceAll(out, 'OUT'), left, refused };
}

it.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
] as const)(
  'at whatever step the disk says %s, nothing half-made is left',
  async (code, cause) => {
    const images = folderOf({ b: slice(2), c: slice(3), 'a.marginalia.json': annotationsFile() });
    let step = 1;
    for (; ; step += 1) {
      const { code: exit, sentence, left, refused } = await exportOnto(images, { code, step });
      if (exit === 0) {
        expect(left, `${refused}`).toHaveLength(3);
        if (refused === null) break;
        // The folder's own flush is the one step that may fail.
        expect(refused).toMatch(/^flushes \S+\/marginalia-out-\w+$/);
        continue;
      }
      expect(exit).toBe(1);
      if (/could not be taken back/.test(sentence)) {
        expect(code, `${refused}`).toBe('EROFS');
        expect(sentence).toMatch(
          new RegExp(
            `^\\S+ was not written: ${cause}\\. ${left.length} of its files could not be taken back from OUT\\.\n$`,
          ),
        );
        continue;
      }
      expect(left, `${refused}`).toEqual([]);
      expect(sentence).toMatch(
        new RegExp(
          `^(The folder OUT cannot be written: ${cause}\\. Nothing was exported|\\S+ was not written: ${cause}\\. Nothing was kept in OUT)\\.\n$`,
        ),
      );
    }
    expect(step).toBeGreaterThan(10);
  },
  120_000,
);
