import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { atomicWrite } from '../../../electron/files/atomic-write.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = async (path: string): Promise<string> => {
  const result = await atomicWrite(path, 'new');
  return result.ok ? 'written' : result.error.message;
};

describe('writing a file', () => {
  it('leaves the new content and no temporary file', async () => {
    const path = join(folder, 'a.json');
    expect(await atomicWrite(path, 'one')).toEqual({ ok: true, value: undefined });
    expect(await atomicWrite(path, Uint8Array.of(116, 119, 111))).toEqual({ ok: true, value: undefined });
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('shows other readers the old content or the new one, never a part', async () => {
    const path = join(folder, 'b.bin');
    const [old, fresh] = [Buffer.alloc(400_000, 1), Buffer.alloc(600_000, 2)];
    writeFileSync(path, old);
    const sizes = new Set<number>();
    let writing = true;
    const watch = (async () => {
      while (writing) {
        const seen = readFileSync(path);
        sizes.add(seen.length);
        expect(new Set(seen).size).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let round = 0; round < 10; round++) await atomicWrite(path, round % 2 === 0 ? fresh : old);
    writing = false;
    await watch;
    for (const size of sizes) expect([400_000, 600_000]).toContain(size);
    rmSync(path);
  });

  it('keeps two writers of one file apart: the last rename wins, whole', async () => {
    const path = join(folder, 'c.txt');
    const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000));
    const results = await Promise.all(texts.map((text) => atomicWrite(path, text)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(texts).toContain(readFileSync(path, 'utf8'));
    rmSync(path);
  });

  it('says which file and why not, and leaves what was there', async () => {
    expect(await refusal(join(folder, 'absent', 'x.json'))).toBe(
      'x.json was not written: its folder does not exist.',
    );
    writeFileSync(join(folder, 'file'), 'old');
    expect(await refusal(join(folder, 'file', 'x.json'))).toBe(
      'x.json was not written: part of its path is not a folder.',
    );
    mkdirSync(join(folder, 'taken'));
    expect(await refusal(join(folder, 'taken'))).toBe('taken was not written: it is a folder.');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.skipIf(!existsSync('/dev/full') || process.platform !== 'linux')(
    'says that a disk is full or read-only',
    async () => {
      // The kernel's own file systems refuse new files for everyone, root too.
      expect(await refusal('/proc/marginalia.json')).toMatch(/^marginalia\.json was not written: .+\.$/);
    },
  );
});
