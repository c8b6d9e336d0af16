/**
 * Headers of real files: the whole scan (walk, headers, studies) in files a second, beside gdcmscanner, pydicom and
 * the bare reading of as many bytes, in turns in one run. The files are sparse copies of the real series, each with
 * an identity of its own, their headers in the system's cache.
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan } from '../../electron/reader/scan/scan.ts';
import { testData } from '../test-data.ts';
import { type BenchRow, median } from './bench-row.ts';

const RUNS = 5;
const WARM_UP_RUNS = 4;
const FILES = 4000;
const HEAD_BYTES = 1 << 16;
const PYTHON = '/usr/bin/python3';
/** Identity, series and geometry: less than the scan reads. */
const GDCM_TAGS = ['0008,0018', '0020,000e', '0020,0032', '0020,0037', '0028,0030'];

const PYDICOM = `
import os, sys, time, pydicom
files = [os.path.join(sys.argv[1], f) for f in os.listdir(sys.argv[1])][:1000]
start = time.perf_counter()
for f in files:
    pydicom.dcmread(f, stop_before_pixels=True)
print(len(files) / (time.perf_counter() - start))
`;

export async function benchHeaderScan(): Promise<BenchRow[]> {
  const series = testData('series');
  if (!existsSync(series)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-headers-'));
  try {
    const files = copies(series, folder);
    const ours: number[] = [];
    const bare: number[] = [];
    const gdcm: number[] = [];
    const pydicom: number[] = [];
    // For the compiler: "warm" is a reader that has run for a second.
    for (let run = 0; run < WARM_UP_RUNS; run += 1) await scanRate(folder);
    for (let run = 0; run < RUNS; run += 1) {
      bare.push(bareRate(files));
      ours.push(await scanRate(folder));
      gdcm.push(toolRate(() => gdcmscanner(folder)));
      pydicom.push(
        toolRate(() => Number(execFileSync(PYTHON, ['-c', PYDICOM, folder], { encoding: 'utf8' }))),
      );
    }
    return rows(median(ours), median(bare), median(gdcm), median(pydicom));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(ours: number, bare: number, gdcm: number, pydicom: number): BenchRow[] {
  const peer = (name: string, value: number): BenchRow[] =>
    Number.isNaN(value)
      ? []
      : [{ name, value: Math.round(value), unit: 'files/s', note: 'peer, same files' }];
  const times = Number.isNaN(gdcm) ? '' : `; ${(ours / gdcm).toFixed(1)} × gdcmscanner in this run`;
  return [
    {
      name: `header scan, ${FILES} real files, warm`,
      value: Math.round(ours),
      unit: 'files/s',
      floor: { name: 'open, 64 KiB, close', value: Math.round(bare) },
      ratio: bare / ours,
      budget: '≥ 15,000 files/s',
      note: `walk, headers, studies and stacks${times}`,
    },
    ...peer('gdcmscanner, 5 tags', gdcm),
    ...peer('pydicom, stop_before_pixels', pydicom),
  ];
}

async function scanRate(folder: string): Promise<number> {
  const { totals } = await scan([folder], { onEvent: () => undefined });
  if (totals.images !== FILES) throw new Error(`${totals.images} images of ${FILES}`);
  return totals.filesPerSecond;
}

function bareRate(files: readonly string[]): number {
  const buffer = new Uint8Array(HEAD_BYTES);
  const started = performance.now();
  for (const file of files) {
    const descriptor = openSync(file, 'r');
    readSync(descriptor, buffer, 0, HEAD_BYTES, 0);
    closeSync(descriptor);
  }
  return (files.length * 1000) / (performance.now() - started);
}

function gdcmscanner(folder: string): number {
  const started = performance.now();
  execFileSync('gdcmscanner', ['-d', folder, ...GDCM_TAGS.flatMap((tag) => ['-t', tag])], {
    stdio: 'ignore',
  });
  return (FILES * 1000) / (performance.now() - started);
}

/** NaN where the tool is not installed. */
function toolRate(measure: () => number): number {
  try {
    return measure();
  } catch {
    return Number.NaN;
  }
}

/** The first 64 KiB of each real slice, then a hole as long as its pixels; SOPInstanceUIDs end in a number each. */
function copies(series: string, folder: string): string[] {
  const real = readdirSync(series).flatMap((name) =>
    readdirSync(join(series, name)).map((file) => join(series, name, file)),
  );
  return Array.from({ length: FILES }, (_, i) => {
    const source = real[i % real.length] as string;
    const head = Buffer.alloc(HEAD_BYTES);
    const from = openSync(source, 'r');
    readSync(from, head, 0, HEAD_BYTES, 0);
    closeSync(from);
    renumber(head, i);
    const file = join(folder, `${i}.dcm`);
    const to = openSync(file, 'w');
    writeSync(to, head);
    ftruncateSync(to, statSync(source).size);
    closeSync(to);
    return file;
  });
}

function renumber(head: Buffer, number: number): void {
  const at = head.indexOf(Buffer.from([0x08, 0x00, 0x18, 0x00, 0x55, 0x49]), 132);
  if (at < 0) throw new Error('A real slice has no SOPInstanceUID in explicit VR.');
  let end = at + 8 + head.readUInt16LE(at + 6);
  while (head[end - 1] === 0) end -= 1;
  head.write(String(100_000 + number), end - 6, 'latin1');
}
