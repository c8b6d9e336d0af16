/**
 * How fast annotated pictures of 2048² leave the exporter, through the same pool as the command line; beside it the
 * canvas library's own encoder over the same pictures on the same number of threads. And the cost of 20 marks with
 * their labels, which the window pays for each frame that it shows.
 */
import { availableParallelism } from 'node:os';
import type { Finding } from '../../annotations/finding/finding.ts';
import { asUid } from '../../annotations/ids.ts';
import { UNTURNED } from '../../annotations/image/orientation.ts';
import { DEFAULT_CT_VOI } from '../../annotations/image/voi.ts';
import { buildMarks, type MarkInput } from '../../annotations/scene/marks.ts';
import { LAYERS, type SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { styleOf } from '../../annotations/scene/style.ts';
import { drawScene } from '../../electron/exporter/draw-scene.ts';
import { textMeasurer } from '../../electron/exporter/fonts.ts';
import { createRenderPool } from '../../electron/exporter/render-pool.ts';
import { sceneOf } from '../../electron/exporter/render-snapshot.ts';
import { plainFrame } from '../annotations/image/plain-stack.ts';
import { bundledExporterWorker } from '../electron/exporter/bundled-worker.ts';
import { type BenchRow, median } from './bench-row.ts';

const SIDE = 512;
const PICTURES = 12;
const RUNS = 3;

const stamp = { by: '', at: '2026-01-01T00:00:00Z' };
const source = { kind: 'reader' } as const;

const finding = (number: number, x: number, y: number): Finding => ({
  trackingUID: asUid(`2.25.${1000 + number}`),
  trackingIdentifier: `Left paraspinal mass ${number}`,
  site: 'paraspinal',
  laterality: 'left',
  levels: null,
  descriptors: {
    attenuation: { value: 'hypo', source },
    attenuationReference: { value: 'muscle', source },
    enhancementDegree: { value: ['mild', 'moderate'], source },
    enhancementPattern: { value: 'homogeneous', source },
  },
  note: '',
  evidence: [],
  regions: [
    {
      uid: asUid(`2.25.${2000 + number}`),
      frame: { sopInstanceUID: asUid('1.2.3'), frameNumber: 1 },
      shape: { kind: 'ellipse', center: { x, y }, radiusX: 14, radiusY: 10, rotation: 0.3 },
      text: '',
    },
  ],
  origin: null,
  locked: false,
  created: stamp,
  modified: stamp,
});

/** Soft tissue with noise of 12 HU within an ellipse of air: what PNG finds in a CT. */
function slice(seed: number): Int16Array {
  let state = seed + 1;
  const noise = () => {
    let sum = 0;
    for (let index = 0; index < 4; index++) {
      state = (state * 48271) % 2147483647;
      sum += state / 2147483647 - 0.5;
    }
    return sum * 21;
  };
  return Int16Array.from({ length: SIDE * SIDE }, (_, index) => {
    const x = (index % SIDE) / SIDE - 0.5;
    const y = Math.floor(index / SIDE) / SIDE - 0.5;
    const inBody = (x / 0.42) ** 2 + (y / 0.33) ** 2 < 1;
    const organ = Math.sin(x * 40) + Math.cos(y * 33) > 0.6 ? 90 : 20;
    return 1024 + Math.round((inBody ? organ : -1000) + noise());
  });
}

function request(number: number): SnapshotRequest {
  const rescale = { slope: 1, intercept: -1024, type: 'HU' };
  const spacing = { betweenRowsMm: 0.75, betweenColumnsMm: 0.75 };
  return {
    frame: plainFrame('1.2.3', {
      plane: {
        position: { x: 0, y: 0, z: 0 },
        rowDirection: { x: 1, y: 0, z: 0 },
        columnDirection: { x: 0, y: 1, z: 0 },
        spacing,
      },
      rescale,
      sliceLocationMm: 0,
      sliceThicknessMm: 2.5,
      acquisitionNumber: 1,
    }),
    photometric: 'MONOCHROME2',
    pixels: { rows: SIDE, columns: SIDE, storedType: 'int16', values: slice(number), rescale, padding: null },
    context: {
      patient: { name: '', id: '', birthDate: '', sex: '', age: '' },
      institution: '',
      studyInstanceUID: '1.2',
      studyDate: '',
      studyDescription: '',
      seriesInstanceUID: '1.2.1',
      seriesNumber: 1,
      seriesDescription: '',
      phase: 'portal-venous',
      position: number + 1,
      count: PICTURES,
    },
    voi: DEFAULT_CT_VOI,
    overlays: [],
    invert: false,
    turn: UNTURNED,
    area: null,
    size: { kind: 'scale', scale: 4 },
    layers: LAYERS,
    identity: 'hide',
    findings: [finding(1, 330, 330), finding(2, 150, 300), finding(3, 256, 230)],
    format: 'png',
  };
}

export async function benchExport(): Promise<BenchRow[]> {
  return [await picturesPerSecond(), marksOfASlice()];
}

async function picturesPerSecond(): Promise<BenchRow> {
  const requests = Array.from({ length: PICTURES }, (_, index) => request(index));
  const threads = Math.min(4, availableParallelism());
  const pool = createRenderPool({ size: threads, workerFile: await bundledExporterWorker() });
  const drawn = async () => {
    const answers = await Promise.all(requests.map((one) => pool.render(one)));
    const failed = answers.find((answer) => !answer.ok);
    if (failed !== undefined && !failed.ok) throw new Error(failed.message);
  };
  // Threads started, fonts read, code warm.
  await drawn();
  const canvases = requests.slice(0, 2 * threads).map(drawnCanvas);
  const ours: number[] = [];
  const peers: number[] = [];
  // In turns: what else the machine does falls on both.
  for (let run = 0; run < RUNS; run++) {
    ours.push(await perSecond(PICTURES, drawn));
    peers.push(await perSecond(canvases.length, () => encoded(canvases, threads)));
  }
  pool.close();
  const value = median(ours);
  const peer = median(peers);
  return {
    name: 'annotated 2048² PNG, drawn and encoded',
    value: Number(value.toFixed(1)),
    unit: 'pictures/s',
    floor: { name: "the canvas library's PNG encoder alone", value: Number(peer.toFixed(1)) },
    ratio: Number((peer / value).toFixed(2)),
    budget: '≥ 6 pictures/s on 2 cores',
    note: `${threads} threads`,
  };
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return count / ((performance.now() - start) / 1000);
}

type DrawnCanvas = ReturnType<typeof drawScene>;

function drawnCanvas(one: SnapshotRequest): DrawnCanvas {
  const scene = sceneOf(one);
  if (!scene.ok) throw new Error(scene.error.message);
  const canvas = drawScene(scene.value, one);
  // Rasterises now what would otherwise be counted as encoding.
  canvas.data();
  return canvas;
}

/** Through the library's encoder, which works on threads of its own. */
async function encoded(canvases: readonly DrawnCanvas[], threads: number): Promise<void> {
  for (let index = 0; index < canvases.length; index += threads) {
    await Promise.all(canvases.slice(index, index + threads).map((canvas) => canvas.encode('png')));
  }
}

/** 20 ellipses on one slice as the window shows it. */
function marksOfASlice(): BenchRow {
  const inputs: MarkInput[] = Array.from({ length: 20 }, (_, index) => {
    const own = finding(index, 110 + 70 * (index % 5), 130 + 70 * Math.floor(index / 5));
    return {
      region: own.regions[0] as MarkInput['region'],
      finding: own,
      number: index + 1,
      numbers: '−12 ± 9 HU · 418 mm²',
      state: 'plain',
    };
  });
  const measureText = textMeasurer();
  const times: number[] = [];
  for (let run = 0; run < 120; run++) {
    const start = performance.now();
    buildMarks(inputs, {
      // Another place each time, as while panning.
      transform: { a: 1.7, b: 0, c: 0, d: 1.7, e: 150 + run * 0.7, f: 10 + run * 0.3 },
      widthPx: 1200,
      heightPx: 900,
      style: styleOf(13),
      measureText,
      reserved: [],
      labels: true,
    });
    times.push(performance.now() - start);
  }
  return {
    name: '20 marks with labels laid out',
    value: Number(median(times.slice(20)).toFixed(2)),
    unit: 'ms',
    budget: '≤ 2 ms',
  };
}
