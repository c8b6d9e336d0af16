/**
 * A folder chosen → its first slice, and all of it, in the window's cache: the real scan, service, batches and frame
 * client over a MessagePort that copies as Electron's does, against the same bytes over the bare port in the same
 * run. Compressed series against their codec alone, in as many threads at once as there are cores: no reader could be
 * quicker. Since the port takes its share of the same cores, processor time is held against codec and port together.
 */
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { nodeBundle } from '../../build/bundle/node-bundles.mjs';
import type { FromReader, Source, ToReader } from '../../electron/contract.ts';
import { BATCH_BYTES } from '../../electron/reader/outgoing-frames.ts';
import { ReaderSession, type SessionPort } from '../../electron/reader/reader-session.ts';
import { type BundledWorkers, bundledWorkers } from '../electron/reader/bundled-workers.ts';
import { type BenchRow, median } from './bench-row.ts';
import { type CodecSeries, CodecThreads, type CodecTime, compressedSlices } from './codec-series.ts';
import { FRAME_BYTES, newFolder, SLICES, slicePool, writeSeries } from './series-folder.ts';
import type { StandInData, StandInReport } from './window-stand-in.ts';

const RUNS = 5;
/** A short series, of which the start is a good part, and a long one. */
const COMPRESSED_SLICES = [60, SLICES];

type Times = {
  readonly firstMs: number;
  readonly allMs: number;
  /** Of the whole process: reader, threads and window stand-in. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly failed: number;
};

type Bundles = {
  readonly workers: BundledWorkers;
  readonly standIn: string;
  readonly codecThread: string;
};

export async function benchSeriesLoad(): Promise<BenchRow[]> {
  const folder = newFolder();
  try {
    const workers = await bundledWorkers();
    const beside = async (name: string): Promise<string> => {
      const file = join(workers.workerFile, '..', `${name}.cjs`);
      await build(nodeBundle(`test/bench/${name}.ts`, file));
      return file;
    };
    const standIn = await beside('window-stand-in');
    const codecThread = await beside('codec-thread');
    return [
      ...(await uncompressed(folder, workers, standIn)),
      ...(await compressed(folder, { workers, standIn, codecThread })),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function uncompressed(folder: string, workers: BundledWorkers, standIn: string): Promise<BenchRow[]> {
  const pool = slicePool();
  const series = writeSeries(folder, 'native', SLICES, (i) => ({
    pixels: pool[i % pool.length] as Uint8Array,
  }));
  const loads: Times[] = [];
  const bares: Times[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bares.push(await bareTransport(standIn, SLICES * FRAME_BYTES));
    const session = new ReaderSession(workers);
    loads.push(await load(session, series, standIn));
    session.end();
  }
  const all = median(loads.map((times) => times.allMs));
  const bare = median(bares.map((times) => times.allMs));
  return [
    {
      name: '400 slices, uncompressed: folder chosen → first slice',
      value: median(loads.map((times) => times.firstMs)),
      unit: 'ms',
      budget: '≤ 120 ms',
      note: 'scan, read, port, window cache; without painting',
    },
    {
      name: '400 slices, uncompressed (210 MB): folder chosen → all in the cache',
      value: all,
      unit: 'ms',
      floor: { name: 'the same bytes over the bare port', value: bare },
      ratio: all / bare,
      budget: '≤ 800 ms and ≤ 1.5 × the bare port',
      note: 'between threads of one process; the port copies',
    },
    cpuRow(
      '400 slices, uncompressed',
      SLICES,
      loads,
      median(bares.map((times) => times.cpuMs)),
      'the bare port',
    ),
  ];
}

async function compressed(folder: string, files: Bundles): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const codec of await compressedSlices(slicePool())) {
    const alone = await CodecThreads.start(files.codecThread, codec);
    for (const slices of COMPRESSED_SLICES) {
      // Eight seconds a run, of which the codec takes nine tenths.
      if (codec.codec === 'jpeg-2000' && slices > 100) continue;
      rows.push(...(await compressedSeries(folder, files, codec, alone, slices)));
    }
    await alone.end();
  }
  return rows;
}

async function compressedSeries(
  folder: string,
  { workers, standIn }: Bundles,
  codec: CodecSeries,
  alone: CodecThreads,
  slices: number,
): Promise<BenchRow[]> {
  const name = `${slices} slices, ${codec.name}`;
  const series = writeSeries(folder, name.replace(/\W+/g, '-'), slices, (i) => ({
    transferSyntaxUID: codec.transferSyntaxUID,
    fragments: [codec.slices[i % codec.slices.length] as Uint8Array],
  }));
  const session = new ReaderSession(workers);
  // Threads and codecs start with the first series; what follows finds them there.
  const cold = await load(session, series, standIn);
  const loads: Times[] = [];
  const floors: CodecTime[] = [];
  const bares: Times[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    floors.push(await alone.decode(slices));
    loads.push(await load(session, series, standIn));
    bares.push(await bareTransport(standIn, slices * FRAME_BYTES));
  }
  session.end();
  rmSync(series, { recursive: true });
  const all = median(loads.map((times) => times.allMs));
  const floor = median(floors.map((times) => times.wallMs));
  const codecMs = median(floors.map((times) => times.cpuMs));
  const portMs = median(bares.map((times) => times.cpuMs));
  return [
    {
      name: `${name}: folder chosen → first slice`,
      value: median(loads.map((times) => times.firstMs)),
      unit: 'ms',
      budget: '≤ 200 ms',
      note: `${cold.firstMs.toFixed(0)} ms when threads and codec have yet to start`,
    },
    {
      name: `${name}: folder chosen → all in the cache`,
      value: all,
      unit: 'ms',
      floor: { name: `the codec alone on all ${availableParallelism()} cores at once`, value: floor },
      ratio: all / floor,
      budget: '≤ 1.3 × the codec',
      note: `${((slices * FRAME_BYTES) / 1000 / all).toFixed(0)} MB/s`,
    },
    cpuRow(name, slices, loads, codecMs + portMs, `the codec alone ${each(codecMs, slices)} + the bare port`),
  ];
}

const each = (ms: number, slices: number): string => (ms / slices).toFixed(2);

/** Processor time says the same whatever else the machine does meanwhile; wall-clock time does not. */
function cpuRow(
  name: string,
  slices: number,
  loads: readonly Times[],
  floorMs: number,
  floor: string,
): BenchRow {
  const value = median(loads.map((times) => times.cpuMs)) / slices;
  return {
    name: `${name}: processor time a slice`,
    value,
    unit: 'ms',
    floor: { name: floor, value: floorMs / slices },
    ratio: (value * slices) / floorMs,
    note: 'all threads, scan and transport included',
  };
}

async function bareTransport(standIn: string, total: number): Promise<Times> {
  const { port1, port2 } = new MessageChannel();
  const window = await startStandIn(standIn, port2, total);
  const batch = new ArrayBuffer(Math.floor(BATCH_BYTES / FRAME_BYTES) * FRAME_BYTES);
  const begin = performance.now();
  const times = timesOf(window, begin);
  for (let left = total; left > 0; left -= batch.byteLength) {
    port1.postMessage({ buffer: left < batch.byteLength ? batch.slice(0, left) : batch });
  }
  const done = await times;
  port1.close();
  await window.terminate();
  return done;
}

async function load(session: ReaderSession, series: string, standIn: string): Promise<Times> {
  const { port1, port2 } = new MessageChannel();
  const window = await startStandIn(standIn, port2, null);
  session.connect(copyingPort(port1));
  const source: Source = { id: 'bench' as Source['id'], name: 'bench', path: series };
  const begin = performance.now();
  const times = timesOf(window, begin);
  void session.scan(source, [series]);
  const done = await times;
  session.close(source.id);
  await window.terminate();
  if (done.failed > 0) throw new Error(`${done.failed} frames of ${series} failed.`);
  return done;
}

/** As Electron's ports: a copy at each end, nothing transferred. */
function copyingPort(port: MessagePort): SessionPort {
  return {
    copies: true,
    post: (message: FromReader) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (message: ToReader) => listener(message)),
    close: () => port.close(),
  };
}

async function startStandIn(file: string, port: MessagePort, bareBytes: number | null): Promise<Worker> {
  const worker = new Worker(file, {
    workerData: { port, bareBytes } satisfies StandInData,
    transferList: [port],
  });
  await new Promise((resolve) => worker.once('online', resolve));
  return worker;
}

function timesOf(window: Worker, begin: number): Promise<Times> {
  return new Promise((resolve, reject) => {
    let firstMs = 0;
    const cpu = process.cpuUsage();
    window.on('error', reject);
    window.on('message', (message: StandInReport) => {
      const now = performance.now() - begin;
      if (message.type === 'first') firstMs = now;
      else {
        const { user, system } = process.cpuUsage(cpu);
        const cpuMs = (user + system) / 1000;
        resolve({ firstMs, allMs: now, cpuMs, rssBytes: message.rssBytes, failed: message.failed });
      }
    });
  });
}
