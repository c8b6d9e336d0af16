import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Slot } from '../../../../electron/reader/in-hand.ts';
import type { PixelLocation } from '../../../../electron/reader/pixel-location.ts';
import { WorkerPool } from '../../../../electron/reader/pixels/worker-pool.ts';
import { bundledWorkers } from '../bundled-workers.ts';
import { sliceValues } from '../ct-file.ts';
import { encodeFrame } from '../encoded-slices.ts';
import { encapsulated, locationOf } from '../pixel-locations.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-pool-'));
let workerFile = '';

beforeAll(async () => {
  workerFile = (await bundledWorkers()).workerFile;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, bytes: Uint8Array, differing: Partial<PixelLocation>): PixelLocation {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const { size, mtimeMs } = statSync(file);
  return locationOf(bytes, { file, fileSize: size, modifiedMs: mtimeMs, ...differing });
}

/** Speaks the pool's protocol, and hangs or dies over files of that name. */
const STUBBORN = `
const { parentPort } = require('node:worker_threads');
parentPort.postMessage({ type: 'ready' });
const locations = new Map();
parentPort.on('message', ({ id, locationKey, location }) => {
  if (location) locations.set(locationKey, location);
  const { file } = locations.get(locationKey);
  if (file.includes('hang')) for (;;);
  if (file.includes('die')) process.exit(1);
  const buffer = new ArrayBuffer(32);
  parentPort.postMessage({ type: 'decoded', id, storedType: 'uint16', buffer, warning: null }, [buffer]);
});`;

function stubbornPool(options: { readonly inHand?: Slot; readonly size?: number } = {}): WorkerPool {
  const file = join(folder, 'stubborn.cjs');
  writeFileSync(file, STUBBORN);
  return new WorkerPool({ workerFile: file, size: 1, ...options });
}

const named = (file: string) => locationOf(new Uint8Array(32), { file });

describe('the worker pool', () => {
  it('decodes in threads what the same code decodes here', async () => {
    const pixels = new Uint8Array(sliceValues(32, 32, 1).buffer);
    const size = { rows: 32, columns: 32, pixelRepresentation: 1 } as const;
    const encoded = encapsulated([await encodeFrame('encodeJpegLs', pixels, size)]);
    const location = fileOf('slice.jls', encoded, {
      ...size,
      transferSyntaxUID: '1.2.840.10008.1.2.4.80',
      valueLength: null,
    });
    const threads = new WorkerPool({ workerFile, size: 2 });
    const here = new WorkerPool({ workerFile: join(folder, 'missing.cjs') });
    const [there, inline] = await Promise.all([threads.decode(location, 0), here.decode(location, 0)]);
    expect(there).toEqual(inline);
    expect(there.ok && new Uint8Array(there.value.values.buffer)).toEqual(pixels);
    threads.close();
  });

  it('decodes what was asked for before and after a case was closed', async () => {
    const pixels = new Uint8Array(sliceValues(32, 32, 2).buffer);
    const location = fileOf('kept.dcm', pixels, { rows: 32, columns: 32, pixelRepresentation: 1 });
    const other = fileOf('other.dcm', pixels.slice().reverse(), { rows: 32, columns: 32 });
    const pool = new WorkerPool({ workerFile, size: 1 });
    const before = pool.decode(location, 0);
    pool.forget();
    const [first, second, again] = await Promise.all([
      before,
      pool.decode(other, 0),
      pool.decode(location, 0),
    ]);
    for (const result of [first, again]) {
      expect(result.ok && new Uint8Array(result.value.values.buffer)).toEqual(pixels);
    }
    expect(second.ok && new Uint8Array(second.value.values.buffer)).toEqual(pixels.slice().reverse());
    pool.close();
  });

  it('says that a file has changed, or has gone, instead of decoding another', async () => {
    const pool = new WorkerPool({ workerFile, size: 1 });
    const location = fileOf('changing.dcm', new Uint8Array(32), {});
    writeFileSync(location.file, new Uint8Array(40));
    const changed = await pool.decode(location, 0);
    expect(changed.ok ? '' : changed.error.message).toBe(
      'changing.dcm has changed since it was opened: open it again to see it.',
    );
    rmSync(location.file);
    const gone = await pool.decode(location, 0);
    expect(gone.ok ? '' : gone.error.message).toBe('changing.dcm cannot be read: it is no longer there.');
    pool.close();
  });

  it('gives a frame up that takes too long, and decodes the one behind it', async () => {
    const pool = stubbornPool();
    const begin = performance.now();
    const [hanging, next] = await Promise.all([
      pool.decode(named('/case/hang.dcm'), 0),
      pool.decode(named('/case/good.dcm'), 0),
    ]);
    expect(performance.now() - begin).toBeLessThan(6000);
    expect(hanging.ok ? '' : hanging.error.message).toBe(
      'hang.dcm took too long to decode and was given up.',
    );
    expect(next.ok).toBe(true);
    pool.close();
  });

  it('gives no second thread to a file that one was lost over', async () => {
    const pool = stubbornPool();
    const location = named('/case/hang.dcm');
    const results = await Promise.all([pool.decode(location, 0), pool.decode(location, 1)]);
    const begin = performance.now();
    results.push(await pool.decode(location, 2));
    expect(performance.now() - begin).toBeLessThan(500);
    expect(results.map((result) => !result.ok && result.error.kind)).toEqual([
      'crashed',
      'crashed',
      'crashed',
    ]);
    pool.close();
  });

  it('survives a thread that dies, and blames the frame that it died of', async () => {
    const pool = stubbornPool();
    const results = await Promise.all(
      ['good-1', 'die', 'good-2', 'good-3'].map((name) => pool.decode(named(`/case/${name}.dcm`), 0)),
    );
    expect(results.map((result) => result.ok)).toEqual([true, false, true, true]);
    const died = results[1];
    expect(died?.ok === false && died.error.message).toBe('die.dcm ended the decoder.');
    pool.close();
  });

  it('names the files in hand, and none when it is done', async () => {
    const told: (readonly string[])[] = [];
    const pool = stubbornPool({ inHand: new Slot((files) => told.push(files)) });
    await Promise.all([pool.decode(named('/case/a.dcm'), 0), pool.decode(named('/case/b.dcm'), 0)]);
    await vi.waitFor(() => expect(told[told.length - 1]).toEqual([]));
    expect(told.slice(0, 2)).toEqual([['/case/a.dcm'], ['/case/a.dcm', '/case/b.dcm']]);
    pool.close();
  });

  it('decodes a suspect while nothing else is in hand, once, and then the others', async () => {
    const told: (readonly string[])[] = [];
    const pool = stubbornPool({ size: 2, inHand: new Slot((files) => told.push(files)) });
    pool.suspect(['/case/b.dcm', '/case/zip › c.dcm']);
    const zipped = locationOf(new Uint8Array(32), { file: '/case/zip', zipEntries: ['c.dcm'] });
    const b = named('/case/b.dcm');
    const files = [named('/case/a.dcm'), b, zipped, named('/case/d.dcm'), b];
    const decoding = Promise.all(files.map((file) => pool.decode(file, 0)));
    expect(pool.free).toBe(0);
    expect((await decoding).every(({ ok }) => ok)).toBe(true);
    await vi.waitFor(() => expect(told[told.length - 1]).toEqual([]));
    const distinct = told.filter((names, i) => names.join() !== told[i - 1]?.join());
    expect(distinct.slice(0, 3)).toEqual([['/case/a.dcm'], ['/case/b.dcm'], ['/case/zip › c.dcm']]);
    // Cleared: it shares the threads with the last one.
    expect(distinct).toContainEqual(['/case/d.dcm', '/case/b.dcm']);
    expect(pool.free).toBeGreaterThan(0);
    pool.close();
  });

  it('decodes without threads when none comes up', async () => {
    const file = join(folder, 'broken.cjs');
    writeFileSync(file, 'process.exit(1);');
    const pool = new WorkerPool({ workerFile: file, size: 2 });
    const location = fileOf('plain.dcm', new Uint8Array(32), {});
    const result = await pool.decode(location, 0);
    expect(result.ok).toBe(true);
    pool.close();
  });

  it('refuses what is handed over after it was closed', async () => {
    const pool = stubbornPool();
    const waiting = pool.decode(named('/case/hang.dcm'), 0);
    pool.close();
    expect((await waiting).ok).toBe(false);
    expect((await pool.decode(named('/case/good.dcm'), 0)).ok).toBe(false);
  });
});
