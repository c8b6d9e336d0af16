/** What a worker thread does with a slice: write its two files, or hand back its noise-free values. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Arena, createArena } from './arena.ts';
import { ctFile } from './dicom-writer.ts';
import { phases, sliceFile } from './identity.ts';
import { type MassSums, renderSlice, renderTruth, type Truth } from './volume.ts';

export type SliceTask =
  | { readonly kind: 'write'; readonly slice: number; readonly folder: string }
  | { readonly kind: 'truth'; readonly slice: number };

export type SliceOutcome =
  | {
      readonly kind: 'write';
      readonly slice: number;
      readonly sums: MassSums;
      readonly bytes: readonly number[];
    }
  | { readonly kind: 'truth'; readonly slice: number; readonly truth: Truth }
  | { readonly kind: 'failed'; readonly slice: number; readonly code: string; readonly message: string };

/** Runs tasks one after the other over buffers of its own. A file that cannot be written is an outcome, not an exception. */
export function createSliceRunner(): (task: SliceTask) => Promise<SliceOutcome> {
  const arena = createArena();
  return (task) =>
    task.kind === 'write' ? write(task.slice, task.folder, arena) : Promise.resolve(truth(task.slice, arena));
}

function truth(slice: number, arena: Arena): SliceOutcome {
  return { kind: 'truth', slice, truth: renderTruth(slice, arena) };
}

async function write(slice: number, folder: string, arena: Arena): Promise<SliceOutcome> {
  const { stored, sums } = renderSlice(slice, arena);
  const bytes: number[] = [];
  for (const [n, phase] of phases.entries()) {
    const file = ctFile(phase, slice, stored[n] as Uint16Array);
    try {
      await writeFile(join(folder, sliceFile(phase, slice)), file);
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? '';
      return { kind: 'failed', slice, code, message: cause instanceof Error ? cause.message : String(cause) };
    }
    bytes.push(file.length);
  }
  return { kind: 'write', slice, sums, bytes };
}
