/** The built command line, as a person would run it: the journeys hold the window's numbers against what it prints. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { measuredText } from '../../annotations/scene/number-text.ts';
import { dist } from '../../build/root.mjs';

const run = promisify(execFile);

/** Numbers of one region in `measure --json`. */
export type MeasuredRegion = {
  readonly uid: string;
  readonly kind: string;
  readonly place: { readonly phase: string; readonly position: number; readonly count: number } | null;
  readonly numbers: readonly { readonly quantity: string; readonly value: number; readonly unit: string }[];
};

export type Measured = {
  readonly cases: readonly {
    readonly annotations: string;
    readonly revision: number;
    readonly findings: readonly {
      readonly trackingUID: string;
      readonly name: string;
      readonly regions: readonly MeasuredRegion[];
    }[];
  }[];
};

/** Throws with what was printed when the command ends with another code than 0. */
export async function commandLine(...args: readonly string[]): Promise<string> {
  const options = { maxBuffer: 1 << 28 };
  return (await run(process.execPath, [join(dist, 'cli.cjs'), ...args], options)).stdout;
}

export async function measure(folder: string): Promise<Measured> {
  return JSON.parse(await commandLine('measure', folder, '--json')) as Measured;
}

export async function measuredRegion(folder: string, uid: string): Promise<MeasuredRegion> {
  const { cases } = await measure(folder);
  const regions = cases.flatMap(({ findings }) => findings.flatMap((finding) => finding.regions));
  const found = regions.find((region) => region.uid === uid);
  if (found === undefined) throw new Error(`The command line measured no region ${uid} in ${folder}.`);
  return found;
}

/** The words that stand in the window for these numbers. */
export const numbersInWords = ({ numbers }: MeasuredRegion): string =>
  measuredText({ measurements: numbers as unknown as Parameters<typeof measuredText>[0]['measurements'] });
