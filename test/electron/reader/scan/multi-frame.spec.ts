import { describe, expect, it } from 'vitest';
import type { Stack } from '../../../../annotations/image/hierarchy.ts';
import { type Changes, ctSlice, type ElementSpec, type Item } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { messages, scanSlice, scanSlices, stacksOf } from './scan-files.ts';

const group = (z: number, intercept: number, more: Item = []): Item => [
  [0x00209111, 'SQ', [[[0x00189074, 'DT', `20240229101112.${z}`], [0x00209156, 'US', [1]], ...more]]],
  [0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]],
  [
    0x00289145,
    'SQ',
    [
      [
        [0x00281052, 'DS', String(intercept)],
        [0x00281053, 'DS', '2'],
        [0x00281054, 'LO', 'HU'],
      ],
    ],
  ],
  [
    0x00289132,
    'SQ',
    [
      [
        [0x00281050, 'DS', '50\\-600'],
        [0x00281051, 'DS', '350\\1500'],
      ],
    ],
  ],
];
const SHARED: ElementSpec = [
  0x52009229,
  'SQ',
  [
    [
      [0x00209116, 'SQ', [[[0x00200037, 'DS', '1\\0\\0\\0\\1\\0']]]],
      [
        0x00289110,
        'SQ',
        [
          [
            [0x00280030, 'DS', '0.7\\0.7'],
            [0x00180050, 'DS', '3'],
          ],
        ],
      ],
    ],
  ],
];
const enhanced = (groups: readonly Item[], frames = groups.length): Changes => ({
  [T.SOPClassUID]: ['UI', '1.2.840.10008.5.1.4.1.1.2.1'],
  [T.ImagePositionPatient]: null,
  [T.ImageOrientationPatient]: null,
  [T.PixelSpacing]: null,
  [T.RescaleIntercept]: null,
  [T.RescaleSlope]: null,
  [T.WindowCenter]: null,
  [T.WindowWidth]: null,
  [T.NumberOfFrames]: ['IS', String(frames)],
  [SHARED[0]]: [SHARED[1], SHARED[2]],
  [T.PerFrameFunctionalGroupsSequence]: ['SQ', groups],
  [T.PixelData]: ['OW', new Array<number>(12 * frames).fill(7)],
});

describe('multi-frame images', () => {
  it('takes each frame’s place, rescale and windows from its functional groups', async () => {
    const { stack, location } = await scanSlice(enhanced([group(6, -1000), group(0, -900), group(3, -800)]));
    expect(stack.frames.map(({ ref, plane }) => [ref.frameNumber, plane?.position.z])).toEqual([
      [2, 0],
      [3, 3],
      [1, 6],
    ]);
    expect(stack.frames[0]?.rescale).toEqual({ slope: 2, intercept: -900, type: 'HU' });
    expect(stack.frames[0]?.voi).toEqual([
      { function: 'LINEAR', centerHu: 50, widthHu: 350 },
      { function: 'LINEAR', centerHu: -600, widthHu: 1500 },
    ]);
    expect(stack.frames[0]?.spacing).toEqual({ betweenRowsMm: 0.7, betweenColumnsMm: 0.7 });
    expect(stack.frames[0]?.sliceThicknessMm).toBe(3);
    expect(stack.sliceSpacingMm).toBe(3);
    expect(location?.numberOfFrames).toBe(3);
    expect(stack.warnings).toEqual([]);
  });

  it('splits the time points of one multi-frame image', async () => {
    const at = (z: number, time: number): Item => group(z, 0, [[0x00209128, 'UL', [time]]]);
    const result = await scanSlices([ctSlice(0, 1, enhanced([at(0, 1), at(3, 1), at(0, 2), at(3, 2)]))]);
    expect(stacksOf(result).map((stack) => stack.frames.map(({ ref }) => ref.frameNumber))).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('splits the energies of one multi-frame image by the type of each frame', async () => {
    const at = (z: number, type: string): Item => [
      ...group(z, 0).filter(([tag]) => tag !== 0x00209111),
      [0x00189329, 'SQ', [[[0x00089007, 'CS', `DERIVED\\PRIMARY\\VOLUME\\${type}`]]]],
    ];
    const frames = [at(0, 'MONO_70'), at(0, 'MONO_40'), at(3, 'MONO_40'), at(3, 'MONO_70')];
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced(frames))]));
    expect(stacks.map((stack) => stack.frames.map(({ ref }) => ref.frameNumber))).toEqual([
      [2, 3],
      [1, 4],
    ]);
    expect(stacks.map((stack) => messages(stack)[0])).toEqual([
      'duplicate-position: pass 1 of 2 over the same positions (image type MONO_40)',
      'duplicate-position: pass 2 of 2 over the same positions (image type MONO_70)',
    ]);
  });

  it('splits values of another unit where nothing else tells them apart', async () => {
    const at = (z: number, unit: string): Item => [
      [0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]],
      [
        0x00289145,
        'SQ',
        [
          [
            [0x00281052, 'DS', '0'],
            [0x00281053, 'DS', '1'],
            [0x00281054, 'LO', unit],
          ],
        ],
      ],
    ];
    const frames = [at(0, 'MGML'), at(0, 'HU'), at(3, 'HU'), at(3, 'MGML')];
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced(frames))]));
    expect(stacks.map((stack) => stack.frames.map(({ rescale }) => rescale.type))).toEqual([
      ['HU', 'HU'],
      ['MGML', 'MGML'],
    ]);
  });

  it('does not speak of time where frames have none', async () => {
    const at = (z: number): Item => [[0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]]];
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced([at(0), at(3), at(0), at(3)]))]));
    expect(stacks.map((stack) => messages(stack)[0])).toEqual([
      'duplicate-position: pass 1 of 2 over the same positions (pass 1 by number)',
      'duplicate-position: pass 2 of 2 over the same positions (pass 2 by number)',
    ]);
  });

  it('keeps multi-frame images over the same positions apart', async () => {
    const image = (number: number) => ctSlice(0, number, enhanced([group(0, 0), group(3, 0)]));
    const stacks = stacksOf(await scanSlices([image(1), image(2)]));
    expect(stacks.map((stack) => stack.frames.map(({ ref }) => ref.sopInstanceUID))).toEqual([
      ['1.2.3.4.1', '1.2.3.4.1'],
      ['1.2.3.4.2', '1.2.3.4.2'],
    ]);
    expect(messages(stacks[1] as Stack)).toContain(
      'duplicate-position: pass 2 of 2 over the same positions (image 2)',
    );
  });

  it('says when some frames are not described', async () => {
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced([group(0, 0), group(3, 0)], 3))]));
    expect(stacks.map((stack) => stack.frames.length)).toEqual([2, 1]);
    expect(stacks.flatMap(messages).join()).toContain('holds 3 frames but describes only 2');
  });

  it('does not give all frames of a plain multi-frame image one place', async () => {
    const { stack } = await scanSlice({
      [T.NumberOfFrames]: ['IS', '2'],
      [T.PixelData]: ['OW', new Array<number>(24).fill(1)],
    });
    expect(stack.frames.map(({ plane }) => plane)).toEqual([null, null]);
    expect(stack.frames.map(({ ref }) => ref.frameNumber)).toEqual([1, 2]);
  });
});
