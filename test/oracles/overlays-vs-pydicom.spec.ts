/** Overlay planes of real files against pydicom's `overlay_array`, bit for bit. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { frameKey } from '../../annotations/image/hierarchy.ts';
import { overlayBit } from '../../annotations/image/overlay-plane.ts';
import { readOverlays } from '../../electron/reader/scan/overlay-planes.ts';
import { scan } from '../../electron/reader/scan/scan.ts';
import { type BundledWorkers, bundledWorkers } from '../electron/reader/bundled-workers.ts';
import { testData } from '../test-data.ts';

const PYTHON = '/usr/bin/python3';
const DATA = testData();
/** The second one's plane is blank. */
const FILES = [
  { name: 'zoo/odd/examples_overlay.dcm', blank: false },
  { name: 'zoo/odd/GH1728.dcm', blank: true },
];
const ARRAY = `
import sys, pydicom
dataset = pydicom.dcmread(sys.argv[1])
data = dataset[0x60003000]
bits = dataset[0x60000010].value * dataset[0x60000011].value
# One of the files is written a few bits short, which pydicom refuses.
data.value = data.value.ljust((bits + 15) // 16 * 2, bytes(1))
plane = dataset.overlay_array(0x6000)
sys.stdout.write(chr(10).join(''.join('#' if bit else '.' for bit in row) for row in plane))
`;

function missing(): string | null {
  if (!existsSync(DATA)) return `${DATA} is not there`;
  try {
    execFileSync(PYTHON, ['-c', 'import pydicom, numpy'], { stdio: 'ignore' });
  } catch {
    return 'python3-pydicom and python3-numpy are needed';
  }
  return null;
}
const why = missing();
if (why !== null) console.warn(`Overlay planes are not compared with pydicom: ${why}.`);

describe.skipIf(why !== null)('overlay planes beside pydicom', () => {
  let workers: BundledWorkers;
  beforeAll(async () => {
    workers = await bundledWorkers();
  });

  it.each(FILES)('are the same bits in $name', async ({ name, blank }) => {
    const file = join(DATA, name);
    const result = await scan([file], { onEvent: () => undefined, workerFile: workers.scanWorkerFile });
    const frame = result.studies[0]?.series[0]?.stacks[0]?.frames[0];
    expect(frame?.overlays).toBe(true);
    const location = frame === undefined ? undefined : result.locations.get(frameKey(frame.ref));
    if (location === undefined) throw new Error(`${name} gave no image.`);
    const { planes, message } = await readOverlays(location);
    expect(message).toBeNull();
    const [plane] = planes;
    if (plane === undefined) throw new Error(`${name} gave no plane.`);
    const ours = Array.from({ length: plane.rows }, (_, row) =>
      Array.from({ length: plane.columns }, (_unused, column) =>
        overlayBit(plane, column, row) === 1 ? '#' : '.',
      ).join(''),
    );
    const theirs = execFileSync(PYTHON, ['-c', ARRAY, file], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    expect(ours.some((row) => row.includes('#'))).toBe(!blank);
    expect(ours).toEqual(theirs.split('\n'));
  });
});
