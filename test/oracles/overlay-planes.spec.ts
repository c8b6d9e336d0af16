/** Overlay planes of real files against pydicom's `overlay_array`, bit for bit, and drawn, against dcmtk's dcm2pnm. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { beforeAll, describe, expect, it } from 'vitest';
import { frameKey } from '../../annotations/image/hierarchy.ts';
import { overlayBit } from '../../annotations/image/overlay-plane.ts';
import { canvasLibrary } from '../../electron/exporter/fonts.ts';
import { renderSnapshot } from '../../electron/exporter/render-snapshot.ts';
import { openCase } from '../../electron/reader/case-reader.ts';
import { readOverlays } from '../../electron/reader/scan/overlay-planes.ts';
import { scan } from '../../electron/reader/scan/scan.ts';
import { snapshotRequest } from '../electron/exporter/snapshot-request.ts';
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
    execFileSync('dcm2pnm', ['--version'], { stdio: 'ignore' });
  } catch {
    return 'python3-pydicom, python3-numpy and dcmtk are needed';
  }
  return null;
}
const why = missing();
if (why !== null) console.warn(`Overlay planes are not compared with pydicom and dcmtk: ${why}.`);

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

  it('are drawn on an exported picture where dcm2pnm draws them', async () => {
    const file = join(DATA, 'zoo/odd/examples_overlay.dcm');
    const reader = await openCase([file], workers);
    const ref = reader.studies[0]?.series[0]?.stacks[0]?.frames[0]?.ref;
    const place = ref === undefined ? null : reader.findFrame(ref);
    const location = ref === undefined ? null : reader.locationOf(ref);
    if (place === null || location === null) throw new Error('No image.');
    const pixels = await reader.readFrame(place.frame.ref);
    reader.close();
    if (!pixels.ok) throw new Error(pixels.error.message);
    const { planes } = await readOverlays({ location, frameIndex: 0 });
    const drawn = renderSnapshot(
      snapshotRequest({
        // Square pixels: dcm2pnm is told the same.
        frame: { ...place.frame, spacing: null, plane: null },
        pixels: pixels.value,
        voi: { function: 'LINEAR', centerHu: 450, widthHu: 790 },
        overlays: planes,
        identity: 'show',
        layers: ['image'],
        findings: [],
      }),
    );
    if (!drawn.ok) throw new Error(drawn.error.message);
    const { rows, columns } = pixels.value;
    const canvas = canvasLibrary.createCanvas(columns, rows);
    const context = canvas.getContext('2d');
    context.drawImage(await loadImage(Buffer.from(drawn.value.bytes)), 0, 0);
    const { data } = context.getImageData(0, 0, columns, rows);
    const folder = mkdtempSync(join(tmpdir(), 'marginalia-overlay-'));
    const target = join(folder, 'drawn.pgm');
    const how = ['+O', '1', '+Omr', '-a', '+Ww', '450', '790', '--write-raw-pnm'];
    execFileSync('dcm2pnm', [...how, file, target]);
    const theirs = readFileSync(target).subarray(-rows * columns);
    rmSync(folder, { recursive: true });
    const differing = theirs.reduce((sum, grey, at) => sum + (grey === data[at * 4] ? 0 : 1), 0);
    expect(drawn.value.widthPx).toBe(columns);
    expect(differing).toBe(0);
  });
});
