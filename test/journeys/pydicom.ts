/** Another reader's word on the same files. */
import { execFileSync } from 'node:child_process';
import { inRoot } from '../../build/root.mjs';

/** The system's Python, for which Debian's python3-pydicom and python3-numpy are. */
const PYTHON = '/usr/bin/python3';

export type PydicomSlice = {
  readonly instanceNumber: number;
  readonly position: readonly [number, number, number];
  readonly thicknessMm: number;
  readonly name: string;
  readonly hu: readonly number[];
};

/** Null where it can be asked, otherwise what is missing. */
export function whyNoPydicom(): string | null {
  try {
    execFileSync(PYTHON, ['-c', 'import numpy, pydicom'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'python3-pydicom and python3-numpy are needed';
  }
}

/** From feet to head; HU at each [column, row]. */
export function pydicomSeries(
  folder: string,
  points: readonly (readonly [number, number])[],
): readonly PydicomSlice[] {
  const answer = execFileSync(PYTHON, [inRoot('test/journeys/pydicom_series.py'), folder], {
    input: JSON.stringify(points),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return JSON.parse(answer) as PydicomSlice[];
}
