/** The same scan through worker threads, bundled as they are shipped. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileOutcome } from '../../../../electron/reader/scan/header.ts';
import { headerReader } from '../../../../electron/reader/scan/header.ts';
import { HeaderPool } from '../../../../electron/reader/scan/header-pool.ts';
import { packOutcomes, unpackOutcomes } from '../../../../electron/reader/scan/packed-outcomes.ts';
import { readFileHeader } from '../../../../electron/reader/scan/read-header.ts';
import { bundledWorkers } from '../bundled-workers.ts';
import { type Changes, ctSlice } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { folderOf, onlyStack, scanPath } from './scan-files.ts';

const PALETTE: Changes = {
  [T.PhotometricInterpretation]: ['CS', 'PALETTE COLOR'],
  [T.BitsAllocated]: ['US', [8]],
  [T.BitsStored]: ['US', [8]],
  [T.RedPaletteDescriptor]: ['US', [2, 0, 8]],
  [T.GreenPaletteDescriptor]: ['US', [2, 0, 8]],
  [T.BluePaletteDescriptor]: ['US', [2, 0, 8]],
  [T.RedPaletteData]: ['OW', [0, 1]],
  [T.GreenPaletteData]: ['OW', [0, 2]],
  [T.BluePaletteData]: ['OW', [0, 3]],
};

const found = (folder: string, names: readonly string[]) =>
  names.map((name) => ({ file: join(folder, name), zipEntries: [] }));

describe('headers through threads', () => {
  let scanWorkerFile = '';
  beforeAll(async () => {
    scanWorkerFile = (await bundledWorkers()).scanWorkerFile;
  });

  it('come back as they are read here', () => {
    const folder = folderOf({ a: ctSlice(0, 1), b: ctSlice(0, 2, PALETTE), c: 'text', d: ctSlice(0, 3) });
    const here: FileOutcome[] = found(folder, ['a', 'b', 'c', 'd']).map((file) =>
      readFileHeader(file, headerReader()),
    );
    expect(unpackOutcomes(structuredClone(packOutcomes(here)))).toEqual(here);
  });

  it('make the same stack of many files as one thread does', async () => {
    const files: { [name: string]: Uint8Array } = {};
    for (let i = 0; i < 1500; i++) files[`${i}`] = ctSlice(i / 2, i + 1);
    const folder = folderOf(files);
    const one = onlyStack(await scanPath(folder));
    const many = onlyStack(
      await scanPath(folder, undefined, {
        workers: 2,
        workerFile: scanWorkerFile,
        threadsFrom: 50,
      }),
    );
    expect(many).toEqual(one);
    expect(many.frames).toHaveLength(1500);
  });

  it('lose only the file over which a thread dies', async () => {
    // A worker that ends over any file named "deadly" and answers for others.
    const folder = folderOf({ a: ctSlice(0, 1), deadly: ctSlice(1, 2), z: ctSlice(2, 3) });
    const worker = join(folder, 'worker.cjs');
    writeFileSync(
      worker,
      `const { parentPort, workerData } = require('node:worker_threads');
       parentPort.on('message', ({ id, files }) => {
         const outcomes = files.map((found, i) => {
           Atomics.store(workerData.current, 0, i);
           if (found.file.endsWith('deadly')) process.exit(1);
           return { kind: 'report' };
         });
         parentPort.postMessage({ id, packed: { json: JSON.stringify(outcomes), series: [], whole: new Map() } });
       });`,
    );
    const pool = new HeaderPool(worker, 1);
    const outcomes = await pool.read(found(folder, ['a', 'deadly', 'z']));
    await pool.close();
    expect(outcomes.map(({ kind }) => kind)).toEqual(['report', 'skipped', 'report']);
    expect(outcomes[1]).toMatchObject({ skipped: { kind: 'set-aside', file: join(folder, 'deadly') } });
  });
});
