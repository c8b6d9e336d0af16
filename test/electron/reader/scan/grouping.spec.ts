import { describe, expect, it } from 'vitest';
import { frameKey, type Stack } from '../../../../annotations/image/hierarchy.ts';
import type { ScanEvent } from '../../../../electron/reader/scan/scan.ts';
import { type Changes, ctSlice } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { folderOf, messages, onlyStack, scanFiles, scanPath, scanSlices, stacksOf } from './scan-files.ts';

const zOf = (stack: Stack): (number | undefined)[] => stack.frames.map((frame) => frame.plane?.position.z);

describe('grouping and order', () => {
  it('orders slices upwards along the normal, whatever their names and numbers', async () => {
    const stack = onlyStack(
      await scanSlices([
        ctSlice(5, 1),
        ctSlice(0, 2),
        ctSlice(10, 3),
        ctSlice(-5, 4),
        ctSlice(2.5, 5),
        ctSlice(7.5, 6),
      ]),
    );
    expect(zOf(stack)).toEqual([-5, 0, 2.5, 5, 7.5, 10]);
    expect(stack.normal).toEqual({ x: 0, y: 0, z: 1 });
    expect(stack.orientation).toBe('axial');
  });

  it('reads the study, the patient and the series as people write them', async () => {
    const { studies } = await scanSlices([ctSlice(0, 1)]);
    expect(studies).toHaveLength(1);
    const [study] = studies;
    expect(study?.patient).toMatchObject({ name: 'Doe, Jane', id: 'P1', age: '63 years' });
    expect(study).toMatchObject({ date: '2024-02-29', time: '10:11:12', description: 'Abdomen' });
    expect(study?.series[0]).toMatchObject({ modality: 'CT', number: 3, description: 'thin' });
  });

  it('tells every frame’s place in its file', async () => {
    const result = await scanFiles({ 'deep/er/noname': ctSlice(0, 1) });
    const [frame] = onlyStack(result).frames;
    const found = frame && result.locations.get(frameKey(frame.ref));
    expect(found?.frameIndex).toBe(0);
    expect(found?.location).toMatchObject({
      rows: 3,
      columns: 4,
      bitsAllocated: 16,
      pixelRepresentation: 1,
      valueLength: 24,
    });
    expect(found?.location.file).toMatch(/deep.er.noname$/);
    expect(result.locations.get('1.2.3.4.1#2')).toBeUndefined();
  });

  it.each([
    ['size', { [T.Rows]: ['US', [2]] }],
    ['frame of reference', { [T.FrameOfReferenceUID]: ['UI', '9.9'] }],
    ['orientation', { [T.ImageOrientationPatient]: ['DS', '1\\0\\0\\0\\0\\-1'] }],
    ['pixel size', { [T.PixelSpacing]: ['DS', '0.6\\0.6'] }],
    ['stored type', { [T.PixelRepresentation]: ['US', [0]] }],
    ['localizer', { [T.ImageType]: ['CS', 'ORIGINAL\\PRIMARY\\LOCALIZER'] }],
  ] as const)('keeps frames of another %s in a stack of their own', async (_what, changes) => {
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1), ctSlice(2, 2), ctSlice(4, 3, changes)]));
    expect(stacks.map((stack) => stack.frames.length)).toEqual([2, 1]);
    expect(new Set(stacks.map(({ id }) => id)).size).toBe(2);
  });

  it('forgives directions that differ by rounding', async () => {
    const other = ctSlice(2, 2, {
      [T.ImageOrientationPatient]: ['DS', '0.9999999\\0.0003\\0\\-0.0003\\0.9999999\\0'],
    });
    expect(onlyStack(await scanSlices([ctSlice(0, 1), other])).frames).toHaveLength(2);
  });

  it('shows localizers last and named as such', async () => {
    const scout = ctSlice(0, 9, { [T.ImageType]: ['CS', 'ORIGINAL\\PRIMARY\\LOCALIZER'] });
    const stacks = stacksOf(await scanSlices([scout, ctSlice(0, 1)]));
    expect(stacks.map(({ localizer }) => localizer)).toEqual([false, true]);
  });

  it('skips the second copy of an image and says which the first was', async () => {
    const result = await scanFiles({ 'a.dcm': ctSlice(0, 1), 'b.dcm': ctSlice(0, 1) });
    expect(onlyStack(result).frames).toHaveLength(1);
    expect(result.skipped).toHaveLength(1);
    expect(result.skipped[0]?.file).toMatch(/b\.dcm$/);
    expect(result.skipped[0]?.reason).toMatch(/same image \(SOPInstanceUID\) as .*a\.dcm/);
  });

  it('keeps one stack id while the stack grows, and the same one at the next scan', async () => {
    const folder = folderOf(Object.fromEntries([0, 1, 2, 3].map((i) => [`${i}`, ctSlice(i * 2, i + 1)])));
    const ids = new Set<string>();
    const onEvent = (event: ScanEvent): void => {
      if (event.type === 'studies') {
        for (const study of event.studies) {
          for (const series of study.series) for (const { id } of series.stacks) ids.add(id);
        }
      }
    };
    await scanPath(folder, onEvent);
    await scanPath(folder, onEvent);
    expect(ids.size).toBe(1);
  });

  it('tells of the first images before the last file is read', async () => {
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}`, ctSlice(i, i + 1)]));
    const counts: number[] = [];
    await scanPath(folderOf(files), (event) => {
      if (event.type === 'studies') {
        counts.push(event.studies[0]?.series[0]?.stacks[0]?.frames.length ?? 0);
      }
    });
    expect(counts[0]).toBeLessThan(3000);
    expect(counts[counts.length - 1]).toBe(3000);
  });

  it('has the first frame’s place ready when it tells of it', async () => {
    const folder = folderOf({ a: ctSlice(0, 1), b: ctSlice(1, 2) });
    const { FrameLocations } = await import('../../../../electron/reader/scan/frame-locations.ts');
    const locations = new FrameLocations();
    let ready: boolean | null = null;
    await scanPath(
      folder,
      (event) => {
        const first =
          event.type === 'studies' ? event.studies[0]?.series[0]?.stacks[0]?.frames[0] : undefined;
        if (first !== undefined && ready === null) ready = locations.get(frameKey(first.ref)) !== undefined;
      },
      { locations },
    );
    expect(ready).toBe(true);
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}`, ctSlice(i, i + 1)]));
    const result = await scanPath(folderOf(files), () => stop.abort(), { signal: stop.signal });
    expect(result.totals.filesRead).toBeLessThan(3000);
  });

  const STUDY = 0x0020000d;
  const SERIES = 0x0020000e;
  const three = (changes: Changes) => scanSlices([1, 2, 3].map((n) => ctSlice(n, n, changes)));

  it('leaves a series without a study whole, as a study of its own, and says so', async () => {
    const result = await three({ [STUDY]: null });
    expect(result.studies.map(({ studyInstanceUID }) => studyInstanceUID)).toEqual(['1.2.3.4']);
    const stack = onlyStack(result);
    expect(stack.frames).toHaveLength(3);
    expect(messages(stack)).toEqual([
      'image: The file has no Study Instance UID; its series stands alone (3 images).',
    ]);
  });

  it.each<[string, Changes, number, string]>([
    ['a series', { [SERIES]: null }, 1, 'no Series Instance UID'],
    ['study and series', { [STUDY]: null, [SERIES]: null }, 3, 'neither a Study nor a Series Instance UID'],
    [
      'study and series, but for blanks',
      { [STUDY]: ['UI', ''], [SERIES]: ['UI', '  '] },
      3,
      'neither a Study nor a Series Instance UID',
    ],
  ])('does not guess what belongs together without %s, and says so', async (_, changes, studies, missing) => {
    const result = await three(changes);
    expect(result.studies).toHaveLength(studies);
    const stacks = stacksOf(result);
    expect(stacks.map(({ frames }) => frames.length)).toEqual([1, 1, 1]);
    for (const stack of stacks) {
      expect(messages(stack)).toEqual([`image: The file has ${missing}; its image stands alone.`]);
    }
  });
});
