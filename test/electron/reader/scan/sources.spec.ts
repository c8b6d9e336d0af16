import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { frameKey } from '../../../../annotations/image/hierarchy.ts';
import { readRange } from '../../../../electron/reader/bytes/source-bytes.ts';
import { bombReason } from '../../../../electron/reader/bytes/zip-limits.ts';
import { scan } from '../../../../electron/reader/scan/scan.ts';
import { ctSlice } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { zipOf } from '../zip-of.ts';
import { folderOf, onlySkipped, onlyStack, scanFiles, scanPath } from './scan-files.ts';

describe('folders and links', () => {
  it('finds files in nested folders, with accents and in other scripts, however long the path', async () => {
    const long = Array.from({ length: 12 }, () => 'x'.repeat(40)).join('/');
    const result = await scanFiles({
      'Übung/é/1': ctSlice(0, 1),
      '日本/Привет мир': ctSlice(1, 2),
      [`${long}/3.dcm`]: ctSlice(2, 3),
    });
    expect(onlyStack(result).frames).toHaveLength(3);
  });

  it('walks each folder once, though links go round in circles', async () => {
    const folder = folderOf({ 'a/1': ctSlice(0, 1) });
    symlinkSync(folder, join(folder, 'a', 'up'));
    symlinkSync(join(folder, 'a'), join(folder, 'b'));
    symlinkSync(join(folder, 'a', '1'), join(folder, 'c'));
    const result = await scanPath(folder);
    expect(result.totals).toMatchObject({ filesSeen: 1, images: 1, skipped: 0 });
  });

  it('tells of a link to nothing', async () => {
    const folder = folderOf({ '1': ctSlice(0, 1) });
    symlinkSync(join(folder, 'gone'), join(folder, 'dead'));
    expect(onlySkipped(await scanPath(folder)).reason).toBe('It is a link to something that is not there.');
  });

  it.skipIf(process.platform !== 'linux')('tells of a name that is no Unicode', async () => {
    const folder = folderOf({ '1': ctSlice(0, 1) });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), ctSlice(1, 2));
    expect(onlySkipped(await scanPath(folder)).reason).toBe(
      'Its name is not valid Unicode; rename it to open it.',
    );
  });

  it.skipIf(process.platform !== 'linux')(
    'tells of folders and links whose names are no Unicode',
    async () => {
      const folder = folderOf({ '1': ctSlice(0, 1) });
      const named = (byte: number) => Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([byte])]);
      mkdirSync(named(0xe9));
      writeFileSync(Buffer.concat([named(0xe9), Buffer.from('/2')]), ctSlice(1, 2));
      symlinkSync(join(folder, '1'), named(0xe8));
      const result = await scanPath(folder);
      expect(onlyStack(result).frames).toHaveLength(1);
      expect(result.skipped.map(({ file, reason }) => [file, reason])).toEqual([
        [join(folder, 'caf\ufffd'), 'Its name is not valid Unicode; rename it to open it.'],
        [join(folder, 'caf\ufffd'), 'Its name is not valid Unicode; rename it to open it.'],
      ]);
    },
  );

  it.skipIf(process.platform === 'win32')('tells of a link to itself in words', async () => {
    const folder = folderOf({ '1': ctSlice(0, 1) });
    symlinkSync(join(folder, 'self'), join(folder, 'self'));
    expect(onlySkipped(await scanPath(folder)).reason).toBe('It is a link that leads round in a circle.');
  });

  it.skipIf(process.platform === 'win32')(
    'passes over named pipes, which nobody writes to, without waiting',
    async () => {
      const folder = folderOf({ a: ctSlice(0, 1), 'elsewhere/DICOMDIR': 'no directory' });
      execFileSync('mkfifo', [join(folder, 'pipe'), join(folder, 'DICOMDIR')]);
      const result = await scanPath(folder);
      expect(onlyStack(result).frames).toHaveLength(1);
      expect(
        result.skipped.filter(({ kind }) => kind === 'not-a-file').map(({ file, reason }) => [file, reason]),
      ).toEqual([
        [join(folder, 'DICOMDIR'), 'It is not a file (a device, a pipe or a socket).'],
        [join(folder, 'pipe'), 'It is not a file (a device, a pipe or a socket).'],
      ]);
    },
  );

  it('takes several paths at once, each file once', async () => {
    const folder = folderOf({ '1': ctSlice(0, 1), '2': ctSlice(1, 2) });
    const result = await scan([join(folder, '1'), folder, join(folder, '2')], {
      workers: 0,
      onEvent: () => undefined,
    });
    expect(result.totals).toMatchObject({ filesSeen: 2, images: 2 });
  });
});

describe('zips', () => {
  it('reads images in a zip, and in a zip in it, at the right bytes', async () => {
    const inner = await zipOf({ 'im 2': ctSlice(2, 2) });
    const zip = await zipOf({ 'dir/im 1': ctSlice(0, 1), 'more.zip': inner }, { level: 0 });
    const result = await scanFiles({ 'case.zip': zip });
    const { frames } = onlyStack(result);
    expect(frames).toHaveLength(2);
    for (const frame of frames) {
      const location = result.locations.get(frameKey(frame.ref))?.location;
      if (location === undefined) throw new Error('no location');
      const pixels = await readRange(location.file, location.zipEntries, location.valueOffset, 24);
      expect([...new Uint16Array(Uint8Array.from(pixels).buffer)]).toEqual(
        Array.from({ length: 12 }, (_, i) => i),
      );
    }
    const second = frames[1] && result.locations.get(frameKey(frames[1].ref))?.location;
    expect(second?.zipEntries).toEqual(['more.zip', 'im 2']);
  });

  it('reads the start of a large entry without the rest', async () => {
    const big = ctSlice(0, 1, {
      [T.Rows]: ['US', [300]],
      [T.Columns]: ['US', [400]],
      [T.PixelData]: ['OW', Array.from({ length: 120_000 }, (_, i) => i % 1000)],
    });
    const result = await scanFiles({ 'case.zip': await zipOf({ big }) });
    expect(onlyStack(result).rows).toBe(300);
  });

  it('passes over what systems leave in zips', async () => {
    const result = await scanFiles({
      'c.zip': await zipOf({ '__MACOSX/._1': 'x', '.DS_Store': 'x', '1': ctSlice(0, 1) }),
    });
    expect(result.skipped).toEqual([]);
  });

  it.each(['../x', 'a/../../x', '/abs/x', '\\\\abs\\x', 'C:/x', 'C:\\x'])(
    'reads an entry named %s like the others, and writes nothing where it points',
    async (name) => {
      const bytes = Buffer.from(await zipOf({ ['#'.repeat(name.length)]: ctSlice(0, 1), b: ctSlice(1, 2) }));
      const zip = Buffer.from(bytes.toString('latin1').replaceAll('#'.repeat(name.length), name), 'latin1');
      const folder = folderOf({ 'case/c.zip': zip });
      const result = await scanPath(join(folder, 'case'));
      expect(result.skipped).toEqual([]);
      expect(onlyStack(result).frames).toHaveLength(2);
      const first = onlyStack(result).frames[0];
      const location = first && result.locations.get(frameKey(first.ref))?.location;
      if (location === undefined) throw new Error('no location');
      expect(location.zipEntries).toEqual([name]);
      const pixels = await readRange(location.file, location.zipEntries, location.valueOffset, 24);
      expect(pixels).toHaveLength(24);
      expect([readdirSync(folder), readdirSync(join(folder, 'case'))]).toEqual([['case'], ['c.zip']]);
    },
  );

  it('asks no password but says that there is one', async () => {
    const result = await scanFiles({ 'c.zip': await zipOf({ '1': ctSlice(0, 1) }, { password: 'x' }) });
    expect(onlySkipped(result).reason).toBe('It is not read: it is protected by a password.');
  });

  it('refuses a bomb by its ratio, before unpacking it', async () => {
    const zip = await zipOf({ bomb: new Uint8Array(2 ** 27) });
    const said = onlySkipped(await scanFiles({ 'c.zip': zip }));
    expect(said.kind).toBe('hostile');
    expect(said.reason).toMatch(/-fold, to 128 MB, as only a zip bomb does/);
  });

  it('knows a bomb from a well-packed series', () => {
    expect(bombReason(2 ** 20, 2 ** 27)).toBeNull();
    expect(bombReason(2 ** 10, 2 ** 27)).toContain('131072-fold');
  });

  it('refuses zips nested without end', async () => {
    let zip = await zipOf({ '1': ctSlice(0, 1) });
    for (let i = 0; i < 6; i++) zip = await zipOf({ 'z.zip': zip });
    expect(onlySkipped(await scanFiles({ 'c.zip': zip })).reason).toContain('nested more than 4 deep');
  });

  it.each([0.3, 0.9, 0.99])('says that a zip cut at %f is damaged', async (share) => {
    const zip = await zipOf({ '1': ctSlice(0, 1) });
    const said = onlySkipped(await scanFiles({ 'c.zip': zip.subarray(0, Math.floor(zip.length * share)) }));
    expect(said.reason).toContain('It is a zip that is not opened: its directory cannot be read');
  });

  it('tells of an entry whose bytes are damaged', async () => {
    const zip = await zipOf({ '1': ctSlice(0, 1) });
    zip.fill(0xff, 60, 200);
    const said = onlySkipped(await scanFiles({ 'c.zip': zip }));
    expect(said.reason).toMatch(/cannot be unpacked|size is not what|checksum/);
  });

  it('does not take an Office document for a zip of images', async () => {
    const said = onlySkipped(await scanFiles({ 'r.docx': await zipOf({ 'word/document.xml': '<x/>' }) }));
    expect(said.reason).toContain('Office document');
  });

  it('uses blobs of other writers alike', async () => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, zip64: true });
    await writer.add('ä/1', new BlobReader(new Blob([new Uint8Array(ctSlice(0, 1))])));
    const zip = new Uint8Array(await (await writer.close()).arrayBuffer());
    expect(onlyStack(await scanFiles({ 'c.zip': zip })).frames).toHaveLength(1);
  });
});
