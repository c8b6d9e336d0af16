/**
 * The reader as a plain Node API, for the command line: opened, read, closed. The same scan and the same decoders as
 * in the window.
 */
import { type FramePixels, storedView } from '../../annotations/image/frame-pixels.ts';
import {
  BYTES_PER_PIXEL,
  type Frame,
  type FrameRef,
  frameKey,
  type OtherObject,
  type Series,
  type SkippedFile,
  type Stack,
  type Study,
} from '../../annotations/image/hierarchy.ts';
import { err, type Failure, failure, type Result } from '../../annotations/result.ts';
import type { PixelLocation } from './pixel-location.ts';
import { bytesOf } from './pixels/decoded-frame.ts';
import { isDirect, readDirect } from './pixels/direct-read.ts';
import { WorkerPool } from './pixels/worker-pool.ts';
import type { FrameLocation } from './scan/frame-locations.ts';
import { type ScanEvent, type ScanResult, scan } from './scan/scan.ts';

export type FramePlace = {
  readonly study: Study;
  readonly series: Series;
  readonly stack: Stack;
  readonly frame: Frame;
  /** From 0 in the stack's order. */
  readonly index: number;
};

export interface CaseReader {
  readonly studies: readonly Study[];
  readonly objects: readonly OtherObject[];
  readonly skipped: readonly SkippedFile[];
  readonly totals: ScanResult['totals'];
  /** Texts and PDFs that may be the report. */
  readonly reportFiles: readonly string[];
  /** Never rejects for anything that a file can do. */
  readFrame(ref: FrameRef): Promise<Result<FramePixels, Failure>>;
  /** What is to be known of the picture besides its pixels, or null; after `readFrame`. */
  warningOf(ref: FrameRef): string | null;
  /** Null for a frame of a file that was not opened. */
  findFrame(ref: FrameRef): FramePlace | null;
  /** Where the frame's file lies; null for a frame of a file that was not opened. */
  locationOf(ref: FrameRef): PixelLocation | null;
  close(): void;
}

export type OpenCaseOptions = {
  readonly onEvent?: (event: ScanEvent) => void;
  readonly signal?: AbortSignal;
  /** The bundled workers, when they do not lie beside the code that runs. */
  readonly workerFile?: string;
  readonly scanWorkerFile?: string;
};

export async function openCase(paths: readonly string[], options: OpenCaseOptions = {}): Promise<CaseReader> {
  const result = await scan(paths, {
    onEvent: options.onEvent ?? (() => undefined),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.scanWorkerFile === undefined ? {} : { workerFile: options.scanWorkerFile }),
  });
  const pool = new WorkerPool(options.workerFile === undefined ? {} : { workerFile: options.workerFile });
  const places = placesOf(result.studies);
  const warnings = new Map<string, string>();

  return {
    studies: result.studies,
    objects: result.objects,
    skipped: result.skipped,
    totals: result.totals,
    reportFiles: result.reportFiles,
    findFrame: (ref) => places.get(frameKey(ref)) ?? null,
    locationOf: (ref) => result.locations.get(frameKey(ref))?.location ?? null,
    warningOf: (ref) => warnings.get(frameKey(ref)) ?? null,
    close: () => pool.close(),

    readFrame: (ref) =>
      readFramePixels(
        ref,
        places.get(frameKey(ref)) ?? null,
        result.locations.get(frameKey(ref)) ?? null,
        pool,
        (warning) => warnings.set(frameKey(ref), warning),
      ),
  };
}

/** One frame's stored values with what makes HU of them. Never rejects for anything that a file can do. */
export async function readFramePixels(
  ref: FrameRef,
  place: FramePlace | null,
  found: FrameLocation | null,
  pool: WorkerPool,
  onWarning: (warning: string) => void = () => undefined,
): Promise<Result<FramePixels, Failure>> {
  if (place === null || found === null) {
    return err(
      failure(
        'missing-frame',
        `Frame ${ref.frameNumber} of the image ${ref.sopInstanceUID} is in none of the opened files.`,
      ),
    );
  }
  const { location, frameIndex } = found;
  const { rows, columns, storedType } = place.stack;
  const { rescale, padding } = place.frame;
  const values = isDirect(location)
    ? await readHere(location, frameIndex, place.stack)
    : await pool.decode(location, frameIndex);
  if (!values.ok) return values;
  if (values.value.warning !== null) onWarning(values.value.warning);
  return { ok: true, value: { rows, columns, storedType, values: values.value.values, rescale, padding } };
}

async function readHere(location: PixelLocation, frameIndex: number, stack: Stack) {
  const { rows, columns, storedType } = stack;
  const length = rows * columns * (storedType === 'rgb8' ? 3 : 1);
  const bytes = rows * columns * BYTES_PER_PIXEL[storedType];
  const values = storedView(storedType, new ArrayBuffer(bytes), 0, length);
  const reason = await readDirect(location, frameIndex, storedType, bytesOf(values));
  return reason === null ? ({ ok: true, value: { values, warning: null } } as const) : err(reason);
}

export function placesOf(studies: readonly Study[]): ReadonlyMap<string, FramePlace> {
  const places = new Map<string, FramePlace>();
  for (const study of studies) {
    for (const series of study.series) {
      for (const stack of series.stacks) {
        stack.frames.forEach((frame, index) => {
          places.set(frameKey(frame.ref), { study, series, stack, frame, index });
        });
      }
    }
  }
  return places;
}
