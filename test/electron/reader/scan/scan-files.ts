/** Writes files into a folder of their own and scans it, in this thread. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Frame, frameKey, type Stack } from '../../../../annotations/image/hierarchy.ts';
import type { PixelLocation } from '../../../../electron/reader/pixel-location.ts';
import {
  type ScanEvent,
  type ScanOptions,
  type ScanResult,
  scan,
} from '../../../../electron/reader/scan/scan.ts';
import { type Changes, ctSlice } from '../make-dicom.ts';

export function folderOf(files: { readonly [path: string]: Uint8Array | string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-scan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

export const scanPath = (
  path: string,
  onEvent: (event: ScanEvent) => void = () => undefined,
  options: Partial<ScanOptions> = {},
): Promise<ScanResult> => scan([path], { onEvent, workers: 0, ...options });

export const scanFiles = (files: { readonly [path: string]: Uint8Array | string }): Promise<ScanResult> =>
  scanPath(folderOf(files));

/** Slices named so that their names tell nothing of their order. */
export const scanSlices = (slices: readonly Uint8Array[]): Promise<ScanResult> =>
  scanFiles(Object.fromEntries(slices.map((bytes, i) => [`${(i * 7) % 10}-${i}`, bytes])));

export const stacksOf = (result: ScanResult): readonly Stack[] =>
  result.studies.flatMap((study) => study.series.flatMap((series) => series.stacks));

export function onlyStack(result: ScanResult): Stack {
  const stacks = stacksOf(result);
  if (stacks.length !== 1) throw new Error(`${stacks.length} stacks, ${JSON.stringify(result.skipped)}`);
  return stacks[0] as Stack;
}

/** One slice of the usual kind with these changes: its stack, its frame, and where its pixels lie. */
export const scanSlice = async (
  changes: Changes,
): Promise<{ stack: Stack; frame: Frame; location: PixelLocation | undefined }> => {
  const result = await scanSlices([ctSlice(0, 1, changes)]);
  const stack = onlyStack(result);
  const frame = stack.frames[0];
  if (frame === undefined) throw new Error('no frame');
  return { stack, frame, location: result.locations.get(frameKey(frame.ref))?.location };
};

export const messages = (stack: Stack): readonly string[] =>
  stack.warnings.map(({ kind, message }) => `${kind}: ${message}`);

/** The one skipped file's kind and reason. */
export function onlySkipped(result: ScanResult): { kind: string; reason: string } {
  if (result.skipped.length !== 1) throw new Error(`${JSON.stringify(result.skipped)}`);
  const { kind, reason } = result.skipped[0] as { kind: string; reason: string };
  return { kind, reason };
}
