/** A case for the commands: four slices of 64² with a bright square, and annotations that mark it. */
import {
  serializeWorkingCopy,
  WORKING_COPY_VERSION,
  type WorkingCopy,
} from '../../../annotations/codecs/working-copy.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import { asUid } from '../../../annotations/ids.ts';
import type { Command, ExitCode } from '../../../electron/cli/command.ts';
import { ctSlice } from '../reader/make-dicom.ts';
import { T } from '../reader/tags.ts';

const SIDE = 64;
const stamp = { by: 'Reader', at: '2026-01-01T00:00:00Z' };
const source = { kind: 'reader' } as const;

/** HU 40 in the square of columns and rows 20…39, −100 around it. */
const values = Array.from({ length: SIDE * SIDE }, (_, index) => {
  const [column, row] = [index % SIDE, Math.floor(index / SIDE)];
  return 1024 + (column >= 20 && column < 40 && row >= 20 && row < 40 ? 40 : -100);
});

export const slice = (number: number): Buffer =>
  ctSlice(number * 5, number, {
    [T.Rows]: ['US', [SIDE]],
    [T.Columns]: ['US', [SIDE]],
    [T.PixelData]: ['OW', values],
  });

const region = (uid: number, sliceNumber: number, shape: Shape): Region => ({
  uid: asUid(`2.25.${uid}`),
  frame: { sopInstanceUID: asUid(`1.2.3.4.${sliceNumber}`), frameNumber: 1 },
  shape,
  text: '',
});

const square = (x: number, size: number): Shape => ({
  kind: 'polygon',
  points: [
    { x, y: x },
    { x: x + size, y: x },
    { x: x + size, y: x + size },
    { x, y: x + size },
  ],
});

export const finding: Finding = {
  trackingUID: asUid('2.25.700'),
  trackingIdentifier: 'Left paraspinal mass',
  site: 'paraspinal',
  laterality: 'left',
  levels: null,
  descriptors: { attenuation: { value: 'hypo', source } },
  note: '',
  evidence: [],
  regions: [
    region(1, 2, square(20, 20)),
    region(2, 3, square(24, 10)),
    region(3, 3, {
      kind: 'polyline',
      points: [
        { x: 20, y: 30 },
        { x: 40, y: 30 },
      ],
    }),
  ],
  origin: null,
  locked: false,
  created: stamp,
  modified: stamp,
};

const workingCopy = (changes: Partial<WorkingCopy> = {}): WorkingCopy => ({
  format: 'marginalia-annotations',
  version: WORKING_COPY_VERSION,
  revision: 3,
  saved: stamp,
  studyInstanceUIDs: [asUid('1.2.3')],
  findings: [finding],
  references: [{ tissue: 'muscle', region: region(9, 2, square(22, 4)) }],
  phases: [],
  report: null,
  imports: [],
  ...changes,
});

export const annotationsFile = (changes: Partial<WorkingCopy> = {}): Buffer =>
  Buffer.from(serializeWorkingCopy(workingCopy(changes)));

export async function runCommand(
  command: Command,
  ...args: string[]
): Promise<{ code: ExitCode; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await command.run(args, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}
