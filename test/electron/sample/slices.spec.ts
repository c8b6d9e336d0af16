import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCrew } from '../../../electron/sample/crew.ts';
import { levelAt, sliceZ, vertebrae } from '../../../electron/sample/grid.ts';
import { phases, sliceFile } from '../../../electron/sample/identity.ts';
import type { SliceTask } from '../../../electron/sample/slice-tasks.ts';
import { bundleWorker } from './worker-bundle.ts';

const slices = [3, 47, 82, 116];
const run = promisify(execFile);
const has = (command: string, ...args: string[]) => spawnSync(command, args).error === undefined;
const hasPydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0;

let folder = '';
let workerFile = '';
const written = (workers: number) => join(folder, `${workers}`);

async function write(workers: number): Promise<string[]> {
  const target = written(workers);
  for (const phase of phases) await mkdir(join(target, phase.folder), { recursive: true });
  const crew = createCrew(workers, workerFile);
  await crew.run(slices.map((slice): SliceTask => ({ kind: 'write', slice, folder: target })));
  await crew.end();
  const files = slices.flatMap((slice) => phases.map((phase) => join(target, sliceFile(phase, slice))));
  return Promise.all(
    files.map(async (file) =>
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ),
  );
}

beforeAll(async () => {
  ({ folder, workerFile } = await bundleWorker());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('slices of the sample case', () => {
  it('have the same bytes whether none, one or two threads compute them', async () => {
    const alone = await write(0);
    expect(new Set(alone).size).toBe(alone.length);
    expect(await write(1)).toEqual(alone);
    expect(await write(2)).toEqual(alone);
  }, 120_000);

  it.skipIf(!has('dciodvfy'))(
    'are valid CT images to dciodvfy (skipped where dicom3tools is not installed)',
    async () => {
      for (const slice of slices.slice(0, 2)) {
        for (const phase of phases) {
          const { stderr, stdout } = await run('dciodvfy', [
            '-new',
            join(written(0), sliceFile(phase, slice)),
          ]);
          expect(`${stdout}${stderr}`).not.toMatch(/error/i);
          expect(`${stdout}${stderr}`).toContain('CTImage');
        }
      }
    },
  );

  it.skipIf(!hasPydicom)(
    'are read by pydicom with HU of air, fat and bone (skipped where pydicom is not installed)',
    async () => {
      const script = `
import sys,pydicom,json
d=pydicom.dcmread(sys.argv[1]); a=d.pixel_array*float(d.RescaleSlope)+float(d.RescaleIntercept)
print(json.dumps([str(d.PatientName),d.Rows,d.Columns,float(d.ImagePositionPatient[2]),str(d.get('ContrastBolusAgent','')),float(a[2:40,2:40].mean()),float(a.max())]))`;
      for (const [n, phase] of phases.entries()) {
        const { stdout } = await run('/usr/bin/python3', [
          '-c',
          script,
          join(written(0), sliceFile(phase, 47)),
        ]);
        const [name, rows, columns, z, agent, air, highest] = JSON.parse(stdout) as [
          string,
          number,
          number,
          number,
          string,
          number,
          number,
        ];
        expect([name, rows, columns, z]).toEqual(['Sample^Teaching Case', 512, 512, sliceZ(47)]);
        expect(agent).toBe(n === 0 ? '' : 'Iohexol 350');
        expect(air).toBeCloseTo(-1000, 0);
        expect(highest).toBeGreaterThan(500);
      }
    },
  );
});

describe('the grid of the sample case', () => {
  it('reaches from T8 to L4 and names the level of every height', () => {
    expect(levelAt(sliceZ(2))).toBe('T8');
    expect(levelAt(sliceZ(116))).toBe('L4');
    for (const { name, top, bottom } of vertebrae) expect(levelAt((top + bottom) / 2)).toBe(name);
  });
});
