/**
 * The image layer at native resolution against dcmtk's dcm2pnm, over real slices and many windows: not one differing
 * pixel, since at integer slopes both compute PS3.3 C.11.2.1.2 and round down.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNTURNED } from '../../annotations/image/orientation.ts';
import { VOI_PRESETS, type VoiWindow } from '../../annotations/image/voi.ts';
import { outputGeometry } from '../../annotations/scene/turn.ts';
import { imageLayer } from '../../electron/exporter/image-layer.ts';
import { type CaseReader, openCase } from '../../electron/reader/case-reader.ts';
import { type BundledWorkers, bundledWorkers } from '../electron/reader/bundled-workers.ts';
import { testData } from '../test-data.ts';

const DATA = testData();
const run = promisify(execFile);

/** Every n-th slice of each series, and single files of other scanners. */
const SOURCES: readonly { readonly path: string; readonly every: number }[] = [
  { path: 'series/ACRIN-FLT-Breast-001_abdomenpelvis_noncontrast_4.25mm', every: 5 },
  { path: 'series/KiTS-00072_arterial_upperabdomen_2.5mm_18slices', every: 1 },
  { path: 'series/Lung-PET-CT-Dx-A0002_chest_8mm', every: 3 },
  { path: 'zoo/ct_orientations', every: 1 },
  { path: 'zoo/ct_single_tcga', every: 1 },
];

const extra = (centerHu: number, widthHu: number): VoiWindow => ({ function: 'LINEAR', centerHu, widthHu });
const WINDOWS: readonly VoiWindow[] = [
  ...VOI_PRESETS.map(({ voi }) => voi),
  extra(0, 1),
  extra(35.5, 77.5),
  extra(1024, 4096),
  extra(-100, 3),
];

function missing(): string | null {
  if (!existsSync(DATA)) return `${DATA} is not there`;
  try {
    execFileSync('dcm2pnm', ['--version'], { stdio: 'ignore' });
  } catch {
    return 'dcmtk is not installed';
  }
  return null;
}

const why = missing();
if (why !== null) console.warn(`Windows are not compared with dcm2pnm: ${why}.`);

/** The pixels of a binary PGM (P5, 8 bits). */
function pgmPixels(file: string): Uint8Array {
  const bytes = readFileSync(file);
  const head = /^P5\s+(?:#.*\s+)?(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 200).toString('latin1'));
  if (head === null) throw new Error(`${file} is no 8-bit PGM.`);
  return bytes.subarray(head[0].length);
}

describe.skipIf(why !== null)('the image layer beside dcm2pnm', () => {
  const out = mkdtempSync(join(tmpdir(), 'marginalia-windows-'));
  let workers: BundledWorkers;

  beforeAll(async () => {
    workers = await bundledWorkers();
  });
  afterAll(() => rmSync(out, { recursive: true }));

  /** Differing pixels of one file over all windows. */
  async function differences(file: string, name: string): Promise<number> {
    const reader: CaseReader = await openCase([file], workers);
    const stack = reader.studies[0]?.series[0]?.stacks[0];
    const frame = stack?.frames[0];
    if (stack === undefined || frame === undefined) throw new Error(`${file} gave no image.`);
    const pixels = await reader.readFrame(frame.ref);
    reader.close();
    if (!pixels.ok) throw new Error(pixels.error.message);
    expect(Number.isInteger(frame.rescale.slope), `${file} has an integer slope`).toBe(true);
    const frameSize = { rows: stack.rows, columns: stack.columns, spacing: null };
    const geometry = outputGeometry(frameSize, null, UNTURNED, { kind: 'scale', scale: 1 });
    if (!geometry.ok) throw new Error(geometry.error.message);
    let differing = 0;
    for (const voi of WINDOWS) {
      const target = join(out, `${name}-${voi.centerHu}-${voi.widthHu}.pgm`);
      const window = ['+Ww', String(voi.centerHu), String(voi.widthHu)];
      await run('dcm2pnm', ['-O', '--write-raw-pnm', ...window, file, target]);
      const theirs = pgmPixels(target);
      rmSync(target);
      const ours = imageLayer(
        { pixels: pixels.value, photometric: stack.photometric, voi, invert: false },
        geometry.value.transform,
        geometry.value.widthPx,
        geometry.value.heightPx,
      );
      expect(theirs.length).toBe(stack.rows * stack.columns);
      for (let index = 0; index < theirs.length; index++) {
        if (ours[index * 4] !== theirs[index]) differing++;
      }
    }
    return differing;
  }

  it('shows at least 50 real slices in 11 windows without one differing pixel', async () => {
    const files = SOURCES.flatMap(({ path, every }) =>
      readdirSync(join(DATA, path))
        .sort()
        .filter((_, index) => index % every === 0)
        .map((name) => join(DATA, path, name)),
    );
    const queue = [...files.entries()];
    let [slices, differing] = [0, 0];
    const lane = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const found = await differences(next[1], String(next[0]));
        differing += found;
        slices++;
      }
    };
    await Promise.all([lane(), lane()]);
    console.info(`${slices} slices × ${WINDOWS.length} windows: ${differing} differing pixels.`);
    expect(WINDOWS.length).toBe(11);
    expect(slices).toBeGreaterThanOrEqual(50);
    expect(differing).toBe(0);
  }, 180_000);

  it('shows MONOCHROME1 as dcm2pnm does', async () => {
    const series = join(DATA, 'series/KiTS-00072_arterial_upperabdomen_2.5mm_18slices');
    const copy = join(out, 'inverted.dcm');
    writeFileSync(copy, readFileSync(join(series, readdirSync(series).sort()[9] as string)));
    await run('dcmodify', ['-nb', '-m', '(0028,0004)=MONOCHROME1', copy]);
    expect(await differences(copy, 'inverted')).toBe(0);
  }, 60_000);
});
