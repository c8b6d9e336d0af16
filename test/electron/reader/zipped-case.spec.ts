import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { openCase } from '../../../electron/reader/case-reader.ts';
import { bundledWorkers } from './bundled-workers.ts';
import { ctFile, sliceValues } from './ct-file.ts';
import { encodeFrame } from './encoded-slices.ts';
import { zipOf } from './zip-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SIZE = { rows: 40, columns: 30 };
const values = [1, 2, 3].map((seed) => sliceValues(SIZE.rows, SIZE.columns, seed));

it('pixels come out of a zip, and out of a zip in a zip, as they do from files', async () => {
  const files = await Promise.all(
    values.map(async (slice, i) => {
      const pixels = new Uint8Array(slice.buffer);
      const packed =
        i === 1
          ? {
              transferSyntaxUID: '1.2.840.10008.1.2.4.80',
              fragments: [await encodeFrame('encodeJpegLs', pixels, SIZE)],
            }
          : { pixels };
      return ctFile({ sopInstanceUID: `1.2.3.6.${i + 1}`, ...SIZE, z: i, ...packed });
    }),
  );
  const inner = await zipOf({ 'inner/slice-2.dcm': files[2] as Uint8Array });
  const outer = await zipOf({
    'slice-0.dcm': files[0] as Uint8Array,
    'deep/slice-1.dcm': files[1] as Uint8Array,
    'more.zip': inner,
  });
  const zip = join(folder, 'case.zip');
  writeFileSync(zip, outer);
  const opened = await openCase([zip], await bundledWorkers());
  const frames = opened.studies[0]?.series[0]?.stacks[0]?.frames ?? [];
  expect(frames.length).toBe(3);
  for (const [i, frame] of frames.entries()) {
    const read = await opened.readFrame(frame.ref);
    expect(read.ok && read.value.values).toEqual(values[i]);
  }
  writeFileSync(zip, outer.subarray(0, outer.length - 200));
  const changed = await opened.readFrame((frames[0] as (typeof frames)[number]).ref);
  expect(changed.ok).toBe(false);
  opened.close();
});

it('pixels of a deflated data set count from where it was inflated', async () => {
  const plain = ctFile({
    sopInstanceUID: '1.2.3.7.1',
    transferSyntaxUID: '1.2.840.10008.1.2.1.99',
    ...SIZE,
    pixels: new Uint8Array((values[0] as Int16Array).buffer),
  });
  // The group length at 140 says where the File Meta Information ends.
  const end = 144 + new DataView(plain.buffer, plain.byteOffset).getUint32(140, true);
  const file = join(folder, 'deflated.dcm');
  writeFileSync(file, Buffer.concat([plain.subarray(0, end), deflateRawSync(plain.subarray(end))]));
  const opened = await openCase([file], await bundledWorkers());
  const [frame] = opened.studies[0]?.series[0]?.stacks[0]?.frames ?? [];
  if (frame === undefined) throw new Error('It was not opened.');
  const read = await opened.readFrame(frame.ref);
  expect(read.ok && read.value.values).toEqual(values[0]);
  opened.close();
});
