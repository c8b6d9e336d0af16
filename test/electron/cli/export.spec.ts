import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportCommand } from '../../../electron/cli/export.ts';
import { folderOf } from '../reader/scan/scan-files.ts';
import { annotationsFile, finding, runCommand, slice } from './marked-case.ts';

const caseFolder = (more: Record<string, Buffer> = {}): string =>
  folderOf({ a: slice(1), b: slice(2), c: slice(3), d: slice(4), ...more });
const markedFolder = (): string => caseFolder({ 'annotations-1.marginalia.json': annotationsFile() });
const run = (...args: string[]) => runCommand(exportCommand, ...args);

describe('export', () => {
  it('writes every finding on its frames, with the annotations found beside the images', async () => {
    const out = join(folderOf({}), 'new', 'pictures');
    const result = await run(markedFolder(), '--out', out);
    expect(result).toEqual({
      code: 0,
      out: '01-left-paraspinal-mass_series-3_image-002.png\n01-left-paraspinal-mass_series-3_image-003.png\n',
      err: `2 pictures and manifest.json in ${out}.\n`,
    });
    expect(readdirSync(out).sort()).toEqual([
      '01-left-paraspinal-mass_series-3_image-002.png',
      '01-left-paraspinal-mass_series-3_image-003.png',
      'manifest.json',
    ]);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ format: 'marginalia-export', version: 1 });
    for (const entry of manifest.files) {
      const bytes = readFileSync(join(out, entry.file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.sha256);
      expect(entry).toMatchObject({
        identity: 'hidden',
        window: { centerHu: 40, widthHu: 400 },
        widthPx: 64,
      });
    }
    const [region] = manifest.files[0].findings[0].regions;
    const mean = region.numbers.find((one: { quantity: string }) => one.quantity === 'mean');
    expect(mean.value).toBe(40);
  });

  it('hides identity in names, pictures and manifest unless it is asked for', async () => {
    const images = markedFolder();
    const [hidden, shown] = [folderOf({}), folderOf({})];
    await run(images, '--out', hidden);
    await run(images, '--out', shown, '--identity', 'show');
    const manifest = readFileSync(join(hidden, 'manifest.json'), 'utf8');
    for (const word of ['Doe', 'Jane', '"1.2.3"', '1.2.3.4', '2.25.700'])
      expect(manifest).not.toContain(word);
    const open = JSON.parse(readFileSync(join(shown, 'manifest.json'), 'utf8'));
    expect(open.files[0]).toMatchObject({
      identity: 'shown',
      studyInstanceUID: '1.2.3',
      sopInstanceUID: '1.2.3.4.2',
    });
    const name = '01-left-paraspinal-mass_series-3_image-002.png';
    expect(readFileSync(join(hidden, name)).equals(readFileSync(join(shown, name)))).toBe(false);
  });

  it('takes window, size, layers, format and single frames as asked', async () => {
    const out = folderOf({});
    const result = await run(
      markedFolder(),
      ...['--out', out, '--frames', '1.2.3.4.4:1', '--window', '-50,300', '--scale', '4'],
      ...['--layers', 'image', '--format', 'jpeg', '--json'],
    );
    expect(result.code).toBe(0);
    const [entry] = JSON.parse(result.out).files;
    expect(entry).toMatchObject({
      file: 'series-3_image-004.jpg',
      widthPx: 256,
      layers: ['image'],
      window: { function: 'LINEAR', centerHu: -50, widthHu: 300 },
      findings: [],
    });
    const stored = JSON.parse(
      (
        await run(
          markedFolder(),
          '--out',
          out,
          '--frames',
          'all',
          '--window',
          'stored',
          '--width',
          '100',
          '--json',
        )
      ).out,
    );
    expect(stored.files.map(({ file }: { file: string }) => file)).toEqual(
      [1, 2, 3, 4].map((number) => `series-3_image-00${number}.png`),
    );
    expect(stored.files[1]).toMatchObject({ widthPx: 100, window: { centerHu: 40, widthHu: 400 } });
    expect(stored.files[1].findings[0].name).toBe('Left paraspinal mass');
  });

  it('gives the same pictures again', async () => {
    const images = markedFolder();
    const [one, other] = [folderOf({}), folderOf({})];
    await run(images, '--out', one);
    await run(images, '--out', other);
    for (const name of readdirSync(one).filter((each) => each.endsWith('.png'))) {
      expect(readFileSync(join(one, name)).equals(readFileSync(join(other, name)))).toBe(true);
    }
  });

  it('refuses in one sentence what it cannot read or write, and leaves nothing behind', async () => {
    const images = markedFolder();
    const out = join(folderOf({}), 'out');
    const says = async (...args: string[]) => {
      const { code, err } = await run(...args);
      return [code, err];
    };
    expect(await says('/no/such/folder', '--out', out)).toEqual([
      1,
      '/no/such/folder cannot be opened: it does not exist.\n',
    ]);
    const empty = folderOf({});
    expect(await says(empty, '--out', out)).toEqual([1, `${empty} holds no DICOM images: it is empty.\n`]);
    const texts = folderOf({ 'notes.txt': Buffer.from('plain words\n') });
    expect(await says(texts, '--out', out)).toEqual([
      1,
      `${texts} holds no DICOM images, only one other file.\n`,
    ]);
    const pictures = folderOf({ 'a.png': Buffer.from('89504e470d0a1a0a', 'hex') });
    expect((await says(pictures, '--out', out))[1]).toMatch(/ holds no DICOM images: .*a\.png: .+\.\n$/);
    expect(await says(caseFolder(), '--out', out)).toEqual([
      1,
      'No saved annotations of these images were found beside them: name a file with --annotations, or export without marks with --frames all.\n',
    ]);
    const newer = join(
      folderOf({ 'x.json': Buffer.from('{"format":"marginalia-annotations","version":99}') }),
      'x.json',
    );
    expect((await says(images, '--out', out, '--annotations', newer))[1]).toMatch(
      /x\.json was written by a newer Marginalia/,
    );
    const other = join(
      folderOf({ 'y.json': annotationsFile({ studyInstanceUIDs: ['9.9'] as never }) }),
      'y.json',
    );
    expect((await says(images, '--out', out, '--annotations', other))[1]).toBe(
      'y.json belongs to another study than the images that were opened.\n',
    );
    expect((await says(images, '--out', out, '--frames', '1.2.3.4.99'))[1]).toBe(
      'Frame 1 of the image 1.2.3.4.99 is in none of the opened files.\n',
    );
    const file = join(folderOf({ 'a-file': Buffer.from('x') }), 'a-file');
    expect((await says(images, '--out', file))[1]).toBe(
      `The folder ${file} cannot be written: it is a file. Nothing was exported.\n`,
    );
    expect((await says(images, '--out', join(file, 'sub')))[1]).toBe(
      `The folder ${join(file, 'sub')} cannot be written: part of its path is not a folder. Nothing was exported.\n`,
    );
    expect(existsSync(out)).toBe(false);
  });

  it('says how many other pictures stood in the folder, deletes none, and does not count those it writes again', async () => {
    const images = markedFolder();
    const out = folderOf({
      'old.PNG': Buffer.from('x'),
      'older.jpg': Buffer.from('y'),
      'notes.txt': Buffer.from('z'),
    });
    const others = '2 other pictures were in the folder before and are not in the manifest.';
    const first = await run(images, '--out', out);
    expect(first.err).toBe(`2 pictures and manifest.json in ${out}. ${others}\n`);
    expect(readFileSync(join(out, 'old.PNG'), 'utf8')).toBe('x');
    const again = await run(images, '--out', out, '--json');
    expect(again.err).toBe(`${others}\n`);
    expect(JSON.parse(again.out).notices).toEqual([others]);
    const single = await run(images, '--out', out, '--frames', '1.2.3.4.2');
    expect(single.code).toBe(0);
    expect(single.err).toMatch(/manifest\.json in .*\. \d other pictures were in the folder before/);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['old.PNG', 'older.jpg', 'notes.txt']));
  });

  it('takes its pictures back when one of them cannot be written', async () => {
    const out = folderOf({});
    writeFileSync(join(out, 'mine.txt'), 'stays');
    // A folder stands where the second picture should go.
    mkdirSync(join(out, '01-left-paraspinal-mass_series-3_image-003.png'));
    const { code, err } = await run(markedFolder(), '--out', out);
    expect(code).toBe(1);
    expect(err).toMatch(/image-003\.png was not written: .+\. Nothing was kept in .+\.\n$/);
    expect(readdirSync(out).sort()).toEqual(['01-left-paraspinal-mass_series-3_image-003.png', 'mine.txt']);
  });

  it('tells wrong usage apart from bad input', async () => {
    const images = markedFolder();
    for (const [args, words] of [
      [[], 'No images were named.'],
      [[images], '--out DIR is missing'],
      [[images, '--out', 'o', '--scale', '3'], '--scale is 1, 2 or 4, not "3".'],
      [[images, '--out', 'o', '--scale', '2', '--width', '100'], 'Give --scale or --width, not both.'],
      [[images, '--out', 'o', '--width', '1e9'], '--width is a whole number of pixels'],
      [[images, '--out', 'o', '--window', 'soft'], '--window is abdomen, liver'],
      [[images, '--out', 'o', '--window', '40,0'], '--window is abdomen, liver'],
      [[images, '--out', 'o', '--layers', 'image,arrows'], 'not "arrows".'],
      [[images, '--out', 'o', '--format', 'bmp'], '--format is png or jpeg, not "bmp".'],
      [[images, '--out', 'o', '--frames', 'some'], '--frames is "all"'],
      [[images, '--out', 'o', '--colour'], "Unknown option '--colour'."],
    ] as const) {
      const { code, err, out } = await run(...args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(words);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
  });

  it('draws the muscle that the finding is compared with, on its own slice and in the manifest', async () => {
    const [own, other] = [folderOf({}), folderOf({})];
    const references = async (out: string, images: string, ...more: string[]) => {
      expect((await run(images, '--out', out, ...more)).code).toBe(0);
      const { files } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
      return files.map((file: { references: readonly object[] }) => file.references);
    };
    const drawn = {
      tissue: 'muscle',
      kind: 'polygon',
      problems: [],
      numbers: expect.arrayContaining([expect.objectContaining({ quantity: 'mean', value: 40 })]),
    };
    expect(await references(own, markedFolder())).toEqual([[expect.objectContaining(drawn)], []]);
    expect(await references(own, markedFolder(), '--frames', 'all')).toEqual([
      [],
      [expect.objectContaining(drawn)],
      [],
      [],
    ]);
    // A finding without an area is compared with nothing.
    const lines = { ...finding, regions: finding.regions.slice(2) };
    const file = join(folderOf({ 'x.json': annotationsFile({ findings: [lines] }) }), 'x.json');
    expect(await references(other, markedFolder(), '--annotations', file, '--frames', 'all')).toEqual([
      [],
      [],
      [],
      [],
    ]);
    const name = 'series-3_image-002.png';
    expect(readFileSync(join(own, name)).equals(readFileSync(join(other, name)))).toBe(false);
  });

  it('holds the report against the pixels when asked, and not otherwise', async () => {
    const folder = folderOf({
      a: slice(1),
      b: slice(2),
      c: slice(3),
      d: slice(4),
      'x.marginalia.json': annotationsFile(),
    });
    for (const [extra, expected] of [
      [['--checks'], 'array'],
      [[], 'undefined'],
    ] as const) {
      const out = join(folder, `out-${expected}`);
      expect((await run(folder, '--out', out, ...extra)).code).toBe(0);
      const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
      const { checks } = manifest.files[0].findings[0];
      expect(Array.isArray(checks) ? 'array' : typeof checks).toBe(expected);
      if (checks)
        expect(checks[0]).toMatchObject({
          question: 'attenuation',
          stated: 'hypo to muscle (no reference stated)',
        });
    }
  });
});
